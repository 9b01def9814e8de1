"""The page of an organization's chart: as the command, a step to each change, safe, and only for who may see it."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages
from story import Story

from orgtrack.cli.sample import load_sample
from orgtrack.plugin.serve import site
from orgtrack.shipped import shipped
from orgtrack.store import new_tracker, open_tracker
from orgtrack.tenures.certainty import Certainty
from orgtrack.timeline.chart_days import chart_days
from orgtrack.timeline.charts import ChartUnit, chart

HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}\u202egnp.exe & \"'"
TOLD = """
2010-01-01 formation Acme
2012-05-01 formation Rockets --parent Acme
2012-05-01 appointment Ann CEO Rockets
2014-05-01 appointment Bob CEO Rockets --acting --succeeding Ann
2015 appointment Eve CEO Rockets
2016-02-03 departure Eve CEO Rockets
2017-01-01 reporting-change CEO Rockets --to-title CEO --to-organization Acme
2018-07 appointment Zoe CEO Acme
2019-01-01 in-post Zoe CEO Acme
2020-05-01 dissolution Rockets
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


def number(story: Story, name: str) -> int:
    return int(story.value("SELECT id FROM organizations WHERE name = ?", name))


def read(text: str) -> str:
    """What the chart says, without its markup."""
    chart = text.split('id="chart"')[1].split("</main>")[0].partition(">")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", chart)).split())


def test_the_page_says_what_the_command_says(story: Story, pages: Pages) -> None:
    acme = number(story, "Acme")
    assert read(pages.page(f"/names/-/org/{acme}?on=2014-01-01")) == (
        "Acme company Rockets unit chart Chief Executive Officer Ann , since 1 May 2012"
    )
    acting = read(pages.page(f"/names/-/org/{acme}?on=2014-06-01"))
    assert "Bob , since 1 May 2014 acting" in acting
    assert "vacant" in acting
    assert "possible" in read(pages.page(f"/names/-/org/{acme}?on=2015-06-01"))
    assert "reports to Chief Executive Officer of Acme" in read(pages.page(f"/names/-/org/{acme}?on=2017-06-01"))
    assert "Zoe , since Jul 2018 presumed, last confirmed 2019-01-01" in read(pages.page(f"/names/-/org/{acme}"))
    assert "did not exist" in read(pages.page(f"/names/-/org/{acme}?on=2009-12-31"))


def test_holders_posts_and_events_are_linked_and_the_row_links_to_the_chart(story: Story, pages: Pages) -> None:
    acme = number(story, "Acme")
    text = pages.page(f"/names/-/org/o{acme}?on=2014-01-01")
    for link in re.findall(r'href="(/names/(?:people|events|titles|organizations|-)[^"]*)"', text):
        assert pages.asked(html.unescape(link))[0] == 200, link
    assert f'href="/names/-/org/{acme}"' in pages.page(f"/names/organizations/{acme}")
    assert "/-/org/" not in pages.page("/names/people/1")


def test_each_step_leads_to_the_next_change_and_back(story: Story, pages: Pages) -> None:
    address = f"/names/-/org/{number(story, 'Acme')}"
    seen = []
    text = pages.page(f"{address}?on=0001-01-01")
    while (found := re.search(r'rel="next" href="([^"]+)"', text)) is not None:
        seen.append(found[1].split("on=")[1])
        text = pages.page(found[1])
    assert seen == re.search(r'data-days="([^"]+)"', text)[1].split()  # type: ignore[index]
    assert {"2010-01-01", "2014-05-01", "2015-01-01", "2015-12-31", "2018-07-01", "2020-05-01"} <= {*seen}
    assert f'value="{len(seen) - 1}"' in text
    back = 0
    while (found := re.search(r'rel="prev" href="([^"]+)"', text)) is not None:
        text, back = pages.page(found[1]), back + 1
    assert back == len(seen) - 1


def unfaded(unit: ChartUnit | None) -> str:
    """All that a chart says but whether it is certain or presumed."""
    return repr(unit).replace(repr(Certainty.CERTAIN), repr(Certainty.PRESUMED))


def test_between_two_days_of_change_nothing_changes(story: Story) -> None:
    story.tell(
        """
        $ add vacancy COO Acme --date 2011-03
        2013-02 renaming Acme 'Acme Group'
        2013 formation Labs --parent 'Acme Group'
        2016-05 move Labs Rockets
        2021-01-01 appointment Ida COO 'Acme Group' --planned
        2022-06-01/2022-08-15 departure Ida COO 'Acme Group'
        """
    )
    with open_tracker(story.path, write=False) as tracker:
        days = set(chart_days(tracker, "Acme Group"))
        day, before = date(2009, 12, 1), unfaded(chart(tracker, "Acme Group", date(2009, 11, 30)).top)
        while day < date(2023, 1, 1):
            now = unfaded(chart(tracker, "Acme Group", day).top)
            assert day in days or now == before, day
            day, before = day + timedelta(days=1), now


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    path = tmp_path_factory.mktemp("sample") / "names.db"
    with new_tracker(path) as tracker, tracker.writing(command="demo", actor="t", time="2025-07-16T00:00:00Z"):
        load_sample(tracker, shipped("data"), today=date(2025, 7, 16))
    made = Pages(path)
    yield made
    made.close()


