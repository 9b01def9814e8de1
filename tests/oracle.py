"""Stories told in lines, and what is true of them: events from text, and a brute-force truth by day for the tests.

A line reads `DATE TYPE WORDS key=value flag`, for example `2010-05-05 appointment Ann CEO Acme succeeding=Bob`; its
number is the id of its event. `unknown` is undated, `unknown<2025-07-16` undated but not later than that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from orgtrack.dates import UNDATED, PartialDate, parse_edtf
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility
from orgtrack.tenures.tenure import Holding, Tenure

_ROLES = {
    "succeeding": Role.SUCCEEDED,
    "parent": Role.PARENT,
    "from": Role.PREDECESSOR,
    "into": Role.SUCCESSOR,
    "left": Role.LEFT_POST,
    "to": Role.REPORTS_TO,
}
_ABOUT_PERSON = (EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST)


@dataclass
class Story:
    """Events, and the names behind their ids."""

    events: list[Event] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> int:
        return self.people.setdefault(name, len(self.people) + 1)

    def title(self, name: str) -> int | None:
        return None if name == "all" else self.titles.setdefault(name, len(self.titles) + 1)

    def organization(self, name: str) -> int:
        return self.organizations.setdefault(name, len(self.organizations) + 1)

    def name(self, table: dict[str, int], number: int | None) -> str:
        return next((name for name, known in table.items() if known == number), "-")

    def told(self, tenures: Iterable[Tenure]) -> list[str]:
        """Each tenure as a line: who, post, start, end, and whatever is out of the ordinary."""
        return [self._line(t) for t in tenures]

    def _line(self, t: Tenure) -> str:
        words = [
            self.name(self.people, t.person_id),
            self.name(self.titles, t.title_id),
            self.name(self.organizations, t.organization_id),
            f"{_shown(t.start)} to {_shown(t.end) if t.end else t.end_state}",
        ]
        flags = {
            "acting": t.acting,
            "planned-start": t.start_planned,
            "planned-end": t.end_planned,
            "private": t.private,
            str(t.reason): t.reason,
        }
        return " ".join([f"e{t.id}", *words, *(name for name, is_so in flags.items() if is_so)])


def _shown(d: PartialDate) -> str:
    if d.is_undated:
        return f"?{d.earliest or ''}..{d.latest or ''}" if d.earliest or d.latest else "?"
    return d.edtf


def story(text: str) -> Story:
    """The events that the lines of a text tell, blank lines left out."""
    told = Story()
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        told.events.append(_event(told, number, line.split()))
    return told


def _event(told: Story, number: int, cells: list[str]) -> Event:
    day, kind, *rest = cells
    values: dict[str, Any] = {}
    words: list[str] = []
    participants: list[Participant] = []
    for cell in rest:
        name, is_pair, value = cell.partition("=")
        if is_pair and name in _ROLES:
            participants += [_participant(told, _ROLES[name], one) for one in value.split(",")]
        elif is_pair and name in ("ends", "supersedes"):
            values[f"{name}_event_id"] = int(value)
        elif is_pair and name == "announced":
            values["announced"] = parse_edtf(value)
        elif is_pair:
            values[name] = value
        elif cell in ("acting", "last_day"):
            values[cell] = True
        elif cell in (Status.PLANNED, Status.WITHDRAWN, Status.REJECTED):
            values["status"] = Status(cell)
        elif cell == Visibility.PRIVATE:
            values["visibility"] = Visibility.PRIVATE
        else:
            words.append(cell)
    event_type = EventType(kind)
    if event_type in _ABOUT_PERSON:
        values["person_id"] = told.person(words.pop(0))
    if len(words) > 1:
        values["title_id"] = told.title(words.pop(0))
    values["organization_id"] = told.organization(words[0])
    return Event(id=number, type=event_type, date=_date(day), participants=tuple(participants), **values)


def _participant(told: Story, role: Role, word: str) -> Participant:
    if role is Role.SUCCEEDED:
        return Participant(role=role, person_id=told.person(word))
    if role in (Role.LEFT_POST, Role.REPORTS_TO):
        title, _, organization = word.partition("@")
        return Participant(role=role, title_id=told.title(title), organization_id=told.organization(organization))
    return Participant(role=role, organization_id=told.organization(word))


def _date(text: str) -> PartialDate:
    if text.startswith("unknown"):
        _, before, bound = text.partition("<")
        _, after, begin = text.partition(">")
        return replace(
            UNDATED,
            latest=date.fromisoformat(bound) if before else None,
            earliest=date.fromisoformat(begin) if after else None,
        )
    return parse_edtf(text)


# From here on: random careers with a truth for each day, and what sources may still tell of them.

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2013, 12, 31)


@dataclass(frozen=True)
class TrueStay:
    """Who really held which post, half-open."""

    holding: Holding
    start: date
    end: date


@dataclass
class History:
    """The truth, and the events that tell of it."""

    stays: list[TrueStay] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def holdings(self) -> set[Holding]:
        return {stay.holding for stay in self.stays}

    def tell(self, event_type: EventType, day: PartialDate, holding: Holding | None = None, **values: Any) -> Event:  # noqa: ANN401
        """Add an event to the record."""
        if holding is not None:
            values = {**holding._asdict(), **values}
        event = Event(id=len(self.events) + 1, type=event_type, date=day, **values)
        self.events.append(event)
        return event

    def shown(self) -> str:
        """The history as text, for a failing example."""
        stays = "\n".join(f"{tuple(s.holding)} {s.start} to {s.end}" for s in self.stays)
        told = "\n".join(
            f"e{e.id} {e.type} {(e.person_id, e.title_id, e.organization_id)} {_shown(e.date)} {e.status}"
            f" {e.manner or ''} acting={e.acting} ends={e.ends_event_id} {[tuple(_ids(p)) for p in e.participants]}"
            for e in self.events
        )
        return f"{stays}\n{told}"


def _ids(p: Participant) -> tuple[object, ...]:
    return (str(p.role), p.person_id, p.title_id, p.organization_id)


@st.composite
def coarsened(draw: st.DrawFn, day: date, *, undated: bool = True) -> PartialDate:
    """A date as some source may give it: every day it can mean includes the true one."""
    how = draw(st.sampled_from(["day", "day", "month", "year", "decade", "set", "before", "after", "about", "undated"]))
    near = timedelta(days=draw(st.integers(0, 200)))
    if how == "undated":
        return replace(UNDATED, latest=day + near) if undated else parse_edtf(f"{day:%Y-%m}")
    return parse_edtf(
        {
            "day": f"{day}",
            "month": f"{day:%Y-%m}",
            "year": f"{day:%Y}",
            "decade": f"{day:%Y}"[:3] + "X",
            "set": f"[{day - near}..{day + near}]",
            "before": f"[..{day + near}]",
            "after": f"[{day - near}..]",
            "about": f"{day:%Y-%m}~",
        }[how]
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Careers in two organizations, of which one may end, and what is told of them."""
    history = History()
    closes = draw(st.none() | st.integers(1000, 4000).map(lambda n: FIRST_DAY + timedelta(days=n)))
    for person_id in range(1, draw(st.integers(1, 3)) + 1):
        holding = Holding(person_id, draw(st.integers(1, 2)), draw(st.integers(1, 2)))
        _career(draw, history, holding, closes if holding.organization_id == 1 else None)
    if closes is not None:
        _close(draw, history, closes)
    shuffled = draw(st.permutations(range(len(history.events))))
    number = {event.id: n + 1 for n, event in zip(shuffled, history.events, strict=True)}
    history.events = [
        replace(
            e,
            id=number[e.id],
            ends_event_id=number[e.ends_event_id] if e.ends_event_id else None,
            supersedes_event_id=number[e.supersedes_event_id] if e.supersedes_event_id else None,
        )
        for e in history.events
    ]
    return history


