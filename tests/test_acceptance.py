"""What a reviewer stumbled over: each a promise of its own, told as its user would meet it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from site_pages import Pages, small_tracker
from story import Story


def test_an_export_with_postponed_plans_comes_back_once(story: Story, tmp_path: Path) -> None:
    story.add("appointment", "Cy Dee", "CFO", "Beta", "--date", "2027-01")
    story.say("postpone", "e1", "--date", "2031")
    story.say("postpone", "e2", "--date", "2032")
    story.say("withdraw", "e3")
    exported = story.say("export", "timeline").out
    copy = Story(tmp_path, file="copy.db")
    assert "4 new events" in copy.load(exported).out
    assert "0 created, 0 updated, 4 unchanged" in copy.load(exported).out


def test_a_formation_says_from_when_and_an_undated_sighting_only_under_whom(story: Story) -> None:
    story.add("unit", "V", "--parent", "P")
    story.add("formation", "V", "--parent", "P", "--date", "2015")
    assert story.rows('SELECT start, "end" FROM hierarchy') == [("2015", None)]


def test_a_ragged_row_hides_no_other_problem(story: Story) -> None:
    text = "date,type,person,title,organization\nsoon,appointment,A,B,C\n2025,appointment,A,B\n2025,bogus,A,B,C\n"
    said = story.refuse("import", "-", stdin=text)
    assert [line.strip().split(":")[0].split(",")[0] for line in said.err.splitlines()[1:]] == [
        "line 2",
        "line 3",
        "line 4",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "title", ""),
        ("add", "vacancy", "", "Foo", "--date", "2020"),
        ("add", "reporting-change", "", "Foo", "--to-title", "CEO", "--date", "2020"),
    ],
)
def test_an_empty_title_is_refused_where_a_post_is_named(story: Story, words: tuple[str, ...]) -> None:
    assert story.run(*words).code in (1, 2)
    assert story.content() is None


def test_organisation_is_understood(story: Story) -> None:
    story.add("promotion", "A", "CEO", "Foo", "--from-title", "CFO", "--from-organisation", "Bar", "--date", "2020")
    assert "e1" in story.say("timeline", "--organisation", "Bar").out
    story.say("edit", "e1", "organisation=Baz")
    assert story.company_of("Baz", "e1") == "Baz"


def test_pages_are_only_read_and_a_facet_of_nothing_is_one_line(tmp_path: Path) -> None:
    pages = Pages(small_tracker(tmp_path))
    try:
        client = pages.site.client
        answer = asyncio.run(client.post("/names/events"))
        assert (answer.status_code, "read" in answer.text) == (405, True)
        answer = asyncio.run(client.get("/names/events?_facet=bogus"))
        assert (answer.status_code, "bogus" in answer.text) == (400, True)
    finally:
        pages.close()
