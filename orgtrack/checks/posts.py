"""Checks of one post: who held it together, whom nobody saw leave, and whether its organization existed then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from orgtrack.checks.finding import Check, Finding, Kind, Severity, graded, organization, person, title
from orgtrack.dates import describe, parse_edtf
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType
from orgtrack.tenures.bounds import next_day
from orgtrack.tenures.lives import Life
from orgtrack.tenures.tenure import Post, Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRecord:
    """All tenures of one post, and the lives of its organization; `types` are those of the events these rest on.

    `single_seat` is the id of the post where only one person at a time can hold it.
    """

    post: Post
    single_seat: int | None
    tenures: Sequence[Tenure]
    lives: Sequence[Life] = ()
    types: Mapping[int, EventType] = field(default_factory=dict)


def _day(day: date) -> str:
    return describe(parse_edtf(day.isoformat()))


def _of(post: Post) -> str:
    return f"{title(post.title_id)} of {organization(post.organization_id)}"


def _departure(tenure: Tenure, day: str) -> str:
    """The command that ends a tenure."""
    post = f"t{tenure.title_id} o{tenure.organization_id}"
    return f"orgtrack add departure p{tenure.person_id} {post} --date {day} --ends e{tenure.id}"


def _certain(tenure: Tenure) -> tuple[date, date] | None:
    """The first day on which it was surely held, and the first no longer."""
    first, until = tenure.start.latest, tenure.end_earliest
    if tenure.start_planned or first is None or until is None:
        return None
    if tenure.end_planned:
        # A plan to leave does not show that one stayed till then.
        until = min(until, next_day(tenure.last_confirmed.day) or until) if tenure.last_confirmed else first
    return (first, until) if first < until else None


def held_twice(record: PostRecord) -> Iterator[Finding]:
    """Two people in a single seat on one day, for certain: acting ones aside."""
    if record.single_seat is None:
        return
    sure = [(spell, t) for t in record.tenures if not t.acting and (spell := _certain(t))]
    told: set[Tenure] = set()
    held: list[tuple[date, Tenure]] = []
    for (first, until), tenure in sorted(sure, key=lambda s: (s[0], s[1].id)):
        held = [(last, other) for last, other in held if last > first]
        others = [(last, other) for last, other in held if other.person_id != tenure.person_id]
        if others:
            last, other = max(others, key=lambda o: (o[0], -o[1].id))
            last = min(last, until)
            lasting = f"on {_day(first)}" if next_day(first) == last else f"from {_day(first)} until {_day(last)}"
            told.add(tenure)
            yield _held_twice(record, other, tenure, lasting)
        held.append((until, tenure))
    for tenure in record.tenures:
        other_one = _there_when_it_began(tenure, sure)
        if other_one is not None and tenure not in told:
            yield _held_twice(record, other_one, tenure, f"when the latter came, {describe(tenure.start)}")


def _there_when_it_began(tenure: Tenure, sure: Sequence[tuple[tuple[date, date], Tenure]]) -> Tenure | None:
    """Who surely held the post on every day that the start of this tenure can mean."""
    start = tenure.start
    begun = not tenure.acting and not tenure.start_planned and not start.is_undated and start != tenure.end
    if not begun or start.earliest is None or start.latest is None:
        return None
    for (first, until), other in sure:
        if other.person_id != tenure.person_id and first <= start.earliest and start.latest < until:
            return other
    return None


def _held_twice(record: PostRecord, one: Tenure, other: Tenure, lasting: str) -> Finding:
    return Finding(
        kind=Kind.HELD_TWICE,
        severity=graded(Severity.ERROR, one.start, one.end, other.start, other.end),
        events=tuple(dict.fromkeys((*one.event_ids, *other.event_ids))),
        why=(
            f"{person(one.person_id)} and {person(other.person_id)} both held {_of(record.post)} {lasting}, and the"
            " post has one seat."
        ),
        remedy=(
            f"orgtrack edit e{one.end_event_id or other.id} date=…, or orgtrack edit post:{record.single_seat} seats=2"
        ),
        organizations=(record.post.organization_id,),
    )


def _follower(gone: Tenure, record: PostRecord) -> Tenure | None:
    """The first permanent holder who surely came after this tenure was last seen."""
    seen = gone.last_confirmed.day if gone.last_confirmed else gone.start.latest
    if seen is None:
        return None
    came = [
        t
        for t in record.tenures
        if not t.acting
        and not t.start_planned
        and t is not gone
        and t.start.earliest is not None
        and not t.start.is_undated
        and t.start.earliest > seen
        and gone.start.latest is not None
        and t.start.earliest > gone.start.latest
    ]
    return min(came, key=lambda t: (t.start.earliest or date.max, t.id), default=None)


def predecessor_stayed(record: PostRecord) -> Iterator[Finding]:
    """Somebody took a single seat after somebody else, of whom no departure is on record."""
    if record.single_seat is None:
        return
    for gone in record.tenures:
        if gone.acting or gone.start_planned or not gone.is_open:
            continue
        came = _follower(gone, record)
        if came is not None and came.person_id != gone.person_id:
            yield Finding(
                kind=Kind.PREDECESSOR_STAYED,
                severity=Severity.WARNING,
                events=tuple(dict.fromkeys((*gone.event_ids, came.id))),
                why=(
                    f"{person(came.person_id)} became {_of(record.post)}, {describe(came.start)}, and nothing on record"
                    f" says that {person(gone.person_id)} left."
                ),
                remedy=_departure(gone, "…"),
                organizations=(record.post.organization_id,),
            )


def acting_stayed(record: PostRecord) -> Iterator[Finding]:
    """Somebody holds the post for the time being still, though a permanent holder has come.

    Where the post is not known to have one seat, only the same person made permanent tells.
    """
    for gone in record.tenures:
        if not gone.acting or gone.start_planned or not gone.is_open:
            continue
        came = _follower(gone, record)
        if came is not None and (record.single_seat is not None or came.person_id == gone.person_id):
            yield Finding(
                kind=Kind.ACTING_STAYED,
                severity=Severity.WARNING,
                events=tuple(dict.fromkeys((*gone.event_ids, came.id))),
                why=(
                    f"{person(gone.person_id)} is acting {_of(record.post)} with no end on record, though"
                    f" {person(came.person_id)} took the post, {describe(came.start)}."
                ),
                remedy=_departure(gone, "…"),
                organizations=(record.post.organization_id,),
            )


def outside_life(record: PostRecord) -> Iterator[Finding]:
    """A holder certainly before the organization was formed, or after it ended."""
    if not record.lives:
        return
    for tenure in record.tenures:
        for first, last in _seen(tenure):
            found = _outside(record, tenure, first, last)
            if found is not None:
                yield found
                break


def _seen(tenure: Tenure) -> Iterator[tuple[date | None, date | None]]:
    """Times within which the person surely held the post: between two days, each None where it is open."""
    end = tenure.end
    if not tenure.start_planned and tenure.start != end:
        yield tenure.start.earliest, tenure.start.latest
        if tenure.last_confirmed is not None:
            yield tenure.last_confirmed.day, None
    if end is not None and not tenure.end_planned and not tenure.start_planned and not _abolished(tenure):
        yield end.earliest, end.latest


def _abolished(tenure: Tenure) -> bool:
    return tenure.reason == "abolished"


def _outside(record: PostRecord, tenure: Tenure, first: date | None, last: date | None) -> Finding | None:
    """What is wrong when the person held the post on some day from `first` to `last`.

    A person who leaves with the last day of an organization is out the day after, so one day more is allowed.
    """
    lives, types = record.lives, record.types
    if not all(_before(life, last, types) or _after(life, first) for life in lives):
        return None
    if _before(lives[0], last, types):
        life = lives[0]
        events = (*tenure.event_ids, life.start_event_id or 0)
        why = f"before {organization(life.organization_id)} was formed, {describe(life.start)}"
        severity = graded(Severity.ERROR, tenure.start, tenure.end, life.start)
    else:
        life = next(life for life in reversed(lives) if _after(life, first))
        assert life.end is not None
        events = (*tenure.event_ids, life.end_event_id or 0)
        why = f"after {organization(life.organization_id)} had ended, {describe(life.end)}"
        # Who is renamed into another organization goes on; that its posts did too is only likely.
        gravest = Severity.ERROR if types[life.end_event_id or 0] in ENDING_EVENTS else Severity.WARNING
        severity = graded(gravest, tenure.start, tenure.end, life.end)
    return Finding(
        kind=Kind.OUTSIDE_LIFE,
        severity=severity,
        events=tuple(dict.fromkeys(events)),
        why=f"{person(tenure.person_id)} held {_of(record.post)} {why}.",
        remedy=f"orgtrack edit e{events[-1]} date=…, or orgtrack edit e{tenure.id} date=…",
        organizations=(record.post.organization_id,),
    )


def _before(life: Life, last: date | None, types: Mapping[int, EventType]) -> bool:
    """Certainly before the life: only a formation says that there was nothing before."""
    formed = types.get(life.start_event_id or 0) is EventType.FORMATION
    if not formed or life.start_planned or last is None:
        return False
    return life.start.earliest is not None and last < life.start.earliest


def _after(life: Life, first: date | None) -> bool:
    if life.end is None or life.end_planned or life.end.latest is None or first is None:
        return False
    return first > (next_day(life.end.latest) or date.max)


POST_CHECKS: Iterable[Check[PostRecord]] = (
    Check(kind=Kind.HELD_TWICE, says="A single seat held by two for certain.", find=held_twice),
    Check(
        kind=Kind.OUTSIDE_LIFE, says="A holder before the organization was formed or after it ended.", find=outside_life
    ),
    Check(
        kind=Kind.PREDECESSOR_STAYED, says="A single seat taken, its last holder never left.", find=predecessor_stayed
    ),
    Check(
        kind=Kind.ACTING_STAYED, says="An acting spell without an end, a permanent holder there.", find=acting_stayed
    ),
)
