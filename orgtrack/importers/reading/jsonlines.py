"""JSON: an object a line, or one list of objects; their keys are the columns."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, cast

from orgtrack.errors import Problem, Problems, shown
from orgtrack.importers.reading.encodings import checked_text
from orgtrack.importers.reading.rows import table_of
from orgtrack.importers.reading.table import MOST_COLUMNS, Reading, Source, Table, refused

_LONGEST_LIST = 100_000_000
_TRUE, _FALSE = "yes", "no"


class _NotRead(Exception):
    """Why a value is no row; the message is for the user, `column` the key it stands under."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


def read_json(file: BinaryIO, place: str, options: Reading) -> Table:
    """The table of a JSON file: every key is a column, a row without it has an empty cell there.

    A file of lines is read twice, so that it need not be kept; numbers stay as they are written, true is yes.
    """
    text = checked_text(file, place, options.encoding)
    source = Source(records=())
    keys: dict[str, int] = {}
    for _, row in _objects(file, text.encoding, place, source.problems):
        for key in row:
            keys.setdefault(key, len(keys))
        if len(keys) > MOST_COLUMNS:
            raise refused(place, f"has more than {MOST_COLUMNS:,} different keys.")
    if not keys:
        raise (
            Problems(place, source.problems) if source.problems else refused(place, "is empty; write one object a row.")
        )
    rows = _objects(file, text.encoding, place, [])
    cells = ((line, [row.get(key, "") for key in keys]) for line, row in rows)
    source.records = chain([(1, list(keys))], cells)
    return table_of(source, place, Reading(comments=options.comments))


def _objects(
    file: BinaryIO, encoding: str, place: str, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The objects with the line on which each begins; what is none becomes a problem."""
    for line, found in _values(file, encoding, place, problems):
        try:
            yield line, _row(found)
        except _NotRead as error:
            problems.append(Problem(line=line, column=error.column, message=str(error)))


def _values(file: BinaryIO, encoding: str, place: str, problems: list[Problem]) -> Iterator[tuple[int, object]]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding)
    try:
        begun = False
        for number, line in enumerate(text, 1):
            if not line.strip():
                continue
            if not begun and line.lstrip().startswith("["):
                rest = text.read(_LONGEST_LIST)
                if len(rest) == _LONGEST_LIST:
                    raise refused(
                        place, f"is a list of more than {_LONGEST_LIST:,} characters; write an object a line."
                    )
                yield from _of_list(line + rest, number, place)
                return
            try:
                yield number, _DECODER.decode(line.strip())
            except (ValueError, RecursionError, _NotRead) as error:
                problem = _malformed(number, error)
                if not begun:
                    raise refused(place, problem.message, number, problem.column) from None
                problems.append(problem)
            begun = True
    finally:
        text.detach()


def _of_list(text: str, line: int, place: str) -> Iterator[tuple[int, object]]:
    """The values of one JSON list with the lines on which they begin."""
    at = text.index("[") + 1
    counted = 0
    separator = ""
    while True:
        at = _past_blanks(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at) and separator != ",":
            behind = text[at + 1 :].strip()
            if behind:
                raise refused(place, f"{shown(behind, 20)} stands behind the end of the list.", line)
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError, _NotRead) as error:
            raise refused(place, _malformed(line, error).message, line) from None
        yield line, value
        at = _past_blanks(text, at)
        separator = text[at : at + 1]
        if separator == ",":
            at += 1
        elif separator != "]":
            raise refused(place, "the list is broken off, or lacks a comma, behind this object.", line)


def _past_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _malformed(line: int, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        message = f"is no JSON ({error.msg.lower()}, character {error.colno}); write one object a line."
        return Problem(line=line, column="", message=message)
    if isinstance(error, _NotRead):
        return Problem(line=line, column=error.column, message=str(error))
    return Problem(line=line, column="", message="is nested too deeply; write one flat object a line.")


class _Object(tuple[tuple[str, object], ...]):
    """The pairs of a JSON object, a key given twice still there."""

    __slots__ = ()


def _no_number(word: str) -> object:
    raise _NotRead(f"{word} is no number; write null or a text.")


_BLANKS = re.compile(r"[ \t\r\n]*")
# Numbers stay texts: 1e400 and a thousand digits are as good as any other.
_DECODER = json.JSONDecoder(object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=_no_number)


def _row(found: object) -> dict[str, str]:
    if not isinstance(found, _Object):
        raise _NotRead('is no object; write one for each row, like {"person": …}.')
    whole = dict(found)
    if len(whole) == len(found) and {str}.issuperset(map(type, whole.values())):
        return cast(dict[str, str], whole)
    row: dict[str, str] = {}
    for key, value in found:
        if key in row:
            raise _NotRead("is the key of two values; keep one.", key)
        if isinstance(value, _Object | list):
            raise _NotRead("is a list or an object; a cell is one text, number, true, false or null.", key)
        row[key] = value if isinstance(value, str) else "" if value is None else _TRUE if value else _FALSE
    return row
