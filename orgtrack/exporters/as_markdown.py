"""A Markdown table, as GitHub reads it; whatever a cell holds stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_ACTIVE = re.compile(r"[\\|`*\[\]]")
_LINE_END = re.compile(r"\r\n|[\r\n]")


def markdown_text(columns: Sequence[str], batches: Iterable[Sequence[tuple[str | None, ...]]]) -> Iterator[str]:
    """The rows as one table. A line end inside a cell becomes `<br>`, the only markup there is."""
    yield _line(columns) + "|" + " --- |" * len(columns) + "\n"
    for batch in batches:
        yield "".join(map(_line, batch))


def _line(cells: Sequence[str | None]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |\n"


def _cell(text: str | None) -> str:
    if not text:
        return ""
    return _LINE_END.sub("<br>", plain(text))


def plain(text: str) -> str:
    """The text with all that Markdown would take for markup inside a line escaped."""
    return _ACTIVE.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))
