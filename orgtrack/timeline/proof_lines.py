"""The lines of a proof, and the parts that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of a proof, in order."""

    FACT = "fact"
    SOURCE = "source"
    RULE = "rule"
    EFFECT = "effect"
    CONFLICT = "conflict"
    DECISION = "decision"
    HISTORY = "history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of a proof; `quote` are the words of a source, `url` its address, `id` the record it is about."""

    part: Part
    text: str
    quote: str = ""
    url: str = ""
    id: str = ""
