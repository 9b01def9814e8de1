"""How fast a spreadsheet of tenures comes in, against `sqlite-utils insert --csv` of the same rows.

Run `python -m tests.benchmarks.bench_import [ROWS]`. sqlite-utils writes each row as it stands into one table with an
index on every column and full-text triggers; we read its dates, resolve its names, write two events a row with their
log and words for search, and derive the tenures. Figures are ratios within one run, the best of two taken in turn.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

COLUMNS = ("person", "title", "organization", "start", "end", "source")
_FIRST = ("James", "Mary", "Wei", "Olga", "Ana", "Bjorn", "Chen", "Li", "Emma", "Noah", "Liam", "Sofia", "Yuki", "Hans")
_KINDS = ("Group", "Holdings", "Industries", "Bank", "Capital", "Energy")
_TITLES = ("Chief Executive Officer", "Chief Financial Officer", "Vice President", "Director", "Chairman", "Treasurer")
_RUNS = 1
_TIMES_FOR_TEN_TIMES = 15
_MOST_MEGABYTES = 400


def rows(count: int) -> Iterator[list[str]]:
    """Tenures of a fifth as many people in a hundredth as many organizations; four in five have an end."""
    chance = random.Random(1)

    def syllables() -> str:
        return "".join(chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)).capitalize()

    last = [syllables() for _ in range(3000)]
    people = [f"{chance.choice(_FIRST)} {chance.choice(last)} {chance.choice(last)}" for _ in range(count // 5)]
    organizations = [f"{chance.choice(last)} {chance.choice(_KINDS)} {n}" for n in range(count // 100)]
    for _ in range(count):
        start = date(1990, 1, 1) + timedelta(days=chance.randrange(12000))
        end = start + timedelta(days=chance.randrange(200, 1000))
        length = chance.choice((4, 7, 7, 7, 7, 10, 10, 10, 10))
        yield [
            chance.choice(people),
            chance.choice(_TITLES),
            chance.choice(organizations),
            start.isoformat()[:length],
            end.isoformat()[:length] if chance.random() < 0.8 else "",
            f"https://example.org/{chance.randrange(count // 10)}",
        ]


def write(path: Path, count: int) -> None:
    """The same rows for both."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows(count))


def _timed(*words: str) -> tuple[float, float]:
    """The seconds a command takes, and the megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, words
    return time.perf_counter() - began, used.ru_maxrss / 1024


def _sqlite_utils(folder: Path, table: Path) -> float:
    path = folder / "plain.db"
    path.unlink(missing_ok=True)
    database = Database(path)
    made = database.table("tenures").create(dict.fromkeys(COLUMNS, str))
    for column in COLUMNS:
        made.create_index([column])
    made.enable_fts(["person", "title", "organization"], create_triggers=True)
    database.close()
    return _timed(sys.executable, "-m", "sqlite_utils", "insert", str(path), "tenures", str(table), "--csv")[0]


def _orgtrack(folder: Path, table: Path) -> tuple[float, float]:
    path = folder / "t.db"
    path.unlink(missing_ok=True)
    return _timed(sys.executable, "-m", "orgtrack", "--db", str(path), "import", str(table))


def main(count: int = 200_000) -> bool:
    """Print the figures; whether they are as promised."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        whole, tenth = folder / "whole.csv", folder / "tenth.csv"
        write(whole, count)
        write(tenth, count // 10)
        theirs, ours, small, most = float("inf"), float("inf"), float("inf"), 0.0
        for _ in range(_RUNS):
            theirs = min(theirs, _sqlite_utils(folder, whole))
            seconds, megabytes = _orgtrack(folder, whole)
            ours, most = min(ours, seconds), max(most, megabytes)
            small = min(small, _orgtrack(folder, tenth)[0])
    print(f"{count:,} rows: {ours:.1f} s, sqlite-utils {theirs:.1f} s: {ours / theirs:.2f} of it, {most:.0f} MB")
    print(f"a tenth of them: {small:.1f} s; ten times the rows take {ours / small:.1f} times as long")
    return ours < theirs and ours < small * _TIMES_FOR_TEN_TIMES and most < _MOST_MEGABYTES


if __name__ == "__main__":
    sys.exit(0 if main(*map(int, sys.argv[1:2])) else 1)
