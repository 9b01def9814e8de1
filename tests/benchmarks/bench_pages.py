"""How long pages take at 100,000 and at 1,000,000 events: `python -m tests.benchmarks.bench_pages [FOLDER]`.

The trackers are kept in FOLDER, where a later run finds them. Fails when a page is refused, a facet is missing or has
timed out, or the events page takes longer than the issue allows.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orgtrack.plugin.serve import site
from orgtrack.plugin.shapes import Site

from .made import make_events

RUNS = 10
SIZES = ((100_000, 150), (1_000_000, 700))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    address: str
    median_ms: float
    worst_ms: float
    status: int
    text: str


async def take(pages: Site, address: str) -> Taken:
    """The median of some runs after one that warms up."""
    response = await pages.client.get(address)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        response = await pages.client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    return Taken(
        address=address,
        median_ms=statistics.median(times),
        worst_ms=max(times),
        status=response.status_code,
        text=response.text,
    )


def faults(taken: Taken, allowed_ms: int) -> list[str]:
    """What is wrong with a page."""
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
        if taken.median_ms > allowed_ms:
            found.append(f"more than {allowed_ms} ms")
    return found


async def measure(path: Path, allowed_ms: int) -> int:
    """Print a line a page; return how many had something wrong."""
    pages = site(path, today=date(2026, 1, 31))
    wrong = 0
    for address in PAGES:
        taken = await take(pages, address)
        found = faults(taken, allowed_ms)
        wrong += bool(found)
        size = len(taken.text) // 1000
        print(f"{taken.median_ms:8.0f} ms {taken.worst_ms:8.0f} worst {size:6} kB  {address}  {', '.join(found)}")
    return wrong


def kept_in(folder: Path) -> bool:
    """Measure every page at each size, on the trackers in that folder; whether all that the issue promises holds."""
    wrong = 0
    for events, allowed_ms in SIZES:
        path = folder / f"{events}" / "made.db"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            start = time.perf_counter()
            make_events(path, events, events // 5)
            print(f"made {events:,} events in {time.perf_counter() - start:.0f} s")
        print(f"{events:,} events, {path.stat().st_size / 1e6:.0f} MB")
        wrong += asyncio.run(measure(path, allowed_ms))
    return wrong == 0


def main() -> bool:
    """Whether all that the issue promises holds, on trackers made for this run."""
    with tempfile.TemporaryDirectory() as temporary:
        return kept_in(Path(temporary))


if __name__ == "__main__":
    sys.exit(0 if (kept_in(Path(sys.argv[1])) if len(sys.argv) > 1 else main()) else 1)
