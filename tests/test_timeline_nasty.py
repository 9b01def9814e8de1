"""A made-up tracker full of nasty text: the fast paths of reading against the view and against plain loops."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgtrack.exporters.as_csv import csv_of_rows, csv_text
from orgtrack.exporters.timeline_csv import timeline_csv_rows
from orgtrack.model.vocabulary import EventType, Noun, Role, Status
from orgtrack.names import fold
from orgtrack.names.searching import search_keys
from orgtrack.schema.views import TIMELINE_COLUMNS
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.hierarchy import parents
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import events, snapshot
from orgtrack.tenures.hierarchy import company_on, parent_on
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.lists import Listed, listing
from orgtrack.timeline.rows import timeline_columns, timeline_rows

PEOPLE, ORGANIZATIONS, TITLES, SOURCES, EVENTS = 25, 16, 9, 12, 400
SECOND_DAY = date(2025, 2, 1)
WORDS = ("alpha", "beta", "gamma", "delta", "betamax")
NASTY = (
    "=1+1",
    "-x",
    "@a",
    "'=q",
    "''+",
    "＝",
    "a,b",
    'q"q',
    "l1\nl2",
    "c\rd",
    "\tt",
    "吴泳铭",
    "é",
    " ",
    "\x1b[31m",
    ";",
    "|",
)
DAYS = ("2019-01-01", "2020-06-15", "2021-01-01", "2021-12-31", "2023-03-01")
Line = dict[str, Any]


def _text(chance: random.Random) -> str | None:
    return "".join(chance.choices(NASTY, k=chance.randint(1, 3))) if chance.random() < 0.4 else None


def fill(tracker: Tracker, seed: int) -> None:
    """Random records, all kinds of dates and participants, in two log entries a month apart."""
    chance = random.Random(seed)
    insert = tracker.connection.execute
    with tracker.writing(command="first", actor="test", time="2025-01-01T00:00:00.000Z"):
        for number in range(1, PEOPLE + 1):
            _name(tracker, "people", f"{_text(chance) or 'Ann'} P{number}")
        for number in range(1, ORGANIZATIONS + 1):
            _name(tracker, "organizations", f"{_text(chance) or 'Acme'} O{number}")
        for number in range(1, TITLES + 1):
            name = f"{_text(chance) or 'Chief'} T{number}"
            insert("INSERT INTO titles(name, name_key) VALUES (?, ?)", (name, fold(name)))
        for number in range(1, SOURCES + 1):
            insert(
                "INSERT INTO sources(title, published) VALUES (?, ?)",
                (f"{_text(chance) or ''}S{number}", _text(chance)),
            )
        for _ in range(EVENTS // 2):
            _event(tracker, chance)
    with tracker.writing(command="second", actor="test", time="2025-02-01T08:00:00.000Z"):
        for _ in range(EVENTS // 2):
            _event(tracker, chance)
        _hierarchy(tracker, chance)
        above = parents(tracker, range(1, ORGANIZATIONS + 1))
        for row in tracker.rows("SELECT id, organization_id, date_sort FROM events WHERE organization_id IS NOT NULL"):
            company = company_on(row["organization_id"], row["date_sort"], above)
            insert("UPDATE events SET company_id = ? WHERE id = ?", (company, row["id"]))
        _renamings(tracker, chance)


def _name(tracker: Tracker, table: str, name: str) -> None:
    tracker.connection.execute(
        f"INSERT INTO {table}(name, name_key, search_keys, search_prefixes) VALUES (?, ?, ?, '')",
        (name, fold(name), search_keys([name])),
    )


def _event(tracker: Tracker, chance: random.Random) -> None:
    bounds = sorted(chance.choices(DAYS, k=2))
    earliest, latest = (bound if chance.random() < 0.75 else None for bound in bounds)
    values: dict[str, str | int | None] = {
        "date": chance.choice([None, "2021", "[2021-01-01,2021-02-02]"]) if earliest or latest else None,
        "type": chance.choice(list(EventType)),
        "status": chance.choice(list(Status)),
        "person_id": chance.choice([None, chance.randint(1, PEOPLE)]),
        "title_id": chance.choice([None, chance.randint(1, TITLES)]),
        "organization_id": chance.choice([None, *[chance.randint(1, ORGANIZATIONS)] * 4]),
        "headline": " ".join([*chance.sample(WORDS, k=2), _text(chance) or "x"]),
        "acting": chance.randint(0, 1),
        **{column: _text(chance) for column in ("amount", "new_name", "announced", "title_text", "note", "date_text")},
        "date_earliest": earliest,
        "date_latest": latest,
        "date_precision": "unknown" if not (earliest or latest) else "range",
        "supersedes_event_id": 1 if chance.random() < 0.02 and tracker.row("SELECT 1 FROM events") else None,
        "last_day": chance.randint(0, 1),
        "visibility": chance.choice(["public", "private"]),
    }
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    event = tracker.connection.execute(
        f"INSERT INTO events({columns}) VALUES ({marks})", tuple(values.values())
    ).lastrowid
    for _ in range(chance.choice([0, 0, 1, 3])):
        parts = (
            chance.choice([None, chance.randint(1, PEOPLE)]),
            chance.choice([None, chance.randint(1, ORGANIZATIONS)]),
            chance.choice([None, chance.randint(1, TITLES)]),
        )
        tracker.connection.execute(
            "INSERT INTO event_participants(event_id, role, person_id, organization_id, title_id)"
            " VALUES (?, ?, ?, ?, ?)",
            (event, chance.choice(list(Role)), *parts),
        )
    for _ in range(chance.choice([0, 1, 1, 3])):
        says = (None, None) if chance.random() < 0.5 else ("amount", _text(chance) or "5")
        tracker.connection.execute(
            "INSERT INTO citations(event_id, source_id, quote, says_field, says_value) VALUES (?, ?, ?, ?, ?)",
            (event, chance.randint(1, SOURCES), _text(chance), *says),
        )


def _renamings(tracker: Tracker, chance: random.Random) -> None:
    """Former names of half the organizations, one for each of some of their events, dated or not."""
    for organization in range(1, ORGANIZATIONS + 1, 2):
        told = tracker.rows("SELECT id FROM events WHERE organization_id = ? ORDER BY id", (organization,))
        for row in chance.sample(told, k=min(len(told), 3)):
            name = f"{_text(chance) or 'Former'} F{row['id']}"
            tracker.connection.execute("UPDATE events SET type = 'renaming' WHERE id = ?", (row["id"],))
            tracker.connection.execute(
                "INSERT INTO names(name, name_key, kind, organization_id, event_id) VALUES (?, ?, 'former', ?, ?)",
                (name, fold(name), organization, row["id"]),
            )


def _hierarchy(tracker: Tracker, chance: random.Random) -> None:
    """Parents with lower ids, some changing, so that there is no ring; a few only planned."""
    for child in range(4, ORGANIZATIONS + 1):
        starts = sorted(chance.sample(DAYS, k=chance.choice([0, 1, 1, 2, 3])))
        for position, start in enumerate(starts):
            tracker.connection.execute(
                "INSERT INTO hierarchy(organization_id, position, parent_id, from_day, is_plan, event_id)"
                " VALUES (?, ?, ?, ?, ?, 1)",
                (child, position, chance.choice([None, *range(1, child)]), start, chance.choice([0, 0, 1])),
            )


@pytest.fixture(scope="module", params=[1, 2])
def nasty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    path = tmp_path_factory.mktemp("nasty") / "t.db"
    with open_tracker(path, write=True) as tracker:
        fill(tracker, request.param)
    with closing(open_tracker(path, write=False)) as tracker, snapshot(tracker):
        yield tracker


# The view itself has no order.
IN_ORDER = (
    "timeline ORDER BY coalesce(date_earliest, date_latest) NULLS LAST, coalesce(date_latest, '9999-12-31') DESC,"
    " CAST(substr(id, 2) AS INTEGER)"
)


@pytest.mark.parametrize("sources", [True, False])
def test_the_fast_rows_are_those_of_the_view(nasty: Tracker, sources: bool) -> None:
    columns = timeline_columns(sources=sources)
    view = [tuple(row) for row in nasty.rows(f"SELECT {', '.join(columns)} FROM {IN_ORDER}")]
    fast = [row for batch in timeline_rows(nasty, Selection(), sources=sources) for row in batch]
    assert len(fast) == EVENTS
    assert fast == view


@pytest.mark.parametrize("sources", [True, False])
@pytest.mark.parametrize("raw", [True, False])
def test_the_short_way_to_csv_gives_the_same_bytes(nasty: Tracker, sources: bool, raw: bool) -> None:
    columns = timeline_columns(sources=sources)
    long = "".join(csv_text(columns, timeline_rows(nasty, Selection(), sources=sources), raw=raw))
    short = "".join(csv_of_rows(columns, timeline_csv_rows(nasty, Selection(), sources=sources, raw=raw)))
    assert short == long


@pytest.mark.parametrize("headline", ["a\x1fb", "a\x1eb", "-a", "'-a", "＝a", "a,b", 'a"b', "a\nb", "plain", "é"])
def test_the_short_way_sees_what_it_must_take_apart(tmp_path: Path, headline: str) -> None:
    with open_tracker(tmp_path / "t.db", write=True) as tracker:
        with tracker.writing(command="one", actor="test", time="2025-01-01T00:00:00.000Z"):
            tracker.connection.execute(
                "INSERT INTO events(type, headline, date_precision) VALUES ('milestone', ?, 'unknown')", (headline,)
            )
        columns = timeline_columns()
        long = "".join(csv_text(columns, timeline_rows(tracker, Selection())))
        assert "".join(csv_of_rows(columns, timeline_csv_rows(tracker, Selection()))) == long


@settings(max_examples=40)
@given(number=st.integers(1, PEOPLE))
def test_filtered_rows_are_those_of_the_view(nasty: Tracker, number: int) -> None:
    """One person's events come from two queries that SQLite merges."""
    wanted = selected(nasty, Filters(person=f"p{number}"))
    fast = [row for batch in timeline_rows(nasty, wanted) for row in batch]
    place = timeline_columns().index("id")
    ids = {row[place] for row in fast}
    assert fast == [row for row in map(tuple, nasty.rows(f"SELECT * FROM {IN_ORDER}")) if row[place] in ids]
    assert len(ids) == len(Oracle(nasty).kept(Filters(person=f"p{number}")))


