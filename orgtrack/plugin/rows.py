"""Our row pages: Datasette's own, as a list of columns with what they mean, or a page of ours about the record.

This module imports Datasette's views, so it is loaded by a hook and never at Datasette's own import.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from datasette.utils.asgi import Response  # type: ignore[import-untyped]
from datasette.views.row import RowView  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from orgtrack.plugin.cells import NOTHING, isolated, name_of
from orgtrack.plugin.former import former_address
from orgtrack.plugin.own import may_see
from orgtrack.plugin.records.frame import record_page
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME, is_tracker, plan_of


class ReaderRow(RowView):  # type: ignore[misc]
    """One row as a list of its columns with what they mean; what is empty, or kept for the program, is left out."""

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
            hidden = await _hidden(self.ds, request, content)
            for row in parts["display_rows"]:
                row.cells = [
                    _whole(cell, hidden) for cell in row.cells if _says(cell) and cell["column"] not in internal
                ]
            return parts

        return content, as_list, templates


def _says(cell: Mapping[str, object]) -> bool:
    return bool(cell["value"] != NOTHING)


async def _hidden(datasette: Site, request: Request, content: Mapping[str, Any]) -> set[str]:
    """The columns that refer to a table which the reader may not see: their cells hold a number, and no name."""
    database = datasette.get_database(content["database"])
    return {
        key["column"]
        for key in await database.foreign_keys_for_table(content["table"])
        if not await may_see(request, datasette, database, [key["other_table"]])
    }


def _whole(cell: Mapping[str, object], hidden: Collection[str]) -> Mapping[str, object]:
    """The cell of a row's list; a date with the EDTF that is on record, which a table shows only to a mouse."""
    if cell["column"] in hidden:
        return {**cell, "value": escape(cell["raw"])}
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
    address = await former_address(request, datasette)
    if address is not None:
        return Response.redirect(address)
    rows = ReaderRow(datasette)
    ours = await record_page(request, datasette, lambda: rows.data(request))
    return await rows.dispatch_request(request) if ours is None else ours


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/(?P<table>{NAME})/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$", row_page),
]
