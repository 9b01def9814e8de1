"""`resolve`: a person decides which of the values that sources give is accepted; every claim stays on record."""

from __future__ import annotations

from collections.abc import Sequence

from orgtrack.dates import read_date
from orgtrack.errors import DateRefused, Misused, OrgtrackError, shown
from orgtrack.model.claims import Citation, Event
from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.record.changes import event_called, recorded
from orgtrack.record.citing import DATE_FIELDS, read_says
from orgtrack.record.edits import EVENT_FIELDS, edit
from orgtrack.record.entry import Entry, Outcome, Recorded
from orgtrack.record.parts import checked_text
from orgtrack.store.events import citations, insert_citation, replace_citation
from orgtrack.store.events import event as event_on_record
from orgtrack.store.read_evidence import accepted_value, last_citation, resolutions, second_events
from orgtrack.store.read_selection import Selection
from orgtrack.store.rows import Row, insert


def resolve(entry: Entry, text: str, decision: str, because: str) -> Recorded:
    """Accept one of the values that are claimed of a field; the one accepted before becomes a claim like the others."""
    reason = checked_text(because, "reason")
    if not reason:
        raise Misused("A decision needs its reason; add --because.")
    event = event_called(entry, text)
    field, value = read_says(decision)
    cited = citations(entry.tracker, event.id)
    said = [row for row in cited if row["says_field"] == field]
    if not said:
        raise OrgtrackError(_nothing_to_decide(entry, event, field, cited))
    before = accepted_value(entry.tracker, event.id, field)
    chosen = _chosen(field, value, [*([before] if before else []), *(row["says_value"] for row in said)])
    if chosen is None:
        given = list(dict.fromkeys([*([f"{before} (on record)"] if before else []), *map(_given, said)]))
        raise OrgtrackError(
            f"No source says that the {field} of e{event.id} is {shown(value)}; it can be {', or '.join(given)}. A"
            f" source that says {shown(value)} is recorded with 'orgtrack cite e{event.id}'."
        )
    latest = resolutions(entry.tracker, [event.id])
    decided = [row for row in latest if row["field"] == field]
    weighed = last_citation(entry.tracker, event.id)
    if decided and before in (None, chosen) and _told(decided[-1]) == (chosen, reason, weighed):
        return recorded(event, Outcome.KNOWN)
    if before is not None and before != chosen:
        _keep_as_claim(entry, event, field, before, cited)
    if field in EVENT_FIELDS and before != chosen:
        edit(entry, Noun.EVENT.id(event.id), {field: chosen})
        # A title is on record under its full name, whatever the source calls it.
        chosen = accepted_value(entry.tracker, event.id, field) or chosen
    insert(
        entry.tracker,
        "resolutions",
        {
            "event_id": event.id,
            "field": field,
            "value": chosen,
            "instead_of": before if before != chosen else None,
            "because": reason,
            "citation_id": last_citation(entry.tracker, event.id),
        },
    )
    now = event_on_record(entry.tracker, event.id)
    assert now is not None
    return recorded(now, Outcome.CHANGED)


def _nothing_to_decide(entry: Entry, event: Event, field: str, cited: Sequence[Row]) -> str:
    others = sorted({row["says_field"] for row in cited if row["says_field"]})
    pairs = second_events(entry.tracker, Selection(events=(event.id,)))
    if field == "date" and pairs:
        other = pairs[0][1] if pairs[0][0] == event.id else pairs[0][0]
        return (
            f"The date of e{event.id} is told otherwise by a second event, e{other}; decide with 'orgtrack reject"
            f" e{other} --note …' or 'orgtrack reject e{event.id} --note …'."
        )
    if others:
        return f"No source says otherwise of the {field} of e{event.id}; what can be decided is {', '.join(others)}."
    return (
        f"No source says otherwise than recorded of e{event.id} ({event.headline}); to change it, type: orgtrack edit"
        f" e{event.id} {field}=…"
    )


def _chosen(field: str, text: str, values: Sequence[str]) -> str | None:
    """The value among those given that the text means."""
    wanted = {fold(text)}
    if field in DATE_FIELDS:
        try:
            wanted.add(fold(read_date(text).edtf))
        except DateRefused as error:
            raise OrgtrackError(f"{field}: {error}") from error
    return next((one for one in values if one == text), None) or next(
        (one for one in values if fold(one) in wanted), None
    )


def _told(decided: Row) -> tuple[str, str, int]:
    return decided["value"], decided["because"], decided["citation_id"]


def _given(row: Row) -> str:
    return f"{row['says_value']} (s{row['source_id']} {row['title'] or row['url']})"


def _keep_as_claim(entry: Entry, event: Event, field: str, before: str, cited: Sequence[Row]) -> None:
    """Who stood behind the value that is no longer accepted now says otherwise than recorded, and is told so."""
    date = event.date if field == "date" else event.announced if field == "announced" else None
    earliest = str(date.earliest) if date and date.earliest else None
    latest = str(date.latest) if date and date.latest else None
    kept = {(row["source_id"], row["quote"]) for row in cited if row["says_field"] == field}
    for row in cited:
        said = Citation(
            source_id=row["source_id"],
            quote=row["quote"],
            place=row["place"],
            says_field=field,
            says_value=before,
            says_earliest=earliest,
            says_latest=latest,
        )
        if (said.source_id, said.quote) in kept:
            continue
        kept.add((said.source_id, said.quote))
        if row["says_field"] is None:
            replace_citation(entry.tracker, row["id"], said)
        else:
            insert_citation(entry.tracker, event.id, said)
