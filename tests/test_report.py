"""`orgtrack report`: what was recorded, changed and taken back in a time, as Markdown that is ready to send."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from story import Story

News = tuple[str | None, ...]


def recorded_on(story: Story, day: str) -> None:
    """As if all that was recorded by the clock of this machine had been on a day of the story."""
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("UPDATE txn SET time = ? WHERE time >= '2026'", (f"{day}T09:00:00.000Z",))
        connection.commit()


def news(story: Story, *options: str) -> list[News]:
    """The rows as company, news, headline."""
    rows = json.loads(story.say("report", *options, "--format", "json").out)
    return [(row["company"], row["news"], row["headline"]) for row in rows]


def lines(story: Story, *options: str) -> list[str]:
    """The report as lines, without the empty ones."""
    return [line for line in story.say("report", *options).out.splitlines() if line]


def test_what_is_new_is_told_by_company_and_kind_with_its_sources(told: Story) -> None:
    """
    $ add formation Lab --parent Acme --date 2024 --source https://example.com/a_b(c) --published 2024-02
    2020-01 appointment Ann CFO Acme
    2025-03-01 departure Ann CFO Acme --reason retired
    2025-04 promotion Bob CFO Acme --from-title Director --note x
    2026-01-01 appointment Cem CEO Bolt
    2024 milestone 'Opened a shop.' Bolt
    """
    recorded_on(told, "2025-07-10")
    assert lines(told) == [
        "# What is new",
        "Recorded from 9 July 2025 on.",
        "## Acme",
        "### Joined",
        "- Ann appointed Chief Financial Officer of Acme, January 2020.",
        "### Left",
        "- Ann left as Chief Financial Officer of Acme, 1 March 2025.",
        "### Moved",
        "- Bob promoted to Chief Financial Officer of Acme, April 2025.",
        "### Formed, merged, renamed, moved or closed",
        "- Lab formed under Acme, 2024. Source: [https://example.com/a\\_b(c)](https://example.com/a_b%28c%29)"
        " (2024-02).",
        "## Bolt",
        "### Also",
        "- Opened a shop, 2024.",
        "### Planned",
        "- Cem appointed Chief Executive Officer of Bolt, 1 January 2026 (planned).",
    ]
    assert lines(told, "--company", "Bolt")[0] == "# What is new at Bolt"
    assert [row[1] for row in news(told, "--company", "Bolt")] == ["other", "planned"]


def test_the_day_of_recording_decides_not_the_date(told: Story) -> None:
    """
    2025-07-12 appointment Ann CFO Acme
    """
    recorded_on(told, "2025-07-01")
    told.add("appointment", "Bob", "CEO", "Acme", "--date", "1999")
    recorded_on(told, "2025-07-09")
    assert [row[2] for row in news(told, "--last", "7d")] == ["Bob appointed Chief Executive Officer of Acme"]
    assert news(told, "--last", "6d") == []
    assert len(news(told, "--last", "15d")) == 2
    assert len(news(told, "--since", "2025-07-02")) == 1
    assert [row[2] for row in news(told, "--since", "2025-07", "--until", "2025-07-08")] == [
        "Ann appointed Chief Financial Officer of Acme"
    ]


def test_what_was_changed_or_taken_back_is_said_with_what_it_was(told: Story) -> None:
    """
    2024-01 appointment Ann CFO Acme
    2024-02 appointment Bob CEO Acme
    2024-03 appointment Cem COO Acme
    2024-04 appointment Dee Chairman Acme
    """
    recorded_on(told, "2025-06-01")
    told.say("edit", "e1", "date=2024-01-15")
    told.say("edit", "e1", "date=2024-01-16")
    told.say("remove", "e2")
    told.say("edit", "e3", "date=2024-05")
    told.say("edit", "e3", "date=2024-03")
    told.say("cite", "e4", "--source", "A page", "--says", "date=2024-06")
    told.add("appointment", "Eve", "Treasurer", "Acme", "--date", "2024")
    told.say("remove", "e5")
    recorded_on(told, "2025-07-10")
    assert lines(told)[2:] == [
        "## Acme",
        "### Changed",
        "- Ann appointed Chief Financial Officer of Acme, 16 January 2024. Date was January 2024.",
        "### Further sources",
        "- Dee appointed Chairman of Acme, April 2024. A page says date = 2024-06. Source: A page.",
        "### Taken back",
        "- Bob appointed Chief Executive Officer of Acme, February 2024.",
    ]


def test_what_was_taken_back_is_of_the_company_it_stood_under_then(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation Bolt
    2010-01-01 formation Lab --parent Acme
    2015-01-01 move Lab Bolt
    2012-01 appointment Ann CFO Lab
    2016-01 appointment Bob CFO Lab
    """
    recorded_on(told, "2025-06-01")
    told.say("remove", "e5")
    told.say("remove", "e6")
    recorded_on(told, "2025-07-10")
    assert [row[1:] for row in news(told, "--company", "Acme")] == [
        ("taken-back", "Ann appointed Chief Financial Officer of Lab")
    ]
    assert [row[1:] for row in news(told, "--company", "Bolt")] == [
        ("taken-back", "Bob appointed Chief Financial Officer of Lab")
    ]


