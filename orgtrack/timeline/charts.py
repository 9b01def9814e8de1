"""The chart of an organization on a day: its units as they stood, who held which post, and which were vacant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from orgtrack import lookup
from orgtrack.model.vocabulary import EventType, Level, Noun
from orgtrack.store import Tracker
from orgtrack.store.read_structure import (
    ever_below,
    kinds_of,
    levels_of,
    lines_of,
    lives_of,
    names_on,
    spells_of,
    tenures_in,
)
from orgtrack.store.read_tenures import stated_vacancies
from orgtrack.store.reading import Names
from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.hierarchy import counting
from orgtrack.tenures.reporting import reported_to
from orgtrack.tenures.structure import Branch, empty_on, existences, parents_on, tree
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.tenures.vacancies import Gap
from orgtrack.timeline.held import start_in_words
from orgtrack.timeline.succession import gaps_of

LEVELS = {str(level): number for number, level in enumerate(Level)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartHolder:
    """Who held a post: `start` as on record (EDTF), `since` in words, `confirmed` the last day confirmed."""

    person: str
    person_id: str
    certainty: Certainty
    acting: bool
    start: str
    since: str
    event_id: str
    confirmed: date | None
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAbove:
    """A post that another one reported to; `is_here` when both are at one organization."""

    title: str
    title_id: str
    organization: str
    organization_id: str
    certainty: Certainty
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPost:
    """A post with its holders on the day; `vacant` is how sure it is that nobody but an acting holder had it."""

    title: str
    title_id: str
    vacant: Certainty | None
    holders: tuple[ChartHolder, ...]
    reports_to: tuple[ChartAbove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartUnit:
    """An organization on the day, called as it was then."""

    name: str
    id: str
    kind: str
    certainty: Certainty
    posts: tuple[ChartPost, ...]
    units: tuple[ChartUnit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`top` is None when the organization did not exist on the day; `nothing` then says so."""

    day: date
    top: ChartUnit | None
    nothing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    organizations: Mapping[int, str]
    kinds: Mapping[int, str]
    posts: Mapping[int, tuple[ChartPost, ...]]


def chart(tracker: Tracker, organization: str, day: date) -> Chart:
    """The chart of the organization of this name on a day."""
    found = lookup.existing(tracker, Noun.ORGANIZATION, organization)
    ids = ever_below(tracker, found.id)
    tenures = tenures_in(tracker, ids)
    exists = existences(ids, lives_of(tracker, ids), tenures, day)
    places = {number: parents_on(spells, day) for number, spells in spells_of(tracker, ids).items()}
    top = tree(found.id, places, exists)
    if top is None:
        return Chart(day=day, top=None, nothing=_nothing(found, day))
    known = _Known(
        organizations=names_on(tracker, ids, day),
        kinds=kinds_of(tracker, ids),
        posts=_posts(tracker, tenures, ids, day),
    )
    return Chart(day=day, top=_unit(top, known))


def _nothing(found: lookup.Found, day: date) -> str:
    return (
        f"{found.name} did not exist on {day}, by what is on record;"
        f" 'orgtrack timeline {found.noun.id(found.id)}' shows when it did."
    )


def _unit(branch: Branch, known: _Known) -> ChartUnit:
    number = branch.organization_id
    return ChartUnit(
        name=known.organizations[number],
        id=Noun.ORGANIZATION.id(number),
        kind=known.kinds[number],
        certainty=branch.certainty,
        posts=known.posts.get(number, ()),
        units=tuple(
            sorted((_unit(below, known) for below in branch.branches), key=lambda u: (u.name.casefold(), u.id))
        ),
    )


def _posts(tracker: Tracker, tenures: Iterable[Tenure], ids: list[int], day: date) -> dict[int, tuple[ChartPost, ...]]:
    """The posts of each organization that were held or vacant, or reported to others, on the day, the highest first."""
    above = reported_to(lines_of(tracker, ids), day)
    by_post: dict[Post, list[Tenure]] = {
        Post(event.title_id, event.organization_id): []
        for event in counting(stated_vacancies(tracker, ids))
        if event.type is EventType.VACANCY and event.organization_id is not None
    }
    for post in above:
        if post.organization_id in ids:
            by_post.setdefault(post, [])
    for tenure in tenures:
        by_post.setdefault(tenure.post, []).append(tenure)
    people, titles = Names(tracker, "people"), Names(tracker, "titles")
    people.know(t.person_id for told in by_post.values() for t in told)
    titles.know((post.title_id for post in by_post), (to.title_id for posts in above.values() for to in posts))
    called = names_on(tracker, {to.organization_id for posts in above.values() for to in posts}, day)
    levels = levels_of(tracker, {post.title_id for post in by_post})
    empty: dict[Post, list[Gap]] = {}
    for gap in gaps_of(tracker, by_post.items()):
        empty.setdefault(gap.post, []).append(gap)
    found: dict[int, list[tuple[int, str, ChartPost]]] = {}
    for post, told in by_post.items():
        shown = ChartPost(
            title=titles.by_id[post.title_id] or "",
            title_id=Noun.TITLE.id(post.title_id or 0),
            vacant=empty_on(empty.get(post, ()), day),
            holders=_holders(told, people, day),
            reports_to=tuple(
                ChartAbove(
                    title=titles.by_id[to.title_id] or "",
                    title_id=Noun.TITLE.id(to.title_id or 0),
                    organization=called[to.organization_id],
                    organization_id=Noun.ORGANIZATION.id(to.organization_id),
                    certainty=certainty,
                    is_here=to.organization_id == post.organization_id,
                )
                for to, certainty in sorted(above.get(post, {}).items(), key=lambda line: -line[1].rank)
            ),
        )
        if shown.holders or shown.vacant or shown.reports_to:
            rank = LEVELS.get(levels.get(post.title_id or 0) or "", len(LEVELS))
            found.setdefault(post.organization_id, []).append((rank, shown.title.casefold(), shown))
    return {number: tuple(p for *_, p in sorted(held, key=lambda h: h[:2])) for number, held in found.items()}


def _holders(told: Iterable[Tenure], people: Names, day: date) -> tuple[ChartHolder, ...]:
    held = [(t, certainty) for t in told if (certainty := certainty_on(t, day)) is not None]
    return tuple(
        ChartHolder(
            person=people.by_id[tenure.person_id] or "",
            person_id=Noun.PERSON.id(tenure.person_id),
            certainty=certainty,
            acting=tenure.acting,
            start=tenure.start.edtf,
            since=start_in_words(tenure.start),
            event_id=Noun.EVENT.id(tenure.id),
            confirmed=tenure.last_confirmed.day if tenure.last_confirmed else None,
            private=tenure.private,
        )
        for tenure, certainty in sorted(held, key=lambda h: -h[1].rank)
    )
