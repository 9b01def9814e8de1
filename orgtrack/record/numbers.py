"""Who a row means by a number in a register: it decides before any name does, and tells namesakes apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgtrack.errors import NeedsChoice, OrgtrackError, shown
from orgtrack.lookup import Found, find
from orgtrack.model.vocabulary import Noun, OrganizationKind, Scheme
from orgtrack.names import fold
from orgtrack.names.scripts import is_latin
from orgtrack.record import naming
from orgtrack.record.entry import Entry
from orgtrack.record.parts import checked_text
from orgtrack.store.names import display_name, identified, identifiers, other_names
from orgtrack.store.rows import insert

_WIKIDATA_PAGE = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/(Q[0-9]+)/?")
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
    checked = tuple(
        (scheme, plain_number(scheme, checked_text(value, "identifier") or "")) for scheme, value in numbers
    )
    known = {row[f"{noun}_id"] for scheme, value in checked if (row := identified(entry.tracker, scheme, value))}
    if len(known) > 1 or None in known:
        listed = ", ".join(f"{scheme}:{value}" for scheme, value in checked)
        raise OrgtrackError(f"{listed} are numbers of several records; look them up with 'orgtrack show'.")
    if known:
        (number,) = known
        found = Found(noun=noun, id=number, name=display_name(entry.tracker, noun, number))
        if noun is Noun.PERSON:
            _check_name(entry, found, text, checked)
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


def plain_number(scheme: str, value: str) -> str:
    """The number itself where its page in the register is given: Q567 of http://www.wikidata.org/entity/Q567."""
    page = _WIKIDATA_PAGE.fullmatch(value) if scheme == Scheme.WIKIDATA else None
    return page[1] if page else value


def _check_name(entry: Entry, found: Found, text: str, numbers: Numbers) -> None:
    """Refuse a number that stands with two people's names, like a company's number beside its officers."""
    names = [found.name, *(row["name"] for row in other_names(entry.tracker, Noun.PERSON, found.id))]
    if not text or not is_latin(text) or any(_share_a_word(name, text) for name in names):
        return
    from orgtrack.names.comparing import compare
    from orgtrack.names.likeness import Verdict

    if any(compare(Noun.PERSON, name, text).verdict is not Verdict.DIFFERENT for name in names):
        return
    listed = ", ".join(f"{scheme}:{value}" for scheme, value in numbers)
    scheme, noun_id = numbers[0][0], Noun.PERSON.id(found.id)
    raise OrgtrackError(
        f"{listed} is on record as {found.written}, and {shown(text)} is quite another name. If it is the number of the"
        f" organization, say --map organization_{scheme}=HEADER; if both are one person, record that name first:"
        f" orgtrack alias {noun_id} {shown(text)}."
    )


def _share_a_word(one: str, other: str) -> bool:
    """Whether they have a word or an initial in common; what is not Latin cannot be told from the other."""
    ours, theirs = fold(one).split(), fold(other).split()
    return not is_latin(one) or any(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a in ours for b in theirs)


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
