"""What an event can change, so that only that is derived again.

The unit of derivation is the holding: one person in one post. Its tenures follow from the events that name its
person and post, as the event's own or as a post left or a person succeeded; from that person's departures from all
posts, with the hierarchy above the post's organization; and from the events that start or end that organization.
To derive some holdings, read all events that name their people, those that start or end their organizations, and
the parents above these where somebody left all posts; then ask for `tenures(events, parents, only=holdings)`.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgtrack.model.claims import Event
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType, Role
from orgtrack.tenures.tenure import Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Derive anew these holdings, all of these people, and all in these organizations.

    `moved` are organizations whose parents change: of the posts at and below them only those of people with a
    departure from all posts can be concerned. Which holdings there are is read from the tenures derived before,
    together with `holdings`.
    """

    holdings: frozenset[Holding]
    people: frozenset[int]
    organizations: frozenset[int]
    moved: frozenset[int]

    def __or__(self, other: Touched) -> Touched:
        return Touched(
            holdings=self.holdings | other.holdings,
            people=self.people | other.people,
            organizations=self.organizations | other.organizations,
            moved=self.moved | other.moved,
        )


_OF_A_PERSON = frozenset({EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST})
_MOVES = frozenset(
    {EventType.FORMATION, EventType.IN_EXISTENCE, EventType.MOVE, EventType.ACQUISITION, EventType.SPIN_OFF}
)
_LIVES = ENDING_EVENTS | {EventType.FORMATION}
NOTHING = Touched(holdings=frozenset(), people=frozenset(), organizations=frozenset(), moved=frozenset())


def touched(event: Event) -> Touched:
    """What this event can change.

    When one is changed, join (`|`) what it touched as it was and touches as it is, and what the events touch that it
    supersedes or names as ended: they count, or end, differently from then on.
    """
    people: set[int] = set()
    holdings: set[Holding] = set()
    if event.type in _OF_A_PERSON and event.person_id is not None and event.organization_id is not None:
        if event.type is EventType.DEPARTURE and event.title_id is None:
            people.add(event.person_id)
        else:
            holdings = _holdings(event, event.person_id, event.organization_id)
    named = {event.organization_id, *(p.organization_id for p in event.participants)} - {None}
    organizations = frozenset(o for o in named if o is not None)
    return Touched(
        holdings=frozenset(holdings),
        people=frozenset(people),
        organizations=organizations if event.type in _LIVES or _links(event) else frozenset(),
        moved=organizations if event.type in _MOVES | _LIVES else frozenset(),
    )


def _holdings(event: Event, person_id: int, organization_id: int) -> set[Holding]:
    found = {Holding(person_id, event.title_id, organization_id)}
    for left in event.participants_as(Role.LEFT_POST):
        found.add(Holding(person_id, left.title_id, left.organization_id or organization_id))
    for before in event.participants_as(Role.SUCCEEDED):
        if before.person_id is not None:
            found.add(Holding(before.person_id, event.title_id, organization_id))
    return found


def _links(event: Event) -> bool:
    """Whether it is a renaming of one organization into another, which ends and starts their lives."""
    return event.type is EventType.RENAMING and bool(event.participants)
