"""The rows that a reader has filtered and searched on the page of a table, for a picture of exactly those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from orgtrack.plugin.shapes import Request, Site

# In the address of a picture: the table whose filters are the rest of the address.
ROWS_OF = "_rows"

_KEYS: Mapping[str, Sequence[str]] = {
    "tenures": ("organization_id", "title_id", "person_id", "id"),
    "events": ("id",),
}
# What a table's address says of how it is shown, and not of which rows it has.
_SHOWN_SO = frozenset(
    {"_col", "_nocol", "_size", "_next", "_facet", "_facet_size", "_all_columns", "_labels", "_shape"}
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys of the rows, as many as one page of Datasette can hold, and the address of the table with them."""

    table: str
    keys: Sequence[tuple[int, ...]]
    address: str
    note: str


def picture_url(datasette: Site, database: str, table: str, query: str) -> str | None:
    """Where the rows of that page are drawn; None for a table of which there is no picture."""
    if table not in _KEYS:
        return None
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in _SHOWN_SO]
    return f"{datasette.urls.database(database)}/-/timeline?{urlencode([(ROWS_OF, table), *kept])}"


async def chosen_rows(request: Request, datasette: Site, database: str) -> Chosen | None:
    """The rows that the address chooses, read as Datasette reads them for their table, under its permissions.

    None where the address chooses none. Raises BadRequest for a table of which there is no picture.
    """
    from datasette.utils.asgi import BadRequest  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request as DatasetteRequest
    from datasette.views.table import TableView  # type: ignore[import-untyped]

    table = request.args.get(ROWS_OF)
    if table is None:
        return None
    if table not in _KEYS:
        raise BadRequest(f"Only the rows of {' and '.join(_KEYS)} can be drawn.")
    given = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [(name, value) for name, value in given if name not in _SHOWN_SO and name != ROWS_OF]
    kept = [(name, value) for name, value in kept if value.strip() or name != "_search"]
    address = f"{datasette.urls.table(database, table)}?{urlencode(kept)}"
    query = urlencode([*kept, ("_nofacet", "1"), ("_nosuggest", "1")]).encode()
    route = {"kwargs": {"database": request.url_vars["database"], "table": table, "format": "json"}}
    asked = DatasetteRequest(dict(request.scope, query_string=query, url_route=route), request.receive)
    answer = await TableView(datasette).data(asked, _size=datasette.setting("max_returned_rows"))
    if not isinstance(answer, tuple):
        raise BadRequest("This address of a table cannot be drawn; filter the table first, then draw its rows.")
    content = answer[0]
    columns = list(content["columns"])
    places = [columns.index(column) for column in _KEYS[table]]
    keys = [tuple(int(row[place]) for place in places) for row in content["rows"]]
    return Chosen(table, keys, address, _note(table, len(keys), content["filtered_table_rows_count"]))


def _note(table: str, drawn: int, total: int | None) -> str:
    which = f"{drawn:,}" if total is None or total <= drawn else f"first {drawn:,} of {total:,}"
    if table == "events":
        return (
            f"Of the {which} rows of events, what happened to organizations is drawn, and for the others the tenures"
            " that they open, first show or end; an event that only confirms a tenure has no mark of its own."
        )
    return f"Exactly the {which} rows of {table} are drawn, those of the filters on their page."
