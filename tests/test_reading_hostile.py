"""Hostile and broken files: one sentence with the place, soon and in little memory, and nothing written."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import pytest
from story import Said, Story, environment
from workbooks import Raw, ods, ods_cell, ods_row, packed, sheet_xml, xlsx, xlsx_parts

SECONDS, MEGABYTES = 1.0, 300
LARGE = 100_000  # bytes: from here on, and for every workbook, the memory is measured
HEADER = ["person", "title", "organization", "start", "end"]
HEAD = ",".join(HEADER) + "\n"
ROW = "Jane Roe,CEO,Acme,2019,2020\n"

# The program within its limits; what it took is told behind what it says. The time is its own, so that other
# processes on the machine do not count.
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from orgtrack.__main__ import main
sys.argv[0] = "orgtrack"
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open("/proc/self/status") as status:
        memory = next(line for line in status if line.startswith("VmHWM")).split()[1]
    print("took", used.ru_utime + used.ru_stime, int(memory) / 1024, file=sys.stderr)
"""


def limited(story: Story, name: str, *options: str) -> tuple[Said, float, float]:
    """Import a file in a process of its own: what it said, its seconds and its megabytes."""
    words = ("--db", "t.db", "import", name, *options)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words], cwd=story.folder, env=environment(), capture_output=True, timeout=60
    )
    said, _, took = done.stderr.decode().rpartition("took ")
    assert took, f"ended by {done.returncode} without a word: {said}"
    seconds, megabytes = map(float, took.split())
    return Said(code=done.returncode, out=done.stdout.decode(), err=said), seconds, megabytes


@pytest.fixture(scope="session")
def bare_seconds(tmp_path_factory: pytest.TempPathFactory) -> float:
    """What the program takes to refuse an empty file."""
    story = Story(tmp_path_factory.mktemp("bare"))
    (story.folder / "bare.csv").write_bytes(b"")
    return min(limited(story, "bare.csv")[1] for _ in range(2))


