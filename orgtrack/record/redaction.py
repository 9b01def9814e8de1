"""One person taken off the record for good: their rows, what the log keeps of them, and texts that name them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from orgtrack.lookup import Found
from orgtrack.model.claims import Citation, Event
from orgtrack.model.vocabulary import EventType, Noun, Role
from orgtrack.names import fold
from orgtrack.record.headlines import headline
from orgtrack.record.mentions import REDACTED, Mentions
from orgtrack.store import Tracker
from orgtrack.store import redaction as rows
from orgtrack.store.careers import derive_tenures
from orgtrack.store.events import (
    citations,
    events_by_id,
    events_like,
    insert_citation,
    insert_event,
    replace_event,
)
from orgtrack.store.tombstones import bury

_OF_PERSON = frozenset({EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST})
_NOUNS = {noun.table: noun for noun in Noun}
# A number this short is in other numbers.
_SHORTEST_NUMBER = 5
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What became of one person's traces.

    `remaining` says what still bears the name, because it is somebody else's; `doubtful` which texts of what was kept
    have a word of it.
    """

    person: Found
    names: tuple[str, ...]
    removed: tuple[tuple[int, str], ...]
    kept: tuple[tuple[int, str], ...]
    sources: tuple[int, ...]
    texts: tuple[str, ...]
    changes: int
    commands: int
    remaining: tuple[str, ...]
    doubtful: tuple[str, ...]


def redact(tracker: Tracker, person: Found, today: date) -> Redaction:
    """Take a person off the record in the transaction of the caller, which must have an entry of the log open.

    Their events go. What is about an organization or about others stays without them: a milestone loses its person, an
    appointment that says whom they succeeded becomes that person's departure.
    """
    names, numbers = rows.names_of(tracker, person.id), rows.numbers_of(tracker, person.id)
    theirs = rows.ids_of(tracker, person.id)
    bearers = _Bearers(tracker, person.id, [*names, *(value for _, value in numbers if len(value) >= _SHORTEST_NUMBER)])
    events = events_by_id(tracker, rows.events_of_people(tracker, [person.id]))
    affected = {p for e in events.values() for p in (e.person_id, *(q.person_id for q in e.participants)) if p}
    removed = {number for number, event in events.items() if _goes(event, person.id)}
    turned = {number for number in removed if _turn(tracker, events[number], person.id)}
    removed -= turned
    keys = rows.rows_about(tracker, person.id, removed) | rows.rows_on_log(tracker, theirs, removed)
    for number, event in events.items():
        if number not in removed | turned:
            _leave(tracker, event, person.id)
    sources = rows.delete_events(tracker, removed)
    rows.delete_person(tracker, person.id)
    derive_tenures(tracker, sorted(affected - {person.id}))
    changes, entries = rows.purge_log(tracker, theirs, keys | {("sources", number) for number in sources})
    entries |= rows.entries_of(tracker, [("events", number) for number in events.keys() - removed])
    commands = _shorten(tracker, entries)
    rows.forget_changes(tracker)
    texts, remaining = _take_out(tracker, bearers)
    rows.forget_changes(tracker)
    doubtful = _doubtful(tracker, names, events.keys() - removed)
    rows.index_anew(tracker)
    bury(tracker, [*names, *(f"{scheme}:{value}" for scheme, value in numbers)], str(today))
    kept = events_by_id(tracker, events.keys() - removed)
    rows.close_unlogged(tracker)
    return Redaction(
        person=person,
        names=tuple(bearers.names),
        removed=tuple((number, events[number].headline) for number in sorted(removed)),
        kept=tuple((number, kept[number].headline) for number in sorted(kept)),
        sources=tuple(sources),
        texts=tuple(texts),
        changes=changes,
        commands=commands,
        remaining=(*bearers.written, *remaining),
        doubtful=tuple(doubtful),
    )


def _goes(event: Event, person_id: int) -> bool:
    return event.person_id == person_id and event.type in _OF_PERSON


def _turn(tracker: Tracker, event: Event, person_id: int) -> bool:
    """Make of an appointment the departure of whom it succeeded, where nothing else on record says that they left."""
    others = [p.person_id for p in event.participants_as(Role.SUCCEEDED) if p.person_id and p.person_id != person_id]
    turned = False
    for other in others:
        left = Event(
            type=EventType.DEPARTURE,
            date=event.date,
            status=event.status,
            person_id=other,
            title_id=event.title_id,
            organization_id=event.organization_id,
            company_id=event.company_id,
            announced=event.announced,
            visibility=event.visibility,
        )
        if events_like(tracker, left, overlapping=True):
            continue
        left = replace(left, headline=headline(tracker, left))
        if turned:
            number = insert_event(tracker, left)
            for row in citations(tracker, event.id):
                insert_citation(tracker, number, Citation(source_id=row["source_id"], quote=row["quote"]))
        else:
            rows.take_participants(tracker, event.id)
            replace_event(tracker, replace(left, id=event.id))
        turned = True
    return turned


