"""Two records that look like one and are not: a person's judgement, kept, and taken back."""

from __future__ import annotations

from orgtrack.errors import Misused, OrgtrackError
from orgtrack.lookup import Found, existing_any
from orgtrack.model.vocabulary import Noun
from orgtrack.record.entry import Entry
from orgtrack.record.parts import checked_text
from orgtrack.store.likeness import forget_told_apart, not_same_row, tell_apart

_NOUNS = (Noun.PERSON, Noun.ORGANIZATION)


def not_same(entry: Entry, one: str, other: str, note: str = "") -> str:
    """Keep that two people, or two organizations, are not the same; the sentence that says so."""
    first, second = _both(entry, one, other)
    if not_same_row(entry.tracker, first.noun, first.id, second.id) is not None:
        return f"{first.written} and {second.written} are told apart already."
    tell_apart(entry.tracker, first.noun, first.id, second.id, checked_text(note, "note"))
    return f"{first.written} and {second.written} are not the same; they are not suggested as duplicates again."


def perhaps_same(entry: Entry, one: str, other: str) -> str:
    """Take back that two records are not the same; the sentence that says so."""
    first, second = _both(entry, one, other)
    row = not_same_row(entry.tracker, first.noun, first.id, second.id)
    if row is None:
        raise OrgtrackError(
            f"Nobody said that {first.written} and {second.written} are not the same; there is nothing to take back."
        )
    forget_told_apart(entry.tracker, row)
    return f"{first.written} and {second.written} may be suggested as duplicates again."


def _both(entry: Entry, one: str, other: str) -> tuple[Found, Found]:
    first = existing_any(entry.tracker, _NOUNS, one)
    second = existing_any(entry.tracker, _NOUNS, other)
    if first.noun is not second.noun:
        raise Misused(f"{first.written} and {second.written} are of two kinds; give two people, or two organizations.")
    if first.id == second.id:
        raise Misused(f"Both names mean {first.written}; give two records, by their ids.")
    return first, second
