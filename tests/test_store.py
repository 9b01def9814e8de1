"""Opening a file that may be anything, and writing to a disk that may fail: a sentence, and nothing half done."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from story import PATIENCE, REPOSITORY, Said, Story, command, environment, process

from orgtrack.schema import APPLICATION_ID, VERSION
from orgtrack.store import open_tracker

PLAN = ("add", "milestone", "A plan", "Acme", "--date", "2025")
MORE = ("add", "milestone", "Another plan", "Acme", "--date", "2025")


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "words", [("edit", "Acme", "note=x"), ("alias", "Acme", "A"), ("remove", "e1"), ("reject", "e1")]
)
def test_a_command_that_finds_nothing_to_change_makes_no_file(story: Story, words: tuple[str, ...]) -> None:
    story.refuse(*words)
    assert listing(story.folder) == []


def test_the_first_command_makes_the_file_and_nothing_beside_it(story: Story) -> None:
    story.say(*PLAN)
    assert listing(story.folder) == ["t.db"]


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "x#y.db", "数据.db", "file:x.db", "-.db", "a'b\".db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    story = Story(tmp_path, file=name)
    story.say(*PLAN)
    story.say(*MORE)
    assert listing(tmp_path) == [name]
    assert story.count() == 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"name,title\nJane,CEO\n", id="a text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(5000), id="a picture"),
        pytest.param(b"SQLite format 3\x00" + bytes(84), id="only a header"),
        pytest.param(bytes(4096), id="zeros"),
    ],
)
def test_a_file_that_is_no_database_is_left_as_it_is(story: Story, content: bytes) -> None:
    story.path.write_bytes(content)
    said = story.run(*PLAN)
    assert said.code == 1
    assert "t.db" in said.err
    assert "Traceback" not in said.err
    assert story.path.read_bytes() == content
    assert listing(story.folder) == ["t.db"]


def test_the_database_of_another_program_is_left_as_it_is(story: Story) -> None:
    with closing(sqlite3.connect(story.path)) as connection:
        connection.executescript(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO events VALUES (1, 'x')"
        )
    before = story.path.read_bytes()
    assert "belongs to another program" in story.refuse(*PLAN).err
    assert story.path.read_bytes() == before


def test_an_empty_file_is_refused_and_left_as_it_is(story: Story) -> None:
    story.path.touch()
    assert "is empty: it is no tracker" in story.refuse(*PLAN).err
    assert story.path.read_bytes() == b""


def test_a_file_of_a_newer_program_is_left_as_it_is(story: Story) -> None:
    story.say(*PLAN)
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = story.content()
    said = story.refuse(*MORE)
    assert f"form {VERSION + 1}, this one knows {VERSION}" in said.err
    assert story.content() == before


def test_a_folder_is_no_tracker(story: Story) -> None:
    story.path.mkdir()
    said = story.run(*PLAN)
    assert (said.code, "is a folder" in said.err) == (1, True)


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    story = Story(tmp_path / "nowhere")
    assert "nowhere" in story.refuse(*PLAN).err
    assert listing(tmp_path) == []
    other = Story(tmp_path, file="a-file/t.db")
    (tmp_path / "a-file").touch()
    assert other.run(*PLAN).code == 1


@pytest.mark.parametrize(
    "path",
    [
        *("\udcff.db", "x" * 300 + ".db", "", ".", "/", "/dev/null", "/dev/full", "/proc/t.db"),
    ],
    ids=lambda path: ascii(path[:20]),
)
def test_a_path_that_can_hold_no_file_is_refused(tmp_path: Path, path: str) -> None:
    said = process("--db", os.fsencode(path), *PLAN, folder=tmp_path)
    assert "Traceback" not in said.err
    assert said.code in ((2,) if path == "" else (0, 1) if path == "\udcff.db" else (1,))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A tracker of some pages, to be copied."""
    story = Story(tmp_path_factory.mktemp("filled"))
    units = "".join(f'formation "Unit {chr(65 + n) * 5} {n}" --parent Acme --date {1990 + n}\n' for n in range(26))
    people = "".join(
        f'appointment "{chr(65 + n) * 6} {chr(75 - n % 9) * 5}" CEO Acme --date {1990 + n}\n' for n in range(26)
    )
    story.say("add", "-", stdin=units)
    for line in people.splitlines():
        story.run("add", "-", stdin=line.rstrip() + " --new\n")
    return story


