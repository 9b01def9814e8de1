"""The counts beside events and tenures: what is shown is what Datasette would count itself, whatever is written."""

from __future__ import annotations

import asyncio
import html
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages, shown, small_tracker
from story import COUNTED, Story

from orgtrack.plugin import counts

ALL = {table: "&".join(f"_facet={column}" for column in columns) for table, columns in COUNTED.items()}
ALL["events"] = ALL["events"].replace("&_facet=move_month", "")


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(small_tracker(tmp_path))
    yield made
    made.close()


def facets(pages: Pages, address: str) -> Any:  # noqa: ANN401 - JSON
    path, _, query = address.partition("?")
    answer = asyncio.run(pages.site.client.get(f"{path}.json?_shape=objects&{query}")).json()
    return answer["facet_results"]


def counted_by_datasette(pages: Pages, address: str) -> Any:  # noqa: ANN401 - JSON
    """The facets of a page whose filter leaves every row in, so that Datasette counts them."""
    return facets(pages, f"{address}&id__gt=-1")


def plain(found: Any) -> Any:  # noqa: ANN401 - JSON
    return {
        name: ([(each["value"], each["label"], each["count"]) for each in facet["results"]], facet["truncated"])
        for name, facet in found.items()
    }


def same(pages: Pages) -> None:
    for table in COUNTED:
        for size in ("", "&_facet_size=1", "&_facet_size=max"):
            address = f"/names/{table}?{ALL[table]}{size}"
            assert plain(facets(pages, address)) == plain(counted_by_datasette(pages, address))


def test_the_facets_of_a_whole_table_are_those_that_datasette_counts(pages: Pages) -> None:
    same(pages)
    assert plain(facets(pages, "/names/events"))["type"] == (
        [("appointment", "appointment", 2), ("departure", "departure", 1), ("formation", "formation", 1)],
        False,
    )


def test_what_is_counted_beside_links_and_selects_as_datasette_does(pages: Pages, tmp_path: Path) -> None:
    """The whole page, byte by byte, but for the milliseconds at its end."""
    with closing(sqlite3.connect(pages.path)) as connection:
        addresses = ("/names/events", "/names/events?_facet=status&_facet_size=1", "/names/tenures?_facet=acting")
        kept = [pages.page(address).split("Queries took")[0] for address in addresses]
        # Counts that do not sum up to the number of rows are not used.
        connection.execute("UPDATE counts SET number = number + 1")
        connection.commit()
        assert [pages.page(address).split("Queries took")[0] for address in addresses] == kept


WRITES = (
    "INSERT INTO events(type, headline, date_precision) VALUES ('milestone', 'x', 'unknown')",
    "INSERT INTO events(type, headline, date_precision, date_earliest, date_latest, title_id, company_id)"
    " VALUES ('departure', 'x', 'month', '2021-03-01', '2021-03-31', 1, 2)",
    "UPDATE events SET status = 'withdrawn' WHERE id % 3 = 0",
    "UPDATE events SET type = 'appointment', manner = 'elected' WHERE id % 4 = 1",
    "UPDATE events SET date_earliest = '2019-01-01', date_latest = '2019-12-31' WHERE id % 5 = 2",
    "UPDATE events SET company_id = NULL WHERE id = 2",
    "UPDATE events SET note = 'x'",
    "UPDATE events SET id = id + 1000 WHERE id = (SELECT max(id) FROM events) AND id < 1000",
    "DELETE FROM events WHERE id = (SELECT max(id) FROM events WHERE id > 6)",
    "INSERT OR IGNORE INTO events(id, type, headline, date_precision) VALUES (1, 'merger', 'x', 'unknown')",
    "INSERT INTO events(id, type, headline, date_precision) VALUES (2, 'merger', 'x', 'unknown')"
    " ON CONFLICT(id) DO UPDATE SET type = excluded.type",
    "INSERT INTO tenures(id, person_id, title_id, organization_id, end_state, acting, start_planned, end_planned,"
    " visibility, start_precision, event_ids) VALUES (1, 1, 1, 1, 'ongoing', 0, 0, 0, 'public', 'day', '[1]')"
    " ON CONFLICT DO NOTHING",
    "UPDATE tenures SET end_state = 'ended', acting = 1",
    "DELETE FROM tenures",
)
REPLACED = (
    "INSERT OR REPLACE INTO events(id, type, headline, date_precision) VALUES (1, 'split', 'x', 'unknown')",
    "REPLACE INTO events(id, type, headline, date_precision) VALUES (2, 'in-post', 'x', 'unknown')",
    "UPDATE OR REPLACE events SET id = 2 WHERE id = 1",
)


