"""`edit` and `remove` of any record: which fields it has, what each may hold, and what follows from a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from orgtrack.dates import read_date, read_month_day, undated
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.lookup import Found, existing_any, find, no_such
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import Level, Manner, Noun, OrganizationKind, Reason, Scheme, Status, Visibility, read_id
from orgtrack.names import checked_name, fold
from orgtrack.record.changes import event_called, remove_event, settle
from orgtrack.record.checks import check_possible
from orgtrack.record.dating import bounded, fiscal_year_end
from orgtrack.record.entry import Entry
from orgtrack.record.headlines import headline
from orgtrack.record.naming import organization, person, title
from orgtrack.record.parts import checked_text, event_id
from orgtrack.record.redacted import check_not_redacted
from orgtrack.record.sources import checked_address, checked_title, publication, published_columns, url_key
from orgtrack.store.events import citations, events_naming
from orgtrack.store.events import event as event_on_record
from orgtrack.store.joining import kept_for
from orgtrack.store.names import (
    display_name,
    identified,
    refresh_search,
    remove_identifier,
    remove_names,
    renamings,
)
from orgtrack.store.rows import Value, by_id, delete, insert, is_named, update
from orgtrack.store.sources import source_at

Fields = Mapping[str, str]


def _choice(values: type[OrganizationKind | Level | Status | Manner | Reason | Visibility]) -> Callable[[str], Value]:
    def checked(text: str) -> Value:
        if text not in list(values):
            raise Misused(f"{shown(text)} is none of {', '.join(values)}.")
        return text

    return checked


def _count(text: str) -> Value:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) < 10_000:
        raise Misused(f"{shown(text)} is no number of seats; give a number from 1, or nothing for any.")
    return int(text)


def _month_day(text: str) -> Value:
    if not text:
        return None
    read_month_day(text)
    return text


def _no_text(text: str) -> Value:
    if text:
        raise Misused("The text of a source comes from a file; type: orgtrack add source sN --text FILE")
    return None


def _text(text: str) -> Value:
    return checked_text(text, "text")


FIELDS: Mapping[Noun, Mapping[str, Callable[[str], Value]]] = {
    Noun.PERSON: {"name": checked_name, "note": _text, "private_note": _text},
    Noun.ORGANIZATION: {
        "name": checked_name,
        "kind": _choice(OrganizationKind),
        "fiscal_year_end": _month_day,
        "note": _text,
        "private_note": _text,
    },
    Noun.TITLE: {"name": checked_name, "short": _text, "level": _choice(Level), "seats": _count, "note": _text},
    Noun.POST: {"seats": _count, "note": _text},
    Noun.SOURCE: {
        "title": lambda text: checked_title(text) if text else None,
        "url": lambda text: checked_address(text) if text else None,
        "publisher": _text,
        "published": _text,
        "retrieved": lambda text: read_date(text).edtf if text else None,
        "archive_url": lambda text: checked_address(text) if text else None,
        "text": _no_text,
        "note": _text,
        "private_note": _text,
    },
}
EVENT_FIELDS = (
    *("date", "announced", "person", "title", "organization", "headline", "status", "acting", "manner", "reason"),
    *("amount", "new_name", "last_day", "end_state", "ends", "supersedes", "visibility", "note", "private_note"),
)


def edit(entry: Entry, what: str, fields: Fields) -> str:
    """Set fields of the record that the id or name means; the sentence that says what changed."""
    if not fields:
        raise Misused("Nothing to change; give FIELD=VALUE, like fiscal_year_end=06-30.")
    read = read_id(what.strip())
    if read and read[0] is Noun.EVENT:
        return _edit_event(entry, event_called(entry, what), fields)
    if read and read[0] in (Noun.POST, Noun.SOURCE):
        row = by_id(entry.tracker, read[0].table, read[1])
        if row is None:
            raise no_such(read[0], what)
        return _edit_record(entry, Found(noun=read[0], id=read[1], name=what), fields)
    return _edit_record(entry, existing_any(entry.tracker, [Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE], what), fields)


def _edit_record(entry: Entry, found: Found, fields: Fields) -> str:
    known = FIELDS[found.noun]
    schemes = list(Scheme) if found.noun in (Noun.PERSON, Noun.ORGANIZATION) else []
    values: dict[str, Value] = {}
    for name, text in fields.items():
        if name in schemes:
            _identify(entry, found, name, text)
        elif name not in known:
            raise Misused(
                f"{found.noun.capitalize()}s have no field {shown(name)}; they have {', '.join([*known, *schemes])}."
            )
        else:
            values[name] = known[name](text)
    if found.noun is Noun.SOURCE:
        _source_columns(values)
    if values:
        _check_free(entry, found, values)
        update(entry.tracker, found.noun.table, found.id, values)
    if "name" in values:
        _renamed(entry, found)
    return f"{found.noun.id(found.id)}: " + ", ".join(f"{n}={t}" if t else f"no {n}" for n, t in fields.items()) + "."


def _check_free(entry: Entry, found: Found, values: dict[str, Value]) -> None:
    """Two titles of one name, or two sources at one address, would be one; a source needs a title or an address."""
    tracker = entry.tracker
    if found.noun is Noun.TITLE and "name" in values:
        values["name_key"] = fold(str(values["name"]))
        other = find(tracker, Noun.TITLE, str(values["name"]))
        if other is not None and other.id != found.id:
            raise OrgtrackError(f"{other.written} has that name already; choose another, or use that title.")
    if found.noun is not Noun.SOURCE:
        return
    taken = source_at(tracker, str(values["url_key"])) if values.get("url_key") else None
    if taken is not None and taken["id"] != found.id:
        raise OrgtrackError(f"s{taken['id']} is the source at that address already; cite that one.")
    row = by_id(tracker, "sources", found.id)
    assert row is not None
    if not (values.get("url", row["url"]) or values.get("title", row["title"])):
        raise OrgtrackError(f"s{found.id} needs a title or an address; keep one of them.")


def _source_columns(values: dict[str, Value]) -> None:
    if "text" in values:
        values["sha256"] = None
    if "url" in values:
        values["url_key"] = url_key(str(values["url"])) if values["url"] else None
    if "title" in values:
        values["title_key"] = fold(str(values["title"])) if values["title"] else None
    if "published" in values:
        text = values["published"]
        empty: dict[str, Value] = {"published": None, "published_earliest": None, "published_latest": None}
        values |= published_columns(str(text)) if text else empty


def _identify(entry: Entry, found: Found, scheme: str, text: str) -> None:
    """Give a record its number in a register, or take it away with an empty one."""
    tracker = entry.tracker
    value = checked_text(text, "identifier")
    taken = identified(tracker, scheme, value) if value else None
    if taken is not None:
        if taken[f"{found.noun}_id"] == found.id:
            return
        raise OrgtrackError(f"{scheme}:{value} is the number of another record; look it up with 'orgtrack show'.")
    if value is None:
        remove_identifier(tracker, found.noun, found.id, scheme)
        return
    if found.noun is Noun.PERSON:
        check_not_redacted(tracker, f"{scheme}:{value}")
    insert(tracker, "identifiers", {"scheme": scheme, "value": value, f"{found.noun}_id": found.id})


def _renamed(entry: Entry, found: Found) -> None:
    """What a corrected display name takes with it: search words, and the generated headlines of its events."""
    if found.noun is Noun.ORGANIZATION and renamings(entry.tracker, found.id):
        raise OrgtrackError(
            f"The name of o{found.id} {found.name} comes from a renaming on record; edit new_name of that event."
        )
    refresh_search(entry.tracker, found.noun, found.id)
    if found.noun is Noun.PERSON:
        check_not_redacted(entry.tracker, display_name(entry.tracker, found.noun, found.id))
    keep = f"orgtrack alias {found.noun.id(found.id)} '{found.name}'"
    entry.remark(f"'{found.name}' is no longer known; to keep it as another name: {keep}")
    for number in events_naming(entry.tracker, f"{found.noun}_id", found.id):
        event = event_on_record(entry.tracker, number)
        assert event is not None
        now = replace(event, headline=_with_new_name(entry, event, found))
        if now != event:
            update(entry.tracker, "events", number, {"headline": now.headline})


def _with_new_name(entry: Entry, event: Event, found: Found) -> str:
    """The headline anew where it is a generated one: where it was made of the old name."""
    name = display_name(entry.tracker, found.noun, found.id)
    generated = headline(entry.tracker, event)
    return generated if event.headline == generated.replace(name, found.name) else event.headline


def _edit_event(entry: Entry, event: Event, fields: Fields) -> str:
    unknown = [name for name in fields if name not in EVENT_FIELDS]
    if unknown:
        raise Misused(f"An event has no field {shown(unknown[0])}; it has {', '.join(EVENT_FIELDS)}.")
    now = event
    for name, text in fields.items():
        now = replace(now, **_event_value(entry, event, name, text.strip()))  # type: ignore[arg-type]
    for row in citations(entry.tracker, event.id) if now.status is Status.HAPPENED else ():
        now = replace(now, date=bounded(now.date, now.status, None, publication(row)))
    now = _planned_if_to_come(entry, now, fields)
    check_possible(entry, now)
    now = settle(entry, event, now)
    return f"e{now.id}: " + ", ".join(f"{n}={t}" if t else f"no {n}" for n, t in fields.items()) + "."


def _planned_if_to_come(entry: Entry, event: Event, fields: Fields) -> Event:
    if event.status is not Status.HAPPENED or event.date.earliest is None or event.date.earliest <= entry.today:
        return event
    if "status" in fields:
        raise OrgtrackError(
            f"e{event.id} is dated after today, {entry.today}: it cannot have happened yet; edit its date."
        )
    entry.remark_to_come(event.date.edtf)
    return replace(event, status=Status.PLANNED)


def _event_value(entry: Entry, event: Event, name: str, text: str) -> dict[str, object]:
    """One field of an event as it is kept."""
    if name in ("date", "announced"):
        if name == "date" and fold(text) in ("", "unknown"):
            return {"date": undated()}
        read = read_date(text, fiscal_year_end=fiscal_year_end(entry, event.organization_id)) if text else None
        return {name: read}
    if name in ("person", "title", "organization"):
        found = {"person": person, "title": title, "organization": organization}[name](entry, text)
        as_typed = text if name == "title" and text != found.name and not read_id(text) else None
        return {f"{name}_id": found.id, **({"title_text": as_typed} if name == "title" else {})}
    if name in ("acting", "last_day"):
        if text.lower() not in ("yes", "no", ""):
            raise Misused(f"{name} is yes or no, not {shown(text)}.")
        return {name: text.lower() == "yes"}
    if name in ("ends", "supersedes"):
        return {f"{name}_event_id": event_id(entry, text) if text else None}
    if name == "status":
        return {"status": Status(str(_choice(Status)(text)))}
    if name == "visibility":
        return {"visibility": Visibility(str(_choice(Visibility)(text)))}
    if name in ("manner", "reason") and text:
        return {name: _choice(Manner if name == "manner" else Reason)(text)}
    if name == "end_state" and text not in ("", "unknown"):
        raise Misused(f"end_state is unknown or nothing, not {shown(text)}.")
    if name == "headline" and not text:
        raise Misused("A headline cannot be empty.")
    return {name: checked_name(text) if name == "new_name" else checked_text(text, name)}


def remove(entry: Entry, what: str) -> str:
    """Take a record off the tracker, if no event or citation rests on it; the sentence that says so."""
    read = read_id(what.strip())
    if read is None:
        raise Misused(f"{shown(what)} is no id; removing takes an id, like e12 or p7.")
    noun, number = read
    if noun is Noun.EVENT:
        return remove_event(entry, event_called(entry, what))
    if by_id(entry.tracker, noun.table, number) is None:
        kept = kept_for(entry.tracker, noun, number)
        if kept is not None:
            raise OrgtrackError(
                f"{what} is now {noun.id(kept)} and no record of its own; 'orgtrack unsame {what}' parts them."
            )
        raise no_such(noun, what)
    if is_named(entry.tracker, noun, number):
        hint = f"'orgtrack timeline {what}' shows the events"
        raise OrgtrackError(f"{what} is named by events or other records; remove or edit those first ({hint}).")
    remove_names(entry.tracker, noun, number)
    delete(entry.tracker, noun.table, number)
    return f"Removed {what}."
