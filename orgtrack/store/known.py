"""What was known on a day, in a private copy of a tracker: which events, and which of them were still to come.

An event is known from its announcement, else from the earliest publication among its citations; a source from its
publication. Each counts from the last day that its date allows, so that nothing is taken for known before it surely
was.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgtrack.store.file import Tracker
from orgtrack.store.words import take_words

_NEVER = "9999-12-31"
# `since` is empty where nothing says when the event became known; `newest` is the latest that was out by that day.
_KNOWLEDGE = f"""
INSERT INTO temp.knowledge
SELECT events.id,
    CASE WHEN announced IS NOT NULL THEN coalesce(announced_latest, '{_NEVER}') ELSE min(published_by) END AS since,
    CASE WHEN announced IS NOT NULL THEN coalesce(announced_earliest, '')
        ELSE min(coalesce(published_earliest, '')) END AS first,
    coalesce(max(published_by) FILTER (WHERE published_by <= :known), announced_latest) AS newest,
    coalesce(announced_earliest, min(published_earliest) FILTER (WHERE published_by <= :known)) AS told
FROM events LEFT JOIN (
    SELECT event_id, published_earliest, coalesce(published_latest, '{_NEVER}') AS published_by
    FROM citations JOIN sources ON sources.id = citations.source_id WHERE published IS NOT NULL
) ON event_id = events.id
GROUP BY events.id"""
_UNKNOWN = "SELECT id FROM temp.knowledge WHERE since IS NULL OR since > :known"
# What every source of then was too old to have seen. What is reported as happened has no later last day than its
# source, so an undated event with one was a plan to all older sources.
_TO_COME = """
SELECT events.id FROM temp.knowledge JOIN events ON events.id = knowledge.id
WHERE since <= :known AND status = 'happened'
    AND newest < CASE WHEN date IS NULL THEN coalesce(date_earliest, date_latest) ELSE date_earliest END"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """`changed` are the events that stand otherwise: not known yet, still to come, or naming one not known.

    `renamed` and `of_other_kind` are the organizations that such an event renames or makes another kind of.
    `without_day` counts the events of which nothing says when they became known, `perhaps` those that may have been.
    """

    changed: list[int]
    renamed: list[int]
    of_other_kind: list[int]
    without_day: int
    perhaps: int


def note_unknown(tracker: Tracker, known: str) -> Unknown:
    """Note down in a private copy which events were not known, or still to come, on this day."""
    run, day = tracker.connection.execute, {"known": known}
    run("CREATE TEMP TABLE knowledge (id INTEGER PRIMARY KEY, since TEXT, first TEXT, newest TEXT, told TEXT)")
    run(_KNOWLEDGE, day)
    run(f"CREATE TEMP TABLE unknown AS {_UNKNOWN}", day)
    run("CREATE UNIQUE INDEX temp.unknown_id ON unknown(id)")
    run(f"CREATE TEMP TABLE to_come AS {_TO_COME}", day)
    counts = tracker.row(
        "SELECT count(*) FILTER (WHERE since IS NULL), count(*) FILTER (WHERE first <= :known AND since > :known)"
        " FROM temp.knowledge",
        day,
    )
    assert counts is not None
    changed = tracker.rows(
        "SELECT id FROM temp.unknown UNION SELECT id FROM temp.to_come"
        " UNION SELECT id FROM events WHERE ends_event_id IN (SELECT id FROM temp.unknown)"
        " UNION SELECT id FROM events WHERE supersedes_event_id IN (SELECT id FROM temp.unknown)"
    )
    return Unknown(
        changed=[row[0] for row in changed],
        renamed=_organizations(tracker, "type = 'renaming'"),
        of_other_kind=_organizations(tracker, "new_kind IS NOT NULL"),
        without_day=counts[0],
        perhaps=counts[1],
    )


def _organizations(tracker: Tracker, condition: str) -> list[int]:
    rows = tracker.rows(
        f"SELECT DISTINCT organization_id FROM events WHERE {condition} AND organization_id IS NOT NULL"
        " AND id IN (SELECT id FROM temp.unknown UNION ALL SELECT id FROM temp.to_come)"
    )
    return [row[0] for row in rows]


def take_out_unknown(tracker: Tracker, known: str) -> None:
    """Take out what was noted down as unknown and what was published after that day; what was to come is a plan."""
    run = tracker.connection.execute
    run("DELETE FROM citations WHERE event_id IN (SELECT id FROM temp.unknown)")
    run("DELETE FROM event_participants WHERE event_id IN (SELECT id FROM temp.unknown)")
    run("DELETE FROM resolutions WHERE event_id IN (SELECT id FROM temp.unknown)")
    run("DELETE FROM events WHERE id IN (SELECT id FROM temp.unknown)")
    for column in ("ends_event_id", "supersedes_event_id"):
        run(f"UPDATE events SET {column} = NULL WHERE {column} IN (SELECT id FROM temp.unknown)")
    run(
        "UPDATE events SET status = 'planned', (date_earliest, date_latest) = (SELECT"
        " iif(date IS NULL, told, date_earliest), iif(date IS NULL, NULL, date_latest)"
        " FROM temp.knowledge WHERE knowledge.id = events.id) WHERE id IN (SELECT id FROM temp.to_come)"
    )
    run("CREATE TEMP TABLE unpublished AS SELECT id FROM sources WHERE coalesce(published_latest, '~') > ?", (known,))
    run("DELETE FROM citations WHERE source_id IN (SELECT id FROM temp.unpublished)")
    run("DELETE FROM sources WHERE id IN (SELECT id FROM temp.unpublished)")
    run(
        "DELETE FROM posts WHERE NOT EXISTS (SELECT 1 FROM events WHERE organization_id = posts.organization_id"
        " AND title_id = posts.title_id) AND NOT EXISTS (SELECT 1 FROM event_participants"
        " WHERE organization_id = posts.organization_id AND title_id = posts.title_id)"
    )


def hide_unnamed(tracker: Tracker) -> None:
    """Let no words find the people and organizations that only unknown events named; they can still be asked about."""
    for table, column in (("people", "person_id"), ("organizations", "organization_id")):
        take_words(
            tracker,
            table,
            f"SELECT id FROM {table} WHERE NOT EXISTS (SELECT 1 FROM events WHERE {column} = {table}.id)"
            f" AND NOT EXISTS (SELECT 1 FROM event_participants WHERE {column} = {table}.id)",
        )
    tracker.only_named = True
