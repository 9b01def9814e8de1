"""The real Datasette on one tracker, for its owner: on this machine only, nothing dropped, nothing guessed."""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from orgtrack import plugin
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.plugin.limits import refuse
from orgtrack.plugin.published import metadata_of
from orgtrack.plugin.shapes import Application, Receive, Scope, Send, Site
from orgtrack.plugin.supported import unsupported
from orgtrack.plugin.trackers import shipped_metadata
from orgtrack.schema import PUBLISHED_ID
from orgtrack.store import open_tracker
from orgtrack.store.opening import mark_of

ADDRESS = "127.0.0.1"
PORT = 8001
_PORTS_TRIED = 100

# Time enough that no facet is dropped and no page refused at a million events; fresh rows at every look.
SETTINGS = {
    "default_page_size": 50,
    "suggest_facets": False,
    "facet_time_limit_ms": 20_000,
    "sql_time_limit_ms": 20_000,
    "default_cache_ttl": 0,
    "max_csv_mb": 0,
    "cache_size_kb": 64_000,
}


def site(path: Path, today: date | None = None, *, sql: bool = False) -> Site:
    """Datasette on the tracker at `path`, which exists; `today` is the day that queries take as today.

    A published copy is shown as everybody sees it: without SQL typed by readers, unless `sql` allows it.

    Raises OrgtrackError under a Datasette that the plugin is not made for.
    """
    if sentence := unsupported():
        raise OrgtrackError(sentence)
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.plugins import pm  # type: ignore[import-untyped]

    # A checkout that is not installed has no entry point by which Datasette would find it.
    if not pm.is_registered(plugin):
        pm.register(plugin, "orgtrack")
    is_public = mark_of(path) == PUBLISHED_ID
    # The plugin itself describes the tables; said twice, all of that is put together twice for every page.
    shipped = {**shipped_metadata(), "databases": {}}
    metadata: dict[str, Any] = metadata_of(path, sql=sql) if is_public else shipped
    if today is not None:
        metadata["plugins"] = {"orgtrack": {"today": today.isoformat()}}
    files, immutables = ([], [str(path)]) if _is_frozen(path) else ([str(path)], [])
    made: Site = Datasette(files, immutables=immutables, metadata=metadata, settings=SETTINGS)
    return made


def _is_frozen(path: Path) -> bool:
    """Whether nobody can be writing, so that SQLite needs no log beside the file (and could not make one)."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def serve(
    path: Path,
    *,
    port: int | None = None,
    open_browser: bool = False,
    today: date | None = None,
    sql: bool = False,
    say: Callable[[str], None],
) -> None:
    """Serve the tracker at `path` until it is interrupted. `say` gets one line with the address.

    Raises OrgtrackError where the file is no tracker or the port is taken.
    """
    open_tracker(path, write=False).close()
    if sql and mark_of(path) != PUBLISHED_ID:
        raise Misused(f"{shown(str(path))} is no published copy, and takes SQL without --sql; leave it out.")
    path = path.resolve()
    if "?" in str(path) or "#" in str(path):
        raise OrgtrackError(f"Datasette cannot open a path with ? or # in it: {shown(str(path))}; rename it.")
    with _listening(port) as listener:
        import uvicorn

        number = listener.getsockname()[1]
        datasette = site(path, today, sql=sql)
        database = next(name for name, each in datasette.databases.items() if each.path)
        home = f"http://{ADDRESS}:{number}"
        config = uvicorn.Config(guarded(datasette.app(), number), log_level="info", lifespan="on", log_config=None)
        config.timeout_graceful_shutdown = 1
        _log_only_what_fails()
        say(f"{path.name} is at {home}/ - stop with Ctrl-C.")
        if open_browser:
            # A browser in the terminal would hold us up; the listener already keeps its request for us.
            events = home + datasette.urls.table(database, "events")
            threading.Thread(target=_open, args=(events, say), daemon=True).start()
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            # Ctrl-C is how a server is told that its work is done.
            return


def _open(address: str, say: Callable[[str], None]) -> None:
    if not webbrowser.open(address):
        say(f"No browser was found; open {address} yourself.")


def _listening(port: int | None) -> socket.socket:
    """A socket that listens on this machine only; without a port asked for, on the first free one from 8001 on."""
    if port is not None and not 0 <= port <= 65_535:
        raise Misused(f"{port} is no port; give one between 1 and 65535.")
    for number in range(PORT, PORT + _PORTS_TRIED) if port is None else [port]:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, number))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE and port is None:
                continue
            raise OrgtrackError(_why_not(number, error)) from error
        return listener
    raise OrgtrackError(f"The ports {PORT} to {PORT + _PORTS_TRIED - 1} are all in use; name a free one with --port.")


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program; name another with --port, or none to take a free one."
    return f"Port {port} cannot be used ({error.strerror}); name another with --port."


def guarded(application: Application, port: int) -> Application:
    """Refuse requests that were meant for another host: a foreign page could otherwise read the tracker by a name
    that it points at this machine."""
    ours = {f"{name}:{port}".encode() for name in ("localhost", "127.0.0.1", "[::1]")}
    if port == 80:
        ours |= {b"localhost", b"127.0.0.1", b"[::1]"}

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            hosts = [value.lower() for name, value in scope["headers"] if name == b"host"]
            if len(hosts) != 1 or hosts[0] not in ours:
                await refuse(scope, send, 421, f"This tracker answers only at http://{ADDRESS}:{port}/.")
                return
        await application(scope, receive, send)

    return guard


def _log_only_what_fails() -> None:
    """One line on standard error for each request that failed, none for the others."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    access = logging.getLogger("uvicorn.access")
    access.addFilter(_failed)
    access.propagate = False
    access.addHandler(handler)
    errors = logging.getLogger("uvicorn.error")
    errors.setLevel(logging.WARNING)


def _failed(record: logging.LogRecord) -> bool:
    # uvicorn's access records end with the status.
    return isinstance(record.args, tuple) and isinstance(record.args[-1], int) and record.args[-1] >= 400
