"""The schema: made from nothing, atomic, strict, in the reader's order, and reached from every released form."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from schemas.write import schema_of
from story import REPOSITORY, Story, command, environment

from orgtrack.errors import OrgtrackError
from orgtrack.schema import APPLICATION_ID, VERSION, steps
from orgtrack.schema.history import LOGGED
from orgtrack.schema.views import TIMELINE_COLUMNS
from orgtrack.store import open_tracker

SCHEMAS = Path(__file__).parent / "schemas"
READ_FIRST = {
    "people": ["id", "name"],
    "organizations": ["id", "name", "kind", "parent_id", "company_id", "fiscal_year_end"],
    "titles": ["id", "name", "short", "level", "seats"],
    "posts": ["id", "title_id", "organization_id", "seats"],
    "events": [
        *("id", "date", "type", "person_id", "title_id", "organization_id", "company_id", "headline", "status"),
        *("acting", "manner", "reason", "amount", "new_name", "new_kind", "announced", "title_text", "note"),
        *("date_text", "date_earliest", "date_latest", "date_precision", "date_qualifier", "date_basis"),
        *("date_anchor", "date_sort", "year", "month", "date_from", "date_to"),
        *("announced_earliest", "announced_latest", "last_day", "end_state", "ends_event_id"),
        *("supersedes_event_id", "visibility", "private_note"),
    ],
}
CSV_OUT = re.findall(
    r"\w+",
    """
    date, type, status, person, title, organization, company, headline, from_title, from_organization, parent, acting,
    manner, reason, succeeding, predecessors, successors, amount, announced, sources, published, quotes, says, note,
    title_text, date_text, date_earliest, date_latest, date_precision, date_qualifier, date_basis, supersedes, id,
    person_id, title_id, organization_id, company_id, new_name, new_kind, to_title, to_organization, date_anchor,
    last_day, end_state, ends, visibility
    """,
)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A tracker as the program makes it from nothing."""
    path = tmp_path / "fresh.db"
    open_tracker(path, write=True).close()
    return path


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})")]


def test_a_new_file_says_whose_it_is_and_in_which_form(fresh: Path) -> None:
    with opened(fresh) as connection:
        assert connection.execute("PRAGMA application_id").fetchall() == [(APPLICATION_ID,)]
        assert connection.execute("PRAGMA user_version").fetchall() == [(VERSION,)]
        assert connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_file_is_written_through_to_the_disk_with_its_references_kept(fresh: Path) -> None:
    with open_tracker(fresh, write=True) as tracker:
        assert tracker.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert tracker.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert tracker.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 30_000


def test_every_table_of_ours_is_strict_and_holds_integers_and_text_only(fresh: Path) -> None:
    with opened(fresh) as connection:
        tables = connection.execute("PRAGMA table_list").fetchall()
        ours = [row for row in tables if row[2] == "table" and not re.search("_fts|^sqlite_|^_sqlite_", row[1])]
        assert {row[1] for row in ours} >= {*LOGGED, "hierarchy", "txn", "change"}
        assert [row[1] for row in ours if not row[5]] == []
        kinds = {row[2] for table in ours for row in connection.execute(f"PRAGMA table_xinfo({table[1]})")}
        assert {kind.split()[0] for kind in kinds} == {"INTEGER", "TEXT"}


@pytest.mark.parametrize("table", READ_FIRST)
def test_the_columns_stand_in_the_readers_order(fresh: Path, table: str) -> None:
    with opened(fresh) as connection:
        found = columns(connection, table)
    wanted = READ_FIRST[table]
    assert found[: len(wanted)] == wanted
    if table == "events":
        assert found == wanted


def test_the_timeline_has_the_columns_of_the_csv_in_their_order(fresh: Path) -> None:
    assert list(TIMELINE_COLUMNS) == CSV_OUT
    with opened(fresh) as connection:
        assert columns(connection, "timeline") == CSV_OUT


