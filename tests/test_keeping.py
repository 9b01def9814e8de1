"""verify, backup and restore: what they say, what they keep, and what they refuse."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from promises.kills import older
from promises.tracker import copied, fill
from story import PATIENCE, Story, command, environment

from orgtrack.schema import VERSION
from orgtrack.schema.history import DERIVED_COLUMNS
from orgtrack.store import open_tracker

# What the program notes for itself, which is nobody's record: SQLite's own checks are all that it has.
NOTED = {"import_rows", "copies", "tombstones"}
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return fill(Story(tmp_path_factory.mktemp("made")))


@pytest.fixture
def filled(made: Story, tmp_path: Path) -> Story:
    """A tracker with something in every table."""
    return copied(made, tmp_path / "here")


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def elsewhere(story: Story, sql: str) -> None:
    """Another program changes the tracker."""
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(sql)


# --- verify ----------------------------------------------------------------------------------------------------------


def test_a_whole_tracker_is_said_to_be_whole_and_left_as_it_is(filled: Story) -> None:
    before = filled.path.read_bytes()
    said = filled.say("verify")
    assert f"is whole: {filled.count('txn')} entries of the log" in said.out
    assert filled.path.read_bytes() == before
    assert listing(filled.folder) == ["t.db"]


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE people SET note = 'x' WHERE id = 1", "p1"),
        ("UPDATE events SET headline = headline || '!' WHERE id = 2", "e2"),
        ("UPDATE sources SET publisher = 'x' WHERE id = 1", "entry 1"),
        ("DELETE FROM citations WHERE id = 1", "e1"),
        ("UPDATE event_participants SET title_text = 'x' WHERE id = 1", "entry 1"),
        ("UPDATE change SET old = replace(old, 'a', 'b') WHERE operation = 'update'", "entry"),
        ("UPDATE txn SET actor = 'somebody else' WHERE id = 1", "entry 1"),
        ("UPDATE txn SET time = '2001-01-01T00:00:00.000Z' WHERE id = 1", "entry 1"),
        ("UPDATE txn SET digest = replace(digest, 'a', 'b') WHERE id = 1", "entry 1"),
        ("DELETE FROM change WHERE id = (SELECT max(id) FROM change WHERE txn_id = 3)", "entry 3"),
        ("UPDATE events SET private_note = 'x' WHERE id = 3", "e3"),
    ],
)
def test_a_change_past_the_log_is_found_and_named(filled: Story, sql: str, named: str) -> None:
    """As a bit that flips would make it: no trigger sees it, and to SQLite all is well."""
    with closing(sqlite3.connect(filled.path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(sql)
        connection.execute("INSERT INTO events_fts(events_fts) VALUES ('rebuild')")
        for _, made in triggers:
            connection.execute(made)
        connection.commit()
    said = filled.refuse("verify")
    assert "is damaged: entry" in said.err
    assert named in said.err
    assert "orgtrack restore FILE" in said.err


def test_no_table_is_left_out(filled: Story, tmp_path: Path) -> None:
    """Whoever adds a table says by which of its columns `verify` knows that it was changed: by all of them."""
    with closing(sqlite3.connect(filled.path)) as connection:
        texts = connection.execute(
            "SELECT tables.name, columns.name FROM pragma_table_list AS tables, pragma_table_info(tables.name) AS"
            " columns WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'"
            " AND upper(columns.type) = 'TEXT' AND columns.name <> 'applied_at' ORDER BY columns.cid"
        ).fetchall()
    # Keys stand in an index too, so that a damaged one does not fit it; changed by a program, both are.
    texts = [(table, column) for table, column in texts if column not in DERIVED_COLUMNS.get(table, ())]
    shown = {table: (column, *(c for t, c in texts if t == table)) for table, column in reversed(texts)}
    empty = []
    for number, (table, columns) in enumerate(sorted(shown.items())):
        if table in NOTED:
            continue
        for column in {columns[1], columns[-1]}:
            story = copied(filled, tmp_path / f"{number}-{column}")
            with closing(sqlite3.connect(story.path)) as connection:
                connection.execute("PRAGMA ignore_check_constraints = 1")
                triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
                for name, _ in triggers:
                    connection.execute(f'DROP TRIGGER "{name}"')
                changed = connection.execute(
                    f'UPDATE "{table}" SET "{column}" = iif("{column}" IS NULL, \'{{}}\', "{column}" || \' \')'
                )
                for _, made in triggers:
                    connection.execute(made)
                connection.commit()
            if changed.rowcount:
                assert story.run("verify").code == 1, f"{column} of {table} was changed, and verify is content"
            else:
                empty.append(table)
    assert empty == [], "nothing was tried there"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people SET note = 'x'",
        "UPDATE events SET note = 'y', amount = NULL; UPDATE events SET note = NULL",
        "INSERT INTO people(name, name_key, search_keys, search_prefixes) VALUES ('X', 'x', 'x', '');"
        " DELETE FROM people WHERE name = 'X'",
        "INSERT INTO sources(title) VALUES ('One'); UPDATE sources SET note = 'n'",
        "DELETE FROM citations",
        "CREATE TABLE theirs(x); INSERT INTO theirs VALUES (1); CREATE INDEX on_events ON events(note)",
        "ANALYZE; REINDEX; VACUUM",
    ],
)
def test_changes_by_another_program_are_no_damage(filled: Story, sql: str) -> None:
    filled.say("edit", "p1", "note=before")
    elsewhere(filled, sql)
    said = filled.say("verify")
    assert said.err == "" or "written by another program" in said.err
    filled.say("edit", "p1", "note=after")
    assert filled.say("verify").err == ""


def test_what_another_program_left_underived_is_no_damage_and_can_be_mended(filled: Story) -> None:
    elsewhere(filled, "UPDATE events SET date_earliest = '1999-01-01' WHERE type = 'appointment' AND id = 5")
    elsewhere(filled, "UPDATE people SET name = 'Zoe' WHERE id = 1; DELETE FROM tenures WHERE person_id = 3")
    said = filled.refuse("verify")
    assert "has lost nothing" in said.err
    assert "1 name keys" in said.err
    assert "orgtrack check --rebuild" in said.err
    filled.say("check", "--rebuild")
    filled.say("verify")


def test_a_full_text_index_that_does_not_fit_can_be_mended(filled: Story) -> None:
    elsewhere(filled, "INSERT INTO events_fts(events_fts) VALUES ('delete-all')")
    assert "1 full-text indexes" in filled.refuse("verify").err
    filled.say("check", "--rebuild")
    filled.say("verify")
    assert filled.found_events("Acme")


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TRIGGER events_log_update",
        "DROP INDEX events_year",
        "DROP VIEW timeline; CREATE VIEW timeline AS SELECT 1",
        "PRAGMA user_version = 1",
        "DELETE FROM _sqlite_migrations WHERE name LIKE 'm002%'",
    ],
)
def test_a_schema_that_is_not_ours_any_more_is_found(filled: Story, sql: str) -> None:
    elsewhere(filled, sql)
    assert "is damaged" in filled.refuse("verify").err


def test_the_digest_written_down_proves_that_nothing_before_it_changed(filled: Story) -> None:
    filled.say("edit", "p1", "note=now")
    digest = filled.say("log", "--digest").out.strip()
    assert digest in filled.say("verify").out
    filled.say("edit", "p1", "note=later")
    said = filled.say("verify", "--expect", f" {digest.upper()} ")
    assert "Nothing up to entry" in said.err
    assert "bears the digest" in filled.refuse("verify", "--expect", "0" * 64).err


def test_history_written_anew_is_not_what_was_expected(story: Story) -> None:
    """A whole other past, each link of which fits, is told by the digest alone."""
    story.add("milestone", "A plan", "Acme", "--date", "2025")
    digest = story.say("log", "--digest").out.strip()
    other = Story(story.folder, file="other.db")
    other.add("milestone", "Another plan", "Acme", "--date", "2025")
    other.say("verify")
    other.refuse("verify", "--expect", digest)


def test_verify_reads_a_file_that_may_not_be_written_and_nobody_waits(filled: Story) -> None:
    with open_tracker(filled.path, write=True) as tracker:
        tracker.connection.execute("BEGIN IMMEDIATE")
        tracker.connection.execute("UPDATE people SET note = 'not yet'")
        filled.say("verify")
        tracker.roll_back()


def test_there_is_nothing_to_verify(story: Story) -> None:
    assert "There is no file" in story.refuse("verify").err
    assert listing(story.folder) == []


# --- backup ----------------------------------------------------------------------------------------------------------


def test_a_backup_is_the_tracker_as_it_is_with_what_is_still_in_its_log(filled: Story, tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    with open_tracker(filled.path, write=True):
        filled.say("edit", "p1", "note=in the log")
        said = filled.say("backup", str(place))
    assert f"Backed up to {place}, which is whole" in said.out
    assert DIGEST.search(said.out)
    copy = Story(tmp_path, file="b.db")
    assert copy.content() == filled.content()
    copy.say("verify")
    assert listing(tmp_path) == ["b.db", "here"]


def test_a_backup_into_a_folder_is_named_by_the_time(filled: Story, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    filled.say("backup", str(tmp_path / "kept"))
    (name,) = listing(tmp_path / "kept")
    assert re.fullmatch(r"t-\d{4}-\d\d-\d\dT\d{6}Z\.db", name)


def test_an_earlier_backup_is_replaced_and_nothing_else(filled: Story, tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    filled.say("backup", str(place))
    filled.say("edit", "p1", "note=since")
    filled.say("backup", str(place))
    backup = Story(tmp_path, file="b.db")
    assert backup.content() == filled.content()
    backup.say("edit", "p1", "note=on its own")
    assert "no earlier backup of this tracker" in filled.refuse("backup", str(place)).err
    assert backup.value("SELECT note FROM people WHERE id = 1") == "on its own"
    filled.say("backup", str(place), "--replace")
    assert backup.content() == filled.content()
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    filled.refuse("backup", str(tmp_path / "letter.txt"))
    filled.say("backup", str(tmp_path / "letter.txt"), "--replace")
    assert "is the tracker itself" in filled.refuse("backup", str(filled.path), "--replace").err


def test_a_backup_that_somebody_has_open_is_not_replaced(filled: Story, tmp_path: Path) -> None:
    place = tmp_path / "b.db"
    filled.say("backup", str(place))
    with open_tracker(place, write=True) as tracker:
        tracker.rows("SELECT * FROM people")
        assert "in use" in filled.refuse("backup", str(place)).err


@pytest.mark.parametrize("name", ["nowhere/b.db", "", "x" * 300 + ".db"])
def test_a_backup_that_can_have_no_place_is_refused(filled: Story, name: str) -> None:
    assert filled.run("backup", name and str(filled.folder / name)).code in (1, 2)
    assert listing(filled.folder) == ["t.db"]


# --- restore ---------------------------------------------------------------------------------------------------------


def test_restore_brings_back_what_was_and_keeps_what_it_replaces(filled: Story, tmp_path: Path) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    before = filled.content()
    filled.say("remove", "e1")
    removed = filled.content()
    said = filled.say("restore", str(tmp_path / "b.db"))
    assert filled.content() == before
    kept = re.search(r"kept as (\S+)\.\n", said.out)
    assert kept is not None
    assert Story(filled.folder, file=Path(kept[1]).name).content() == removed
    assert listing(filled.folder) == sorted(["t.db", Path(kept[1]).name])
    filled.say("edit", "p1", "note=and on")
    filled.say("verify")


def test_restore_makes_a_tracker_that_is_gone(filled: Story, tmp_path: Path) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    before = filled.content()
    filled.path.unlink()
    assert "kept" not in filled.say("restore", str(tmp_path / "b.db")).out
    assert filled.content() == before
    assert listing(filled.folder) == ["t.db"]


def test_whoever_has_the_tracker_open_goes_on_with_what_was_restored(filled: Story, tmp_path: Path) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    filled.say("edit", "p1", "note=since")
    with open_tracker(filled.path, write=True) as writer, open_tracker(filled.path, write=False) as reader:
        assert reader.rows("SELECT note FROM people WHERE id = 1")[0][0] == "since"
        filled.say("restore", str(tmp_path / "b.db"))
        assert reader.rows("SELECT note FROM people WHERE id = 1")[0][0] != "since"
        with writer.writing(command="x", actor="y", time="2025-01-01T00:00:00.000Z"):
            writer.connection.execute("UPDATE people SET note = 'of the writer' WHERE id = 1")
    assert filled.value("SELECT note FROM people WHERE id = 1") == "of the writer"
    filled.say("verify")


def test_restore_waits_for_a_writer_and_keeps_what_it_wrote(filled: Story, tmp_path: Path) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    with open_tracker(filled.path, write=True) as writer:
        writer.connection.execute("BEGIN IMMEDIATE")
        running = subprocess.Popen(
            command("--db", "t.db", "restore", str(tmp_path / "b.db")),
            cwd=filled.folder,
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            text=True,
        )
        writer.connection.execute("UPDATE people SET note = 'while it waits' WHERE id = 1")
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.5)
        writer.connection.execute("COMMIT")
    said, _ = running.communicate(timeout=PATIENCE)
    kept = re.search(r"kept as (\S+)\.\n", said)
    assert kept is not None, said
    assert Story(filled.folder, file=kept[1]).value("SELECT note FROM people WHERE id = 1") == "while it waits"
    assert filled.value("SELECT note FROM people WHERE id = 1") != "while it waits"


@pytest.mark.parametrize(
    "damage",
    [lambda content: b"", lambda content: b"text", lambda content: content[:5000], lambda content: b"x" + content[1:]],
    ids=["empty", "text", "cut off", "header"],
)
def test_restore_replaces_what_is_no_database_any_more(
    filled: Story, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    before = filled.content()
    damaged = damage(filled.path.read_bytes())
    filled.path.write_bytes(damaged)
    said = filled.say("restore", str(tmp_path / "b.db"))
    kept = re.search(r"kept as (\S+)\.\n", said.out)
    assert kept is not None
    assert Path(kept[1]).read_bytes()[: len(damaged)] == damaged
    assert filled.content() == before
    filled.say("edit", "p1", "note=and on")
    assert "-wal" not in "".join(listing(filled.folder))


def test_restore_refuses_what_is_no_sound_backup(filled: Story, tmp_path: Path) -> None:
    filled.say("backup", str(tmp_path / "b.db"))
    elsewhere(Story(tmp_path, file="b.db"), "DROP TRIGGER events_log_update")
    filled.refuse("restore", str(tmp_path / "b.db"))
    filled.refuse("restore", str(tmp_path / "no.db"))
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    filled.refuse("restore", str(tmp_path / "letter.txt"))
    assert "is the tracker itself" in filled.refuse("restore", str(filled.path)).err
    assert listing(filled.folder) == ["t.db"]


def test_restore_does_not_replace_another_programs_file(filled: Story, tmp_path: Path) -> None:
    other = Story(tmp_path, file="other.db")
    with closing(sqlite3.connect(other.path)) as connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY)")
    assert "another program" in other.refuse("restore", str(filled.path)).err


# --- older forms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", range(1, VERSION))
def test_an_older_tracker_is_kept_before_it_is_brought_to_the_newest_form(tmp_path: Path, form: int) -> None:
    story = older(tmp_path / "old", form)
    before = story.content()
    said = story.say("verify")
    assert f"of form {form}" in said.err
    assert listing(story.folder) == ["t.db"], "looking brings nothing to another form"
    story.say("list", "people")
    assert listing(story.folder)[1:] == [f"t.form-{form}.db"]
    kept = Story(story.folder, file=f"t.form-{form}.db")
    assert kept.content() == before
    kept.say("verify")
    story.say("verify")
    story.say("restore", str(kept.path))
    assert story.value("PRAGMA user_version") == form
    story.say("list", "people")
    assert [name for name in listing(story.folder) if ".form-" in name] == [f"t.form-{form}.db"]


def test_a_published_copy_has_no_history_to_keep(story: Story, tmp_path: Path) -> None:
    story.say("add", "formation", "Acme", "--date", "2020", "--source", "A page", "--published", "2020-02")
    public = tmp_path / "public.db"
    story.say("publish", str(public))
    before = public.read_bytes()
    other = Story(tmp_path, file="public.db")
    for words in (["verify"], ["backup", str(tmp_path / "b.db")]):
        assert "is a published copy" in other.refuse(*words).err
    assert "is a published copy" in story.refuse("restore", str(public)).err
    assert public.read_bytes() == before


def test_a_tracker_with_names_in_chinese_is_sound_in_every_process(story: Story) -> None:
    story.say("add", "person", "Wu Yongming")
    for name in ("吴泳铭", "蔡崇信", "张勇", "马云", "孙正义"):
        story.say("alias", "Wu Yongming", name)
    for seed in ("1", "2", "3"):
        said = subprocess.run(
            command("--db", str(story.path), "verify"),
            env=environment(PYTHONHASHSEED=seed),
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
