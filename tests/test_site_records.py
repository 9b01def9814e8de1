"""The pages of people, companies, units, posts, titles, sources and events: what they say, in the words of commands."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from site_pages import Pages
from story import Story

from orgtrack.timeline.about import stays

TOLD = """
2010-03 formation 'Cloud Group' --parent 'Alibaba Group'
2013-05-10 appointment 'Lu Zhaoxi' CEO 'Alibaba Group'
2015-05-10 departure 'Lu Zhaoxi' CEO 'Alibaba Group'
2016-05-10 appointment 'Daniel Zhang' CEO 'Alibaba Group' --source https://example.org/zhang --quote 'He takes over'
2023-09-10 appointment 'Wu Yongming' CEO 'Alibaba Group' --succeeding 'Daniel Zhang' --source 'The News'
2024 appointment 'Jane Roe' CTO 'Cloud Group' --acting
2018-01-01 appointment 'Ann Poe' 'Vice President' 'Alibaba Group'
2018-01-01 appointment 'Bo Lim' 'Vice President' 'Alibaba Group'
2019-01-01 appointment 'Cy Tan' 'Vice President' 'Alibaba Group' --succeeding 'Bo Lim'
2020-06-01 reporting-change CTO 'Cloud Group' --to-title CEO --to-organization 'Alibaba Group'
2022-03-01 split 'Cloud Group' --into Storage --into Compute
$ alias 'Daniel Zhang' 张勇
$ edit 'Daniel Zhang' wikidata=Q5214089
$ edit 'Alibaba Group' lei=5493001NTNQJDH60PM02 cik=1577552
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = Story(tmp_path, today="2025-02-28", file="names.db")
    made.tell(TOLD)
    return made


@pytest.fixture
def pages(story: Story) -> Iterator[Pages]:
    made = Pages(story.path)
    yield made
    made.close()


def address(story: Story, table: str, name: str) -> str:
    return f"/names/{table}/{story.value(f'SELECT id FROM {table} WHERE name = ?', name)}"


def post(story: Story, title: str, organization: str) -> str:
    number = story.value(
        "SELECT posts.id FROM posts JOIN titles ON titles.id = title_id JOIN organizations"
        " ON organizations.id = organization_id WHERE titles.name = ? AND organizations.name = ?",
        title,
        organization,
    )
    return f"/names/posts/{number}"


def section(text: str, heading: str) -> str:
    """What stands below a heading, without its markup and the picture."""
    found = re.split(rf"<h2[^>]*>{re.escape(heading)}</h2>", text)[1]
    found = re.split(r"<h2|<details class=\"whole-row", found)[0]
    found = re.sub(r"(?s)<svg.*?</svg>|<details class=\"picture.*?</details>", " ", found)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found)).split())


def lines(text: str, heading: str) -> list[str]:
    """The stays below a heading, a line each."""
    found = re.split(rf"<h2[^>]*>{re.escape(heading)}</h2>", text)[1].split('<ul class="stays">')[1].split("</ul>")[0]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in found.split("<li>")[1:]]


def test_a_person_has_names_identifiers_and_a_career_with_who_came_before_and_after(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "people", "Daniel Zhang"))
    assert "<title>Daniel Zhang</title>" in text
    assert "<bdi>张勇</bdi>" in text
    assert 'href="https://www.wikidata.org/wiki/Q5214089" rel="noopener noreferrer">Q5214089</a>' in text
    assert lines(text, "Career") == [
        "Chief Executive Officer of Alibaba Group 10 May 2016 to 10 Sep 2023 before Lu Zhaoxi after Wu Yongming"
    ]
    assert text.count("<svg") == 2
    assert f'href="{post(story, "Chief Executive Officer", "Alibaba Group")}"' in text


def test_in_a_post_of_many_seats_only_the_succeeded_comes_before(story: Story, pages: Pages) -> None:
    assert lines(pages.page(address(story, "people", "Ann Poe")), "Career") == [
        "Vice President of Alibaba Group since 1 Jan 2018 presumed still in post, last confirmed 1 Jan 2018"
    ]
    assert lines(pages.page(address(story, "people", "Cy Tan")), "Career")[0].endswith("before Bo Lim")
    assert lines(pages.page(address(story, "people", "Bo Lim")), "Career")[0].endswith("after Cy Tan")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "presumed, last confirmed 10 Sep 2023"),
        ("?on=2023-09-10", "certain"),
        ("?on=2023", "at some time, certain"),
        ("?on=2024", "throughout, presumed, last confirmed 10 Sep 2023"),
        ("?on=today", "presumed, last confirmed 10 Sep 2023"),
    ],
)
def test_a_page_answers_for_a_day_or_a_longer_time(story: Story, pages: Pages, asked: str, said: str) -> None:
    text = pages.page(address(story, "people", "Wu Yongming") + asked)
    assert section(text, "On a day").endswith(f"Chief Executive Officer of Alibaba Group {said}")
    held = pages.page(post(story, "Chief Executive Officer", "Alibaba Group") + asked)
    assert f"Wu Yongming {said}" in section(held, "On a day")


