"""How a kind of file is understood, kept as TOML: written by one import, and given to the next."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from orgtrack.errors import OrgtrackError, shown
from orgtrack.importers.options import Options
from orgtrack.importers.reading import Reading
from orgtrack.names import fold

_TEXTS = ("shape", "key", "blank_end", "delimiter", "sheet", "encoding")
_LISTS = ("ignore", "ongoing", "comment")
_FLAGS = ("day_first", "last_day")
_TABLES = ("map", "default", "values")


def read_profile(content: bytes, place: str) -> tuple[Reading, Options]:
    """What the file says; refused, with what is wrong, when it is no profile."""
    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OrgtrackError(f"{place} is no TOML file ({error}); write one with --save-profile.") from None
    for name, value in found.items():
        _check(place, name, value)
    values = {
        (column, fold(old)): new for column, table in found.get("values", {}).items() for old, new in table.items()
    }
    reading = Reading(
        delimiter=found.get("delimiter", ""),
        sheet=found.get("sheet", ""),
        encoding=found.get("encoding", ""),
        comments=tuple(found.get("comment", ())),
        header_row=found.get("header_row", 0),
    )
    options = Options(
        shape=found.get("shape", ""),
        columns=found.get("map", {}),
        values=values,
        defaults=found.get("default", {}),
        ignored=tuple(found.get("ignore", ())),
        day_first=found.get("day_first"),
        last_day=found.get("last_day", False),
        ongoing=tuple(found.get("ongoing", ())),
        blank_end=found.get("blank_end", ""),
        key=found.get("key", ""),
    )
    return reading, options


def _check(place: str, name: str, value: Any) -> None:  # noqa: ANN401 - whatever TOML holds
    right = {
        **dict.fromkeys(_TEXTS, isinstance(value, str)),
        **dict.fromkeys(_LISTS, isinstance(value, list) and all(isinstance(one, str) for one in value)),
        **dict.fromkeys(_FLAGS, isinstance(value, bool)),
        "header_row": isinstance(value, int) and not isinstance(value, bool),
        "map": _is_texts(value),
        "default": _is_texts(value),
        "values": isinstance(value, dict) and all(_is_texts(one) for one in value.values()),
    }
    if not right.get(name, False):
        known = ", ".join(right)
        raise OrgtrackError(
            f"{place}: {shown(name)} is nothing that a profile holds, or not in this form; it has {known}."
        )


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def profile_text(reading: Reading, options: Options) -> str:
    """The profile as TOML, only what differs from what is understood by itself."""
    lines: list[str] = []
    plain: Mapping[str, object] = {
        "shape": options.shape,
        "key": options.key,
        "blank_end": options.blank_end,
        "delimiter": reading.delimiter,
        "sheet": reading.sheet,
        "encoding": reading.encoding,
        "header_row": reading.header_row,
        "comment": list(reading.comments),
        "ignore": list(options.ignored),
        "ongoing": list(options.ongoing),
        "last_day": options.last_day,
    }
    lines += [f"{name} = {_toml(value)}" for name, value in plain.items() if value]
    if options.day_first is not None:
        lines.append(f"day_first = {_toml(options.day_first)}")
    tables: dict[str, dict[str, str]] = {"map": dict(options.columns), "default": dict(options.defaults)}
    for (column, old), new in options.values.items():
        tables.setdefault(f"values.{_toml(column)}", {})[old] = new
    for name, table in tables.items():
        if table:
            lines += ["", f"[{name}]", *(f"{_toml(key)} = {_toml(value)}" for key, value in table.items())]
    return "\n".join(lines).strip() + "\n"


def _toml(value: object) -> str:
    # What JSON writes of texts, numbers, booleans and lists of texts is TOML too; DEL alone must be escaped besides.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def joined(profile: tuple[Reading, Options], reading: Reading, options: Options) -> tuple[Reading, Options]:
    """What the profile says, and what the command says over it."""
    read, told = profile
    read = Reading(
        delimiter=reading.delimiter or read.delimiter,
        sheet=reading.sheet or read.sheet,
        encoding=reading.encoding or read.encoding,
        comments=reading.comments or read.comments,
        header_row=reading.header_row or read.header_row,
    )
    told = replace(
        told,
        shape=options.shape or told.shape,
        columns={**told.columns, **options.columns},
        values={**told.values, **options.values},
        defaults={**told.defaults, **options.defaults},
        ignored=(*told.ignored, *options.ignored),
        day_first=told.day_first if options.day_first is None else options.day_first,
        last_day=options.last_day or told.last_day,
        ongoing=(*told.ongoing, *options.ongoing),
        blank_end=options.blank_end or told.blank_end,
        key=options.key or told.key,
        series=options.series,
    )
    return read, told
