"""A small tracker with one of everything, and its pages through Datasette's own client."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from orgtrack.names import fold
from orgtrack.names.searching import search_keys, search_prefixes
from orgtrack.plugin.serve import site
from orgtrack.store import Tracker, open_tracker


def row(tracker: Tracker, table: str, **values: object) -> int:
    columns = ", ".join(f'"{column}"' for column in values)
    marks = ", ".join("?" * len(values))
    cursor = tracker.connection.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def named(tracker: Tracker, table: str, *names: str, **more: object) -> int:
    """A person or an organization, with all its names."""
    keys = {"search_keys": search_keys(names), "search_prefixes": search_prefixes(names)}
    number = row(tracker, table, name=names[0], name_key=fold(names[0]), **keys, **more)
    owner = "person_id" if table == "people" else "organization_id"
    for other in names[1:]:
        row(tracker, "names", name=other, name_key=fold(other), **{owner: number})
    return number


def event(tracker: Tracker, day: str | None, headline: str, **more: object) -> int:
    month = {} if day is None else {"date": day, "date_earliest": day, "date_latest": day}
    values = {"type": "appointment", "headline": headline, "date_precision": "day" if day else "unknown", **month}
    return row(tracker, "events", **{**values, **more})


def fill(tracker: Tracker) -> None:
    """Three people, a company with a unit, events of which one is private and one undated, and a disagreement."""
    ma = named(tracker, "people", "Jack Ma", "马云", "馬雲")
    ekholm = named(tracker, "people", "Börje Ekholm")
    wu = named(tracker, "people", "Wu Yongming", "吴泳铭")
    group = named(tracker, "organizations", "Alibaba Group", "阿里巴巴集团", kind="company", company_id=1)
    cloud = named(tracker, "organizations", "Cloud Group", kind="unit", parent_id=group, company_id=group)
    title = row(tracker, "titles", name="Chief Executive Officer", short="CEO", level="executive", name_key="ceo")
    row(tracker, "posts", title_id=title, organization_id=group)
    here = {"title_id": title, "organization_id": group, "company_id": group}
    event(tracker, "2025-02-24", "Wu takes over", person_id=wu, manner="appointed", **here)
    event(tracker, "2025-02-03", "Ma leaves", person_id=ma, **{**here, "type": "departure", "visibility": "private"})
    event(tracker, None, "Ekholm arrives", person_id=ekholm, acting=1, **here)
    unit = event(tracker, "2009-09-10", "Cloud formed", type="formation", organization_id=cloud, company_id=group)
    row(tracker, "event_participants", event_id=unit, role="parent", organization_id=group)
    source = row(
        tracker, "sources", url="https://example.org/a", published="2025-03-01", published_earliest="2025-03-01"
    )
    row(tracker, "citations", event_id=1, source_id=source, quote="took over", says_field="amount", says_value="2")
    row(tracker, "citations", event_id=1, source_id=source, says_field="amount", says_value="3")
    row(tracker, "citations", event_id=3, source_id=source)
    row(tracker, "identifiers", scheme="wikidata", value="Q1", organization_id=group)
    row(tracker, "hierarchy", organization_id=cloud, position=0, parent_id=group, event_id=unit, from_day="", is_plan=0)


class Pages:
    """Asks for pages of one tracker; its database is called `names`, not `orgtrack`, as a file may be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.site: Any = site(path, today=date(2025, 2, 28))

    def asked(self, address: str) -> tuple[int, str]:
        response = asyncio.run(self.site.client.get(address))
        return response.status_code, response.text

    def page(self, address: str) -> str:
        status, text = self.asked(address)
        assert status == 200, (address, status, text)
        return text

    def rows(self, address: str) -> list[dict[str, Any]]:
        joint = "&" if "?" in address else "?"
        path, _, query = f"{address}{joint}_shape=objects&_size=max".partition("?")
        response = asyncio.run(self.site.client.get(f"{path}.json?{query}"))
        found: list[dict[str, Any]] = response.json()["rows"]
        return found

    def close(self) -> None:
        for database in self.site.databases.values():
            database.close()


def small_tracker(folder: Path) -> Path:
    """The path of a new tracker in that folder, filled."""
    path = folder / "names.db"
    with open_tracker(path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        fill(tracker)
    return path


def readable(path: Path) -> dict[str, list[str]]:
    """The tables and views that a reader is meant to see, with their columns."""
    hidden = re.compile(
        r"txn|change|counts|name_blocks|same_as|import_rows|copies|tombstones|event_words|_sqlite_migrations|sqlite_\w+"
        r"|\w+_fts(_\w+)?"
    )
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
        return {
            name: [column[1] for column in connection.execute(f"PRAGMA table_xinfo({name})")]
            for name in names
            if not hidden.fullmatch(name)
        }


def shown(text: str) -> list[list[str]]:
    """The cells of the first table of a page, as a reader sees them."""
    body = text.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in text else ""
    return [
        [
            " ".join(html.unescape(re.sub(r"<[^>]+>", "", cell)).split())
            for cell in re.findall(r"<td.*?</td>", part, re.S)
        ]
        for part in re.findall(r"<tr>.*?</tr>", body, re.S)
    ]
