"""Moves as an Atom feed (RFC 4287) and as a calendar (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from orgtrack.model.vocabulary import Noun
from orgtrack.tenures.bounds import next_day
from orgtrack.timeline.moves import Move

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold; and of that what a calendar cannot.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LONGEST_LINE = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """`itself` is the address of the feed, `home` that of its tracker; `tag` is what the ids of its entries begin with.

    `updated` is the time that an empty feed has, in UTC as ISO 8601.
    """

    title: str
    itself: str
    home: str
    tag: str
    updated: str

    def id_of(self, move: Move) -> str:
        """The same for the same event, whatever becomes of it."""
        return f"{self.tag}/{Noun.EVENT.id(move.event_id)}"

    def link_to(self, move: Move) -> str:
        return f"{self.home}/{Noun.EVENT.table}/{move.event_id}"


def atom(channel: Channel, moves: Sequence[Move]) -> str:
    """The feed; an entry a move, in the order given."""
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", f"{channel.tag}/moves?{channel.itself.partition('?')[2]}".removesuffix("?"))
    _add(feed, "title", channel.title)
    _add(feed, "updated", max((move.written for move in moves), default=channel.updated))
    _add(ElementTree.SubElement(feed, "author"), "name", channel.title)
    _add(feed, "link", rel="self", href=channel.itself, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=channel.home, type="text/html")
    for move in moves:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", channel.id_of(move))
        _add(entry, "title", move.title)
        _add(entry, "updated", move.written)
        _add(entry, "link", rel="alternate", href=channel.link_to(move), type="text/html")
        _add(entry, "summary", move.words)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> None:
    part = ElementTree.SubElement(parent, name, {key: _NOT_XML.sub("\ufffd", each) for key, each in attributes.items()})
    part.text = None if text is None else _NOT_XML.sub("\ufffd", text)


def calendar(channel: Channel, moves: Sequence[Move]) -> str:
    """The calendar; a move takes all the days that it may be of, and keeps nobody busy."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//orgtrack//moves//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        f"X-WR-CALNAME:{_escaped(channel.title)}",
        *(line for move in moves for line in _event(channel, move)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(channel: Channel, move: Move) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(channel.id_of(move))}"
    yield f"DTSTAMP:{re.sub('[-:]', '', move.written)}"
    yield f"DTSTART;VALUE=DATE:{move.first.isoformat().replace('-', '')}"
    after = next_day(move.last)
    if after is not None:
        yield f"DTEND;VALUE=DATE:{after.isoformat().replace('-', '')}"
    yield f"SUMMARY:{_escaped(move.title)}"
    yield f"DESCRIPTION:{_escaped(move.words)}"
    yield f"URL:{_CONTROL.sub('', channel.link_to(move))}"
    yield f"STATUS:{'CANCELLED' if not move.stands else 'TENTATIVE' if move.is_plan else 'CONFIRMED'}"
    yield f"CLASS:{'PRIVATE' if move.is_private else 'PUBLIC'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\n", "\\n"))


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which ends inside of a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST_LINE:
            pieces.append(piece)
            # The space that marks a continued line counts.
            piece, size = "", 1
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])


FEEDS: Mapping[str, tuple[str, Callable[[Channel, Sequence[Move]], str]]] = {
    "atom": ("application/atom+xml", atom),
    "ics": ("text/calendar", calendar),
}
