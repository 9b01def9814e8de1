"""The shapes of a table, told by its headers, and what each row of it claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from orgtrack.dates import Basis, PartialDate, parse_edtf
from orgtrack.errors import OrgtrackError, Problem, Problems, shown
from orgtrack.importers.reading import Table
from orgtrack.importers.row import Row
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import EVERY_POST, Slot
from orgtrack.model.vocabulary import EventType, NameKind, Noun, OrganizationKind, Status, Visibility
from orgtrack.names import fold
from orgtrack.record import Entry, Recorded, add_claim, changes, edits, naming
from orgtrack.record.citing import read_says
from orgtrack.record.dating import UNKNOWN
from orgtrack.schema.views import TIMELINE_COLUMNS
from orgtrack.store.events import event as event_on_record

_SLOTS = {
    "person": Slot.PERSON,
    "title": Slot.TITLE,
    "organization": Slot.ORGANIZATION,
    "from_title": Slot.FROM_TITLE,
    "from_organization": Slot.FROM_ORGANIZATION,
    "parent": Slot.PARENT,
    "succeeding": Slot.SUCCEEDING,
    "predecessors": Slot.PREDECESSORS,
    "successors": Slot.SUCCESSORS,
    "amount": Slot.AMOUNT,
    "new_name": Slot.NEW_NAME,
    "new_kind": Slot.NEW_KIND,
    "to_title": Slot.TO_TITLE,
    "to_organization": Slot.TO_ORGANIZATION,
}
_LISTS = frozenset({Slot.PREDECESSORS, Slot.SUCCESSORS, Slot.SUCCEEDING})
_CITED = ("sources", "published", "quotes", "says")
TENURE_COLUMNS = ("person", "title", "organization", "start", "end", "source", "published", "quote", "acting", "note")
NAME_COLUMNS = ("kind", "name", "other_name", "name_kind")
ORGANIZATION_COLUMNS = ("name", "kind", "fiscal_year_end", "note")


@dataclass(slots=True)
class Rows:
    """What the rows before said by their ids: which event each became, and which of them point at others."""

    events: dict[str, int] = field(default_factory=dict)
    pointers: list[tuple[int, int, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a table holds: its columns, those it needs, and what to record of a row."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    record: Callable[[Entry, Row, Rows], list[Recorded]]


def shape_of(table: Table) -> Shape:
    """The shape whose headers the table has; refused, with what is wrong, when none fits."""
    for shape in SHAPES:
        if set(shape.needed) <= set(table.headers):
            _check_headers(table, shape.columns)
            return shape
    listed = "; ".join(f"{shape.name} needs {', '.join(shape.needed)}" for shape in SHAPES)
    raise OrgtrackError(f"{table.place}: the header {shown(','.join(table.headers))} is of no known shape: {listed}.")


def _check_headers(table: Table, known: Sequence[str]) -> None:
    """Refuse a table with a header that is not known."""
    problems = [
        Problem(
            line=table.line, column=shown(header), message=f"is no column of this shape; it has {', '.join(known)}."
        )
        for header in table.headers
        if header not in known
    ]
    if problems:
        raise Problems(table.place, problems)


def _event_row(entry: Entry, row: Row, rows: Rows) -> list[Recorded]:
    """A row as `export timeline` writes it: one event with its citations."""
    first, *others = _claims(row)
    recorded = add_claim(entry, first)
    event_id = recorded[0].event_id
    for claim in others:
        changes.cite(entry, f"e{event_id}", claim)
    if row.cell("id"):
        rows.events[row.cell("id")] = event_id
    for name in ("supersedes", "ends"):
        if row.cell(name):
            rows.pointers.append((row.line, event_id, name, row.cell(name)))
    return recorded


def point(entry: Entry, rows: Rows) -> list[Problem]:
    """Set what rows say of each other by their ids, once all are recorded."""
    problems = []
    for line, event_id, name, text in rows.pointers:
        if text not in rows.events:
            problems.append(Problem(line=line, column=name, message=f"{shown(text)} is the id of no row of this file."))
        else:
            edits.edit(entry, f"e{event_id}", {name: f"e{rows.events[text]}"})
    return problems


def _claims(row: Row) -> Iterator[Claim]:
    """The event of a row with its first citation, then a claim for each further one."""
    for column, values in (("type", EventType), ("status", Status), ("visibility", Visibility)):
        if (row.cell(column) or column == "type") and row.cell(column) not in list(values):
            raise OrgtrackError(f"{column} {shown(row.cell(column))} is none of {', '.join(values)}.")
    event = EventType(row.cell("type"))
    first, *others = _citations(row) or [{}]
    dated = _dated(row)
    yield Claim(
        type=event,
        words=_words(row, event),
        date=row.cell("date") or UNKNOWN,
        dated=dated,
        announced=row.cell("announced"),
        status=Status(row.cell("status")) if row.cell("status") else None,
        acting=_yes(row, "acting"),
        manner=row.cell("manner"),
        reason=row.cell("reason"),
        last_day=_yes(row, "last_day"),
        end_unknown=row.cell("end_state") == UNKNOWN,
        note=row.cell("note"),
        title_text=row.cell("title_text"),
        private=row.cell("visibility") == Visibility.PRIVATE,
        **_cited(first),
    )
    for other in others:
        yield Claim(type=event, words={}, **_cited(other))


def _dated(row: Row) -> PartialDate | None:
    """The date of an exported row, which says how it was read; None where the words are still to be read."""
    if not row.cell("date_basis"):
        return None
    if row.cell("date_basis") not in list(Basis):
        raise OrgtrackError(f"date_basis {shown(row.cell('date_basis'))} is none of {', '.join(Basis)}.")
    anchor = parse_edtf(row.cell("date_anchor")).earliest if row.cell("date_anchor") else None
    text = row.cell("date_text")
    return replace(parse_edtf(row.cell("date")), basis=Basis(row.cell("date_basis")), anchor=anchor, text=text)


def _citations(row: Row) -> list[dict[str, str]]:
    """One citation a line of the sources cell; the cells beside it have as many lines, or none."""
    count = len(row.cell("sources").split("\n")) if row.cell("sources") else 0
    cells = {}
    for name in _CITED:
        lines = row.cell(name).split("\n") if row.cell(name) else [""] * count
        if len(lines) != count:
            raise OrgtrackError(f"{name} has {len(lines)} lines where sources has {count}; give one for each source.")
        cells[name] = lines
    return [{name: cells[name][line] for name in _CITED} for line in range(count)]


def _cited(citation: Mapping[str, str]) -> dict[str, Any]:
    source = SourceClaim(where=citation.get("sources", ""), published=citation.get("published", ""))
    says = citation.get("says", "")
    return {"source": source, "quote": citation.get("quotes", ""), "says": (read_says(says),) if says else ()}


def _words(row: Row, event: EventType) -> dict[Slot, tuple[str, ...]]:
    words: dict[Slot, tuple[str, ...]] = {Slot.HEADLINE: (row.cell("headline"),)}
    for column, slot in _SLOTS.items():
        cell = row.cell(column)
        parts = [part.strip() for part in cell.split(";")] if slot in _LISTS else [cell]
        words[slot] = tuple(part for part in parts if part)
    if event is EventType.DEPARTURE and not words[Slot.TITLE] and fold(row.cell("title_text")) == EVERY_POST:
        words[Slot.TITLE] = (EVERY_POST,)
    return words


def _yes(row: Row, name: str) -> bool:
    cell = row.cell(name).lower()
    if cell not in ("", "yes", "no"):
        raise OrgtrackError(f"{name} is yes or no, not {shown(row.cell(name))}.")
    return cell == "yes"


def _tenure_row(entry: Entry, row: Row, _rows: Rows) -> list[Recorded]:
    """A tenure: an appointment and, with an end, a departure. A blank end is ongoing, a blank start is not known."""
    words = {slot: (row.cell(slot),) for slot in (Slot.PERSON, Slot.TITLE, Slot.ORGANIZATION)}
    for slot in (Slot.PERSON, Slot.ORGANIZATION):
        if not row.cell(slot):
            raise OrgtrackError(f"{slot} is empty; a tenure needs one.")
    begun = Claim(
        type=EventType.APPOINTMENT if row.cell("start") else EventType.IN_POST,
        words=words,
        date=row.cell("start") or UNKNOWN,
        acting=_yes(row, "acting"),
        source=SourceClaim(where=row.cell("source"), published=row.cell("published")),
        quote=row.cell("quote"),
        note=row.cell("note"),
    )
    if not row.cell("end"):
        return add_claim(entry, begun)
    ended = replace(begun, type=EventType.DEPARTURE, date=row.cell("end"), note="")
    if not row.cell("start"):
        return add_claim(entry, ended)
    recorded = add_claim(entry, begun)
    for one in list(recorded):
        # Titles that are several ("Chairman and CEO") end together, each its own stay.
        title = event_on_record(entry.tracker, one.event_id)
        assert title is not None
        held = {**words, Slot.TITLE: (Noun.TITLE.id(title.title_id or 0),)}
        recorded += add_claim(entry, replace(ended, words=held, ends=f"e{one.event_id}"))
    return recorded


def _name_row(entry: Entry, row: Row, _rows: Rows) -> list[Recorded]:
    """Another name of a person or an organization."""
    makers = {"person": naming.person, "organization": naming.organization}
    kind = row.cell("name_kind")
    if row.cell("kind") not in makers:
        raise OrgtrackError(f"kind {shown(row.cell('kind'))} is none of {', '.join(makers)}.")
    if kind and kind not in list(NameKind):
        raise OrgtrackError(f"name_kind {shown(kind)} is none of {', '.join(NameKind)}.")
    found = makers[row.cell("kind")](entry, row.cell("name"))
    naming.add_name(entry, found, row.cell("other_name"), NameKind(kind) if kind else None)
    return []


def _organization_row(entry: Entry, row: Row, _rows: Rows) -> list[Recorded]:
    """An organization, with what is known of it beside events."""
    kind = row.cell("kind") or OrganizationKind.COMPANY
    if kind not in list(OrganizationKind):
        raise OrgtrackError(f"kind {shown(kind)} is none of {', '.join(OrganizationKind)}.")
    found = naming.organization(entry, row.cell("name"), kind=OrganizationKind(kind))
    fields = {name: row.cell(name) for name in ("kind", "fiscal_year_end", "note") if row.cell(name)}
    if fields:
        edits.edit(entry, found.noun.id(found.id), fields)
    return []


SHAPES = (
    Shape(name="events", columns=tuple(TIMELINE_COLUMNS), needed=("date", "type"), record=_event_row),
    Shape(
        name="tenures",
        columns=TENURE_COLUMNS,
        needed=("person", "title", "organization", "start", "end"),
        record=_tenure_row,
    ),
    Shape(name="names", columns=NAME_COLUMNS, needed=NAME_COLUMNS, record=_name_row),
    Shape(name="organizations", columns=ORGANIZATION_COLUMNS, needed=("name", "kind"), record=_organization_row),
)
