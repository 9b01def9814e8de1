"""The timeline's picture in the browser: its page, its file, its filters, and who may see it."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from site_pages import Pages, named, row, shown, small_tracker
from story import Story
from test_plugin_safety import HOSTILE

from orgtrack.plugin.serve import site
from orgtrack.store import open_tracker
from orgtrack.timeline import lanes


@pytest.fixture
def story(tmp_path: Path) -> Story:
    told = Story(tmp_path, today="2025-02-28", file="names.db")
    told.tell(
        """
        2010-03 formation 'Cloud Group' --parent 'Alibaba Group'
        2013-05-10 appointment 'Lu Zhaoxi' CEO 'Alibaba Group'
        2015-05-10 departure 'Lu Zhaoxi' CEO 'Alibaba Group'
        2016-05-10 appointment 'Daniel Zhang' CEO 'Alibaba Group'
        2023-09-10 appointment 'Wu Yongming' CEO 'Alibaba Group' --succeeding 'Daniel Zhang' --announced 2023-06-20
        2024 appointment 'Jane Roe' CTO 'Cloud Group' --acting
        2020 appointment 'Ann Poe' CFO 'Beta' --private
        """
    )
    return told


@pytest.fixture
def pages(story: Story) -> Iterator[Pages]:
    made = Pages(story.path)
    yield made
    made.close()


def sentences(page: str) -> list[str]:
    """What the marks of the page's first picture say."""
    svg = page.split("<svg", 1)[1].split("</svg>")[0]
    return [html.unescape(said) for said in re.findall(r"<a [^>]*><title>([^<]*)", svg)]


def test_a_page_draws_the_posts_with_their_holders_and_gaps(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?company=Alibaba+Group")
    said = sentences(text)
    assert (
        "Wu Yongming, Chief Executive Officer of Alibaba Group: 10 Sep 2023 to ongoing"
        " (announced 20 Jun 2023, presumed still in post, last confirmed 10 Sep 2023)"
    ) in said
    assert "Vacant: Chief Executive Officer of Alibaba Group, 10 May 2015 to 10 May 2016 (certain)" in said
    assert "formation, Mar 2010: Cloud Group formed under Alibaba Group" in said
    assert not any("Ann Poe" in each for each in said)


def test_every_mark_leads_to_a_page(pages: Pages) -> None:
    text = pages.page("/names/-/timeline")
    links = {html.unescape(each) for each in re.findall(r'<a href="(/names/[^"]*)"', text)}
    assert {each.split("/")[2].split("?")[0] for each in links} >= {"tenures", "events", "organizations"}
    for each in links:
        pages.page(each)


def test_the_same_data_stands_in_a_table_below(pages: Pages) -> None:
    rows = shown(pages.page("/names/-/timeline?title=CTO"))
    assert rows == [
        [
            *("Cloud Group", "Chief Technology Officer", "Jane Roe", "2024", "ongoing"),
            "acting, presumed still in post, last confirmed 1 Jan 2024",
        ]
    ]
    private = [cells for cells in shown(pages.page("/names/-/timeline?company=Beta")) if "Ann Poe" in cells]
    assert "private" in private[0][-1]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("person=Daniel+Zhang", ["Daniel Zhang"]),
        ("title=CEO&from=2024", ["Wu Yongming"]),
        ("title=CEO&to=2014", ["Lu Zhaoxi"]),
        ("title=CEO&from=2015-01&to=2016-12", ["Lu Zhaoxi", "vacant", "Daniel Zhang"]),
        ("company=Cloud+Group&title=CTO", ["Jane Roe"]),
    ],
)
def test_the_address_says_what_is_drawn(pages: Pages, asked: str, held: list[str]) -> None:
    rows = shown(pages.page(f"/names/-/timeline?{asked}"))
    assert sorted(cells[2] for cells in rows) == sorted(held)


