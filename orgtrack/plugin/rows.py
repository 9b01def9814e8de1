"""Our row pages: Datasette's own, as a list of columns with what they mean, or a page of ours about the record.

This module imports Datasette's views, so it is loaded by a hook and never at Datasette's own import.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from datasette.utils.asgi import Response  # type: ignore[import-untyped]
from datasette.views.row import RowView  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from orgtrack.plugin.cells import NOTHING, isolated, name_of
from orgtrack.plugin.former import former_address
from orgtrack.plugin.permissions import read_by, reader_may_see
from orgtrack.plugin.records.frame import record_page
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME, is_tracker, plan_of


class ReaderRow(RowView):  # type: ignore[misc]
    """One row as a list of its columns with what they mean; what is empty, or kept for the program, is left out."""

    async def foreign_key_tables(self, database: str, table: str, pk_values: list[str]) -> list[dict[str, Any]]:
        counted: list[dict[str, Any]] = await super().foreign_key_tables(database, table, pk_values)
        return [each for each in counted if await reader_may_see(self.ds, database, str(each["other_table"]))]

    async def data(self, request: Request, *given: object, **options: object) -> object:
        answer = await super().data(request, *given, **options)
        if not isinstance(answer, tuple) or not is_tracker(self.ds, answer[0]["database"]):
            return answer
        content, more, templates = answer
        internal = plan_of(self.ds, request).get("internal") or []

        async def as_list() -> dict[str, Any]:
            parts: dict[str, Any] = await more()
            parts["custom_table_templates"] = ["_orgtrack_row.html"]
            parts["is_list"] = True
            parts["row_label"] = await _label(self.ds, content)
            for row in parts["display_rows"]:
                row.cells = [_whole(cell) for cell in row.cells if _says(cell) and cell["column"] not in internal]
            return parts

        return content, as_list, templates


def _says(cell: Mapping[str, object]) -> bool:
    return bool(cell["value"] != NOTHING)


def _whole(cell: Mapping[str, object]) -> Mapping[str, object]:
    """The cell of a row's list; a date with the EDTF that is on record, which a table shows only to a mouse."""
    words, edtf = escape(cell["value"]), str(cell["raw"] or "")
    if cell["column"] != "date" or edtf in ("", words.striptags()):
        return cell
    return {**cell, "value": Markup("{} <code>{}</code>").format(words, isolated(edtf))}


async def _label(datasette: Site, content: Mapping[str, Any]) -> Markup | None:
    keys = content["primary_key_values"]
    if len(keys) != 1:
        return None
    label = await name_of(datasette, content["database"], content["table"], keys[0])
    return None if label is None else isolated(label)


async def row_page(request: Request, datasette: Site) -> object:
    """One row of a table, as a page of ours where it has one; a record joined with another leads to that one."""
    read_by(request.actor)
    address = await former_address(request, datasette)
    if address is not None:
        return Response.redirect(address)
    rows = ReaderRow(datasette)
    ours = await record_page(request, datasette, lambda: rows.data(request))
    return await rows.dispatch_request(request) if ours is None else ours


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/(?P<table>{NAME})/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$", row_page),
]
