"""Who belongs to whom, and when: the derived table `hierarchy` and what follows for organizations and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orgtrack.store.file import Tracker
from orgtrack.tenures.hierarchy import Spell


def replace_spells(tracker: Tracker, organization_id: int, spells: Iterable[Spell]) -> None:
    """The parents of one organization, derived anew."""
    tracker.connection.execute("DELETE FROM hierarchy WHERE organization_id = ?", (organization_id,))
    tracker.connection.executemany(
        'INSERT INTO hierarchy(organization_id, parent_id, start, "end", start_earliest, start_latest, end_earliest,'
        " end_latest, event_id, end_event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                organization_id,
                spell.parent_id,
                spell.start.edtf or None,
                spell.end.edtf or None if spell.end else None,
                _iso(spell.start.earliest),
                _iso(spell.start.latest),
                _iso(spell.end.earliest) if spell.end else None,
                _iso(spell.end.latest) if spell.end else None,
                spell.event_id,
                spell.end_event_id,
            )
            for spell in spells
        ],
    )


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def parents(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, list[tuple[str | None, int | None]]]:
    """For each of these organizations and everything above them: when each parent began (sort day), and which."""
    found: dict[int, list[tuple[str | None, int | None]]] = {}
    wanted = set(organization_ids)
    while wanted:
        marks = ", ".join(str(int(number)) for number in wanted)
        found.update({number: [] for number in wanted})
        for row in tracker.rows(
            "SELECT organization_id, coalesce(start_earliest, start_latest) AS day, parent_id FROM hierarchy"
            f" WHERE organization_id IN ({marks}) ORDER BY organization_id, day NULLS FIRST, event_id"
        ):
            found[row["organization_id"]].append((row["day"], row["parent_id"]))
        wanted = {parent for spells in found.values() for _, parent in spells if parent} - set(found)
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


def set_companies(tracker: Tracker, companies: Mapping[int, int]) -> None:
    """The company of each event, derived anew."""
    tracker.connection.executemany(
        "UPDATE events SET company_id = ? WHERE id = ?", [(company, event) for event, company in companies.items()]
    )


def set_place(tracker: Tracker, organization_id: int, parent_id: int | None, company_id: int | None) -> None:
    """The parent and the company of an organization by its last recorded parents."""
    tracker.connection.execute(
        "UPDATE organizations SET parent_id = ?1, company_id = ?2 WHERE id = ?3"
        " AND (parent_id IS NOT ?1 OR company_id IS NOT ?2)",
        (parent_id, company_id, organization_id),
    )
