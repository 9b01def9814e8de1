"""A finding: what does not fit together, how sure that is, and what to type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from orgtrack.dates import PartialDate
from orgtrack.model.vocabulary import Noun

Material = TypeVar("Material")


class Severity(StrEnum):
    """`error`: cannot be true on any reading of the dates. `warning`: something is probably lacking. `hint`: look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """Lower is graver."""
        return list(Severity).index(self)


class Kind(StrEnum):
    """What a check looks for."""

    HELD_TWICE = "held-twice"
    OUTSIDE_LIFE = "outside-life"
    PREDECESSOR_STAYED = "predecessor-stayed"
    ACTING_STAYED = "acting-stayed"
    AFTER_SOURCE = "after-source"
    ROUNDED = "rounded"
    MISQUOTED = "misquoted"
    ALIKE = "alike"
    OVERDUE = "overdue"
    ENDS_DIFFER = "ends-differ"
    OWN_ANCESTOR = "own-ancestor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`why` is a sentence in which a name or a headline stands as its id in braces, {p7}; `remedy` is what to type.

    `organizations` are those that it is about.
    """

    kind: Kind
    severity: Severity
    events: tuple[int, ...]
    why: str
    remedy: str
    organizations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[Material]):
    """One kind of finding: what it says, and the function that finds it in one piece of the record."""

    kind: Kind
    says: str
    find: Callable[[Material], Iterable[Finding]]


def name(noun: Noun, number: int | None) -> str:
    """The place of a name in a finding's sentence."""
    return f"{{{noun.id(number or 0)}}}"


def person(number: int | None) -> str:
    return name(Noun.PERSON, number)


def title(number: int | None) -> str:
    return name(Noun.TITLE, number)


def organization(number: int | None) -> str:
    return name(Noun.ORGANIZATION, number)


def event(number: int) -> str:
    return name(Noun.EVENT, number)


def graded(severity: Severity, *dates: PartialDate | None) -> Severity:
    """The severity, no more than a warning where a source itself doubts its date (`~`, `?`)."""
    doubted = any(d is not None and d.qualifier is not None for d in dates)
    return Severity.WARNING if doubted and severity is Severity.ERROR else severity