def test_the_columns_are_those_of_the_contract() -> None:
    assert timeline_columns() == tuple(TIMELINE_COLUMNS)
    assert len(timeline_columns(sources=False)) == len(TIMELINE_COLUMNS) - 4


@dataclass(frozen=True)
class Oracle:
    """What the filters keep, worked out with loops over whole tables."""

    tracker: Tracker

    def table(self, name: str) -> list[Line]:
        return [dict(row) for row in self.tracker.rows(f"SELECT * FROM {name}")]

    def kept(self, filters: Filters) -> list[int]:
        parts, cited = self.table("event_participants"), self.table("citations")
        columns = "*, date_from, date_to"
        everything = [dict(row) for row in self.tracker.rows(f"SELECT {columns} FROM events")]
        people = {row["id"]: row["search_keys"] for row in self.table("people")}
        organizations = {row["id"]: row["search_keys"] for row in self.table("organizations")}
        found = []
        for event in everything:
            taking_part = [part for part in parts if part["event_id"] == event["id"]]
            words = _words(
                event["headline"], people.get(event["person_id"]), organizations.get(event["organization_id"])
            )
            sources = {row["source_id"] for row in cited if row["event_id"] == event["id"]}
            if self._keeps(filters, event, taking_part, words, sources):
                found.append(event)
        found.sort(key=lambda e: (e["date_sort"] is None, e["date_sort"] or "", _downwards(e["date_to"]), e["id"]))
        return [event["id"] for event in found]

    def _keeps(self, filters: Filters, event: Line, parts: list[Line], words: set[str], sources: set[int]) -> bool:
        checks = [
            not filters.types or event["type"] in filters.types,
            not filters.statuses or event["status"] in filters.statuses,
            filters.year is None or event["year"] == filters.year,
            filters.since is None or event["date_latest"] is None or event["date_latest"] >= str(filters.since),
            filters.until is None or event["date_earliest"] is None or event["date_earliest"] <= str(filters.until),
            filters.added_since is None or event["id"] > EVENTS // 2,
            not filters.undated or (event["date"] is None and event["date_precision"] == "unknown"),
            not filters.unsourced or not sources,
            not filters.search or _holds(words, filters.search.split()),
        ]
        for text in (filters.name, filters.person, filters.title, filters.organization):
            checks.append(not text or self._names(text, filters.only, event, parts, sources))
        return all(checks)

    def _names(self, text: str, only: bool, event: Line, parts: list[Line], sources: set[int]) -> bool:
        letter, number = text[0], int(text[1:])
        if letter == "s":
            return number in sources
        column = {"p": "person_id", "t": "title_id", "o": "organization_id"}[letter]
        named = {event[column], *(part[column] for part in parts)}
        if letter != "o" or only:
            return number in named
        day = event["date_sort"]
        return event["company_id"] == number or any(self._below(name, number, day) for name in named if name)

    def _below(self, organization: int, above: int, day: str | None) -> bool:
        if organization == above:
            return True
        parent = parent_on(parents(self.tracker, [organization])[organization], day)
        return parent is not None and self._below(parent, above, day)


