"""What the page of a company or a unit says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice

from orgtrack.model.vocabulary import Noun, OrganizationKind, Scheme
from orgtrack.store import Tracker
from orgtrack.store.posts import posts_on_file
from orgtrack.store.read_selection import Selection, Under
from orgtrack.store.read_tenures import held_on
from orgtrack.store.reading import Names
from orgtrack.store.rows import by_id
from orgtrack.store.tenures import LISTED, tenure_of
from orgtrack.tenures.certainty import Certainty
from orgtrack.tenures.succession import Stay
from orgtrack.tenures.tenure import Post
from orgtrack.timeline.about.parts import MOST_TOLD, OtherName, Part, Told, identifiers, other_names, told_of
from orgtrack.timeline.about.stays import (
    Held,
    HeldThen,
    PostNow,
    counts_of,
    held_in,
    numbers_of,
    posts_on,
    with_neighbours,
)
from orgtrack.timeline.about.structure import Structure, lineage_of, structure_of
from orgtrack.timeline.lanes import Counts, Place, places
from orgtrack.timeline.listing import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organization with its own posts, not those of its units.

    `counts` stand for a picture where they are more than one can hold. Where they are very many, `found` is None, and
    `now` names some of their holders, without the posts that are vacant. `posts` are the numbers of the posts in
    `found`, `history` the latest of `stays` in all, and `lineage` rows of `lineage_listing`.
    """

    id: int
    name: str
    kind: OrganizationKind
    fiscal_year_end: str | None = None
    names: tuple[OtherName, ...] = ()
    identifiers: tuple[tuple[Scheme, str], ...] = ()
    found: list[Place] | None = None
    posts: Mapping[Post, int] = field(default_factory=dict)
    counts: Sequence[Counts] = ()
    now: tuple[PostNow, ...] = ()
    history: tuple[Held, ...] = ()
    stays: int = 0
    structure: Structure | None = None
    lineage: tuple[Row, ...] = ()
    told: Told | None = None


def about_organization(tracker: Tracker, organization_id: int, today: date, parts: Collection[Part]) -> Organization:
    """The organization of this number, which is on record; who leads it now is said as of `today`."""
    row = by_id(tracker, Noun.ORGANIZATION.table, organization_id)
    assert row is not None
    selection = Selection(organizations=(Under(id=organization_id),))
    found = places(tracker, selection, None) if Part.POSTS in parts else []
    if found is not None:
        # What happened to others, with this one in a part, stands among the events.
        found = [place for place in found if place.organization_id == organization_id]
    held = held_in(found or [])
    numbers = numbers_of(tracker, found or [])
    return Organization(
        id=organization_id,
        name=row["name"],
        kind=OrganizationKind(row["kind"]),
        fiscal_year_end=row["fiscal_year_end"],
        names=other_names(tracker, Noun.ORGANIZATION, organization_id) if Part.NAMES in parts else (),
        identifiers=identifiers(tracker, Noun.ORGANIZATION, organization_id) if Part.IDENTIFIERS in parts else (),
        found=found,
        posts=numbers,
        counts=counts_of(tracker, selection, found),
        now=tuple(_some_now(tracker, selection, today) if found is None else posts_on(found, today, numbers)),
        history=with_neighbours(tracker, held[:MOST_TOLD]),
        stays=len(held),
        structure=structure_of(tracker, organization_id) if Part.UNITS in parts else None,
        lineage=lineage_of(tracker, organization_id) if Part.LINEAGE in parts else (),
        told=told_of(tracker, Noun.ORGANIZATION, organization_id, selection, parts),
    )


def _some_now(tracker: Tracker, selection: Selection, today: date) -> list[PostNow]:
    """The first holders of very many, a post each."""
    rows = list(islice(chain.from_iterable(held_on(tracker, LISTED, selection, today)), MOST_TOLD))
    people, titles = Names(tracker, "people"), Names(tracker, "titles")
    told = [(Certainty(row[0]), tenure_of(row[1:])) for row in rows]
    people.know(tenure.person_id for _, tenure in told)
    titles.know(tenure.title_id for _, tenure in told)
    numbers = posts_on_file(tracker, {tenure.post for _, tenure in told})
    return [
        PostNow(
            post=tenure.post,
            post_id=numbers[tenure.post][0] if tenure.post in numbers else None,
            title=titles.by_id[tenure.title_id] or "",
            holders=(
                HeldThen(
                    held=Held(
                        stay=Stay((tenure,)),
                        person=people.by_id[tenure.person_id] or "",
                        title=titles.by_id[tenure.title_id] or "",
                        organization="",
                    ),
                    certainty=certainty,
                ),
            ),
            vacant=None,
        )
        for certainty, tenure in told
    ]
