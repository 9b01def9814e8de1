"""What may change next: who is to leave, which posts are said to be empty, who is acting, who has been there long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from orgtrack.dates import PartialDate, describe, short
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Status
from orgtrack.store import Tracker
from orgtrack.store.events import counting_events
from orgtrack.store.read_checks import headlines
from orgtrack.store.read_moves import known_since
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import organizations_in, standing_on
from orgtrack.store.read_tenures import ended_by as ended_titled
from orgtrack.store.read_tenures import held_during, in_posts
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_of_post
from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.outlook import LEAST_ENDED, Prospect, compared, ended_by, is_settled, years_so_far
from orgtrack.tenures.succession import Stay, stays
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.held import start_in_words
from orgtrack.timeline.listing import Column, Listing, Row
from orgtrack.timeline.succession import gaps_of

# So many posts at a time are asked for their plans and their vacancies.
_POSTS = 500
_PROSPECTS = list(Prospect)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One reason: of whom (None: of nobody), since when that is so, and the day that is named for a change."""

    prospect: Prospect
    post: Post
    person_id: int | None
    since: PartialDate | None
    day: PartialDate | None
    why: str
    events: tuple[int, ...]


def outlook_listing(tracker: Tracker, selection: Selection, day: date, *, longer_than: int | None = None) -> Listing:
    """Every reason for which a post may change hands after a day, a row each; nothing is weighed against another.

    A stay is long when it has lasted so many years, or, without `longer_than`, longer than three quarters of those
    that ended in the post, or of those in the title where too few ended in the post.
    """
    found = list(_found(tracker, selection, day, longer_than))
    names = [Names(tracker, table) for table in ("people", "titles", "organizations")]
    for known, ids in zip(names, zip(*((f.person_id, *f.post) for f in found), strict=True), strict=False):
        known.know(ids)
    rows = sorted((_row(one, *names) for one in found), key=_order)
    return Listing(
        columns=(
            *(Column("person", 16), Column("title", 16), Column("organization", 16), Column("reason", 9)),
            *(Column("since", 11), Column("day", 11), Column("why", 30), Column("events"), Column("person_id")),
            *(Column("title_id"), Column("organization_id")),
        ),
        rows=iter([rows] if rows else []),
        nothing=f"Nothing on record says what may change after {day}.",
        for_reader=lambda row: (*row[:4], row[11], row[12], *row[6:11]),
        first=7,
    )


def _row(one: _Found, people: Names, titles: Names, organizations: Names) -> Row:
    return (
        people.by_id[one.person_id],
        titles.by_id[one.post.title_id],
        organizations.by_id[one.post.organization_id],
        str(one.prospect),
        one.since.edtf or None if one.since else None,
        one.day.edtf or None if one.day else None,
        one.why,
        "; ".join(map(Noun.EVENT.id, one.events)),
        Noun.PERSON.id(one.person_id) if one.person_id else None,
        Noun.TITLE.id(one.post.title_id or 0),
        Noun.ORGANIZATION.id(one.post.organization_id),
        start_in_words(one.since) if one.since else None,
        short(one.day) if one.day else None,
        str((one.day and one.day.earliest) or (one.since and one.since.earliest) or ""),
    )


def _order(row: Row) -> tuple[int, str, str, str, str]:
    """By reason, then by the day named, else since when."""
    return (_PROSPECTS.index(Prospect(row[3] or "")), row[13] or "", row[2] or "", row[1] or "", row[0] or "")


