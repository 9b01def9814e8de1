"""The rows that a reader has filtered, searched or asked a query for, for a picture of exactly those."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from orgtrack.model.vocabulary import read_id
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import is_tracker, plan_in, table_description
from orgtrack.timeline.lanes import MOST_ITEMS

# In the address of a picture: the table, view or query whose filters are the rest of the address.
ROWS_OF = "_rows"
# And what such an address asks of the picture itself, so that no filter of the rows may take it.
OF_PICTURE = ("from", "to", "highlight", "embed")

# What a page can hold rows of, with the columns that say which; metadata.yml names it as `draw` of a view or a query.
_KEYS: Mapping[str, Sequence[Sequence[str]]] = {
    "tenures": [("organization_id", "title_id", "person_id", "id")],
    "events": [("id",), ("event_id",), ("ids",)],
}
# How Datasette ends the SQL of a page.
_LIMIT = re.compile(r"\s+limit \d+\Z")
# What a table's address says of how it is shown, and not of which rows it has.
_SHOWN_SO = frozenset(
    {"_col", "_nocol", "_size", "_next", "_facet", "_facet_size", "_all_columns", "_labels", "_shape", "_show_sql"}
    | {"_facet_array", "_facet_date"}
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys of the rows, as many as one page of Datasette can hold, and the address of the page with them."""

    kind: str
    keys: Sequence[tuple[int, ...]]
    address: str
    note: str
    # The part of the picture's address that chooses them.
    asked: Sequence[tuple[str, str]]
    # Where there are more than that: a SELECT of all of them, with what it is asked with.
    whole: tuple[str, Mapping[str, str | int]] | None


async def picture_url(datasette: Site, database: str, name: str, request: Request) -> str | None:
    """Where the rows of that page are drawn; None for a table, view or query of which there is no picture."""
    if await _kind(datasette, database, name, request.actor) is None:
        return None
    query = request.query_string
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in _SHOWN_SO]
    return f"{datasette.urls.database(database)}/-/timeline?{urlencode([(ROWS_OF, name), *kept])}"


async def chosen_rows(request: Request, datasette: Site, database: str) -> Chosen | None:
    """The rows that the address chooses, read as Datasette reads them for their page, under its permissions.

    None where the address chooses none. Raises BadRequest for a page of which there is no picture.
    """
    from datasette.utils import tilde_encode  # type: ignore[import-untyped]
    from datasette.utils.asgi import BadRequest  # type: ignore[import-untyped]
    from datasette.utils.asgi import Request as DatasetteRequest
    from datasette.views.table import TableView  # type: ignore[import-untyped]

    name = request.args.get(ROWS_OF)
    if name is None:
        return None
    kind = await _kind(datasette, database, name, request.actor)
    if kind is None:
        raise BadRequest(f"Only rows of {' and '.join(_KEYS)} can be drawn, and of queries that have them.")
    given = parse_qsl(request.query_string, keep_blank_values=True)
    kept = [pair for pair in given if pair[0] not in (*_SHOWN_SO, *OF_PICTURE, ROWS_OF)]
    kept = [(key, value) for key, value in kept if value.strip() or key != "_search"]
    address = f"{datasette.urls.table(database, name)}?{urlencode(kept)}"
    uncounted = (
        [("_nocount", "1")] if plan_in(table_description(datasette, database, name)).get("count") is False else []
    )
    query = urlencode([*kept, ("_nofacet", "1"), ("_nosuggest", "1"), *uncounted]).encode()
    route = {"kwargs": {"database": request.url_vars["database"], "table": tilde_encode(name), "format": "json"}}
    asked = DatasetteRequest(dict(request.scope, query_string=query, url_route=route), request.receive)
    # A table, a view or a canned query: Datasette has one view for all three.
    answer = await TableView(datasette).data(asked, _size=datasette.setting("max_returned_rows"))
    if not isinstance(answer, tuple):
        raise BadRequest("This address of a table cannot be drawn; filter the table first, then draw its rows.")
    content = answer[0]
    if content.get("error"):
        raise BadRequest(f"The query {name} cannot be answered: {content['error']}.")
    columns = list(content["columns"])
    places = next((found for key in _KEYS[kind] if (found := _places(key, columns))), None)
    if places is None:
        raise BadRequest(f"The rows of {name} do not say which {kind} they are.")
    keys = list(dict.fromkeys(key for row in content["rows"] for key in _keys([row[place] for place in places])))
    rows, total = len(content["rows"]), content.get("filtered_table_rows_count")
    which = f"first {rows:,}" if content.get("truncated") or content.get("next") else f"{rows:,}"
    if total is not None and total > rows:
        which = f"first {rows:,} of {total:,}"
    whole = None
    if name in _KEYS and (content.get("next") or rows > MOST_ITEMS):
        whole = _LIMIT.sub("", content["query"]["sql"]), content["query"]["params"]
    return Chosen(kind, keys, address, _note(kind, name, which), [(ROWS_OF, name), *kept], whole)


async def _kind(datasette: Site, database: str, name: str, actor: object) -> str | None:
    """Whether the rows of that table, view or query are tenures or events; None where they are neither."""
    if not is_tracker(datasette, database):
        return None
    said = table_description(datasette, database, name) or await datasette.get_canned_query(database, name, actor) or {}
    kind = name if name in _KEYS else plan_in(said).get("draw")
    return str(kind) if kind in _KEYS else None


def _places(key: Sequence[str], columns: Sequence[str]) -> list[int] | None:
    return [columns.index(column) for column in key] if set(key) <= set(columns) else None


def _keys(cells: Sequence[object]) -> Iterator[tuple[int, ...]]:
    """The keys that the cells of a row name, as numbers or as printed ids; `e1; e4` names two."""
    if len(cells) == 1:
        numbers = (_number(part) for part in str(cells[0] or "").split(";"))
        yield from ((number,) for number in numbers if number is not None)
        return
    key = [_number(str(cell)) for cell in cells]
    whole = tuple(number for number in key if number is not None)
    if len(whole) == len(key):
        yield whole


def _number(text: str) -> int | None:
    """The number in `12` or `e12`."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) <= 18:
        return int(text)
    known = read_id(text)
    return known[1] if known else None


def _note(kind: str, name: str, which: str) -> str:
    if kind == "events":
        return (
            f"Of the {which} rows of {name}, what happened to organizations is drawn, and for the others the tenures"
            " that they open, first show or end; an event that only confirms a tenure has no mark of its own."
        )
    return f"Exactly the {which} rows of {name} are drawn, those of the filters on their page."
