"""The page of one record: its names, where it stands, its events in order with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgtrack import lookup
from orgtrack.errors import OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.quotes import place, stands
from orgtrack.store import Tracker
from orgtrack.store.read_records import (
    added,
    identifiers_of,
    names_of,
    parts_of,
    post_of,
    post_parts,
    posts_of,
    spells_of,
)
from orgtrack.store.read_selection import Selection, Under
from orgtrack.store.reading import Record, cited
from orgtrack.store.rows import by_id
from orgtrack.store.sources import quotes_from
from orgtrack.store.tenures import tenures_of_person, tenures_of_post
from orgtrack.tenures.tenure import Post
from orgtrack.timeline.events import ListedEvent, listed_events
from orgtrack.timeline.filters import named
from orgtrack.timeline.rows import timeline_columns, timeline_rows
from orgtrack.timeline.stays import reporting_lines_of, stay_lines

MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class PageEvent:
    """An event with what its sources say, a source a line."""

    event: ListedEvent
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`facts` are pairs of a label and text, `lists` of a title and lines; `events` come by the batch."""

    noun: Noun
    id: int
    heading: str
    facts: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    events: Iterator[list[PageEvent]]
    after: str = ""


_Facts = list[tuple[str, str]]
_Lists = list[tuple[str, tuple[str, ...]]]


def page(tracker: Tracker, name: str, organization: str = "") -> Page:
    """The page of what is named: any record by name or id, or the post of a title at an organization."""
    if organization:
        title = lookup.existing(tracker, Noun.TITLE, name)
        at = lookup.existing(tracker, Noun.ORGANIZATION, organization)
        post = post_of(tracker, title.id, at.id)
        if post is None:
            raise OrgtrackError(
                f"No event on record speaks of the post {title.name} at {at.name};"
                f" 'orgtrack show {at.noun.id(at.id)}' lists the posts there."
            )
        return _post_page(tracker, post)
    found = named(tracker, name)
    return _PAGES[found.noun](tracker, found.id)


def _row(tracker: Tracker, noun: Noun, record_id: int) -> Record:
    row = by_id(tracker, noun.table, record_id)
    assert row is not None
    return row


def _facts(row: Record, *columns: str) -> _Facts:
    return [(column.replace("_", " "), str(row[column])) for column in columns if row[column] is not None]


def _names(tracker: Tracker, noun: Noun, record_id: int) -> _Facts:
    """The other names by kind, and the identifiers."""
    by_kind: dict[str, list[str]] = {}
    for row in names_of(tracker, noun, [record_id]):
        by_kind.setdefault(f"{row['kind']} name" if row["kind"] else "also called", []).append(row["name"])
    facts = [(kind, "; ".join(names)) for kind, names in by_kind.items()]
    if noun in (Noun.PERSON, Noun.ORGANIZATION):
        facts += [(row["scheme"], row["value"]) for row in identifiers_of(tracker, noun, [record_id])]
    return facts


def _own(row: Record) -> _Facts:
    """What its keeper wrote: notes, the private one marked."""
    facts = _facts(row, "note")
    if "private_note" in row.keys() and row["private_note"]:  # noqa: SIM118 -- a Row's `in` looks at its values
        facts.append(("private note", row["private_note"]))
    return facts


def _person_page(tracker: Tracker, person_id: int) -> Page:
    row = _row(tracker, Noun.PERSON, person_id)
    return Page(
        noun=Noun.PERSON,
        id=person_id,
        heading=row["name"],
        facts=(*_names(tracker, Noun.PERSON, person_id), *_own(row)),
        lists=_stays("Posts held", stay_lines(tracker, tenures_of_person(tracker, person_id), of_person=True)),
        events=_events(tracker, Selection(people=(person_id,))),
    )


def _organization_page(tracker: Tracker, organization_id: int) -> Page:
    row = _row(tracker, Noun.ORGANIZATION, organization_id)
    facts: _Facts = [("kind", row["kind"]), *_names(tracker, Noun.ORGANIZATION, organization_id)]
    if row["company_id"] and row["company_id"] != organization_id:
        facts.append(("company", _written(tracker, Noun.ORGANIZATION, row["company_id"])))
    parents = spells_of(tracker, organization_id)
    if not parents and row["parent_id"]:
        facts.append(("parent", _written(tracker, Noun.ORGANIZATION, row["parent_id"])))
    facts += [*_facts(row, "fiscal_year_end"), *_own(row)]
    parts = [
        f"{Noun.ORGANIZATION.id(part['id'])} {part['name']} ({part['kind']})"
        for part in parts_of(tracker, organization_id, MOST_LISTED + 1)
    ]
    lists: _Lists = [
        ("Parents", tuple(map(_spell, parents))),
        ("Units and subsidiaries", _some(parts)),
        ("Posts", _posts(tracker, Noun.ORGANIZATION, organization_id)),
    ]
    return Page(
        noun=Noun.ORGANIZATION,
        id=organization_id,
        heading=row["name"],
        facts=tuple(facts),
        lists=tuple(entry for entry in lists if entry[1]),
        events=_events(tracker, Selection(organizations=(Under(id=organization_id),))),
        after=f"With the events of its units: orgtrack timeline {Noun.ORGANIZATION.id(organization_id)}"
        if parts
        else "",
    )


def _spell(row: Record) -> str:
    parent = f"{Noun.ORGANIZATION.id(row['parent_id'])} {row['name']}" if row["parent_id"] else "none"
    times = [f"from {row['start']}"] * bool(row["start"]) + [f"until {row['end']}"] * bool(row["end"])
    return ", ".join([parent, *times, *["planned"] * row["is_plan"]])


