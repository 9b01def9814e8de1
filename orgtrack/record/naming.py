"""People, organizations, titles and posts: the one a name means, or a new one; never a guess between two."""

from __future__ import annotations

import re
from dataclasses import replace

from orgtrack.errors import Candidate, NeedsChoice, shown
from orgtrack.lookup import Found, close_to, find, shipped_title
from orgtrack.model.event_types import MEMBER
from orgtrack.model.titles import KnownTitle
from orgtrack.model.vocabulary import NameKind, Noun, OrganizationKind, read_id
from orgtrack.names import checked_name, fold
from orgtrack.record.entry import Entry
from orgtrack.record.kept import KeptIds
from orgtrack.record.redacted import check_not_redacted
from orgtrack.store.names import add_blocks, name_columns, other_names, refresh_search
from orgtrack.store.rows import by_id, insert, update


class NameQuestion(NeedsChoice):
    """A typed name is close to names on record: a person says whether it is one of them."""

    def __init__(self, noun: Noun, text: str, candidates: list[Candidate]) -> None:
        self.noun = noun
        self.text = text
        listed = ", ".join(f"{c.name} ({c.id}: {c.reason})" for c in candidates)
        self.said = f"No {noun} is called {shown(text)}, but close to it: {listed}"
        super().__init__(f"{self.said}; give an id, or --new for a new {noun}.", candidates)


def person(entry: Entry, text: str, *, new: bool = False) -> Found:
    """The person that the name means; made when nobody is called so."""
    return _resolved(entry, Noun.PERSON, text, new=new) or make_person(entry, text)


def organization(
    entry: Entry, text: str, *, new: bool = False, kind: OrganizationKind = OrganizationKind.COMPANY
) -> Found:
    """The organization that the name means; made, of this kind, when none is called so."""
    return _resolved(entry, Noun.ORGANIZATION, text, new=new) or make_organization(entry, text, kind=kind)


def title(entry: Entry, text: str, *, new: bool = False) -> Found:
    """The title that the words mean: one on record, one of the shipped table, or a new one."""
    words = text.strip() or MEMBER
    ids = _kept(entry)
    if ids is not None:
        words = ids.word(Noun.TITLE, words)
        if _is_to_come(entry, Noun.TITLE, words):
            name = ids.name_of(Noun.TITLE, words)[0]
            return make_title(entry, replace(shipped_title(name) or KnownTitle(name), name=name), words)
    found = find(entry.tracker, Noun.TITLE, words)
    if found:
        return found
    known = shipped_title(words)
    if known:
        return make_title(entry, known)
    return _resolved(entry, Noun.TITLE, words, new=new) or make_title(entry, KnownTitle(checked_name(words, "title")))


def _resolved(entry: Entry, noun: Noun, text: str, *, new: bool) -> Found | None:
    """The record on file that a name means, or None for a new one; close names need a decision."""
    ids = _kept(entry)
    if ids is not None:
        text = ids.word(noun, text)
        if _is_to_come(entry, noun, text):
            return None
    found = find(entry.tracker, noun, text)
    if found is None:
        name = checked_name(text, f"{noun}'s name")
        decision = entry.decisions.get((noun, fold(name)))
        if decision is not None and decision.id is not None:
            found = find(entry.tracker, noun, noun.id(decision.id))
            assert found is not None
            if decision.remember:
                add_name(entry, found, name)
        elif decision is None and not new:
            newest = entry.importing.newest_before[noun] if entry.importing else None
            candidates = close_to(entry.tracker, noun, name, up_to=newest, but=entry.made_by_claim(noun))
            if candidates:
                raise NameQuestion(noun, name, candidates)
    if found is not None:
        entry.has_used(found)
    return found


def _kept(entry: Entry) -> KeptIds | None:
    return entry.importing.ids if entry.importing is not None else None


def _is_to_come(entry: Entry, noun: Noun, text: str) -> bool:
    """Whether the text is an id that is to be kept, of a record that is not made yet."""
    ids, read = _kept(entry), read_id(text)
    if ids is None or read is None or not ids.has(noun, text):
        return False
    return by_id(entry.tracker, noun.table, read[1]) is None


def _name_and_id(entry: Entry, noun: Noun, text: str) -> tuple[str, dict[str, int]]:
    """The name of a new record and, where the ids of a file are kept, its id as the column that it is."""
    ids = _kept(entry)
    if ids is None:
        return text, {}
    name, number = ids.name_of(noun, ids.word(noun, text))
    return name, {"id": number}


