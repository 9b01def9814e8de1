"""Lists of organizations, of people, and of other names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from orgtrack.dates import describe
from orgtrack.errors import OrgtrackError, shown
from orgtrack.importers.row import Row
from orgtrack.importers.words import STILL_IN_POST
from orgtrack.importers.work import Work
from orgtrack.lookup import Found
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, NameKind, Noun, OrganizationKind, Scheme
from orgtrack.names import fold
from orgtrack.record import Entry, add_claim, edits, naming
from orgtrack.record.entry import Outcome
from orgtrack.record.numbers import numbered
from orgtrack.store.events import event as event_on_record
from orgtrack.store.rows import by_id

NAME_COLUMNS = ("kind", "name", "other_name", "name_kind")
ORGANIZATION_COLUMNS = (
    *("name", "kind", "fiscal_year_end", "note", "start", "end", "parent", "former_name", "other_name", "source"),
    *("published", *Scheme),
)
PERSON_COLUMNS = ("name", "note", "other_name", *Scheme)


def name(work: Work, row: Row) -> list[Outcome]:
    """Another name of a person or an organization."""
    makers = {"person": naming.person, "organization": naming.organization}
    kind = row.cell("name_kind")
    if row.cell("kind") not in makers:
        raise OrgtrackError(f"kind {shown(row.cell('kind'))} is none of {', '.join(makers)}.")
    if kind and kind not in list(NameKind):
        raise OrgtrackError(f"name_kind {shown(kind)} is none of {', '.join(NameKind)}.")
    work.entry.begin_claim()
    made = len(work.entry.made)
    found = makers[row.cell("kind")](work.entry, row.cell("name"))
    added = naming.add_name(work.entry, found, row.cell("other_name"), NameKind(kind) if kind else None)
    return [_outcome(work.entry, made, changed=added)]


def person(work: Work, row: Row) -> list[Outcome]:
    """A person, with what is known of them beside events."""
    work.entry.begin_claim()
    made = len(work.entry.made)
    found = numbered(work.entry, Noun.PERSON, row.cell("name"), _numbers(row))
    changed = _set(work.entry, found.found, {"note": row.cell("note")}) or found.added
    changed |= _name_too(work.entry, found.found, row.cell("other_name"), None)
    return [_outcome(work.entry, made, changed=changed)]


def organization(work: Work, row: Row) -> list[Outcome]:
    """An organization, with what is known of it beside events, and when it came to be and ended."""
    kind = row.cell("kind")
    if kind and kind not in list(OrganizationKind):
        raise OrgtrackError(f"kind {shown(kind)} is none of {', '.join(OrganizationKind)}.")
    entry = work.entry
    entry.begin_claim()
    made = len(entry.made)
    named = numbered(entry, Noun.ORGANIZATION, row.cell("name"), _numbers(row), kind=kind)
    found = named.found
    fields = {column: row.cell(column) for column in ("kind", "fiscal_year_end", "note")}
    changed = _set(entry, found, fields) or named.added
    changed |= _name_too(entry, found, row.cell("former_name"), NameKind.FORMER)
    changed |= _name_too(entry, found, row.cell("other_name"), None)
    return [_outcome(entry, made, changed=changed), *_life(work, row, found)]


def _life(work: Work, row: Row, found: Found) -> list[Outcome]:
    own: dict[Slot, tuple[str, ...]] = {Slot.ORGANIZATION: (found.noun.id(found.id),)}
    parent = {Slot.PARENT: (row.cell("parent"),)} if row.cell("parent") else {}
    source = SourceClaim(where=row.cell("source"), published=row.cell("published"))
    claims = []
    if row.cell("start"):
        claims.append((EventType.FORMATION, row.cell("start"), {**own, **parent}))
    elif parent:
        claims.append((EventType.IN_EXISTENCE, "", {**own, **parent}))
    end = row.cell("end")
    ongoing = {fold(text) for text in work.options.ongoing} | STILL_IN_POST
    if end and fold(end.replace("_", " ")) not in ongoing and end not in work.options.ongoing:
        claims.append((EventType.DISSOLUTION, end, own))
    recorded = []
    for kind, date, words in claims:
        claim = Claim(
            type=kind,
            words=words,
            date=date,
            source=source,
            day_first=work.options.day_first,
            last_day=work.options.last_day and kind is EventType.DISSOLUTION,
        )
        recorded += add_claim(work.entry, claim)
    told = [event_on_record(work.entry.tracker, one.event_id) for one in recorded]
    if len(told) == 2 and told[0] and told[1] and told[1].date.certainly_before(told[0].date):
        raise OrgtrackError(
            f"The end, {describe(told[1].date)}, is certainly before the start, {describe(told[0].date)};"
            " correct one of them."
        )
    return [one.outcome for one in recorded]


def _numbers(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((str(scheme), row.cell(scheme)) for scheme in Scheme if row.cell(scheme))


def _set(entry: Entry, found: Found, fields: Mapping[str, str]) -> bool:
    """Set the fields that the row fills and that are otherwise on record; whether there were any."""
    row = by_id(entry.tracker, found.noun.table, found.id)
    assert row is not None
    differing = {field: text for field, text in fields.items() if text and row[field] != " ".join(text.split())}
    if differing:
        edits.edit(entry, found.noun.id(found.id), differing)
    return bool(differing)


def _name_too(entry: Entry, found: Found, cell: str, kind: NameKind | None) -> bool:
    """Give the record the names of a cell, parted by semicolons or lines; whether one was new."""
    names = [part.strip() for part in re.split("[;\n]", cell) if part.strip()]
    added = [naming.add_name(entry, found, one, kind) for one in names]
    return any(added)


def _outcome(entry: Entry, made_before: int, *, changed: bool) -> Outcome:
    if len(entry.made) > made_before:
        return Outcome.NEW
    return Outcome.CHANGED if changed else Outcome.KNOWN
