"""`orgtrack chart`: the tree of an organization on a day, in every format, and nothing that a name holds gets out."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from story import Story

from orgtrack.cli.sample import load_sample
from orgtrack.shipped import shipped
from orgtrack.store import new_tracker


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The sample as `orgtrack demo` loads it."""
    story = Story(tmp_path_factory.mktemp("sample"))
    with new_tracker(story.path) as tracker, tracker.writing(command="demo", actor="t", time="2025-07-16T00:00:00Z"):
        load_sample(tracker, shipped("data"), today=date(2025, 7, 16))
    return story


def lines(story: Story, organization: str, day: str) -> list[str]:
    """The chart on a day as lines of text."""
    return story.say("chart", organization, "--on", day).out.splitlines()


def test_a_unit_is_there_from_its_formation_to_its_end(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2012-05-01 formation Rockets --parent Acme
    2012-05-01 appointment Ann CEO Rockets
    2020-05-01 dissolution Rockets
    2021-01-01 in-existence Acme
    """
    assert lines(told, "Acme", "2012-04-30") == ["Acme"]
    assert lines(told, "Acme", "2012-05-01") == [
        "Acme",
        "  Rockets",
        "    Chief Executive Officer: Ann, since 1 May 2012",
    ]
    assert len(lines(told, "Acme", "2020-04-30")) == 3
    assert lines(told, "Acme", "2020-05-01") == ["Acme"]


def test_a_vague_end_leaves_a_unit_possible(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2012-05-01 formation Rockets --parent Acme
    2020 dissolution Rockets
    """
    assert lines(told, "Acme", "2019-12-31")[1] == "  Rockets"
    assert lines(told, "Acme", "2020-06-01")[1] == "  Rockets (possible)"
    assert lines(told, "Acme", "2021-01-01") == ["Acme (presumed)"]


def test_a_unit_that_moved_some_day_in_a_year_may_be_in_two_places(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation North --parent Acme
    2010-01-01 formation South --parent Acme
    2010-01-01 formation Lab --parent North
    2015 move Lab South
    2024-01-01 in-existence Acme
    2024-01-01 in-existence North
    2024-01-01 in-existence South
    2024-01-01 in-existence Lab
    """
    assert lines(told, "Acme", "2014-12-31") == ["Acme", "  North", "    Lab", "  South"]
    assert lines(told, "Acme", "2015-07-01") == [
        "Acme",
        "  North",
        "    Lab (possible)",
        "  South",
        "    Lab (possible)",
    ]
    assert lines(told, "Acme", "2016-01-01") == ["Acme", "  North", "  South", "    Lab"]
    assert lines(told, "North", "2016-01-01") == ["North"]


def test_acting_holders_and_vacant_posts_are_said(told: Story) -> None:
    """
    2010-01-01 appointment Ann CEO Acme
    2012-01-01 departure Ann CEO Acme
    2012-01-01 appointment Bob CEO Acme --acting
    2012-06-01 departure Bob CEO Acme
    2013-01-01 appointment Cem CEO Acme
    2011-01-01 vacancy CFO Acme
    """
    assert lines(told, "Acme", "2011-06-01")[1:] == [
        "  Chief Executive Officer: Ann, since 1 Jan 2010",
        "  Chief Financial Officer: vacant",
    ]
    assert "  Chief Executive Officer: vacant" in lines(told, "Acme", "2012-02-01")
    assert "  Chief Executive Officer: Bob, since 1 Jan 2012 (acting)" in lines(told, "Acme", "2012-02-01")
    assert "  Chief Executive Officer: vacant" in lines(told, "Acme", "2012-07-01")
    assert lines(told, "Acme", "2013-01-01")[1] == "  Chief Executive Officer: Cem, since 1 Jan 2013"


def test_an_organization_is_called_as_it_was_then(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2012-01-01 renaming Acme Apex
    2014-01-01 renaming Apex Zenith
    2020-01-01 in-existence Zenith
    """
    names = [lines(told, "Zenith", day)[0] for day in ("2011-12-31", "2012-01-01", "2013-12-31", "2014-01-01")]
    assert names == ["Acme", "Apex", "Apex", "Zenith"]


def test_an_organization_that_ended_gets_one_sentence(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2012-01-01 dissolution Acme
    """
    said = told.say("chart", "Acme", "--on", "2015-01-01")
    assert said.out == ""
    assert "Acme did not exist on 2015-01-01" in said.err
    assert told.say("chart", "Acme", "--on", "2015-01-01", "--format", "json").out == "null\n"


def test_the_day_is_said_when_it_is_today(told: Story) -> None:
    """
    2010-01-01 formation Acme
    """
    assert told.say("chart", "Acme").err == "As of 2025-07-16.\n"
    assert told.say("chart", "Acme", "--on", "2015-01-01").err == ""


def test_what_is_no_day_and_no_organization_is_refused(told: Story) -> None:
    """
    2010-01-01 formation Acme
    """
    told.refuse("chart", "Acme", "--on", "2015", code=2)
    told.refuse("chart", "Acme", "--on", "nonsense", code=1)
    told.refuse("chart", "Nobody's", code=1)
    told.refuse("chart", "Acme", "-o", str(told.folder / "chart.xyz"), code=2)


def test_a_ring_of_units_comes_to_an_end(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation North --parent Acme
    2011-01-01 move Acme North
    """
    assert lines(told, "Acme", "2012-01-01") == ["Acme (presumed)", "  North (presumed)"]


NASTY = ('A "quoted" <b>unit</b>', "# [x](http://e.org) *_~`|", "1. end %% --> B", "吴泳铭 & 公司", "+ ]]\\")


def test_nasty_names_stay_text(story: Story) -> None:
    story.add("formation", "Top", "--date", "2010-01-01")
    for name in NASTY:
        story.add("formation", name, "--parent", "Top", "--new", "--date", "2010-01-01")
        story.add("appointment", f"{name} person", "Chief", name, "--new", "--date", "2010-01-01")
    mermaid = story.say("chart", "Top", "--on", "2010-01-01", "--format", "mermaid").out.splitlines()
    assert mermaid[0] == "flowchart TD"
    for line in mermaid[1:]:
        assert re.fullmatch(r'    (n\d+\["(?:[\w .,:()/+\'-]|#\d+;|<br>)*"\]|n\d+ (-->|-\.->) n\d+)', line), line
        assert not re.search(r'["_]', line.removeprefix("    ").split('["', 1)[-1].removesuffix('"]'))
    decoded = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), "\n".join(mermaid))
    assert all(name in decoded for name in NASTY)
    markdown = story.say("chart", "Top", "--on", "2010-01-01", "--format", "markdown").out.splitlines()
    assert len(markdown) == 1 + 2 * len(NASTY)
    assert all(re.match(r" *- ", line) for line in markdown)
    assert "  - **\\# \\[x\\](http://e.org) \\*\\_\\~\\`\\|**" in markdown
    found = json.loads(story.say("chart", "Top", "--on", "2010-01-01", "--format", "json").out)
    assert sorted(unit["organization"] for unit in found["units"]) == sorted(NASTY)


def test_the_format_follows_the_extension(sample: Story, tmp_path: Path) -> None:
    for extension, first in (("md", "- **Alibaba"), ("mmd", "flowchart TD"), ("json", "{"), ("txt", "Alibaba Group")):
        file = tmp_path / f"chart.{extension}"
        said = sample.say("chart", "Alibaba Group", "-o", str(file))
        assert said.out == ""
        assert "Wrote the chart to" in said.err
        assert file.read_text(encoding="utf-8").startswith(first)


def units(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The units right below, by name."""
    return {unit["organization"]: unit for unit in found["units"]}


def test_the_sample_in_october_2023(sample: Story) -> None:
    found = json.loads(sample.say("chart", "Alibaba Group", "--on", "2023-10-01", "--format", "json").out)
    assert found["day"] == "2023-10-01"
    assert [(h["person"], h["certainty"]) for post in found["posts"] for h in post["holders"]] == [
        ("Cai Chongxin", "certain"),
        ("Wu Yongming", "presumed"),
        ("Wu Yongming", "certain"),
    ]
    below = units(found)
    cloud = below["Cloud Intelligence Group"]
    (chief,) = [post for post in cloud["posts"] if post["title"] == "Chief Executive Officer"]
    assert chief["vacant"] == "certain"
    assert [(h["person"], h["acting"]) for h in chief["holders"]] == [("Wu Yongming", True)]
    assert cloud["certainty"] == "presumed"
    assert below["Local Services Group"]["certainty"] == "possible"
    assert "Alibaba E-commerce Business Group" not in below


def test_the_sample_charts_the_holders_that_asof_lists(sample: Story) -> None:
    for day in ("2019-01-01", "2023-03-28", "2023-06-20", "2023-09-10", "2023-10-01", "2024-11-21", "2025-07-16"):
        chart = json.loads(sample.say("chart", "Alibaba Group", "--on", day, "--format", "json").out)
        listed = json.loads(sample.say("asof", day, "--company", "Alibaba Group", "--format", "json").out)
        charted = sorted((h["person_id"], t, o, h["certainty"], h["id"]) for h, t, o in _held(chart))
        assert charted == sorted(
            (row["person_id"], row["title_id"], row["organization_id"], row["certainty"], row["id"]) for row in listed
        )


def _held(unit: dict[str, Any]) -> list[tuple[dict[str, Any], str, str]]:
    own = [(holder, post["title_id"], unit["id"]) for post in unit["posts"] for holder in post["holders"]]
    return own + [found for below in unit["units"] for found in _held(below)]
