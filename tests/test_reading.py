"""Files of every kind, as `orgtrack import` reads them: the same table, whatever it is written in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from story import Said, Story
from workbooks import MONTH, NO_YEAR, YEAR, Cell, Raw, ods, ods_cell, ods_row, shown_date, xlsx

from orgtrack.importers.reading.letters import refusal

HEADER = ["person", "title", "organization", "start", "end"]
ROW = ["Jane Roe", "CEO", "Acme", "2019", "2020"]
SAID = ("Jane Roe", "appointment", "2019")
TEXT = ",".join(HEADER) + "\n" + ",".join(ROW) + "\n"


def load(story: Story, content: bytes | str, *options: str, name: str = "board.csv", code: int = 0) -> Said:
    """Import a file of this content and name; `code` is how the program ends."""
    path = story.folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    words = ("import", str(path), *options)
    return story.refuse(*words, code=code) if code else story.say(*words)


def told(story: Story) -> list[tuple[object, ...]]:
    """Person, type and date of every event."""
    return story.rows("SELECT person, type, date FROM timeline ORDER BY CAST(substr(id, 2) AS INTEGER)")


def both(story: Story) -> None:
    """The tenure of Jane Roe, and nothing else, stands in the tracker."""
    assert told(story) == [SAID, ("Jane Roe", "departure", "2020")]


# --- kinds -----------------------------------------------------------------------------------------------------------

OBJECT = dict(zip(HEADER, ROW, strict=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("board.xlsx", xlsx([HEADER, ROW])),
        ("board.xlsx", xlsx([[], [], [None, *HEADER], [None, *ROW]])),
        ("board.xlsx", xlsx([HEADER, ["Jane Roe", "CEO", "Acme", 2019, 2020.0]])),
        ("board.xlsm", xlsx([HEADER, ROW])),
        ("board.ods", ods([HEADER, ROW])),
        ("board.ods", ods([[None], [None, *HEADER], [None, *ROW]])),
        ("board.ods", ods(ods_row([None], 7) + ods_row(HEADER) + ods_row(ROW) + ods_row([None], 1_048_000))),
        ("board", xlsx([HEADER, ROW])),
        ("board.jsonl", json.dumps(OBJECT).encode() + b"\n\n"),
        ("board.json", json.dumps([OBJECT], indent=2).encode()),
        ("board.json", json.dumps([{**OBJECT, "start": 2019, "end": 2020}]).encode()),
        ("board.txt", b"[" + json.dumps(OBJECT).encode() + b"]"),
        ("board.tsv", TEXT.replace(",", "\t").encode()),
        ("board.txt", TEXT.replace(",", "|").encode()),
    ],
)
def test_a_table_is_the_same_in_every_kind_of_file(story: Story, name: str, content: bytes) -> None:
    load(story, content, name=name)
    both(story)


def test_every_kind_is_read_from_standard_input(story: Story) -> None:
    story.say("import", "-", stdin=xlsx([HEADER, ROW]))
    both(story)
    story.say("import", "-", stdin=json.dumps(OBJECT))
    both(story)


def test_a_file_that_cannot_be_read_twice_is_kept(story: Story) -> None:
    import os
    import threading

    pipe = story.folder / "pipe.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(TEXT))
    writer.start()
    story.say("import", str(pipe))
    writer.join()
    both(story)


def test_rows_of_json_may_lack_keys_and_true_is_yes(story: Story) -> None:
    rows = [{"person": "Jane", "organization": "Acme", "start": "2019", "acting": True}, {**OBJECT, "acting": None}]
    load(story, "\n".join(json.dumps(row) for row in rows), name="board.jsonl")
    assert story.rows("SELECT person, acting FROM timeline WHERE type = 'appointment'") == [
        ("Jane", "yes"),
        ("Jane Roe", None),
    ]


# --- options ---------------------------------------------------------------------------------------------------------


def test_a_sheet_is_chosen_by_name_or_number_and_said_when_it_is_not(story: Story) -> None:
    content = xlsx([["a note"]], Past=[HEADER, ROW], Third=[HEADER, ["Jim Poe", "CFO", "Acme", "2001", ""]])
    said = load(story, content, name="board.xlsx", code=1).err
    assert "no known shape" in said
    load(story, content, "--sheet", "past", name="board.xlsx")
    both(story)
    load(story, content, "--sheet", "3", name="board.xlsx")
    assert ("Jim Poe", "appointment", "2001") in told(story)
    said = load(story, content, "--sheet", "4", name="board.xlsx", code=2).err
    assert "board.xlsx has no sheet '4'; it has 3: 'Board', 'Past', 'Third'." in said
    said = load(story, ods([HEADER, ROW], Notes=[["x"]]), name="board.ods").err
    assert "board.ods: read sheet 'Board', the first of 2; --sheet names another: 'Notes'." in said


def test_a_delimiter_is_found_out_or_given(story: Story) -> None:
    prose = "person;note;organization;start;end;title\nJane Roe;one, two, three, four, five, six;Acme;2019;2020;CEO\n"
    load(story, prose)
    both(story)
    load(story, TEXT.replace(",", "^"), "--delimiter", "^")
    load(story, TEXT.replace(",", "\t"), "--delimiter", "tab")
    both(story)
    assert "no known shape" in load(story, TEXT, "--delimiter", ";", code=1).err
    assert "'ab' is not one character" in load(story, TEXT, "--delimiter", "ab", code=2).err


@pytest.mark.parametrize("name", ["cp1252", "gb18030", "shift-jis", "utf-16-le", "latin-1", "UTF8"])
def test_an_encoding_is_given(story: Story, name: str) -> None:
    load(story, TEXT.replace("Jane", "Zoe").encode(name), "--encoding", name)
    assert told(story)[0] == ("Zoe Roe", "appointment", "2019")


def test_an_encoding_that_is_wrong_or_unknown_is_refused(story: Story) -> None:
    assert "'klingon' is not known" in load(story, TEXT, "--encoding", "klingon", code=2).err
    said = load(story, TEXT.encode() + b"x,y,z\xff,\n", "--encoding", "gb18030", code=1).err
    assert f"line 3: byte {len(TEXT) + 6} of the file is not gb18030" in said


@pytest.mark.parametrize(
    ("encoding", "name", "remedy"),
    [
        ("cp1252", "José Müller", "cp1252: say --encoding cp1252"),
        ("cp1252", "Jane’s “plan”", "cp1252: say --encoding cp1252"),
        ("gb18030", "马云", "GB18030: say --encoding gb18030"),
        ("gb18030", "阿里巴巴集团控股有限公司", "GB18030: say --encoding gb18030"),
        ("cp932", "山田太郎", "Shift-JIS: say --encoding shift-jis"),
        ("cp932", "ソニー", "Shift-JIS: say --encoding shift-jis"),
        ("cp932", "髙橋社長", "Shift-JIS: say --encoding shift-jis"),
    ],
)
def test_a_wrong_encoding_is_named_with_the_likely_one_which_then_works(
    story: Story, encoding: str, name: str, remedy: str
) -> None:
    content = (TEXT + f"{name},CEO,Hooli,2019,\n").encode(encoding)
    said = load(story, content, code=1).err
    assert "line 3: byte" in said
    assert remedy in said
    load(story, content, "--encoding", remedy.rsplit(" ", 1)[1])
    assert (name, "appointment", "2019") in told(story)


def test_rows_of_comment_are_left_out_when_asked(story: Story) -> None:
    content = '# "an open quotation mark, and commas,,\n' + TEXT + '#,,,\n"#x",,,,\n  # y\n'
    load(story, content, code=1)
    load(story, content, "--comment", "#")
    both(story)
    content = TEXT.replace("end\n", "end,note\n").replace("2020\n", '2020,"one\n# two"\n')
    load(story, content, "--comment", "#", "--comment", "//")
    assert story.rows("SELECT note FROM timeline") == [("one # two",), (None,)]
    load(story, xlsx([["# by hand"], HEADER, ["#", "x", "y"], ROW]), "--comment", "#", name="board.xlsx")
    both(story)


def test_a_title_above_the_header_is_refused_with_the_line_to_name(story: Story) -> None:
    for name, content in (
        ("board.csv", "Board of Acme,,,,\n\n" + TEXT),
        ("board.csv", "Board of Acme\n\n" + TEXT),
        ("board.xlsx", xlsx([["Board of Acme"], [], HEADER, ROW])),
    ):
        said = load(story, content, name=name, code=1).err
        assert "line 1: 'Board of Acme' stands alone" in said
        assert "--header-row 3" in said
        load(story, content, "--header-row", "3", name=name)
        both(story)
    assert "has no row that begins on line 9" in load(story, TEXT, "--header-row", "9", code=1).err


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("a.xlsx", xlsx([HEADER]), ("--delimiter", ",")),
        ("a.xlsx", xlsx([HEADER]), ("--encoding", "cp1252")),
        ("a.csv", TEXT.encode(), ("--sheet", "1")),
        ("a.json", b"[]", ("--header-row", "2")),
        ("a.json", b"[]", ("--delimiter", ",")),
    ],
)
def test_an_option_of_another_kind_of_file_is_refused(
    story: Story, name: str, content: bytes, options: tuple[str, ...]
) -> None:
    assert f"leave out {options[0]}" in load(story, content, *options, name=name, code=2).err


# --- cells of workbooks ----------------------------------------------------------------------------------------------


def starts(story: Story, *values: Cell) -> list[str]:
    """The start dates that these cells of a workbook become."""
    rows = [[f"Person {chr(65 + at) * 3}", "CEO", "Acme", value, None] for at, value in enumerate(values)]
    load(story, xlsx([HEADER, *rows]), name="board.xlsx")
    return [str(found[0]) for found in story.rows("SELECT date FROM events ORDER BY id")]


def test_date_cells_are_days_as_far_as_they_show_one(story: Story) -> None:
    assert starts(
        story,
        date(2019, 5, 1),
        datetime(2019, 5, 1),
        datetime(2019, 5, 2, 14, 30),
        shown_date(date(2025, 2, 1), MONTH),
        shown_date(date(2025, 2, 14), MONTH),
        shown_date(date(2025, 1, 1), YEAR),
        2019,
        2019.0,
        "2019-05",
    ) == ["2019-05-01", "2019-05-01", "2019-05-02", "2025-02", "2025-02-14", "2025", "2019", "2019", "2019-05"]


def test_a_date_cell_that_hides_its_year_is_refused(story: Story) -> None:
    content = xlsx([HEADER, ["Jane Roe", "CEO", "Acme", shown_date(date(2025, 2, 25), NO_YEAR), None]])
    said = load(story, content, name="board.xlsx", code=1).err
    assert "line 2, start: cell D2 is a date that shows no year: the spreadsheet put in 2025" in said


def test_date_cells_of_ods_are_days_as_far_as_they_show_one(story: Story) -> None:
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="ce1" style:data-style-name="N1"/>'
    )
    month = Raw(ods_cell(date(2025, 2, 1), 'table:style-name="ce1"'))
    rows: list[list[Cell]] = [[*HEADER], ["Jane Roe", "CEO", "Acme", month, date(2026, 3, 1)]]
    load(story, ods(rows, styles=styles), name="board.ods")
    assert [row[2] for row in told(story)] == ["2025-02", "2026-03-01"]


@pytest.mark.parametrize("text", ["Feb-25", "25-Feb", "45678", "45678.0", "####", "#REF!"])
def test_a_date_that_a_spreadsheet_has_mangled_is_refused_with_that_explanation(story: Story, text: str) -> None:
    for cell in (text, float(text) if text[0] == "4" else text):
        content = xlsx([HEADER, ["Jane Roe", "CEO", "Acme", cell, None]])
        said = load(story, content, name="board.xlsx", code=1).err
        assert f"line 2, start: {text.removesuffix('.0')!r}"[:-1] in said
        assert "a spreadsheet" in said


def test_numbers_and_truth_are_texts(story: Story) -> None:
    header = [*HEADER, "acting", "note"]
    load(story, xlsx([header, [*ROW[:4], None, True, 12], [*ROW[:3], "2020", None, False, 2.5]]), name="board.xlsx")
    assert story.rows("SELECT acting, note FROM timeline") == [("yes", "12"), (None, "2.5")]


ERROR = Raw('<c r="{ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
UNCALCULATED = Raw('<c r="{ref}"><f>A1</f></c>')
ODS_ERROR = '<table:table-cell table:formula="of:=1" office:value-type="string" calcext:value-type="error"/>'
REFUSED_CELLS: Mapping[str, tuple[bytes, str]] = {
    "an error": (xlsx([HEADER, [*ROW[:3], ERROR, None]]), "start: cell D2 holds the error '#DIV/0!'"),
    "a formula": (xlsx([HEADER, [*ROW[:2], UNCALCULATED, "2019"]]), "organization: cell C2 holds a formula"),
    "a formula beside": (xlsx([HEADER, [*ROW, UNCALCULATED]]), "column F: cell F2 holds a formula"),
    "a formula below": (xlsx([HEADER, [UNCALCULATED]]), "column A: cell A2 holds a formula"),
    "merged": (
        xlsx([HEADER, ROW], more='<mergeCells><mergeCell ref="C2:C4"/></mergeCells>'),
        "organization: cell C2 is merged with all to C4",
    ),
    "an error in ODS": (ods([HEADER, [*ROW[:3], Raw(ODS_ERROR)]]), "start: cell D2 holds an error"),
    "a formula in ODS": (
        ods([HEADER, [*ROW[:2], Raw('<table:table-cell table:formula="of:=1"/>'), "2019"]]),
        "organization: cell C2 holds a formula",
    ),
    "merged in ODS": (
        ods([HEADER, [*ROW[:2], Raw(ods_cell("Acme", 'table:number-rows-spanned="2"')), "2019"]]),
        "organization: cell C2 is merged",
    ),
    "a control character": (xlsx([HEADER, ["Jane\u0085", "C\u202eEO", "Acme"]]), "title: cell B2 holds U+202E"),
    "nothing under it": (xlsx([HEADER, [*ROW, "x"]]), "column F: cell F2 'x' stands under no header"),
}


@pytest.mark.parametrize("kind", REFUSED_CELLS)
def test_a_cell_of_a_workbook_that_holds_nothing_to_read_is_refused_by_its_place(story: Story, kind: str) -> None:
    content, why = REFUSED_CELLS[kind]
    said = load(story, content, name="board." + ("ods" if "ODS" in kind else "xlsx"), code=1).err
    assert f"line 2, {why}" in said


def test_a_formula_with_its_value_and_an_empty_merged_cell_are_fine(story: Story) -> None:
    formula = Raw('<c r="{ref}" t="str"><f>A1</f><v>Acme</v></c>')
    empty = Raw('<c r="{ref}" t="str"><f>A1</f><v></v></c>')
    more = '<mergeCells><mergeCell ref="A5:C5"/></mergeCells>'
    load(story, xlsx([HEADER, ["Jane Roe", "CEO", formula, "2019", empty]], more=more), name="board.xlsx")
    assert told(story) == [SAID]


# --- rows that are none ----------------------------------------------------------------------------------------------


def test_empty_rows_and_repeated_headers_are_left_out_and_the_latter_said(story: Story) -> None:
    head = ",".join(HEADER) + "\n"
    said = load(story, TEXT + "\n,,,,\n" + head + " , ,,,\n" + head + "Jim Poe,CFO,Acme,2001,\n").err
    assert "the header is repeated 2 times, first on line 5; no row is made of it" in said
    assert len(told(story)) == 3


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Total,,,,2", "'Total' looks like a total"),
        (",,Summe:,,12", "'Summe:' looks like a total"),
        ("Sum,1,2,3,4", "'Sum' looks like a total"),
        ("合計,,,,", "'合計' looks like a total"),
        ("Insgesamt 2,,,,", "'Insgesamt 2' looks like a total"),
        ("* acting,,,,", "'* acting' stands alone, like a note"),
        ("Source: annual report,,,,", "'Source: annual report' stands alone"),
        (f"{'so it was said ' * 9},,,,", "'so it was said"),
        ("Jane Roe,CEO", "has 2 cells where the header has 5"),
        ("Jane Roe,CEO,Acme,2019,2020,x", "has 6 cells where the header has 5"),
    ],
)
def test_totals_notes_and_ragged_rows_are_refused_by_line(story: Story, line: str, why: str) -> None:
    said = load(story, f"{TEXT}{line}\n", code=1).err
    assert f"line 3: {why}" in said


def test_a_quotation_mark_left_open_hides_no_other_problem(story: Story) -> None:
    said = load(story, TEXT + 'x\nJim,CFO,Acme,soon,\n"y,CFO,Acme,,\n', code=1).err
    assert "3 problems" in said
    for problem in ("line 3: has 1 cell where", "line 4, start: 'soon'", "line 5, column 1: the cell opens"):
        assert problem in said


def test_a_company_called_total_is_no_total(story: Story) -> None:
    load(story, "name,kind\nTotal,company\nSum,unit\n")
    assert story.names("organizations") == ["Total", "Sum"]
    load(story, TEXT.replace("Jane Roe", "Total"))


def test_a_list_of_problems_ends_with_their_number(story: Story) -> None:
    said = load(story, TEXT + "x\n" * 1_000, code=1).err
    assert "1000 problems" in said
    assert "  line 22: " in said
    assert "  and 980 more" in said
    assert len(said.splitlines()) == 22


def test_letters_that_look_alike_are_warned_of(story: Story) -> None:
    header = TEXT.replace("end\n", "end,note\n").replace("2020\n", "2020,\n")
    said = load(story, header + "J\u0430ne Roe,CEO,Acme,2019,,\nJim,CEO,Acme,2019,,Κate\n").err
    assert "line 3, person: 'J\u0430ne' mixes Cyrillic and Latin letters, which look alike (U+0430 " in said
    assert "line 4, note: 'Κate' mixes Greek and Latin letters" in said
    assert "mixes" not in load(story, header + "Иван Петров,CEO,Acme,2019,,\nΑλέξης,CEO,Acme,2019,,Δ\n").err
    many = "".join(f"Person {chr(65 + at)},CEO,Acme,2019,,J\u0430\n" for at in range(26))
    said = load(story, header + many).err
    assert "line 22, note: 'J\u0430' mixes" in said
    assert "line 23" not in said
    assert "and 6 more of that kind" in said


@pytest.mark.parametrize(
    ("character", "why"),
    [
        ("\x00", "a NUL character"),
        ("\x1b", "a control character (U+001B)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x9d", "a control character (U+009D)"),
        ("\u202e", "U+202E right-to-left override, which makes"),
        ("\u2066", "U+2066 left-to-right isolate, which makes"),
        ("\u200e", "U+200E left-to-right mark, which nobody sees"),
        ("\u200b", "U+200B zero width space, which nobody sees"),
        ("\u200d", "U+200D zero width joiner, which nobody sees"),
        ("\u00ad", "U+00AD soft hyphen, which nobody sees"),
        ("\ufeff", "U+FEFF zero width no-break space, which nobody sees"),
    ],
)
def test_characters_that_nobody_sees_are_refused_by_line_and_column(story: Story, character: str, why: str) -> None:
    for name in ("Acme" + character, f"Ac{character}me", "\u96c6" + character):
        said = load(story, TEXT + f"Jane Roe,CEO,{name},2019,2020\n", code=1).err
        assert f"line 3, organization: holds {why}" in said
        assert said.replace("\n", "").isprintable()
    rows = json.dumps({**OBJECT, "organization": "Ac" + character + "me"})
    assert f"line 1, organization: holds {why}" in load(story, rows, name="board.jsonl", code=1).err


def test_joiners_between_persian_letters_belong_to_the_word() -> None:
    assert refusal("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645") == ""


def test_an_apostrophe_of_an_export_comes_off_in_text_only(story: Story) -> None:
    header = ",".join([*HEADER, "note"])
    load(story, f"{header}\nJane,CEO,Acme,2019,,'=x\nJim,CEO,Acme,2019,,'tis\n")
    load(story, xlsx([[*HEADER, "note"], ["Jil", "CEO", "Acme", "2019", None, "'=x"]]), name="board.xlsx")
    assert story.rows("SELECT note FROM events ORDER BY id") == [("=x",), ("'tis",), ("'=x",)]


def test_blanks_around_cells_come_off_but_not_the_lines_inside(story: Story) -> None:
    header = "date,type,organization,headline,sources,quotes"
    load(story, f'{header}\n2025 ,milestone,\tAcme ,A plan,"A\nB","first \n"\n')
    assert story.rows("SELECT quotes, organization FROM timeline") == [("first\n", "Acme")]


def test_the_path_may_be_anything(story: Story, tmp_path: Path) -> None:
    assert "cannot be read" in story.refuse("import", str(tmp_path / "a\x00b")).err
