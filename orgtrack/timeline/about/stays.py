"""Stays in posts as a page tells of them: who and where, how sure, and who came before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from orgtrack.dates import PartialDate
from orgtrack.store import Tracker
from orgtrack.store.posts import posts_on_file
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_between, tenures_of_posts
from orgtrack.tenures.certainty import Certainty, Extent, certainty_during, certainty_on
from orgtrack.tenures.structure import empty_on
from orgtrack.tenures.succession import Stay, stays, succession
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.lanes import Counts, Place, PostLane, counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Who held the post before or after."""

    person_id: int
    person: str
    acting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stay with its names; `post_id` is the number of the post's row, None where it has none."""

    stay: Stay
    person: str
    title: str
    organization: str
    post_id: int | None = None
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()

    @property
    def private(self) -> bool:
        return all(tenure.private for tenure in self.stay.tenures)


# More holders of one post than that would be a picture of as many rows.
MOST_IN_LANE = 200

Lasts = TypeVar("Lasts", bound="Held | Gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldThen:
    """A stay on a day or in a longer time: how sure, and of a longer time how much of it."""

    held: Held
    certainty: Certainty
    extent: Extent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostNow:
    """A post with who holds it on a day; `vacant` is how sure it is that nobody but an acting holder does."""

    post: Post
    post_id: int | None
    title: str
    holders: tuple[HeldThen, ...]
    vacant: Certainty | None


def held_in(places: Iterable[Place]) -> list[Held]:
    """All stays in these places, the latest first, those of no known time last."""
    return latest_first([held for place in places for lane in place.posts for held in _held(lane, place.name)])


def latest_first(lasting: Iterable[Lasts]) -> list[Lasts]:
    """Stays and gaps by the first day that they can mean, the latest first, those of no known time last."""
    placed = [(_days(each), each) for each in lasting]
    known = [(days, each) for days, each in placed if days is not None]
    known.sort(key=lambda entry: entry[0], reverse=True)
    return [each for _, each in known] + [each for days, each in placed if days is None]


def _days(lasting: Held | Gap) -> tuple[date, date] | None:
    what = lasting.stay if isinstance(lasting, Held) else lasting
    first = what.start.earliest or what.start.latest or (what.end.latest if what.end else None)
    return None if first is None else (first, what.start.latest or date.min)


def _held(lane: PostLane, organization: str) -> list[Held]:
    people = {holder.tenure.person_id: holder.person for holder in lane.holders}
    return [
        Held(stay=stay, person=people[stay.person_id], title=lane.title, organization=organization)
        for stay in stays(holder.tenure for holder in lane.holders)
    ]


def counts_of(tracker: Tracker, selection: Selection, found: Sequence[Place] | None) -> tuple[Counts, ...]:
    """How many began in each year, where that is more than a picture can hold or a post more than its lane can."""
    lanes = [lane for place in found or () for lane in place.posts]
    if found is not None and all(len(lane.holders) + len(lane.gaps) <= MOST_IN_LANE for lane in lanes):
        return ()
    return tuple(counts(tracker, selection, None))


def numbers_of(tracker: Tracker, places: Iterable[Place]) -> dict[Post, int]:
    """The numbers of the posts in these places."""
    posts = {lane.post for place in places for lane in place.posts}
    return {post: number for post, (number, _) in posts_on_file(tracker, posts).items()} if posts else {}


def posts_on(places: Iterable[Place], day: date, numbers: Mapping[Post, int]) -> list[PostNow]:
    """The posts that are held or vacant on a day, the highest first."""
    found = []
    for place in places:
        for lane in place.posts:
            holders = held_then(_held(lane, place.name), day)
            vacant = empty_on(lane.gaps, day)
            if holders or vacant:
                found.append(
                    PostNow(
                        post=lane.post,
                        post_id=numbers.get(lane.post),
                        title=lane.title,
                        holders=tuple(holders),
                        vacant=vacant,
                    )
                )
    return found


def held_then(held: Iterable[Held], day: date) -> list[HeldThen]:
    """Those of the stays that went on, or may have, on a day, the surest first."""
    found = [HeldThen(held=each, certainty=c) for each in held if (c := certainty_on(each.stay, day)) is not None]
    return sorted(found, key=lambda then: -then.certainty.rank)


def held_during(held: Iterable[Held], span: PartialDate) -> list[HeldThen]:
    """As `held_then`, of a day or of a longer time such as 2016."""
    if span.is_day and span.earliest is not None:
        return held_then(held, span.earliest)
    found = [
        HeldThen(held=each, certainty=during.certainty, extent=during.extent)
        for each in held
        if (during := certainty_during(each.stay, span)) is not None
    ]
    return sorted(found, key=lambda then: -then.certainty.rank)


def with_neighbours(tracker: Tracker, held: Sequence[Held]) -> tuple[Held, ...]:
    """The stays with who came before and after.

    In a post with one seat those are the next in the order of its holders; in any other only whom an event names as
    the one who was succeeded, because several hold it at a time.
    """
    if not held:
        return ()
    known = posts_on_file(tracker, {each.stay.tenures[0].post for each in held})
    single = [post for post, (_, seats) in known.items() if seats == 1]
    lines = _in_order(tenures_of_posts(tracker, single)) if single else {}
    linking = [number for each in held for number in (each.stay.id, each.stay.end_event_id) if number is not None]
    linked = tenures_between(tracker, linking) if len(single) < len(known) else []
    found: list[tuple[Held, int | None, list[Tenure], list[Tenure]]] = []
    for each in held:
        post = each.stay.tenures[0].post
        if post in lines:
            found.append((each, known[post][0], *_next_to(each.stay, lines[post])))
        else:
            before = [t for t in linked if t.end_event_id == each.stay.id and _is_of_another(t, each.stay)]
            after = [t for t in linked if t.id == each.stay.end_event_id and _is_of_another(t, each.stay)]
            found.append((each, known[post][0] if post in known else None, before, after))
    people = Names(tracker, "people")
    people.know(tenure.person_id for _, _, before, after in found for tenure in (*before, *after))
    return tuple(
        Held(
            stay=each.stay,
            person=each.person,
            title=each.title,
            organization=each.organization,
            post_id=number,
            before=_neighbours(before, people),
            after=_neighbours(after, people),
        )
        for each, number, before, after in found
    )


def _in_order(tenures: Iterable[Tenure]) -> dict[Post, list[Stay]]:
    by_post: dict[Post, list[Tenure]] = {}
    for tenure in tenures:
        by_post.setdefault(tenure.post, []).append(tenure)
    return {post: succession(held) for post, held in by_post.items()}


def _next_to(stay: Stay, line: Sequence[Stay]) -> tuple[list[Tenure], list[Tenure]]:
    at = next((n for n, other in enumerate(line) if other.tenures[0] == stay.tenures[0]), None)
    if at is None:
        return [], []
    return [other.tenures[0] for other in line[max(at - 1, 0) : at]], [o.tenures[0] for o in line[at + 1 : at + 2]]


def _is_of_another(tenure: Tenure, stay: Stay) -> bool:
    return tenure.post == stay.tenures[0].post and tenure.person_id != stay.person_id


def _neighbours(tenures: Iterable[Tenure], people: Names) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(person_id=tenure.person_id, person=people.by_id[tenure.person_id] or "", acting=tenure.acting)
        for tenure in tenures
    )
