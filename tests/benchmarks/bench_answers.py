"""How fast questions about holders are answered, and tenures derived, in a tracker of a million events.

Run `python -m tests.benchmarks.bench_answers [EVENTS] [PEOPLE]`. Times are of one process, without its start-up; the
memory is the highest that it ever had.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from orgtrack.dates import read_date
from orgtrack.exporters.as_csv import csv_text
from orgtrack.record.derive import derive
from orgtrack.record.entry import Entry
from orgtrack.record.rebuild import rebuild
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.events import event
from orgtrack.timeline.filters import Filters, selected
from orgtrack.timeline.held import held_listing
from orgtrack.timeline.pages import page
from orgtrack.timeline.succession import succession_listing

from .made import company_of, complete, make_events

TODAY = date(2026, 1, 1)
TIMES = 200
P95_MS, EVENT_MS, ROWS_A_SECOND, REBUILD_SECONDS, REBUILD_MB = 50, 5, 100_000, 60, 1024


def _peak_mb() -> float:
    # VmHWM, because ru_maxrss still counts the memory of whatever the process was forked from.
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _rebuilt(tracker: Tracker) -> bool:
    began = time.perf_counter()
    with tracker.writing(command="benchmark", actor="", time="2026-01-01T00:00:00Z"):
        differing = rebuild(Entry(tracker=tracker, today=TODAY))
    seconds, peak = time.perf_counter() - began, _peak_mb()
    print(f"rebuild: {seconds:.0f} s, at most {peak:.0f} MB, {differing['tenures']:,} tenures")
    return seconds < REBUILD_SECONDS and peak < REBUILD_MB


def _p95(name: str, limit: int, work: Callable[[], object], times: int = TIMES) -> bool:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    p95 = took[int(times * 0.95)]
    print(f"{name}: p95 {p95:.1f} ms, median {took[times // 2]:.1f} ms{'' if p95 < limit else f'   over {limit} ms'}")
    return p95 < limit


def _spent(batches: Iterator[list[tuple[str | None, ...]]]) -> int:
    return sum(len(batch) for batch in batches)


def _answers(tracker: Tracker, people: int) -> list[bool]:
    chance, day = random.Random(1), read_date("2015-06-01")
    organizations = max(people // 10, 10)
    posts = [
        tuple(row) for row in tracker.rows("SELECT title_id, organization_id FROM posts ORDER BY random() LIMIT 500")
    ]

    def asof() -> object:
        company = company_of(chance.randint(1, organizations))
        return _spent(held_listing(tracker, selected(tracker, Filters(company=f"o{company}")), day).rows)

    def succession() -> object:
        title, organization = chance.choice(posts)
        return _spent(succession_listing(tracker, f"t{title}", f"o{organization}").rows)

    def show() -> object:
        return sum(len(batch) for batch in page(tracker, f"p{chance.randint(1, people)}").events)

    kept = [_p95("asof, one company", P95_MS, asof), _p95("succession", P95_MS, succession), _p95("show", P95_MS, show)]
    listed = held_listing(tracker, selected(tracker, Filters()), day)
    width = len(listed.columns)
    began = time.perf_counter()
    batches = ([row[:width] for row in batch] for batch in listed.rows)
    rows = sum(text.count("\n") for text in csv_text([column.name for column in listed.columns], batches))
    rate = rows / (time.perf_counter() - began)
    print(f"asof over everything, as CSV: {rate:,.0f} rows/s of {rows:,}")
    return [*kept, rate >= ROWS_A_SECOND]


def _events_derived(tracker: Tracker, events: int) -> bool:
    """One event derived, of whatever type, with all that it touches."""
    chance = random.Random(2)
    entry = Entry(tracker=tracker, today=TODAY)
    drawn = (event(tracker, chance.randint(1, events)) for _ in range(TIMES * 2))
    told = [one for one in drawn if one is not None]
    with tracker.writing(command="benchmark", actor="", time="2026-01-01T00:00:00Z"):
        return _p95("one event derived", EVENT_MS, lambda: derive(entry, [told.pop()]), TIMES)


def main() -> bool:
    """All figures on a made-up tracker; whether each is what is promised."""
    events, people = (int(word) for word in [*sys.argv[1:], "1000000", "200000"][:2])
    folder = Path(tempfile.mkdtemp(prefix="bench_answers"))
    try:
        path = folder / "made.db"
        make_events(path, events, people)
        with open_tracker(path, write=True) as tracker:
            complete(tracker)
            kept = [_rebuilt(tracker), _events_derived(tracker, events), *_answers(tracker, people)]
    finally:
        shutil.rmtree(folder)
    return all(kept)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
