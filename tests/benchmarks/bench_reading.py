"""How fast a million events are read: exports against the sqlite3 shell, and the wait for a first row.

Run `python -m tests.benchmarks.bench_reading [EVENTS] [PEOPLE]`. Figures are ratios within one run, the best of three
taken in turn; the shell is given the very query of the view, with its order.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from orgtrack.schema.views import SOURCE_COLUMNS, TIMELINE_COLUMNS, TIMELINE_FROM, TIMELINE_ORDER

from .made import make_events

RUNS = 3
COMMANDS = (
    "timeline",
    "timeline o1",
    "timeline --company o1",
    "timeline --organization o2",
    "timeline --person p7",
    "timeline --title t1",
    "timeline --type formation",
    "timeline --since 2025-12",
    "timeline --until 1980",
    "timeline --added-since 2020",
    "timeline --search number",
    "timeline --search acme",
    "timeline --status withdrawn",
    "timeline --year 2010",
    "list events --title t1",
    "list people",
    "list people --company o1",
    "list people --type formation",
    "list people --search chen",
    "list companies --since 2025",
    "list units --type appointment",
    "list titles --person p7",
    "list posts --company o1",
    "list sources --year 2010",
    "show o1",
    "show p7",
    "show t1",
    "find chen",
)


def _shell(path: Path, out: Path, *, sources: bool) -> float:
    columns = [f"{sql} AS {name}" for name, sql in TIMELINE_COLUMNS.items() if sources or name not in SOURCE_COLUMNS]
    query = f"SELECT {', '.join(columns)} FROM {TIMELINE_FROM} ORDER BY {TIMELINE_ORDER}"
    began = time.perf_counter()
    with out.open("wb") as file:
        subprocess.run(["sqlite3", "-csv", "-header", str(path), query], stdout=file, check=True)
    return time.perf_counter() - began


# VmHWM, because ru_maxrss still counts the memory of the benchmark that the process was forked from.
_PEAK = (
    "import sys; from orgtrack.cli import app\ntry: app(sys.argv[1:])\n"
    "finally: print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0], file=sys.stderr)"
)


def _export(path: Path, out: Path, *, sources: bool) -> tuple[float, int]:
    words = ["--db", str(path), "export", "timeline", "-o", str(out), *([] if sources else ["--no-sources"])]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _PEAK, *words], capture_output=True, text=True, check=True)
    return time.perf_counter() - began, int(done.stderr.split("VmHWM:")[1].split()[0])


def _first_row(path: Path, words: str) -> float:
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "orgtrack", "--db", str(path), *words.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.stdout.readline()  # the heading does not count
        return time.perf_counter() - began


def exports(path: Path, folder: Path, events: int) -> None:
    """The export's rows a second against the shell's, and its memory."""
    for sources in (False, True):
        shell = ours = float("inf")
        peak = 0
        for _ in range(RUNS):
            shell = min(shell, _shell(path, folder / "shell.csv", sources=sources))
            seconds, memory = _export(path, folder / "ours.csv", sources=sources)
            ours, peak = min(ours, seconds), max(peak, memory)
        print(
            f"export {'with' if sources else 'without'} sources: {events / ours:,.0f} rows/s, shell"
            f" {events / shell:,.0f} rows/s, ratio {shell / ours:.2f}, peak {peak / 1024:.0f} MB"
        )


def first_rows(path: Path) -> None:
    """The wait for the first row of the real process, start-up included."""
    for words in COMMANDS:
        seconds = min(_first_row(path, words) for _ in range(RUNS))
        print(f"{seconds:.2f} s  {words}{'   over 0.5 s' if seconds > 0.5 else ''}")


def main() -> None:
    """Both figures on a made-up tracker."""
    events, people = (int(word) for word in [*sys.argv[1:], "1000000", "200000"][:2])
    folder = Path(tempfile.mkdtemp(prefix="bench_reading"))
    try:
        path = folder / "made.db"
        make_events(path, events, people)
        first_rows(path)
        exports(path, folder, events)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
