"""The rows of the timeline, exactly as the view `timeline` gives them, at the speed that a million events need.

The view joins and asks eight questions an event; here names come from dictionaries, and participants and citations
in one query for a batch. `tests/test_timeline_rows.py` holds both to the same output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orgtrack.model.vocabulary import Role
from orgtrack.schema.views import SOURCE_COLUMNS, TIMELINE_COLUMNS
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import (
    TIMELINE_EVENT,
    Batch,
    Called,
    Names,
    citation_lines,
    events,
    participants,
)
from orgtrack.timeline.listing import Row, Rows

# For each role where its names go in a row's eight joined cells, as `_assembled` takes them apart, and where the id
# of the one named stands in a row of `participants`: 2 a person, 3 an organization, 4 a title.
_PLACES: dict[str, tuple[tuple[int, int], ...]] = {
    Role.LEFT_POST: ((0, 4), (1, 3)),
    Role.PARENT: ((2, 3),),
    Role.SUCCEEDED: ((3, 2),),
    Role.PREDECESSOR: ((4, 3),),
    Role.SUCCESSOR: ((5, 3),),
    Role.REPORTS_TO: ((6, 4), (7, 3)),
}
Cells = tuple[str | None, ...]
NOBODY: list[str | None] = [None] * 8
NO_SOURCE: Cells = (None,) * len(SOURCE_COLUMNS)


def timeline_columns(*, sources: bool = True) -> tuple[str, ...]:
    """The columns of the timeline, in the order of the contract."""
    return tuple(column for column in TIMELINE_COLUMNS if sources or column not in SOURCE_COLUMNS)


class Around:
    """What belongs to the events of a batch: the names in them, who takes part, and (with `sources`) who says so."""

    def __init__(self, tracker: Tracker, *, sources: bool) -> None:
        self._tracker = tracker
        self._names = tuple(Names(tracker, table) for table in ("people", "titles", "organizations"))
        self.people, self.titles, self.organizations = (names.by_id for names in self._names)
        self.called = Called(tracker, self.organizations)
        self.sources = sources
        self.joined: dict[int, list[str | None]] = {}
        self.cited: dict[int, Cells] = {}

    def know(self, batch: Batch, *, days: Sequence[str | None], person: int = 1) -> None:
        """Look it up for a batch: rows with the id first; person, title, organization, company from `person` on.

        `days` are those by which the events are sorted.
        """
        ids = [event[0] for event in batch]
        parts = participants(self._tracker, ids)
        people, titles, organizations = self._names
        people.know((event[person] for event in batch), (part[2] for part in parts))
        titles.know((event[person + 1] for event in batch), (part[4] for part in parts))
        organizations.know(
            (event[person + 2] for event in batch), (event[person + 3] for event in batch), (part[3] for part in parts)
        )
        self.joined = _joined(parts, self.people, self.organizations, self.titles)
        if self.called.renamed:
            self._join_as_called(parts, dict(zip(ids, days, strict=True)))
        self.cited = _cited(citation_lines(self._tracker, ids)) if self.sources else {}

    def _join_as_called(self, parts: Batch, days: Mapping[int, str | None]) -> None:
        """Join anew the parts of events that name an organization which was renamed."""
        wanted = {part[0] for part in parts if part[3] in self.called.renamed}
        by_event: dict[int, Batch] = {}
        for part in parts:
            if part[0] in wanted:
                by_event.setdefault(part[0], []).append(part)
        for event, own in by_event.items():
            names = {part[3]: self.called.name(part[3], event, days[event]) for part in own}
            self.joined |= _joined(own, self.people, names, self.titles)


def timeline_rows(tracker: Tracker, selection: Selection, *, sources: bool = True) -> Rows:
    """The selected events as rows of `timeline_columns`, in timeline order."""
    around = Around(tracker, sources=sources)
    for batch in events(tracker, TIMELINE_EVENT, selection):
        around.know(batch, days=[event[17] or event[18] for event in batch], person=4)
        yield list(_assembled(batch, around))


_NamesById = Mapping[int | None, str | None]


def _joined(
    taking_part: Batch, people: _NamesById, organizations: _NamesById, titles: _NamesById
) -> dict[int, list[str | None]]:
    """For each event the names that take each role in it, several joined by '; '."""
    found: dict[int, list[str | None]] = {}
    names = (None, None, people, organizations, titles)
    for part in taking_part:
        cells = found.get(part[0])
        if cells is None:
            cells = found[part[0]] = [None] * 8
        for place, column in _PLACES[part[1]]:
            known = names[column]
            name = known[part[column]] if known else None
            before = cells[place]
            cells[place] = name if before is None else before if name is None else f"{before}; {name}"
    return found


def _cited(lines: Batch) -> dict[int, Cells]:
    """For each event the cells of SOURCE_COLUMNS: one line a citation in each."""
    found: dict[int, list[tuple[str, ...]]] = {}
    for event, *cells in lines:
        found.setdefault(event, []).append(tuple(cells))
    return {event: tuple(map("\n".join, zip(*cells, strict=True))) for event, cells in found.items()}


def _assembled(batch: Batch, around: Around) -> Iterator[Row]:
    """One event as one flat row. Long and without calls because it runs a million times."""
    people, titles, organizations = around.people, around.titles, around.organizations
    joined, cited = around.joined, around.cited
    no_source: Cells = NO_SOURCE if around.sources else ()
    called, renamed = around.called.name, around.called.renamed
    # fmt: off
    for (
        event, date, type_, status, person, title, organization, company, headline, acting, manner, reason, amount,
        announced, note, title_text, date_text, earliest, latest, precision, qualifier, basis, supersedes, new_name,
        new_kind, anchor, last_day, end_state, ends, visibility,
    ) in batch:
        left_title, left_organization, parent, succeeding, predecessors, successors, to_title, to_organization = (
            joined.get(event, NOBODY)
        )
        source_cells = cited.get(event, no_source)
        own, top = organizations[organization], organizations[company]
        if organization in renamed or company in renamed:
            day = earliest or latest
            own, top = called(organization, event, day), called(company, event, day)
        yield (
            date, type_, status, people[person], titles[title], own, top, headline, left_title, left_organization,
            parent, acting, manner, reason, succeeding, predecessors, successors, amount, announced, *source_cells,
            note, title_text, date_text, earliest, latest, precision, qualifier, basis,
            supersedes and f"e{supersedes}", f"e{event}", person and f"p{person}",
            title and f"t{title}", organization and f"o{organization}", company and f"o{company}", new_name, new_kind,
            to_title, to_organization, anchor, last_day, end_state, ends and f"e{ends}", visibility,
        )
    # fmt: on