def make_person(entry: Entry, text: str) -> Found:
    """A new person of this name."""
    text, number = _name_and_id(entry, Noun.PERSON, text)
    name = checked_name(text, "person's name")
    check_not_redacted(entry.tracker, name)
    if entry.importing is not None and entry.importing.gathers:
        return _gathered(entry, Noun.PERSON, name, ())
    return _made(entry, Noun.PERSON, name, {**number, "name": name, **name_columns(Noun.PERSON, [name])})


def make_organization(entry: Entry, text: str, *, kind: OrganizationKind) -> Found:
    """A new organization of this name; its company is itself until a parent is recorded."""
    text, number = _name_and_id(entry, Noun.ORGANIZATION, text)
    name = checked_name(text, "organization's name")
    if entry.importing is not None and entry.importing.gathers:
        return _gathered(entry, Noun.ORGANIZATION, name, (kind, entry.importing.batch.next_id(Noun.ORGANIZATION)))
    keys = name_columns(Noun.ORGANIZATION, [name])
    found = _made(entry, Noun.ORGANIZATION, name, {**number, "name": name, "kind": kind, **keys})
    update(entry.tracker, Noun.ORGANIZATION.table, found.id, {"company_id": found.id})
    entry.kinds[found.id] = kind
    return found


def make_title(entry: Entry, known: KnownTitle, word: str = "") -> Found:
    """A new title, as the shipped table describes it; `word` is the id of a file for it."""
    _, number = _name_and_id(entry, Noun.TITLE, word or known.name)
    keys = name_columns(Noun.TITLE, [known.name])
    values = {**number, "name": known.name, "short": known.short or None, "level": known.level, **keys}
    return _made(entry, Noun.TITLE, known.name, {**values, "seats": 1 if known.single_seat else None})


def _gathered(entry: Entry, noun: Noun, name: str, own: tuple[str | int, ...]) -> Found:
    """A new record that is written with the others of an import."""
    assert entry.importing is not None
    keys = name_columns(noun, [name])
    number = entry.importing.batch.make(noun, name, keys["name_key"], (name, *own, *keys.values()))
    found = Found(noun=noun, id=number, name=name)
    entry.has_made(found)
    return found


def _made(entry: Entry, noun: Noun, name: str, values: dict[str, str | int | None]) -> Found:
    found = Found(noun=noun, id=insert(entry.tracker, noun.table, values), name=name)
    add_blocks(entry.tracker, noun, [(found.id, [name])])
    entry.has_made(found)
    return found


def add_name(
    entry: Entry,
    found: Found,
    text: str,
    kind: NameKind | None = None,
    *,
    event_id: int | None = None,
    until: str | None = None,
) -> bool:
    """Give a record another name; False when it has it already."""
    name = checked_name(text)
    if found.noun is Noun.PERSON:
        check_not_redacted(entry.tracker, name)
    known = [found.name, *(row["name"] for row in other_names(entry.tracker, found.noun, found.id))]
    if event_id is None and name in known:
        return False
    insert(
        entry.tracker,
        "names",
        {
            "name": name,
            "kind": kind,
            f"{found.noun}_id": found.id,
            "until": until,
            "event_id": event_id,
            "name_key": fold(name),
        },
    )
    refresh_search(entry.tracker, found.noun, found.id)
    return True


_ACTING = r"(?i)^(?:acting|interim)\s+|\s*\((?:acting|interim|ad interim)\)$|\s+ad interim$"
_AND = r"(?i)\s+(?:and|&)\s+|\s*,\s*(?:and\s+)?"


def parted_title(entry: Entry, text: str) -> list[tuple[str, bool]]:
    """The titles that the words hold, each with whether they say that it is held for the time being.

    "Chairman and CEO" is two only because both parts are known titles; words that are one title stay one.
    """
    words = text.strip()
    if _is_title(entry, words):
        return [(words, False)]
    plain, acting = re.subn(_ACTING, "", words)
    if plain and _is_title(entry, plain):
        return [(plain, bool(acting))]
    parts = [re.subn(_ACTING, "", part) for part in re.split(_AND, plain)]
    if len(parts) > 1 and all(_is_title(entry, part) for part, _ in parts):
        return [(part, bool(acting or found)) for part, found in parts]
    return [(plain or words, bool(plain and acting))]


def _is_title(entry: Entry, words: str) -> bool:
    return shipped_title(words) is not None or find(entry.tracker, Noun.TITLE, words) is not None