def test_a_day_without_a_post_and_one_that_is_none_are_said(story: Story, pages: Pages) -> None:
    person = address(story, "people", "Wu Yongming")
    assert "No post is on record for 2010-01-01." in section(pages.page(f"{person}?on=2010-01-01"), "On a day")
    status, text = pages.asked(f"{person}?on=soon")
    assert status == 400
    assert "soon" in html.unescape(text.split('role="alert">')[1].split("</p>")[0])
    assert "Wu Yongming" in section(text, "Career") or "Chief Executive" in section(text, "Career")


def test_a_company_shows_who_leads_it_through_time_what_is_below_and_where_to_go(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "organizations", "Alibaba Group"))
    now = section(text, "Leadership on 2025-02-28")
    assert "Chief Executive Officer : Wu Yongming , since 10 Sep 2023 presumed, last confirmed 10 Sep 2023" in now
    assert "Daniel Zhang" not in now
    assert [line.split(" ,")[0] for line in lines(text, "Leadership through time")] == [
        *("Wu Yongming", "Cy Tan", "Ann Poe", "Bo Lim", "Daniel Zhang", "Lu Zhaoxi")
    ]
    assert section(text, "Units and subsidiaries") == "Cloud Group unit"
    number = address(story, "organizations", "Alibaba Group").split("/")[-1]
    for link in (
        *(f"/names/-/org/{number}", f"/names/-/timeline?company=o{number}", f"/names/-/moves.atom?company=o{number}"),
        *("https://search.gleif.org/#/record/5493001NTNQJDH60PM02", "CIK=1577552"),
    ):
        assert link in text, link


def test_a_unit_shows_its_life_its_parents_and_what_came_of_it(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "organizations", "Cloud Group"))
    assert "formed Mar 2010, ended 1 Mar 2022" in text
    assert section(text, "Parents through time").startswith("Alibaba Group , from Mar 2010")
    lineage = section(text, "Where it came from, and what came of it")
    assert "1 Mar 2022: Cloud Group → to Storage ( split )" in lineage
    assert "Compute" in lineage


def test_a_post_shows_its_holders_and_gaps_and_to_whom_it_reports(story: Story, pages: Pages) -> None:
    text = pages.page(post(story, "Chief Executive Officer", "Alibaba Group"))
    assert lines(text, "Holders, the latest first") == [
        "Wu Yongming since 10 Sep 2023 presumed still in post, last confirmed 10 Sep 2023",
        "Daniel Zhang 10 May 2016 to 10 Sep 2023",
        "vacant from 10 May 2015 to 10 May 2016",
        "Lu Zhaoxi 10 May 2013 to 10 May 2015",
    ]
    assert "is reported to by Chief Technology Officer of Cloud Group , from 1 Jun 2020" in section(
        text, "Reporting lines"
    )
    empty = pages.page(post(story, "Chief Executive Officer", "Alibaba Group") + "?on=2015-12-31")
    assert section(empty, "On a day").endswith("vacant")
    above = pages.page(post(story, "Chief Technology Officer", "Cloud Group"))
    assert "reports to Chief Executive Officer of Alibaba Group" in section(above, "Reporting lines")


def test_a_title_leads_to_its_posts(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "titles", "Vice President"))
    assert section(text, "Posts").startswith("Vice President of Alibaba Group")


def test_a_source_shows_what_rests_on_it_and_an_event_what_it_rests_on(story: Story, pages: Pages) -> None:
    text = pages.page("/names/sources/1")
    assert '<a href="https://example.org/zhang" rel="noopener noreferrer">' in text
    assert section(text, "What rests on it") == (
        "10 May 2016 Daniel Zhang appointed Chief Executive Officer of Alibaba Group He takes over"
        " These citations as a table"
    )
    number = story.value("SELECT event_id FROM citations WHERE source_id = 1")
    event = pages.page(f"/names/events/{number}")
    assert "<h1" in event
    assert section(event, "Sources") == "https://example.org/zhang : He takes over"
    assert section(event, "Who and what takes part") == (
        "appointment Daniel Zhang , Chief Executive Officer of Alibaba Group"
    )


def test_what_sources_say_against_each_other_is_marked_on_every_page_of_it(story: Story) -> None:
    number = story.value("SELECT event_id FROM citations WHERE source_id = 1")
    story.say("cite", f"e{number}", "--source", "Another paper", "--says", "date=2016-05-12", "--quote", "On the 12th")
    pages = Pages(story.path)
    for page in (
        *(address(story, "people", "Daniel Zhang"), post(story, "Chief Executive Officer", "Alibaba Group")),
        *(f"/names/events/{number}", address(story, "organizations", "Alibaba Group")),
        f"/names/sources/{story.value('SELECT id FROM sources WHERE title = ?', 'Another paper')}",
    ):
        text = pages.page(page)
        assert "Sources disagree</strong> on <bdi>date</bdi>" in text, page
        assert "<bdi>2016-05-12</bdi>" in text, page
    assert "Sources disagree" not in pages.page(address(story, "people", "Wu Yongming"))
    story.say("resolve", f"e{number}", "date=2016-05-10", "--because", "The filing says so")
    text = pages.page(address(story, "people", "Daniel Zhang"))
    assert "Sources disagree" not in text
    assert "because <bdi>The filing says so</bdi>" in text
    pages.close()


