"""The shapes of a table: the fields it may have, those that tell it, and what to record of a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from orgtrack.importers.lists import NAME_COLUMNS, ORGANIZATION_COLUMNS, PERSON_COLUMNS
from orgtrack.importers.lists import name as name_row
from orgtrack.importers.lists import organization as organization_row
from orgtrack.importers.lists import person as person_row
from orgtrack.importers.moves import MOVE_COLUMNS
from orgtrack.importers.moves import move as move_row
from orgtrack.importers.row import Row
from orgtrack.importers.tenures import NUMBER_WORDS, TENURE_COLUMNS
from orgtrack.importers.tenures import tenure as tenure_row
from orgtrack.importers.told import kept_ids
from orgtrack.importers.told import told as event_row
from orgtrack.importers.words import OF_PEOPLE
from orgtrack.importers.work import Work
from orgtrack.record.entry import Outcome
from orgtrack.record.kept import KeptIds
from orgtrack.schema.views import TIMELINE_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a table holds: its fields, those it needs, which tell it from others, and what to record of a row.

    `words` are headers that mean a field only in this shape, `unlike` those beside which the shape has to be said. With
    `gathers` rows wait to be written many at once. `tells_ids` finds the ids in rows that a tracker which holds nothing
    yet is to keep.
    """

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    told_by: str
    fits: Callable[[Collection[str]], bool]
    record: Callable[[Work, Row], list[Outcome]]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unlike: frozenset[str] = frozenset()
    gathers: bool = False
    tells_ids: Callable[[Iterable[Row]], KeptIds | None] | None = None


_FROM_OR_TO = frozenset({"from_title", "from_organization", "to_title", "to_organization"})
_OF_ORGANIZATIONS = frozenset({"kind", "start", "end", "parent", "fiscal_year_end", "former_name"})

SHAPES = (
    Shape(
        name="events",
        columns=tuple(TIMELINE_COLUMNS),
        needed=("date", "type"),
        told_by="date and type",
        fits=lambda fields: {"date", "type"} <= set(fields),
        record=event_row,
        tells_ids=kept_ids,
    ),
    Shape(
        name="moves",
        columns=MOVE_COLUMNS,
        needed=("date", "person"),
        told_by="date, person, and where from or to",
        fits=lambda fields: {"date", "person"} <= set(fields) and not _FROM_OR_TO.isdisjoint(fields),
        record=move_row,
        words={
            "from_organization": ("from",),
            "to_organization": ("to", "company", "firm", "organization", "employer"),
            "to_title": ("title", "role", "position", "job title"),
        },
    ),
    Shape(
        name="tenures",
        columns=TENURE_COLUMNS,
        needed=("person", "organization"),
        told_by="person, organization or title, and start or end",
        fits=lambda fields: (
            "person" in fields
            and not {"organization", "title"}.isdisjoint(fields)
            and not {"start", "end"}.isdisjoint(fields)
        ),
        record=tenure_row,
        words=NUMBER_WORDS,
        gathers=True,
    ),
    Shape(
        name="names",
        columns=NAME_COLUMNS,
        needed=NAME_COLUMNS,
        told_by=", ".join(NAME_COLUMNS),
        fits=lambda fields: set(NAME_COLUMNS) <= set(fields),
        record=name_row,
    ),
    Shape(
        name="organizations",
        columns=ORGANIZATION_COLUMNS,
        needed=("name",),
        told_by="name, and kind, start, end or parent",
        fits=lambda fields: "name" in fields and not _OF_ORGANIZATIONS.isdisjoint(fields),
        unlike=OF_PEOPLE,
        record=organization_row,
        words={
            "start": ("founded", "founded on", "established", "formed"),
            "end": ("dissolved", "closed", "abolished"),
            "companies-house": NUMBER_WORDS["organization_companies-house"],
        },
    ),
    Shape(
        name="people",
        columns=PERSON_COLUMNS,
        needed=("name",),
        told_by="--shape people, and name",
        fits=lambda fields: False,
        record=person_row,
        words={"name": ("person", "full name", "person name")},
    ),
)
