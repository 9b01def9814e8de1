"""The examples and registers kept beside the project, where they are at hand."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from orgtrack.dates import UNDATED, PartialDate, parse_edtf
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType
from orgtrack.tenures.bounds import by_then
from orgtrack.tenures.certainty import certainty_on
from orgtrack.tenures.derivation import tenures
from orgtrack.tenures.succession import Stay, days, stays, succession
from orgtrack.tenures.tenure import Confirmation, EndState, Post, Tenure
from orgtrack.tenures.vacancies import gaps

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="the shared folder is not beside the project")


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def tenure(start: str, end: str, confirmed: str) -> Tenure:
    begun = parse_edtf(start) if start else UNDATED
    told = [begun.earliest, date.fromisoformat(confirmed) if confirmed else None]
    last = max((day for day in told if day is not None), default=None)
    return Tenure(
        id=1,
        person_id=1,
        title_id=1,
        organization_id=1,
        acting=False,
        start=begun,
        end=parse_edtf(end) if end not in ("", "..") else None,
        end_state={"": EndState.UNKNOWN, "..": EndState.ONGOING}.get(end, EndState.ENDED),
        last_confirmed=Confirmation(last, 1) if last else None,
        end_event_id=None,
        reason=None,
        start_planned=False,
        end_planned=False,
        private=False,
        event_ids=(1,),
    )


def test_the_shared_tenures_are_answered_as_expected() -> None:
    examples = rows("asof_examples.csv")
    assert len(examples) == 15
    for row in examples:
        asked = tenure(row["start_edtf"], row["end_edtf"], row["last_confirmed"])
        answer = certainty_on(asked, date.fromisoformat(row["as_of"]))
        assert str(answer or "no") == row["expected_half_open"], row


class Register:
    """Rows of person, title, organization, start and end, as the events that an import makes of them."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, str], int] = {}
        self.names: dict[int, str] = {}
        self.events: list[Event] = []

    def id(self, kind: str, name: str) -> int:
        number = self.ids.setdefault((kind, name), len(self.ids) + 1)
        self.names[number] = name
        return number

    def add(self, person: str, title: str, organization: str, start: str, end: str) -> None:
        """An appointment and, with an end, the departure that names it."""
        opening = self._tell(EventType.APPOINTMENT, person, title, organization, start)
        if end:
            self._tell(EventType.DEPARTURE, person, title, organization, end, opening.id)

    def _tell(
        self, kind: EventType, person: str, title: str, organization: str, day: str, ends: int | None = None
    ) -> Event:
        event = Event(
            id=len(self.events) + 1,
            type=kind,
            date=parse_edtf(day),
            person_id=self.id("person", person),
            title_id=self.id("title", title),
            organization_id=self.id("organization", organization),
            ends_event_id=ends,
        )
        self.events.append(event)
        return event


class Executive:
    """The presidents and vice presidents, asked through the pure functions alone."""

    def __init__(self) -> None:
        self.rows = rows("us_executive/input.csv")
        self.register = Register()
        for row in self.rows:
            self.register.add(row["person"], row["title"], row["organization"], row["start"], row["end"])
        self.tenures = tenures(self.register.events)

    def post(self, title: str) -> Post:
        return Post(self.register.id("title", title), self.register.id("organization", "United States"))

    def of(self, title: str) -> list[Tenure]:
        return [t for t in self.tenures if t.post == self.post(title)]

    def holders(self, title: str, day: str) -> list[str]:
        on = date.fromisoformat(day)
        return [self.name(t) for t in self.of(title) if certainty_on(t, on)]

    def name(self, held: Tenure | Stay) -> str:
        return self.register.names[held.person_id]

    def gaps(self, title: str) -> list[list[object]]:
        return [
            [gap.start.edtf, gap.end.edtf, gap.days.least]
            for gap in gaps(self.post(title), self.tenures)
            if gap.end is not None and gap.days.least == gap.days.most
        ]

    def stays(self, person: str, title: str = "President") -> list[Stay]:
        return [s for s in stays(self.of(title)) if self.name(s) == person]

    def order(self, title: str) -> list[str]:
        return [self.name(s) for s in succession(self.of(title))]

    def span(self, held: Tenure | Stay) -> list[str]:
        assert held.end is not None
        return [held.start.edtf, held.end.edtf]

    def career(self, person: str) -> list[list[str]]:
        mine = sorted((t for t in self.tenures if self.name(t) == person), key=lambda t: t.start.edtf)
        return [[self.register.names[t.title_id or 0], *self.span(t)] for t in mine]


@pytest.fixture(scope="module")
def executive() -> Executive:
    return Executive()


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((SHARED / "us_executive/expected.json").read_text(encoding="utf-8"))
    return answers


def test_who_held_the_post_on_a_day(executive: Executive, expected: dict[str, Any]) -> None:
    asked = {
        "q01": ("Vice President", "1973-10-20"),
        "q02": ("Vice President", "1974-01-15"),
        "q03": ("Vice President", "1974-10-01"),
        "q04": ("President", "1841-03-20"),
        "q05": ("President", "1841-04-04"),
        "q06": ("President", "1789-04-25"),
        "q07": ("Vice President", "1789-04-25"),
        "q09": ("President", "2027-01-01"),
        "q10": ("Vice President", "1945-06-01"),
    }
    for question, (title, day) in asked.items():
        assert executive.holders(title, day) == expected[question], question
    both = executive.holders("President", "1889-12-31") + executive.holders("President", "1894-12-31")
    assert both == expected["q08"]


