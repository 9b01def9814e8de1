"""The page of one record in our frame: which record it is, what of it the reader may see, and its row as a whole."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.utils import tilde_decode  # type: ignore[import-untyped]
from datasette.utils.asgi import NotFound  # type: ignore[import-untyped]

from orgtrack.dates import PartialDate
from orgtrack.errors import OrgtrackError, shown
from orgtrack.plugin.cells import isolated, row_link
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.own import TooLong, outdated, page, read
from orgtrack.plugin.permissions import reader_may_see
from orgtrack.plugin.records import words
from orgtrack.plugin.records.kinds import KINDS, Asked
from orgtrack.plugin.shapes import Database, Request, Site
from orgtrack.plugin.trackers import is_tracker
from orgtrack.store import Tracker
from orgtrack.store.rows import by_id
from orgtrack.timeline.about.parts import Part
from orgtrack.timeline.filters import asked_time

# What each part is made from; who may not see all of it does not see the part.
_NAMED = ("people", "organizations", "titles", "names")
_MADE_FROM: Mapping[Part, tuple[str, ...]] = {
    Part.NAMES: ("names",),
    Part.IDENTIFIERS: ("identifiers",),
    Part.EVENTS: ("events", "event_participants"),
    Part.POSTS: ("tenures", "events", "event_participants", "posts", *_NAMED),
    Part.SOURCES: ("citations", "sources", "events"),
    Part.CONFLICTS: ("citations", "sources", "events", "resolutions", "tenures", *_NAMED),
    Part.UNITS: ("hierarchy", "organizations", "names", "events", "event_participants", "titles"),
    Part.LINEAGE: ("events", "event_participants", *_NAMED),
}
_LONGEST_TITLE = 120
# What other programs may have written into a column of ours, a date that is none, is shown as it is.
_NEVER_WRITTEN = (ValueError, LookupError, TypeError, OrgtrackError)
_log = logging.getLogger(__name__)

# The row page of Datasette as we have it: the row with all its columns as a list, which each page ends with.
Whole = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class _Place:
    """The row that an address names."""

    database: Database
    table: str
    number: int


def _place(request: Request, datasette: Site) -> _Place | None:
    """The record asked for as a page; None where it is none of a kind that has a page of its own."""
    asked = request.url_vars
    table, number = tilde_decode(asked.get("table") or ""), asked.get("pks") or ""
    if asked.get("format") or table not in KINDS or not number.isascii() or not number.isdecimal() or len(number) > 15:
        return None
    try:
        database = datasette.get_database(route=tilde_decode(asked.get("database") or ""))
    except KeyError:
        return None
    return _Place(database, table, int(number)) if is_tracker(datasette, database.name) else None


async def record_page(request: Request, datasette: Site, whole: Whole) -> object | None:
    """The page; None where the row has none of ours, or it cannot be made: Datasette's own then shows the row.

    `whole` reads the row, refuses whoever may not see it, and raises NotFound where there is none.
    """
    place = _place(request, datasette)
    if place is None or await outdated(datasette, place.database):
        return None
    content, more, _ = await whole()
    try:
        return await _page(request, datasette, place, content, await more())
    except TooLong:
        return None
    except _NEVER_WRITTEN as error:
        reason = shown(" ".join(f"{type(error).__name__}: {error}".split()), 200)
        _log.warning("%s is shown as its columns alone (%s)", shown(request.path, 200), reason)
        return None


async def _page(
    request: Request, datasette: Site, place: _Place, content: Mapping[str, Any], listed: Mapping[str, Any]
) -> object:
    kind, base = KINDS[place.table], place.database.name
    today = date.fromisoformat(today_of(datasette, base))
    parts = await _parts(datasette, place.database)
    span, problem = _span(request.args.get("on") or "", today) if kind.asks_day else (None, "")

    def answer(tracker: Tracker) -> Mapping[str, object]:
        if by_id(tracker, place.table, place.number) is None:
            raise NotFound("Record not found")
        asked = Asked(
            site=datasette, request=request, database=base, number=place.number, today=today, span=span, parts=parts
        )
        return kind.page(tracker, asked)

    said = await read(datasette, place.database, answer)
    row = dict(zip(content["columns"], content["rows"][0], strict=True))
    return await page(
        datasette,
        request,
        kind.template,
        place.database,
        400 if problem else 200,
        **{
            **said,
            "table": place.table,
            "page_title": _cut(str(said["heading"])),
            "address": datasette.urls.row(base, place.table, str(place.number)),
            "json_address": datasette.urls.row(base, place.table, str(place.number), format="json"),
            "asked_day": request.args.get("on") or "",
            "problem": problem,
            "today": today,
            "parts": frozenset(map(str, parts)),
            "note": row.get("note"),
            "private_note": row.get("private_note"),
            "link": lambda table, number, text: row_link(datasette, base, table, number, text),
            "isolated": isolated,
            "words": words,
            "display_rows": listed["display_rows"],
            "metadata": {**datasette.metadata(), **listed["metadata"]},
            "links_from": listed["foreign_key_tables"],
        },
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE]}…"


def _span(text: str, today: date) -> tuple[PartialDate | None, str]:
    """The day or time that the address asks about, today without one; and what is wrong with it."""
    try:
        return asked_time(text, today)[0], ""
    except OrgtrackError as error:
        return None, str(error)


async def _parts(datasette: Site, database: Database) -> Collection[Part]:
    """The parts of a page that are made from nothing that the reader may not see, or that this copy lacks."""
    tables = {table for made_from in _MADE_FROM.values() for table in made_from}
    present = tables & {*await database.table_names()}
    seen = {table for table in present if await reader_may_see(datasette, database.name, table)}
    return [part for part, made_from in _MADE_FROM.items() if seen.issuperset(made_from)]
