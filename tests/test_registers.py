"""Tenures from seven registers, each with dates of its own kind, against the rule of degrees applied to each row.

ORGTRACK_FULL=1 pytest tests/test_registers.py takes 20,000 tenures instead of 700.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from story import Story

COUNT = 20_000 if os.environ.get("ORGTRACK_FULL") else 700
FIRST, LAST = date(1900, 1, 1), date(2024, 12, 31)
ONE = timedelta(days=1)
TITLES = ("Governor", "Registrar", "Bursar", "Warden", "Surveyor")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as a register writes it, and the days between which it is; None where nothing bounds it."""

    text: str
    earliest: date | None
    latest: date | None


NOT_KNOWN = Dated("", None, None)


@dataclass(frozen=True, slots=True)
class Row:
    """A tenure: `end` None while it goes on, NOT_KNOWN where it is over and nobody says since when."""

    person: str
    title: str
    at: str
    start: Dated
    end: Dated | None
    last_day: bool = False
    confirmed: date | None = None
    manner: str = ""

    def degree(self, day: date) -> str | None:
        """The first that fits (design section 5)."""
        start, first_gone, gone = self.start, None, None
        if self.end is not None and self.end is not NOT_KNOWN:
            later = ONE if self.last_day else timedelta()
            first_gone = self.end.earliest + later if self.end.earliest else None
            gone = self.end.latest + later if self.end.latest else None
        else:
            seen = [d for d in (start.earliest, self.confirmed) if d is not None]
            first_gone = max(seen) + ONE if seen else None
        if (start.earliest and day < start.earliest) or (gone and day >= gone):
            return None
        begun = start.latest is not None and start.latest <= day
        if begun and first_gone and day < first_gone:
            return "certain"
        return "presumed" if begun and self.end is None else "possible"


def in_days(day: date) -> Dated:
    return Dated(day.isoformat(), day, day)


def in_months(day: date) -> Dated:
    first = day.replace(day=1)
    return Dated(f"{day:%Y-%m}", first, (first + 31 * ONE).replace(day=1) - ONE)


def in_years(day: date) -> Dated:
    return Dated(f"{day:%Y}", date(day.year, 1, 1), date(day.year, 12, 31))


def between(day: date) -> Dated:
    return Dated(f"[{day - 20 * ONE}..{day + 40 * ONE}]", day - 20 * ONE, day + 40 * ONE)


def not_after(day: date) -> Dated:
    return Dated(f"[..{day + 9 * ONE}]", None, day + 9 * ONE)


def not_before(day: date) -> Dated:
    return Dated(f"[{day - 9 * ONE}..]", day - 9 * ONE, None)


class Registers:
    """Seven registers of so many tenures in all, from one seed."""

    def __init__(self, count: int, seed: int = 7) -> None:
        self._pick = random.Random(seed)
        self._count = count // 7
        self.rows: dict[str, list[Row]] = {
            "days": self._stays("days", in_days),
            "months": self._stays("months", in_months),
            "years": self._stays("years", in_years),
            "inclusive": self._stays("inclusive", in_days, in_months, last_day=True),
            "unended": self._stays("unended", in_months, in_years, unknown=True),
            "terms": self._terms("terms", in_days, in_months, in_years),
            "bounds": self._stays("bounds", between, not_after, not_before, in_years),
        }

    @property
    def everything(self) -> list[Row]:
        return [row for rows in self.rows.values() for row in rows]

    def _day(self, since: date = FIRST) -> date:
        return since + timedelta(days=self._pick.randrange(max((LAST - since).days, 1)))

    def _post(self, register: str) -> tuple[str, str]:
        return self._pick.choice(TITLES), f"House {self._pick.randint(1, 2 + self._count // 20)} of the {register}"

    def _stays(
        self, register: str, *ways: Callable[[date], Dated], last_day: bool = False, unknown: bool = False
    ) -> list[Row]:
        """Somebody in a post once, in a second post at times; of some it is not told when they left, or came."""
        found: list[Row] = []
        while len(found) < self._count:
            person = f"{register.title()} {len(found)}"
            for title, at in {self._post(register) for _ in range(self._pick.randint(1, 2))}:
                start, how = self._day(), self._pick.random()
                left = start + timedelta(days=self._pick.randint(400, 4000))
                end: Dated | None = self._pick.choice(ways)(min(left, LAST))
                confirmed = start + 400 * ONE if unknown and how < 0.8 else None
                if unknown and how < 0.6:
                    end = NOT_KNOWN
                elif how < 0.75 and how > 0.55:
                    end = None
                begun = self._pick.choice(ways)(start)
                if how > 0.93 and not last_day and not unknown:
                    begun, confirmed = NOT_KNOWN, None
                found.append(Row(person, title, at, begun, end, last_day and end is not None, confirmed))
        return found[: self._count]

    def _terms(self, register: str, *ways: Callable[[date], Dated]) -> list[Row]:
        """Terms of one person in one post, each beginning when the one before ends; with a pause at times."""
        found: list[Row] = []
        while len(found) < self._count:
            person, (title, at), way = f"{register.title()} {len(found)}", self._post(register), self._pick.choice(ways)
            day = date(self._day().year, 5, 14)
            for term in range(self._pick.randint(1, 5)):
                until = day.replace(year=day.year + self._pick.choice((2, 4, 5)))
                last = until > LAST or self._pick.random() < 0.1
                manner = "reappointed" if term else "elected"
                found.append(Row(person, title, at, way(day), None if last else way(until), manner=manner))
                if last:
                    break
                day = until if self._pick.random() < 0.8 else until.replace(year=until.year + 3)
        return found[: self._count]


