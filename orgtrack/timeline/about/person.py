"""What the page of a person says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from orgtrack.dates import PartialDate
from orgtrack.model.vocabulary import Noun, Scheme
from orgtrack.store import Tracker
from orgtrack.store.names import display_name
from orgtrack.store.read_selection import Selection
from orgtrack.tenures.tenure import Post
from orgtrack.timeline.about.parts import MOST_TOLD, OtherName, Part, Told, identifiers, other_names, told_of
from orgtrack.timeline.about.stays import Held, HeldThen, held_during, held_in, numbers_of, with_neighbours
from orgtrack.timeline.lanes import Place, places


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with names and career. `found` is None where there is more than a picture can hold.

    `posts` are the numbers of the posts in it, `career` the latest stays of `stays` in all, and `then` those of the
    day or time that was asked for.
    """

    id: int
    name: str
    names: tuple[OtherName, ...] = ()
    identifiers: tuple[tuple[Scheme, str], ...] = ()
    found: list[Place] | None = None
    posts: Mapping[Post, int] = field(default_factory=dict)
    career: tuple[Held, ...] = ()
    stays: int = 0
    then: tuple[HeldThen, ...] = ()
    told: Told | None = None


def about_person(tracker: Tracker, person_id: int, span: PartialDate | None, parts: Collection[Part]) -> Person:
    """The person of this number, who is on record; `then` is what was held on the day or in the time of `span`."""
    selection = Selection(people=(person_id,))
    found = places(tracker, selection, None) if Part.POSTS in parts else []
    held = held_in(found or [])
    return Person(
        id=person_id,
        name=display_name(tracker, Noun.PERSON, person_id),
        names=other_names(tracker, Noun.PERSON, person_id) if Part.NAMES in parts else (),
        identifiers=identifiers(tracker, Noun.PERSON, person_id) if Part.IDENTIFIERS in parts else (),
        found=found,
        posts=numbers_of(tracker, found or []),
        career=with_neighbours(tracker, held[:MOST_TOLD]),
        stays=len(held),
        then=tuple(held_during(held, span)) if span else (),
        told=told_of(tracker, Noun.PERSON, person_id, selection, parts),
    )