def _leave(tracker: Tracker, event: Event, person_id: int) -> None:
    """Keep an event without the person."""
    rows.take_participants(tracker, event.id, person_id)
    if event.person_id == person_id:
        replace_event(tracker, replace(event, person_id=None))


def _shorten(tracker: Tracker, entries: Collection[int]) -> int:
    """Leave of the commands that recorded the person nothing but what kind they were; how many."""
    count = 0
    for txn_id, command in rows.commands_of(tracker, entries).items():
        words = command.split()
        verbs = [w for w, before in zip(words[1:], words, strict=False) if w.isalpha() and not before.startswith("--")]
        # The file of an import holds others too, and so its command says nothing of one.
        if words[:1] == ["orgtrack"] and verbs[:1] != ["import"]:
            rows.set_command(tracker, txn_id, " ".join(["orgtrack", *verbs[:1], REDACTED]))
            count += 1
    return count


class _Bearers:
    """Who else bears a name of the person, or a name that holds one: what is theirs stays."""

    def __init__(self, tracker: Tracker, person_id: int, names: list[str]) -> None:
        self.names = names
        alone = Mentions(names)
        others = [one for one in rows.record_names(tracker, person_id) if alone.name(one[2])]
        self.written = [f"{_NOUNS[table].id(number)} is called {name}" for table, number, name in others]
        namesakes = {number for table, number, name in others if table == "people" and alone.is_whole(name)}
        self.mentions = Mentions(names, [name for _, _, name in others if not alone.is_whole(name)])
        events = rows.events_of_people(tracker, namesakes)
        self._rows = {("people", number) for number in namesakes} | {("events", number) for number in events}
        self._rows |= {("sources", number) for number in rows.sources_of(tracker, events)}
        self._rows |= {("txn", number) for number in rows.entries_of(tracker, self._rows)}

    def own(self, text: rows.Text) -> bool:
        """Whether a text stands in a row of somebody else of the very same name."""
        if text.table.name == "change":
            return (text.row["table_name"], text.row["row_id"]) in self._rows
        if "event_id" in text.row.keys():  # noqa: SIM118 - a row is asked for values, not for columns
            return ("events", text.row["event_id"]) in self._rows
        return len(text.key) == 1 and (text.table.name, text.key[0]) in self._rows


def _take_out(tracker: Tracker, bearers: _Bearers) -> tuple[list[str], list[str]]:
    """Take the person's names out of every text; where that was, and which texts stay because they are another's."""
    taken, left = [], []
    for text in list(rows.texts_that(tracker, bearers.mentions.name)):
        if bearers.own(text):
            left.append(place(text))
            continue
        rows.set_text(tracker, text, _without(text, bearers.mentions))
        taken.append(place(text))
    return taken, left


def _doubtful(tracker: Tracker, names: Collection[str], kept: Collection[int]) -> list[str]:
    """The texts of these events that hold a word of the names, such as "Mr Lee"."""
    words = {word for name in names for word in name.split() if len(word) >= _SHORTEST_WORD}
    return [place(text) for text in rows.texts_that(tracker, Mentions(words).name, kept)]


def _without(text: rows.Text, mentions: Mentions) -> Mapping[str, str | None]:
    """The columns to change so that a text no longer names the person."""
    if text.table.name == "change":
        old = json.loads(text.text)
        now = {name: _cut(name, value, mentions) if isinstance(value, str) else value for name, value in old.items()}
        return {"old": json.dumps(now, ensure_ascii=False, separators=(",", ":"))}
    now_text = _cut(text.column, text.text, mentions)
    if text.table.name != "sources":
        return {text.column: now_text}
    if text.column == "title":
        return {"title": now_text, "title_key": fold(now_text or "")}
    if text.column == "text":
        return {"text": now_text, "sha256": sha256((now_text or "").encode()).hexdigest()}
    if text.column == "url":
        title = {} if text.row["title"] else {"title": REDACTED}
        return {"url": now_text, "url_key": None, **title}
    return {text.column: now_text}


def _cut(column: str, text: str, mentions: Mentions) -> str | None:
    """The text without the names; of an address that holds one only the host is left."""
    if not mentions.name(text):
        return text
    if column in ("url", "archive_url") and "//" in text:
        host = f"{urlsplit(text).scheme}://{urlsplit(text).netloc}/"
        return None if mentions.name(host) else host
    return mentions.taken_out(text)


def place(text: rows.Text) -> str:
    """Where a text stands, as a reader says it."""
    if text.table.name == "txn":
        return f"{text.column} of entry {text.key[0]} of the log"
    if text.table.name == "change":
        return f"what entry {text.row['txn_id']} of the log keeps"
    if "event_id" in text.row.keys():  # noqa: SIM118 - a row is asked for values, not for columns
        return f"{text.column} of e{text.row['event_id']}"
    noun = _NOUNS.get(text.table.name)
    return f"{text.column} of {noun.id(int(str(text.key[0]))) if noun else text.table.name}"
