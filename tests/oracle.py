"""Random careers and re-organizations with a truth for each day, and what sources may still tell of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from orgtrack.dates import UNDATED, PartialDate, parse_edtf
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Role
from orgtrack.tenures.tenure import Holding

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
            f"e{e.id} {e.type} {(e.person_id, e.title_id, e.organization_id)} {e.date.edtf or e.date.latest} {e.status}"
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
    for number in range(draw(st.integers(1, 4))):
        start = day + timedelta(days=draw(st.sampled_from([0, 0, 1, 30]) | st.integers(0, 900)))
        end = min(start + timedelta(days=draw(st.integers(1, 1000))), last)
        # Of a stay that began when an end was left untold, no record can tell; nor of one within vague other evidence.
        if start >= end or (told and ((not told.ended and start > day) or start <= told.shown_until)):
            return
        history.stays.append(TrueStay(holding, start, end))
        told = _stay(draw, history, holding, (start, end), before=told, is_second=number == 1, last=last)
        if end == last or (not told.ended and not draw(st.booleans())):
            return
        day = end


@dataclass(frozen=True)
class _Told:
    """Whether the end of a stay was told, and until when evidence may be of the first one, where its start was not."""

    ended: bool
    shown_until: date
    acting: bool


def _stay(
    draw: st.DrawFn,
    history: History,
    holding: Holding,
    true: tuple[date, date],
    *,
    before: _Told | None,
    is_second: bool,
    last: date,
) -> _Told:
    start, end = true
    first = len(history.events)
    # Nobody is made an acting holder of a post that he holds.
    acting = draw(st.integers(0, 4)) == 0 and (before is None or before.ended or before.acting)
    before_until = before.shown_until if before else FIRST_DAY
    opening = None
    if before is not None or draw(st.booleans()):
        is_term = before is not None and not before.ended and before.acting is acting
        manner = "reappointed" if is_term else draw(st.sampled_from([None, "elected", "returned"]))
        day = draw(coarsened(start))
        # One departure and one appointment are taken for one stay, whatever was seen.
        if is_second and (day.earliest is None or day.earliest <= before_until) and before_until > FIRST_DAY:
            day = parse_edtf(f"{start}")
        opening = history.tell(EventType.APPOINTMENT, day, holding, manner=manner, acting=acting)
    for _ in range(draw(st.integers(0 if opening else 1, 2))):
        seen = start + timedelta(days=draw(st.integers(0, (end - start).days - 1)))
        history.tell(EventType.IN_POST, draw(coarsened(seen)), holding, acting=acting)
    ended = end < last and _end(draw, history, holding, end, opening, may_be_untold=last == LAST_DAY)
    if opening is not None:
        return _Told(ended, before_until, acting)
    # A last day puts the end one day later.
    latest = max(e.date.latest or date.max - timedelta(days=1) for e in history.events[first:])
    return _Told(ended, latest + timedelta(days=1), acting)


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


@st.composite
def reorganizations(draw: st.DrawFn) -> tuple[dict[int, tuple[date, date]], list[Event]]:
    """The true life of each organization, half-open, and the events that tell of their beginnings and ends."""
    history, lives = History(), dict[int, tuple[date, date]]()
    day = FIRST_DAY + timedelta(days=100)
    for number in range(1, draw(st.integers(1, 4)) + 1):
        lives[number] = (day, LAST_DAY)
        history.tell(EventType.FORMATION, draw(coarsened(day)), organization_id=number)
    for _ in range(draw(st.integers(0, 5))):
        day += timedelta(days=draw(st.sampled_from([1, 40]) | st.integers(1, 900)))
        going = sorted(n for n, (start, end) in lives.items() if start < day and end == LAST_DAY)
        if not going or day >= LAST_DAY:
            break
        _reorganize(draw, history, lives, going, day)
    for number, (start, end) in lives.items():
        for _ in range(draw(st.integers(0, 2))):
            seen = start + timedelta(days=draw(st.integers(0, (end - start).days - 1)))
            history.tell(EventType.IN_EXISTENCE, draw(coarsened(seen)), organization_id=number)
    return lives, history.events


def _reorganize(
    draw: st.DrawFn, history: History, lives: dict[int, tuple[date, date]], going: list[int], day: date
) -> None:
    """Some organizations go into others, old or new; at times a source gives the formation or dissolution besides."""
    ending = draw(st.lists(st.sampled_from(going), min_size=1, max_size=2, unique=True))
    kind = draw(st.sampled_from([EventType.MERGER, EventType.SPLIT, EventType.DISSOLUTION]))
    new = [len(lives) + 1, len(lives) + 2]
    told = draw(coarsened(day, undated=False))
    if kind is EventType.MERGER:
        others = [n for n in going if n not in ending]
        into = draw(st.sampled_from([*others, new[0]]))
        parts = tuple(Participant(role=Role.PREDECESSOR, organization_id=n) for n in ending)
        history.tell(kind, told, organization_id=into, participants=parts)
        started = [into] if into in new else []
    else:
        ending, started = ending[:1], new if kind is EventType.SPLIT else new[: draw(st.integers(0, 1))]
        parts = tuple(Participant(role=Role.SUCCESSOR, organization_id=n) for n in started)
        history.tell(kind, told, organization_id=ending[0], participants=parts)
    for number in ending:
        lives[number] = (lives[number][0], day)
        if kind is not EventType.DISSOLUTION and draw(st.booleans()):
            history.tell(EventType.DISSOLUTION, draw(coarsened(day)), organization_id=number)
    for number in started:
        lives[number] = (day, LAST_DAY)
        if draw(st.booleans()):
            history.tell(EventType.FORMATION, draw(coarsened(day)), organization_id=number)
