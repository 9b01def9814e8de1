"""Feeds of moves, of everything or of one company, for feed readers and calendars.

Not datasette-atom and datasette-ics: their queries would have to put partial dates into words and make ids in SQL, and
the second knows no event of whole days.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit

from datasette.utils.asgi import NotFound  # type: ignore[import-untyped]

from orgtrack import lookup
from orgtrack.errors import shown
from orgtrack.exporters.as_feed import FEEDS, Channel
from orgtrack.model.vocabulary import Noun
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.own import asked_database, file_of, may_see, told
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME
from orgtrack.store import Tracker
from orgtrack.timeline.moves import Move, latest_moves

MOST_MOVES = 500
_SHOWN = ("events", "event_participants", "people", "organizations", "titles")
_LOG = ("txn", "change")
_HERE = ("127.0.0.1", "::1")


def feed_address(datasette: Site, database: str, form: str, organization: object = None) -> str:
    """Where the feed is, of all moves or of those at the organization of this number."""
    query = "" if organization is None else f"?company=o{organization}"
    return f"{datasette.urls.database(database)}/-/moves.{form}{query}"


async def feed_page(request: Request, datasette: Site) -> object:
    """The latest moves; `company` is the name or the id of an organization."""
    form, company = request.url_vars["format"], (request.args.get("company") or "").strip()
    if form not in FEEDS:
        raise NotFound(f"Moves come as {' and '.join(FEEDS)}, not as {shown(form)}.")
    database = await asked_database(request, datasette, _SHOWN)
    with_log = await may_see(request, datasette, database, _LOG)

    def asked(tracker: Tracker) -> tuple[lookup.Found | None, list[Move]]:
        found = lookup.existing(tracker, Noun.ORGANIZATION, company) if company else None
        at = found.noun.id(found.id) if found else ""
        return found, latest_moves(tracker, at, MOST_MOVES, with_log=with_log)

    found, moves = await told(datasette, database, asked)
    home = datasette.absolute_url(request, datasette.urls.database(database.name))
    itself = datasette.absolute_url(request, f"{datasette.urls.database(database.name)}/-/moves.{form}")
    host = urlsplit(home).hostname or "localhost"
    channel = Channel(
        title=f"Moves at {found.name}" if found else f"Moves in {database.name}",
        itself=f"{itself}?{urlencode({'company': found.noun.id(found.id)})}" if found else itself,
        home=home,
        # The port may be another the next time.
        tag=f"tag:{'localhost' if host in _HERE else host},2026:{urlsplit(home).path.strip('/')}",
        updated=f"{today_of(datasette, database.name)}T00:00:00Z",
    )
    kind, write = FEEDS[form]
    return file_of(write(channel, moves), kind)


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/-/moves\.(?P<format>\w+)$", feed_page),
]
