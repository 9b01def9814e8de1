"""The first page of a tracker and the search over everything: counts, moves, charts, log."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages
from story import Story

from orgtrack.plugin.serve import site
from orgtrack.store import open_tracker
from orgtrack.timeline.front import front

HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}\u202egnp.exe & \"'"
TOLD = """
2010-01-01 formation Acme
2012-05-01 formation Rockets --parent Acme
2025-02-03 appointment 'Wu Yongming' CEO Rockets
2025-02 departure 'Ann Lee' CEO Rockets
2025 appointment Eve COO Acme
2025-01-31 appointment Bob CFO Acme
2024-11-30 departure Bob CEO Acme
2023-03-01 appointment Old COO Acme
unknown appointment Nobody CFO Rockets
unknown appointment Nora CFO Rockets --source Paper --published 2025-02-20
2025-02-27 milestone 'Acme invests' Acme
2025-03-15 appointment Zoe CFO Acme --planned
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = Story(tmp_path, file="names.db", today="2025-02-28")
    made.tell(TOLD)
    made.say("alias", "Wu Yongming", "吴泳铭")
    return made


@pytest.fixture
def pages(story: Story) -> Iterator[Pages]:
    made = Pages(story.path)
    yield made
    made.close()


def part(text: str, heading: str) -> str:
    """What stands under a heading, as a reader sees it."""
    found = re.split(r"<h2", text.split(f">{heading}</h2>")[1])[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_the_first_page_says_what_the_tracker_holds(pages: Pages) -> None:
    text = pages.page("/names")
    assert "1 company</a>, " in text
    assert "1 unit</a>, " in text
    assert "8 people</a>" in text
    assert "/names/events" in text.split("Custom SQL")[0]


def test_this_months_moves_are_those_of_the_month(pages: Pages) -> None:
    said = part(pages.page("/names"), "Moves this month")
    assert "Wu Yongming" in said
    assert "Ann Lee" in said
    assert "Feb 2025, the day is not known" in said
    for other in ("Eve", "Bob", "Nobody", "Nora", "invests", "Zoe"):
        assert other not in said


def test_each_bar_leads_to_the_events_that_it_counts(pages: Pages) -> None:
    text = pages.page("/names")
    bars = re.findall(r'<a href="([^"]+)" aria-label="(\w{3} \d{4}): ([\d,]+) moves?"', text)
    counts = {month: int(count) for _, month, count in bars}
    assert counts == {"Mar 2023": 1, "Nov 2024": 1, "Jan 2025": 1, "Feb 2025": 2}
    for address, month, count in bars:
        assert len(pages.rows(html.unescape(address))) == int(count), month
    assert len(re.findall('class="bar"', text)) == len(counts)


def test_the_log_and_the_charts_are_there(story: Story, pages: Pages) -> None:
    text = pages.page("/names")
    assert "also called 吴泳铭" in part(text, "Recorded last")
    number = story.value("SELECT id FROM organizations WHERE name = 'Acme'")
    assert f'href="/names/-/org/{number}"' in text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yongm", ["People", "Events"]),
        ("吴泳铭", ["People", "Events"]),
        ("rockets", ["Organizations", "Events"]),
        ("financial", ["Titles", "Events"]),
        ("invests", ["Events"]),
    ],
)
def test_one_search_finds_everything_in_every_script(pages: Pages, words: str, expected: list[str]) -> None:
    text = pages.page(f"/names/-/search?q={words}")
    assert re.findall(r"<h2>(\w+)</h2>", text) == expected
    links = re.findall(r'<li><a href="([^"]+)"', text)
    assert links
    for link in links:
        assert pages.asked(link)[0] == 200


def test_a_search_that_finds_nothing_offers_what_is_close(pages: Pages) -> None:
    text = pages.page("/names/-/search?q=Yongmimg+Wu")
    assert "Nothing holds all the words" in text
    assert "Wu Yongming" in text
    assert "Nothing" not in pages.page("/names/-/search")
    assert "Nothing" in pages.page("/names/-/search?q=zzqqxx")
    assert pages.asked("/names/-/search?q=%22%22")[0] == 400


