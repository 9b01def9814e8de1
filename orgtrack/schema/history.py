"""The change log: triggers that keep the old values of whatever changes, whoever changes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

# Those of the first form; a step that makes another adds its triggers.
LOGGED_FIRST = (
    "people",
    "organizations",
    "titles",
    "posts",
    "events",
    "event_participants",
    "sources",
    "citations",
    "names",
    "identifiers",
)
LOGGED = (*LOGGED_FIRST, "not_same", "same_as", "resolutions")

# Derived by the same transaction from what is logged, so a log of them would say everything twice.
DERIVED_COLUMNS = {
    "people": {"name_key", "search_keys", "search_prefixes"},
    "organizations": {"parent_id", "company_id", "name_key", "search_keys", "search_prefixes"},
    "titles": {"name_key"},
    "events": {"company_id"},
    "sources": {"url_key", "title_key"},
    "names": {"name_key"},
}

ANOTHER_PROGRAM = "another program"

# A row changed by another program has no open txn: it gets one that says so, one for all that it changes within a
# second. What has entered the chain of digests is closed for good.
_FOREIGN_TXN = f"""
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '{ANOTHER_PROGRAM}', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = '{ANOTHER_PROGRAM}' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"""
_TXN = "coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn))"


def logged_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns whose old values are kept: all but the id, the generated and the derived ones."""
    derived = DERIVED_COLUMNS.get(table, set())
    # table_info leaves generated columns out, which is what is wanted here.
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [row[1] for row in rows if row[1] != "id" and row[1] not in derived]


def log_triggers(connection: sqlite3.Connection, tables: Iterable[str]) -> list[str]:
    """The triggers of those of these tables that there are, from their columns now, in place of older ones."""
    made = []
    for table in tables:
        if columns := logged_columns(connection, table):
            made += [f"DROP TRIGGER IF EXISTS {table}_log_{what}" for what in ("insert", "update", "delete")]
            made += _triggers(table, columns)
    return made


def _triggers(table: str, columns: list[str]) -> list[str]:
    everything = "json_object(" + ", ".join(f"'{c}', OLD.\"{c}\"" for c in columns) + ")"
    # One row of key and value for each column that changed, so that an edit of a note logs a note.
    changed = " UNION ALL ".join(
        f'SELECT \'{c}\' AS k, OLD."{c}" AS v WHERE OLD."{c}" IS NOT NEW."{c}"' for c in columns
    )
    differs = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    return [
        f"""
CREATE TRIGGER {table}_log_insert AFTER INSERT ON {table} BEGIN{_FOREIGN_TXN};
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES ({_TXN}, '{table}', NEW.id, 'insert');
END""",
        f"""
CREATE TRIGGER {table}_log_update AFTER UPDATE ON {table} WHEN {differs} BEGIN{_FOREIGN_TXN};
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT {_TXN}, '{table}', OLD.id, 'update', json_group_object(k, v) FROM ({changed});
END""",
        f"""
CREATE TRIGGER {table}_log_delete AFTER DELETE ON {table} BEGIN{_FOREIGN_TXN};
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES ({_TXN}, '{table}', OLD.id, 'delete', {everything});
END""",
    ]
