"""The page of a record as lines of text, folded to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgtrack.exporters.as_table import legible, text_width
from orgtrack.timeline.pages import Page, PageEvent

_INDENT = "    "


def page_text(page: Page, *, width: int | None = None, colour: bool = False) -> Iterator[str]:
    """The page in pieces, its events as they are read; without a `width` no line is folded."""
    number = page.noun.id(page.id)
    identity = f" ({number})" if number.startswith(page.noun) else f" ({page.noun} {number})"
    heading = legible(page.heading)
    yield f"\x1b[1m{heading}\x1b[0m{identity}\n" if colour else f"{heading}{identity}\n"
    margin = max((text_width(label) for label, _ in page.facts), default=0) + 2
    for label, text in page.facts:
        yield from folded(f"{label}:".ljust(margin), legible(text), " " * margin, width)
    for title, lines in page.lists:
        yield f"\n{title}\n"
        for line in lines:
            yield from folded("  ", legible(line), _INDENT, width)
    heading_due = True
    for batch in page.events:
        yield ("\nEvents\n" if heading_due else "") + "".join(_event_lines(batch, width))
        heading_due = False
    if heading_due:
        yield "\nNo events on record.\n"
    if page.after:
        yield f"\n{page.after}\n"


def _event_lines(batch: Iterable[PageEvent], width: int | None) -> Iterator[str]:
    for entry in batch:
        event = entry.event
        marks = f" [{', '.join(event.marks)}]" if event.marks else ""
        replaced = f", superseded by e{event.superseded_by}" if event.superseded_by else ""
        replaces = f", supersedes e{event.supersedes}" if event.supersedes else ""
        told = f"{event.when}: {event.headline}{marks} (e{event.id}{replaces}{replaced})"
        yield from folded("  ", legible(told), _INDENT, width)
        if event.date.text not in ("", event.date.edtf) or not event.date.is_day:
            yield from folded(_INDENT, legible(f"date: {event.understood}"), _INDENT * 2, width)
        if event.note:
            yield from folded(_INDENT, legible(f"note: {event.note}"), _INDENT * 2, width)
        for source in entry.sources:
            yield from folded(_INDENT, legible(source), _INDENT * 2, width)


def folded(before: str, text: str, later: str, width: int | None) -> Iterator[str]:
    """The text after `before`, folded between words; further lines begin with `later`."""
    line = before
    for word in text.split(" "):
        joint = "" if line in (before, later) else " "
        if width is not None and joint and text_width(line) + 1 + text_width(word) > width:
            yield f"{line}\n"
            line, joint = later, ""
        line += joint + word
    yield f"{line.rstrip()}\n"
