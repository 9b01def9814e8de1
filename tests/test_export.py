"""`orgtrack export` through the real program: the contract's columns, whole files, closed pipes and full disks."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from story import Story, command, environment, process

from orgtrack.schema.views import SOURCE_COLUMNS, TIMELINE_COLUMNS


@pytest.fixture
def some(story: Story) -> Story:
    story.add("formation", "Cloud Unit", "--parent", "Acme", "--date", "2009")
    story.add("appointment", "Wu Yongming", "CEO", "Cloud Unit", "--date", "2023-09-12", "--note", "=1+1")
    story.add(
        "milestone",
        "A plan, and more",
        "Acme",
        "--date",
        "unknown",
        "--source",
        "The Page",
        "--published",
        "2025-07-16",
    )
    return story


def _many(story: Story, count: int) -> None:
    """More events than a pipe holds."""
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute(
            "INSERT INTO events(type, organization_id, company_id, headline, date_precision)"
            " WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
            " SELECT 'milestone', id, id, 'number ' || n || printf('%.60c', 'x'), 'unknown' FROM n, organizations"
            " WHERE name = 'Acme'",
            (count,),
        )
        connection.commit()


def _lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_timeline_has_the_columns_of_the_contract(some: Story) -> None:
    header, *rows = _lines(some.say("export", "timeline").out)
    assert header == list(TIMELINE_COLUMNS)
    assert [row[header.index("headline")] for row in rows] == [
        "Cloud Unit formed under Acme",
        "Wu Yongming appointed Chief Executive Officer of Cloud Unit",
        "A plan, and more",
    ]
    assert [row[header.index("company")] for row in rows] == ["Acme", "Acme", "Acme"]
    assert rows[1][header.index("note")] == "'=1+1"
    assert rows[2][header.index("sources")] == "The Page"


def test_export_csv_is_the_timeline(some: Story) -> None:
    assert some.say("export", "csv").out == some.say("export", "timeline", "--format", "csv").out


def test_sources_can_be_left_out(some: Story) -> None:
    header = _lines(some.say("export", "timeline", "--no-sources").out)[0]
    assert header == [name for name in TIMELINE_COLUMNS if name not in SOURCE_COLUMNS]


def test_raw_keeps_what_a_spreadsheet_would_run(some: Story) -> None:
    assert ",=1+1," in some.say("export", "timeline", "--raw").out


def test_every_format_has_the_same_columns_and_cells(some: Story) -> None:
    header, *rows = _lines(some.say("export", "timeline", "--raw").out)
    array = json.loads(some.say("export", "timeline", "--format", "json").out)
    lines = [json.loads(line) for line in some.say("export", "timeline", "--format", "jsonl").out.splitlines()]
    assert array == lines
    assert [list(entry) for entry in array] == [header] * 3
    assert [[cell or "" for cell in entry.values()] for entry in array] == rows
    first = some.say("export", "timeline", "--format", "markdown").out.splitlines()[0]
    assert [cell.strip() for cell in first.strip("|").split("|")] == header


@pytest.mark.parametrize(
    ("what", "first"),
    [
        ("people", "Wu Yongming"),
        ("organizations", "Cloud Unit"),
        ("titles", "Chief Executive Officer"),
        ("sources", "The Page"),
    ],
)
def test_records_are_exported_in_order_of_entry(some: Story, what: str, first: str) -> None:
    rows = _lines(some.say("export", what).out)
    assert first in [row[0] for row in rows[1:]]
    assert some.say("export", what).out == some.say("export", what).out


def test_tenures_are_exported_as_they_are_listed(some: Story) -> None:
    for form in ("csv", "json", "jsonl"):
        listed = some.say("list", "tenures", "--person", "Wu Yongming", "--format", form).out
        assert some.say("export", "tenures", "--person", "Wu Yongming", "--format", form).out == listed
    (row,) = json.loads(some.say("export", "tenures", "--format", "json").out)
    assert (row["person"], row["start"], row["id"], row["person_id"]) == ("Wu Yongming", "2023-09-12", "e2", "p1")
    assert some.say("export", "tenures", "--until", "2022").err == "No tenures match.\n"
    assert "for events" in some.refuse("export", "tenures", "--type", "departure", code=2).err


def test_names_are_exported_with_whose_they_are(some: Story) -> None:
    some.add("renaming", "Cloud Unit", "Cloud Group", "--date", "2024-05")
    with closing(sqlite3.connect(some.path)) as connection:
        connection.execute(
            "INSERT INTO names(name, name_key, kind, language, script, person_id)"
            " VALUES ('吴泳铭', '吴泳铭', 'native', 'zh', 'Hans', 1)"
        )
        connection.commit()
    rows = [row for row in json.loads(some.say("export", "names", "--format", "json").out) if not row["title"]]
    told = [{column: cell for column, cell in row.items() if cell} for row in rows]
    person = {"name": "吴泳铭", "kind": "native", "person": "Wu Yongming", "language": "zh", "script": "Hans"}
    unit = {"name": "Cloud Unit", "kind": "former", "organization": "Cloud Group", "until": "2024-05"}
    assert told == [{**person, "person_id": "p1"}, {**unit, "event_id": "e4", "organization_id": "o2"}]
    assert [row[0] for row in _lines(some.say("export", "names", "--person", "Wu Yongming").out)][:2] == [
        "name",
        "吴泳铭",
    ]
    assert list(rows[0]) == _lines(some.say("export", "names").out)[0]
    assert "No names match" in some.say("export", "names", "--search", "acme").err


def test_filters_narrow_an_export(some: Story) -> None:
    rows = _lines(some.say("export", "timeline", "--person", "Wu Yongming").out)
    assert len(rows) == 2


def test_a_file_is_written_and_a_later_one_said_to_replace_it(some: Story) -> None:
    target = some.folder / "t.csv"
    first = some.say("export", "timeline", "-o", str(target))
    assert first.out == ""
    assert first.err == f"Wrote 3 rows to '{target}'.\n"
    target.chmod(0o640)
    assert "in place of the file that was there" in some.say("export", "timeline", "-o", str(target)).err
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_bytes().decode() == process("--db", "t.db", "export", "timeline", folder=some.folder).out
    assert _left(some) == ["t.csv", "t.db"]


def _left(story: Story) -> list[str]:
    return sorted(path.name for path in story.folder.iterdir() if not path.name.startswith("t.db-"))


def test_the_extension_says_the_format(some: Story) -> None:
    target = some.folder / "t.json"
    some.say("export", "timeline", "-o", str(target))
    assert len(json.loads(target.read_text())) == 3


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["-o", "t.xyz"], 2, "extension"),
        (["-o", "t.txt"], 2, "no format table"),
        (["--format", "json", "--excel"], 2, "for CSV"),
        (["-o", "none/t.csv"], 1, "does not exist"),
        (["-o", "folder", "--format", "csv"], 1, "is a folder"),
        (["-o", "t.db", "--format", "csv"], 1, "is a database"),
        (["-o", "/dev/full"], 1, "the disk is full"),
        (["--company", "Acmee"], 1, "did you mean Acme"),
        (["--since", "soon"], 1, "soon"),
        (["--since", "../2018"], 2, "no first day"),
        (["--since", "99999d"], 0, ""),
        (["--until", "+99999999d"], 1, ""),
        (["--search", "?!"], 2, "no letter"),
        (["--year", "0"], 2, "--year"),
        (["--company", "Cloud Unit"], 1, "is no company"),
        (["--person", "e1"], 1, "id of an event"),
    ],
)
def test_a_refusal_says_why_and_leaves_no_file(some: Story, words: list[str], code: int, says: str) -> None:
    (some.folder / "folder").mkdir()
    before = _left(some), some.content()
    said = process("--db", "t.db", "export", "timeline", *words, folder=some.folder)
    assert said.code == code, said.err
    assert says in said.err
    assert "Traceback" not in said.err
    assert (_left(some), some.content()) == before


def test_a_full_disk_behind_standard_output_is_one_sentence(some: Story) -> None:
    _many(some, 3000)
    for words in (["export", "csv"], ["timeline"], ["show", "Acme"], ["list", "people"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command("--db", str(some.path), *words), stdout=full, stderr=subprocess.PIPE, env=environment()
            )
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == [
            "Standard output could not be written: the disk is full. Free some room and try again."
        ]


@pytest.mark.parametrize(
    "words", [["export", "csv"], ["timeline"], ["list", "events", "--format", "json"], ["show", "Acme"]]
)
def test_a_closed_pipe_is_no_error(some: Story, words: list[str]) -> None:
    _many(some, 3000)
    running = subprocess.Popen(
        command("--db", str(some.path), *words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 0
    running.stderr.close()


def test_a_pipe_closed_from_the_first_is_no_error(some: Story) -> None:
    """Little is written here: the pipe is found closed only when the program flushes."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command("--db", str(some.path), "timeline"), stdout=theirs, stderr=subprocess.PIPE, env=environment()
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_that_grows_too_large_leaves_the_old_one(some: Story) -> None:
    _many(some, 3000)
    target = some.folder / "t.csv"
    target.write_text("old")
    said = process(
        "--db", "t.db", "export", "csv", "-o", "t.csv", folder=some.folder, prefix=["prlimit", "--fsize=65536"]
    )
    assert said.code == 1
    assert "larger than a file may be" in said.err
    assert target.read_text() == "old"
    assert _left(some) == ["t.csv", "t.db"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_stop_in_the_middle_leaves_the_old_file(some: Story, number: signal.Signals) -> None:
    """The program stops itself in the middle of the rows, so that the moment is always the same."""
    target = some.folder / "t.csv"
    target.write_text("old")
    program = (
        "import os, sys\n"
        "from orgtrack.exporters import as_csv\n"
        "from orgtrack.cli import app, export\n"
        "def stopped(*given, **options):\n"
        "    yield from as_csv.csv_of_rows(*given, **options)\n"
        f"    os.kill(os.getpid(), {int(number)})\n"
        "    yield 'never written'\n"
        "export.csv_of_rows = stopped\n"
        "app(['--db', 't.db', 'export', 'csv', '-o', 't.csv'])\n"
    )
    done = subprocess.run(
        [*command()[:1], "-c", program], cwd=some.folder, env=environment(), capture_output=True, check=False
    )
    assert done.returncode == {signal.SIGINT: 130, signal.SIGKILL: -9}.get(number, 128 + number)
    assert b"Traceback" not in done.stderr
    assert target.read_text() == "old"
    if number != signal.SIGKILL:  # which nothing can clean up after
        assert _left(some) == ["t.csv", "t.db"]


def test_a_link_stays_a_link(some: Story) -> None:
    real, link = some.folder / "real.csv", some.folder / "link.csv"
    link.symlink_to(real)
    some.say("export", "csv", "-o", str(link))
    assert link.is_symlink()
    assert real.read_text().startswith("date,")


def test_reading_makes_no_tracker(story: Story) -> None:
    for words in (["export", "csv"], ["timeline"], ["list", "people"], ["show", "x"], ["find", "x"]):
        assert "There is no tracker" in story.refuse(*words).err
    assert list(story.folder.iterdir()) == []


def test_an_export_without_rows_has_its_columns(some: Story) -> None:
    said = some.say("export", "timeline", "--type", "merger")
    assert said.err == "No events match.\n"
    assert _lines(said.out) == [list(TIMELINE_COLUMNS)]
    assert some.say("export", "timeline", "--type", "merger", "--format", "json").out == "[]\n"
