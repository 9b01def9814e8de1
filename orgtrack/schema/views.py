"""Views for readers: `timeline` is the contract of the CSV export, one row an event in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping


def _participant(role: str, column: str, table: str, name: str = "") -> str:
    """The names that take a role in the event, in the order given; several are joined by '; '."""
    return f"""(SELECT group_concat(name, '; ') FROM (
        SELECT {name or f"{table}.name"} FROM event_participants
        JOIN {table} ON {table}.id = event_participants.{column}
        WHERE event_participants.event_id = events.id AND event_participants.role = '{role}'
        ORDER BY event_participants.id))"""


def _called(organization: str, table: str) -> str:
    """What an organization was called on the day of the event: the name before the first renaming that came later.

    A renaming calls it by the name that it loses. On no known day it is called as now.
    """
    return f"""coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = {organization} AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = {organization} AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        {table}.name)"""


def _citations(expression: str) -> str:
    """One line a citation, so that the cells of sources, published, quotes and says are of equal length."""
    return f"""(SELECT group_concat(line, char(10)) FROM (
        SELECT {expression} AS line FROM citations JOIN sources ON sources.id = citations.source_id
        WHERE citations.event_id = events.id ORDER BY citations.id))"""


# In the order of the design, section 9. Joined columns are the dear ones: SOURCE_COLUMNS can be left out of an export.
SOURCE_COLUMNS = ("sources", "published", "quotes", "says")
TIMELINE_COLUMNS: dict[str, str] = {
    "date": "events.date",
    "type": "events.type",
    "status": "events.status",
    "person": "people.name",
    "title": "titles.name",
    "organization": "organizations.name",
    "company": "companies.name",
    "headline": "events.headline",
    "from_title": _participant("left-post", "title_id", "titles"),
    "from_organization": _participant("left-post", "organization_id", "organizations"),
    "parent": _participant("parent", "organization_id", "organizations"),
    "acting": "CASE events.acting WHEN 1 THEN 'yes' END",
    "manner": "events.manner",
    "reason": "events.reason",
    "succeeding": _participant("succeeded", "person_id", "people"),
    "predecessors": _participant("predecessor", "organization_id", "organizations"),
    "successors": _participant("successor", "organization_id", "organizations"),
    "amount": "events.amount",
    "announced": "events.announced",
    "sources": _citations("coalesce(sources.url, sources.title)"),
    "published": _citations("coalesce(sources.published, '')"),
    "quotes": _citations("coalesce(citations.quote, '')"),
    "says": _citations("coalesce(citations.says_field || '=' || citations.says_value, '')"),
    "note": "events.note",
    "title_text": "events.title_text",
    "date_text": "events.date_text",
    "date_earliest": "events.date_earliest",
    "date_latest": "events.date_latest",
    "date_precision": "events.date_precision",
    "date_qualifier": "events.date_qualifier",
    "date_basis": "events.date_basis",
    "supersedes": "'e' || events.supersedes_event_id",
    "id": "'e' || events.id",
    "person_id": "'p' || events.person_id",
    "title_id": "'t' || events.title_id",
    "organization_id": "'o' || events.organization_id",
    "company_id": "'o' || events.company_id",
    "new_name": "events.new_name",
    "new_kind": "events.new_kind",
    "to_title": _participant("reports-to", "title_id", "titles"),
    "to_organization": _participant("reports-to", "organization_id", "organizations"),
    "date_anchor": "events.date_anchor",
    "last_day": "CASE events.last_day WHEN 1 THEN 'yes' END",
    "end_state": "events.end_state",
    "ends": "'e' || events.ends_event_id",
    "visibility": "events.visibility",
}
TIMELINE_FROM = """events
LEFT JOIN people ON people.id = events.person_id
LEFT JOIN titles ON titles.id = events.title_id
LEFT JOIN organizations ON organizations.id = events.organization_id
LEFT JOIN organizations AS companies ON companies.id = events.company_id"""
# The view itself has no order: sorting a million rows to count them would take 13 seconds.
# Nothing is invented for a partial date: by its first possible day, the wider first, undated last.
TIMELINE_ORDER = "events.date_sort NULLS LAST, events.date_to DESC, events.id"


def _timeline(columns: Mapping[str, str]) -> str:
    selected = ",\n    ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"CREATE VIEW timeline AS SELECT\n    {selected}\nFROM {TIMELINE_FROM}"


# Organizations are called as they were on the day of the event; up to the third form they were called as now.
_CALLED_THEN = {
    "organization": _called("events.organization_id", "organizations"),
    "company": _called("events.company_id", "companies"),
    **{
        column: _participant(
            role,
            "organization_id",
            "organizations",
            _called("event_participants.organization_id", "organizations") + " AS name",
        )
        for column, role in (
            ("from_organization", "left-post"),
            ("parent", "parent"),
            ("predecessors", "predecessor"),
            ("successors", "successor"),
            ("to_organization", "reports-to"),
        )
    },
}
CALLED_THEN = ["DROP VIEW timeline", _timeline({**TIMELINE_COLUMNS, **_CALLED_THEN})]

VIEWS = [
    _timeline(TIMELINE_COLUMNS),
    """
CREATE VIEW companies AS
SELECT id, name, parent_id, fiscal_year_end, note FROM organizations WHERE kind = 'company'""",
    """
CREATE VIEW units AS
SELECT id, name, kind, parent_id, company_id, note FROM organizations WHERE kind <> 'company'""",
    # What sources say otherwise than recorded, or otherwise than each other: until a person decides, both stay.
    # Dates conflict only when their bounds, as written, do not overlap. Superseded plans never conflict.
    """
CREATE VIEW conflicts AS
WITH claims AS (
    SELECT events.id AS event_id, events.headline, citations.says_field AS field, citations.says_value AS value,
        CASE citations.says_field
            WHEN 'date' THEN events.date WHEN 'amount' THEN events.amount WHEN 'reason' THEN events.reason
            WHEN 'manner' THEN events.manner WHEN 'new_name' THEN events.new_name
            WHEN 'announced' THEN events.announced WHEN 'acting' THEN iif(events.acting, 'yes', 'no')
        END AS recorded
    FROM citations JOIN events ON events.id = citations.event_id
    WHERE citations.says_field IS NOT NULL AND events.status IN ('happened', 'planned')
        AND NOT EXISTS (SELECT 1 FROM events AS later
            WHERE later.supersedes_event_id = events.id AND later.status <> 'rejected')
        AND NOT (citations.says_field = 'date' AND citations.says_value IS NOT NULL
            AND coalesce(citations.says_earliest, '0001-01-01') <= events.date_to
            AND coalesce(citations.says_latest, '9999-12-31') >= events.date_from)
)
SELECT event_id, headline, field, recorded, group_concat(value, char(10)) AS says
FROM (SELECT DISTINCT event_id, headline, field, recorded, value FROM claims WHERE value IS NOT recorded)
GROUP BY event_id, field
HAVING recorded IS NOT NULL OR count(*) > 1""",
]
