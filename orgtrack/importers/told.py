"""Events as an export writes them, one a row with its citations; and as people write them, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from orgtrack.dates import UNDATED, Basis, PartialDate, parse_edtf
from orgtrack.errors import OrgtrackError, Problem, shown
from orgtrack.importers.row import Row
from orgtrack.importers.words import MOVES
from orgtrack.importers.work import Work
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import EVERY_POST, Slot
from orgtrack.model.vocabulary import EventType, Manner, Noun, Status, Visibility, read_id
from orgtrack.names import fold
from orgtrack.record import add_claim, changes, edits
from orgtrack.record.citing import cite_claim, read_says
from orgtrack.record.dating import UNKNOWN
from orgtrack.record.entry import Outcome
from orgtrack.record.kept import KeptIds
from orgtrack.record.sources import source

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
# In which column the id of a name stands.
_IDS = {
    "person_id": (Noun.PERSON, "person"),
    "title_id": (Noun.TITLE, "title"),
    "organization_id": (Noun.ORGANIZATION, "organization"),
    "company_id": (Noun.ORGANIZATION, "company"),
}
_LISTS = frozenset({Slot.PREDECESSORS, Slot.SUCCESSORS, Slot.SUCCEEDING})
_CITED = ("sources", "published", "quotes", "says")


def told(work: Work, row: Row) -> list[Outcome]:
    """A row as `export timeline` writes it: one event with its citations."""
    first, *others = _claims(work, row)
    ids = work.entry.importing.ids if work.entry.importing is not None else None
    if ids is not None:
        return _as_it_was(work, row, ids, first, others)
    recorded = add_claim(work.entry, first)
    event_id = recorded[0].event_id
    outcomes = [one.outcome for one in recorded]
    cited = [changes.cite(work.entry, f"e{event_id}", claim).outcome for claim in others]
    _note_id(work, row, event_id)
    # Further citations of an event that is new are part of it.
    return outcomes if outcomes[0] is Outcome.NEW else [*outcomes, *cited]


def _note_id(work: Work, row: Row, event_id: int) -> None:
    if row.cell("id"):
        work.events[row.cell("id")] = event_id
    for name in ("supersedes", "ends"):
        if row.cell(name):
            work.pointers.append((row.line, event_id, name, row.cell(name)))


def kept_ids(rows: Iterable[Row]) -> KeptIds | None:
    """The ids of an export; None where the ids of events are not as one writes them, or one id is of two.

    Only an organization that the rows rename has several names; it begins with the one that its first renaming ends.
    """
    ids = KeptIds()
    seen: set[str] = set()
    for row in rows:
        cell = row.cell("id")
        if cell in seen or (cell and not ids.note(Noun.EVENT, cell, cell)):
            return None
        seen.update([cell] if cell else [])
        for column, (noun, name) in _IDS.items():
            if row.cell(column) and row.cell(name) and not ids.note(noun, row.cell(column), row.cell(name)):
                return None
        if row.cell("type") == EventType.RENAMING and row.cell("status") == Status.HAPPENED and row.cell("new_name"):
            ids.rename(row.cell("organization_id"), row.cell("organization"), row.cell("new_name"))
    return ids if seen and ids.are_sound else None


def _as_it_was(work: Work, row: Row, ids: KeptIds, first: Claim, others: list[Claim]) -> list[Outcome]:
    """An event of an export under its own id, about the records that have theirs, dated as it says."""
    words = dict(first.words)
    for column, (noun, name) in _IDS.items():
        if name in _SLOTS and ids.has(noun, row.cell(column)) and words[_SLOTS[name]]:
            words[_SLOTS[name]] = (row.cell(column),)
    number = read_id(row.cell("id"))
    claim = replace(
        first,
        words=words,
        dated=_bounded(row, first.dated or (UNDATED if first.date == UNKNOWN else None)),
        settled=True,
        new_event=True,
        number=number[1] if number else ids.free(Noun.EVENT),
    )
    event_id = add_claim(work.entry, claim)[0].event_id
    for other in others:
        cite_claim(work.entry, other, event_id, source(work.entry, other.source))
    _note_id(work, row, event_id)
    return [Outcome.NEW]


def _bounded(row: Row, date: PartialDate | None) -> PartialDate | None:
    """The date with the bounds that its sources gave it, where the row has such."""
    if date is None:
        return None
    earliest, latest = (
        parse_edtf(row.cell(name)).earliest if row.cell(name) else None for name in ("date_earliest", "date_latest")
    )
    later = earliest if date.earliest is None else max(earliest or date.earliest, date.earliest)
    sooner = latest if date.latest is None else min(latest or date.latest, date.latest)
    if later is not None and sooner is not None and later > sooner:  # the date was edited, and they are of another
        return date
    return replace(date, earliest=later, latest=sooner)


def point(work: Work) -> list[Problem]:
    """Set what rows say of each other by their ids, once all are recorded."""
    problems = []
    for line, event_id, name, text in work.pointers:
        if text not in work.events:
            problems.append(Problem(line=line, column=name, message=f"{shown(text)} is the id of no row of this file."))
        else:
            edits.edit(work.entry, f"e{event_id}", {name: f"e{work.events[text]}"})
    return problems


def _type(work: Work, row: Row) -> tuple[EventType, Manner | str, str]:
    """The type of a row's event, with the manner and the reason that a plain word tells besides."""
    cell, manner, reason = row.cell("type"), row.cell("manner"), row.cell("reason")
    if cell in list(EventType):
        return EventType(cell), manner, reason
    meant = MOVES.get(fold(cell))
    if meant is None:
        raise OrgtrackError(
            f"type {shown(cell)} is none of {', '.join(EventType)}; say what it means with"
            f" --map-value 'type:{cell}=TYPE'."
        )
    event, how = meant
    work.understood[f"{shown(cell)} as {event}" + (f" ({how})" if how else "")] += 1
    if event is EventType.APPOINTMENT:
        return event, manner or how or "", reason
    return event, manner, reason or how or ""


def _claims(work: Work, row: Row) -> Iterator[Claim]:
    """The event of a row with its first citation, then a claim for each further one."""
    for column, values in (("status", Status), ("visibility", Visibility)):
        if row.cell(column) and row.cell(column) not in list(values):
            raise OrgtrackError(f"{column} {shown(row.cell(column))} is none of {', '.join(values)}.")
    event, manner, reason = _type(work, row)
    first, *others = _citations(row) or [{}]
    dated = _dated(row)
    yield Claim(
        type=event,
        words=_words(row, event),
        date=row.cell("date") or UNKNOWN,
        dated=dated,
        announced=row.cell("announced"),
        status=Status(row.cell("status")) if row.cell("status") else None,
        acting=row.yes("acting"),
        manner=manner,
        reason=reason,
        day_first=work.options.day_first,
        last_day=row.yes("last_day"),
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
