"""The chain of digests: every entry bears one, the same however it is computed, and no change of the past keeps it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Row, Story
from test_store_log import MENU

from orgtrack.schema.history import LOGGED, logged_columns
from orgtrack.store import open_tracker
from orgtrack.store.digests import Link, chain


def links(story: Story, since: int = 1) -> list[Link]:
    with open_tracker(story.path, write=False) as tracker:
        return list(chain(tracker.connection, since))


def changed(story: Story) -> list[int]:
    """The entries whose digest is not what the file gives."""
    return [link.txn_id for link in links(story) if link.stored != link.computed]


def write(story: Story, *statements: str, logged: bool = False) -> None:
    """Write past the program; unless `logged`, as a forger or a flipped bit does."""
    with closing(sqlite3.connect(story.path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers if not logged else ():
            connection.execute(f"DROP TRIGGER {name}")
        for sql in statements:
            assert connection.execute(sql).rowcount > 0
        for _, sql in triggers if not logged else ():
            connection.execute(sql)
        connection.commit()


TOLD = """
2020 appointment "Jane Roe" CEO Acme --source "A 'quoted' page" --quote "she's it, 吴"
$ edit e1 note=one
2021 appointment "Bo Yin" CFO Acme
$ edit e1 note=two
$ remove e2
$ undo
"""


def test_every_entry_has_a_digest_that_the_log_shows(story: Story) -> None:
    story.tell(TOLD)
    assert changed(story) == []
    assert [link.stored for link in links(story)] == [row[0] for row in story.rows("SELECT digest FROM txn")]
    assert len({link.stored for link in links(story)}) == 6
    assert story.say("log", "--digest").out == f"{links(story)[-1].stored}\n"
    assert story.say("log", "--digest", "--entry", "2").out == f"{links(story)[1].stored}\n"


def literals(values: Row) -> str:
    told = ",".join("NULL" if v is None else "'" + str(v).replace("'", "''") + "'" for v in values)
    return told.rstrip(",NUL")


def test_a_digest_is_what_the_description_says(story: Story) -> None:
    """Anybody can compute it: here without a word of the program, after each command."""
    last = b""
    for line in TOLD.strip().splitlines():
        story.tell(line)
        (number,) = story.rows("SELECT max(id) FROM txn")[0]
        (entry,) = story.rows("SELECT id, time, command, actor, undoes_txn_id FROM txn WHERE id = ?", number)
        lines = [literals(entry)]
        lines += [
            f"{table} {row} {operation} {literals((old,)) or 'NULL'}"
            for table, row, operation, old in story.rows(
                "SELECT table_name, row_id, operation, old FROM change WHERE txn_id = ? ORDER BY id", number
            )
        ]
        with closing(sqlite3.connect(story.path)) as connection:
            for table in sorted(LOGGED):
                columns = ", ".join(f'"{column}"' for column in logged_columns(connection, table))
                lines += [
                    f"{table} {row} {literals(tuple(values))}"
                    for row, *values in connection.execute(
                        f"SELECT id, {columns} FROM {table} WHERE id IN (SELECT row_id FROM change"
                        " WHERE txn_id = ? AND table_name = ?) ORDER BY id",
                        (number, table),
                    )
                ]
        last = sha256(last + sha256("\n".join(lines).encode()).digest()).digest()
        assert story.value("SELECT digest FROM txn WHERE id = ?", number) == last.hex(), line


@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("UPDATE events SET headline = 'Forged' WHERE id = 1", 4),
        ("UPDATE events SET note = 'Forged' WHERE id = 1", 4),
        ("UPDATE people SET name = 'Forged' WHERE id = 1", 1),
        ("UPDATE citations SET quote = NULL", 1),
        ("DELETE FROM citations", 1),
        ("DELETE FROM events WHERE id = 2", 6),
        ("UPDATE txn SET actor = 'forger' WHERE id = 3", 3),
        ("UPDATE txn SET command = 'x' WHERE id = 1", 1),
        ("UPDATE txn SET undoes_txn_id = NULL WHERE id = 6", 6),
        ('UPDATE change SET old = \'{"note":"none"}\' WHERE txn_id = 4', 2),
        ("DELETE FROM change WHERE txn_id = 4", 2),
        ("DELETE FROM txn WHERE id = 2", 3),
        ("UPDATE txn SET digest = '00' WHERE id = 2", 2),
    ],
)
def test_whatever_is_changed_beside_the_log_shows(story: Story, sql: str, first: int) -> None:
    story.tell(TOLD)
    write(story, sql)
    assert 1 <= changed(story)[0] <= first


def test_what_another_program_wrote_enters_the_chain_as_it_left_it(story: Story) -> None:
    story.tell(TOLD)
    write(story, "UPDATE people SET note = 'foreign' WHERE id = 1", logged=True)
    assert [link.stored for link in links(story)][-1] is None
    unwritten = links(story)[-1].computed
    assert story.say("log", "--digest").out == f"{links(story)[-2].stored}\n"
    story.say("edit", "p1", "note=ours")
    assert changed(story) == []
    assert links(story)[-2].stored == unwritten


def test_what_another_program_writes_within_a_second_is_one_entry_until_ours_comes_between(story: Story) -> None:
    story.tell(TOLD)
    for text in ("a", "b", "c"):
        write(story, f"UPDATE people SET note = '{text}'", logged=True)
    assert story.count("txn") in (7, 8)
    before = story.count("txn")
    story.say("edit", "p1", "note=ours")
    write(story, "UPDATE people SET note = 'd'", logged=True)
    assert story.count("txn") == before + 2


@settings(max_examples=8)
@given(st.lists(st.sampled_from(MENU), min_size=3, max_size=12), st.integers(1, 12))
def test_the_digest_given_at_once_is_the_one_found_long_after(commands: list[tuple[str, ...]], since: int) -> None:
    with TemporaryDirectory() as folder:
        story = Story(Path(folder))
        story.add("title", "Boss")
        for words in commands:
            story.run(*words, *(("--new",) if words[0] == "add" and words[1] != "source" else ()))
        assert changed(story) == []
        assert links(story, since) == links(story)[since - 1 :]


def test_a_file_of_an_older_form_is_chained_by_its_first_change(story: Story) -> None:
    story.tell(TOLD)
    digests = [link.stored for link in links(story)]
    write(story, "UPDATE txn SET digest = NULL")
    story.add("person", "Cy Zed")
    assert [link.stored for link in links(story)][:6] == digests
    assert changed(story) == []
