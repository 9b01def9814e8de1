"""Who a row means by a number in a register: it decides before any name does, and tells namesakes apart."""

from __future__ import annotations

from dataclasses import dataclass

from orgtrack.errors import NeedsChoice, OrgtrackError, shown
from orgtrack.lookup import Found, find
from orgtrack.model.vocabulary import Noun, OrganizationKind
from orgtrack.record import naming
from orgtrack.record.entry import Entry
from orgtrack.record.parts import checked_text
from orgtrack.store.names import display_name, identified, identifiers
from orgtrack.store.rows import insert

Numbers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record, and whether a number of it is new."""

    found: Found
    added: bool


def numbered(entry: Entry, noun: Noun, text: str, numbers: Numbers, *, kind: str = "") -> Numbered:
    """The record that these numbers, else this name, mean; made when there is none. The numbers are kept with it.

    A record of the name that has another number in one of the registers is a namesake.
    """
    checked = tuple((scheme, checked_text(value, "identifier") or "") for scheme, value in numbers)
    known = {row[f"{noun}_id"] for scheme, value in checked if (row := identified(entry.tracker, scheme, value))}
    if len(known) > 1 or None in known:
        listed = ", ".join(f"{scheme}:{value}" for scheme, value in checked)
        raise OrgtrackError(f"{listed} are numbers of several records; look them up with 'orgtrack show'.")
    if known:
        (number,) = known
        found = Found(noun=noun, id=number, name=display_name(entry.tracker, noun, number))
        entry.has_used(found)
    else:
        found = _named(entry, noun, text, checked, kind)
    if entry.importing is not None:
        entry.importing.batch.flush()
    on_record = identifiers(entry.tracker, noun, found.id)
    added = False
    for scheme, value in checked:
        if (scheme, value) in on_record:
            continue
        if any(scheme == other for other, _ in on_record):
            raise OrgtrackError(f"{found.written} has another {scheme} on record than {shown(value)}.")
        insert(entry.tracker, "identifiers", {"scheme": scheme, "value": value, f"{noun}_id": found.id})
        added = True
    return Numbered(found, added)


def _named(entry: Entry, noun: Noun, text: str, numbers: Numbers, kind: str) -> Found:
    try:
        same = find(entry.tracker, noun, text)
    except NeedsChoice as choice:
        if not numbers:
            raise
        free = [one for one in choice.candidates if not _has_other(entry, noun, int(one.id.lstrip("po")), numbers)]
        if len(free) > 1:
            raise
        same = find(entry.tracker, noun, free[0].id) if free else None
        return same or _made(entry, noun, text, kind)
    if same is not None and numbers and _has_other(entry, noun, same.id, numbers):
        return _made(entry, noun, text, kind)
    if noun is Noun.PERSON:
        return naming.person(entry, text)
    return naming.organization(entry, text, kind=OrganizationKind(kind) if kind else OrganizationKind.COMPANY)


def _has_other(entry: Entry, noun: Noun, record_id: int, numbers: Numbers) -> bool:
    schemes = {scheme for scheme, _ in numbers}
    return any(scheme in schemes for scheme, _ in identifiers(entry.tracker, noun, record_id))


def _made(entry: Entry, noun: Noun, text: str, kind: str) -> Found:
    if noun is Noun.PERSON:
        return naming.make_person(entry, text)
    return naming.make_organization(entry, text, kind=OrganizationKind(kind) if kind else OrganizationKind.COMPANY)
