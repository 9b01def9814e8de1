"""What every page of our own needs: its tracker, the reader's permission, a thread of its own, a strict policy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils import sqlite_timelimit, tilde_decode  # type: ignore[import-untyped]
from datasette.utils.asgi import BadRequest, NotFound, Response  # type: ignore[import-untyped]

from orgtrack.errors import NeedsChoice, OrgtrackError, shown
from orgtrack.plugin.answers import is_interrupted
from orgtrack.plugin.limits import TOO_LONG
from orgtrack.plugin.policy import POLICY
from orgtrack.plugin.shapes import Database, Request, Site
from orgtrack.plugin.trackers import first_value, is_published, is_tracker, static_name
from orgtrack.schema import VERSION
from orgtrack.store import Tracker
from orgtrack.store.reading import snapshot

Answer = TypeVar("Answer")

_HEADERS = {"x-content-type-options": "nosniff"}


class TooLong(BadRequest):  # type: ignore[misc]
    """What was asked takes longer than this site allows."""


async def asked_database(request: Request, datasette: Site, tables: Iterable[str]) -> Database:
    """The tracker of this address; who may not see one of these tables of it is refused.

    Raises NotFound where there is no such tracker, or where a copy for the public lacks one of the tables.
    """
    try:
        database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        raise NotFound("There is no such database.") from None
    if not is_tracker(datasette, database.name):
        raise NotFound(f"{shown(database.name)} is no tracker of orgtrack.")
    if sentence := await outdated(datasette, database):
        raise BadRequest(sentence)
    for table in tables:
        if not await database.table_exists(table):
            raise NotFound(f"This copy holds no table {table}, which this page needs.")
        await datasette.ensure_permissions(
            request.actor,
            [("view-table", (database.name, table)), ("view-database", database.name), "view-instance"],
        )
    return database


async def outdated(datasette: Site, database: Database) -> str:
    """Why a file in another form than this orgtrack writes has no pages of ours, and what to do; '' where it has.

    It is asked at each look, because a command may have brought the file up to date since.
    """
    form = int(await first_value(database, "PRAGMA user_version"))
    name = shown(Path(database.path or database.name).name)
    if form > VERSION:
        return f"{name} was written by a newer orgtrack; install the newer one."
    if form == VERSION:
        return ""
    if is_published(datasette, database.name):
        return f"{name} was published by an older orgtrack; publish it again from its tracker."
    return f"{name} was written by an older orgtrack; bring it up to date with: orgtrack --db {name} check"


async def may_see(request: Request, datasette: Site, database: Database, tables: Iterable[str]) -> bool:
    """Whether all of these tables are there, and the reader may see them; a copy for the public may leave some out."""
    tables, above = [*tables], [("view-database", database.name), "view-instance"]
    asked: list[Sequence[object]] = [above, *([("view-table", (database.name, table)), *above] for table in tables)]
    for permissions in asked:
        seen, _ = await datasette.check_visibility(request.actor, permissions=permissions)
        if not seen:
            return False
    return {*tables} <= {*await database.table_names()}


async def read(datasette: Site, database: Database, asked: Callable[[Tracker], Answer]) -> Answer:
    """What is answered from one moment of the file, off the event loop and within the time that Datasette gives.

    Raises OrgtrackError, in the sentence that the command line has for it; TooLong.
    """
    most = int(str(datasette.setting("sql_time_limit_ms")))

    def answered(connection: sqlite3.Connection) -> Answer:
        tracker = Tracker(Path(database.path or database.name), connection)
        # The moment ends outside the time limit, which would stop its end too and leave the connection inside it.
        with snapshot(tracker), sqlite_timelimit(connection, most):
            return asked(tracker)

    try:
        found: Answer = await database.execute_fn(answered)
    except (OrgtrackError, sqlite3.OperationalError) as error:
        if is_interrupted(error):
            raise TooLong(TOO_LONG) from error
        raise
    return found


async def told(datasette: Site, database: Database, asked: Callable[[Tracker], Answer]) -> Answer:
    """What `read` answers; what cannot be answered is refused as a page that says why."""
    try:
        return await read(datasette, database, asked)
    except OrgtrackError as error:
        raise BadRequest(_sentence(error)) from error


def _sentence(error: OrgtrackError) -> str:
    """What is wrong; where several may be meant, which."""
    meant = [f"{each.id} {each.name}" for each in error.candidates] if isinstance(error, NeedsChoice) else []
    return f"{error} ({'; '.join(meant)})" if meant else str(error)


def _static(datasette: Site) -> str:
    return f"{datasette.urls.path('/-/static-plugins/')}{static_name()}"


def pages_css(datasette: Site) -> str:
    """Where the style of our own pages is."""
    return f"{_static(datasette)}/pages.css"


async def page(
    datasette: Site,
    request: Request,
    template: str,
    database: Database,
    status: int = 200,
    policy: str = POLICY,
    **said: object,
) -> object:
    """A page of ours in Datasette's frame."""
    context: Mapping[str, Any] = {
        "database": database.name,
        "static": _static(datasette),
        # Its licence and what it is about stand at the foot of every page.
        "metadata": datasette.metadata(),
        **said,
    }
    text = await datasette.render_template(template, dict(context), request=request, view_name="orgtrack")
    return Response.html(text, status=status, headers={**_HEADERS, "content-security-policy": policy})


def file_of(text: str, kind: str) -> object:
    """A text of that media type, as an answer."""
    return Response(text, content_type=f"{kind}; charset=utf-8", headers=dict(_HEADERS))