def _career(draw: st.DrawFn, history: History, holding: Holding, closes: date | None) -> None:
    """Stays of one person in one post, each told in one of the ways in which sources do."""
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 1500)))
    last = closes or LAST_DAY
    told: _Told | None = None
    for _ in range(draw(st.integers(1, 3))):
        start = day + timedelta(days=draw(st.sampled_from([0, 0, 1, 30]) | st.integers(0, 900)))
        end = min(start + timedelta(days=draw(st.integers(1, 1000))), last)
        # Of a stay that began when an end was left untold, no record can tell; nor of one within vague other evidence.
        if start >= end or (told and ((not told.ended and start > day) or start <= told.shown_until)):
            return
        history.stays.append(TrueStay(holding, start, end))
        told = _stay(draw, history, holding, (start, end), before=told, last=last)
        if end == last or (not told.ended and not draw(st.booleans())):
            return
        day = end


@dataclass(frozen=True)
class _Told:
    """Whether the end of a stay was told, and until when evidence may be of the first one, where its start was not."""

    ended: bool
    shown_until: date


def _stay(
    draw: st.DrawFn,
    history: History,
    holding: Holding,
    true: tuple[date, date],
    *,
    before: _Told | None,
    last: date,
) -> _Told:
    start, end = true
    first = len(history.events)
    opening = None
    if before is not None or draw(st.booleans()):
        manner = draw(st.sampled_from([None, "elected", "returned"])) if not before or before.ended else "reappointed"
        day = draw(coarsened(start))
        if before and (day.earliest is None or day.earliest <= before.shown_until) and before.shown_until > FIRST_DAY:
            day = parse_edtf(f"{start}")
        opening = history.tell(EventType.APPOINTMENT, day, holding, manner=manner)
    for _ in range(draw(st.integers(0 if opening else 1, 2))):
        seen = start + timedelta(days=draw(st.integers(0, (end - start).days - 1)))
        history.tell(EventType.IN_POST, draw(coarsened(seen)), holding)
    ended = end < last and _end(draw, history, holding, end, opening, may_be_untold=last == LAST_DAY)
    if opening is not None:
        return _Told(ended, before.shown_until if before else FIRST_DAY)
    return _Told(ended, max(e.date.latest or date.max for e in history.events[first:]))


