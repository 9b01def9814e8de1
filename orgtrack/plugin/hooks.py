"""The hooks of the plugin. They act on files made by orgtrack; other databases beside them are left alone.

Everything else of the plugin is loaded by them, because Datasette loads this module at its own import.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any

from pluggy import HookimplMarker

from orgtrack.plugin.shapes import Application, Request, Row, Site

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = [
    "asgi_wrapper",
    "database_actions",
    "extra_css_urls",
    "extra_template_vars",
    "get_metadata",
    "handle_exception",
    "permission_allowed",
    "prepare_connection",
    "prepare_jinja2_environment",
    "register_output_renderer",
    "register_routes",
    "render_cell",
    "sitemap_extra_paths",
    "startup",
]

# Datasette's own marker is the same, but comes without types.
hook = HookimplMarker("datasette")


@hook
def startup(datasette: Site) -> Callable[[], Awaitable[None]]:
    """Find out which of the files are trackers, and describe them."""
    from orgtrack.plugin.trackers import recognise

    async def recognised() -> None:
        await recognise(datasette)

    return recognised


@hook
def get_metadata(datasette: Site, key: str | None, database: str | None) -> Mapping[str, Any]:
    """What metadata.yml says of the database `orgtrack` holds for every tracker, whatever its file is called."""
    from orgtrack.plugin.trackers import descriptions

    return descriptions(datasette, key, database)


@hook
def register_routes() -> list[tuple[str, Callable[..., Awaitable[object]]]]:
    """Our table and row pages stand before Datasette's, which they extend; the others are pages of our own."""
    from orgtrack.plugin import feeds, home, organization, pages, rows, timeline

    # A row's address would fit the others too.
    return [page for part in (timeline, organization, feeds, home, pages, rows) for page in part.ROUTES]


@hook
def register_output_renderer(datasette: Site) -> list[Mapping[str, object]]:
    """Rows as XLSX, and drawn as SVG, beside Datasette's JSON and CSV."""
    from orgtrack.plugin import files

    return [
        {"extension": "xlsx", "render": files.as_xlsx, "can_render": files.can_be_xlsx},
        {"extension": "svg", "render": files.as_svg, "can_render": files.can_be_svg},
    ]


@hook(optionalhook=True)
def sitemap_extra_paths(datasette: Site, request: Request) -> Awaitable[list[str]]:
    """The pages that datasette-sitemap tells search engines of, where it is installed."""
    from orgtrack.plugin import sitemap

    return sitemap.paths(datasette, request)


@hook
def extra_template_vars(
    datasette: Site, database: str | None, table: str | None, view_name: str, request: Request
) -> Mapping[str, Any] | Awaitable[Mapping[str, Any]]:
    """What our part above a table, a query or a list of tables says."""
    from orgtrack.plugin.above import above_query, above_table
    from orgtrack.plugin.home import first_page, index_page
    from orgtrack.plugin.trackers import is_tracker

    if view_name == "table" and database and table:
        return above_table(datasette, database, table, request)
    if view_name == "table" and database:
        return above_query(datasette, database, request)
    if view_name == "database" and database and is_tracker(datasette, database) and "sql" not in request.args:
        return first_page(datasette, database, request)
    if view_name == "index":
        return index_page(datasette, request)
    return {}


@hook
def prepare_jinja2_environment(env: Environment, datasette: Site) -> None:
    """Labels and the language, where Datasette's own pages leave them out."""
    from orgtrack.plugin.mended import mend

    mend(env, datasette)


@hook
def database_actions(datasette: Site, database: str) -> list[Mapping[str, str]]:
    """The way to the picture of the timeline, from the page of a tracker."""
    from orgtrack.plugin.trackers import is_tracker

    if not is_tracker(datasette, database):
        return []
    return [{"href": f"{datasette.urls.database(database)}/-/timeline", "label": "Timeline as a picture"}]


@hook
def extra_css_urls(datasette: Site, database: str | None) -> list[str]:
    """Our style sheets, on the pages of trackers."""
    from orgtrack.plugin.trackers import is_tracker, static_name

    if not (database and is_tracker(datasette, database)):
        return []
    return [f"/-/static-plugins/{static_name()}/{sheet}" for sheet in ("orgtrack.css", "pictures.css")]


@hook
def render_cell(row: Row, value: object, column: str, table: str | None, database: str, datasette: Site) -> object:
    """Names instead of numbers, links only where they are safe, private rows marked."""
    from orgtrack.plugin.cells import shown_cell
    from orgtrack.plugin.trackers import is_tracker

    return shown_cell(datasette, database, table, column, row, value) if is_tracker(datasette, database) else None


@hook
def permission_allowed(datasette: Site, actor: object, action: str, resource: object) -> Awaitable[bool | None]:
    """Where a table is closed to a reader, so is what is made of it."""
    from orgtrack.plugin.permissions import closed_with_its_tables

    return closed_with_its_tables(datasette, actor, action, resource)


@hook(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Site) -> None:
    """The functions that the canned queries call, and a limit on what one value may hold.

    Last, because one of them takes the place of Datasette's own.
    """
    from orgtrack.plugin.functions import add_functions

    add_functions(conn, datasette, database)


@hook
def asgi_wrapper(datasette: Site) -> Callable[[Application], Application]:
    """Refuse values that nobody types."""
    from orgtrack.plugin.limits import limiting

    return limiting(datasette)


@hook(wrapper=True)
def handle_exception(datasette: Site, request: Request, exception: Exception) -> Generator[None, list[Any], list[Any]]:
    """An address that Datasette stumbles over is answered 400 and logged in one line, without a traceback."""
    from orgtrack.plugin.limits import answer_to

    answers = yield
    ours = answer_to(datasette, request, exception)
    return answers if ours is None else [ours]
