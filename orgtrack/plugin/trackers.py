"""Which of Datasette's databases are trackers or published copies of one, and what their pages say."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib import import_module
from typing import Any
from weakref import WeakKeyDictionary

import yaml

from orgtrack.plugin.shapes import Database, Request, Site
from orgtrack.schema import APPLICATION_ID, PUBLISHED_ID
from orgtrack.shipped import shipped

# The name under which metadata.yml describes a tracker.
DESCRIBED = "orgtrack"
# A part of an address that names a database or a table; what begins with "-" is a page that Datasette or we add.
NAME = r"(?!-(/|\Z))[^\/\.]+"

_found: WeakKeyDictionary[Site, Mapping[str, Any]] = WeakKeyDictionary()
_published: WeakKeyDictionary[Site, frozenset[str]] = WeakKeyDictionary()


@cache
def shipped_metadata() -> Mapping[str, Any]:
    """metadata.yml, as shipped."""
    read: Mapping[str, Any] = yaml.safe_load(shipped("metadata.yml").read_text(encoding="utf-8"))
    return read


@cache
def static_name() -> str:
    """The name under which Datasette serves our static files: the distribution's, once that is installed."""
    plugins = import_module("datasette.plugins")
    ours = import_module("orgtrack.plugin")
    installed = dict(plugins.pm.list_plugin_distinfo())
    return str(installed[ours].project_name) if ours in installed else ours.__name__


async def recognise(datasette: Site) -> None:
    """Remember which databases are trackers, and what is said of those that the owner's metadata does not name."""
    # With rich installed, Datasette prints a traceback with local variables for each mistyped address.
    vars(import_module("datasette.handle_exception"))["rich"] = None
    own = (datasette._metadata_local or {}).get("databases") or {}
    said = own.get(DESCRIBED) or shipped_metadata()["databases"][DESCRIBED]
    # Loaded here because Datasette's views cannot be while Datasette itself is.
    from orgtrack.plugin.counts import keep_counts_quick
    from orgtrack.plugin.pages import keep_pages_in_order
    from orgtrack.plugin.permissions import keep_labels_closed

    marks = {
        name: await first_value(database, "PRAGMA application_id") for name, database in datasette.databases.items()
    }
    trackers = {name: mark for name, mark in marks.items() if mark in (APPLICATION_ID, PUBLISHED_ID)}
    # Datasette merges into what it is given, so each gets its own copy.
    _found[datasette] = {
        name: {} if name == DESCRIBED and name in own else _described(said, mark) for name, mark in trackers.items()
    }
    keep_labels_closed(datasette)
    _published[datasette] = frozenset(name for name, mark in trackers.items() if mark == PUBLISHED_ID)
    for name in trackers:
        keep_pages_in_order(datasette.databases[name])
        await keep_counts_quick(datasette.databases[name])


def _described(said: Mapping[str, Any], mark: object) -> Mapping[str, Any]:
    """What is said of a tracker; of a published copy nothing private, and only its owner's metadata allows SQL."""
    return {**without_private(said), "allow_sql": False} if mark == PUBLISHED_ID else deepcopy(dict(said))


def without_private(said: Mapping[str, Any]) -> dict[str, Any]:
    """The description of a tracker without what a published copy has not."""
    public = deepcopy(dict(said))
    public["queries"] = {name: query for name, query in public["queries"].items() if name not in _NEVER_PUBLIC}
    for table in public["tables"].values():
        for place in ("columns", "sortable_columns"):
            if place in table:
                table[place] = _without(table[place])
        plan = plan_in(table)
        if "columns" in plan:
            table["plugins"]["orgtrack"] = {**plan, "columns": _without(plan["columns"])}
    public["tables"]["publication"] = _PUBLICATION
    return public


# Every event that is published has a source.
_NEVER_PUBLIC = frozenset({"events_without_a_source"})
_PRIVATE_COLUMN = "private_note"
_PUBLICATION = {
    "title": "This publication",
    "description": "What this copy is called, and up to which day it has what was recorded.",
    "columns": {"title": "What this copy is called.", "as_of": "The day of the last change that is in it."},
}


def _without(columns: Any) -> Any:  # noqa: ANN401 - names, or names with what they mean
    if isinstance(columns, Mapping):
        return {name: meaning for name, meaning in columns.items() if name != _PRIVATE_COLUMN}
    return [name for name in columns if name != _PRIVATE_COLUMN]


@cache
def readers_tables() -> frozenset[str]:
    """The tables and views of a tracker that are described for readers; the others are kept for the program."""
    described = {**shipped_metadata()["databases"][DESCRIBED]["tables"], "publication": _PUBLICATION}
    return frozenset(name for name, said in described.items() if "columns" in said)


async def first_value(database: Database, sql: str) -> Any:  # noqa: ANN401 - whatever stands there
    """The first value of the answer, None without one; however little time a page may take, as this is no page."""

    def asked(connection: sqlite3.Connection) -> Any:  # noqa: ANN401
        row = connection.execute(sql).fetchone()
        return None if row is None else row[0]

    return await database.execute_fn(asked)


def is_tracker(datasette: Site, database: str) -> bool:
    """Whether that database is a file of ours."""
    return database in _found.get(datasette, {})


def is_published(datasette: Site, database: str) -> bool:
    """Whether that database is a copy made for the public."""
    return database in _published.get(datasette, ())


def descriptions(datasette: Site, key: str | None, database: str | None) -> Mapping[str, Any]:
    """The metadata that this plugin gives: one block for each tracker."""
    found = _found.get(datasette, {})
    if key != "tables" or database is None or database not in found:
        return {"databases": dict(found)}
    # Datasette copies all that it is given for each table whose permission it looks at: a hundred times for the first
    # page. When it asks for the tables of one database, it looks for no more than this.
    tables = {
        name: {what: said[what] for what in ("allow", "facet_size") if what in said}
        for name, said in found[database].get("tables", {}).items()
    }
    return {"databases": {database: {"tables": tables}}}


def table_description(datasette: Site, database: str, table: str) -> Mapping[str, Any]:
    """What the metadata says of a table; nothing where the database is no tracker."""
    said: Mapping[str, Any] = datasette.table_metadata(database, table) if is_tracker(datasette, database) else {}
    return said


def plan_in(description: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a table's description asks of our own pages, under `plugins: orgtrack:`."""
    plan: Mapping[str, Any] = (description.get("plugins") or {}).get("orgtrack") or {}
    return plan


def described(datasette: Site, request: Request) -> Mapping[str, Any]:
    """What the metadata says of the table of this request, where its file is a tracker."""
    from datasette.utils import tilde_decode  # type: ignore[import-untyped]

    try:
        database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        return {}
    return table_description(datasette, database.name, tilde_decode(request.url_vars["table"]))


def plan_of(datasette: Site, request: Request) -> Mapping[str, Any]:
    """What metadata.yml plans for our page of that table."""
    return plan_in(described(datasette, request))
