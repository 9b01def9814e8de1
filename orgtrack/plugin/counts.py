"""How Datasette counts in a tracker: what has been counted already is read, and much is counted when asked only.

Datasette counts every row at every look. Here its query is exchanged for one that gives the same rows; what it makes of
them (labels, links, what is selected, how many are shown) is its own, on the page and in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from datasette.utils import escape_sqlite  # type: ignore[import-untyped]

from orgtrack.plugin.shapes import Database, Results
from orgtrack.plugin.trackers import first_value
from orgtrack.store.counting import counts_sql, is_counted

# What Datasette 0.65 asks for a facet.
_ASKED = " as value, count(*) as count from "
_FACET = re.compile(
    r"\s*select (?P<column>\w+) as value, count\(\*\) as count from \(\s*select [^()]+ from (?P<table>\w+)"
    r"(?P<where> where .*?)?\s*\)\s*where (?P=column) is not null\s*group by (?P=column)"
    r" order by count desc, value limit (?P<limit>\d+)\s*",
    re.DOTALL,
)
# And for what a search finds, and how much that is.
_SEARCH = re.compile(
    r"select (?P<what>.+?) from (?P<table>\w+) where (?P<id>id) in \(select rowid from (?P<index>(?P=table)_fts)"
    r" where (?P=index) match (?P<words>:\w+|escape_fts\(:\w+\))\)\s*(?P<order>order by date_sort desc\b.*)?",
    re.DOTALL,
)
# From so many on, looking through the events by their days comes to the latest sooner than sorting what was found.
_MANY = 20_000
_LIMIT = re.compile(r" limit \d+(?: offset \d+)?\Z")

# Among more rows than that nothing is counted by itself: of a search each row is looked up for each column.
_MOST, _MOST_FOUND = 1_000_000, 100_000


@dataclass(slots=True)
class Counting:
    """What is counted for one page.

    Among more than `most` rows only the columns in `asked` are; the others are `left_out`. Nothing `works_out` where
    all of a view has to be for its first row. `sound` are the tables whose counts were found sound: that is looked at
    once, because five million rows take ten milliseconds. `found` is how much a search finds.
    """

    most: int | None = None
    asked: frozenset[str] = frozenset()
    rows: int | None = None
    sound: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    found: Results | None = None
    works_out: bool = True

    async def count_under(self, database: Database, table: str, *, row_by_row: bool) -> None:
        """Take the rows of the table that a view rests on for those of the view, of which it is not asked.

        A view that is not made row by row, but all at once, is so up to more of them than are counted.
        """
        if self.most is not None:
            self.most = _MOST_FOUND if row_by_row else _MOST
        first = (await database.execute(f"select count(*) from {escape_sqlite(table)}")).first()
        self.rows = first[0] if first else None

    @property
    def is_broad(self) -> bool:
        return self.most is not None and self.rows is not None and self.rows > self.most


_counting: ContextVar[Counting | None] = ContextVar("counting", default=None)

# Bytes up to which Datasette counts the tables of a file for its first page.
_SMALL = 100_000_000


async def keep_counts_quick(database: Database) -> None:
    """Answer facets of whole tables from the counts, where the file has them: a file of an older form has none.

    The tables that nobody is shown are not counted for each look at a large tracker.
    """
    if not await first_value(database, "SELECT 1 FROM sqlite_master WHERE name = 'counts'"):
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
        page = _counting.get()
        # Only the rows of a page are asked for with `truncate`.
        if page and not page.works_out and options.get("truncate"):
            sql = _LIMIT.sub(" limit 0", sql)
        if not found:
            if page and " match " in sql and (search := _SEARCH.fullmatch(sql)):
                return await searched(page, search, *given, **options)
            results = await execute(sql, *given, **options)
            if page and sql.startswith("select count(*) from ") and (first := results.first()):
                page.rows = first[0]
            return results
        table, column = found["table"], found["column"]
        if not found["where"] and is_counted(table, column):
            counts = counts_sql(table, column, is_sound=page is not None and table in page.sound)
            sql = f"SELECT value, count, is_sound FROM ({counts}) ORDER BY count DESC, value LIMIT {found['limit']}"
            results = await execute(sql, *given, **options)
            if page and (first := results.first()) and first[2]:
                page.sound.add(table)
            return results
        if page and page.is_broad and column not in page.asked:
            page.left_out.append(column)
            sql = f"{sql[: found.start('limit')]}0"
        return await execute(sql, *given, **options)

    async def searched(page: Counting, search: re.Match[str], *given: object, **options: object) -> Results:
        # The index tells by itself how much there is, in a fifth of the time.
        if page.found is None:
            index, words = search["index"], search["words"]
            page.found = await execute(f"select count(*) from {index} where {index} match {words}", *given)
            page.rows = (page.found.first() or [0])[0]
        if search["what"] == "count(*)":
            return page.found
        sql, at = search.string, search.start("id")
        by_day = search["order"] and (page.rows or 0) > _MANY
        # The unary plus keeps SQLite from looking up all that was found.
        return await execute(f"{sql[:at]}+{sql[at:]}" if by_day else sql, *given, **options)

    database.execute = quick


@contextmanager
def counting_for_page(*, is_search: bool, asked: Collection[str], everything: bool) -> Iterator[Counting]:
    """What is read inside is one page: the columns in `asked` are counted in any case, all with `everything`."""
    most = None if everything else _MOST_FOUND if is_search else _MOST
    page = Counting(most=most, asked=frozenset(asked))
    before = _counting.set(page)
    try:
        yield page
    finally:
        _counting.reset(before)


def _count(table: str) -> str:
    return f"(SELECT count(*) FROM {escape_sqlite(table)})"
