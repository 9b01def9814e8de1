"""A Markdown table, as GitHub reads it; whatever a cell holds stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from orgtrack.exporters.as_table import legible

_ACTIVE = re.compile(r"[\\|`*\[\]]")
# What it takes for markup in running text beside these, or at the beginning of a line.
_ACTIVE_IN_TEXT = re.compile(r"[_~$]|^[-+#>=]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
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


def inline(text: str) -> str:
    """The text on one line as a list item, a heading or a part of either holds it, and nothing in it taken for markup.

    Characters that would not show are written out.
    """
    return _NUMBERED.sub(r"\1\\\2", _ACTIVE_IN_TEXT.sub(r"\\\g<0>", plain(legible(text))))