def _posts(tracker: Tracker, noun: Noun, record_id: int) -> tuple[str, ...]:
    rows = posts_of(tracker, noun, record_id, MOST_LISTED + 1)
    other = "organization" if noun is Noun.TITLE else "title"
    return _some([f"{Noun.POST.id(row['id'])} {row[other]}" for row in rows])


def _some(lines: Sequence[str], where: str = "list") -> tuple[str, ...]:
    return tuple(lines) if len(lines) <= MOST_LISTED else (*lines[:MOST_LISTED], f"and more: see 'orgtrack {where}'")


def _stays(title: str, lines: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ((title, _some(lines, "list tenures")),) if lines else ()


def _written(tracker: Tracker, noun: Noun, record_id: int) -> str:
    return f"{noun.id(record_id)} {_row(tracker, noun, record_id)['name']}"


def _title_page(tracker: Tracker, title_id: int) -> Page:
    row = _row(tracker, Noun.TITLE, title_id)
    posts = _posts(tracker, Noun.TITLE, title_id)
    return Page(
        noun=Noun.TITLE,
        id=title_id,
        heading=row["name"],
        facts=(*_facts(row, "short", "level", "seats"), *_names(tracker, Noun.TITLE, title_id), *_own(row)),
        lists=(("Posts", posts),) if posts else (),
        events=_events(tracker, Selection(titles=(title_id,))),
    )


def _post_page(tracker: Tracker, post_id: int) -> Page:
    row = _row(tracker, Noun.POST, post_id)
    title, organization = post_parts(tracker, post_id)
    name = _row(tracker, Noun.TITLE, title)["name"]
    at = _row(tracker, Noun.ORGANIZATION, organization)["name"]
    above = reporting_lines_of(tracker, Post(title, organization))
    return Page(
        noun=Noun.POST,
        id=post_id,
        heading=f"{name} of {at}",
        facts=(
            ("title", _written(tracker, Noun.TITLE, title)),
            ("organization", _written(tracker, Noun.ORGANIZATION, organization)),
            *_facts(row, "seats"),
            *_own(row),
        ),
        lists=(
            *_stays("Held by", stay_lines(tracker, tenures_of_post(tracker, title, organization), of_person=False)),
            *([("Reports to", _some(above))] if above else []),
        ),
        events=_events(tracker, Selection(posts=((title, organization),))),
    )


def _source_page(tracker: Tracker, source_id: int) -> Page:
    row = _row(tracker, Noun.SOURCE, source_id)
    facts = _facts(row, "url", "publisher", "published", "retrieved", "archive_url")
    if row["text"]:
        quoted = quotes_from(tracker, source_id)
        stand = sum(place(row["text"], one["quote"]) is not None for one in quoted)
        checked = f"; {stand} of {len(quoted)} quotes stand in it" if quoted else ""
        facts.append(("text", f"{len(row['text']):,} characters, sha256 {row['sha256'] or 'unknown'}{checked}"))
    return Page(
        noun=Noun.SOURCE,
        id=source_id,
        heading=row["title"] or row["url"],
        facts=(*facts, *_own(row)),
        events=_events(tracker, Selection(sources=(source_id,)), only_source=source_id, text=row["text"]),
    )


# Said by the heading and the event's own lines already.
_SAID = frozenset({"headline", "sources", "published", "quotes", "says", "id", "date", "date_text", "note"})


def _event_page(tracker: Tracker, event_id: int) -> Page:
    row = _row(tracker, Noun.EVENT, event_id)
    cells = next(timeline_rows(tracker, Selection(events=(event_id,))))[0]
    facts = [
        (column.replace("_", " "), cell)
        for column, cell in zip(timeline_columns(), cells, strict=True)
        if cell and column not in _SAID and not column.endswith("_id")
    ]
    if row["private_note"]:
        facts.append(("private note", row["private_note"]))
    entered = added(tracker, "events", event_id)
    if entered:
        facts.append(("recorded", f"{entered['time']} by {entered['actor'] or 'unknown'}"))
    return Page(
        noun=Noun.EVENT,
        id=event_id,
        heading=row["headline"],
        facts=tuple(facts),
        events=_events(tracker, Selection(events=(event_id,))),
    )


_PAGES = {
    Noun.PERSON: _person_page,
    Noun.ORGANIZATION: _organization_page,
    Noun.TITLE: _title_page,
    Noun.POST: _post_page,
    Noun.SOURCE: _source_page,
    Noun.EVENT: _event_page,
}


def _events(
    tracker: Tracker, selection: Selection, *, only_source: int | None = None, text: str | None = None
) -> Iterator[list[PageEvent]]:
    """The events of a page with what their sources say; of one source with where its `text` has its quotes."""
    for batch in listed_events(tracker, selection):
        lines: dict[int, list[str]] = {}
        for row in cited(tracker, [event.id for event in batch]):
            if only_source in (None, row["source_id"]):
                lines.setdefault(row["event_id"], []).append(_citation(row, with_source=only_source is None, text=text))
        yield [PageEvent(event, tuple(lines.get(event.id, ()))) for event in batch]


def _citation(row: Record, *, with_source: bool, text: str | None) -> str:
    parts = []
    if with_source:
        details = ", ".join(text for text in (row["publisher"], row["published"]) if text)
        parts.append(f"s{row['source_id']} {row['title'] or row['url']}" + (f" ({details})" if details else ""))
    if row["place"]:
        parts.append(row["place"])
    if row["quote"]:
        parts.append(f"“{row['quote']}”" + (f" [{stands(text, row['quote'])}]" if text else ""))
    if row["says_field"]:
        parts.append(f"says {row['says_field']} = {row['says_value']}")
    return ": ".join(parts)
