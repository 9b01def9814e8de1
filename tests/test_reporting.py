"""Who reports to whom: in a chart on a day, and on the page of a post."""

from __future__ import annotations

import json

from story import Story


def lines(story: Story, day: str, *options: str) -> list[str]:
    """The lines of the chart of Acme that speak of reporting."""
    shown = story.say("chart", "Acme", "--on", day, *options).out.splitlines()
    return [line.strip() for line in shown if "reports to" in line]


def test_a_chart_says_what_a_post_reports_to_on_the_day(told: Story) -> None:
    """
    2000-01-01 formation Acme
    2000-01-01 formation Lab --parent Acme
    2001-01-01 appointment Ann CFO Lab
    2001-01-01 reporting-change CFO Lab --to-title CEO
    2010-01-01 reporting-change CFO Lab --to-title CFO --to-organization Acme
    """
    assert lines(told, "2000-12-31") == []
    assert lines(told, "2001-01-01") == ["Chief Financial Officer: reports to Chief Executive Officer"]
    assert lines(told, "2009-12-31") == ["Chief Financial Officer: reports to Chief Executive Officer"]
    assert lines(told, "2010-01-01") == ["Chief Financial Officer: reports to Chief Financial Officer of Acme"]
    (lab,) = json.loads(told.say("chart", "Acme", "--on", "2010-01-01", "--format", "json").out)["units"]
    assert lab["posts"][0]["reports_to"] == [
        {
            "title_id": "t1",
            "title": "Chief Financial Officer",
            "organization_id": "o1",
            "organization": "Acme",
            "certainty": "certain",
        }
    ]


def test_a_vague_or_planned_change_leaves_the_line_possible_or_presumed(told: Story) -> None:
    """
    2000-01-01 formation Acme
    2001-01-01 reporting-change CFO Acme --to-title COO
    2010 reporting-change CFO Acme --to-title CEO
    2026-01-01 reporting-change CFO Acme --to-title Chairman
    """
    assert lines(told, "2010-06-01") == [
        "Chief Financial Officer: reports to Chief Operating Officer (possible)",
        "Chief Financial Officer: reports to Chief Executive Officer (possible)",
    ]
    assert lines(told, "2010-12-31") == ["Chief Financial Officer: reports to Chief Executive Officer"]
    assert lines(told, "2026-01-01") == ["Chief Financial Officer: reports to Chairman (presumed)"]


def test_the_same_said_again_is_no_doubt(told: Story) -> None:
    """
    2000-01-01 formation Acme
    2001 reporting-change CFO Acme --to-title COO
    2010 reporting-change CFO Acme --to-title COO --new-event
    """
    assert lines(told, "2010-06-01") == ["Chief Financial Officer: reports to Chief Operating Officer (presumed)"]


def test_the_line_is_in_markdown_and_in_mermaid_with_the_name_of_that_day(told: Story) -> None:
    """
    2000-01-01 formation Acme
    2000-01-01 formation Lab --parent Acme
    2001-01-01 reporting-change CEO Lab --to-title CEO --to-organization Acme
    2005-01-01 renaming Acme Apex_1
    """
    then = lines(told, "2004-12-31", "--format", "markdown")
    assert then == ["- Chief Executive Officer: reports to Chief Executive Officer of Acme"]
    later = lines(told, "2005-01-01", "--format", "markdown")
    assert later == ["- Chief Executive Officer: reports to Chief Executive Officer of Apex\\_1"]
    (box,) = lines(told, "2005-01-01", "--format", "mermaid")
    assert box == 'n1["Lab (presumed)<br>Chief Executive Officer: reports to Chief Executive Officer of Apex#95;1"]'


def test_the_page_of_a_post_says_what_it_reports_to_and_did(told: Story) -> None:
    """
    2001-02 reporting-change CFO Lab --to-title CEO
    2010-01-01 reporting-change CFO Lab --to-title CFO --to-organization Acme
    2026-01-01 reporting-change CFO Lab --to-title COO
    """
    shown = told.say("show", "CFO", "Lab").out
    page = [line.strip() for line in shown.split("Reports to")[1].split("\n\n")[0].splitlines() if line.strip()]
    assert page == [
        "Chief Executive Officer of Lab: Feb 2001 to 1 Jan 2010 (e1)",
        "Chief Financial Officer of Acme: 1 Jan 2010 to 1 Jan 2026 (e2)",
        "Chief Operating Officer of Lab: since 1 Jan 2026 [planned] (e3)",
    ]
    assert "Reports to" not in told.say("show", "CEO", "Lab").out
    told.say("withdraw", "e3")
    assert "since 1 Jan 2010 (e2)" in told.say("show", "CFO", "Lab").out
