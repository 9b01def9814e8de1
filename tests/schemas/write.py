"""Writes the newest form of the schema beside this file, as `N.sql`: done once, when form N is released."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory


def schema_of(connection: sqlite3.Connection) -> str:
    """All that makes the form of a file, as one script: its marks, its tables in order, and which steps it has had."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    # SQLite makes what stands behind a full-text table together with that table.
    made = [row[0] for row in connection.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'")]
    statements = [
        sql
        for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        if name not in made and not name.startswith("sqlite_")
    ]
    steps = connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id").fetchall()
    had = [
        f"INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('{group}', '{name}', 'released')"
        for group, name in steps
    ]
    marks = [f"PRAGMA application_id = {application}", f"PRAGMA user_version = {version}"]
    return "".join(f"{statement.strip()};\n" for statement in [*marks, *statements, *had])


def main(folder: Path) -> None:
    """Make a tracker from nothing and write its form into the folder."""
    from orgtrack.schema import VERSION
    from orgtrack.store import open_tracker

    with TemporaryDirectory() as made:
        path = Path(made) / "fresh.db"
        open_tracker(path, write=True).close()
        with closing(sqlite3.connect(path)) as connection:
            (folder / f"{VERSION}.sql").write_text(schema_of(connection), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
