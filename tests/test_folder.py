"""The whole tracker as a folder of CSV files, and a tracker built from one: the same content, the same ids."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from story import Snapshot, Story, command, environment
from test_timeline_nasty import fill

from orgtrack.store import open_tracker


@pytest.fixture
def some(story: Story) -> Story:
    story.tell(
        """
        2009 formation "Cloud Unit" --parent Acme
        2023-09-12 appointment "Wu Yongming" CEO "Cloud Unit" --note "=1+1" --source "A Page" --published 2023-09-13
        2024-05 renaming "Cloud Unit" "Cloud Group"
        unknown milestone "a plan, and \\"more\\"" Acme --private
        2025-01 departure "Wu Yongming" CEO "Cloud Group"
        $ edit "Cloud Group" kind=committee fiscal_year_end=03-31
        $ alias "Wu Yongming" 吴泳铭
        $ remove e4
        2030 appointment "Jane Roe" CEO "Cloud Group" --planned --quote "said 'so'" --source https://example.com/a?b=c
        $ cite e2 --source "Another" --says date=2023-09-10
        """
    )
    story.say("edit", "p1", "wikidata=Q1")
    return story


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _round(story: Story) -> tuple[Story, dict[str, bytes]]:
    """Another tracker, built from this one's folder; and the folder, which the other one gives again."""
    there, back = story.folder / "there", story.folder / "back"
    story.say("export", "folder", str(there))
    other = Story(story.folder, file="other.db")
    other.say("import", str(there))
    other.say("export", "folder", str(back))
    assert _files(back) == _files(there)
    return other, _files(there)


def _derived(story: Story) -> list[list[tuple[object, ...]]]:
    tables = ("tenures", "hierarchy", "people", "organizations", "titles", "sources", "events", "name_blocks")
    return [sorted(story.rows(f"SELECT * FROM {table}"), key=repr) for table in tables]


def test_a_tracker_comes_back_from_its_folder_with_every_row_and_id(some: Story) -> None:
    other, files = _round(some)
    assert other.snapshot() == some.snapshot()
    assert _derived(other) == _derived(some)
    other.check_whole()
    assert {"events.csv", "people.csv", "citations.csv", "names.csv", "README.md", "orgtrack.json"} <= set(files)
    for words in (("export", "csv"), ("list", "tenures"), ("find", "吴泳铭"), ("asof", "2024-01-01")):
        assert other.say(*words).out == some.say(*words).out
    assert other.add("milestone", "next", "Acme", "--date", "2020").ids == ["e7"]


def test_private_rows_are_in_it_and_that_is_said(some: Story) -> None:
    some.add("milestone", "secret", "Acme", "--date", "2020", "--private")
    said = some.say("export", "folder", str(some.folder / "there"))
    assert "private events and notes are among them" in said.err
    assert b"secret" in (some.folder / "there" / "events.csv").read_bytes()


def test_the_manifest_says_the_form_and_how_many_rows_and_no_time(some: Story) -> None:
    _, files = _round(some)
    told = json.loads(files["orgtrack.json"])
    assert set(told) == {"format", "form", "rows"}
    for table, count in told["rows"].items():
        with (some.folder / "there" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            assert len(list(csv.reader(file))) == count + 1


def test_the_same_folder_again_changes_nothing(some: Story) -> None:
    other, _ = _round(some)
    before = other.content()
    assert "nothing was changed" in other.say("import", str(some.folder / "there")).out
    assert other.content() == before
    told = json.loads(other.say("import", str(some.folder / "there"), "--format", "json").out)
    assert (told["created"], told["written"]) == (0, False)
    other.add("milestone", "more", "Acme", "--date", "2020")
    assert "holds other things already" in other.refuse("import", str(some.folder / "there")).err


def test_a_rehearsal_writes_nothing(some: Story) -> None:
    some.say("export", "folder", str(some.folder / "there"))
    other = Story(some.folder, file="other.db")
    assert "Nothing was written" in other.say("import", str(some.folder / "there"), "--dry-run").out
    assert not other.path.exists()


@pytest.mark.parametrize("moment", [("--known", "2024-12-31"), ("--recorded", "2100-01-01"), ("--known", "1990")])
def test_the_folder_of_a_moment_is_whole_too(some: Story, moment: tuple[str, str]) -> None:
    there, back = some.folder / "there", some.folder / "back"
    some.say("export", "folder", str(there), *moment)
    other = Story(some.folder, file="other.db")
    other.say("import", str(there))
    other.say("export", "folder", str(back))
    assert _files(back) == _files(there)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_text_is_stored_comes_back(story: Story, seed: int) -> None:
    """Formula starts, quotes, line ends of both kinds, tabs, control characters, other scripts."""
    with open_tracker(story.path, write=True) as tracker:
        fill(tracker, seed)
        tracker.connection.execute("UPDATE events SET announced = NULL, date = '2021' WHERE date IS NOT NULL")
        tracker.connection.execute("UPDATE events SET announced = NULL")
        tracker.connection.execute("UPDATE sources SET published = NULL")
        tracker.connection.execute("UPDATE events SET supersedes_event_id = NULL")
        tracker.connection.execute("DELETE FROM posts")
    other, _ = _round(story)
    now, before = other.snapshot(), story.snapshot()
    assert _without(now, "organizations", "kind") == _without(before, "organizations", "kind")


def _without(snapshot: Snapshot, table: str, column: str) -> Snapshot:
    """Moves that were written behind the program's back make other kinds than they would."""
    rows = {number: {**row, column: None} for number, row in snapshot[table].items()}
    return {**snapshot, table: rows}


# --- what stands in the way -------------------------------------------------------------------------------------------


def _edited(some: Story, name: str, old: str, new: str) -> Path:
    there = some.folder / "there"
    some.say("export", "folder", str(there))
    path = there / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    return there


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("orgtrack.json", '"orgtrack folder"', '"else"', "orgtrack.json is not as"),
        ("orgtrack.json", "{", "[", "orgtrack.json is not as"),
        ("orgtrack.json", '"form": ', '"form": 9', "was written by a newer orgtrack"),
        ("orgtrack.json", '"people": 2', '"people": 3', "people.csv has 2 rows and orgtrack.json says 3"),
        ("orgtrack.json", '"people"', '"planets"', "'planets', which is no table"),
        ("people.csv", "p1,", "p7,", "row that people.csv does not have"),
        ("people.csv", "p1,", "e1,", "people.csv: 1 problem, nothing was written\n  line 2, id: 'e1' is no id of a"),
        ("people.csv", "p1,", "p2,", "line 3: cannot be recorded (UNIQUE constraint failed: people.id)"),
        ("people.csv", "name", "nom", "does not name the columns of people: 'nom'"),
        ("people.csv", "Wu Yongming", '"Wu"x', "people.csv is no sound CSV"),
        ("events.csv", ",2009,", ",soon,", "date: "),
        ("events.csv", ",2009-01-01,", ",2009-13-01,", "date_earliest: '2009-13-01' is nothing it can hold"),
        ("events.csv", "formation", "party", "cannot be recorded (CHECK constraint failed"),
        ("events.csv", "e1,2009", "e1,2009,", "cells where the header has"),
        ("sources.csv", "https://example.com", "javascript:alert(1)//", "url: "),
        ("citations.csv", ",s1,", ",s9,", "row that sources.csv does not have"),
        ("citations.csv", "1,e2", "x,e2", "'x' is nothing it can hold"),
    ],
)
def test_a_folder_that_was_edited_badly_is_refused_by_file_and_line(
    some: Story, name: str, old: str, new: str, says: str
) -> None:
    there = _edited(some, name, old, new)
    other = Story(some.folder, file="other.db")
    assert says in other.refuse("import", str(there)).err
    assert not other.path.exists()


