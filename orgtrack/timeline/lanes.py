"""What a picture of the timeline shows: the posts of each organization with their holders, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from orgtrack.dates import UNDATED, PartialDate
from orgtrack.model.vocabulary import EventType, Status, Visibility
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import NamesOn, companies_of, levels_of, tenures_in
from orgtrack.store.read_tenures import begun_by_year, held_during, rows_by_year, unheld_posts
from orgtrack.store.reading import Batch, Names, few_events, superseded
from orgtrack.store.tenures import tenures_between, tenures_keyed
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.charts import LEVELS
from orgtrack.timeline.succession import gaps_of, touches

# More than that nobody can tell apart in one picture.
MOST_ITEMS = 1_000

# What happens to an organization and not to one of its posts.
_OF_ORGANIZATIONS = (
    *(EventType.FORMATION, EventType.RENAMING, EventType.MOVE, EventType.MERGER, EventType.SPLIT, EventType.SPIN_OFF),
    *(EventType.ACQUISITION, EventType.TRANSFER_OF_FUNCTIONS, EventType.DISSOLUTION, EventType.MILESTONE),
)
_TOLD = (Status.HAPPENED, Status.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One tenure with the name of its person; `announced` is when it was, as its first event says."""

    person: str
    tenure: Tenure
    announced: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An event of an organization: formed, renamed, merged, a milestone."""

    event_id: int
    type: EventType
    headline: str
    date: PartialDate
    planned: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLane:
    """A post with its holders in order of their start, and the times in which it was empty."""

    post: Post
    title: str
    holders: tuple[Holder, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An organization with its posts, the highest first, and what happened to it."""

    organization_id: int
    name: str
    posts: tuple[PostLane, ...] = ()
    moments: tuple[Moment, ...] = ()

    @property
    def items(self) -> int:
        """How many marks it takes to draw it."""
        return len(self.moments) + sum(len(lane.holders) + len(lane.gaps) for lane in self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """For more than a picture can hold: how many tenures began, or events there are, in each year, by organization.

    `undated` are of no known year; `total` counts them too.
    """

    organization_id: int
    name: str
    by_year: Mapping[int, int]
    undated: int

    @property
    def total(self) -> int:
        return sum(self.by_year.values()) + self.undated


def places(tracker: Tracker, selection: Selection, span: PartialDate | None) -> list[Place] | None:
    """What of the selection may lie in the span, companies in order of their names and before their units.

    None where that is more than `MOST_ITEMS`; `counts` is for those.
    """
    tenures: list[Tenure] = []
    for batch in held_during(tracker, selection, span):
        tenures += batch
        if len(tenures) > MOST_ITEMS:
            return None
    moments = _moments(tracker, selection, span, MOST_ITEMS + 1 - len(tenures))
    gaps = [] if selection.people else _gaps(tracker, selection, span, tenures)
    if len(tenures) + len(gaps) + sum(map(len, moments.values())) > MOST_ITEMS:
        return None
    return _assembled(tracker, span, tenures, gaps, moments)


def places_of_tenures(tracker: Tracker, keys: Iterable[Sequence[int]]) -> list[Place]:
    """The tenures with these keys (organization_id, title_id, person_id, id) and nothing else."""
    return _assembled(tracker, None, tenures_keyed(tracker, keys), [], {})


def places_of_events(tracker: Tracker, event_ids: Sequence[int]) -> list[Place]:
    """Of these events those that happened to organizations, and the tenures that the others open, show or end."""
    return _assembled(tracker, None, tenures_between(tracker, event_ids), [], _moments_among(tracker, event_ids))


def counts(tracker: Tracker, selection: Selection, span: PartialDate | None) -> list[Counts]:
    """The organizations of the selection with the tenures that began in each year, those with the most first."""
    return _counted(tracker, begun_by_year(tracker, selection, span), span)


def counts_of_rows(tracker: Tracker, table: str, rows: str, parameters: Mapping[str, str | int]) -> list[Counts]:
    """The same of the rows that a page of `tenures` or `events` selects, by their years."""
    return _counted(tracker, rows_by_year(tracker, table, rows, parameters), None)


def _counted(tracker: Tracker, numbers: Batch, span: PartialDate | None) -> list[Counts]:
    found: dict[int, dict[int | None, int]] = {}
    for organization, year, number in numbers:
        found.setdefault(organization, {})[year] = number
    names = NamesOn(tracker, span.latest if span else None)
    names.know(found)
    told = [
        Counts(
            organization_id=organization,
            name=names.by_id[organization] or "",
            by_year={year: number for year, number in by_year.items() if year is not None},
            undated=by_year.get(None, 0),
        )
        for organization, by_year in found.items()
    ]
    return sorted(told, key=lambda each: (-each.total, each.name.casefold(), each.organization_id))


def _gaps(tracker: Tracker, selection: Selection, span: PartialDate | None, tenures: list[Tenure]) -> list[Gap]:
    """The gaps of the posts shown: of a span too, they follow from all who ever held the post."""
    posts = {tenure.post for tenure in tenures}
    whole = tenures if span is None else tenures_in(tracker, {post.organization_id for post in posts})
    by_post: dict[Post, list[Tenure]] = {post: [] for post in (*posts, *unheld_posts(tracker, selection))}
    for tenure in whole:
        if tenure.post in by_post:
            by_post[tenure.post].append(tenure)
    return [gap for gap in gaps_of(tracker, by_post.items()) if touches(gap, span)]


def _moments(tracker: Tracker, selection: Selection, span: PartialDate | None, most: int) -> dict[int, list[Moment]]:
    """What happened to organizations, by their ids; no more than so many events are read."""
    first, last = (span.earliest, span.latest) if span else (None, None)
    wanted = replace(selection, types=_OF_ORGANIZATIONS, statuses=_TOLD, since=first, until=last)
    ids = few_events(tracker, wanted, most)
    return _moments_among(tracker, ids)


def _moments_among(tracker: Tracker, ids: Sequence[int]) -> dict[int, list[Moment]]:
    """Those of the events that happened to organizations, or are planned, and that nothing took the place of."""
    replaced = superseded(tracker, ids)
    known = events_by_id(tracker, ids)
    found: dict[int, list[Moment]] = {}
    for event in (known[number] for number in ids if number in known and number not in replaced):
        if event.organization_id is None or event.type not in _OF_ORGANIZATIONS or event.status not in _TOLD:
            continue
        moment = Moment(
            event_id=event.id,
            type=event.type,
            headline=event.headline,
            date=event.date,
            planned=event.status is Status.PLANNED,
            private=event.visibility is Visibility.PRIVATE,
        )
        found.setdefault(event.organization_id, []).append(moment)
    return found


def _assembled(
    tracker: Tracker,
    span: PartialDate | None,
    tenures: list[Tenure],
    gaps: list[Gap],
    moments: Mapping[int, list[Moment]],
) -> list[Place]:
    people, titles = Names(tracker, "people"), Names(tracker, "titles")
    organizations = NamesOn(tracker, span.latest if span else None)
    empty: dict[Post, list[Gap]] = {}
    held: dict[Post, list[Tenure]] = {}
    for gap in gaps:
        empty.setdefault(gap.post, []).append(gap)
    for tenure in tenures:
        held.setdefault(tenure.post, []).append(tenure)
    posts = list(dict.fromkeys((*held, *empty)))
    at = {*(post.organization_id for post in posts), *moments}
    people.know(tenure.person_id for tenure in tenures)
    titles.know(post.title_id for post in posts)
    companies = companies_of(tracker, at)
    organizations.know(at, companies.values())
    levels = levels_of(tracker, {post.title_id for post in posts})
    opened = events_by_id(tracker, {tenure.id for tenure in tenures})

    def lane(post: Post) -> PostLane:
        return PostLane(
            post=post,
            title=titles.by_id[post.title_id] or "",
            holders=tuple(
                Holder(
                    person=people.by_id[tenure.person_id] or "",
                    tenure=tenure,
                    announced=opened[tenure.id].announced if tenure.id in opened else None,
                )
                for tenure in held.get(post, ())
            ),
            gaps=tuple(empty.get(post, ())),
        )

    def rank(lane: PostLane) -> tuple[int, str, int]:
        return (
            LEVELS.get(levels.get(lane.post.title_id or 0) or "", len(LEVELS)),
            lane.title.casefold(),
            lane.post[0] or 0,
        )

    def order(number: int) -> tuple[str, int, bool, str, int]:
        company = companies.get(number) or number
        name = organizations.by_id[number] or ""
        return (organizations.by_id[company] or "").casefold(), company, number != company, name.casefold(), number

    by_place: dict[int, list[PostLane]] = {}
    for post in posts:
        by_place.setdefault(post.organization_id, []).append(lane(post))
    return [
        Place(
            organization_id=number,
            name=organizations.by_id[number] or "",
            posts=tuple(sorted(by_place.get(number, ()), key=rank)),
            moments=tuple(moments.get(number, ())),
        )
        for number in sorted(at, key=order)
    ]


def days_of(found: Iterable[Place]) -> list[date]:
    """Every day that something in these places is known to lie at; what is open at one end gives the other."""
    return [day for place in found for day in chain(_days_of_posts(place), _days_of_moments(place))]


def _days_of_posts(place: Place) -> list[date]:
    days: list[date | None] = []
    for lane in place.posts:
        for holder in lane.holders:
            tenure = holder.tenure
            end = tenure.end or UNDATED
            days += (tenure.start.earliest, tenure.start.latest, end.earliest, end.latest, tenure.end_earliest)
            days.append(holder.announced.earliest if holder.announced else None)
        for gap in lane.gaps:
            days += (gap.start.earliest, gap.start.latest)
            days += (gap.end.earliest, gap.end.latest) if gap.end else ()
    return [day for day in days if day is not None]


def _days_of_moments(place: Place) -> list[date]:
    return [day for m in place.moments for day in (m.date.earliest, m.date.latest) if day is not None]