def write(path: Path, sql: str) -> None:
    """As another program does that knows nothing of ours: its foreign keys are off."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize("seed", range(4))
def test_the_counts_follow_whatever_another_program_writes(pages: Pages, seed: int) -> None:
    chance = random.Random(seed)
    story = Story(pages.path.parent, file=pages.path.name)
    for _ in range(25):
        write(pages.path, chance.choice(WRITES))
        story.check_counts()
    same(pages)


@pytest.mark.parametrize("sql", REPLACED)
def test_a_replaced_row_which_no_trigger_sees_makes_no_false_count(pages: Pages, sql: str) -> None:
    write(pages.path, sql)
    same(pages)
    for more in WRITES[:5]:
        write(pages.path, more)
        same(pages)


def test_check_rebuild_counts_anew(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2025")
    write(story.path, "REPLACE INTO events(id, type, headline, date_precision) VALUES (1, 'milestone', 'x', 'unknown')")
    assert "counts" in story.say("check", "--rebuild").out
    story.check_counts()


def test_an_import_that_is_more_than_was_on_record_counts_at_the_end(tmp_path: Path) -> None:
    story = Story(tmp_path)
    rows = "".join(f"Ada Nr{n},CEO,Firm {n % 7},{1990 + n % 30},\n" for n in range(6000))
    story.load("person,title,organization,start,end\n" + rows)
    story.check_whole()
    story.say("undo")
    story.check_counts()
    assert story.value("SELECT sum(number) FROM counts") == 0


def test_counts_are_no_table_to_look_at(pages: Pages) -> None:
    assert pages.asked("/names/counts")[0] == 403
    assert "/names/counts" not in pages.page("/names")


# --- much ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "_MOST_FOUND", -1)


def test_a_search_that_finds_much_is_counted_when_asked(pages: Pages, few_are_many: None) -> None:
    text = pages.page("/names/events?_search=a*")
    found = re.search(r'<a href="([^"]+)">count them by type, company_id, title_id, year</a>', text)
    assert found, text
    assert 'id="facet-' not in text
    counted = pages.page(html.unescape(found[1]))
    assert 'id="facet-type"' in counted
    assert "count them by" not in counted
    assert shown(counted) == shown(text)


def test_a_column_that_is_asked_for_is_counted_among_however_many(pages: Pages, few_are_many: None) -> None:
    text = pages.page("/names/events?_search=a*&_facet=status")
    assert 'id="facet-status"' in text
    assert 'id="facet-type"' not in text


def test_what_programs_read_has_every_count(pages: Pages, few_are_many: None) -> None:
    assert set(facets(pages, "/names/events?_search=a*")) == {"type", "company_id", "title_id", "year"}


def test_a_whole_table_is_counted_however_large(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "_MOST", 1)
    assert 'id="facet-type"' in pages.page("/names/events")
    narrowed = pages.page("/names/events?status=happened")
    assert 'id="facet-type"' not in narrowed
    assert "count them by" in narrowed


def test_views_of_much_are_neither_counted_nor_worked_out_by_themselves(
    pages: Pages, few_are_many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'id="facet-' not in pages.page("/names/current_holders")
    assert shown(pages.page("/names/conflicts"))
    monkeypatch.setattr(counts, "_MOST", 1)
    text = pages.page("/names/conflicts")
    assert shown(text) == []
    assert '<a href="/names/conflicting_claims">' in text
    assert "0 records" not in text
    with closing(sqlite3.connect(pages.path)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM conflicts").fetchone()
    assert len(pages.rows("/names/conflicts")) == number > 0


def test_views_of_little_are_worked_out(pages: Pages) -> None:
    text = pages.page("/names/conflicts")
    assert shown(text)
    assert "conflicting_claims" not in text.split("<table")[0].split("columns-shown")[-1]


@pytest.mark.parametrize("order", ["", "&_sort=date_sort", "&_sort_desc=date_sort", "&_sort=type", "&_size=2"])
def test_a_search_that_finds_much_finds_the_same(pages: Pages, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    address = f"/names/events?_search=a*{order}"
    text, rows = pages.page(address), pages.rows(f"/names/events?_search=a*{order.replace('&_size=2', '')}")
    assert len(rows) > 2
    monkeypatch.setattr(counts, "_MANY", -1)
    assert pages.page(address).split("Queries took")[0] == text.split("Queries took")[0]
    assert pages.rows(f"/names/events?_search=a*{order.replace('&_size=2', '')}") == rows
    assert f"{len(rows)} rows" in " ".join(text.split())