def test_every_organization_of_the_sample_has_a_chart(sample: Pages) -> None:
    for row in sample.rows("/names/organizations"):
        text = sample.page(f"/names/-/org/{row['id']}?on=2024-01-01")
        assert text.count("<ul") == text.count("</ul>")
        assert len(re.findall(r"<li\b", text)) == text.count("</li>")


def answer(pages: Pages, address: str) -> Any:  # noqa: ANN401 (Datasette comes without types)
    return asyncio.run(pages.site.client.get(address))


def test_the_page_has_a_strict_policy_and_no_markup_against_it(story: Story, pages: Pages) -> None:
    found = answer(pages, f"/names/-/org/{number(story, 'Acme')}")
    policy = found.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", found.text)
    assert '<html lang="en">' in found.text
    for address in re.findall(r'(?:src|href)="([^"]+\.(?:js|css)[^"]*)"', found.text):
        assert answer(pages, address).status_code == 200, address


def test_every_field_has_a_label(story: Story, pages: Pages) -> None:
    text = pages.page(f"/names/-/org/{number(story, 'Acme')}")
    fields = re.findall(r"<(?:input|select|output)[^>]*\sid=\"([^\"]+)\"", text)
    assert len(fields) == 3
    for field in fields:
        assert f'for="{field}"' in text or field == "chart-chosen"


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    story = Story(tmp_path, file="names.db")
    story.tell(TOLD)
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        for table in ("people", "organizations", "titles"):
            tracker.connection.execute(f"UPDATE {table} SET name = ? || id", (HOSTILE,))
    pages = Pages(story.path)
    for on in ("2014-06-01", "2017-06-01", "2009-01-01", ""):
        text = pages.page(f"/names/-/org/1?on={on}")
        assert "<script>alert" not in text
        assert "}}49" not in text
        body = re.sub(r"<bdi>[^<]*</bdi>", "", text.split("<body")[1])
        assert "\u202e" not in re.sub(r'aria-label="[^"]*"', "", body)
    pages.close()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/names/-/org/999", 404),
        ("/names/-/org/x", 404),
        ("/names/-/org/p1", 404),
        ("/names/-/org/99999999999999999999", 404),
        ("/nothing/-/org/1", 404),
        ("/names/-/org/1?on=2024", 400),
        ("/names/-/org/1?on=<script>", 400),
        (f"/names/-/org/1?on={'9' * 2000}", 400),
        ("/names/-/org/1?on=9999-12-31", 200),
        ("/names/-/org/1?on=0001-01-01", 200),
        ("/names/-/org/1?on=today", 200),
    ],
)
def test_what_cannot_be_shown_is_said(
    pages: Pages, address: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    found, text = pages.asked(address)
    assert found == status, text
    assert "<script>" not in text.replace("<script>\ndocument.body", "")
    assert "Traceback" not in capfd.readouterr().err


def test_an_organization_that_was_joined_leads_to_the_one_kept(story: Story, pages: Pages) -> None:
    story.say("add", "company", "Acme Incorporated", "--new")
    joined, kept = number(story, "Acme Incorporated"), number(story, "Acme")
    story.say("same", f"o{kept}", f"o{joined}")
    found = answer(pages, f"/names/-/org/{joined}?on=2014-01-01")
    assert found.status_code == 302
    assert found.headers["location"] == f"/names/-/org/{kept}?on=2014-01-01"


@pytest.mark.parametrize(
    "closed",
    [
        {"allow": False},
        {"databases": {"names": {"allow": False}}},
        {"databases": {"names": {"tables": {"people": {"allow": False}}}}},
        {"databases": {"names": {"tables": {"tenures": {"allow": False}}}}},
    ],
)
def test_who_may_not_see_what_a_chart_shows_sees_no_chart(story: Story, closed: dict[str, Any]) -> None:
    made = site(story.path, date(2025, 2, 28))
    metadata: Any = made._metadata_local
    metadata.update({key: value for key, value in closed.items() if key != "databases"})
    metadata.setdefault("databases", {}).update(closed.get("databases", {}))
    assert asyncio.run(made.client.get(f"/names/-/org/{number(story, 'Acme')}")).status_code == 403


def test_a_private_appointment_is_marked(story: Story, pages: Pages) -> None:
    story.add("appointment", "Ida", "COO", "Acme", "--date", "2021-01-01", "--private")
    text = pages.page(f"/names/-/org/{number(story, 'Acme')}?on=2021-02-01")
    assert 'class="private-mark"' in text
    assert 'class="private-mark"' not in pages.page(f"/names/-/org/{number(story, 'Acme')}?on=2020-02-01")
