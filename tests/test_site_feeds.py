"""Moves as a feed and as a calendar: which, with what ids and days, sound whatever the text, and only for who may."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from site_pages import Pages
from story import Story

from orgtrack.exporters.as_feed import Channel, atom, calendar
from orgtrack.plugin.serve import site
from orgtrack.store import open_tracker
from orgtrack.timeline.moves import latest_moves

NAME = "吴泳铭" * 40
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "]]></title><script>alert(1)</script>{{ 7 * 7 }}\u202e & \"'\x01\ufffe\nBEGIN:VALARM\r\nX;a,b\\n" + NAME
TOLD = """
2010-01-01 formation Acme
2012-05-01 formation Rockets --parent Acme
2012-05-01 appointment Ann CEO Rockets
2015-02 departure Ann CEO Rockets
unknown appointment Nobody COO Rockets
[..2018] appointment Vera COO Acme
2019-01-31 appointment Bob CEO Rockets
2020-01-01 appointment Zoe CEO Elsewhere
2027-03-01 appointment Ida COO Acme --planned
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = Story(tmp_path, file="names.db")
    made.tell(TOLD)
    return made


@pytest.fixture
def pages(story: Story) -> Iterator[Pages]:
    made = Pages(story.path)
    yield made
    made.close()


def entries(text: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text).findall(f"{ATOM}entry")


def titles(text: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries(text)]


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar, its lines unfolded, by the names of their properties."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = value.replace("\\,", ",")
    return found


def test_a_feed_has_the_dated_moves_the_latest_first(pages: Pages) -> None:
    said = titles(pages.page("/names/-/moves.atom"))
    assert [re.split(r"\W", title)[0] for title in said] == ["Ida", "Zoe", "Bob", "Ann", "Ann"]
    assert said[0].endswith("(planned)")
    assert said[3].endswith("(Feb 2015, the day is not known)")
    at_acme = titles(pages.page("/names/-/moves.atom?company=Acme"))
    assert [re.split(r"\W", title)[0] for title in at_acme] == ["Ida", "Bob", "Ann", "Ann"]
    assert titles(pages.page("/names/-/moves.atom?company=o1")) == at_acme


def test_an_event_of_a_month_takes_the_month_and_one_of_a_day_the_day(pages: Pages) -> None:
    found = events(pages.page("/names/-/moves.ics"))
    days = [(event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in found]
    assert days == [
        ("20270301", "20270302"),
        ("20200101", "20200102"),
        ("20190131", "20190201"),
        ("20150201", "20150301"),
        ("20120501", "20120502"),
    ]
    assert "the day is not known" in found[3]["SUMMARY"]
    assert found[3]["DESCRIPTION"].startswith("February 2015. The source gives no day")
    assert [event["STATUS"] for event in found[:2]] == ["TENTATIVE", "CONFIRMED"]


def test_an_id_stays_whatever_becomes_of_the_event(story: Story, pages: Pages) -> None:
    before = pages.page("/names/-/moves.ics")
    planned = events(before)[0]["UID"]
    assert re.fullmatch(r"tag:localhost,2026:names/e\d+", planned)
    number = planned.rpartition("/")[2]
    atom_ids = [entry.findtext(f"{ATOM}id") for entry in entries(pages.page("/names/-/moves.atom"))]
    assert atom_ids == [event["UID"] for event in events(before)]
    story.say("edit", number, "headline=Ida comes")
    story.say("withdraw", number, "--source", "A paper", "--published", "2025-07-01")
    after = {event["UID"]: event for event in events(pages.page("/names/-/moves.ics"))}
    assert after[planned]["STATUS"] == "CANCELLED"
    assert after[planned]["SUMMARY"].startswith("Ida comes")


def test_each_entry_says_when_it_was_written_and_leads_to_its_event(story: Story, pages: Pages) -> None:
    time = str(story.value("SELECT max(time) FROM txn"))[:19]
    text = pages.page("/names/-/moves.atom")
    for entry in entries(text):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or "")
        (link,) = entry.findall(f"{ATOM}link")
        assert pages.asked(link.attrib["href"].removeprefix("http://localhost"))[0] == 200
    assert (entries(text)[0].findtext(f"{ATOM}updated") or "") == f"{time}Z"