def test_two_events_that_tell_of_one_are_marked_on_both(story: Story) -> None:
    story.add("appointment", "Wu Yongming", "CEO", "Alibaba Group", "--date", "2023-10-01", "--new-event")
    pages = Pages(story.path)
    text = pages.page(address(story, "people", "Wu Yongming"))
    assert text.count("Sources disagree</strong> on <bdi>date</bdi>") == 2
    pages.close()


def test_every_link_of_a_page_leads_somewhere(story: Story, pages: Pages) -> None:
    seen = set()
    for start in (
        *(address(story, "people", "Daniel Zhang"), address(story, "organizations", "Cloud Group")),
        *(post(story, "Chief Executive Officer", "Alibaba Group"), "/names/titles/1", "/names/sources/1"),
    ):
        text = pages.page(start)
        assert '<article class="record">' in text, start
        seen |= {html.unescape(link) for link in re.findall(r'href="(/names/[^"#]*)"', text)}
    for link in seen:
        assert pages.asked(link)[0] == 200, link


def test_headings_are_in_order_and_every_field_has_a_label(story: Story, pages: Pages) -> None:
    for page in (address(story, "people", "Daniel Zhang"), address(story, "organizations", "Alibaba Group")):
        text = pages.page(page)
        levels = [int(level) for level in re.findall(r"<h(\d)", text)]
        assert levels[0] == 1
        assert set(levels[1:]) == {2}
        fields = re.findall(r'<input id="([^"]+)"', text)
        assert fields
        assert all(f'<label for="{field}"' in text for field in fields)
        ids = re.findall(r'(?<= )id="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_the_row_stays_whole_below_and_as_json(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "people", "Daniel Zhang"))
    assert '<th scope="row" class="col-name">name</th>' in text
    assert re.search(r">\d+ rows? from person_id in tenures</a>", text)
    assert pages.rows(address(story, "people", "Daniel Zhang"))[0]["name"] == "Daniel Zhang"
    assert '<article class="record">' not in pages.page("/names/identifiers/1")


def test_records_of_which_nothing_is_told_have_pages_too(tmp_path: Path) -> None:
    story = Story(tmp_path, file="names.db")
    story.tell(
        """
        $ add person 'Nobody Yet'
        $ add company Empty
        $ add source 'Unread'
        $ add title Wanderer
        """
    )
    pages = Pages(story.path)
    for table in ("people", "organizations", "sources", "titles"):
        assert '<article class="record">' in pages.page(f"/names/{table}/1")
    assert "No post is on record." in pages.page("/names/people/1")
    pages.close()


def test_many_posts_are_cut_with_a_way_to_all_and_long_names_are_kept(tmp_path: Path) -> None:
    story = Story(tmp_path, file="names.db")
    rows = "".join(f"Ada Xu,Chair,Company {n},{1950 + n},{1951 + n}\n" for n in range(61))
    story.load("person,title,organization,start,end\n" + rows)
    name = "N" + "a" * 997 + "me"
    with closing(sqlite3.connect(story.path)) as connection, connection:
        # The program itself refuses such a name; another may have written it.
        connection.execute("UPDATE people SET name = ?", (name,))
    pages = Pages(story.path)
    text = pages.page("/names/people/1")
    assert len(lines(text, "Career")) == 50
    assert ">All 61 stays as a table</a>" in text
    assert "The latest 50" in section(text, "Events and sources")
    assert len(text.split("<title>")[1].split("</title>")[0]) < 130
    assert f">{name}</h1>" in text
    pages.close()


def test_a_post_of_more_than_a_picture_can_tell_apart_is_counted(tmp_path: Path) -> None:
    story = Story(tmp_path, file="names.db")
    people = [f"{first}{last} {end}" for first in "ABCDEF" for last in "aeiouy" for end in ("Xu", "Lim", "Tan")]
    rows = "".join(f"{person},Adviser,Acme,{1990 + n % 20},{2000 + n % 20}\n" for n, person in enumerate(people * 2))
    story.load("person,title,organization,start,end\n" + rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stays, "MOST_IN_LANE", 50)
        pages = Pages(story.path)
        text = pages.page("/names/posts/1")
        assert "cannot be told apart" in text
        assert len(lines(text, "Holders, the latest first")) == 50
        assert re.search(r">All tenures as a table</a>", text)
        assert "cannot be told apart" in pages.page("/names/organizations/1")
        pages.close()


def test_a_term_that_is_only_planned_takes_nothing_from_the_one_before(story: Story) -> None:
    story.load(
        "person,title,organization,start,end\nEve Orr,COO,Alibaba Group,2021-01-01,2026-01-01\n"
        "Eve Orr,COO,Alibaba Group,2026-01-01,\n"
    )
    made = Pages(story.path)
    said = made.page(address(story, "people", "Eve Orr"))
    made.close()
    assert "presumed, last confirmed 1 Jan 2021" in said
    assert "presumed, never confirmed" not in said
