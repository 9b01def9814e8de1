"""Requests that nobody types: values of absurd length, and addresses that Datasette stumbles over."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, unquote

from orgtrack.errors import shown
from orgtrack.plugin.permissions import begin_request
from orgtrack.plugin.policy import guarding
from orgtrack.plugin.shapes import Application, Receive, Request, Scope, Send, Site
from orgtrack.plugin.trackers import is_tracker

_log = logging.getLogger(__name__)

LONGEST_VALUE = 1_000
LONGEST_SQL = 20_000
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_SQL = frozenset({"sql", "_where"})

TOO_LONG = "This takes longer than this site allows; ask for less, or raise sql_time_limit_ms for it."

# What Datasette 0.65 raises when it takes a value of an address for something that it is not.
_STUMBLES = (ValueError, LookupError, TypeError, AssertionError, AttributeError, OverflowError, sqlite3.Error)


def limiting(datasette: Site) -> Callable[[Application], Application]:
    """An ASGI wrapper that answers 400 to a value of a tracker's page that is too long to be meant."""

    def wrap(application: Application) -> Application:
        async def limited(scope: Scope, receive: Receive, send: Send) -> None:
            sentence = None
            if scope["type"] == "http":
                begin_request()
                # Which databases are trackers is known from then on; a second call does nothing.
                await datasette.invoke_startup()
                if _of_tracker(datasette, scope):
                    if scope["method"] not in _READS:
                        await refuse(scope, send, 405, "This page can only be read.")
                        return
                    sentence, send = _too_long(scope), guarding(send)
            if sentence is None:
                await application(scope, receive, send)
            else:
                await refuse(scope, send, 400, sentence)

        return limited

    return wrap


def _of_tracker(datasette: Site, scope: Scope) -> bool:
    path, base = unquote(scope["path"]), str(datasette.setting("base_url"))
    first = path.removeprefix(base).strip("/").split("/")[0]
    if not first:
        # The list of databases says what a tracker holds.
        return any(is_tracker(datasette, name) for name in datasette.databases)
    for suffix in ("", ".json", ".csv"):
        try:
            return is_tracker(datasette, datasette.get_database(route=first.removesuffix(suffix)).name)
        except KeyError:
            continue
    return False


def _too_long(scope: Scope) -> str | None:
    """What is too long in this request, in one sentence."""
    for part in unquote(scope["path"]).split("/"):
        if len(part) > LONGEST_VALUE:
            return f"A part of the address has {len(part):,} characters; at most {LONGEST_VALUE:,} are read."
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        longest = LONGEST_SQL if name in _SQL else LONGEST_VALUE
        if len(value) > longest:
            return f"The value of {shown(name, 40)} has {len(value):,} characters; at most {longest:,} are read."
    return None


async def refuse(scope: Scope, send: Send, status: int, sentence: str) -> None:
    """Answer with one sentence, as JSON where JSON was asked for."""
    as_json = scope["path"].endswith(".json")
    body = json.dumps({"ok": False, "error": sentence, "status": status}) if as_json else sentence + "\n"
    kind = b"application/json" if as_json else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


def answer_to(datasette: Site, request: Request, exception: Exception) -> Callable[[], Awaitable[object]] | None:
    """The answer 400 to an address of a tracker's page that cannot be read, or not in the time that a page may take.

    None leaves the error to Datasette.
    """
    from datasette import handle_exception  # type: ignore[import-untyped]
    from datasette.database import QueryInterrupted  # type: ignore[import-untyped]
    from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

    names = request.scope.get("url_route", {}).get("kwargs", {})
    # Without anything to misread in the address, it is a fault of the program and says so.
    is_slow = isinstance(exception, QueryInterrupted)
    is_misread = is_slow or request.query_string or "pks" in names or names.get("format")
    if not is_misread or not is_tracker(datasette, names.get("database", "")):
        return None
    if isinstance(exception, DatasetteError) and exception.status == 500:
        sentence = f"{exception.message}."
    elif is_slow:
        sentence = TOO_LONG
    elif isinstance(exception, _STUMBLES):
        reason = shown(" ".join(f"{type(exception).__name__}: {exception}".split()), 200)
        _log.warning("400 %s %s", shown(request.full_path, 200), reason)
        sentence = f"This address cannot be read ({reason}); go back and choose again."
    else:
        return None

    async def answered() -> object:
        answer: object = await handle_exception.handle_exception(
            datasette, request, DatasetteError(sentence, status=400)
        )()
        return answer

    return answered
