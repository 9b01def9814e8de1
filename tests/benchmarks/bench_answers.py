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
from collections.abc import Callable, Iterator, Sequence
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
P95_MS, GROWTH, EVENT_MS, ROWS_A_SECOND, REBUILD_SECONDS, REBUILD_MB = 50, 1.3, 5, 100_000, 60, 1024


def _peak_mb() -> float:
    # VmHWM, because ru_maxrss still counts the memory of whatever the process was forked from.
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _made(path: Path, events: int, people: int) -> Tracker:
    make_events(path, events, people)
    tracker = open_tracker(path, write=True)
    complete(tracker)
    return tracker


def _rebuilt(tracker: Tracker) -> bool:
    began = time.perf_counter()
    with tracker.writing(command="benchmark", actor="", time="2026-01-01T00:00:00Z"):
        differing = rebuild(Entry(tracker=tracker, today=TODAY))
    seconds, peak = time.perf_counter() - began, _peak_mb()
    print(f"rebuild: {seconds:.0f} s, at most {peak:.0f} MB, {differing['tenures']:,} tenures")
    return seconds < REBUILD_SECONDS and peak < REBUILD_MB


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _p95_and_median(took: Sequence[float]) -> tuple[float, float]:
    in_order = sorted(took)
    return in_order[int(len(in_order) * 0.95)], in_order[len(in_order) // 2]


def _spent(batches: Iterator[list[tuple[str | None, ...]]]) -> int:
    return sum(len(batch) for batch in batches)


def _questions(tracker: Tracker, people: int) -> dict[str, Callable[[], object]]:
    """Each question as one that is drawn anew at every call, from the same part of a tracker of any size."""
    chance, day = random.Random(1), read_date("2015-06-01")
    organizations = max(people // 10, 10)
    posts = [(row[0], row[1]) for row in tracker.rows("SELECT title_id, organization_id FROM posts ORDER BY id")]

    def drawn(of: int) -> int:
        return int(chance.random() * of)

    def asof() -> object:
        company = company_of(1 + drawn(organizations))
        return _spent(held_listing(tracker, selected(tracker, Filters(company=f"o{company}")), day).rows)

    def succession() -> object:
        title, organization = posts[drawn(len(posts))]
        return _spent(succession_listing(tracker, f"t{title}", f"o{organization}").rows)

    def show() -> object:
        return sum(len(batch) for batch in page(tracker, f"p{1 + drawn(people)}").events)

    return {"asof, one company": asof, "succession": succession, "show": show}


def _answers(tracker: Tracker, people: int, tenth: Tracker) -> list[bool]:
    """Each question's p95, and its median against that in a tracker of a tenth of the size, asked in turn with it."""
    kept = []
    of_tenth = _questions(tenth, people // 10)
    for name, question in _questions(tracker, people).items():
        small = of_tenth[name]
        # The first half loads modules and has the system read the file.
        times = [(_milliseconds(question), _milliseconds(small)) for _ in range(2 * TIMES)][TIMES:]
        (p95, median), (_, median_of_tenth) = (_p95_and_median(each) for each in zip(*times, strict=True))
        ratio = median / median_of_tenth
        kept.append(p95 < P95_MS and ratio <= GROWTH)
        print(
            f"{name}: p95 {p95:.1f} ms, median {median:.1f} ms, {ratio:.2f} times that of a tenth of the events"
            f"{'' if kept[-1] else f'   over {P95_MS} ms or {GROWTH} times'}"
        )
    return kept


def _streamed(tracker: Tracker) -> bool:
    """`asof` over everything as CSV, the best of three."""
    best = 0.0
    for _ in range(3):
        listed = held_listing(tracker, selected(tracker, Filters()), read_date("2015-06-01"))
        width = len(listed.columns)
        began = time.perf_counter()
        batches = ([row[:width] for row in batch] for batch in listed.rows)
        rows = sum(text.count("\n") for text in csv_text([column.name for column in listed.columns], batches))
        best = max(best, rows / (time.perf_counter() - began))
    print(f"asof over everything, as CSV: {best:,.0f} rows/s of {rows:,}")
    return best >= ROWS_A_SECOND


def _events_derived(tracker: Tracker, events: int) -> bool:
    """One event derived, of whatever type, with all that it touches."""
    chance = random.Random(2)
    entry = Entry(tracker=tracker, today=TODAY)
    drawn = (event(tracker, chance.randint(1, events)) for _ in range(TIMES * 2))
    told = [one for one in drawn if one is not None]
    with tracker.writing(command="benchmark", actor="", time="2026-01-01T00:00:00Z"):
        p95, median = _p95_and_median([_milliseconds(lambda: derive(entry, [told.pop()])) for _ in range(TIMES)])
    print(f"one event derived: p95 {p95:.1f} ms, median {median:.1f} ms{'' if p95 < EVENT_MS else '   too long'}")
    return p95 < EVENT_MS


def main() -> bool:
    """All figures on a made-up tracker; whether each is what is promised."""
    events, people = (int(word) for word in [*sys.argv[1:], "1000000", "200000"][:2])
    folder = Path(tempfile.mkdtemp(prefix="bench_answers"))
    try:
        with (
            _made(folder / "tenth.db", events // 10, people // 10) as tenth,
            _made(folder / "made.db", events, people) as tracker,
        ):
            _rebuilt(tenth)
            kept = [_rebuilt(tracker), _events_derived(tracker, events)]
            kept += [*_answers(tracker, people, tenth), _streamed(tracker)]
    finally:
        shutil.rmtree(folder)
    return all(kept)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
