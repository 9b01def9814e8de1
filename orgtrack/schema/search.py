"""Full-text search over events: the headline, and every name of the person and the organization in it.

The words come through a view, so they are stored once, with the person and the organization; triggers keep the index
true when an event changes and when a name does. (`people_fts` and `organizations_fts` are made by sqlite-utils.)
"""

from __future__ import annotations


def _index(what: str, where: str) -> str:
    return f"INSERT INTO events_fts(rowid, headline, keys) SELECT id, headline, keys FROM {what} WHERE {where};"


def _unindex(what: str, where: str) -> str:
    # FTS5 with external content must be told the very words that it indexed.
    return (
        "INSERT INTO events_fts(events_fts, rowid, headline, keys)"
        f" SELECT 'delete', id, headline, keys FROM {what} WHERE {where};"
    )


def _names_trigger(table: str, column: str) -> list[str]:
    return [
        f"""
CREATE TRIGGER {table}_event_words_before BEFORE UPDATE OF name, search_keys ON {table}
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    {_unindex("event_words", f"{column} = OLD.id")}
END""",
        f"""
CREATE TRIGGER {table}_event_words_after AFTER UPDATE OF name, search_keys ON {table}
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    {_index("event_words", f"{column} = NEW.id")}
END""",
    ]


EVENT_SEARCH = [
    """
CREATE VIEW event_words AS
SELECT events.id, events.headline, events.person_id, events.organization_id,
    coalesce(people.search_keys, '') || ' ' || coalesce(organizations.search_keys, '') AS keys
FROM events
LEFT JOIN people ON people.id = events.person_id
LEFT JOIN organizations ON organizations.id = events.organization_id""",
    """
CREATE VIRTUAL TABLE events_fts USING FTS5 (
    headline, keys, tokenize='unicode61 remove_diacritics 2', content="event_words", content_rowid="id"
)""",
    f"""
CREATE TRIGGER events_words_insert AFTER INSERT ON events BEGIN
    {_index("event_words", "id = NEW.id")}
END""",
    f"""
CREATE TRIGGER events_words_update_before BEFORE UPDATE OF headline, person_id, organization_id ON events BEGIN
    {_unindex("event_words", "id = OLD.id")}
END""",
    f"""
CREATE TRIGGER events_words_update_after AFTER UPDATE OF headline, person_id, organization_id ON events BEGIN
    {_index("event_words", "id = NEW.id")}
END""",
    f"""
CREATE TRIGGER events_words_delete BEFORE DELETE ON events BEGIN
    {_unindex("event_words", "id = OLD.id")}
END""",
    *_names_trigger("people", "person_id"),
    *_names_trigger("organizations", "organization_id"),
]