def _found(tracker: Tracker, selection: Selection, day: date, longer_than: int | None) -> Iterator[_Found]:
    chosen = standing_on(selection, [day])
    stated = {} if selection.people else _stated(tracker, chosen)
    long: list[Stay] = []
    coming = _posts(tracker, chosen, stated)
    while batch := list(islice(coming, _POSTS)):
        there = [
            stay
            for post in batch
            for stay in post.stays
            if certainty_on(stay, day) is not None and all(p == stay.person_id for p in chosen.people)
        ]
        leaving = list(_leaving(tracker, there, day))
        yield from leaving
        gone = {(one.post, one.person_id) for one in leaving}
        said = {post.post: post.tenures for post in batch if post.post in stated}
        yield from _empty(tracker, said, stated, day)
        yield from (_acting(stay, day) for stay in there if stay.acting)
        settled = [s for s in there if is_settled(s, day) and (s.tenures[0].post, s.person_id) not in gone]
        if longer_than is not None:
            yield from (
                _long(stay, day, f"; asked for: {longer_than} or more")
                for stay in settled
                if years_so_far(stay, day) >= longer_than
            )
            continue
        at = {post.post: post for post in batch}
        for stay in settled:
            ended = ended_by(at[stay.tenures[0].post].stays, day)
            if len(ended) < LEAST_ENDED:
                long.append(stay)
            elif (beside := compared(stay, ended, day)).is_long:
                yield _long(stay, day, f", longer than {beside.shorter} of {beside.ended} before in this post")
    yield from _long_for_title(tracker, long, day)


@dataclass(frozen=True, slots=True)
class _AtPost:
    post: Post
    tenures: list[Tenure]
    stays: list[Stay]


def _posts(tracker: Tracker, chosen: Selection, stated: Iterable[Post]) -> Iterator[_AtPost]:
    """The posts chosen with all who ever held them; those last that nobody is on record for."""
    known = in_posts(held_during(tracker, chosen, None))
    if chosen.people:
        held = {tenures[0].post for tenures in known}
        known = (tenures_of_post(tracker, post.title_id or 0, post.organization_id) for post in sorted(held, key=str))
    waiting = set(stated)
    for tenures in known:
        post = tenures[0].post
        waiting.discard(post)
        yield _AtPost(post, tenures, stays(tenures))
    for post in sorted(waiting, key=str):
        yield _AtPost(post, [], [])


def _stated(tracker: Tracker, chosen: Selection) -> dict[Post, dict[int, Event]]:
    """The events that state a vacancy of a post that is chosen."""
    places = organizations_in(tracker, chosen) if chosen.organizations else None
    found: dict[Post, dict[int, Event]] = {}
    for event in chain.from_iterable(counting_events(tracker, [EventType.VACANCY])):
        at = event.organization_id
        titled = all(title == event.title_id for title in chosen.titles)
        if at is not None and titled and (places is None or at in places):
            found.setdefault(Post(event.title_id, at), {})[event.id] = event
    return found


def _leaving(tracker: Tracker, there: Sequence[Stay], day: date) -> Iterator[_Found]:
    """Who is to leave: by a plan, or, on a day past, by what was announced by then and has happened since."""
    ends = {
        stay.end_event_id: stay
        for stay in there
        if stay.end_event_id and (stay.end_planned or (stay.end and stay.end.earliest and stay.end.earliest > day))
    }
    known, said = known_since(tracker, ends), headlines(tracker, ends)
    for stay in there:
        number, end = stay.end_event_id, stay.end
        if number not in ends or end is None or not _known_by(known.get(number), day, otherwise=stay.end_planned):
            continue
        state = "Planned" if stay.end_planned else "Announced by then"
        yield _Found(
            prospect=Prospect.PLANNED_DEPARTURE,
            post=stay.tenures[0].post,
            person_id=stay.person_id,
            since=stay.start,
            day=end,
            why=f"{state}, {describe(end) if end.edtf else 'no day given'}: {said[number]}.",
            events=tuple(dict.fromkeys((number, stay.id))),
        )


def _known_by(told: PartialDate | None, day: date, *, otherwise: bool) -> bool:
    """Whether it was known by a day; `otherwise` where neither an announcement nor a source's day is on record."""
    return otherwise if told is None or told.earliest is None else told.earliest <= day


