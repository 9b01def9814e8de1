"""Datasette's facets of a whole table, read from the counts that are kept beside it.

Datasette counts every row at every look. Here its query is exchanged for one that gives the same rows; what it makes of
them (labels, links, what is selected, how many are shown) is its own, on the page and in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar

from datasette.utils import escape_sqlite  # type: ignore[import-untyped]

from orgtrack.plugin.shapes import Database, Results
from orgtrack.store.counting import counts_sql, is_counted

# What Datasette 0.65 asks for a facet of a table that nothing narrows.
_ASKED = " as value, count(*) as count from "
_FACET = re.compile(
    r"\s*select (?P<column>\w+) as value, count\(\*\) as count from \(\s*select [^()]+ from (?P<table>\w+)\s*\)"
    r"\s*where (?P=column) is not null\s*group by (?P=column) order by count desc, value limit (?P<limit>\d+)\s*"
)


# The tables whose counts were found sound on the page that is being made: five million rows take ten milliseconds.
_sound: ContextVar[set[str] | None] = ContextVar("sound", default=None)

# Bytes up to which Datasette counts the tables of a file for its first page.
_SMALL = 100_000_000


async def keep_counts_quick(database: Database) -> None:
    """Answer facets of whole tables from the counts, where the file has them: a file of an older form has none.

    The tables that nobody is shown are not counted for each look at a large tracker.
    """
    if not await database.table_exists("counts"):
        return
    execute, table_counts = database.execute, database.table_counts

    async def of_tables(limit: int = 10) -> Mapping[str, int | None]:
        # Of a small file Datasette counts every table; of one that cannot change, once.
        if not database.is_mutable or database.size < _SMALL:
            return await table_counts(limit)
        hidden = set(await database.hidden_table_names())
        counts = {table: None if table in hidden else 0 for table in await database.table_names()}
        shown = [table for table, count in counts.items() if count is not None]
        row = (await execute(f"SELECT {', '.join(map(_count, shown))}")).first()
        return {**counts, **dict(zip(shown, row or (), strict=True))}

    database.table_counts = of_tables

    async def quick(sql: str, *given: object, **options: object) -> Results:
        # A quick look first: every query of every page passes here.
        found = _FACET.fullmatch(sql) if _ASKED in sql else None
        if not found or not is_counted(found["table"], found["column"]):
            return await execute(sql, *given, **options)
        table, sound = found["table"], _sound.get()
        counts = counts_sql(table, found["column"], is_sound=sound is not None and table in sound)
        results = await execute(
            f"SELECT value, count, is_sound FROM ({counts}) ORDER BY count DESC, value LIMIT {found['limit']}",
            *given,
            **options,
        )
        first = results.first()
        if sound is not None and first is not None and first["is_sound"]:
            sound.add(table)
        return results

    database.execute = quick


def begin_page() -> None:
    """Look once, from now on, whether the counts of a table are sound: at the next facet."""
    _sound.set(set())


def _count(table: str) -> str:
    return f"(SELECT count(*) FROM {escape_sqlite(table)})"
