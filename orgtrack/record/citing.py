"""Citations: which source says it, in which words, and what it says otherwise than recorded."""

from __future__ import annotations

import re

from orgtrack.dates import PartialDate, read_date
from orgtrack.errors import DateRefused, Misused, OrgtrackError, shown
from orgtrack.model.claims import Citation, Claim, Event
from orgtrack.record.entry import Entry
from orgtrack.record.parts import checked_text
from orgtrack.record.sources import anchor
from orgtrack.store.events import insert_citation
from orgtrack.store.rows import Row

_FIELD = r"[^\W\d][\w -]{0,39}"
_COMPARED = ("amount", "reason", "manner")
DATE_FIELDS = ("date", "announced")


def read_says(text: str) -> tuple[str, str]:
    """`amount=55 billion USD` as the field and what is said of it."""
    name, equals, value = text.partition("=")
    name = name.strip().lower().replace("-", "_")
    if not equals or not value.strip() or not re.fullmatch(_FIELD, name):
        raise Misused(f"{shown(text)} is not what a source says; type FIELD=VALUE, like 'amount=55 billion USD'.")
    return name, value.strip()


def pairs_otherwise(known: Event, claimed: Event) -> list[tuple[str, str]]:
    """The fields in which a claim of the same fact says something else than is on record."""
    found = []
    for name in _COMPARED:
        recorded, said = getattr(known, name), getattr(claimed, name)
        if recorded and said and recorded != said:
            found.append((name, str(said)))
    if known.announced and claimed.announced and known.announced.edtf != claimed.announced.edtf:
        found.append(("announced", claimed.announced.edtf))
    return found


def cite_claim(entry: Entry, claim: Claim, event_id: int, behind: Row | None) -> bool:
    """Add the claim's source to the event: a citation, or one for each thing it says otherwise. True when it is new."""
    if behind is None:
        if claim.quote or claim.says or claim.place:
            raise OrgtrackError("A quote, a place or --says needs its source; add --source.")
        return False
    quote, place = checked_text(claim.quote, "quote"), checked_text(claim.place, "place")
    is_checked = bool(quote and behind["text"])
    if is_checked:
        # Few sources have their text on record, and the words of quotes are compared for these alone.
        from orgtrack.record.texts import check_quote, corrected_quote
    pairs: list[tuple[str, str] | None] = list(claim.says) or [None]
    added = False
    for pair in pairs:
        field, value = pair or (None, None)
        date = _said_date(field, value, behind)
        said = date.edtf if date else value and checked_text(value, "value")
        told = (field, said) if field and said else None
        if is_checked and corrected_quote(entry, behind, event_id, quote, told):
            added = True
            continue
        added |= bool(
            insert_citation(
                entry.tracker,
                event_id,
                Citation(
                    source_id=behind["id"],
                    quote=quote,
                    place=place,
                    says_field=field,
                    says_value=said,
                    says_earliest=str(date.earliest) if date and date.earliest else None,
                    says_latest=str(date.latest) if date and date.latest else None,
                ),
            )
        )
    if is_checked:
        check_quote(entry, behind, event_id, quote)
    return added


def _said_date(field: str | None, value: str | None, behind: Row) -> PartialDate | None:
    if field not in DATE_FIELDS or value is None:
        return None
    try:
        return read_date(value, published=anchor(behind))
    except DateRefused as error:
        raise OrgtrackError(f"--says {field}: {error}") from error
