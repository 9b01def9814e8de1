"""Our table pages: Datasette's own, with the columns that a reader needs and every row reachable.

The addresses, filters, facets and formats are Datasette's; only what is shown on an HTML page differs. This module
imports Datasette's views, so it is loaded by a hook and never at Datasette's own import.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode  # type: ignore[import-untyped]
from datasette.utils.asgi import BadRequest  # type: ignore[import-untyped]
from datasette.utils.asgi import Request as DatasetteRequest
from datasette.views.table import TableView  # type: ignore[import-untyped]

from orgtrack.errors import shown
from orgtrack.plugin.counts import Counting, counting_for_page
from orgtrack.plugin.permissions import read_by
from orgtrack.plugin.shapes import Arguments, Database, Parts, Request, Results, Site
from orgtrack.plugin.trackers import NAME, described, is_tracker, plan_in, plan_of

# In an address: show every column. Datasette hands on what begins with an underscore, and filters by nothing of it.
ALL_COLUMNS = "_all_columns"
# And this: count by every column, however many rows there are.
ALL_COUNTS = "_all_counts"

# The primary key of the table whose page is about to be read; empty again once it has been.
_ends_ties: ContextVar[tuple[str, ...]] = ContextVar("ends_ties", default=())


class ReaderTable(TableView):  # type: ignore[misc]
    """A table with the columns that metadata.yml names, unless the address asks for others."""

    # Read for marks, links and the next page's address, but not shown.
    _hidden: frozenset[str] = frozenset()

    async def columns_to_select(self, table_columns: list[str], pks: list[str], request: Request) -> list[str]:
        _ends_ties.set(tuple(pks))
        asked: list[str] = await super().columns_to_select(table_columns, pks, request)
        if request.url_vars.get("format"):
            return asked
        plan = plan_of(self.ds, request)
        if not any(name in request.args for name in ("_col", "_nocol", ALL_COLUMNS)):
            asked = [column for column in table_columns if column in plan.get("columns", asked)]
        # Datasette 0.65 fails on a page sorted by a column that it does not show.
        needed = {*plan.get("needs", ()), *self._sorted_by(request)}
        read = [*asked, *(column for column in table_columns if column in needed and column not in asked)]
        self._hidden = frozenset(read) - frozenset(asked)
        return read

    def _sorted_by(self, request: Request) -> list[str]:
        names = ("_sort", "_sort_desc")
        asked = [column for name in names if (column := request.args.get(name))]
        return asked or [str(plan) for name in names if (plan := described(self.ds, request).get(name.lstrip("_")))]

    async def data(self, request: Request, *given: object, **options: object) -> object:
        is_page = not request.url_vars.get("format") and bool(described(self.ds, request))
        with counting_for_page(
            is_search=any(name.startswith("_search") for name in request.args),
            asked=request.args.getlist("_facet"),
            # Whoever takes JSON or CSV gets what was asked for.
            everything=not is_page or ALL_COUNTS in request.args,
        ) as counting:
            return await self._read(request, counting, *given, is_page=is_page, **options)

    async def _read(
        self, request: Request, counting: Counting, *given: object, is_page: bool, **options: object
    ) -> object:
        is_later = is_page and "_next" in request.args
        plan = plan_of(self.ds, request) if is_page else {}
        if under := plan.get("rests_on"):
            # What a view of much has is not counted, and not worked out where that takes all of it.
            database = self.ds.get_database(route=tilde_decode(request.url_vars["database"]))
            await counting.count_under(database, under, row_by_row="instead" not in plan)
        left_out = ["_nofacet"] * is_later + ["_nocount"] * counting.is_broad
        if "instead" in plan:
            counting.works_out = not counting.is_broad
        asked = _Silent(request, left_out) if left_out else request
        answer = await super().data(asked, *given, **options)
        # A redirect is not ours, nor is a query of another database; ours share the addresses of tables.
        if not isinstance(answer, tuple):
            return answer
        content, more, *rest = answer
        if not content.get("table"):
            is_ours = content.get("query_name") and is_tracker(self.ds, content["database"])
            return (content, _for_reader(more, content["columns"]), *rest) if is_ours else answer
        if is_later and "_nofacet" not in request.args:
            more = await self._counted(request, content, more)
        if not counting.works_out:
            instead = self.ds.urls.table(content["database"], plan["instead"])
            more = _with(more, instead=instead, custom_table_templates=["_orgtrack_instead.html"])
        if counting.left_out:
            more = _less_counted(content, more, counting, f"{request.path}?{_with_all_counts(request)}")
        return content, _without(more, self._hidden) if self._hidden else more, *rest

    async def _counted(self, request: Request, content: dict[str, Any], more: Parts) -> Parts:
        """The page with the counts of its first page: on a later one, Datasette 0.65 counts only what is left."""
        pairs = [pair for pair in parse_qsl(request.query_string, keep_blank_values=True) if pair[0] != "_next"]
        first = DatasetteRequest(dict(request.scope, query_string=urlencode(pairs).encode()), request.receive)
        counts, its_parts, _ = await super().data(first, default_labels=True, _size=1)
        content["facet_results"] = counts["facet_results"]
        parts_of_first = await its_parts()

        async def counted() -> dict[str, Any]:
            kept = ("sorted_facet_results", "facets_timed_out")
            return {**await more(), **{name: parts_of_first[name] for name in kept}}

        return counted


def _with_all_counts(request: Request) -> str:
    return urlencode([*parse_qsl(request.query_string, keep_blank_values=True), (ALL_COUNTS, "1")])


def _less_counted(content: dict[str, Any], more: Parts, counting: Counting, address: str) -> Parts:
    """The page without the counts that were left out, and where they are made."""
    for column in counting.left_out:
        content["facet_results"].pop(column, None)

    async def less() -> dict[str, Any]:
        parts = await more()
        facets = [facet for facet in parts["sorted_facet_results"] if facet["name"] not in counting.left_out]
        said = {"columns": counting.left_out, "address": address}
        return {**parts, "sorted_facet_results": facets, "uncounted": said}

    return less


def _with(more: Parts, **said: object) -> Parts:
    """The page that says something more."""

    async def saying() -> dict[str, Any]:
        return {**await more(), **said}

    return saying


class _Silent(DatasetteRequest):  # type: ignore[misc]
    """A request that asks for less, without saying so in the links of its page."""

    def __init__(self, request: Request, less: Collection[str]) -> None:
        super().__init__(request.scope, request.receive)
        self._less = frozenset(less)

    @property
    def args(self) -> Arguments:
        found: Any = super().args
        get = found.get
        found.get = lambda name, default=None: "1" if name in self._less else get(name, default)
        arguments: Arguments = found
        return arguments


def _without(more: Parts, hidden: Collection[str]) -> Parts:
    """The page without columns that were read for marks and links only."""

    async def shorter() -> dict[str, Any]:
        parts = await more()
        parts["display_columns"] = [each for each in parts["display_columns"] if each["name"] not in hidden]
        for row in parts["display_rows"]:
            row.cells = [cell for cell in row.cells if cell["column"] not in hidden]
        return parts

    return shorter


def _for_reader(more: Parts, columns: list[str]) -> Parts:
    """The page of a query without the columns that only its links and marks need; JSON and CSV keep them."""

    async def shorter() -> dict[str, Any]:
        parts = await more()
        needed = plan_in(parts["metadata"]).get("needs", ())
        places = [place for place, column in enumerate(columns) if column not in needed]
        parts["columns"] = [columns[place] for place in places]
        parts["display_rows"] = [[row[place] for place in places] for row in parts["display_rows"]]
        return parts

    return shorter


# What Datasette asks for a page of a table that is sorted by one column.
_SORTED = re.compile(r"\A(?P<select>select .+ order by (?P<column>[^,]+?)(?: desc)?)(?P<limit> limit \d+)\Z", re.DOTALL)


def keep_pages_in_order(database: Database) -> None:
    """End ties by the primary key on the first page too.

    Datasette 0.65 does so from the second page on only; where an index gives the order, rows that tie with the last
    one of the first page are then on no page at all.
    """
    execute = database.execute

    async def in_order(sql: str, *given: object, **options: object) -> Results:
        key = _ends_ties.get()
        if key and options.get("truncate"):
            _ends_ties.set(())
            found = _SORTED.match(sql)
            if found and found["column"].strip("[]") not in key:
                sql = f"{found['select']}, {', '.join(key)}{found['limit']}"
        return await execute(sql, *given, **options)

    database.execute = in_order


async def table_page(request: Request, datasette: Site) -> object:
    """A table, a view or a canned query."""
    read_by(request.actor)
    if description := described(datasette, request):
        request = _mended(request, plan_in(description), description.get("columns") or {})
    return await ReaderTable(datasette).dispatch_request(request)


_FACETS = frozenset({"_facet", "_facet_array", "_facet_date"})


def _mended(request: Request, plan: Mapping[str, Any], columns: Mapping[str, Any]) -> Request:
    """The request without an empty search, which full-text search refuses; what takes long to count is not counted."""
    given = parse_qsl(request.query_string, keep_blank_values=True)
    for name, value in given:
        if name in _FACETS and columns and value not in columns:
            # Datasette would leave half of the page's work undone, and warn of it at length.
            raise BadRequest(f"{shown(value)} is no column of this page; {shown(name)} takes the name of one.")
    asked = [(name, value) for name, value in given if value.strip() or name != "_search"]
    if plan.get("count") is False and "_nocount" not in request.args:
        asked.append(("_nocount", "1"))
    if asked == given:
        return request
    made: Request = DatasetteRequest(dict(request.scope, query_string=urlencode(asked).encode()), request.receive)
    return made


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/(?P<table>{NAME})(\.(?P<format>\w+))?$", table_page),
]
