"""Who held what on a day, or in the course of a longer time, and how sure that is; and all tenures on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from orgtrack.dates import UNDATED, PartialDate, from_columns, short
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_structure import NamesOn
from orgtrack.store.read_tenures import HELD, held_during, held_on, sources_of
from orgtrack.store.reading import Names
from orgtrack.tenures.certainty import certainty_during
from orgtrack.tenures.succession import Days, days
from orgtrack.tenures.tenure import EndState, Tenure
from orgtrack.timeline.listing import Column, Listing, Row, Rows

_HOLDER = (Column("person", 16), Column("title", 16), Column("organization", 16))
_TIMES = (Column("acting"), Column("start", 11), Column("end", 11))
_PROOF = (Column("sources"), Column("id"), Column("person_id"), Column("title_id"), Column("organization_id"))
NOBODY = "Nobody is on record for that; 'orgtrack list tenures' shows who is known, and when."


def held_listing(tracker: Tracker, selection: Selection, span: PartialDate, *, nothing: str = NOBODY) -> Listing:
    """The holders on a day with how sure each is; of a longer time also how much of it each held."""
    columns: tuple[Column, ...]
    if span.is_day and span.earliest is not None:
        columns = (*_HOLDER, Column("certainty", 9), *_TIMES, *_PROOF)
        rows, at = _on(tracker, selection, span.earliest), 5
    else:
        columns = (*_HOLDER, Column("certainty", 9), Column("extent", 12), *_TIMES, *_PROOF)
        rows, at = _during(tracker, selection, span), 6
    return Listing(
        columns=columns, rows=rows, nothing=nothing, for_reader=_in_words(at, len(columns)), first=len(columns) - 5
    )


def tenure_listing(tracker: Tracker, selection: Selection, span: PartialDate | None) -> Listing:
    """The tenures of which some day may lie in the span, all without one, by post and in order of time."""
    columns = (
        *(*_HOLDER, Column("start", 11), Column("end", 11), Column("end_state"), Column("days", 9), Column("acting")),
        *(Column("reason"), Column("confirmed"), *_PROOF),
    )
    return Listing(
        columns=columns,
        rows=_tenures(tracker, selection, span),
        nothing="No tenures match.",
        for_reader=_in_words(3, len(columns), of_days=6),
        first=8,
    )


class _Known:
    """Names, of organizations those of the day, and sources of the tenures of a batch."""

    def __init__(self, tracker: Tracker, day: date | None) -> None:
        self._tracker = tracker
        self.names = [Names(tracker, "people"), Names(tracker, "titles"), NamesOn(tracker, day)]

    def know(self, *ids: Iterable[int | None]) -> None:
        for names, wanted in zip(self.names, ids, strict=True):
            names.know(wanted)

    def sources(self, told: Sequence[str]) -> list[str | None]:
        """For each tenure, by the ids of its events with commas between, its sources, a line each."""
        by_event: dict[str, list[str]] = {}
        for event, source in sources_of(self._tracker, ",".join(told)):
            known = by_event.setdefault(str(event), [])
            if source not in known:
                known.append(source)
        none: list[str] = []
        return [
            "\n".join(
                dict.fromkeys(source for event in events.split(",") for source in by_event.get(event, none))
                if "," in events
                else by_event.get(events, none)
            )
            or None
            for events in told
        ]


def _on(tracker: Tracker, selection: Selection, day: date) -> Rows:
    """One tenure as one flat row, with what its words need; without calls, because it runs a million times."""
    known = _Known(tracker, day)
    people, titles, organizations = (names.by_id for names in known.names)
    for batch in held_on(tracker, HELD, selection, day):
        known.know((row[1] for row in batch), (row[2] for row in batch), (row[3] for row in batch))
        sources = known.sources([row[4][1:-1] for row in batch])
        yield [
            (people[row[1]], titles[row[2]], organizations[row[3]], row[0], *row[5:8], source, *row[8:])
            for row, source in zip(batch, sources, strict=True)
        ]


def _during(tracker: Tracker, selection: Selection, span: PartialDate) -> Rows:
    known = _Known(tracker, span.latest)
    for batch in held_during(tracker, selection, span):
        held = [(tenure, found) for tenure in batch if (found := certainty_during(tenure, span)) is not None]
        shown = _shown(known, [tenure for tenure, _ in held])
        rows: list[Row] = [
            (*cells[:3], str(found.certainty), str(found.extent), *cells[3:])
            for cells, (_, found) in zip(shown, held, strict=True)
        ]
        if rows:
            yield rows


def _shown(known: _Known, tenures: Sequence[Tenure]) -> list[Row]:
    """The cells of tenures as `asof` has them, with those that their words need; the certainty is still to come."""
    known.know(*([getattr(t, column) for t in tenures] for column in ("person_id", "title_id", "organization_id")))
    people, titles, organizations = (names.by_id for names in known.names)
    return [
        (
            people[t.person_id],
            titles[t.title_id],
            organizations[t.organization_id],
            "yes" if t.acting else None,
            t.start.edtf or None,
            t.end.edtf or None if t.end else None,
            source,
            *_ids(t),
            str(t.end_state),
            *_bounds(t.start),
            *(_bounds(t.end) if t.end else (None, None, None, None)),
        )
        for t, source in zip(tenures, known.sources([",".join(map(str, t.event_ids)) for t in tenures]), strict=True)
    ]


def _ids(tenure: Tenure) -> tuple[str, str, str, str]:
    assert tenure.title_id is not None
    return (
        Noun.EVENT.id(tenure.id),
        Noun.PERSON.id(tenure.person_id),
        Noun.TITLE.id(tenure.title_id),
        Noun.ORGANIZATION.id(tenure.organization_id),
    )


def _bounds(d: PartialDate) -> tuple[str | None, ...]:
    return (
        d.earliest.isoformat() if d.earliest else None,
        d.latest.isoformat() if d.latest else None,
        str(d.precision),
        str(d.qualifier) if d.qualifier else None,
    )


def _tenures(tracker: Tracker, selection: Selection, span: PartialDate | None) -> Rows:
    known = _Known(tracker, span.latest if span else None)
    for batch in held_during(tracker, selection, span):
        yield [
            (
                *cells[:3],
                *cells[4:6],
                str(tenure.end_state),
                range_of(days(tenure)),
                cells[3],
                tenure.reason,
                tenure.last_confirmed.day.isoformat() if tenure.last_confirmed else None,
                *cells[6:],
            )
            for cells, tenure in zip(_shown(known, batch), batch, strict=True)
        ]


def range_of(length: Days) -> str:
    """A number of days as a program reads it: `57`, `31..60`, `31..`."""
    if length.least == length.most:
        return str(length.least)
    return f"{length.least}..{'' if length.most is None else length.most}"


def days_in_words(text: str | None) -> str:
    """Such a range as a person reads it: `57`, `31 to 60`, `31 or more`; nothing where nothing is known."""
    least, dots, most = (text or "").partition("..")
    if not dots:
        return least
    if most:
        return f"{least} to {most}"
    return f"{least} or more" if least != "0" else ""


def start_in_words(start: PartialDate) -> str:
    """A start for a cell; one that nobody states by what is known of it."""
    if start.is_undated and start.earliest is not None and start.latest is None:
        return f"not before {_iso_day(start.earliest)}"
    return "unknown" if start.is_undated and start.latest is None else short(start)


def end_in_words(end: PartialDate | None, state: EndState) -> str:
    """An end for a cell, or how it stands with it."""
    if end is None or (end.is_undated and end.latest is None):
        return {EndState.ONGOING: "ongoing", EndState.ENDED: "ended", EndState.UNKNOWN: "unknown"}[state]
    return short(end)


def _iso_day(day: date) -> str:
    return short(from_columns(day.isoformat(), str(day), str(day), "day", None, "stated", "", None))


def _in_words(start_at: int, width: int, of_days: int | None = None) -> Callable[[Row], Row]:
    """Puts the start and the end of a row, which stand side by side from `start_at`, into words."""

    def worded(row: Row) -> Row:
        state, *bounds = row[width:]
        start, end = (_worded_date(row[start_at + n], bounds[4 * n : 4 * n + 4]) for n in (0, 1))
        cells = list(row[:width])
        cells[start_at] = start_in_words(start or UNDATED)
        cells[start_at + 1] = end_in_words(end, EndState(state or ""))
        if of_days is not None:
            cells[of_days] = days_in_words(row[of_days])
        return tuple(cells)

    return worded


def _worded_date(edtf: str | None, bounds: Sequence[str | None]) -> PartialDate | None:
    earliest, latest, precision, qualifier = bounds
    if precision is None:
        return None
    return from_columns(edtf or "", earliest, latest, precision, qualifier, "stated", "", None)