def test_the_views_of_the_design_are_there_and_can_be_read(fresh: Path) -> None:
    with opened(fresh) as connection:
        views = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert {"companies", "units", "timeline", "conflicts"} <= views
        for view in views:
            assert connection.execute(f'SELECT * FROM "{view}"').fetchall() == []


def test_every_foreign_key_points_at_a_table_and_has_an_index_of_its_own(fresh: Path) -> None:
    """Without the index, deleting what it points at reads the whole table."""
    with opened(fresh) as connection:
        for table in LOGGED:
            indexed = {
                connection.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
                for index in connection.execute(f"PRAGMA index_list({table})").fetchall()
            }
            for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                assert connection.execute(f"SELECT count(*) FROM {key[2]}").fetchone() == (0,)
                if (table, key[3]) not in {("event_participants", "title_id"), ("names", "event_id")}:
                    assert key[3] in indexed, f"{table}.{key[3]}"


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO events(type, headline, date_precision) VALUES ('wedding', 'x', 'day')",
        "INSERT INTO events(type, headline, date_precision) VALUES ('milestone', 'x', 'minute')",
        "INSERT INTO events(type, headline, date_precision, status) VALUES ('milestone', 'x', 'day', 'maybe')",
        "INSERT INTO events(type, headline, date_precision, acting) VALUES ('milestone', 'x', 'day', 2)",
        "INSERT INTO events(type, headline, date_precision, date_earliest, date_latest)"
        " VALUES ('milestone', 'x', 'day', '2025-02-02', '2025-02-01')",
        "INSERT INTO titles(name, name_key, seats) VALUES ('x', 'x', 0)",
        "INSERT INTO titles(name, name_key, seats) VALUES ('x', 'x', 'two')",
        "INSERT INTO titles(name, name_key, level) VALUES ('x', 'x', 'boss')",
        "INSERT INTO people(name, name_key, search_keys, search_prefixes) VALUES ('', 'x', '', '')",
        "INSERT INTO sources(publisher) VALUES ('x')",
        "INSERT INTO names(name, name_key) VALUES ('x', 'x')",
        "INSERT INTO identifiers(scheme, value, person_id) VALUES ('passport', 'x', 1)",
        "INSERT INTO citations(event_id, source_id, says_field) VALUES (1, 1, 'date')",
    ],
)
def test_the_file_itself_refuses_what_no_program_should_write(fresh: Path, sql: str) -> None:
    with opened(fresh) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        ("2025-02-01", "2025-02-28", ("2025-02-01", 2025, "2025-02", "2025-02-01", "2025-02-28")),
        ("2025-01-15", "2025-02-15", ("2025-01-15", 2025, None, "2025-01-15", "2025-02-15")),
        ("2024-12-24", "2025-02-28", ("2024-12-24", None, None, "2024-12-24", "2025-02-28")),
        (None, "2025-02-28", ("2025-02-28", None, None, "0001-01-01", "2025-02-28")),
        ("2025-02-28", None, ("2025-02-28", None, None, "2025-02-28", "9999-12-31")),
        (None, None, (None, None, None, "0001-01-01", "9999-12-31")),
    ],
)
def test_year_and_month_are_empty_where_the_bounds_straddle_two(
    fresh: Path, earliest: str | None, latest: str | None, expected: tuple[str | int | None, ...]
) -> None:
    with opened(fresh) as connection:
        connection.execute(
            "INSERT INTO events(type, headline, date_precision, date_earliest, date_latest)"
            " VALUES ('milestone', 'x', 'unknown', ?, ?)",
            (earliest, latest),
        )
        assert connection.execute("SELECT date_sort, year, month, date_from, date_to FROM events").fetchall() == [
            expected
        ]


# --- from every released form ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_released_form_opens_and_becomes_the_newest(tmp_path: Path, fresh: Path, version: int) -> None:
    """`tests/schemas/N.sql` is form N as released; it is never written anew after the release."""
    path = tmp_path / "old.db"
    with opened(path) as connection:
        connection.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    story = Story(tmp_path, file="old.db")
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2025")
    with opened(path) as old, opened(fresh) as new:
        # Indexes may stand in another order, which means nothing: those of tenures are made when the rows are there.
        assert sorted(schema_of(old).split(";\n")) == sorted(schema_of(new).split(";\n"))
    story.check_whole()


