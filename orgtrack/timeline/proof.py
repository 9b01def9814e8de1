"""Why an event stands on record as it does: what is claimed, by whom, how it was understood, what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orgtrack.dates import Basis, PartialDate, describe
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.lookup import existing
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import Noun, Status, Visibility
from orgtrack.quotes import stands
from orgtrack.store import Tracker
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending, events_superseding
from orgtrack.store.read_evidence import entries_about, evidence, resolutions
from orgtrack.store.read_selection import Selection
from orgtrack.store.rows import Row
from orgtrack.store.sources import text_of
from orgtrack.store.tenures import tenures_of_holding
from orgtrack.tenures.tenure import order
from orgtrack.timeline.conflicts import Conflict, conflicts
from orgtrack.timeline.entries import entry_lines
from orgtrack.timeline.filters import named
from orgtrack.timeline.listing import Column, Listing
from orgtrack.timeline.listing import Row as Cells
from orgtrack.timeline.proof_effects import effects
from orgtrack.timeline.proof_lines import Line, Part
from orgtrack.timeline.rows import timeline_columns, timeline_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All there is to say for one event."""

    heading: str
    event_id: int
    lines: tuple[Line, ...]

    def parts(self) -> Iterator[tuple[Part, list[Line]]]:
        """The parts that have something to say, in order, with their lines."""
        for part in Part:
            if lines := [line for line in self.lines if line.part is part]:
                yield part, lines


def proof(tracker: Tracker, event_id: int, today: date) -> Proof:
    """The proof of an event on record; how sure what follows from it is, is said as of `today`."""
    event = event_on_record(tracker, event_id)
    assert event is not None
    selection = Selection(events=(event_id,))
    cited, entries = evidence(tracker, [event_id]), entries_about(tracker, event_id)
    lines = [
        *_facts(tracker, event, selection),
        *_sources(tracker, event_id, cited),
        *_rules(tracker, event, cited, entries),
        *effects(tracker, event, today),
        *(_contradiction(one) for one in conflicts(tracker, selection, resolved=True)),
        *(_decision(row) for row in resolutions(tracker, [event_id])),
        *(Line(part=Part.HISTORY, text=text) for text in entry_lines(entries)),
    ]
    return Proof(heading=event.headline, event_id=event_id, lines=tuple(lines))


def proofs(tracker: Tracker, what: Sequence[str], today: date) -> list[Proof]:
    """The proof of an event by its id, or of each event that a person's tenures in a post rest on, in order of time.

    `what` is an event's id, or a person, a title and an organization.
    """
    if len(what) == 1:
        found = named(tracker, what[0])
        if found.noun is not Noun.EVENT:
            raise Misused(
                f"{shown(what[0])} is no event; give its id, like e12, or a person, a title and an organization."
            )
        return [proof(tracker, found.id, today)]
    if len(what) != 3:
        raise Misused("Give the id of an event, like e12, or a person, a title and an organization.")
    nouns = (Noun.PERSON, Noun.TITLE, Noun.ORGANIZATION)
    person, title, organization = (existing(tracker, *pair) for pair in zip(nouns, what, strict=True))
    tenures = tenures_of_holding(tracker, person.id, title.id, organization.id)
    if not tenures:
        raise OrgtrackError(
            f"{person.written} is not on record as {title.name} of {organization.name}; 'orgtrack show"
            f" {person.noun.id(person.id)}' shows the posts there are."
        )
    numbers = dict.fromkeys(number for tenure in sorted(tenures, key=order) for number in tenure.event_ids)
    return [proof(tracker, number, today) for number in numbers]


def proof_listing(found: Sequence[Proof]) -> Listing:
    """The proofs as rows, for programs and spreadsheets."""
    rows: list[Cells] = [
        (Noun.EVENT.id(one.event_id), str(line.part), line.text, line.quote or None, line.url or None, line.id or None)
        for one in found
        for line in one.lines
    ]
    return Listing(columns=tuple(map(Column, _COLUMNS)), rows=iter([rows]), nothing="")


_COLUMNS = ("event", "part", "text", "quote", "url", "id")
# What other parts of the proof say already, or what only programs need.
_TOLD_ELSEWHERE = frozenset(
    (
        *("headline", "sources", "published", "quotes", "says", "id", "status", "visibility", "supersedes", "ends"),
        *("date", "date_text", "date_earliest", "date_latest", "date_precision", "date_qualifier", "date_basis"),
        "date_anchor",
    )
)


def _facts(tracker: Tracker, event: Event, selection: Selection) -> Iterator[Line]:
    marks = [] if event.status is Status.HAPPENED else [str(event.status)]
    marks += ["private"] if event.visibility is Visibility.PRIVATE else []
    words = f"date: {describe(event.date)}" + (f" ({', '.join(marks)})" if marks else "")
    yield Line(part=Part.FACT, text=words, id=Noun.EVENT.id(event.id))
    cells = next(timeline_rows(tracker, selection))[0]
    for column, cell in zip(timeline_columns(), cells, strict=True):
        if cell and column not in _TOLD_ELSEWHERE and not column.endswith("_id"):
            yield Line(part=Part.FACT, text=f"{column.replace('_', ' ')}: {cell}")


