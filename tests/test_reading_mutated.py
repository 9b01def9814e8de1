"""Ten thousand mutated files: none ends in anything but rows and sentences, and no row is lost between them."""

from __future__ import annotations

import csv
import io
import random

from story import Story

from orgtrack.errors import OrgtrackError, Problem
from orgtrack.importers.reading import Reading, Table, open_table

BLIND, WELL_FORMED, IMPORTED = 5_000, 5_000, 100
SEED = 20_250_716
HEADER = ["person", "title", "organization", "start", "end", "source", "note"]
ROWS = [
    HEADER,
    ["Jane Roe", "CEO", "Acme", "2019-05", "2021", "A Bet", ""],
    ["马云", "董事长", "阿里巴巴", "1999-09-09", "2019-09-10", "https://example.com/a?b=c", 'said "yes", twice'],
    ["José Müller", "Chairman and CEO", "Société Générale", "mid-February 2025", "", "", "one\ntwo"],
    ["Jim Poe", "CFO", "Acme, Inc.", "", "2018-03-01", "A Bet", "'=1+1"],
    ["O'Neil", "VP; Sales", "Total", "2001", "2002", "", "a\tb"],
]
WORDS = [
    *("", " ", '"', '""', ",", ";", "\t", "|", "\n", "\r\n", "\r", "#", "'", "'=x", "=x", "sep=;\n", "Total", "Sum:"),
    *("\0", "\x1b", "\u202e", "\u200b", "\ufeff", "\ud7ff", "é", "山田", "😀", "J\u0430ne", "{", "[", "<html>"),
    *("2019", "Feb-25", "45678", "unknown", "x" * 200, "e1", "p7", "person", ",,,,,,", "\n\n", '"\n"', "* note"),
]
SNIPPETS = [
    *(word.encode() for word in WORDS),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xff", b"\xe9", b"\xc3", b"\x81\x30", b"PK\x03\x04"),
    *(b"\xd0\xcf\x11\xe0", b"%PDF-"),
]
ENCODINGS = ["utf-8"] * 6 + ["utf-8-sig", "utf-16", "cp1252", "gb18030", "cp932", "utf-16-le"]
OPTIONS = [
    *[Reading()] * 8,
    Reading(delimiter=","),
    Reading(delimiter=";"),
    Reading(comments=("#",)),
    Reading(encoding="cp1252"),
    Reading(header_row=2),
]


def written(rows: list[list[str]], chance: random.Random) -> str:
    """The rows as some program writes them."""
    text = io.StringIO()
    delimiter = chance.choice(",,,;\t|")
    if chance.random() < 0.5:
        csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, moved, doubled, or taken away, without a thought of what they are."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(changed) + 1)
        until = min(len(changed), at + chance.choice((0, 1, 1, 2, 10, 80)))
        piece = bytes(changed[at:until])
        changed[at:until] = chance.choice(
            (b"", chance.choice(SNIPPETS), piece * 2, piece[::-1], bytes([chance.randrange(256)]), piece.swapcase())
        )
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.05 else changed)


def rewritten(chance: random.Random) -> list[list[str]]:
    """Rows with cells, rows and columns that are other ones, in a file that is sound."""
    rows = [list(row) for row in ROWS]
    for _ in range(chance.choice((1, 2, 3, 5))):
        row = chance.choice(rows)
        match chance.randrange(7):
            case 0:
                rows.insert(chance.randrange(len(rows) + 1), [""] * chance.choice((1, 7)))
            case 1:
                rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))
            case 2:
                row.insert(chance.randrange(len(row) + 1), chance.choice(WORDS))
            case 3 if len(row) > 1:
                del row[chance.randrange(len(row))]
            case 4 if len(rows) > 2:
                rows.remove(row)
            case _ if row:
                at = chance.randrange(len(row))
                row[at] = chance.choice((row[at], "")) + chance.choice(WORDS) + chance.choice((row[at], ""))
    return rows


def read(content: bytes, options: Reading) -> tuple[Table, list[tuple[int, list[str]]]] | None:
    """The table and its rows; None where it is refused, in a sentence."""
    try:
        table = open_table(io.BytesIO(content), "mutated.csv", options)
        rows = list(table.rows)
    except OrgtrackError as error:
        said = str(error)
    else:
        said = ""
    if said:
        assert said.startswith("mutated.csv"), said
        assert said.replace("\n", "").isprintable(), said
        assert len(said) < 4_000
        return None
    for problem in (*table.problems, *table.warnings):
        check(problem)
    return table, rows


def check(problem: Problem) -> None:
    """A problem names its line, and a reason that may be printed."""
    assert problem.line >= 1
    assert problem.message.isprintable()
    assert problem.message.endswith(".")
    assert len(problem.message) < 400


def test_blindly_mutated_files_are_read_or_refused_in_a_sentence() -> None:
    chance = random.Random(SEED)
    accepted = 0
    for _ in range(BLIND):
        content = mutated(written(ROWS, chance).encode(chance.choice(ENCODINGS), "replace"), chance)
        found = read(content, chance.choice(OPTIONS))
        if found is None:
            continue
        table, rows = found
        accepted += 1
        lines = [line for line, _ in rows]
        assert lines == sorted(set(lines)), "a line was read twice"
        assert all(len(cells) == len(table.headers) for _, cells in rows)
    assert BLIND // 4 < accepted < BLIND


def test_of_a_sound_file_every_row_is_read_as_it_was_written_or_said() -> None:
    """The oracle: what csv wrote. A row is in the table, in the problems, a header again, or empty; nowhere else."""
    chance = random.Random(SEED)
    accepted = 0
    for _ in range(WELL_FORMED):
        rows = rewritten(chance)
        rows[0][:1] = [cell.removeprefix("\ufeff") for cell in rows[0][:1]]  # at the beginning of a file a mark
        found = read(written(rows, chance).encode(), Reading())
        if found is None:
            continue
        table, read_rows = found
        accepted += 1
        filled = [row for row in ([cell.strip(" \t") for cell in row] for row in rows) if "".join(row).strip()]
        header, *expected = filled
        header = [cell.strip() for cell in header]
        while header and not header[-1]:
            header.pop()
        assert list(table.headers) == header
        lost = len({problem.line for problem in table.problems})
        again = sum([cell.strip() for cell in row] == header + [""] * (len(row) - len(header)) for row in expected)
        got = [cells for _, cells in read_rows]
        assert len(got) + lost + again == len(expected), (rows, table)
        wanted = iter([cell.removeprefix("'") if cell[:2] in GUARDED else cell for cell in row] for row in expected)
        for cells in got:
            assert any(cells == row[: len(cells)] and not any(row[len(cells) :]) for row in wanted), (cells, rows)
    assert accepted > WELL_FORMED // 2


GUARDED = {"'" + character for character in "=+-@\t\r\n＝＋－＠"}


def test_mutated_files_are_imported_whole_or_not_at_all(story: Story) -> None:
    chance = random.Random(SEED)
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2019-05")
    for turn in range(IMPORTED):
        rows = rewritten(chance)
        text = written(rows, chance).encode()
        before = story.content()
        said = story.run("import", "-", "--dry-run", stdin=mutated(text, chance) if turn % 2 else text)
        assert said.code in (0, 1), said
        assert said.err.strip()
        assert story.content() == before
