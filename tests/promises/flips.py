"""A bit of the file flips: `verify` finds every flip that changes what the file says, and no other."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from story import Story

from promises.tracker import copied, fill

FULL = 2000
# How full-text search keeps its words is asked through what it finds.
_WORDS = ("people_fts", "organizations_fts", "events_fts")


def content(path: Path) -> list[str]:
    """All that the file says, read by SQLite alone; nothing where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return _told(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return []


def kept_words(path: Path) -> list[str]:
    """How full-text search keeps its words."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        return [
            repr(row)
            for index in _WORDS
            for kept in ("data", "idx", "docsize", "config")
            for row in connection.execute(f"SELECT * FROM {index}_{kept}")
        ]


def _told(connection: sqlite3.Connection) -> list[str]:
    # Bytes that are no text are shown as such, not refused.
    connection.text_factory = lambda read: read.decode("utf-8", "backslashreplace")
    told = [repr(connection.execute(f"PRAGMA {mark}").fetchall()) for mark in ("application_id", "user_version")]
    told += map(repr, connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        if not table.startswith(_WORDS):
            # When sqlite-utils ran a step of the schema is no word of anybody's.
            columns = "migration_set, name" if table == "_sqlite_migrations" else "*"
            told += sorted(map(repr, connection.execute(f'SELECT {columns} FROM "{table}"')))
    for index in _WORDS:
        connection.execute(f"CREATE VIRTUAL TABLE temp.words_{index} USING fts5vocab(main, {index}, instance)")
        told += sorted(map(repr, connection.execute(f"SELECT * FROM temp.words_{index}")))
    return told


def sqlite_is_content(path: Path) -> bool:
    """Whether SQLite's own checks find nothing."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def flip(folder: Path, count: int, seed: int = 1) -> Counter[str]:
    """Flip so many bits, each in a copy of one tracker; how many did what. AssertionError at the first not found."""
    chance = random.Random(seed)
    original = copied(fill(Story(folder / "original")), folder / "whole")
    whole = original.path.read_bytes()
    before = content(original.path)
    assert before
    words_before = kept_words(original.path)
    original.say("verify")
    found: Counter[str] = Counter()
    copy = Story(folder / "copy")
    copy.folder.mkdir()
    for number in range(count):
        at = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        copy.path.write_bytes(flipped)
        now = content(copy.path)
        is_changed = now != before
        is_sqlite_content = sqlite_is_content(copy.path)
        said = copy.run("verify")
        assert said.code in (0, 1), (number, at, said)
        if is_changed:
            assert said.code == 1, f"bit {at} changed {sorted({*now} ^ {*before})}, and verify is content"
            found["changed, found"] += 1
            found["of these, SQLite found nothing"] += is_sqlite_content
        elif is_sqlite_content and kept_words(copy.path) == words_before:
            assert said.code == 0, f"bit {at} changed nothing, and verify says {said.err}"
            found["changed nothing, no alarm"] += 1
        else:
            found["changed only how pages or words are kept"] += 1
    return found