def _sources(tracker: Tracker, event_id: int, cited: Sequence[Row]) -> Iterator[Line]:
    if not cited:
        yield Line(part=Part.SOURCE, text=f"No source is on record; add one with 'orgtrack cite e{event_id}'.")
    texts: dict[int, str | None] = {}
    for row in cited:
        number = row["source_id"]
        if number not in texts:
            texts[number] = text_of(tracker, number) if row["sha256"] else None
        told = [_source(row)]
        if row["place"]:
            told.append(f"at {row['place']}")
        if row["says_field"]:
            told.append(f"says {row['says_field']} = {row['says_value']}")
        if row["quote"] and texts[number]:
            told.append(f"these words stand {stands(texts[number] or '', row['quote'])}")
        yield Line(
            part=Part.SOURCE,
            text="; ".join(told),
            quote=row["quote"] or "",
            url=row["url"] or "",
            id=Noun.SOURCE.id(number),
        )


def _source(row: Row) -> str:
    dates = [f"{what} {row[what]}" for what in ("published", "retrieved") if row[what]]
    details = ", ".join(text for text in (row["publisher"], *dates) if text)
    archived = f"; archived at {row['archive_url']}" if row["archive_url"] else ""
    return f"{row['title'] or row['url']}" + (f" ({details})" if details else "") + archived


_BASES = {
    Basis.STATED: "as stated",
    Basis.RELATIVE: "by what it is relative to",
    Basis.CONVENTION: "by a convention of writing dates",
    Basis.OPTION: "by an option of the command",
}


def _rules(tracker: Tracker, event: Event, cited: Sequence[Row], entries: Sequence[Row]) -> Iterator[Line]:
    yield Line(part=Part.RULE, text=_date_rule(event.date))
    telling = len({row["source_id"] for row in cited})
    if telling > 1:
        yield Line(
            part=Part.RULE,
            text=f"{telling} sources tell of this one event: their parts are the same, and their dates overlap or a"
            " person said that they mean the same.",
        )
    if event.date.is_undated and event.date.latest:
        yield Line(
            part=Part.RULE,
            text=f"It cannot be later than {event.date.latest}: a source published by then tells of it as happened.",
        )
    for later in events_superseding(tracker, event.id):
        if later.status is not Status.REJECTED:
            yield Line(
                part=Part.RULE,
                text=f"It does not count: e{later.id} ({later.headline}, {later.status}) takes its place.",
                id=Noun.EVENT.id(later.id),
            )
    if event.supersedes_event_id:
        yield Line(
            part=Part.RULE,
            text=f"It takes the place of e{event.supersedes_event_id}, which no longer counts.",
            id=Noun.EVENT.id(event.supersedes_event_id),
        )
    yield Line(part=Part.RULE, text=_status_rule(event, bool(cited), entries))
    if event.ends_event_id:
        ended = f"It ends the stay that e{event.ends_event_id} opened: the record pairs them."
        yield Line(part=Part.RULE, text=ended, id=Noun.EVENT.id(event.ends_event_id))
    if event.last_day:
        yield Line(part=Part.RULE, text="The date is the last day in the post: the post ends on the day after.")
    for one in events_ending(tracker, event.id):
        ended = f"e{one.id} ({one.headline}) is paired with it and ends the stay."
        yield Line(part=Part.RULE, text=ended, id=Noun.EVENT.id(one.id))


def _status_rule(event: Event, is_cited: bool, entries: Sequence[Row]) -> str:
    if event.status is not Status.HAPPENED:
        return _STATUSES[event.status]
    for row in reversed(entries):
        if row["table_name"] == "events" and row["old"] and '"status":"planned"' in row["old"]:
            return f"It was a plan, and counts as happened since {row['time']}, by: {row['command']}"
    return _TOLD if is_cited else _UNTOLD


_TOLD = "It counts as happened: a source tells of it so, and its date was not to come when it was recorded."
_UNTOLD = "It counts as happened: it was recorded so, without a source, and its date was not to come then."
_STATUSES = {
    Status.PLANNED: "It counts as planned: it was announced, and nothing on record says that it has happened.",
    Status.WITHDRAWN: "It never counts: the plan was given up.",
    Status.REJECTED: "It never counts: it was judged false, and is kept.",
}


def _date_rule(d: PartialDate) -> str:
    if d.is_undated:
        return "No source gives its date."
    words = f"The words '{d.text}' are read as" if d.text and d.text != d.edtf else "The date is"
    basis = _BASES.get(Basis(d.basis), str(d.basis))
    anchor = f", counted from {d.anchor}" if d.anchor else ""
    bounds = f"{d.earliest or 'open'} to {d.latest or 'open'}"
    span = f", any day from {bounds}" if d.earliest != d.latest else ""
    return f"{words} {describe(d)} (EDTF {d.edtf}), {basis}{anchor}{span}."


def _contradiction(conflict: Conflict) -> Line:
    sides: dict[str, list[str]] = {}
    for side in conflict.sides:
        row = side.citation
        told = f"s{row['source_id']} {row['title'] or row['url']}" if row else "the record alone"
        sides.setdefault(f"{side.value}{f' ({_ACCEPTED[side.accepted]})' if side.accepted else ''}", []).append(told)
    words = "; ".join(f"{value}: {', '.join(dict.fromkeys(said))}" for value, said in sides.items())
    state = "decided" if conflict.is_resolved else "open"
    events = ", ".join(Noun.EVENT.id(event) for event in conflict.headlines)
    return Line(part=Part.CONFLICT, text=f"{conflict.field}, {state}: {words}", id=events)


_ACCEPTED = {"yes": "on record", "decided": "on record by decision"}


def _decision(row: Row) -> Line:
    instead = f" instead of {row['instead_of']}" if row["instead_of"] else ""
    return Line(part=Part.DECISION, text=f"{row['field']} = {row['value']}{instead}, because {row['because']}")
