"""The first page of a tracker, above Datasette's list of its tables, and the search over everything in it.

Not datasette-search-all: it asks every table by a script in its page, which our policy forbids and who has none cannot
use, and knows nothing of other names and close ones.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from orgtrack.errors import Candidate
from orgtrack.model.vocabulary import Noun, Status, read_id
from orgtrack.plugin.cells import isolated, row_link
from orgtrack.plugin.feeds import feed_address
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.organization import chart_address
from orgtrack.plugin.own import TooLong, asked_database, may_see, outdated, page, pages_css, told
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME, is_tracker
from orgtrack.store import Tracker
from orgtrack.timeline.front import Front, Month, front
from orgtrack.timeline.moves import MOVES
from orgtrack.timeline.overview import counted
from orgtrack.timeline.search import found, meant

_SHOWN = ("events", "event_participants", "people", "organizations", "titles", "posts", "sources", "citations")
_SEARCHED = ("events", "people", "organizations", "titles", "sources", "names")
_LOG = ("txn", "change")
_HEIGHT = 90
_WIDTH = 26
_FEEDS = (("Atom", "atom"), ("iCalendar", "ics"))
_GROUPS = {"person": "People", "organization": "Organizations", "title": "Titles", "source": "Sources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of the picture: its place and size in units of the picture, what it says, and where it leads."""

    x: int
    y: int
    height: int
    moves: int
    words: str
    year: str
    address: str


async def first_page(datasette: Site, database: str, request: Request) -> Mapping[str, Any]:
    """Template variables for the page of the tracker; without the counts for who may not see what they count."""
    base = datasette.urls.database(database)
    own = datasette.databases[database]
    if sentence := await outdated(datasette, own):
        return {"outdated": sentence}
    said: dict[str, Any] = {"search_address": f"{base}/-/search", "pages_css": pages_css(datasette)}
    if not await may_see(request, datasette, own, _SHOWN):
        return said
    today = date.fromisoformat(today_of(datasette, database))
    with_log = await may_see(request, datasette, own, _LOG)
    try:
        seen = await told(datasette, own, lambda tracker: front(tracker, today, with_log=with_log))
    except TooLong:
        # The tables below still answer where the time that the owner allows is too short to sum them up.
        return said
    return {
        **said,
        "front": seen,
        "bars": list(_bars(datasette, database, seen)),
        "bar_width": _WIDTH,
        "picture_height": _HEIGHT,
        "isolated": isolated,
        "move_link": lambda move: row_link(datasette, database, Noun.EVENT.table, move.event_id, move.title),
        "chart_of": lambda number: chart_address(datasette, database, number),
        "timeline_address": f"{base}/-/timeline",
        "moves_address": _moves_address(datasette, database, seen.months[-1]),
        "counted": counted,
        "feeds": [(name, feed_address(datasette, database, form)) for name, form in _FEEDS],
    }


async def index_page(datasette: Site, request: Request) -> Mapping[str, Any]:
    """Template variables for the page that lists databases: where there is one and it is a tracker, what that holds."""
    names = [name for name in datasette.databases if not name.startswith("_")]
    if len(names) != 1 or not is_tracker(datasette, names[0]):
        return {}
    if not await may_see(request, datasette, datasette.databases[names[0]], ()):
        return {}
    return {**await first_page(datasette, names[0], request), "database": names[0]}


def _bars(datasette: Site, database: str, seen: Front) -> Iterator[Bar]:
    most = max([month.moves for month in seen.months], default=0) or 1
    for place, month in enumerate(seen.months):
        # A month with one move shows beside one with thousands.
        height = max(round(month.moves / most * _HEIGHT), 2) if month.moves else 0
        yield Bar(
            x=place * _WIDTH,
            y=_HEIGHT - height,
            height=height,
            moves=month.moves,
            words=f"{month.first:%b} {month.first.year}: {month.moves:,} {'move' if month.moves == 1 else 'moves'}",
            year=str(month.first.year) if month.first.month == 1 else "",
            address=_moves_address(datasette, database, month),
        )


def _moves_address(datasette: Site, database: str, month: Month) -> str:
    """The events that a bar counts."""
    asked = {
        "type__in": ",".join(MOVES),
        "date_sort__gte": month.first.isoformat(),
        "date_sort__lte": month.last.isoformat(),
        "month__notblank": "1",
        "status__in": f"{Status.HAPPENED},{Status.PLANNED}",
    }
    return f"{datasette.urls.table(database, Noun.EVENT.table)}?{urlencode(asked)}"


async def search_page(request: Request, datasette: Site) -> object:
    """All that holds the words, as `orgtrack find`; where nothing does, names that are close."""
    database = await asked_database(request, datasette, _SEARCHED)
    text = (request.args.get("q") or "").strip()

    def asked(tracker: Tracker) -> tuple[list[tuple[str | None, ...]], list[Candidate]]:
        rows = [row for batch in found(tracker, text).rows for row in batch]
        return rows, [] if rows else meant(tracker, text)

    rows, close = await told(datasette, database, asked) if text else ([], [])

    def link(printed: str, words: str) -> object:
        known = read_id(printed)
        return isolated(words) if known is None else row_link(datasette, database.name, known[0].table, known[1], words)

    groups: dict[str, list[tuple[object, object, str]]] = {}
    for kind, name, detail, printed, *_ in rows:
        heading = _GROUPS.get(str(kind), "Events")
        groups.setdefault(heading, []).append((link(printed or "", name or ""), isolated(detail or ""), printed or ""))
    return await page(
        datasette,
        request,
        "orgtrack_search.html",
        database,
        asked=text,
        groups=groups,
        close=[(link(each.id, each.name), each.reason) for each in close],
        address=f"{datasette.urls.database(database.name)}/-/search",
        isolated=isolated,
    )


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/-/search$", search_page),
]