def _empty(
    tracker: Tracker,
    posts: Mapping[Post, list[Tenure]],
    stated: Mapping[Post, Mapping[int, Event]],
    day: date,
) -> Iterator[_Found]:
    """The posts that a source calls empty, or to be filled, and that nobody has taken since."""
    if not posts:
        return
    gaps = [gap for gap in gaps_of(tracker, posts.items()) if gap.stated and not _is_over(gap, day)]
    events = {number: stated[gap.post][number] for gap in gaps for number in gap.stated}
    known = known_since(tracker, events)
    people = Names(tracker, "people")
    people.know(t.person_id for gap in gaps for t in gap.acting)
    for gap in gaps:
        for event in (events[number] for number in gap.stated):
            first = event.date.earliest
            if (
                first is None
                or first <= day
                or _known_by(known.get(event.id), day, otherwise=event.status is Status.PLANNED)
            ):
                yield _vacancy(gap, event, people, is_to_come=first is not None and first > day)


def _is_over(gap: Gap, day: date) -> bool:
    return gap.end is not None and gap.end.latest is not None and gap.end.latest <= day


def _vacancy(gap: Gap, event: Event, people: Names, *, is_to_come: bool) -> _Found:
    acting = ", ".join(dict.fromkeys(people.by_id[t.person_id] or "" for t in gap.acting))
    more = [f"{acting} acting"] * bool(acting)
    more += [f"next holder on record: {describe(gap.end)}"] if gap.end else []
    more += ["a holder is on record"] if gap.certainty is Certainty.POSSIBLE else []
    return _Found(
        prospect=Prospect.STATED_VACANCY,
        post=gap.post,
        person_id=None,
        since=None if is_to_come else event.date,
        day=event.date if is_to_come else None,
        why="; ".join([f"{event.headline}, {describe(event.date)}, by what a source states", *more]) + ".",
        events=(event.id,),
    )


def _acting(stay: Stay, day: date) -> _Found:
    still = "Perhaps still acting" if certainty_on(stay, day) is Certainty.POSSIBLE else "Acting"
    return _Found(
        prospect=Prospect.ACTING,
        post=stay.tenures[0].post,
        person_id=stay.person_id,
        since=stay.start,
        day=None,
        why=f"{still}, {_since(stay)}{'; no end is on record' if stay.is_open else ''}.",
        events=(stay.id,),
    )


def _since(stay: Stay) -> str:
    start = start_in_words(stay.start)
    return "start unknown" if start == "unknown" else f"since {start}"


def _long(stay: Stay, day: date, measure: str) -> _Found:
    years = years_so_far(stay, day)
    confirmed = stay.last_confirmed
    is_shown = confirmed is not None and stay.start.latest is not None and confirmed.day > stay.start.latest
    shown = f"; last confirmed on {confirmed.day}" if confirmed and is_shown else ""
    lasted = f"{years} year{'' if years == 1 else 's'} at least" if years else "less than a year"
    return _Found(
        prospect=Prospect.LONG_TENURE,
        post=stay.tenures[0].post,
        person_id=stay.person_id,
        since=stay.start,
        day=None,
        why=f"In post for {lasted}{measure}{shown}.",
        events=(stay.id,),
    )


def _long_for_title(tracker: Tracker, waiting: Iterable[Stay], day: date) -> Iterator[_Found]:
    """Those who are there longer than most who had the title, of posts in which too few stays have ended."""
    by_title: dict[int, list[Stay]] = {}
    for stay in waiting:
        by_title.setdefault(stay.title_id or 0, []).append(stay)
    if not by_title:
        return
    lasted, terms = ended_titled(tracker, by_title, day)
    lengths: dict[int, list[int]] = {title: [] for title in by_title}
    for title, most in lasted:
        lengths[title].append(most)
    for stay in stays(terms):
        lengths[stay.title_id or 0] += ended_by([stay], day)
    for title, there in by_title.items():
        ended = sorted(lengths[title])
        for stay in there:
            beside = compared(stay, ended, day)
            if beside.is_long:
                yield _long(stay, day, f", longer than {beside.shorter} of {beside.ended} before with this title")
