"""Which of Datasette's databases are trackers, and what their pages say."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib import import_module
from typing import Any
from weakref import WeakKeyDictionary

import yaml

from orgtrack.plugin.shapes import Database, Site
from orgtrack.schema import APPLICATION_ID
from orgtrack.shipped import shipped

# The name under which metadata.yml describes a tracker.
DESCRIBED = "orgtrack"

_found: WeakKeyDictionary[Site, Mapping[str, Any]] = WeakKeyDictionary()


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
    from orgtrack.plugin.pages import keep_pages_in_order

    trackers = [name for name, database in datasette.databases.items() if await _is_ours(database)]
    # Datasette merges into what it is given, so each gets its own copy.
    _found[datasette] = {name: {} if name == DESCRIBED and name in own else deepcopy(said) for name in trackers}
    for name in trackers:
        keep_pages_in_order(datasette.databases[name])


async def _is_ours(database: Database) -> bool:
    first = (await database.execute("PRAGMA application_id")).first()
    return first is not None and first[0] == APPLICATION_ID


def is_tracker(datasette: Site, database: str) -> bool:
    """Whether that database is a file of ours."""
    return database in _found.get(datasette, {})


def descriptions(datasette: Site) -> Mapping[str, Any]:
    """The metadata that this plugin gives: one block for each tracker."""
    return {"databases": dict(_found.get(datasette, {}))}


def table_description(datasette: Site, database: str, table: str) -> Mapping[str, Any]:
    """What the metadata says of a table; nothing where the database is no tracker."""
    said: Mapping[str, Any] = datasette.table_metadata(database, table) if is_tracker(datasette, database) else {}
    return said


def plan_in(description: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a table's description asks of our own pages, under `plugins: orgtrack:`."""
    plan: Mapping[str, Any] = (description.get("plugins") or {}).get("orgtrack") or {}
    return plan
