"""How long pages take: `python -m tests.benchmarks.bench_pages [FOLDER] [EVENTS …]`, at 100,000 and 1,000,000 events.

The trackers are kept in FOLDER, where a later run finds them; one of 5,000,000 takes six gigabytes and
half an hour to make. Fails when a page is refused, a facet is missing or has timed out, or a page takes longer than
promised, by the median of ten.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orgtrack.plugin.serve import site
from orgtrack.plugin.shapes import Site

from .made import made_whole

RUNS = 10
SIZES = (100_000, 1_000_000)
FILTERED = {1_000: 80, 10_000: 150}
WIDE_MS, SEARCH_MS, PICTURE_MS, EVENTS_MS, UNFILTERED_MS = 1_500, 400, 400, 100, 150
FACETS = ("type", "company_id", "title_id", "year")
MOST_COLUMNS = 12
PAGES = (
    "/",
    "/made",
    "/made/events",
    "/made/events?_next=2020-01-01%2C5000&_sort_desc=date_sort",
    "/made/events?_facet=status&_facet=manner&_facet=date_precision",
    "/made/events?_all_columns=1",
    "/made/events?type=appointment",
    "/made/events?status=happened",
    "/made/events?year=2025",
    "/made/events?company_id=1",
    "/made/events?person_id=77",
    "/made/events?_search=马云",
    "/made/events?_search=anna+chen",
    "/made/events?_search=yongm",
    "/made/events?_search=a",
    "/made/events?_search=zzqqxx",
    "/made/people?_search=yongm",
    "/made/people/50",
    "/made/organizations/1",
    "/made/events/12",
    "/made/hierarchy",
    "/made/timeline",
    "/made/timeline?_next=5000",
    "/made/timeline?type=milestone",
    "/made/conflicts",
    "/made/moves",
    "/made/moves?month=2020-05",
    "/made/company_timeline?company=o1",
    "/made/company_timeline?company=Acme+Bank+11",
    "/made/person_timeline?person=p50",
    "/made/undated_events",
    "/made/events_without_a_source",
    "/made/conflicting_claims",
    "/made/-/org/1?on=2020-01-01",
    "/made/-/moves.atom",
    "/made/-/moves.ics?company=o1",
    "/made/-/search?q=anna+chen",
)


UNFILTERED = (
    *("/", "/made", "/made/events", "/made/tenures", "/made/people", "/made/organizations", "/made/titles"),
    *("/made/posts", "/made/event_participants", "/made/sources", "/made/citations", "/made/resolutions"),
    *("/made/names", "/made/identifiers", "/made/hierarchy", "/made/timeline", "/made/current_holders"),
    *("/made/companies", "/made/units", "/made/conflicts"),
)


def promised(path: Path, events: int) -> dict[str, int]:
    """The milliseconds that pages may take, by address, at that many events."""
    promises = dict.fromkeys(UNFILTERED, UNFILTERED_MS)
    if events > 1_000_000:
        return promises
    with closing(sqlite3.connect(path)) as connection:
        for most, allowed in FILTERED.items():
            (company,) = connection.execute(
                "SELECT value FROM counts WHERE counted = 'events.company_id' AND number <= ? ORDER BY number DESC",
                (most,),
            ).fetchone()
            promises[f"/made/events?company_id={company}"] = allowed
            promises[f"/made/-/timeline?company=o{company}"] = PICTURE_MS
            promises[f"/made/organizations/{company}"] = PICTURE_MS
    return {
        **promises,
        "/made/events": EVENTS_MS,
        "/made/events?type=appointment": WIDE_MS,
        "/made/events?status=happened": WIDE_MS,
        "/made/events?_search=appointment+number&_nofacet=1": SEARCH_MS,
        "/made/-/timeline?company=o1": PICTURE_MS,
        "/made/organizations/1": PICTURE_MS,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    address: str
    median_ms: float
    cpu_ms: float
    worst_ms: float
    status: int
    text: str


async def take(pages: Site, address: str) -> Taken:
    """The median of some runs after one that warms up."""
    response = await pages.client.get(address)
    times, cpu = [], []
    for _ in range(RUNS):
        start, spent = time.perf_counter(), time.process_time()
        response = await pages.client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    return Taken(
        address=address,
        median_ms=statistics.median(times),
        cpu_ms=statistics.median(cpu),
        worst_ms=max(times),
        status=response.status_code,
        text=response.text,
    )


def faults(taken: Taken, allowed_ms: int | None) -> list[str]:
    """What is wrong with a page; `allowed_ms` is None where nothing is promised of its time."""
    found = []
    if taken.status != 200:
        found.append(f"status {taken.status}")
    if "facets-timed-out" in taken.text:
        found.append("a facet timed out")
    if taken.address == "/made/events":
        found += [f"no facet {facet}" for facet in FACETS if f'id="facet-{facet}"' not in taken.text]
        columns = taken.text.split("<thead>")[1].split("</thead>")[0].count("<th ")
        rows = taken.text.split("<tbody>")[1].split("</tbody>")[0].count("<tr>")
        if columns > MOST_COLUMNS or rows != 50:
            found.append(f"{columns} columns, {rows} rows")
    if allowed_ms is not None and taken.median_ms > allowed_ms:
        found.append(f"more than {allowed_ms} ms")
    return found


async def measure(path: Path, events: int) -> int:
    """Print a line a page; return how many had something wrong."""
    pages = site(path, today=date(2026, 1, 31))
    promises, wrong = promised(path, events), 0
    for address in dict.fromkeys([*promises, *(PAGES if events <= 1_000_000 else ())]):
        taken = await take(pages, address)
        found = faults(taken, promises.get(address))
        wrong += bool(found)
        size = len(taken.text) // 1000
        print(
            f"{taken.median_ms:8.0f} ms {taken.cpu_ms:8.0f} of processor {taken.worst_ms:8.0f} worst {size:6} kB"
            f"  {address}  {', '.join(found)}"
        )
    return wrong


def kept_in(folder: Path, sizes: Sequence[int] = SIZES) -> bool:
    """Measure every page at each size, on the trackers in that folder; whether all that the issue promises holds."""
    wrong = 0
    for events in sizes:
        path = folder / f"{events}" / "made.db"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            start = time.perf_counter()
            made_whole(path, events)
            print(f"made {events:,} events in {time.perf_counter() - start:.0f} s")
        load = os.getloadavg()[0]
        print(f"{events:,} events, {path.stat().st_size / 1e6:.0f} MB; {load:.1f} other processes wanted a processor")
        wrong += asyncio.run(measure(path, events))
    return wrong == 0


def main() -> bool:
    """Whether all that the issue promises holds, on trackers made for this run."""
    with tempfile.TemporaryDirectory() as temporary:
        return kept_in(Path(temporary))


if __name__ == "__main__":
    kept = kept_in(Path(sys.argv[1]), [*map(int, sys.argv[2:])] or SIZES) if len(sys.argv) > 1 else main()
    sys.exit(0 if kept else 1)
