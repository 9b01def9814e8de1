"""What a reader takes away besides Datasette's JSON and CSV: the rows as XLSX, or drawn as SVG.

Not datasette-xlsx: it cuts long cells without a word, and adds a sheet of its own in Swedish to every file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette.utils.asgi import BadRequest, NotFound, Response  # type: ignore[import-untyped]
from datasette.utils.asgi import Request as DatasetteRequest
from datasette.views.table import TableView  # type: ignore[import-untyped]

from orgtrack.errors import OrgtrackError
from orgtrack.exporters.as_xlsx import Sheet, workbook
from orgtrack.plugin.chosen import picture_url
from orgtrack.plugin.shapes import Request, Row, Site
from orgtrack.plugin.timeline import timeline_page
from orgtrack.plugin.trackers import is_tracker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More takes a minute of a site's time; CSV streams.
MOST_ROWS = 100_000
# A spreadsheet keeps 15 digits of a number.
_LONGEST_NUMBER = 10**15
_SHOWN_SO = frozenset({"_size", "_next", "_facet", "_facet_size", "_facet_array", "_facet_date", "_shape"})
_BARE = (("_nofacet", "1"), ("_nosuggest", "1"), ("_nocount", "1"))

_Cells = list[str | None]
# What one page of a table answers: its rows, and where the next page begins.
_Page = tuple[Sequence[Row], str | None]
_Pages = Callable[[str], Coroutine[Any, Any, _Page]]


def can_be_xlsx(datasette: Site, database: str) -> bool:
    """Whether a page offers its rows as XLSX: those of a tracker do."""
    return is_tracker(datasette, database)


async def as_xlsx(
    datasette: Site,
    request: Request,
    database: str,
    table: str | None,
    query_name: str | None,
    view_name: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    data: Mapping[str, Any],
) -> object:
    """All rows of the table that its filters leave, however many pages they fill; of a query those that it shows.

    Raises BadRequest for more rows than MOST_ROWS, or a cell that XLSX has no room for.
    """
    later = _pages_after(datasette, request, database, table, data.get("next")) if view_name == "table" else None
    loop = asyncio.get_running_loop()

    def pages() -> Iterator[Sequence[Row]]:
        # In a thread of its own, which the loop reads pages for.
        yield rows
        held, token = len(rows), data.get("next") if later else None
        while later and token:
            more, token = asyncio.run_coroutine_threadsafe(later(token), loop).result()
            held += len(more)
            if held > MOST_ROWS:
                raise OrgtrackError(
                    f"XLSX from this site has room for {MOST_ROWS:,} rows, and here are more; filter them, or take CSV."
                )
            yield more

    def made() -> bytes:
        return b"".join(workbook([_sheet(table or query_name or "rows", columns, rows, pages())]))

    try:
        body = await asyncio.to_thread(made)
    except OrgtrackError as error:
        raise BadRequest(str(error)) from error
    name = f"{table or query_name or database}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-content-type-options": "nosniff"}
    return Response(body, content_type=XLSX, headers=headers)


def _pages_after(datasette: Site, request: Request, database: str, table: str | None, token: object) -> _Pages | None:
    """Reads a later page of the same rows, as Datasette does and under the reader's permissions."""
    if token is None:
        return None
    kept = [pair for pair in parse_qsl(request.query_string, keep_blank_values=True) if pair[0] not in _SHOWN_SO]
    route = {"kwargs": {"database": request.url_vars["database"], "table": request.url_vars["table"], "format": "json"}}

    async def page(token: str) -> _Page:
        query = urlencode([*kept, *_BARE, ("_next", token)]).encode()
        asked = DatasetteRequest(dict(request.scope, query_string=query, url_route=route), request.receive)
        answer = await TableView(datasette).data(asked, _size=datasette.setting("max_returned_rows"))
        if not isinstance(answer, tuple):
            raise OrgtrackError("The rows after the first page could not be read; go back and choose again.")
        return answer[0]["rows"], answer[0]["next"]

    return page


def _sheet(name: str, columns: Sequence[str], first: Sequence[Row], pages: Iterator[Sequence[Row]]) -> Sheet:
    """A sheet with a column for each label beside its number, as in Datasette's CSV."""
    labelled = {column for column in columns if any(isinstance(row[column], dict) for row in first)}
    headings = [
        each for column in columns for each in ([column, f"{column}_label"] if column in labelled else [column])
    ]
    numbers = [column for column in columns if _are_numbers(_parts(row[column])[0] for row in first)]

    def cells(row: Row) -> _Cells:
        parts = (_parts(row[each]) if each in labelled else (row[each],) for each in columns)
        return [None if part is None else str(part) for of_column in parts for part in of_column]

    return Sheet(name=name, columns=headings, batches=([cells(row) for row in page] for page in pages), numbers=numbers)


def _are_numbers(values: Iterator[object]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int) and abs(value) < _LONGEST_NUMBER for value in known)


def _parts(value: object) -> tuple[object, object]:
    """A value and its label, where Datasette gave it one."""
    return (value["value"], value["label"]) if isinstance(value, dict) else (value, None)


async def can_be_svg(
    datasette: Site, request: Request, database: str, table: str | None, query_name: str | None, view_name: str
) -> bool:
    """Whether a page offers its rows as a picture."""
    name = table or query_name or ""
    return view_name == "table" and await picture_url(datasette, database, name, request) is not None


async def as_svg(datasette: Site, request: Request, database: str, table: str | None, query_name: str | None) -> object:
    """The rows drawn as a timeline."""
    address = await picture_url(datasette, database, table or query_name or "", request)
    if address is None:
        raise NotFound("Only rows of events and tenures are drawn, and of queries that list them.")
    route = {"kwargs": {"database": request.url_vars["database"], "svg": ".svg"}}
    query = urlsplit(address).query.encode()
    asked = DatasetteRequest(dict(request.scope, query_string=query, url_route=route), request.receive)
    return await timeline_page(asked, datasette)
