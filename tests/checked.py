"""For the tests of the checks: a tracker filled from a story in lines, with sources, and what the checks find in it.

A line is one of `oracle.story`; `source=NAME@2015-06-20` cites a source of that publication date (`NAME@` of none),
and may be given twice. Only a CEO's post has one seat.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from stories import story

from orgtrack.checks.finding import Finding, Kind
from orgtrack.checks.run import findings
from orgtrack.model.claims import Citation, Event, Participant
from orgtrack.names import fold
from orgtrack.record import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.events import insert_citation, insert_event
from orgtrack.store.posts import ensure_post
from orgtrack.store.rows import insert

TODAY = date(2025, 7, 16)


@contextmanager
def tracker_of(path: Path, text: str) -> Iterator[Tracker]:
    """A tracker in which this story is recorded; its events have the numbers of their lines."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    told = story("\n".join(" ".join(w for w in words if not w.startswith("source=")) for words in lines))
    with open_tracker(path, write=True) as tracker:
        with tracker.writing(command="story", actor="test", time="2025-01-01T00:00:00Z"):
            _names(tracker, told.people, "people")
            _names(tracker, told.organizations, "organizations")
            for title in told.titles:
                seats = 1 if title == "CEO" else None
                insert(tracker, "titles", {"name": title, "name_key": fold(title), "seats": seats})
            for event in told.events:
                headline = event.headline or f"event {event.id}"
                insert_event(tracker, replace(event, headline=headline))
                parts: list[Event | Participant] = [event, *event.participants]
                for title_id, at in [(part.title_id, part.organization_id) for part in parts]:
                    if title_id and at:
                        ensure_post(tracker, title_id, at)
            _cite(tracker, lines)
            rebuild(Entry(tracker=tracker, today=TODAY))
        yield tracker


def _names(tracker: Tracker, known: Collection[str], table: str) -> None:
    for name in known:
        insert(tracker, table, {"name": name, "name_key": fold(name), "search_keys": "", "search_prefixes": ""})


def _cite(tracker: Tracker, lines: list[list[str]]) -> None:
    sources: dict[str, int] = {}
    for number, words in enumerate(lines, 1):
        for word in words:
            if word.startswith("source="):
                name, _, day = word.removeprefix("source=").partition("@")
                if name not in sources:
                    published = {"published": day, "published_earliest": day, "published_latest": day} if day else {}
                    sources[name] = insert(tracker, "sources", {"title": name, "title_key": fold(name), **published})
                insert_citation(tracker, number, Citation(source_id=sources[name]))


def found(path: Path, text: str, *kinds: Kind) -> list[Finding]:
    """What the checks find in a story."""
    with tracker_of(path, text) as tracker:
        return list(findings(tracker, TODAY, kinds))


class Clean:
    """Random careers and organizations with nothing wrong in them, told with dates of every precision."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.lines: list[str] = []
        self._people = 0

    def text(self, organizations: int = 12) -> str:
        """So many organizations, each with its posts from its formation to its end or to this day."""
        for number in range(organizations):
            self._organization(f"Org{number}")
        self.pick.shuffle(self.lines)
        return "\n".join(self.lines)

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.pick.randrange(1, max((last - first).days, 2)))

    def told(self, day: date) -> str:
        """The day as some source gives it."""
        return self.pick.choice([f"{day}", f"{day}", f"{day:%Y-%m}", f"{day:%Y}", "unknown", f"{day:%Y}~"])

    def _say(self, day: date, words: str) -> None:
        published = self.day(max(day, date(day.year, 12, 31)), TODAY + timedelta(days=400))
        source = f" source=page{len(self.lines)}@{published}" if self.pick.random() < 0.5 else ""
        self.lines.append(f"{self.told(day)} {words}{source}")

    def _organization(self, name: str) -> None:
        begin = self.day(date(1990, 1, 1), date(1995, 1, 1))
        ends = self.day(date(2015, 1, 1), date(2020, 1, 1)) if self.pick.random() < 0.4 else None
        self._say(begin, f"formation {name} parent=Group{self.pick.randrange(3)}")
        if ends:
            how = [f"dissolution {name}", f"merger Heir{name} from={name}", f"split {name} into=Son{name},Heir{name}"]
            self._say(ends, self.pick.choice(how))
        self._chair(name, "CEO", begin, ends)
        for _ in range(3):
            self._chair(name, "Member", self.day(begin, date(2000, 1, 1)), ends)
        if self.pick.random() < 0.5:
            self._say(self.day(begin, date(2014, 1, 1)), f"move {name} parent=Group{self.pick.randrange(3)}")
        future = self.day(TODAY, date(2027, 1, 1))
        self.lines.append(f"{future} milestone {name} planned headline=plan{name}")

    def _chair(self, name: str, title: str, begin: date, ends: date | None) -> None:
        """One seat, handed on from one to the next, with acting holders in between."""
        at, last = begin, ends or date(2024, 1, 1)
        earlier: list[str] = []
        while at < last - timedelta(days=800):
            leaves = self.day(at + timedelta(days=300), min(at + timedelta(days=3000), last))
            returns = len(earlier) > 1 and self.pick.random() < 0.2
            person = self._stay(name, title, at, leaves, person=earlier[-2] if returns else "")
            earlier.append(person)
            if self.pick.random() < 0.3:
                self._say(self.day(at, leaves), f"in-post {person} {title} {name}")
            at = leaves
            if self.pick.random() < 0.3:
                at = min(leaves + timedelta(days=200), last)
                self._stay(name, title, leaves, at, " acting")
        if ends is None:
            self._say(at, f"appointment {self._person()} {title} {name}")

    def _stay(self, name: str, title: str, came: date, left: date, words: str = "", person: str = "") -> str:
        person = person or self._person()
        self._say(came, f"appointment {person} {title} {name}{words}")
        self._say(left, f"departure {person} {title} {name}{words}")
        return person

    def _person(self) -> str:
        self._people += 1
        return f"P{self._people}"