COMMANDS: tuple[tuple[str, ...], ...] = (
    (*PLAN, "--new"),
    ("edit", "o1", "name=Apex"),
    ("edit", "e1", "date=1980"),
    ("add", "move", "o3", "o2", "--date", "2020"),
    ("remove", "e3"),
    ("alias", "p1", "Somebody Else"),
)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_gives_a_sentence_whatever_is_asked_of_it(filled: Story, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    story = Story(tmp_path)
    shutil.copy(filled.path, story.path)
    content = bytearray(story.path.read_bytes())
    if seed % 3 == 0:
        del content[chance.randrange(100, len(content)) :]
    else:
        for _ in range(300):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
    story.path.write_bytes(content)
    for words in COMMANDS:
        said = story.run(*words)
        assert said.code in (0, 1, 2, 3)
        assert said.code == 0 or said.err.strip()


# Loads all of the program, then becomes a user whom permissions bind, then runs it.
NOBODY = """
import importlib, os, pkgutil, sys
import dateutil.parser, dateutil.relativedelta, rapidfuzz.fuzz, rapidfuzz.process, sqlite_utils
import orgtrack.cli, orgtrack.__main__
for package in ("cli", "dates", "importers", "model", "record", "schema", "store", "tenures"):
    path = importlib.import_module(f"orgtrack.{package}").__path__
    for module in pkgutil.iter_modules(path):
        importlib.import_module(f"orgtrack.{package}.{module.name}")
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
sys.argv[0] = "orgtrack"
orgtrack.__main__.main()
"""


def as_nobody(*words: str, folder: Path) -> Said:
    """Run the program as a user whom permissions bind: they do not bind root."""
    if os.getuid() != 0:
        return process(*words, folder=folder)
    env = environment(USER="nobody", PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        [str(command()[0]), "-c", NOBODY, *words], cwd=folder, env=env, capture_output=True, check=False
    )
    return Said(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


@pytest.fixture
def common(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A tracker in a folder that everybody may enter."""
    folder = tmp_path_factory.mktemp("common")
    for above in (folder, *folder.parents):
        if above.is_relative_to("/tmp") and above != Path("/tmp"):
            above.chmod(0o755)
    story = Story(folder)
    story.say(*PLAN)
    return story


def test_a_file_that_may_not_be_written_is_refused_and_can_be_read(common: Story) -> None:
    before = common.content()
    common.path.chmod(0o444)
    said = as_nobody("--db", "t.db", *MORE, folder=common.folder)
    assert (said.code, said.out) == (1, "")
    assert "cannot be written" in said.err
    assert common.content() == before
    assert listing(common.folder) == ["t.db"]


def test_a_file_in_a_folder_that_may_not_be_written_is_refused(common: Story) -> None:
    common.path.chmod(0o666)
    common.folder.chmod(0o555)
    said = as_nobody("--db", "t.db", *MORE, folder=common.folder)
    common.folder.chmod(0o755)
    assert said.code == 1
    assert "Traceback" not in said.err
    assert common.count() == 1


def test_a_folder_that_may_not_be_written_takes_no_new_file(common: Story) -> None:
    common.folder.chmod(0o555)
    said = as_nobody("--db", "new.db", *PLAN, folder=common.folder)
    common.folder.chmod(0o755)
    assert said.code == 1
    assert "Traceback" not in said.err
    assert "new.db" in said.err
    assert listing(common.folder) == ["t.db"]


def test_a_file_that_may_not_be_read_is_refused(common: Story) -> None:
    common.path.chmod(0o000)
    said = as_nobody("--db", "t.db", *MORE, folder=common.folder)
    common.path.chmod(0o644)
    assert said.code == 1
    assert "t.db" in said.err
    assert "Traceback" not in said.err


# --- the disk is full ------------------------------------------------------------------------------------------------


def with_room_for(size: int, *words: str, folder: Path, stdin: bytes = b"") -> Said:
    """Run the program where no file may grow beyond this size."""
    done = subprocess.run(
        command(*words),
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        input=stdin,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        check=False,
        timeout=PATIENCE * 3,
    )
    return Said(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


BIG = "person,title,organization,start,end\n" + "".join(
    f"{chr(97 + n % 26) * 9}{n * 7919},CEO,Acme,{1900 + n % 100},{1901 + n % 100}\n" for n in range(800)
)


@pytest.mark.parametrize("room", [0, 4096, 100_000, 300_000])
def test_a_full_disk_leaves_no_new_file(tmp_path: Path, room: int) -> None:
    said = with_room_for(room, "--db", "t.db", "import", "-", folder=tmp_path, stdin=BIG.encode())
    assert said.code == 1, said
    assert "nothing was written" in said.err
    assert "Traceback" not in said.err
    assert listing(tmp_path) == []


@pytest.mark.parametrize("spare", [0, 4096, 40_000])
def test_a_full_disk_leaves_a_tracker_as_it_was(filled: Story, tmp_path: Path, spare: int) -> None:
    story = Story(tmp_path)
    shutil.copy(filled.path, story.path)
    before = story.content()
    room = max(spare, 1)
    said = with_room_for(room, "--db", "t.db", "import", "-", folder=tmp_path, stdin=BIG.encode())
    assert said.code == 1, said
    assert "Traceback" not in said.err
    assert story.content() == before
    story.check_whole()
    story.say(*PLAN, "--new")


# --- interrupted -----------------------------------------------------------------------------------------------------

# Stops when the events are written and their citations are not, says so, and waits to be interrupted or killed.
STOPPED = """
import sys
import orgtrack.store.bulk as bulk
from orgtrack.__main__ import main
written = bulk.insert_rows
def insert_rows(tracker, table, columns, rows):
    written(tracker, table, columns, rows)
    if table == "events":
        print("in the middle", flush=True)
        sys.stdin.readline()
        sys.stdin.readline()
bulk.insert_rows = insert_rows
sys.argv[0] = "orgtrack"
main()
"""


def stopped_in_the_middle(story: Story) -> subprocess.Popen[bytes]:
    (story.folder / "rows.csv").write_text(BIG, encoding="utf-8")
    running = subprocess.Popen(
        [str(command()[0]), "-c", STOPPED, "--db", "t.db", "import", "rows.csv"],
        cwd=story.folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"in the middle\n"
    return running


@pytest.mark.parametrize("there_before", [False, True])
def test_ctrl_c_in_the_middle_of_an_import_writes_nothing(story: Story, there_before: bool) -> None:
    if there_before:
        story.say(*PLAN)
    before = story.content()
    running = stopped_in_the_middle(story)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert b"Interrupted; nothing was written." in said
    assert b"Traceback" not in said
    assert story.content() == before
    assert listing(story.folder) == ["rows.csv", "t.db"] if there_before else ["rows.csv"]


@pytest.mark.parametrize("there_before", [False, True])
def test_a_power_cut_in_the_middle_of_an_import_leaves_nothing_half_done(story: Story, there_before: bool) -> None:
    if there_before:
        story.say(*PLAN)
    before = story.content()
    running = stopped_in_the_middle(story)
    running.kill()
    running.communicate(timeout=PATIENCE)
    assert story.path.exists() == there_before
    assert story.content() == before
    assert "800 rows" in story.say("import", str(story.folder / "rows.csv")).out
    assert story.count() == 1600 + there_before
    story.check_whole()


def test_what_a_killed_process_left_beside_is_not_taken_for_ones_own(story: Story) -> None:
    """In a container every run may have the same process id."""
    other = Story(story.folder, file="other.db")
    other.say("add", "milestone", "Of a killed command", "Hooli", "--date", "2025")
    other.path.rename(story.folder / f".t.db.{os.getpid()}.new")
    story.say(*PLAN)
    assert story.names("organizations") == ["Acme"]


def test_a_second_writer_waits_and_a_reader_need_not(story: Story) -> None:
    story.say(*PLAN)
    with open_tracker(story.path, write=True) as tracker:
        tracker.connection.execute("BEGIN IMMEDIATE")
        running = subprocess.Popen(
            command("--db", "t.db", *MORE), cwd=story.folder, env=environment(), stderr=subprocess.PIPE
        )
        with open_tracker(story.path, write=False) as reading:
            assert reading.row("SELECT count(*) FROM events")[0] == 1  # type: ignore[index]
        tracker.connection.execute("COMMIT")
    _, said = running.communicate(timeout=PATIENCE * 2)
    assert running.returncode == 0, said
    assert story.count() == 2


def test_the_mark_of_our_files_is_what_it_was() -> None:
    """It stands in every released file: other tools know ours by it."""
    assert APPLICATION_ID.to_bytes(4, "big") == b"orgt"
    assert (REPOSITORY / "orgtrack").is_dir()
