"""Who left which post, where they went next, and who came after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orgtrack import lookup
from orgtrack.dates import PartialDate, short
from orgtrack.model.vocabulary import Noun, Status
from orgtrack.store import Tracker
from orgtrack.store.read_below import FOREVER, windows
from orgtrack.store.read_moves import careers, has_one_seat, known_since, people_moving
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_of_post
from orgtrack.tenures.moves import Move, moves, successor
from orgtrack.tenures.succession import Stay
from orgtrack.timeline.held import start_in_words
from orgtrack.timeline.listing import Column, Listing, Row


class By(StrEnum):
    """Which day of a move counts: the one on which it took effect, or on which it became known."""

    EFFECTIVE = "effective"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which moves; names as typed. `company` and `title` are met by either post, the one left or the one joined."""

    since: date | None = None
    until: date | None = None
    by: By = By.EFFECTIVE
    title: str = ""
    company: str = ""
    left: str = ""
    joined: str = ""


_Inside = Callable[[Stay | None, PartialDate | None, bool], bool]


def mover_listing(tracker: Tracker, asked: Asked) -> Listing:
    """The moves in order of time, a row each; the successor where one is named, or the post has a single seat."""
    wanted = sorted(_wanted(tracker, asked), key=_order)
    names = _names(tracker, wanted)
    rows = [_row(tracker, move, *names) for move in wanted]
    return Listing(
        columns=(
            *(Column("person", 16), Column("left_title", 16), Column("left_organization", 16), Column("left", 11)),
            *(Column("joined_title", 16), Column("joined_organization", 16), Column("joined", 11)),
            *(Column("successor", 16), Column("status", 8), Column("ids"), Column("person_id")),
        ),
        rows=iter([rows] if rows else []),
        nothing="No moves match.",
        for_reader=lambda row: (*row[:3], row[11], *row[4:6], row[12], *row[7:11]),
        first=9,
    )


def _order(move: Move) -> tuple[str, int]:
    day = move.left.end if move.left else move.joined.start if move.joined else None
    stay = move.left or move.joined
    return (str((day and (day.earliest or day.latest)) or date.max), stay.id if stay else 0)


def _wanted(tracker: Tracker, asked: Asked) -> Iterator[Move]:
    places = [(_within(tracker, asked.left), True, False), (_within(tracker, asked.joined), False, True)]
    places.append((_within(tracker, asked.company), True, True))
    title = lookup.existing(tracker, Noun.TITLE, asked.title).id if asked.title else None
    narrowed = (asked.since, asked.until) if asked.by is By.EFFECTIVE else (None, None)
    for career in careers(tracker, people_moving(tracker, *narrowed)):
        for move in moves(career):
            ends = move.left.end if move.left else None
            starts = move.joined.start if move.joined else None
            stands = all(
                (of_left and inside(move.left, ends, True)) or (of_joined and inside(move.joined, starts, False))
                for inside, of_left, of_joined in places
                if inside is not None
            )
            titled = title is None or title in {s.title_id for s in (move.left, move.joined) if s}
            if stands and titled and _in_time(tracker, move, asked):
                yield move


def _within(tracker: Tracker, organization: str) -> _Inside | None:
    """Whether a stay was at or below the organization of this name on its day; None where none is named."""
    if not organization:
        return None
    below = windows(tracker, lookup.existing(tracker, Noun.ORGANIZATION, organization).id)

    def inside(stay: Stay | None, day: PartialDate | None, leaving: bool) -> bool:
        if stay is None:
            return False
        # An end is the first day no longer there: who leaves on the day that the unit goes leaves from where it was.
        first, last = ("", FOREVER) if day is None else (str(day.earliest or ""), str(day.latest or FOREVER))
        return any(
            w.id == stay.organization_id
            and ((w.since < last and first <= w.until) if leaving else (w.since <= last and first < w.until))
            for w in below
        )

    return inside


def _in_time(tracker: Tracker, move: Move, asked: Asked) -> bool:
    if asked.since is None and asked.until is None:
        return True
    if asked.by is By.ANNOUNCED:
        events = {number for number in (_end_event(move.left), move.joined and move.joined.id) if number}
        days: Iterable[PartialDate | None] = known_since(tracker, events).values()
    else:
        days = (move.left.end if move.left else None, move.joined.start if move.joined else None)
    return any(
        (asked.since is None or day.latest is None or day.latest >= asked.since)
        and (asked.until is None or day.earliest is None or day.earliest <= asked.until)
        for day in days
        if day is not None
    )


def _end_event(stay: Stay | None) -> int | None:
    return stay.end_event_id if stay else None


def _names(tracker: Tracker, wanted: Iterable[Move]) -> tuple[Names, Names, Names]:
    people, titles, organizations = (Names(tracker, table) for table in ("people", "titles", "organizations"))
    known = [stay for move in wanted for stay in (move.left, move.joined) if stay]
    people.know(stay.person_id for stay in known)
    titles.know(stay.title_id for stay in known)
    organizations.know(stay.organization_id for stay in known)
    return people, titles, organizations


def _row(tracker: Tracker, move: Move, people: Names, titles: Names, organizations: Names) -> Row:
    left, joined = move.left, move.joined
    after = _successor(tracker, left)
    if after is not None:
        people.know([after.person_id])
    ids = dict.fromkeys(n for n in (_end_event(left), joined and joined.id, after and after.id) if n)
    return (
        people.by_id[move.person_id],
        titles.by_id[left.title_id] if left else None,
        organizations.by_id[left.organization_id] if left else None,
        left.end.edtf or None if left and left.end else None,
        titles.by_id[joined.title_id] if joined else None,
        organizations.by_id[joined.organization_id] if joined else None,
        joined.start.edtf or None if joined else None,
        people.by_id[after.person_id] if after else None,
        str(Status.PLANNED if move.planned else Status.HAPPENED),
        "; ".join(map(Noun.EVENT.id, ids)),
        Noun.PERSON.id(move.person_id),
        short(left.end) if left and left.end else None,
        start_in_words(joined.start) if joined else None,
    )


def _successor(tracker: Tracker, left: Stay | None) -> Stay | None:
    if left is None:
        return None
    post = left.tenures[0].post
    holders = tenures_of_post(tracker, post.title_id or 0, post.organization_id)
    return successor(left, holders, one_seat=has_one_seat(tracker, post))