def test_hostile_text_leaves_both_sound(story: Story, pages: Pages) -> None:
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        tracker.connection.execute("UPDATE events SET headline = ?", (HOSTILE,))
        tracker.connection.execute("UPDATE organizations SET name = ?", (HOSTILE,))
    for address in ("/names/-/moves.atom", "/names/-/moves.atom?company=o1"):
        text = pages.page(address)
        assert len(entries(text)) >= 4
        assert "<script" not in text
        assert "}}49" not in text
        assert all("<script>alert(1)</script>{{ 7 * 7 }}" in title for title in titles(text))
    for address in ("/names/-/moves.ics", "/names/-/moves.ics?company=o1"):
        calendar_text = asyncio.run(pages.site.client.get(address)).content
        lines = calendar_text.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert all(len(line) <= 75 for line in lines)
        assert b"\n" not in b"".join(lines)
        assert b"\r" not in b"".join(lines)
        for line in lines:
            line.decode()
        assert b"BEGIN:VALARM" not in lines
        assert "\\nBEGIN:VALARM\\nX\\;a\\,b\\\\n吴泳铭吴泳铭" in calendar_text.decode().replace("\r\n ", "")


def test_a_copy_without_a_log_says_the_day_of_the_event(story: Story) -> None:
    with open_tracker(story.path, write=False) as tracker:
        moves = latest_moves(tracker, "", 10, with_log=False)
    assert [move.written for move in moves][1:3] == ["2020-01-01T00:00:00Z", "2019-01-31T00:00:00Z"]
    then = "2025-01-01T00:00:00Z"
    channel = Channel(title="T", itself="http://h/f", home="http://h", tag="tag:h,2026:t", updated=then)
    assert entries(atom(channel, [])) == []
    assert then in atom(channel, [])
    assert events(calendar(channel, [])) == []


def test_a_private_move_is_marked(story: Story, pages: Pages) -> None:
    story.add("appointment", "Kim", "CFO", "Acme", "--date", "2030-01-01", "--planned", "--private")
    assert titles(pages.page("/names/-/moves.atom"))[0].endswith("(planned; private)")
    assert events(pages.page("/names/-/moves.ics"))[0]["CLASS"] == "PRIVATE"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/names/-/moves.atom?company=Acmee", 400),
        ("/names/-/moves.ics?company=o99", 400),
        ("/names/-/moves.ics?company=%00", 400),
        ("/names/-/moves.csv", 404),
        ("/nothing/-/moves.atom", 404),
        ("/names/-/moves.atom?company=", 200),
    ],
)
def test_what_is_not_there_is_said(pages: Pages, address: str, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    assert pages.asked(address)[0] == status
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("form", ["atom", "ics"])
@pytest.mark.parametrize("table", ["events", "people", "organizations", "titles"])
def test_who_may_not_see_what_a_feed_tells_gets_none(story: Story, form: str, table: str) -> None:
    made: Any = site(story.path, date(2025, 2, 28))
    made._metadata_local["databases"]["names"] = {"tables": {table: {"allow": False}}}
    assert asyncio.run(made.client.get(f"/names/-/moves.{form}")).status_code == 403


def test_without_sight_of_the_log_nothing_of_it_is_told(story: Story) -> None:
    made: Any = site(story.path, date(2025, 2, 28))
    made._metadata_local["databases"]["names"] = {"tables": {"txn": {"allow": False}}}
    text = asyncio.run(made.client.get("/names/-/moves.atom")).text
    assert entries(text)[1].findtext(f"{ATOM}updated") == "2020-01-01T00:00:00Z"


def test_the_row_of_a_company_leads_to_its_feeds(pages: Pages) -> None:
    text = pages.page("/names/organizations/1")
    for form in ("atom", "ics"):
        assert f'href="/names/-/moves.{form}?company=o1"' in text
