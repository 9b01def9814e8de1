"""The options of `import`, and what they say together with a profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from orgtrack.cli.options import day_order
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.importers.options import Options
from orgtrack.importers.profile import joined, profile_text, read_profile
from orgtrack.importers.reading import Reading
from orgtrack.names import fold


def _text(help_text: str, name: str, metavar: str) -> object:
    return Annotated[str, typer.Option(name, metavar=metavar, help=help_text)]


def _many(help_text: str, name: str, metavar: str) -> object:
    return Annotated[list[str], typer.Option(name, metavar=metavar, help=help_text)]


def _flag(help_text: str, name: str) -> object:
    return Annotated[bool, typer.Option(name, help=help_text)]


# Name of the parameter: (annotation, default).
IMPORT_OPTIONS: dict[str, tuple[object, object]] = {
    "shape": (
        _text(
            "What the rows are, where the headers do not tell: events, moves, tenures, names, organizations, people.",
            "--shape",
            "SHAPE",
        ),
        "",
    ),
    "map": (_many("Which column is which field: person=Officer, wikidata=QID.", "--map", "FIELD=HEADER"), []),
    "map_value": (
        _many("What stands for a cell: type:Joined=appointment.", "--map-value", "FIELD:CELL=VALUE"),
        [],
    ),
    "default": (
        _many("What a field is where no column or an empty cell gives it.", "--default", "FIELD=VALUE"),
        [],
    ),
    "ignore": (_many("A column that is not read, whatever its name.", "--ignore", "HEADER"), []),
    "day_first": (_flag("Read 03/04/2025 as 3 April.", "--day-first"), False),
    "month_first": (_flag("Read 03/04/2025 as 4 March.", "--month-first"), False),
    "last_day": (_flag("An end is the last day in the post, not the first day out of it.", "--last-day"), False),
    "ongoing": (_many("What stands under end for who is still in the post: to_date.", "--ongoing", "TEXT"), []),
    "blank_end": (
        _text("What an empty end means: ongoing (else so), or unknown.", "--blank-end", "ongoing|unknown"),
        "",
    ),
    "key": (
        _text("The column that tells rows apart, from one import to the next.", "--key", "HEADER"),
        "",
    ),
    "profile": (_text("Read the file as this profile says, and as the options say over it.", "--profile", "FILE"), ""),
    "save_profile": (_text("Keep these options as a profile for the next import.", "--save-profile", "FILE"), ""),
    "sheet": (_text("The sheet of a workbook, else its first.", "--sheet", "NAME|NUMBER"), ""),
    "delimiter": (_text("What parts the cells: comma, semicolon, tab, pipe.", "--delimiter", "CHARACTER"), ""),
    "encoding": (_text("How the text is encoded, when it is not UTF-8: cp1252.", "--encoding", "NAME"), ""),
    "comment": (_many("Leave out rows that begin so, like '#'.", "--comment", "TEXT"), []),
    "header_row": (
        Annotated[
            int,
            typer.Option(
                "--header-row", metavar="LINE", min=0, help="The line that names the columns, else the first."
            ),
        ],
        0,
    ),
    "skip_refused": (
        _flag(
            "Load the other rows when some are refused; these go to FILE.refused.csv with the reasons.",
            "--skip-refused",
        ),
        False,
    ),
    "refused": (_text("Where rows that are refused go.", "--refused", "FILE"), ""),
    "decisions": (
        _text(
            "Names that are close to names on record: written to FILE, decided there, and read back.",
            "--decisions",
            "FILE",
        ),
        "",
    ),
    "close_missing": (
        _flag(
            "Close tenures whose rows are gone since the last import: last seen then, end unknown.", "--close-missing"
        ),
        False,
    ),
    "dry_run": (_flag("Read everything, show the plan, and write nothing.", "--dry-run"), False),
    "format": (_text("table, or json for programs.", "--format", "table|json"), "table"),
}

Given = Mapping[str, object]


def understood(given: Given, file: str) -> tuple[Reading, Options]:
    """How the file is to be read, and what its cells mean; a profile is read, and one is written where asked for."""
    if str(given["blank_end"]) not in ("", "ongoing", "unknown"):
        raise Misused(f"--blank-end {shown(str(given['blank_end']))} is neither ongoing nor unknown.")
    header_row = given["header_row"]
    assert isinstance(header_row, int)
    reading = Reading(
        delimiter=str(given["delimiter"]),
        sheet=str(given["sheet"]),
        encoding=str(given["encoding"]),
        comments=_texts(given, "comment"),
        header_row=header_row,
    )
    profile = str(given["profile"])
    options = Options(
        shape=str(given["shape"]),
        columns=dict(_pairs(_texts(given, "map"), "--map person=Officer")),
        values={_cell(name): value for name, value in _pairs(_texts(given, "map_value"), "--map-value type:Joined=…")},
        defaults=dict(_pairs(_texts(given, "default"), "--default organization='Acme Ltd'")),
        ignored=_texts(given, "ignore"),
        day_first=day_order(given),
        last_day=bool(given["last_day"]),
        ongoing=_texts(given, "ongoing"),
        blank_end=str(given["blank_end"]),
        key=str(given["key"]),
        series=Path(profile).stem if profile else "" if file == "-" else Path(file).name,
    )
    if profile:
        reading, options = joined(_profile(profile), reading, options)
    if given["save_profile"]:
        write_text(str(given["save_profile"]), profile_text(reading, options))
    return reading, options


def _texts(given: Given, name: str) -> tuple[str, ...]:
    texts = given[name] or ()
    assert isinstance(texts, list | tuple)
    return tuple(str(text) for text in texts if text)


def _pairs(texts: Iterable[str], example: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Misused(f"{shown(text)} has not two sides; type it like {example}")
        yield name.strip(), value.strip()


def _cell(text: str) -> tuple[str, str]:
    name, colon, cell = text.partition(":")
    if not colon:
        raise Misused(f"{shown(text)} names no field; type it like --map-value type:Joined=appointment")
    return name.strip(), fold(cell)


def _profile(file: str) -> tuple[Reading, Options]:
    path = Path(file)
    return read_profile(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The content of a file beside the table."""
    return _with_file(str(path), "read", path.read_bytes)


def write_text(file: str, text: str) -> None:
    """Write a file beside the table."""
    path = Path(file)
    _with_file(file, "written", lambda: path.write_text(text, encoding="utf-8", newline=""))


def _with_file(file: str, done: str, work: Callable[[], bytes | int]) -> bytes:
    try:
        found = work()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no name of a file"
        raise OrgtrackError(f"{shown(file)} cannot be {done}: {why}; check the name.") from None
    return found if isinstance(found, bytes) else b""