def test_hostile_text_stays_text(story: Story, pages: Pages) -> None:
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command=HOSTILE, actor=HOSTILE, time=HOSTILE):
        tracker.connection.execute("UPDATE events SET headline = ?", (HOSTILE,))
        for table in ("people", "organizations", "titles"):
            tracker.connection.execute(f"UPDATE {table} SET name = ? || id", (HOSTILE,))
    for address in ("/names", "/names/-/search?q=acme", "/names/-/search?q=script", f"/names/-/search?q={HOSTILE}"):
        text = pages.page(address)
        assert "<script>alert" not in text
        assert "}}49" not in text
    front_part = pages.page("/names").split('class="orgtrack front"')[1].split("Custom SQL")[0]
    assert "\u202e" not in re.sub(r"<bdi>[^<]*</bdi>", "", front_part)


def test_our_part_has_no_script_and_no_style_of_its_own(pages: Pages) -> None:
    ours = pages.page("/names").split('class="orgtrack front"')[1].split('class="sql"')[0]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", ours)
    found = asyncio.run(pages.site.client.get("/names/-/search?q=acme"))
    assert "unsafe" not in found.headers["content-security-policy"]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", found.text)


@pytest.mark.parametrize("table", ["events", "people", "organizations", "sources"])
def test_who_may_not_see_a_table_learns_nothing_of_it(story: Story, table: str) -> None:
    made: Any = site(story.path, date(2025, 2, 28))
    made._metadata_local["databases"]["names"] = {"tables": {table: {"allow": False}}}
    text = asyncio.run(made.client.get("/names")).text
    assert "It holds" not in text
    assert "Moves by month" not in text
    assert asyncio.run(made.client.get("/names/-/search?q=acme")).status_code == 403


def test_the_log_is_not_told_to_who_may_not_read_it(story: Story) -> None:
    made: Any = site(story.path, date(2025, 2, 28))
    made._metadata_local["databases"]["names"] = {"tables": {"change": {"allow": False}}}
    text = asyncio.run(made.client.get("/names")).text
    assert "It holds" in text
    assert "Recorded last" not in text


def test_a_copy_without_a_log_has_a_first_page(story: Story, pages: Pages) -> None:
    with closing(sqlite3.connect(story.path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for name in ("change", "txn"):
            connection.execute(f"DROP TABLE {name}")
        connection.commit()
    text = pages.page("/names")
    assert "It holds" in text
    assert "Recorded last" not in text
    assert "Ann Lee" in pages.page("/names/-/moves.atom")


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31", "2024-02-29", "9999-12-31", "2025-12-31", "2025-01-01"])
def test_every_day_has_its_months(story: Story, day: str) -> None:
    today = date.fromisoformat(day)
    with open_tracker(story.path, write=False) as tracker:
        months = front(tracker, today, with_log=True).months
    assert months[-1].first <= today <= months[-1].last
    assert len(months) == (24 if today.year > 1 else today.month)
    for one, following in pairwise(months):
        assert one.first.day == 1
        assert (following.first - one.last).days == 1


def test_the_list_of_databases_says_what_the_only_one_holds(pages: Pages) -> None:
    text = pages.page("/")
    assert "It holds" in text
    assert part(text, "Moves this month") == part(pages.page("/names"), "Moves this month")
    for link in set(re.findall(r'href="(/names[^"]*)"', text)):
        assert pages.asked(html.unescape(link))[0] == 200


@pytest.mark.parametrize(
    ("closed", "searched"),
    [({"allow": {"id": "owner"}}, False), ({"tables": {"people": {"allow": {"id": "owner"}}}}, True)],
)
def test_the_list_of_databases_says_nothing_that_is_closed(story: Story, closed: Any, searched: bool) -> None:  # noqa: ANN401
    made: Any = site(story.path)
    made._metadata_local["databases"] = {"names": closed}
    text = asyncio.run(made.client.get("/")).text
    assert "Wu Yongming" not in text
    assert ('role="search"' in text) is searched
    assert ('href="/names' in text) is searched
    for database in made.databases.values():
        database.close()