def bomb(part: str, megabytes: int, *, says: int | None = None) -> bytes:
    """An XLSX file with a part of so many megabytes of blanks, which may say of itself that it is smaller."""
    file = io.BytesIO(xlsx([HEADER]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as into, into.open(part, "w") as written:
        for _ in range(megabytes):
            written.write(b" " * (1 << 20))
    content = bytearray(file.getvalue())
    if says is not None:
        with zipfile.ZipFile(io.BytesIO(content)) as members:
            member = members.getinfo(part)
        in_directory = content.rfind(part.encode()) - 46 + 24
        for at in (in_directory, member.header_offset + 22):
            assert content[at : at + 4] == member.file_size.to_bytes(4, "little")
            content[at : at + 4] = says.to_bytes(4, "little")
    return bytes(content)


def far(row: int, letters: str) -> bytes:
    """A sheet with a cell far from the others."""
    rows = sheet_xml([HEADER]).replace(
        "</sheetData>", f'<row r="{row}"><c r="{letters}{row}"><v>1</v></c></row></sheetData>'
    )
    return packed(xlsx_parts({"Board": rows}))


def quadratic() -> bytes:
    """Many cells that share one long text."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 200_000))
    return packed(xlsx_parts({"Board": sheet_xml([]).replace("<sheetData>", "<sheetData>" + cells)}, ["x" * 90_000]))


def unplaced() -> bytes:
    """A row of many cells and many rows of one, none of which says where it stands."""
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(100_000))
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(100_000))
    sheet = sheet_xml([]).replace("<sheetData>", f"<sheetData><row>{cells}</row>{rows}")
    return packed(xlsx_parts({"Board": sheet}))


def hidden_place() -> bytes:
    """A cell whose place stands behind what looks like the end of its tag."""
    cell = Raw("""<c spans='">' r='XFD1048576'><v>1</v></c>""")
    return xlsx([[*HEADER, cell], HEADER])


OBJECT = json.dumps(dict(zip(HEADER, ROW.strip().split(","), strict=True)))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MANY = ods_cell("x", 'table:number-columns-repeated="16384"')
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(9))
    + "]><x>&j;</x>"
)
# Name, content, and what must be said: the place and the reason.
HOSTILE: dict[str, tuple[Callable[[], bytes | str], str]] = {
    "a million columns.csv": (
        lambda: "a," * 999_999 + "b\n" + "1," * 999_999 + "2\n",
        r"line 1: has 1,000,000",
    ),
    "a cell of 10 MB.csv": (lambda: HEAD + ROW + "x,CEO," + "x" * 10_000_000, r"line 3, column 3: the cell is longer"),
    "a quoted cell of 10 MB.csv": (
        lambda: HEAD + 'x,"' + "x\n" * 5_000_000 + '"',
        r"line 2, column 2: the cell is",
    ),
    "one line of 100 MB.csv": (lambda: HEAD + "x" * 100_000_000, r"line 2: the line is longer than 12,000,000"),
    "one line of cells.csv": (lambda: HEAD + "x," * 50_000_000, r"line 2: the line is longer than 12,000,000"),
    "only quotes.csv": (lambda: HEAD + '"' * 11_000_001, r"line 2, column 1: the cell opens"),
    "an unclosed quote.csv": (
        lambda: HEAD + ROW * 9 + 'J,"C,A,2019,\n' + ROW * 99,
        r"line 11, column 2: the cell o",
    ),
    "a quote open for long.csv": (lambda: HEAD + 'J,"C,A,,\n' + ROW * 300_000, r"line 2, column 2: the cell opens"),
    "a quote inside.csv": (lambda: HEAD + 'J,"C"x,A,,\n' + ROW, r"line 2, column 2: the cell goes on behind"),
    "rows in a cell.csv": (lambda: HEAD + 'J,"C,A,,\n' + ROW * 3 + 'J,C",A,,\n', r"line 2, column 2: holds whole rows"),
    "many ragged rows.csv": (lambda: HEAD + "a,b\n" * 200_000, r"200000 problems.*\n  line 2: has 2 cells where the h"),
    "a NUL.csv": (
        lambda: HEAD + ROW + "J\0ne,CEO,Acme,2019,\n",
        r"line 3, person: holds a NUL character in 'J\\x00",
    ),
    "two headers.csv": (lambda: "person,title,title\n", r"line 1, title: is the header of two columns, column 2 and"),
    "no header.csv": (lambda: ROW * 2, r"line 1: '2019' is a value, not the name of a column"),
    "noise.csv": (lambda: bytes(range(128, 256)) * 1_000, r"line 1: byte 1 of the file is not UTF-8"),
    "nothing.csv": (lambda: "", r"is empty"),
    "UTF-16 without mark.csv": (lambda: (HEAD + ROW).encode("utf-16-le"), r"is UTF-16 without its mark.*utf-16-le"),
    "half of UTF-16.csv": (
        lambda: (HEAD + ROW).encode("utf-16") + b"\xd8",
        r"line 3: byte \d+ of the file is not utf",
    ),
    "a web page.csv": (lambda: "\n<!DOCTYPE html>\n<table>", r"is a web page, not a table"),
    "another page.csv": (lambda: '<?xml version="1.0"?><html>', r"is a web page, not a table"),
    "a document.csv": (lambda: b"%PDF-1.7\n\xff", r"is a PDF, not a table"),
    "a picture.csv": (lambda: b"\x89PNG\r\n\x1a\n", r"is a picture, not a table"),
    "an archive.csv": (lambda: packed({"a.csv": ROW}), r"is a zip archive, not a table; unpack it"),
    "a packed file.csv": (lambda: b"\x1f\x8b\x08\0", r"is a packed file"),
    "old.xls": (lambda: OLD + "Workbook".encode("utf-16-le"), r"is an old binary workbook \(\.xls\)"),
    "locked.xlsx": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), r"is an encrypted workbook"),
    "binary.xlsb": (lambda: packed({"xl/workbook.bin": b"x"}), r"is a binary workbook \(\.xlsb\)"),
    "text.docx": (
        lambda: packed({"[Content_Types].xml": "<x/>", "word/a.xml": "<x/>"}),
        r"is no whole workbook",
    ),
    "half.xlsx": (lambda: xlsx([HEADER])[:-200], r"is no whole workbook"),
    "noise.xlsx": (lambda: b"PK\x03\x04" + bytes(range(256)), r"is no whole workbook"),
    "no xml.xlsx": (
        lambda: packed(xlsx_parts({"Board": "<worksheet><sheetData><row>"})),
        r"is no whole|an empty",
    ),
    "other xml.xlsx": (lambda: packed(xlsx_parts({"Board": "x"})), r"is no whole workbook"),
    "a bomb.xlsx": (lambda: bomb("xl/theme/theme1.xml", 1_000), r"unpacks to 1,048,\d+,\d+ bytes, as no workbook does"),
    "a bomb that lies.xlsx": (lambda: bomb("xl/theme.xml", 300, says=1_000), r"is no whole workbook"),
    "far cells.xlsx": (lambda: far(1_048_576, "XFD"), r"has 16,384 columns"),
    "a far row.xlsx": (lambda: far(1_048_576, "CV"), r"has 6 cells over 1,048,576 rows and 100 columns"),
    "a hidden place.xlsx": (hidden_place, r"has 16,384 columns"),
    "one long text.xlsx": (quadratic, r"holds more than 200,000,000 characters of text|unpacks to"),
    "cells without place.xlsx": (unplaced, r"has 100,000 columns"),
    "an empty sheet.xlsx": (lambda: xlsx([]), r"has an empty sheet 'Board'"),
    "repeated.ods": (lambda: ods(ods_row(HEADER) + ods_row([Raw(MANY)], 1_048_570)), r"more than 20,000,000 cells"),
    "repeated to the limit.ods": (lambda: ods(ods_row(HEADER) + ods_row([Raw(MANY)], 1_000)), r"has 16,384 columns"),
    "entities.ods": (lambda: packed({"mimetype": "x", "content.xml": LAUGHS}), r"is no whole workbook"),
    "deep.json": (lambda: "[" * 200_000, r"line 1: is nested too deeply"),
    "deep.jsonl": (lambda: '{"a":' * 200_000, r"line 1: is nested too deeply"),
    "many keys.jsonl": (
        lambda: "".join(f'{{"k{n}": 1}}\n' for n in range(2_000)),
        r"has more than 1,000 diff",
    ),
    "a key twice.json": (lambda: '[{"person": 1, "person": 2}]', r"line 1, person: is the key of two values"),
    "a list in it.jsonl": (lambda: f'{OBJECT}\n\n{{"person": ["J"]}}\n', r"line 3, person: is a list or an object"),
    "broken.json": (lambda: '[{"person": "J"},\n{"person"', r"line 2: is no JSON"),
    "broken.jsonl": (lambda: f'{OBJECT}\n{{"person"\n', r"line 2: is no JSON"),
    "words.jsonl": (lambda: f'{OBJECT}\nNaN\n"x"\n', r"line 2: NaN is no number.*\n  line 3: is no object"),
    "a surrogate.jsonl": (
        lambda: '{"person": "\\ud800", "start": 1}',
        r"line 1, person: holds a control|no known",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_soon_and_in_little_memory(
    story: Story, name: str, bare_seconds: float
) -> None:
    make, why = HOSTILE[name]
    made = make()
    content = made.encode() if isinstance(made, str) else made
    (story.folder / name).write_bytes(content)
    if len(content) > LARGE or name.endswith(("xlsx", "ods")):
        said, seconds, megabytes = limited(story, name)
        assert seconds - bare_seconds < SECONDS
        assert megabytes < MEGABYTES
        assert said.out == ""
        assert not story.path.exists()
    else:
        before = time.process_time()
        said = story.refuse("import", str(story.folder / name))
        assert time.process_time() - before < SECONDS
    assert said.code == 1, said
    assert "Traceback" not in said.err
    assert "panicked" not in said.err
    assert said.err.startswith(name)
    assert re.search(why, said.err), said.err
    assert said.err.replace("\n", "").isprintable()
    assert len(said.err) < 3_000
