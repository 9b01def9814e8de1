"""What stands above a table or a query: what its columns mean, which are shown, what else can be counted or drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from orgtrack.plugin.chosen import picture_url
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import is_tracker, plan_in, table_description

_EVERY_COLUMN = "_all_columns"


async def above_table(datasette: Site, database: str, table: str, request: Request) -> Mapping[str, Any]:
    """Template variables: the metadata without its list of columns, and that list and links for our part."""
    if not is_tracker(datasette, database):
        return {}
    metadata = dict(table_description(datasette, database, table))
    meanings = metadata.pop("columns", {})
    plan = plan_in(metadata)
    columns = plan.get("columns") or []
    asked = [name for name, _ in parse_qsl(request.query_string, keep_blank_values=True)]
    chosen = any(name in asked for name in ("_col", "_nocol"))
    return {
        "metadata": metadata,
        "column_meanings": meanings,
        "columns_shown": len(columns) if columns and _EVERY_COLUMN not in asked and not chosen else None,
        "columns_chosen": chosen or _EVERY_COLUMN in asked,
        "has_plan": bool(columns),
        "all_columns_url": _with(request, {_EVERY_COLUMN: "1"}),
        "usual_columns_url": _with(request, {}),
        "picture_url": await picture_url(datasette, database, table, request),
        "more_facets": [
            (name, _with(request, {"_facet": column}, keeping=True))
            for column, name in (plan.get("more_facets") or {}).items()
            if ("_facet", column) not in parse_qsl(request.query_string)
        ],
    }


async def above_query(datasette: Site, database: str, request: Request) -> Mapping[str, Any]:
    """Template variables of a canned query: where its rows are drawn, if they can be."""
    from datasette.utils import tilde_decode  # type: ignore[import-untyped]

    name = tilde_decode(request.url_vars.get("table", ""))
    return {"picture_url": await picture_url(datasette, database, name, request)}


def _with(request: Request, more: Mapping[str, str], *, keeping: bool = False) -> str:
    """The address of this page with one more argument; its choice of columns is left out unless kept."""
    given = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [pair for pair in given if keeping or pair[0] not in ("_col", "_nocol", _EVERY_COLUMN)]
    return f"{request.path}?{urlencode([*kept, *more.items()])}"
