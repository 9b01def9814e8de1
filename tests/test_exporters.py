"""Rows as text: CSV that comes back as it was, tables that fit, and nothing stored that steers a terminal."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgtrack.exporters import EXPORTERS, csv_text, json_lines_text, json_text, markdown_text
from orgtrack.exporters.as_table import fitted, legible, shortened, table_text, tamed, text_width

_CELLS = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠,\"ab"), max_size=6),
)
_ROWS = st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=5)
COLUMNS = ("a", "b", "c")


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_every_format_is_in_the_table() -> None:
    assert list(EXPORTERS) == ["csv", "json", "jsonl", "markdown"]


@given(rows=_ROWS)
def test_raw_csv_reads_back_as_stored(rows: list[tuple[str | None, ...]]) -> None:
    read = _read("".join(csv_text(COLUMNS, [rows] if rows else [], raw=True)))
    assert read == [list(COLUMNS), *[[cell or "" for cell in row] for row in rows]]


@given(rows=_ROWS)
def test_no_cell_is_run_and_one_apostrophe_off_gives_back_what_was_stored(rows: list[tuple[str | None, ...]]) -> None:
    read = _read("".join(csv_text(COLUMNS, [rows] if rows else [])))[1:]
    for row, stored in zip(read, rows, strict=True):
        for cell, original in zip(row, stored, strict=True):
            assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
            guarded = cell.startswith("'") and cell.lstrip("'").startswith(tuple("=+-@\t\r\n＝＋－＠"))
            assert (cell[1:] if guarded else cell) == (original or "")


def test_csv_is_as_the_standard_has_it() -> None:
    """RFC 4180: CRLF after every row, quotes doubled, only where they are needed."""
    text = "".join(csv_text(("x", "y"), [[("a,b", 'say "hi"')], [(None, "two\nlines"), ("plain text", "")]]))
    assert text == 'x,y\r\n"a,b","say ""hi"""\r\n,"two\nlines"\r\nplain text,\r\n'


def test_cells_are_the_same_however_many_came_before() -> None:
    rows: list[tuple[str | None, ...]] = [(f"n,{number}", "=1") for number in range(30_000)]
    batches = [rows[start : start + 7000] for start in range(0, 30_000, 7000)]
    assert _read("".join(csv_text(("x", "y"), batches)))[1:] == [[row[0], "'=1"] for row in rows]


def test_excel_is_told_the_encoding() -> None:
    assert next(csv_text(("x",), [], excel=True)) == "\ufeffx\r\n"


@given(rows=_ROWS)
def test_json_holds_the_columns_and_null_for_nothing(rows: list[tuple[str | None, ...]]) -> None:
    batches = [rows[:2], rows[2:]] if len(rows) > 2 else [rows] if rows else []
    expected = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert json.loads("".join(json_text(COLUMNS, batches))) == expected
    lines = "".join(json_lines_text(COLUMNS, batches)).split("\n")
    assert [json.loads(line) for line in lines[:-1]] == expected
    assert lines[-1] == ""


@given(rows=_ROWS)
def test_a_markdown_row_is_one_line_with_its_bars(rows: list[tuple[str | None, ...]]) -> None:
    lines = "".join(markdown_text(COLUMNS, [rows] if rows else [])).split("\n")[:-1]
    assert len(lines) == 2 + len(rows)
    for line in lines:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(COLUMNS) + 1
        assert "<" not in line.replace("<br>", "")


def _table(rows: list[tuple[str | None, ...]], width: int | None) -> list[str]:
    columns = tuple("abc"[: len(rows[0])])
    return "".join(table_text(columns, [rows], width=width)).splitlines()


@given(rows=_ROWS.filter(bool), width=st.integers(20, 80))
def test_a_table_fits_the_terminal_and_steers_nothing(rows: list[tuple[str | None, ...]], width: int) -> None:
    text = "".join(table_text(COLUMNS, [rows], width=width))
    lines = text.split("\n")[:-1]
    assert len(lines) == len(rows) + 1
    for line in lines:
        assert text_width(line) <= width
        assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in line)


def test_han_characters_take_two_columns() -> None:
    heading, *lines = _table([("吴泳铭", "x"), ("Wu", "y")], None)
    assert heading == "a       b"
    assert lines == ["吴泳铭  x", "Wu      y"]
    assert _table([("吴泳铭吴泳铭吴泳铭", "x")], 12)[1] == "吴泳铭吴…  x"


def test_combining_accents_take_no_column() -> None:
    assert text_width("e\u0301") == 1
    assert text_width("é") == 1


@pytest.mark.parametrize(("text", "width", "cut"), [("abcdef", 4, "abc…"), ("吴泳铭", 4, "吴…"), ("a b", 3, "a…")])
def test_a_cut_is_marked(text: str, width: int, cut: str) -> None:
    assert shortened(text, width) == cut


def test_without_a_terminal_nothing_is_cut() -> None:
    assert _table([("x" * 300, "y")], None)[1] == "x" * 300 + "  y"


@given(natural=st.lists(st.integers(1, 60), min_size=1, max_size=8), room=st.integers(40, 200))
def test_room_is_used_and_never_exceeded(natural: list[int], room: int) -> None:
    widths = fitted(natural, room)
    assert sum(widths) <= room
    assert all(width <= wanted for width, wanted in zip(widths, natural, strict=True))
    assert sum(widths) == min(sum(natural), room)


def test_numbers_stand_to_the_right() -> None:
    lines = "".join(table_text(("n", "x"), [[("7", "a"), ("1000", "b")]], numbers=[True, False])).splitlines()
    assert lines == ["   n  x", "   7  a", "1000  b"]


HOSTILE = "a\x1b[31mred\x07\x9b2J\u202eevil\u2028\x00"


def test_stored_text_cannot_steer_the_terminal() -> None:
    assert legible(HOSTILE) == "a\\x1b[31mred\\x07\\x9b2J\\u202eevil \\x00"
    assert legible("two\nlines\tand\u3000space") == "two lines and space"
    assert legible("می\u200cخواهم") == "می\u200cخواهم"


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_tamed_text_keeps_its_lines_and_nothing_that_steers(text: str) -> None:
    kept = tamed(text)
    assert all(c == "\n" or c.isprintable() or c in "\u200c\u200d" for c in kept)
    assert kept.count("\n") == text.count("\n")


def test_colour_is_for_the_heading_only() -> None:
    plain = "".join(table_text(("a",), [[("x",)]]))
    coloured = "".join(table_text(("a",), [[("x",)]], colour=True))
    assert plain == "a\nx\n"
    assert coloured == "\x1b[1ma\x1b[0m\nx\n"