def test_when_the_post_was_empty(executive: Executive, expected: dict[str, Any]) -> None:
    found = executive.gaps("Vice President")
    assert found == expected["q11"]
    assert len(found) == expected["q12"]
    assert max(found, key=lambda gap: int(str(gap[2]))) == expected["q13"]
    assert min(found, key=lambda gap: int(str(gap[2]))) == expected["q14"]
    assert executive.gaps("President") == expected["q15"]


def test_who_followed_whom(executive: Executive, expected: dict[str, Any]) -> None:
    vice, presidents = executive.order("Vice President"), executive.order("President")
    agnew = vice.index("Spiro Theodore Agnew")
    assert vice[agnew + 1] == expected["q16"]
    held = succession(executive.of("Vice President"))[agnew : agnew + 2]
    left, came = held[0].end, held[1].start
    assert left is not None
    assert left.earliest is not None
    assert came.earliest is not None
    assert (came.earliest - left.earliest).days == expected["q17"]
    truman = presidents.index("Harry S. Truman")
    assert [presidents[truman - 1], presidents[truman + 1]] == expected["q18"]
    cleveland = [n for n, name in enumerate(presidents) if name == "Grover Cleveland"]
    assert [presidents[n - 1] for n in cleveland] == expected["q19"]


def test_unbroken_stays(executive: Executive, expected: dict[str, Any]) -> None:
    for question, name in (("q20", "Grover Cleveland"), ("q21", "Donald J. Trump")):
        assert [[name, *executive.span(s)] for s in executive.stays(name)] == expected[question]
    (roosevelt,) = executive.stays("Franklin Delano Roosevelt")
    least, most = days(roosevelt)
    assert least == most
    assert [*executive.span(roosevelt), least] == expected["q22"]
    found = stays(executive.of("President"))
    assert [len(found), len({s.person_id for s in found})] == expected["q23"]
    shortest = min(found, key=lambda s: days(s).least)
    assert [executive.name(shortest), *executive.span(shortest)] == expected["q24"]


def test_careers_and_who_met_whom(executive: Executive, expected: dict[str, Any]) -> None:
    assert executive.career("Richard Milhous Nixon") == expected["q25"]
    assert executive.career("Gerald Rudolph Ford Jr.") == expected["q26"]
    presidents, vice = executive.of("President"), executive.of("Vice President")
    both = sorted({executive.name(t) for t in presidents} & {executive.name(t) for t in vice})
    assert both == expected["q27"]
    begun = {name: executive.stays(name)[0].start for name in both}
    left = {name: [s.end for s in executive.stays(name, "Vice President")][-1] for name in both}
    assert [name for name in both if left[name] == begun[name]] == expected["q28"]
    waited = [[n, _between(left[n], begun[n])] for n in both if by_then(left[n], begun[n]) and left[n] != begun[n]]
    assert waited == expected["q29"]
    jefferson = executive.stays("Thomas Jefferson")[0]
    under = [s for s in succession(vice) if s.end and jefferson.end and not by_then(s.end, jefferson.start)]
    assert [executive.name(s) for s in under if not by_then(jefferson.end, s.start)] == expected["q32"]


def _between(end: PartialDate | None, start: PartialDate) -> int:
    assert end is not None
    assert end.latest is not None
    assert start.earliest is not None
    return (start.earliest - end.latest).days


def test_starts_ends_and_counts(executive: Executive, expected: dict[str, Any]) -> None:
    found = []
    for held in executive.tenures:
        name, title = executive.name(held), executive.register.names[held.title_id or 0]
        start, end = executive.span(held)
        found += [[start, title, name, "start"], [end, title, name, "end"]]
    of_1974 = sorted((r for r in found if r[0].startswith("1974")), key=lambda r: (r[0], r[1], r[3] == "start"))
    assert of_1974 == expected["q30"]
    counts = [
        len(executive.tenures),
        len({t.person_id for t in executive.tenures}),
        len({t.post for t in executive.tenures}),
    ]
    assert counts == expected["q31"]


def _cabinet() -> Iterator[tuple[str, str, str, str, str]]:
    for row in rows("india_cabsec/tenures.csv"):
        end = "" if row["end_date"] == "to_date" else row["end_date"]
        yield row["officer_id"], row["role"] or "Member", row["post_id"], row["start_date"], end


def test_the_cabinet_on_fifty_days_is_what_its_rows_count_to() -> None:
    register = Register()
    terms = list(_cabinet())
    for term in terms:
        register.add(*term)
    found = tenures(register.events)
    assert len(found) == len(terms) == 4273
    pick = random.Random(3)
    for _ in range(50):
        day = date(1947, 8, 15) + timedelta(days=pick.randrange(28_000))
        held = [(p, t, o) for p, t, o, start, end in terms if start <= str(day) and (not end or str(day) < end)]
        answered = [t for t in found if certainty_on(t, day)]
        assert len(answered) == len(held)
        names = sorted(
            (register.names[t.person_id], register.names[t.title_id or 0], register.names[t.organization_id])
            for t in answered
        )
        assert names == sorted(held)
