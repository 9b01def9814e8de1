"""XLSX out: what a spreadsheet program finds in it, read by another library, and what a later import makes of it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from story import Story, Terminal

from orgtrack.errors import OrgtrackError
from orgtrack.exporters.as_xlsx import LONGEST_CELL, MOST_ROWS, Sheet, workbook

calamine = pytest.importorskip("python_calamine")
NASTY = "=1+1"


@pytest.fixture
def some(story: Story) -> Story:
    story.add("formation", "Cloud", "--parent", "Acme", "--date", "2009")
    story.add("appointment", "Wu Yongming", "CEO", "Cloud", "--date", "2023-09-12", "--note", NASTY)
    story.add("milestone", "http://example.com/x", "Acme", "--date", "2025-02", "--note", "two lines")
    story.add("milestone", "Old", "Acme", "--date", "1899-12-31", "--source", "马云", "--published", "2025-07-16")
    return story


def _sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_table_is_a_sheet_with_the_columns_and_rows_of_its_csv(some: Story) -> None:
    target = some.folder / "t.xlsx"
    tables = ("timeline", "people", "organizations", "titles", "sources", "tenures", "names")
    said = some.say("export", *tables, "-o", str(target))
    assert f"in 7 sheets to '{target}'" in said.err
    sheets = _sheets(target)
    assert tuple(sheets) == tables
    for name, rows in sheets.items():
        plain = list(csv.reader(io.StringIO(some.say("export", name, "--raw").out, newline="")))
        assert [[_text(cell) for cell in row] for row in rows] == plain


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def test_only_days_are_dates_and_nothing_is_run(some: Story) -> None:
    target = some.folder / "t.xlsx"
    some.say("export", "timeline", "-o", str(target))
    openpyxl = pytest.importorskip("openpyxl")
    page = openpyxl.load_workbook(target).worksheets[0]
    header = [cell.value for cell in page[1]]
    rows = [dict(zip(header, row, strict=True)) for row in page.iter_rows(min_row=2)]
    assert [row["date"].value for row in rows] == ["1899-12-31", "2009", datetime(2023, 9, 12), "2025-02"]
    assert [row["date"].data_type for row in rows] == ["s", "s", "d", "s"]
    assert {row["date_text"].data_type for row in rows} == {"s"}
    assert rows[2]["note"].value == NASTY
    assert rows[2]["note"].data_type == "s"
    assert rows[3]["headline"].value == "http://example.com/x"
    assert rows[3]["headline"].hyperlink is None
    assert rows[3]["headline"].number_format == "@"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref is not None
    assert page.column_dimensions["H"].width > 20


def test_counts_are_numbers(some: Story) -> None:
    target = some.folder / "t.xlsx"
    some.say("list", "people", "-o", str(target))
    ((header, row),) = _sheets(target).values()
    assert row[header.index("events")] == 1.0


def test_the_same_rows_are_the_same_bytes(some: Story) -> None:
    one, other = some.folder / "1.xlsx", some.folder / "2.xlsx"
    for target in (one, other):
        some.say("export", "timeline", "people", "-o", str(target))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("asof",),
        ("list", "people"),
        ("timeline",),
        ("succession", "CEO", "Cloud"),
        ("vacancies",),
        ("find", "Cloud"),
        ("check",),
    ],
)
def test_whatever_lists_can_be_a_workbook(some: Story, words: tuple[str, ...]) -> None:
    target = some.folder / "t.xlsx"
    some.run(*words, "-o", str(target))
    assert len(_sheets(target)) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export", "people", "titles", "--format", "csv"), "holds one table, and these are 2"),
        (("export", "people", "--format", "xlsx", "--excel"), "are for CSV"),
        (("export", "planets"), "nothing to export"),
    ],
)
def test_what_cannot_be_is_said(some: Story, words: tuple[str, ...], says: str) -> None:
    assert says in some.refuse(*words, code=2).err


def test_no_workbook_goes_to_a_terminal(some: Story) -> None:
    with Terminal("--db", str(some.path), "export", "people", "--format", "xlsx", folder=some.folder) as terminal:
        terminal.sees("name a file: -o FILE.xlsx")
        assert terminal.ends() == 2


def test_more_than_a_sheet_holds_is_refused() -> None:
    rows: list[tuple[str | None, ...]] = [("",)] * 1024
    batches = (rows for _ in range(MOST_ROWS // 1024))
    with pytest.raises(OrgtrackError, match="room for 1,048,575 rows"):
        list(workbook([Sheet(name="t", columns=["a"], batches=batches)]))
    long: list[tuple[str | None, ...]] = [("x" * (LONGEST_CELL + 1),)]
    with pytest.raises(OrgtrackError, match="a in row 2 of t has 32,768"):
        list(workbook([Sheet(name="t", columns=["a"], batches=[long])]))


def test_what_is_refused_leaves_the_old_file(some: Story) -> None:
    some.add("milestone", "x", "Acme", "--date", "2020", "--source", "S")
    target = some.folder / "t.xlsx"
    target.write_text("old")
    some.refuse("export", "timeline", "--company", "Nobody", "-o", str(target))
    assert target.read_text() == "old"
