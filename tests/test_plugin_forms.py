"""Files of another form than this orgtrack writes, and sites that give a page little time: a sentence, no traceback."""

from __future__ import annotations

import asyncio
import html
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from story import REPOSITORY, Story

from orgtrack.plugin.serve import site
from orgtrack.schema import VERSION

PAGES = (
    "/",
    "/old",
    "/old/events",
    "/old/people/1",
    "/old/events/1",
    "/old/vacancies",
    "/old/conflicting_claims",
    "/old/moves",
    "/old/-/timeline",
    "/old/-/timeline.svg",
    "/old/-/org/1",
    "/old/-/search?q=ann",
    "/old/-/moves.atom",
    "/old/events.xlsx",
)


@pytest.fixture(params=range(1, VERSION))
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """An empty tracker as an older orgtrack made it."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((REPOSITORY / "tests" / "schemas" / f"{request.param}.sql").read_text("utf-8"))
    return path


def answers(path: Path, caplog: pytest.LogCaptureFixture, **settings: object) -> Iterator[tuple[str, int, str]]:
    made: Any = site(path)
    made._settings.update(settings)
    if "sql_time_limit_ms" in settings:
        made.sql_time_limit_ms = settings["sql_time_limit_ms"]
    for address in PAGES:
        answer = asyncio.run(made.client.get(address))
        # The text of a page ends before its scripts.
        yield address, answer.status_code, html.unescape(answer.text) if "xlsx" not in address else ""
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    for database in made.databases.values():
        database.close()


@pytest.mark.filterwarnings("error")
def test_a_tracker_of_an_older_form_says_how_to_bring_it_up_to_date(
    old: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    sentence = "'old.db' was written by an older orgtrack; bring it up to date with: orgtrack --db 'old.db' check"
    for address, status, text in answers(old, caplog):
        if "/-/" in address or address in ("/", "/old"):
            assert sentence in text, address
            assert status == (400 if "/-/" in address else 200), address
        else:
            assert status in (200, 400, 404), address
    assert "Traceback" not in capfd.readouterr().err


def test_a_tracker_of_a_newer_form_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    story = Story(tmp_path, file="old.db")
    story.tell("2025-01-01 appointment Ann CEO Acme")
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    found = {address: text for address, _, text in answers(story.path, caplog)}
    assert "'old.db' was written by a newer orgtrack; install the newer one." in found["/old"]


@pytest.mark.parametrize("most", [1, 5])
def test_a_site_that_gives_little_time_refuses_a_page_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], most: int
) -> None:
    story = Story(tmp_path, file="old.db")
    story.tell("2025-01-01 appointment Ann CEO Acme")
    for address, status, text in answers(story.path, caplog, sql_time_limit_ms=most):
        # The list of databases is Datasette's own, and not a tracker's page.
        assert status in (200, 400) or address == "/", (address, text)
        assert "within a transaction" not in text
    assert "Traceback" not in capfd.readouterr().err