def _downwards(day: str) -> int:
    return -int(day.replace("-", ""))


def _words(*texts: str | None) -> set[str]:
    return {word for text in texts if text for word in re.findall(r"\w+", text.casefold())}


def _holds(words: set[str], wanted: list[str]) -> bool:
    *whole, last = wanted
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)


def _ids(letter: str, most: int) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.just(""), st.integers(1, most).map(lambda n: f"{letter}{n}"))


_DATES = st.one_of(st.none(), st.sampled_from([date.fromisoformat(day) for day in (*DAYS, "2020-01-01", "1900-01-01")]))
FILTERS = st.builds(
    Filters,
    name=st.one_of(_ids("p", PEOPLE), _ids("o", ORGANIZATIONS), _ids("t", TITLES), _ids("s", SOURCES)),
    organization=_ids("o", ORGANIZATIONS),
    person=_ids("p", PEOPLE),
    title=_ids("t", TITLES),
    types=st.one_of(st.just(()), st.lists(st.sampled_from(EventType), max_size=4).map(tuple)),
    statuses=st.one_of(st.just(()), st.lists(st.sampled_from(Status), max_size=2).map(tuple)),
    year=st.sampled_from([None, None, None, 2021]),
    since=_DATES,
    until=_DATES,
    added_since=st.sampled_from([None, None, SECOND_DAY]),
    search=st.sampled_from(["", "", "beta", "bet", "alpha bet", "nothing", "acme"]),
    undated=st.sampled_from([False, False, False, True]),
    unsourced=st.sampled_from([False, False, False, True]),
    only=st.booleans(),
)


