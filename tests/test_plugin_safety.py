"""What a tracker's pages do with hostile text and with requests that nobody means."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from site_pages import Pages, event, readable, small_tracker

from orgtrack.store import open_tracker

HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}\u202egnp.exe & \"'"


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(small_tracker(tmp_path))
    yield made
    made.close()


def test_text_stays_text_in_every_column(pages: Pages) -> None:
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        for table, columns in readable(pages.path).items():
            for column in columns:
                try:
                    tracker.connection.execute(f'UPDATE {table} SET "{column}" = ?', (HOSTILE,))
                except sqlite3.Error:
                    continue
    for table in readable(pages.path):
        for address in (f"/names/{table}", f"/names/{table}?_all_columns=1", f"/names/{table}/1"):
            text = pages.asked(address)[1]
            assert "<script>alert" not in text, address
            assert "}}49" not in text, address
            assert "\u202e" not in re.sub(r"<bdi>[^<]*</bdi>", "", text.split("<tbody>")[-1].split("</tbody>")[0]), (
                address
            )
    assert "<script>alert" not in pages.page("/names/company_timeline?company=o1")


def test_new_rows_are_seen_while_the_site_is_open(pages: Pages) -> None:
    assert "later" not in pages.page("/names/events")
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        event(tracker, "2026-01-01", "later")
    assert "later" in pages.page("/names/events")


@pytest.mark.parametrize(
    "address",
    [
        f"/names/events?type={'x' * 1001}",
        f"/names.json?sql=select+1+--{'x' * 20001}",
        f"/names/people/{'9' * 1001}",
        "/names/events?_next=,,,",
        "/names/events?_size=-1",
        "/names/events?year__gt=99999999999999999999",
        "/names/events?_col=nothing",
        "/names/events?_through=no",
        "/names/events?_facet={",
        "/names/events?_timelimit=x",
        "/names/events?_sort=headline",
        "/names.csv",
        "/names/timeline?_next=x",
        "/names?sql=select+zeroblob(900000000)",
        "/names?sql=drop+table+events",
    ],
)
def test_what_nobody_means_is_refused_in_a_sentence(
    pages: Pages, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, text = pages.asked(address)
    assert status == 400, text
    assert "Traceback" not in capfd.readouterr().err


def test_a_page_that_does_not_exist_is_not_logged_as_a_fault(pages: Pages, capfd: pytest.CaptureFixture[str]) -> None:
    assert pages.asked("/names/nothing")[0] == 404
    assert pages.asked("/names/people/99")[0] == 404
    written = capfd.readouterr()
    assert written.out + written.err == ""


def test_a_database_of_another_program_beside_it_is_left_alone(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, headline TEXT, visibility TEXT, date TEXT)")
        connection.execute("INSERT INTO events VALUES (1, 'theirs', 'private', NULL)")
        connection.commit()
    pages.site.add_database(type(pages.site.databases["names"])(pages.site, path=str(path)))
    text = pages.page("/other/events")
    assert "theirs" in text
    for ours in ("private-mark", "undated", "columns are shown", "orgtrack.css", 'lang="en"', "aria-label="):
        assert ours not in text
    own = pages.page("/names/events")
    for ours in ("orgtrack.css", '<html lang="en">', '<select aria-label="Column to filter by" name="_filter_column">'):
        assert ours in own


def test_a_date_that_is_none_stays_text(pages: Pages) -> None:
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        event(tracker, "2026-01-01", "odd", date="<b>soon</b>")
        event(tracker, "2026-01-01", "odder", date_earliest="0", date_latest="soon")
    for address in ("events", "events/5", "events/6", "timeline"):
        assert "<b>soon" not in pages.page(f"/names/{address}")
    assert "&lt;b&gt;soon" in pages.page("/names/events/5")
