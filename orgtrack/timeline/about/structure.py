"""Where an organization stands: its parents in turn, what is directly below it, what it came from and went into."""

from __future__ import annotations

from dataclasses import dataclass

from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_records import parts_of
from orgtrack.store.read_structure import companies_of, lives_of, spells_of
from orgtrack.store.reading import Names
from orgtrack.tenures.hierarchy import Spell
from orgtrack.tenures.lives import Life
from orgtrack.timeline.about.parts import MOST_TOLD
from orgtrack.timeline.lineage import lineage_listing
from orgtrack.timeline.listing import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """What stands directly below an organization now."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """A parent in its time; the name is empty where the organization stood below nobody."""

    name: str
    spell: Spell


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """`company` is the number and name of the one at the top, where that is another organization."""

    company: tuple[int, str] | None
    lives: tuple[Life, ...]
    parents: tuple[Above, ...]
    units: tuple[Below, ...]
    is_all_units: bool

    @property
    def has_parent(self) -> bool:
        """Whether it ever stood below another."""
        return any(above.spell.parent_id is not None for above in self.parents)


def structure_of(tracker: Tracker, organization_id: int) -> Structure:
    """The life, the parents and the units of an organization that is on record."""
    spells = spells_of(tracker, [organization_id])[organization_id]
    top = companies_of(tracker, [organization_id]).get(organization_id)
    names = Names(tracker, "organizations")
    names.know([top], (spell.parent_id for spell in spells))
    units = parts_of(tracker, organization_id, MOST_TOLD + 1)
    return Structure(
        company=(top, names.by_id[top] or "") if top not in (None, organization_id) else None,
        lives=tuple(lives_of(tracker, [organization_id])),
        parents=tuple(Above(name=names.by_id[spell.parent_id] or "", spell=spell) for spell in spells),
        units=tuple(Below(id=row["id"], name=row["name"], kind=row["kind"]) for row in units[:MOST_TOLD]),
        is_all_units=len(units) <= MOST_TOLD,
    )


def lineage_of(tracker: Tracker, organization_id: int) -> tuple[Row, ...]:
    """What the organization came from and went into, as `lineage_listing` has it for readers."""
    listing = lineage_listing(tracker, Noun.ORGANIZATION.id(organization_id))
    return tuple(row for batch in listing.rows for row in batch)
