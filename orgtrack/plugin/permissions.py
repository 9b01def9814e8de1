"""What is closed to a reader is closed everywhere: the views, queries and indexes that are made of a closed table too.

Datasette asks for each table by itself, and takes a name for a number from whatever table holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from importlib import import_module
from typing import Any

from orgtrack.plugin.shapes import Site
from orgtrack.plugin.trackers import is_tracker, readers_tables

_SQL, _QUERY, _TABLE = "execute-sql", "view-query", "view-table"

# Who reads the page under way; what was found of their permissions while it is made.
_reader: ContextVar[Mapping[str, Any] | None] = ContextVar("reader", default=None)
_found: ContextVar[dict[object, bool] | None] = ContextVar("found", default=None)


def begin_request() -> None:
    """Whatever is found of a reader's permissions is kept for one request."""
    _found.set({})


def read_by(actor: Mapping[str, Any] | None) -> None:
    """From here on the page is made for this reader."""
    _reader.set(actor)


async def closed_with_its_tables(datasette: Site, actor: object, action: str, resource: object) -> bool | None:
    """False for a view, a query, an index or SQL where one of the tables behind them is closed to the reader.

    None, which is no opinion, for everything else.
    """
    if action == _SQL:
        database, table = str(resource), None
    elif action in (_QUERY, _TABLE) and isinstance(resource, tuple):
        database, table = resource
    else:
        return None
    if not is_tracker(datasette, database) or not _any_is_closed(datasette, database):
        return None
    tables = await _tables(datasette, database)
    if action == _TABLE and table in tables:
        return None
    return None if await _are_open(datasette, actor, database, tables) else False


async def _tables(datasette: Site, database: str) -> set[str]:
    """The tables that a reader is meant to see, and that everything else is made of."""
    return set(readers_tables()) & set(await datasette.databases[database].table_names())


def _any_is_closed(datasette: Site, database: str) -> bool:
    """Whether some table may be closed to somebody; where none is, nothing has to be asked."""
    described = datasette.metadata("tables", database=database) or {}
    if any(name.lower() in readers_tables() and "allow" in (said or {}) for name, said in described.items()):
        return True
    # Datasette's own, ours, and another's who decides in a way of its own.
    return len(import_module("datasette.plugins").pm.hook.permission_allowed.get_hookimpls()) > 2


async def _are_open(datasette: Site, actor: object, database: str, tables: Iterable[str]) -> bool:
    for table in tables:
        if not await _is_open(datasette, actor, database, table):
            return False
    return True


async def _is_open(datasette: Site, actor: object, database: str, table: str) -> bool:
    found = _found.get()
    key = (repr(actor), database, table)
    if found is not None and key in found:
        return found[key]
    is_open, _ = await datasette.check_visibility(
        actor, permissions=[(_TABLE, (database, table)), ("view-database", database), "view-instance"]
    )
    if found is not None:
        found[key] = is_open
    return is_open


async def reader_may_see(datasette: Site, database: str, table: str) -> bool:
    """Whether the reader of the page under way may see that table."""
    return not _any_is_closed(datasette, database) or await _is_open(datasette, _reader.get(), database, table)


def keep_labels_closed(datasette: Site) -> None:
    """Datasette 0.65 writes a name for a number without asking whether the reader may see the table that holds it."""
    expand = datasette.expand_foreign_keys

    async def expanded(database: str, table: str, column: str, values: list[object]) -> dict[Any, Any]:
        if is_tracker(datasette, database):
            for key in await datasette.databases[database].foreign_keys_for_table(table):
                if key["column"] == column and not await reader_may_see(datasette, database, str(key["other_table"])):
                    return {}
        labels: dict[Any, Any] = await expand(database, table, column, values)
        return labels

    vars(datasette)["expand_foreign_keys"] = expanded
