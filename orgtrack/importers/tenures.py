"""A tenure a row: an appointment and, with an end, a departure that names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from orgtrack.dates import describe
from orgtrack.errors import OrgtrackError, shown
from orgtrack.importers.row import KEY, NAME_PARTS, Row
from orgtrack.importers.words import NOBODY, STILL_IN_POST
from orgtrack.importers.work import RowRefused, Work
from orgtrack.lookup import Found, shipped_title
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Reason, Scheme
from orgtrack.names import fold
from orgtrack.names.scripts import is_latin
from orgtrack.record import edits
from orgtrack.record.changes import remove_event
from orgtrack.record.dating import UNKNOWN
from orgtrack.record.entry import Outcome
from orgtrack.record.facts import Fact, Facts, Held
from orgtrack.record.numbers import Numbers
from orgtrack.record.parts import checked_text
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending
from orgtrack.store.imports import events_keyed
from orgtrack.store.rows import Row as Stored

# A row tells of a person; in some registers only organizations have numbers.
_OF_PEOPLE = (Scheme.WIKIDATA, Scheme.CIK, Scheme.COMPANIES_HOUSE)
NUMBERS = (*_OF_PEOPLE, *(f"organization_{scheme}" for scheme in Scheme))
TENURE_COLUMNS = (
    *("person", "title", "organization", "start", "end", "source", "published", "quote", "acting", "reason"),
    *("confirmed", "note", *NUMBERS, *NAME_PARTS),
)
# What parts the names of several people in one cell; "and" in no language but this is never part of a name.
_SEVERAL = re.compile(r"[\n;|]| / | & | and ")
_MARKED = ("person", "title", "organization", "start", "end")
_MARKS = re.compile(r"(?<=[^\s\[]) ?(?:\[(?:[0-9]{1,3}|[a-z]{1,2}|(?:note|nb|n) [0-9]{1,3}|citation needed)\])+$")
# The last day that a database knows, where it means that there is no end.
_NEVER = re.compile(r"9999-?12-?31(?:[T ][0-9:.]+Z?)?|31[./-]12[./-]9999|12/31/9999")

NUMBER_WORDS = {
    "organization_lei": ("lei", "legal entity identifier"),
    "organization_ticker": ("ticker",),
    "organization_isin": ("isin",),
    "organization_companies-house": ("company number", "companies house number", "company registration number"),
}


def number_columns(fields: Iterable[str], noun: Noun) -> tuple[tuple[str, str], ...]:
    """The registers of which the file has numbers for this noun, each with its field; plain ones are of the person."""
    prefix = "" if noun is Noun.PERSON else f"{noun}_"
    given = set(fields)
    return tuple((str(scheme), f"{prefix}{scheme}") for scheme in Scheme if f"{prefix}{scheme}" in given)


def tenure(work: Work, row: Row) -> list[Outcome]:
    """Record a tenure. A blank end is ongoing, a blank start is not known."""
    row = _without_marks(work, row)
    try:
        return _recorded(work, row)
    except OrgtrackError as error:
        found = list(_refused(work, row))
        raise RowRefused(found) if found else error from None


def _without_marks(work: Work, row: Row) -> Row:
    """The row without the marks of footnotes behind its cells, as they come with tables of the web: Ann Lee[a]."""
    marked = [name for name in _MARKED if row.cell(name).endswith("]") and _MARKS.search(row.cell(name))]
    if not marked:
        return row
    cells = dict(row.cells)
    for name in marked:
        cells[name] = _MARKS.sub("", cells[name])
        work.understood["marks of footnotes as none"] += 1
    return Row(row.line, cells)


def _recorded(work: Work, row: Row) -> list[Outcome]:
    facts, numbers = work.facts, work.facts.numbers
    person, organization = _person(work, row), _organization(work, row)
    behind = facts.source(row.cell("source"), row.cell("published"))
    start, end = _term(facts, row.cell("start"), _end(work, row), behind, organization)
    rest = _Rest(work, row)
    outcomes = [Outcome.CHANGED] if facts.numbers > numbers else []
    begun: list[tuple[Held, Event | None]] = []
    for held in _titles(facts, row):
        if end and not start:
            begun.append((held, None))
            continue
        kind = EventType.APPOINTMENT if start else EventType.IN_POST
        when = facts.when(start or UNKNOWN, behind, organization, kind)
        fact = Fact(kind, person, held, organization, when, behind, rest.acting, rest.quote, rest.note)
        if work.options.blank_end == UNKNOWN and not row.cell("end"):
            fact = replace(fact, end_unknown=True)
        outcomes += _moved(work, row, fact, end)
        event, outcome = facts.record(fact)
        if event is not None and event.id in work.closed and not fact.end_unknown:
            outcomes.append(_back_again(work, event))
        begun.append((held, event))
        outcomes.append(outcome)
    # Titles that are several ("Chairman and CEO") end together, each its own stay.
    for held, opening in begun:
        if end:
            outcomes.append(facts.record(rest.left(person, held, organization, end, behind, opening))[1])
        if row.cell("confirmed"):
            when = facts.when(row.cell("confirmed"), behind, organization, EventType.IN_POST)
            outcomes.append(facts.record(Fact(EventType.IN_POST, person, held, organization, when, behind))[1])
        if opening is not None and (not end or row.cell(KEY)):
            work.seen[opening.id] = row.cell(KEY) or None
    return outcomes


class _Rest:
    """What a row says besides who, what, where and when."""

    __slots__ = ("_work", "acting", "note", "quote", "reason")

    def __init__(self, work: Work, row: Row) -> None:
        self._work = work
        self.acting = row.yes("acting")
        self.note = checked_text(row.cell("note"), "note") if row.cell("note") else None
        self.quote = checked_text(row.cell("quote"), "quote") if row.cell("quote") else None
        self.reason = row.cell("reason") or None
        if self.quote and not row.cell("source"):
            raise OrgtrackError("a quote needs its source; fill that cell too.")
        if self.reason and self.reason not in list(Reason):
            raise OrgtrackError(f"reason {shown(self.reason)} is none of {', '.join(Reason)}.")

    def left(
        self, person: Found, held: Held, organization: Found, end: str, behind: Stored | None, begun: Event | None
    ) -> Fact:
        """The departure at the end of the row; what an appointment before it has told is not told twice."""
        return Fact(
            EventType.DEPARTURE,
            person,
            replace(held, text=None) if begun and held.text else held,
            organization,
            self._work.facts.when(end, behind, organization, EventType.DEPARTURE),
            behind,
            acting=self.acting,
            quote=self.quote,
            note=None if begun else self.note,
            reason=self.reason,
            last_day=self._work.options.last_day,
            ends=begun,
        )


def _person(work: Work, row: Row) -> Found:
    cell = row.cell("person")
    if not cell:
        raise OrgtrackError("is empty; a tenure needs one.")
    if fold(cell) in NOBODY:
        raise OrgtrackError(
            f"{shown(cell)} says that there was nobody; leave the row out, or record that with 'orgtrack add vacancy'."
        )
    if _SEVERAL.search(cell) and _are_several(cell):
        raise OrgtrackError(f"{shown(cell)} holds several names; give each a row of their own.")
    return work.facts.person(cell, _numbers(row, work.person_numbers) if work.person_numbers else ())


def _are_several(cell: str) -> bool:
    """Whether two whole names stand in the cell, and not one in two scripts."""
    names = [part for part in _SEVERAL.split(cell) if len(part.split()) > 1]
    return len(names) > 1 and len({is_latin(name) for name in names}) == 1


def _organization(work: Work, row: Row) -> Found:
    cell = row.cell("organization")
    if not cell:
        raise OrgtrackError("is empty; a tenure needs one.")
    return work.facts.organization(cell, _numbers(row, work.organization_numbers) if work.organization_numbers else ())


def _numbers(row: Row, columns: Iterable[tuple[str, str]]) -> Numbers:
    """The numbers in registers by which the row names a record."""
    return tuple((scheme, row.cell(column)) for scheme, column in columns if row.cell(column))


def _titles(facts: Facts, row: Row) -> Iterable[Held]:
    """The titles of a cell: several where they are parted by semicolons, or by lines that are known titles each."""
    cell = row.cell("title")
    if ";" not in cell and "\n" not in cell:
        return facts.titles(cell)
    parts = [part.strip() for part in re.split("[;\n]", cell) if part.strip()]
    if ";" in cell or all(shipped_title(part) for part in parts):
        return [held for part in parts for held in facts.titles(part)]
    return facts.titles(" ".join(parts))


def _end(work: Work, row: Row) -> str:
    """The words of the end; '' for somebody who is still in the post."""
    cell = row.cell("end")
    if cell in work.options.ongoing:
        return ""
    if not cell or cell[0].isdigit():
        if _NEVER.fullmatch(cell):
            work.understood[f"{shown(cell)} as still in the post"] += 1
            return ""
        return cell
    if fold(cell) in {fold(text) for text in work.options.ongoing}:
        return ""
    if fold(cell.replace("_", " ")) in STILL_IN_POST:
        work.understood[f"{shown(cell)} as still in the post"] += 1
        return ""
    return cell


def _back_again(work: Work, opening: Event) -> Outcome:
    """Take back what an import with --close-missing told of this row when it was gone."""
    work.batch.flush()
    sighting = event_on_record(work.entry.tracker, work.closed.pop(opening.id))
    assert sighting is not None
    work.entry.remark(f"e{sighting.id} ({sighting.note}) is taken back: the row of e{opening.id} is in the file again")
    remove_event(work.entry, sighting)
    if opening.person_id is not None:
        work.batch.forget(opening.person_id)
    return Outcome.CHANGED


def _term(facts: Facts, start: str, end: str, behind: Stored | None, organization: Found) -> tuple[str, str]:
    """The start and the end, told apart where words in one cell tell both: 2001–2005, since 1 July 2020."""
    date = facts.when(start, behind, organization, EventType.APPOINTMENT).date.edtf if start else ""
    first, _, last = date.partition("/")
    if not last or first == ".." or start == date:
        return start, end
    if last == "..":
        return first, end
    if end:
        raise OrgtrackError(f"the start, {shown(start)}, tells of an end too, and there is another: {shown(end)}.")
    return first, last


def _moved(work: Work, row: Row, fact: Fact, end: str) -> list[Outcome]:
    """What a row that was imported before under its key now says otherwise: a corrected start or end."""
    key = row.cell(KEY)
    if not key:
        return []
    tracker, outcomes = work.entry.tracker, []
    for number in events_keyed(tracker, work.options.key, key):
        known = event_on_record(tracker, number)
        if known is None or known.title_id != fact.held.id:
            continue
        if known.person_id != fact.person.id or known.organization_id != fact.organization.id:
            raise OrgtrackError(
                f"{work.options.key} {shown(key)} was imported before as e{number} ({known.headline}); correct that"
                " with 'orgtrack edit', or give the row a key of its own."
            )
        # The closer end first, or the last, so that no end stands before its start on the way.
        changes = [(known, fact.when)] if known.date.edtf != fact.when.date.edtf else []
        for closing in events_ending(tracker, number) if end else ():
            when = work.facts.when(end, fact.behind, fact.organization, EventType.DEPARTURE)
            if closing.date.edtf != when.date.edtf:
                first = when.date.certainly_before(known.date)
                changes.insert(len(changes) if first else 0, (closing, when))
        for event, when in changes:
            work.batch.flush()
            edits.edit(work.entry, f"e{event.id}", {"date": when.date.edtf or UNKNOWN})
            work.entry.remark(
                f"e{event.id} ({event.headline}) is now dated {describe(when.date)}, not {describe(event.date)}"
            )
            work.batch.forget(fact.person.id)
            outcomes.append(Outcome.CHANGED)
    return outcomes


def _refused(work: Work, row: Row) -> Iterable[tuple[str, OrgtrackError]]:
    """Each column of the row that is at fault by itself."""
    facts = work.facts
    nowhere = Found(noun=Noun.ORGANIZATION, id=0, name="")
    behind: Stored | None = None

    def read_source() -> None:
        nonlocal behind
        behind = facts.source(row.cell("source"), row.cell("published"))

    def read_date(text: str) -> Callable[[], object]:
        return lambda: facts.when(text, behind, nowhere, EventType.DEPARTURE) if text else None

    for column, read in (
        ("person", lambda: _person(work, row)),
        ("organization", lambda: _organization(work, row)),
        ("title", lambda: _titles(facts, row)),
        ("source", read_source),
        ("start", read_date(row.cell("start"))),
        ("end", read_date(_end(work, row))),
        ("confirmed", read_date(row.cell("confirmed"))),
    ):
        try:
            read()
        except OrgtrackError as error:
            yield column, error