@given(filters=FILTERS)
def test_filters_keep_what_plain_loops_keep(nasty: Tracker, filters: Filters) -> None:
    wanted = selected(nasty, filters)
    found = [row[0] for batch in events(nasty, "id", wanted) for row in batch]
    assert found == Oracle(nasty).kept(filters)


@pytest.mark.parametrize("number", range(1, ORGANIZATIONS + 1))
@pytest.mark.parametrize("only", [True, False])
def test_an_organization_takes_in_what_is_below_it_on_the_day(nasty: Tracker, number: int, only: bool) -> None:
    filters = Filters(name=f"o{number}", only=only)
    found = [row[0] for batch in events(nasty, "id", selected(nasty, filters)) for row in batch]
    assert found == Oracle(nasty).kept(filters)


@pytest.mark.parametrize("most", [0, 10**6])
@pytest.mark.parametrize(("what", "noun"), [(Listed.PEOPLE, Noun.PERSON), (Listed.TITLES, Noun.TITLE)])
@settings(max_examples=40)
@given(filters=FILTERS)
def test_lists_hold_whom_the_events_name(
    nasty: Tracker, most: int, what: Listed, noun: Noun, filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways to ask, for few events and for many, give the same people."""
    monkeypatch.setattr("orgtrack.store.read_records._FEW_EVENTS", dict.fromkeys(Noun, most))
    if filters.search or filters == Filters(only=filters.only):
        return
    kept = set(Oracle(nasty).kept(filters))
    named = {
        row[f"{noun}_id"]
        for table, column in (("events", "id"), ("event_participants", "event_id"))
        for row in Oracle(nasty).table(table)
        if row[column] in kept
    } - {None}
    listed = {row[-1] for batch in listing(nasty, what, filters).rows for row in batch}
    assert listed == {noun.id(number) for number in named}