def test_one_person_can_be_set_off(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?highlight=Wu+Yongming")
    first = text.split("<svg", 1)[1].split("</svg>")[0]
    assert len(re.findall('class="holder chosen"', first)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("company=Nobody", "Nobody"),
        ("from=soon", "soon"),
        ("from=2020&to=2010", "turn them round"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_form(pages: Pages, asked: str, sentence: str) -> None:
    status, text = pages.asked(f"/names/-/timeline?{asked}")
    assert status == 400
    assert sentence in html.unescape(text.split('role="alert">')[1].split("</p>")[0])
    assert '<button type="submit"' in text
    assert str(pages.path) not in text


def test_of_two_of_one_name_the_reader_chooses(pages: Pages) -> None:
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        named(tracker, "people", "Jane Roe")
    status, text = pages.asked("/names/-/timeline?person=Jane+Roe&from=2020")
    assert status == 400
    links = [html.unescape(each) for each in re.findall(r'<li><a href="([^"]*person=p\d+[^"]*)"', text)]
    assert len(links) == 2
    assert {pages.asked(each)[0] for each in links} == {200}


def test_nothing_found_is_a_sentence(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?title=CTO&to=1990")
    assert "Nothing on record matches." in text
    assert "<svg xmlns" not in text


def test_the_picture_is_a_file_with_its_style_and_whole_addresses(pages: Pages) -> None:
    answer = asyncio.run(pages.site.client.get("/names/-/timeline.svg?title=CTO"))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    tree = ElementTree.fromstring(answer.text)
    assert [each for each in tree.iter() if each.tag.endswith("}style")]
    assert {each.get("href", "").partition("/names/")[0] for each in tree.iter() if each.tag.endswith("}a")} == {
        "http://localhost"
    }
    assert pages.asked("/names/-/timeline.svg?title=CTO&to=1990")[0] == 404
    assert pages.asked("/names/-/timeline.svg?title=Nothing")[0] == 400


def test_the_page_has_no_script_or_style_of_its_own(pages: Pages) -> None:
    content = pages.page("/names/-/timeline").split('<main class="content">')[1].split("</main>")[0]
    assert not re.search(r"<script|<style| style=| on\w+=", content)


def test_more_than_can_be_told_apart_is_counted(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "MOST_ITEMS", 3)
    text = pages.page("/names/-/timeline")
    assert "cannot be told apart" in text
    assert ["Alibaba Group", "3", "2013: 1, 2016: 1, 2023: 1"] in shown(text)
    assert '<a href="/names/-/timeline?company=o1" aria-label="Alibaba Group: 3 tenures"' in text
    assert pages.asked("/names/-/timeline.svg")[0] == 200


@pytest.mark.parametrize("table", ["tenures", "people", "events"])
def test_who_may_not_see_a_table_does_not_see_it_drawn(pages: Pages, table: str) -> None:
    closed: Any = site(pages.path)
    closed._metadata_local["databases"] = {"names": {"tables": {table: {"allow": {"id": "owner"}}}}}
    for address in ("/names/-/timeline", "/names/-/timeline.svg"):
        assert asyncio.run(closed.client.get(address)).status_code == 403
    owner = closed.client.actor_cookie({"id": "owner"}) if hasattr(closed.client, "actor_cookie") else None
    cookie = owner or closed.sign({"a": {"id": "owner"}}, "actor")
    assert asyncio.run(closed.client.get("/names/-/timeline", cookies={"ds_actor": cookie})).status_code == 200
    for database in closed.databases.values():
        database.close()


def test_a_copy_without_the_tables_says_so(pages: Pages) -> None:
    with closing(sqlite3.connect(pages.path)) as connection:
        connection.execute("DROP TABLE tenures")
    status, text = pages.asked("/names/-/timeline")
    assert status == 404
    assert "tenures" in text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    made = Pages(small_tracker(tmp_path))
    with open_tracker(made.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        person, title, at = (
            named(tracker, "people", HOSTILE),
            row(tracker, "titles", name=HOSTILE, level="executive", name_key="hostile"),
            named(tracker, "organizations", HOSTILE, kind="company"),
        )
        happened = row(
            *(tracker, "events"),
            type="milestone", headline=HOSTILE, date="2020", date_earliest="2020-01-01", date_latest="2020-12-31",
            date_precision="year", organization_id=at,
        )  # fmt: skip
        row(
            *(tracker, "tenures"),
            id=happened, person_id=person, title_id=title, organization_id=at, start="2020-01-01", end_state="ongoing",
            start_earliest="2020-01-01", start_latest="2020-01-01", start_precision="day", event_ids=f"[{happened}]",
            acting=0, start_planned=0, end_planned=0, visibility="public",
        )  # fmt: skip
    for address in ("/names/-/timeline", "/names/-/timeline.svg", f"/names/-/timeline?company={HOSTILE.split('{')[0]}"):
        text = pages_text(made, address)
        assert "<script>alert" not in text, address
        assert "}}49" not in text, address
    svg = pages_text(made, "/names/-/timeline.svg")
    said = [each.get("aria-label", "") for each in ElementTree.fromstring(svg).iter()]
    assert any(HOSTILE in each for each in said)
    made.close()


def pages_text(pages: Pages, address: str) -> str:
    return pages.asked(address)[1]


def test_the_page_of_a_tracker_leads_to_its_timeline(pages: Pages) -> None:
    assert 'href="/names/-/timeline"' in pages.page("/names")


def test_another_database_has_no_timeline(tmp_path: Path, pages: Pages) -> None:
    assert pages.asked("/nowhere/-/timeline")[0] == 404


def drawn_from(pages: Pages, address: str) -> str:
    """The page that the link above a table leads to."""
    link = re.search(r'class="picture-of-rows"><a href="([^"]+)"', pages.page(address))
    assert link
    return pages.page(html.unescape(link[1]))


@pytest.mark.parametrize(
    ("filtered", "held"),
    [
        ("tenures?end_state=ended&_sort=start_sort", ["Daniel Zhang", "Lu Zhaoxi"]),
        ("tenures?start_earliest__gt=2020-01-02&_facet=acting&_size=1", ["Jane Roe", "Wu Yongming"]),
        ("tenures?_where=acting+%3D+1", ["Jane Roe"]),
        ("events?_search=zhang", ["Daniel Zhang"]),
        ("events?type=departure", ["Lu Zhaoxi"]),
        ("events?type=formation", ["Cloud Group formed under Alibaba Group"]),
    ],
)
def test_the_rows_that_were_filtered_are_drawn_and_no_others(pages: Pages, filtered: str, held: list[str]) -> None:
    text = drawn_from(pages, f"/names/{filtered}")
    assert sorted(cells[2] for cells in shown(text)) == held
    back = re.search(r'<a href="([^"]+)">Back to these rows', text)
    assert back
    assert len(shown(pages.page(html.unescape(back[1])))) >= 1


def test_of_more_rows_than_a_page_holds_all_are_counted(pages: Pages) -> None:
    pages.site._settings["max_returned_rows"] = 2
    pages.site.max_returned_rows = 2
    text = pages.page("/names/-/timeline?_rows=tenures&_sort=start_sort&start_earliest__gt=2000")
    assert "5 rows of tenures cannot be told apart" in text
    assert shown(text)[0] == ["Alibaba Group", "3", "2013: 1, 2016: 1, 2023: 1"]
    within = re.search(
        r'href="(/names/-/timeline[^"]+organization_id__exact=\d+)" aria-label="Cloud Group: 1 tenure"', text
    )
    assert within
    assert "Jane Roe" in pages.page(html.unescape(within[1]))
    text = pages.page("/names/-/timeline?_rows=events&_search=alibaba")
    assert ["Alibaba Group", "4", "2013: 1, 2015: 1, 2016: 1, 2023: 1"] in shown(text)
    first = pages.page("/names/-/timeline?_rows=person_timeline&person=Lu+Zhaoxi")
    assert "Of the 2 rows of person_timeline" in first


def test_other_tables_have_no_picture(pages: Pages) -> None:
    assert "picture-of-rows" not in pages.page("/names/people")
    assert pages.asked("/names/-/timeline?_rows=sources")[0] == 400
    assert pages.asked("/names/-/timeline?_rows=tenures&nonsense__exact=1")[0] in (200, 400)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("company_timeline?company=Cloud+Group", ["Cloud Group formed under Alibaba Group", "Jane Roe"]),
        ("person_timeline?person=Lu+Zhaoxi", ["Lu Zhaoxi"]),
        ("moves?month=2013-05", ["Lu Zhaoxi"]),
        ("holders_on?day=2014-01-01&company=Alibaba+Group&title=", ["Lu Zhaoxi"]),
        ("movers?since=2023-01&until=2023-12&company=&title=", ["Daniel Zhang", "Wu Yongming"]),
        ("current_holders?_sort=person&acting=yes", ["Jane Roe"]),
        ("timeline?person=Jane+Roe", ["Jane Roe"]),
    ],
)
def test_what_a_query_or_a_view_lists_is_drawn_with_its_parameters(pages: Pages, asked: str, held: list[str]) -> None:
    text = drawn_from(pages, f"/names/{asked}")
    assert sorted(cells[2] for cells in shown(text)) == held
    assert "of the form" not in text
    back = re.search(r'<a href="([^"]+)">Back to these rows', text)
    assert back
    assert html.unescape(back[1]).startswith(f"/names/{asked.split('?')[0]}?")
    assert len(pages.rows(html.unescape(back[1]))) >= 1


def test_a_query_of_which_there_is_no_picture_offers_none(pages: Pages) -> None:
    for address in ("/names/vacancies?day=&company=&title=", "/names/undated_events"):
        offered = "picture-of-rows" in pages.page(address)
        assert offered == ("undated" in address)
    assert pages.asked("/names/-/timeline?_rows=vacancies")[0] == 400
    assert pages.asked("/names/-/timeline?_rows=nothing")[0] == 400


def test_a_query_that_is_closed_is_not_drawn(pages: Pages) -> None:
    query = {"sql": "select 'e1' as id", "allow": {"id": "owner"}, "plugins": {"orgtrack": {"draw": "events"}}}
    pages.site._metadata_local["databases"]["names"] = {"queries": {"mine": query}}
    assert pages.asked("/names/-/timeline?_rows=mine")[0] == 403
    cookie = pages.site.sign({"a": {"id": "owner"}}, "actor")
    answer = asyncio.run(pages.site.client.get("/names/-/timeline?_rows=mine", cookies={"ds_actor": cookie}))
    assert answer.status_code == 200


def test_rows_stay_chosen_while_the_form_and_the_zoom_change_the_rest(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?_rows=company_timeline&company=Alibaba+Group&from=2014&highlight=CEO")
    assert '<input type="hidden" name="_rows" value="company_timeline">' in text
    assert '<input type="hidden" name="company" value="Alibaba Group">' in text
    assert 'id="filter-company"' not in text
    assert "have no day in this time" in text
    steps = [html.unescape(each) for each in re.findall(r'<a href="([^"]+)" data-key', text)]
    assert len(steps) == 5
    for each in steps:
        assert "_rows=company_timeline&company=Alibaba+Group" in each
        assert pages.asked(each)[0] == 200
    assert "from=" not in steps[-1]
    assert "highlight=CEO" in steps[-1]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("CEO", ["Daniel Zhang", "Lu Zhaoxi", "Wu Yongming"]),
        ("chief technology officer", ["Jane Roe"]),
        ("CTO of Cloud Group", ["Jane Roe"]),
        ("CEO at Cloud Group", []),
        ("post:1", ["Daniel Zhang", "Lu Zhaoxi", "Wu Yongming"]),
        ("Jane Roe", ["Jane Roe"]),
    ],
)
def test_a_person_a_title_or_a_post_is_set_off(pages: Pages, words: str, people: list[str]) -> None:
    text = pages.page(f"/names/-/timeline?{urlencode({'highlight': words})}")
    first = text.split("<svg", 1)[1].split("</svg>")[0]
    said = re.findall(r'aria-label="([^",(·]+?) ?[,(·][^"]*" class="holder chosen', first)
    assert sorted(said) == people
    assert "Set off, with a thick outline and a bold name:" in text


def test_what_to_set_off_must_be_on_record(pages: Pages) -> None:
    status, text = pages.asked("/names/-/timeline?highlight=CEO+of+Nowhere")
    assert status == 400
    assert "person or title" in text.split('role="alert">')[1].split("</p>")[0]
    assert pages.asked("/names/-/timeline?highlight=post:99")[0] == 400


def test_where_nothing_has_a_day_there_is_a_table_and_no_picture(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?_rows=tenures&person_id=1&from=2030&to=2031")
    assert "<svg xmlns" not in text
    assert "1 of 1 have no day in this time; the table has them." in text
    assert "The same as a table (1 row)" in text
    assert "Earlier" in text
    assert pages.asked("/names/-/timeline.svg?_rows=tenures&person_id=1&from=2030&to=2031")[0] == 404


def test_zoom_is_links_to_other_times(pages: Pages) -> None:
    text = pages.page("/names/-/timeline?from=2014-01-01&to=2018-01-01")
    steps = {name: html.unescape(each) for each, name in re.findall(r'<a href="([^"]+)" data-key[^>]*>([^<]+)', text)}
    assert steps["Narrower"].endswith("from=2015-01-01&to=2017-01-01")
    assert steps["Later"].endswith("from=2016-01-01&to=2020-01-01")
    assert steps["All of it"] == "/names/-/timeline"
    assert "Narrower" not in pages.page("/names/-/timeline?from=2014-01-01&to=2014-04-01").split("timeline-zoom")[1]
    for ends in ("from=0001-01-01&to=0001-06-01", "from=9999-01-01&to=9999-12-31", "from=0001&to=9999"):
        found = re.findall(r'<a href="([^"]+)" data-key', pages.page(f"/names/-/timeline?title=CEO&{ends}"))
        assert all(pages.asked(html.unescape(each))[0] == 200 for each in found)


def frame_of(made: Pages, address: str) -> tuple[str, str]:
    answer = asyncio.run(made.site.client.get(address))
    assert answer.status_code == 200
    return answer.text, answer.headers["content-security-policy"]


def test_a_published_copy_stands_in_the_pages_of_others(pages: Pages, story: Story, tmp_path: Path) -> None:
    text, policy = frame_of(pages, "/names/-/timeline?company=Alibaba+Group&embed=1")
    assert policy.endswith("frame-ancestors 'self'")
    assert "timeline-snippet" not in pages.page("/names/-/timeline")
    source = ("--source", "https://example.com/a", "--published", "2024-07-01")
    story.say("add", "appointment", "Toby Xu", "CFO", "Alibaba Group", "--date", "2022-04-01", *source)
    story.say("publish", str(tmp_path / "public.db"))
    public = Pages(tmp_path / "public.db")
    text, policy = frame_of(public, "/public/-/timeline?company=Alibaba+Group&embed=1")
    assert policy == ("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *")
    assert not re.search(r"<script| style=| on\w+=|<form", text)
    links = re.findall(r'<a href="([^"]+)"([^>]*)>', text.split("<svg", 1)[1].rsplit("</svg>", 1)[0])
    assert links
    assert all(href.startswith("http://localhost/public/") and 'target="_top"' in rest for href, rest in links)
    assert 'href="http://localhost/public/-/timeline?company=Alibaba+Group"' in text
    assert "on record in public" in text
    page = public.page("/public/-/timeline?company=Alibaba+Group")
    snippet = html.unescape(page.split('<textarea id="timeline-snippet"')[1].split(">", 1)[1].split("</textarea>")[0])
    frame = re.match(r'<iframe src="([^"]+)" title="Timeline of Alibaba Group" width="100%" height="\d+"', snippet)
    assert frame
    assert "Toby Xu" in frame_of(public, html.unescape(frame[1]).removeprefix("http://localhost"))[0]
    public.close()
