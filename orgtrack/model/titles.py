"""The shipped table of executive titles, `titles.csv` beside this file: to be edited there, one title a row.

Columns: name, its short form, its level, seats (1: an organization has one holder of it at a time), other spellings
parted by semicolons. Only what stands there is one title under several spellings; nothing else is normalised by guess.
A short form that stands for several titles (CPO: product, people, procurement) is left out: whoever types it makes a
title of that name, and may give it an alias. In a tracker a title is changed with `edit` and `alias`, and what is on
record comes before this table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orgtrack.model.vocabulary import Level

TABLE = Path(__file__).with_name("titles.csv")


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """A title; `single_seat`: one holder at a time in each organization."""

    name: str
    short: str = ""
    level: Level = Level.OTHER
    single_seat: bool = False
    spellings: tuple[str, ...] = ()


@cache
def known_titles() -> tuple[KnownTitle, ...]:
    """The titles of the shipped table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            KnownTitle(
                name=row["name"],
                short=row["short"],
                level=Level(row["level"]),
                single_seat=row["seats"] == "1",
                spellings=tuple(spelling.strip() for spelling in row["spellings"].split(";") if spelling.strip()),
            )
            for row in csv.DictReader(file)
        )


def spellings(title: KnownTitle) -> Iterator[str]:
    """Every way to write the title that the table holds, the canonical one first."""
    yield title.name
    if title.short:
        yield title.short
        yield f"{title.name} ({title.short})"
    yield from title.spellings
