"""Old addresses: the page of a record that was joined with another (`orgtrack same`) leads to the one that was kept."""

from __future__ import annotations

from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import is_tracker

_COLUMNS = {"people": "person_id", "organizations": "organization_id", "titles": "title_id"}


async def former_address(request: Request, datasette: Site) -> str | None:
    """Where the page of the row asked for has gone, with the same format and options; None where it has not."""
    asked = request.url_vars
    table, number, name = asked.get("table") or "", asked.get("pks") or "", asked.get("database") or ""
    if table not in _COLUMNS or not number.isascii() or not number.isdecimal() or len(number) > 15:
        return None
    from datasette.utils import tilde_decode  # type: ignore[import-untyped]

    try:
        database = datasette.get_database(route=tilde_decode(name))
    except KeyError:
        return None
    # A copy for the public may leave the table out.
    if not is_tracker(datasette, database.name) or not await database.table_exists("same_as"):
        return None
    column = _COLUMNS[table]
    found = await database.execute(
        f"SELECT {column} FROM same_as WHERE other_id = :id AND {column} IS NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM {table} WHERE id = :id)",
        {"id": int(number)},
    )
    kept = found.first()
    if kept is None:
        return None
    address = datasette.urls.row(database.name, table, str(kept[0]), format=asked.get("format"))
    return f"{address}?{request.query_string}" if request.query_string else str(address)