def _end(
    draw: st.DrawFn, history: History, holding: Holding, end: date, opening: Event | None, *, may_be_untold: bool
) -> bool:
    """Tell of the end of a stay, in some way; whether it was told."""
    how = draw(st.sampled_from(["departure", "departure", "last day", "paired", "succeeded", "left", "untold"]))
    # An end that nobody tells of is taken for that of the organization, where it has one.
    if how == "untold" and not may_be_untold:
        how = "departure"
    if how == "untold":
        return False
    day = draw(coarsened(end))
    number = len(history.events) + 100
    if how == "succeeded":
        other = holding._replace(person_id=number)
        history.tell(
            EventType.APPOINTMENT,
            day,
            other,
            participants=(Participant(role=Role.SUCCEEDED, person_id=holding.person_id),),
        )
        history.stays.append(TrueStay(other, end, LAST_DAY))
    elif how == "left":
        other = holding._replace(title_id=number)
        left = Participant(role=Role.LEFT_POST, title_id=holding.title_id, organization_id=holding.organization_id)
        history.tell(EventType.APPOINTMENT, day, other, participants=(left,))
        history.stays.append(TrueStay(other, end, LAST_DAY))
    elif how == "last day":
        day = draw(coarsened(end - timedelta(days=1)))
        history.tell(EventType.DEPARTURE, day, holding, last_day=True)
    else:
        paired = opening.id if how == "paired" and opening else None
        history.tell(EventType.DEPARTURE, day, holding, ends_event_id=paired)
    return True


def _close(draw: st.DrawFn, history: History, closes: date) -> None:
    """Organization 1 ends; so do the stays in it that nothing else ended."""
    history.stays = [
        replace(s, end=min(s.end, closes)) if s.holding.organization_id == 1 else s
        for s in history.stays
        if s.holding.organization_id != 1 or s.start < closes
    ]
    kind = draw(st.sampled_from([EventType.DISSOLUTION, EventType.SPLIT, EventType.MERGER]))
    day = draw(coarsened(closes, undated=False))
    if kind is EventType.MERGER:
        parts = (Participant(role=Role.PREDECESSOR, organization_id=1),)
        history.tell(kind, day, organization_id=3, participants=parts)
    else:
        into = tuple(Participant(role=Role.SUCCESSOR, organization_id=n) for n in (3, 4))
        history.tell(kind, day, organization_id=1, participants=into)