def test_a_lost_file_is_named(some: Story) -> None:
    some.say("export", "folder", str(some.folder / "there"))
    (some.folder / "there" / "titles.csv").unlink()
    other = Story(some.folder, file="other.db")
    assert "titles.csv, which is not in the folder" in other.refuse("import", str(some.folder / "there")).err


def test_only_an_earlier_export_is_replaced(some: Story) -> None:
    there = some.folder / "there"
    there.mkdir()
    some.say("export", "folder", str(there))
    some.add("milestone", "more", "Acme", "--date", "2020")
    assert "in place of the export that was there" in some.say("export", "folder", str(there)).err
    assert b"more" in (there / "events.csv").read_bytes()
    before = _files(there)
    (there / "mine.txt").write_text("mine")
    assert "'mine.txt', which is of no earlier export" in some.refuse("export", "folder", str(there)).err
    (there / "mine.txt").unlink()
    assert _files(there) == before
    assert "is a file" in some.refuse("export", "folder", str(some.path)).err
    assert "does not exist" in some.refuse("export", "folder", str(some.folder / "no" / "where")).err


@pytest.mark.parametrize(
    "words",
    [
        ("export", "folder"),
        ("export", "folder", "a", "b"),
        ("export", "folder", "a", "--company", "Acme"),
        ("export", "folder", "a", "-o", "b.csv"),
        ("export", "folder", "a", "--raw"),
        ("import", ".", "--sheet", "1"),
        ("import", ".", "--day-first"),
    ],
)
def test_options_that_mean_nothing_here_are_refused(some: Story, words: tuple[str, ...]) -> None:
    some.refuse(*words, code=2)
    assert not Path("a").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", [True, False])
def test_a_stop_in_the_middle_leaves_no_half_folder(some: Story, number: signal.Signals, before: bool) -> None:
    there = some.folder / "there"
    if before:
        some.say("export", "folder", str(there))
    held = _files(there) if before else {}
    some.add("milestone", "more", "Acme", "--date", "2020")
    program = (
        "import os\n"
        "from orgtrack.exporters import folder\n"
        "from orgtrack.cli import app\n"
        "def stopped(tracker, table, rows=folder.kept_rows):\n"
        "    yield from rows(tracker, table)\n"
        f"    table.name == 'events' and os.kill(os.getpid(), {int(number)})\n"
        "folder.kept_rows = stopped\n"
        "app(['--db', 't.db', 'export', 'folder', 'there'])\n"
    )
    done = subprocess.run(
        [*command()[:1], "-c", program], cwd=some.folder, env=environment(), capture_output=True, check=False
    )
    assert done.returncode == {signal.SIGINT: 130}.get(number, 128 + number)
    assert b"Traceback" not in done.stderr
    assert there.exists() == before
    assert (_files(there) if before else {}) == held
    assert [name for name in os.listdir(some.folder) if name.endswith((".part", ".old"))] == []


def test_what_an_import_noted_comes_along(story: Story) -> None:
    """So that the next file of the same register still finds its rows, by their key."""
    text = "nr,person,title,organization,start,end\n{},Jane Roe,CEO,Acme,{},\n"
    story.say("import", "-", "--key", "nr", stdin=text.format(7, "2019"))
    other, _ = _round(story)
    said = other.say("import", "-", "--key", "nr", stdin=text.format(7, "2019"))
    assert "1 unchanged" in said.out
    with closing(sqlite3.connect(other.path)) as connection:
        assert connection.execute("SELECT count(*) FROM import_rows").fetchall() == [(1,)]
