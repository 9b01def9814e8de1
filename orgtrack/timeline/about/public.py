"""What of a person or an organization may be handed to machines that collect it: nothing that is private."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgtrack.dates import PartialDate
from orgtrack.dates.partial import Precision
from orgtrack.model.vocabulary import Noun, Scheme
from orgtrack.store import Tracker
from orgtrack.store.read_public import named_in_public, private_events, public_names
from orgtrack.store.read_structure import spells_of
from orgtrack.tenures.hierarchy import Spell
from orgtrack.timeline.about.organization import Organization
from orgtrack.timeline.about.person import Person
from orgtrack.timeline.about.stays import Held

_PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_EXACT = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStay:
    """A stay with its dates as exactly as they are known and no more, None where they are vague."""

    title: str
    organization_id: int
    organization: str
    start: str | None
    end: str | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPerson:
    """A person with the latest stays."""

    id: int
    name: str
    names: tuple[str, ...]
    identifiers: tuple[tuple[Scheme, str], ...]
    stays: tuple[PublicStay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOrganization:
    """`parent` and `units` are pairs of a number and a name."""

    id: int
    name: str
    names: tuple[str, ...]
    identifiers: tuple[tuple[Scheme, str], ...]
    founded: str | None
    dissolved: str | None
    parent: tuple[int, str] | None
    units: tuple[tuple[int, str], ...]


def exactly(date: PartialDate | None) -> str | None:
    """The date as ISO 8601 has it, a day, a month or a year; None where it is anything vaguer."""
    if date is None or date.precision not in _EXACT or date.qualifier is not None or not _PLAIN.fullmatch(date.edtf):
        return None
    return date.edtf


def public_person(tracker: Tracker, person: Person) -> PublicPerson | None:
    """The person without anything private; None where no public event names the person."""
    if not named_in_public(tracker, Noun.PERSON, [person.id]):
        return None
    stays = [held for held in person.career if not held.stay.start_planned]
    private = private_events(tracker, {number for held in stays for number in _resting_on(held)})
    places = named_in_public(tracker, Noun.ORGANIZATION, {held.stay.organization_id for held in stays})
    return PublicPerson(
        id=person.id,
        name=person.name,
        names=tuple(public_names(tracker, Noun.PERSON, person.id)) if person.names else (),
        identifiers=person.identifiers,
        stays=tuple(
            PublicStay(
                title=held.title,
                organization_id=held.stay.organization_id,
                organization=held.organization,
                start=exactly(held.stay.start),
                end=None if held.stay.end_planned else exactly(held.stay.end),
                is_open=held.stay.is_open or held.stay.end_planned,
            )
            for held in stays
            if held.stay.organization_id in places and private.isdisjoint(_resting_on(held))
        ),
    )


def _resting_on(held: Held) -> set[int]:
    """Every event that a stay rests on."""
    found = {number for tenure in held.stay.tenures for number in tenure.event_ids}
    ends = {tenure.end_event_id for tenure in held.stay.tenures if tenure.end_event_id is not None}
    return found | ends


def public_organization(tracker: Tracker, organization: Organization) -> PublicOrganization | None:
    """The organization without anything private; None where no public event names it, or a private one renamed it."""
    if not named_in_public(tracker, Noun.ORGANIZATION, [organization.id]):
        return None
    founded = dissolved = parent = None
    units: list[tuple[int, str]] = []
    if organization.structure is not None:
        lives = organization.structure.lives
        edges = {number for life in lives for number in (life.start_event_id, life.end_event_id) if number is not None}
        private = private_events(tracker, edges)
        if lives and lives[0].start_event_id not in private and not lives[0].start_planned:
            founded = exactly(lives[0].start)
        if lives and lives[-1].end_event_id not in private and not lives[-1].end_planned:
            dissolved = exactly(lives[-1].end)
        above = {spell: above.name for above in organization.structure.parents if (spell := above.spell)}
        known = _standing(tracker, list(above))
        parent = (known[-1].parent_id or 0, above[known[-1]]) if known else None
        units = _units(tracker, organization)
    return PublicOrganization(
        id=organization.id,
        name=organization.name,
        names=tuple(public_names(tracker, Noun.ORGANIZATION, organization.id)) if organization.names else (),
        identifiers=organization.identifiers,
        founded=founded,
        dissolved=dissolved,
        parent=parent,
        units=tuple(units),
    )


def _standing(tracker: Tracker, spells: list[Spell]) -> list[Spell]:
    """Those of the spells that go on, by a public event, below a parent that one names."""
    going_on = [s for s in spells if s.parent_id is not None and s.end is None and not s.is_plan and s.event_id]
    private = private_events(tracker, {spell.event_id for spell in going_on})
    named = named_in_public(tracker, Noun.ORGANIZATION, {spell.parent_id or 0 for spell in going_on})
    return [spell for spell in going_on if spell.event_id not in private and spell.parent_id in named]


def _units(tracker: Tracker, organization: Organization) -> list[tuple[int, str]]:
    assert organization.structure is not None
    units = {unit.id: unit.name for unit in organization.structure.units}
    spells = [spell for found in spells_of(tracker, units).values() for spell in found]
    below = {spell.organization_id for spell in _standing(tracker, spells) if spell.parent_id == organization.id}
    named = named_in_public(tracker, Noun.ORGANIZATION, below)
    return [(number, name) for number, name in units.items() if number in named]
