"""A proof as lines of text for the terminal, and as a Markdown sheet: quotes as block quotes, sources as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from orgtrack.exporters.as_markdown import inline
from orgtrack.exporters.as_page import folded
from orgtrack.exporters.as_table import legible
from orgtrack.timeline.proof import Proof
from orgtrack.timeline.proof_lines import Line, Part

_HEADINGS = {
    Part.FACT: "What is on record",
    Part.SOURCE: "Who says so",
    Part.RULE: "How it was understood",
    Part.EFFECT: "What follows from it",
    Part.CONFLICT: "What contradicts it",
    Part.DECISION: "What was decided",
    Part.HISTORY: "Who recorded it",
}
# What may stand in the destination of a link as it is.
_URL_SAFE = "-._~:/?#@!$+,;=%&'"
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_INDENT = "    "


def proof_text(proofs: Iterable[Proof], *, width: int | None = None, colour: bool = False) -> Iterator[str]:
    """The proofs as pages of text, one after the other; without a `width` no line is folded."""
    for number, one in enumerate(proofs):
        heading = legible(one.heading)
        yield "\n" * bool(number) + (f"\x1b[1m{heading}\x1b[0m" if colour else heading) + f" (event e{one.event_id})\n"
        for part, lines in one.parts():
            yield f"\n{_HEADINGS[part]}\n"
            for line in lines:
                yield from folded("  ", legible(_told(line)), _INDENT, width)
                if line.quote:
                    yield from folded(_INDENT, legible(f"“{line.quote}”"), _INDENT, width)
                if line.url:
                    yield f"{_INDENT}{legible(line.url)}\n"


def _told(line: Line) -> str:
    return f"{line.id} {line.text}" if line.part is Part.SOURCE and line.id else line.text


def proof_markdown(proofs: Iterable[Proof]) -> Iterator[str]:
    """The proofs as a sheet that is ready to send; whatever a name, a headline or a source holds stays text."""
    for number, one in enumerate(proofs):
        yield "\n" * bool(number) + f"# {inline(one.heading)} (e{one.event_id})\n"
        for part, lines in one.parts():
            yield f"\n## {_HEADINGS[part]}\n\n"
            for line in lines:
                yield f"- {_linked(line)}\n"
                if line.quote:
                    yield "\n" + "".join(f"  > {inline(said)}\n" for said in line.quote.splitlines())


def _linked(line: Line) -> str:
    text = inline(line.text)
    number = f"{line.id} " if line.part is Part.SOURCE and line.id else ""
    if not line.url or not _HTTP.match(line.url):
        return number + text
    # An entity in a destination is read as what it stands for.
    return f"{number}{text} — [{inline(line.url)}]({quote(line.url, safe=_URL_SAFE).replace('&', '&amp;')})"
