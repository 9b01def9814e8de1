"""Made-up trackers of any size, the same on every run, for the benchmarks.

Written straight into the tables, without the triggers: a million events in under a minute.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from orgtrack.model.vocabulary import EventType, Level, Manner, Noun, Reason, Status
from orgtrack.names import fold
from orgtrack.names.searching import search_keys, search_prefixes
from orgtrack.record.entry import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.counting import count_anew
from orgtrack.store.names import add_blocks

TITLES = 60
TODAY = date(2026, 1, 1)
_FIRST = (
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Eva",
    "Farid",
    "Grace",
    "Hiro",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Marta",
    "Nils",
)
_LAST = ("Adeyemi", "Börjesson", "Chen", "Dubois", "Evans", "Fischer", "García", "Haddad", "Ivanov", "Jensen", "Khan")
_HAN = ("马云", "吴泳铭", "蔡崇信", "张勇", "蒋凡", "刘强东", "李彦宏", "王兴")
_STEMS = ("Acme", "Borealis", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper", "Kestrel")
_SORTS = ("Bank", "Energy", "Foods", "Labs", "Logistics", "Media", "Motors", "Pharma", "Steel", "Systems")
# Of 15,278 real positions 0.8 % named a day, 62 % a month, 13 % a year, 9 % nothing; news adds days.
_PRECISIONS = ("day", "month", "quarter", "year", "range", "unknown")
_PRECISION_SHARES = (30, 40, 5, 12, 4, 9)
_TYPES = (EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST, EventType.MILESTONE, EventType.FORMATION)
_TYPE_SHARES = (46, 28, 14, 8, 4)


def make_events(path: Path, events: int, people: int) -> None:
    """Fill a new tracker at `path`: a tenth as many organizations as people, a tenth of them companies' units apart."""
    with open_tracker(path, write=True) as tracker:
        connection = tracker.connection
        made_of = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql <> ''"
        aside = [(kind, connection.execute(made_of, (kind,)).fetchall()) for kind in ("index", "trigger")]
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        with tracker.writing(command="made", actor="benchmark", time="2026-01-01T00:00:00Z"):
            for kind, made in aside:
                for each in made:
                    connection.execute(f'DROP {kind} "{each["name"]}"')
            _fill(connection, events, people)
            organizations = max(people // 10, 10)
            add_blocks(tracker, Noun.PERSON, ((n, [_person(n)]) for n in range(1, people + 1)))
            add_blocks(tracker, Noun.ORGANIZATION, ((n, [_organization_name(n)]) for n in range(1, organizations + 1)))
            connection.execute(
                "INSERT INTO change(txn_id, table_name, row_id, operation) SELECT 1, 'events', id, 'insert' FROM events"
            )
            for table in ("people_fts", "organizations_fts", "events_fts"):
                connection.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
            for _, made in aside:
                for each in made:
                    connection.execute(each["sql"])
            count_anew(connection)


def made_whole(path: Path, events: int) -> None:
    """A new tracker with so many events and all that follows from them."""
    make_events(path, events, events // 5)
    with open_tracker(path, write=True) as tracker:
        tracker.connection.execute("PRAGMA synchronous = OFF")
        with tracker.writing(command="made", actor="benchmark", time="2026-01-01T00:00:00Z"):
            complete(tracker)
            rebuild(Entry(tracker=tracker, today=TODAY))


def complete(tracker: Tracker) -> None:
    """Add what the made-up events lack for tenures: the events that say where a unit stands, and the posts."""
    run = tracker.connection.execute
    run(
        "INSERT INTO events(type, organization_id, company_id, headline, date_precision)"
        " SELECT 'in-existence', id, company_id, 'a unit', 'unknown' FROM organizations WHERE parent_id IS NOT NULL"
    )
    run(
        "INSERT INTO event_participants(event_id, role, organization_id) SELECT events.id, 'parent', parent_id"
        " FROM events JOIN organizations ON organizations.id = events.organization_id"
        " WHERE type IN ('in-existence', 'formation') AND parent_id IS NOT NULL"
    )
    run(
        "INSERT INTO posts(title_id, organization_id) SELECT DISTINCT title_id, organization_id FROM events"
        " WHERE title_id IS NOT NULL"
    )


def _fill(connection: sqlite3.Connection, events: int, people: int) -> None:
    chance = random.Random(20260101)
    organizations = max(people // 10, 10)
    levels = [str(level) for level in Level]
    connection.executemany(
        "INSERT INTO titles(id, name, level, name_key) VALUES (?, ?, ?, ?)",
        ((n, f"Chief {n} Officer", levels[n % len(levels)], fold(f"Chief {n} Officer")) for n in range(1, TITLES + 1)),
    )
    connection.executemany(
        "INSERT INTO people(id, name, name_key, search_keys, search_prefixes) VALUES (?, ?, ?, ?, ?)",
        (_named(number, _person(number)) for number in range(1, people + 1)),
    )
    connection.executemany(
        "INSERT INTO organizations(id, name, name_key, search_keys, search_prefixes, kind, parent_id, company_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (_organization(number) for number in range(1, organizations + 1)),
    )
    connection.executemany(
        "INSERT INTO sources(id, title, url, published, published_earliest, published_latest)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (_source(number) for number in range(1, max(events // 100, 1) + 1)),
    )
    connection.executemany(_INSERT_EVENT, _events(chance, events, people, organizations))
    # One event in twenty has no source; one in two hundred has a source that says otherwise.
    connection.execute(
        "INSERT INTO citations(event_id, source_id, quote, says_field, says_value)"
        " SELECT id, 1 + id % ?, 'as quoted', CASE WHEN id % 200 = 1 THEN 'amount' END,"
        " CASE WHEN id % 200 = 1 THEN '2 billion' END FROM events WHERE id % 20 <> 0",
        (max(events // 100, 1),),
    )


_INSERT_EVENT = (
    "INSERT INTO events(id, date, type, person_id, title_id, organization_id, company_id, headline, status, manner,"
    " reason, amount, date_text, date_earliest, date_latest, date_precision, visibility)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _person(number: int) -> str:
    if number % 50 == 0:
        return f"{_HAN[number // 50 % len(_HAN)]} {number}"
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]} {number}"


def _named(number: int, name: str) -> tuple[object, ...]:
    return number, name, fold(name), search_keys([name]), search_prefixes([name])


def company_of(organization: int) -> int:
    """The company that an organization belongs to: the first of its ten."""
    return (organization - 1) // 10 * 10 + 1


def _organization_name(number: int) -> str:
    return f"{_STEMS[number % len(_STEMS)]} {_SORTS[number // len(_STEMS) % len(_SORTS)]} {number}"


def _organization(number: int) -> tuple[object, ...]:
    company = company_of(number)
    is_company = company == number
    return (
        *_named(number, _organization_name(number)),
        "company" if is_company else "unit",
        None if is_company else company,
        company,
    )


def _source(number: int) -> tuple[object, ...]:
    day = f"{2005 + number % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
    return number, f"Report {number}", f"https://example.org/{number}", day, day, day


def _events(chance: random.Random, events: int, people: int, organizations: int) -> Iterator[tuple[object, ...]]:
    types = chance.choices(_TYPES, _TYPE_SHARES, k=events)
    precisions = chance.choices(_PRECISIONS, _PRECISION_SHARES, k=events)
    formed: set[int] = set()
    for number, (type_, precision) in enumerate(zip(types, precisions, strict=True), start=1):
        # A few organizations make most of the news.
        organization = 1 + int(organizations * chance.random() ** 2)
        # Nothing is formed twice.
        if type_ is EventType.FORMATION:
            type_ = EventType.MILESTONE if organization in formed else type_
            formed.add(organization)
        is_personal = type_ in (EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST)
        person = 1 + int(people * chance.random()) if is_personal else None
        title = 1 + int(TITLES * chance.random() ** 2) if is_personal else None
        edtf, earliest, latest = _date(chance, precision)
        yield (
            number,
            edtf,
            str(type_),
            person,
            title,
            organization,
            company_of(organization),
            f"{type_} of {_person(person) if person else 'a unit'} number {number}",
            str(chance.choices(list(Status), (93, 4, 2, 1))[0]),
            str(chance.choice(list(Manner))) if type_ is EventType.APPOINTMENT else None,
            str(chance.choice(list(Reason))) if type_ is EventType.DEPARTURE else None,
            "380 billion CNY" if type_ is EventType.MILESTONE else None,
            edtf and f"in {edtf}",
            earliest,
            latest,
            precision,
            "private" if number % 1000 == 0 else "public",
        )


def _date(chance: random.Random, precision: str) -> tuple[str | None, str | None, str | None]:
    """A date of that precision as written, with its first and last day."""
    year = 2026 - int(40 * chance.random() ** 2)
    month = chance.randint(1, 12)
    match precision:
        case "day":
            day = f"{year}-{month:02}-{chance.randint(1, 28):02}"
            return day, day, day
        case "month":
            return f"{year}-{month:02}", f"{year}-{month:02}-01", f"{year}-{month:02}-28"
        case "quarter":
            first = 3 * (month // 4) + 1
            return f"{year}-{33 + month // 4}", f"{year}-{first:02}-01", f"{year}-{first + 2:02}-28"
        case "year":
            return str(year), f"{year}-01-01", f"{year}-12-31"
        case "range":
            return f"[{year}..{year + 1}]", f"{year}-01-01", f"{year + 1}-12-31"
        case _:
            return None, None, None
