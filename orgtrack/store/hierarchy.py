"""Who belongs to whom, and when: the derived table `hierarchy` and what follows for organizations and events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from orgtrack.store.file import Tracker
from orgtrack.tenures.hierarchy import Began, Spell

_SPELL = (
    *("organization_id", "position", "parent_id", "start", "end", "start_earliest", "start_latest", "end_earliest"),
    *("end_latest", "event_id", "end_event_id", "from_day", "is_plan"),
)
_NAMES = ", ".join(f'"{column}"' for column in _SPELL)


def replace_spells(tracker: Tracker, organization_id: int, spells: Iterable[Spell]) -> bool:
    """The parents of one organization, derived anew; whether they were otherwise."""
    rows = [
        (
            organization_id,
            position,
            spell.parent_id,
            spell.start.edtf or None,
            spell.end.edtf or None if spell.end else None,
            _iso(spell.start.earliest),
            _iso(spell.start.latest),
            _iso(spell.end.earliest) if spell.end else None,
            _iso(spell.end.latest) if spell.end else None,
            spell.event_id,
            spell.end_event_id,
            spell.from_day,
            int(spell.is_plan),
        )
        for position, spell in enumerate(spells)
    ]
    on_file = tracker.rows(
        f"SELECT {_NAMES} FROM hierarchy WHERE organization_id = ? ORDER BY position", (organization_id,)
    )
    if [tuple(row) for row in on_file] == rows:
        return False
    tracker.connection.execute("DELETE FROM hierarchy WHERE organization_id = ?", (organization_id,))
    tracker.connection.executemany(f"INSERT INTO hierarchy({_NAMES}) VALUES ({', '.join('?' * len(_SPELL))})", rows)
    return True


def organizations_in_batches(tracker: Tracker) -> Iterator[set[int]]:
    """The id of every organization, in order, some hundred at a time."""
    last = 0
    while rows := tracker.rows("SELECT id FROM organizations WHERE id > ? ORDER BY id LIMIT 500", (last,)):
        yield {row[0] for row in rows}
        last = rows[-1][0]


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def parents(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, list[Began]]:
    """The spells of these organizations and of everything above them, each organization's in order of time."""
    found: dict[int, list[Began]] = {}
    wanted = set(organization_ids)
    while wanted:
        marks = ", ".join(str(int(number)) for number in wanted)
        found.update({number: [] for number in wanted})
        for row in tracker.rows(
            "SELECT organization_id, from_day, parent_id, is_plan FROM hierarchy"
            f" WHERE organization_id IN ({marks}) ORDER BY organization_id, position"
        ):
            found[row["organization_id"]].append(Began(row["from_day"], row["parent_id"], bool(row["is_plan"])))
        wanted = {one.parent_id for began in found.values() for one in began if one.parent_id} - set(found)
    return found


def below(tracker: Tracker, organization_id: int) -> list[int]:
    """The organization and everything that was ever below it."""
    # UNION, not UNION ALL: an organization that is its own ancestor must not go on forever.
    return [
        row[0]
        for row in tracker.rows(
            "WITH RECURSIVE part(id) AS (SELECT :id UNION SELECT hierarchy.organization_id FROM hierarchy"
            " JOIN part ON hierarchy.parent_id = part.id) SELECT id FROM part",
            {"id": organization_id},
        )
    ]


def event_days(tracker: Tracker, organization_ids: Iterable[int]) -> list[tuple[int, int, str | None, int | None]]:
    """The events of these organizations: id, organization, sort day, and the company they stand under now."""
    marks = ", ".join(str(int(number)) for number in organization_ids)
    return [
        tuple(row)
        for row in tracker.rows(
            f"SELECT id, organization_id, date_sort, company_id FROM events WHERE organization_id IN ({marks})"
        )
    ]


def events_on_days(tracker: Tracker, event_ids: Iterable[int]) -> list[tuple[int, int, str | None, int | None]]:
    """Those of these events that an organization has: id, organization, sort day, and the company they are under."""
    return [
        tuple(row)
        for row in tracker.rows(
            "SELECT id, organization_id, date_sort, company_id FROM events WHERE organization_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(event_ids)),),
        )
    ]


def set_companies(tracker: Tracker, companies: Mapping[int, int]) -> None:
    """The company of each event, derived anew."""
    tracker.connection.executemany(
        "UPDATE events SET company_id = ? WHERE id = ?", [(company, event) for event, company in companies.items()]
    )


def set_place(tracker: Tracker, organization_id: int, parent_id: int | None, company_id: int | None) -> bool:
    """The parent and the company of an organization by its last recorded parents; whether they were otherwise."""
    changed = tracker.connection.execute(
        "UPDATE organizations SET parent_id = ?1, company_id = ?2 WHERE id = ?3"
        " AND (parent_id IS NOT ?1 OR company_id IS NOT ?2)",
        (parent_id, company_id, organization_id),
    )
    return changed.rowcount > 0