def test_a_plan_that_was_confirmed_or_withdrawn_is_news(told: Story) -> None:
    """
    2020-01 appointment Ann CFO Acme
    2025-08-01 departure Ann CFO Acme
    2025-07-01 appointment Bob CEO Acme --planned
    """
    recorded_on(told, "2025-06-01")
    told.say("withdraw", "e2", "--source", "A page")
    told.say("confirm", "e3", "--source", "A page")
    recorded_on(told, "2025-07-10")
    assert lines(told)[3:] == [
        "### Withdrawn, or judged false",
        "- Ann left as Chief Financial Officer of Acme, 1 August 2025 (withdrawn). Source: A page.",
        "### Changed",
        "- Bob appointed Chief Executive Officer of Acme, 1 July 2025. Status was planned. Source: A page.",
    ]


def test_private_events_are_left_out_unless_asked_for(told: Story) -> None:
    """
    2020-01 appointment Ann CFO Acme --private
    2020-01 appointment Bob CEO Acme
    2021-01 appointment Cem CEO Acme --private
    2019-01 appointment Dee Chairman Acme --private
    """
    told.say("edit", "post:2", "seats=1")
    recorded_on(told, "2025-07-10")
    public = told.say("report").out
    assert "Ann" not in public
    assert "Cem" not in public
    assert "Bob appointed" in public
    everything = told.say("report", "--private").out
    assert "- Ann appointed Chief Financial Officer of Acme, January 2020 (private)." in everything
    assert "### Open questions" in everything
    told.say("edit", "e1", "visibility=public")
    told.say("remove", "e4")
    assert "Dee" not in told.say("report").out
    recorded_on(told, "2025-07-12")
    assert [row[2] for row in news(told, "--since", "2025-07-12")] == ["Ann appointed Chief Financial Officer of Acme"]


def test_what_is_open_about_the_news_is_said(told: Story) -> None:
    """
    2020-01-01 appointment Ann CFO Bolt
    2025-02-01 departure Ann CFO Bolt --planned
    2024-02-01 departure Eve CFO Acme --planned
    """
    told.say("edit", "e2", "date=2025-02-01")
    recorded_on(told, "2025-01-01")
    told.add("appointment", "Bob", "CEO", "Acme", "--date", "2020-01-01")
    told.add("appointment", "Cem", "CEO", "Acme", "--date", "2021-01-01")
    told.say("edit", "post:3", "seats=1")
    recorded_on(told, "2025-07-10")
    asked = [row for row in news(told) if row[1] == "open"]
    assert [row[0] for row in asked] == ["Acme", "Acme"]
    assert "was planned for 1 February 2024, and no source confirms it" in (asked[0][2] or "") + (asked[1][2] or "")
    assert "Bob" in (asked[0][2] or "") + (asked[1][2] or "")


def test_a_plan_that_was_postponed_is_not_open(told: Story) -> None:
    """
    2025-02-01 appointment Ann CFO Acme --planned
    $ postpone e1 --date 2026-01-01 --source 'A page'
    """
    recorded_on(told, "2025-01-01")
    told.say("cite", "e1", "--source", "Another page")
    recorded_on(told, "2025-07-10")
    assert [row[1] for row in news(told)] == ["cited"]
    assert "(planned, superseded)" in told.say("report").out


def test_nothing_that_is_stored_gets_out_as_markup(story: Story) -> None:
    nasty = "*a* _b_ [c](http://evil.example) <i>d</i> `e` # $f$ ~g~ & h"
    story.add("formation", nasty, "--date", "2024", "--source", "https://example.com/?x=1&copy;=[2]*3|4")
    story.add("milestone", "1. # One", nasty, "--date", "2024")
    recorded_on(story, "2025-07-10")
    shown = "\n".join(lines(story))
    assert not re.search(r"(?<!\\)[*_`$~]|<i>|(?<!\\)\[c", re.sub(r"\]\(https\S*\)", "", shown))
    assert "- 1\\. # One" in shown
    assert "](https://example.com/?x=1&amp;copy;=%5B2%5D%2A3%7C4)" in shown


def test_the_report_goes_to_a_file_in_the_format_of_its_name(told: Story, tmp_path: Path) -> None:
    """
    2020-01 appointment Ann CFO Acme
    """
    recorded_on(told, "2025-07-10")
    week = tmp_path / "week.md"
    said = told.say("report", "--last", "7d", "-o", str(week))
    assert said.out == ""
    assert "Recorded since 2025-07-09 (today is 2025-07-16)." in said.err
    assert "Wrote the report" in said.err
    assert week.read_text(encoding="utf-8").startswith("# What is new\n\nRecorded from 9 July 2025 on.\n\n## Acme\n")
    told.say("report", "-o", str(tmp_path / "week.csv"))
    header, row = (tmp_path / "week.csv").read_bytes().decode().split("\r\n")[:2]
    assert header == "company,news,headline,date,status,more,sources,recorded,events,company_id"
    assert row == "Acme,joined,Ann appointed Chief Financial Officer of Acme,2020-01,happened,,,2025-07-10,e1,o1"


def test_nothing_new_and_what_cannot_be_asked(told: Story) -> None:
    """
    2020-01 formation Acme
    2020-01 formation Lab --parent Acme
    """
    recorded_on(told, "2025-01-01")
    said = told.say("report", "--since", "2025-07-09", "--until", "2025-07-10")
    assert said.err == "Nothing was recorded, changed or taken back from 9 July 2025 to 10 July 2025.\n"
    assert said.out == f"# What is new\n\n{said.err}"
    told.refuse("report", "--last", "soon", code=2)
    told.refuse("report", "--last", "7d", "--since", "2025", code=2)
    told.refuse("report", "--since", "2025-07-09", "--until", "2025-07-08", code=2)
    told.refuse("report", "--company", "Nobody's")
