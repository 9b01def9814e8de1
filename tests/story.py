"""Helpers of the tests: a tracker in a folder, recorded in and asked through the real program."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import orgtrack
from orgtrack.cli import app
from orgtrack.cli.add import EVENT_WORDS
from orgtrack.schema.history import LOGGED, logged_columns

REPOSITORY = Path(orgtrack.__file__).parent.parent
SHARED = Path(__file__).parent.parent.parent / "shared"
TODAY = "2025-07-16"
PATIENCE = 20.0

Row = tuple[Any, ...]
Snapshot = dict[str, dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the program answered: its exit code, data and talk."""

    code: int
    out: str
    err: str

    @property
    def candidates(self) -> list[dict[str, str]]:
        """The candidates that a command which needs a choice prints for programs."""
        found = json.loads(self.out)["candidates"]
        assert isinstance(found, list)
        return found

    @property
    def ids(self) -> list[str]:
        """The ids of the events that the sentences on standard output are about."""
        return re.findall(r"^(e\d+)\b", self.out, re.MULTILINE)


# Of what the file keeps counts.
COUNTED = {
    "events": ("type", "company_id", "title_id", "year", "status", "manner", "date_precision", "move_month"),
    "tenures": ("title_id", "organization_id", "end_state", "acting"),
}