def as_tenures(rows: Iterable[Row]) -> str:
    """A table of tenures."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("person", "title", "organization", "start", "end", "source"))
    for row in rows:
        end = row.end.text if row.end else ""
        table.writerow((row.person, row.title, row.at, row.start.text, end, "The Register"))
    return text.getvalue()


def as_events(rows: Iterable[Row]) -> str:
    """A table of events: what a table of tenures has no words for."""
    text = io.StringIO()
    post_columns = ("person", "title", "organization", "sources")
    table = csv.DictWriter(text, ("id", "date", "type", *post_columns, "manner", "last_day", "end_state", "ends"))
    table.writeheader()
    number = 0
    for row in rows:
        post = {"person": row.person, "title": row.title, "organization": row.at, "sources": "The Register"}
        number += 1
        begun = f"e{number}"
        state = "unknown" if row.end is NOT_KNOWN else ""
        known = {"id": begun, "date": row.start.text, "manner": row.manner, "end_state": state}
        table.writerow({**post, **known, "type": "appointment"})
        if row.confirmed:
            number += 1
            table.writerow({**post, "id": f"e{number}", "date": row.confirmed.isoformat(), "type": "in-post"})
        if row.end is not None and row.end is not NOT_KNOWN:
            number += 1
            last = "yes" if row.last_day else ""
            told = {"id": f"e{number}", "date": row.end.text, "type": "departure", "last_day": last, "ends": begun}
            table.writerow({**post, **told})
    return text.getvalue()


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registers, Story]:
    known, story = Registers(COUNT), Story(tmp_path_factory.mktemp("registers"))
    for name, rows in known.rows.items():
        told = as_events if name in ("inclusive", "unended", "terms") else as_tenures
        story.load(told(rows))
    return known, story


def test_each_day_counts_to_what_the_rows_say(asked: tuple[Registers, Story]) -> None:
    known, story = asked
    pick = random.Random(11)
    rows = known.everything
    edges = [d for row in rows for d in (row.start.earliest, row.end.latest if row.end else None) if d]
    days = [FIRST + timedelta(days=pick.randrange((LAST - FIRST).days)) for _ in range(20)]
    days += [pick.choice(edges) + pick.choice((-1, 0, 1)) * ONE for _ in range(10)]
    for day in days:
        expected = Counter((row.person, row.title, row.at, told) for row in rows if (told := row.degree(day)))
        found = Counter(
            (row["person"], row["title"], row["organization"], row["certainty"])
            for row in csv.DictReader(io.StringIO(story.say("asof", day.isoformat(), "--format", "csv").out))
        )
        assert found == expected, (day, list((expected - found).items())[:5], list((found - expected).items())[:5])


def test_nothing_is_wrong_with_them(asked: tuple[Registers, Story]) -> None:
    _, story = asked
    said = story.run("check", "--format", "csv")
    assert [row for row in csv.DictReader(io.StringIO(said.out)) if row["severity"] == "error"] == []
    assert said.code == 0
    assert "Everything is as it follows from the events." in story.say("check", "--rebuild").out
