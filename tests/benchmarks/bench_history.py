"""The price of history: an import of 10,000 rows undone, what the log takes of the file, and of an import's CPU.

Run `python -m tests.benchmarks.bench_history [ROWS]`. Times are CPU seconds of whole commands, the best of three.
"""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROWS = 10_000
RUNS = 3
MOST_SECONDS = 2.0
MOST_DISK = 0.30
MOST_CPU = 2.0
_FIRST = ("Anna", "Ben", "Clara", "David", "Eva", "Farid", "Grace", "Hiro", "Ines", "Jun", "Kofi", "Lena")
_TITLES = ("CEO", "CFO", "Director of Works", "Vice President")


def _table(rows: int) -> str:
    """Tenures of people told apart by name, five terms in turn, some of them ended."""
    chance = random.Random(20260101)
    lines = ["person,title,organization,start,end,source"]
    for number in range(rows):
        letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
        start = chance.randint(1980, 2020)
        person = f"{chance.choice(_FIRST)} {letters.title()}on{number // 5}"
        end = start + 1 if number % 2 else ""
        lines.append(
            f"{person},{chance.choice(_TITLES)},Firm{number % 500} Works,{start}-{chance.randint(1, 12):02},{end},"
            f"Register {number % 50}"
        )
    return "\n".join(lines) + "\n"


def _cpu(tracker: Path, *words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "orgtrack", "--db", str(tracker), *words],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _without_history(tracker: Path) -> None:
    """The tracker with nothing that writes the log, so that an import in it leaves none."""
    with closing(sqlite3.connect(tracker)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_log\\_%' ESCAPE '\\'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.commit()


def _shares(tracker: Path) -> tuple[int, int]:
    """Bytes of the log, and of all."""
    with closing(sqlite3.connect(tracker)) as connection:
        sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    return sum(size for name, size in sizes.items() if name.startswith(("txn", "change"))), sum(sizes.values())


def main(rows: int = ROWS) -> bool:
    """Print the figures; whether all are within the promises."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table.csv")
        table.write_text(_table(rows), encoding="utf-8")
        with_log, without = Path(folder, "with.db"), Path(folder, "without.db")
        _cpu(with_log, "add", "person", "Zacharias Zeppelin")
        shutil.copy(with_log, without)
        _without_history(without)
        undone, imported, bare = [], [], []
        for run in range(RUNS):
            one, other = Path(folder, f"{run}.db"), Path(folder, f"bare{run}.db")
            shutil.copy(with_log, one)
            shutil.copy(without, other)
            imported.append(_cpu(one, "import", str(table)))
            bare.append(_cpu(other, "import", str(table)))
            log, whole = _shares(one)
            undone.append(_cpu(one, "undo"))
    seconds, disk, cpu = min(undone), log / (whole - log), min(imported) / min(bare)
    print(f"history: an import of {rows:,} rows undone in {seconds:.2f} s (at most {MOST_SECONDS})")
    print(f"history: the log adds {disk:.0%} to the file (at most {MOST_DISK:.0%})")
    print(f"history: an import with it takes {cpu:.2f} times the CPU without (at most {MOST_CPU})")
    return (seconds <= MOST_SECONDS or rows > ROWS) and disk <= MOST_DISK and cpu <= MOST_CPU


if __name__ == "__main__":
    sys.exit(not main(*map(int, sys.argv[1:])))
