"""Cells as a reader needs them: names for numbers, safe links, private rows marked; any other text stays text."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from orgtrack.model.vocabulary import Noun, Visibility, read_id
from orgtrack.plugin.permissions import reader_may_see
from orgtrack.plugin.shapes import Row, Site
from orgtrack.plugin.when import shown_date

PRIVATE_MARK = Markup('<strong class="private-mark">private</strong>')
NOTHING = Markup("&nbsp;")

# Columns that hold the number of a row: of views and queries, where SQLite knows no foreign key.
_NUMBERED = {
    "person_id": "people",
    "title_id": "titles",
    "organization_id": "organizations",
    "company_id": "organizations",
    "parent_id": "organizations",
    "event_id": "events",
    "other_event_id": "events",
    "source_id": "sources",
}
_VIEW_IDS = {"companies": "organizations", "units": "organizations"}
# Columns of `timeline` and of the queries that hold a printed id (e12), and the names that it stands beside.
_PRINTED = frozenset({"id", "supersedes", "ends", "source", *_NUMBERED})
_NAMED_BY = {
    "person": "person_id",
    "title": "title_id",
    "organization": "organization_id",
    "company": "company_id",
    "headline": "id",
}
_NAME_SQL = {
    "people": "SELECT name FROM people WHERE id = ?",
    "organizations": "SELECT name FROM organizations WHERE id = ?",
    "titles": "SELECT name FROM titles WHERE id = ?",
    "events": "SELECT headline FROM events WHERE id = ?",
    "sources": "SELECT coalesce(title, url) FROM sources WHERE id = ?",
}
_EVENT_TABLES = frozenset({"events", "timeline"})
_FLAGS = frozenset({"acting", "last_day", "is_plan"})
# They turn the text around them, as letters written from the right do the numbers after them; a browser keeps them
# inside their element only when it is told to.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001eeff]")
_TURNING = re.compile(f"[\u202a-\u202e\u2066-\u2069]|{_FROM_RIGHT.pattern}")
_LATIN = re.compile("[A-Za-z]")
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def shown_cell(
    datasette: Site, database: str, table: str | None, column: str, row: Row, value: object
) -> Markup | str | Awaitable[Markup | None] | None:
    """What Datasette shows for one cell of a tracker; None leaves it to Datasette."""
    is_event = table in _EVENT_TABLES or (table is None and "headline" in row.keys())  # noqa: SIM118
    if column == "date" and is_event and isinstance(value, str | None) and (words := shown_date(row, value)):
        return words
    if value is None or value == "":
        return None
    if column in _FLAGS and isinstance(value, int):
        return "yes" if value else NOTHING
    if isinstance(value, dict):
        is_plain = value["label"] not in (None, "") and not _TURNING.search(str(value["label"]))
        return None if is_plain else _named(datasette, database, table, column, value["value"])
    if isinstance(value, int):
        return _numbered(datasette, database, table, column, value)
    if isinstance(value, str):
        return _text(datasette, database, table, column, row, value)
    return None


def _numbered(
    datasette: Site, database: str, table: str | None, column: str, number: int
) -> Markup | Awaitable[Markup | None] | None:
    if column == "id" and table in _VIEW_IDS:
        return row_link(datasette, database, _VIEW_IDS[table], number, str(number))
    if column.endswith("_id"):
        return _named(datasette, database, table, column, number)
    return None


async def _named(datasette: Site, database: str, table: str | None, column: str, number: int) -> Markup | None:
    """A row's name, linked: for row pages, views and queries, where Datasette shows only the number."""
    other = await _other_table(datasette, database, table, column)
    if other is None:
        return None
    name = await name_of(datasette, database, other, number)
    return None if name is None else row_link(datasette, database, other, number, name)


async def _other_table(datasette: Site, database: str, table: str | None, column: str) -> str | None:
    if table is not None:
        for key in await datasette.get_database(database).foreign_keys_for_table(table):
            if key["column"] == column:
                return str(key["other_table"])
    return _NUMBERED.get(column)


async def name_of(datasette: Site, database: str, table: str, number: int | str) -> str | None:
    """The label of a row; a source without a title is known by its address.

    None where there is no such row, and where the reader may not see its table.
    """
    if table not in _NAME_SQL or not await reader_may_see(datasette, database, table):
        return None
    first = (await datasette.get_database(database).execute(_NAME_SQL[table], (number,))).first()
    return None if first is None else str(first[0])


def row_link(datasette: Site, database: str, table: str, number: int, text: str) -> Markup:
    """A link to a row, its text isolated from the text around it."""
    address = f"{datasette.urls.table(database, table)}/{number}"
    return Markup('<a href="{}">{}</a>').format(address, isolated(text))


def isolated(text: str) -> Markup:
    """The text as text; characters that turn the writing direction turn only what is inside.

    What has Latin letters too is a sentence from left to right, whatever name it begins with.
    """
    if not _TURNING.search(text):
        return escape(text)
    is_sentence = _FROM_RIGHT.search(text) and _LATIN.search(text)
    return Markup('<bdi dir="ltr">{}</bdi>' if is_sentence else "<bdi>{}</bdi>").format(text)


def _text(datasette: Site, database: str, table: str | None, column: str, row: Row, value: str) -> Markup | str | None:
    shown: Markup | str | None = None
    if table in (None, "timeline"):
        shown = _printed_link(datasette, database, column, row, value)
    if shown is None and "://" in value:
        shown = _addresses(value, _longest(datasette))
    if column == "visibility" and value == Visibility.PRIVATE:
        shown = PRIVATE_MARK
    if column == "headline" and _is_private(row):
        shown = Markup("{} · {}").format(PRIVATE_MARK, isolated(value) if shown is None else shown)
    if shown is None and _TURNING.search(value):
        shown = isolated(_cut(value, _longest(datasette)))
    return shown


def _printed_link(datasette: Site, database: str, column: str, row: Row, value: str) -> Markup | None:
    """The link of a printed id such as e12, or of the name that the row has one for."""
    if column in _PRINTED:
        known = read_id(value)
    elif (by := _NAMED_BY.get(column, "")) in row.keys():  # noqa: SIM118 (a sqlite3.Row is no mapping)
        known = read_id(str(row[by] or ""))
    else:
        return None
    if known is None or known[0] is Noun.POST:
        return None
    return row_link(datasette, database, known[0].table, known[1], value)


def _is_private(row: Row) -> bool:
    return "visibility" in row.keys() and row["visibility"] == Visibility.PRIVATE  # noqa: SIM118


def _addresses(value: str, longest: int) -> Markup | str:
    """Web addresses as links, a line each; anything else in the cell stays text."""
    lines = _cut(value, longest).split("\n") if longest and len(value) > longest else value.split("\n")
    if not any(is_safe_address(line) for line in lines):
        return isolated("\n".join(lines))
    return Markup("<br>").join(
        Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(line)
        if is_safe_address(line)
        else isolated(line)
        for line in lines
    )


def is_safe_address(text: str) -> bool:
    """Whether a link may lead there: http or https, a host, no name and password, nothing unseen in it."""
    if not text.startswith(("http://", "https://")) or _UNSEEN.search(text) or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _longest(datasette: Site) -> int:
    return int(str(datasette.setting("truncate_cells_html")))


def _cut(text: str, longest: int) -> str:
    return text if not longest or len(text) <= longest else text[:longest] + "…"
