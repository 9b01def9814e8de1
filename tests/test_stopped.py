"""kill -9 while a copy is published or a person redacted: the old state or the new, and the next run mends the rest.

Stopped before a statement of SQLite, at points spread over the command.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from story import TODAY, Story, environment

SOURCE = ("--source", "https://example.com/a", "--published", "2025-07-01")
REDACT = ("redact", "person", "Ann Lee", "--reason", "asked", "--yes")
# Runs orgtrack and kills its own process before the statement of this number; 0 only counts them.
_STOPPED = """
import os, signal, sqlite3, sys
from orgtrack.__main__ import main
stop, sys.argv = int(sys.argv[1]), ["orgtrack", *sys.argv[2:]]
made, connect = [], sqlite3.connect
def counted(statement):
    made.append(statement)
    if len(made) == stop:
        os.kill(os.getpid(), signal.SIGKILL)
def traced(*given, **options):
    connection = connect(*given, **options)
    connection.set_trace_callback(counted)
    return connection
sqlite3.connect = traced
try:
    main()
finally:
    print(len(made))
"""


def stopped(story: Story, at: int, *words: str) -> int:
    """Run a command that is killed at a statement; how many there were when it was not."""
    done = subprocess.run(
        [sys.executable, "-c", _STOPPED, str(at), "--db", str(story.path), "--today", TODAY, *words],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=story.folder,
    )
    assert done.returncode == (-9 if at else 0), done.stderr
    return int(done.stdout.split()[-1]) if not at else 0


@pytest.fixture
def kept(story: Story) -> Story:
    story.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025-01", *SOURCE, "--quote", "Ann Lee, it says")
    story.add("appointment", "Bob Roe", "CEO", "Acme", "--date", "2025-03", "--succeeding", "Ann Lee", *SOURCE)
    return story


def points(count: int, most: int = 8) -> list[int]:
    """Numbers spread over a count, the first and the last among them."""
    return sorted({1 + step * (count - 1) // (most - 1) for step in range(most)})


def test_a_publication_that_is_stopped_leaves_the_earlier_copy_or_none(kept: Story) -> None:
    public = kept.folder / "public.db"
    count = stopped(kept, 0, "publish", "public.db")
    whole = public.read_bytes()
    kept.add("milestone", "Acme moves", "Acme", "--date", "2025-04", *SOURCE)
    kept.say("publish", str(kept.folder / "later.db"))
    later = (kept.folder / "later.db").read_bytes()
    seen = set()
    for at in points(count):
        stopped(kept, at, "publish", "public.db")
        seen.add(public.read_bytes())
        assert seen <= {whole, later}
    public.unlink()
    stopped(kept, count // 2, "publish", "public.db")
    assert not public.exists()
    assert left(kept.folder)
    kept.say("publish", str(public))
    assert public.read_bytes() == later
    assert not left(kept.folder)


def left(folder: Path) -> list[str]:
    """What stopped commands left beside."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".public.db.")]


def test_a_redaction_that_is_stopped_is_not_done_or_goes_on(kept: Story, tmp_path: Path) -> None:
    kept.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    before = kept.content()
    original = kept.path.read_bytes()
    count = stopped(kept, 0, *REDACT)
    after = _without_salt(kept)
    done = 0
    for at in points(count, 12):
        for ending in ("", "-wal", "-shm"):
            kept.path.with_name(kept.path.name + ending).unlink(missing_ok=True)
        kept.path.write_bytes(original)
        stopped(kept, at, *REDACT)
        is_done = kept.value("SELECT count(*) FROM people WHERE name = 'Ann Lee'") == 0
        done += is_done
        assert (_without_salt(kept) == after) if is_done else (kept.content() == before)
        kept.check_whole()
        assert "no byte of the file" in kept.say(*REDACT).out
        held = b"".join(path.read_bytes() for path in kept.folder.glob("t.db*"))
        assert b"ann lee" not in held.lower()
    assert 0 < done < 12, "the points lie before the end and after it"


def _without_salt(story: Story) -> list[tuple[object, ...]]:
    return [
        *story.rows("SELECT id, headline FROM events"),
        *story.rows("SELECT id, name FROM people"),
        *story.rows("SELECT command FROM txn"),
        *story.rows("SELECT txn_id, table_name, row_id, old FROM change"),
    ]