class Story:
    """One tracker and the day it is; every word goes through the command line."""

    def __init__(self, folder: Path, *, today: str = TODAY, file: str = "t.db") -> None:
        self.folder = folder
        self.path = folder / file
        self.today = today

    def run(self, *words: str, stdin: str | bytes | None = None) -> Said:
        """Run one command inside this process. An exception that the program did not expect is raised here."""
        result = CliRunner().invoke(
            app,
            ["--db", str(self.path), "--today", self.today, "--actor", "tester", *words],
            input=stdin,
            env={"ORGTRACK_DB": None, "VISUAL": None, "EDITOR": None},
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(code=result.exit_code, out=result.stdout, err=result.stderr)

    def say(self, *words: str, stdin: str | bytes | None = None) -> Said:
        """Run one command that must succeed."""
        said = self.run(*words, stdin=stdin)
        assert said.code == 0, f"{shlex.join(words)}\n{said.out}{said.err}"
        return said

    def refuse(self, *words: str, code: int = 1, stdin: str | bytes | None = None) -> Said:
        """Run one command that must be refused with this code, say why, and write nothing."""
        before = self.content()
        said = self.run(*words, stdin=stdin)
        assert said.code == code, f"{shlex.join(words)}\nended with {said.code}:\n{said.out}{said.err}"
        assert said.err.strip(), "a refusal without a word"
        assert "Traceback" not in said.err
        if code != 3:
            assert said.out == ""
        assert self.content() == before, f"{shlex.join(words)} was refused and wrote something"
        return said

    def add(self, *words: str) -> Said:
        """`orgtrack add …`, which must succeed."""
        return self.say("add", *words)

    def article(self, text: str) -> Said:
        """Record a whole article from standard input, which must succeed."""
        return self.say("add", "-", stdin=text)

    def load(self, text: str | bytes) -> Said:
        """Import a CSV text, which must succeed."""
        return self.say("import", "-", stdin=text)

    def tell(self, text: str) -> None:
        """The commands of a story, one a line: `$ verb …`, or `DATE TYPE …` for an event on a date."""
        for line in text.splitlines():
            words = shlex.split(line, comments=False) if _is_told(line) else []
            if words[:1] == ["$"]:
                self.say(*words[1:])
            elif words:
                self.add(words[1], *words[2:], "--date", words[0])

    def rows(self, sql: str, *parameters: str | int | None) -> list[Row]:
        """Rows of the file as it is on the disk."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, *parameters: str | int | None) -> Any:  # noqa: ANN401 - of whatever type the column is
        """The one value of the one row of a query."""
        ((found,),) = self.rows(sql, *parameters)
        return found

    def event(self, event_id: str, *columns: str) -> Row:
        """Columns of one event."""
        (found,) = self.rows(f"SELECT {', '.join(columns)} FROM events WHERE 'e' || id = ?", event_id)
        return found

    def names(self, table: str) -> list[str]:
        """The display names of all people, organizations or titles, in the order in which they were made."""
        return [row[0] for row in self.rows(f"SELECT name FROM {table} ORDER BY id")]

    def count(self, table: str = "events") -> int:
        """How many rows a table has."""
        return int(self.value(f"SELECT count(*) FROM {table}"))

    def company_of(self, organization: str, event_id: str | None = None) -> str | None:
        """The company under which an organization, or one of its events, stands."""
        if event_id is None:
            sql = "SELECT above.name FROM organizations AS own LEFT JOIN organizations AS above"
            return self.named(f"{sql} ON above.id = own.company_id WHERE own.name = ?", organization)
        sql = "SELECT above.name FROM events LEFT JOIN organizations AS above ON above.id = events.company_id"
        return self.named(f"{sql} WHERE 'e' || events.id = ?", event_id)

    def named(self, sql: str, *parameters: str) -> str | None:
        """The one text of a query, or None."""
        found = self.value(sql, *parameters)
        assert found is None or isinstance(found, str)
        return found

    def snapshot(self) -> Snapshot:
        """Every logged column of every logged row, by table and id."""
        with closing(sqlite3.connect(self.path)) as connection:
            return {table: _logged_rows(connection, table) for table in LOGGED}

    def content(self) -> str | None:
        """All that the file holds, the log included; None while there is no file.

        How full-text search keeps its words is left out: the same words may be kept in other ways; so is what is
        counted as none.
        """
        if not self.path.exists() or self.path.stat().st_size == 0:
            return None
        with closing(sqlite3.connect(self.path)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            rows = ((name, connection.execute(f'SELECT * FROM "{name}"')) for (name,) in tables if "_fts" not in name)
            lines = ((name, row) for name, found in rows for row in sorted(found, key=repr))
            return "\n".join(f"{name} {row}" for name, row in lines if name != "counts" or row[-1])

    def found_events(self, words: str) -> list[str]:
        """The events that full-text search finds, by id."""
        sql = "SELECT 'e' || rowid FROM events_fts WHERE events_fts MATCH ? ORDER BY rowid"
        return [row[0] for row in self.rows(sql, _all_of(words))]

    def found_names(self, table: str, words: str) -> list[str]:
        """The people or organizations that full-text search finds, by display name."""
        sql = f"SELECT {table}.name FROM {table}_fts JOIN {table} ON {table}.id = {table}_fts.rowid"
        return [row[0] for row in self.rows(f"{sql} WHERE {table}_fts MATCH ? ORDER BY {table}.id", _all_of(words))]

    def check_whole(self) -> None:
        """The file is sound: pages, foreign keys, counts, and every full-text index true to what it indexes."""
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("SELECT count(*) FROM txn WHERE is_open = 1").fetchall() == [(0,)]
            for index in ("events_fts", "people_fts", "organizations_fts"):
                connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
            connection.rollback()
        self.check_counts()

    def check_counts(self) -> None:
        """The counts that are kept are those of the rows."""
        with closing(sqlite3.connect(self.path)) as connection:
            for table, columns in COUNTED.items():
                for column in columns:
                    assert _kept(connection, table, column) == _counted(connection, table, column), (table, column)


def _kept(connection: sqlite3.Connection, table: str, column: str) -> dict[str, int]:
    sql = "SELECT value, number FROM counts WHERE counted = ? AND number <> 0"
    return dict(connection.execute(sql, (f"{table}.{column}",)).fetchall())


def _counted(connection: sqlite3.Connection, table: str, column: str) -> dict[str, int]:
    """How many rows have each value; '' for none."""
    month = "CASE WHEN type IN ('appointment', 'departure') AND status IN ('happened', 'planned') THEN month END"
    value = month if column == "move_month" else column
    return dict(connection.execute(f"SELECT coalesce({value} || '', ''), count(*) FROM {table} GROUP BY 1").fetchall())


def _all_of(words: str) -> str:
    """What asks full-text search for all of these words."""
    return " ".join(f'"{word}"' for word in words.split())


def _is_told(line: str) -> bool:
    words = line.split()
    return bool(words) and (words[0] == "$" or (len(words) > 1 and words[1] in EVENT_WORDS))


def _logged_rows(connection: sqlite3.Connection, table: str) -> dict[int, dict[str, Any]]:
    columns = logged_columns(connection, table)
    listed = ", ".join(f'"{column}"' for column in ["id", *columns])
    rows = connection.execute(f"SELECT {listed} FROM {table}")
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}


def undone(now: Snapshot, changes: Iterable[Row]) -> Snapshot:
    """What was there before these changes (table_name, row_id, operation, old), the latest first."""
    before = {table: {number: dict(row) for number, row in rows.items()} for table, rows in now.items()}
    for table, number, operation, old in changes:
        if operation == "insert":
            del before[table][number]
        elif operation == "delete":
            assert number not in before[table]
            before[table][number] = json.loads(old)
        else:
            before[table][number] |= json.loads(old)
    return before


def environment(**more: str) -> dict[str, str]:
    """The environment of a process of ours: this very program, and nothing of the user's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORGTRACK_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "PYTHONWARNINGS": "default", **more}


def command(*words: str | bytes) -> list[str | bytes]:
    """The command line of `orgtrack …` as a process."""
    return [sys.executable, "-m", "orgtrack", *words]


def process(
    *words: str | bytes,
    folder: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> Said:
    """Run `orgtrack …` as a process of its own in a folder."""
    done = subprocess.run(
        [*prefix, *command(*words)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=env or environment(),
        timeout=PATIENCE * 3,
    )
    return Said(
        code=done.returncode, out=done.stdout.decode(errors="replace"), err=done.stderr.decode(errors="replace")
    )


class Terminal:
    """`orgtrack …` with a person at the terminal: what it shows is waited for, what the person types is sent."""

    def __init__(self, *words: str, folder: Path, env: Mapping[str, str] | None = None) -> None:
        self._ours, theirs = pty.openpty()
        self.shown = ""
        self._process = subprocess.Popen(
            command(*words), stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=env or environment()
        )
        os.close(theirs)

    def sees(self, text: str) -> None:
        """Wait until the text stands on the screen; what stands before it was seen."""
        while text not in self.shown:
            assert self._reads(), f"{text!r} was waited for; the screen showed {self.shown!r}"
        self.shown = self.shown.split(text, 1)[1]

    def types(self, line: str) -> None:
        """Type a line."""
        os.write(self._ours, f"{line}\n".encode())

    def interrupts(self) -> None:
        """Ctrl-C, again when the program goes on: a signal between two steps of a read may pass unheard."""
        for _ in range(4):
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                continue
            return

    def ends(self) -> int:
        """The exit code, once the program has ended; `shown` holds the rest of the screen."""
        try:
            while self._reads():
                pass
            return self._process.wait(PATIENCE)
        finally:
            self.close()

    def close(self) -> None:
        """Leave nothing running and nothing open."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _reads(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], PATIENCE)
        if not ready:
            return False
        try:
            read = os.read(self._ours, 65536)
        except OSError:  # Linux says EIO when the other side has been closed
            return False
        self.shown += read.decode(errors="replace").replace("\r\n", "\n")
        return bool(read)