def test_the_newest_form_is_among_the_released_ones(fresh: Path) -> None:
    """Whoever changes the schema adds a migration and writes its form: python tests/schemas/write.py."""
    with opened(fresh) as connection:
        assert schema_of(connection) == (SCHEMAS / f"{VERSION}.sql").read_text(encoding="utf-8")
    assert sorted(path.name for path in SCHEMAS.glob("*.sql")) == [f"{n}.sql" for n in range(1, VERSION + 1)]


@pytest.mark.parametrize("write", [True, False])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: bool
) -> None:
    story = Story(tmp_path)
    story.add("milestone", "A plan", "Acme", "--date", "2025")
    with opened(story.path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION - 1}")
        before = schema_of(connection), story.content()
    migrations = type(steps.MIGRATIONS)("orgtrack")

    @migrations()
    def m999_half_done(db: object) -> None:
        db.execute("CREATE TABLE half (x TEXT) STRICT")  # type: ignore[attr-defined]
        db.execute("DROP TABLE citations")  # type: ignore[attr-defined]
        db.execute("INSERT INTO nowhere VALUES (1)")  # type: ignore[attr-defined]

    monkeypatch.setattr(steps, "MIGRATIONS", migrations)
    with pytest.raises(OrgtrackError):
        open_tracker(story.path, write=write)
    with opened(story.path) as connection:
        assert (schema_of(connection), story.content()) == before
        assert connection.execute("PRAGMA user_version").fetchall() == [(VERSION - 1,)]


def test_making_a_tracker_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations = type(steps.MIGRATIONS)("orgtrack")

    @migrations()
    def m001_breaks(db: object) -> None:
        db.execute("INSERT INTO nowhere VALUES (1)")  # type: ignore[attr-defined]

    monkeypatch.setattr(steps, "MIGRATIONS", migrations)
    Story(tmp_path).refuse("add", "milestone", "A plan", "Acme", "--date", "2025")
    assert list(tmp_path.iterdir()) == []


# --- several at once -------------------------------------------------------------------------------------------------

PROCESSES, ADDS = 8, 20
MANY_ADDS = """
import sys
from typer.testing import CliRunner
from orgtrack.cli import app
for number in range(int(sys.argv[2])):
    words = ["--db", sys.argv[1], "add", "milestone", f"Plan {sys.argv[3]} {number}", "Acme", "--date", "2025"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, (done.stderr, done.exception)
"""


def test_eight_processes_make_one_tracker_at_once_and_lose_nothing(story: Story) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MANY_ADDS, str(story.path), str(ADDS), "ABCDEFGH"[number]],
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for number in range(PROCESSES)
    ]
    for one in running:
        _, said = one.communicate(timeout=120)
        assert one.returncode == 0, said.decode()
    assert story.count() == PROCESSES * ADDS
    assert story.count("txn") == PROCESSES * ADDS
    assert story.count("organizations") == 1
    assert [path.name for path in story.folder.iterdir() if path.name.endswith(".new")] == []
    story.check_whole()


def test_two_first_commands_at_once_both_succeed(story: Story) -> None:
    running = [
        subprocess.Popen(
            command("--db", "t.db", "add", "milestone", f"Plan {number}", "Acme", "--date", "2025"),
            cwd=story.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    said = [one.communicate(timeout=60) for one in running]
    assert [one.returncode for one in running] == [0] * 4, said
    assert story.count() == 4
    assert story.count("organizations") == 1


def test_the_module_that_writes_the_released_forms_runs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCHEMAS / "write.py"), str(tmp_path)], env=environment(), cwd=REPOSITORY, check=True
    )
    assert done.returncode == 0
    assert (tmp_path / f"{VERSION}.sql").read_text(encoding="utf-8").endswith(";\n")
