"""`orgtrack outlook`: why a post may change hands, a reason a row."""

from __future__ import annotations

import json

from story import Story

Prospect = tuple[str | None, ...]


def prospects(story: Story, *options: str) -> list[Prospect]:
    """The rows as person, organization, reason, since, day."""
    rows = json.loads(story.say("outlook", *options, "--format", "json").out)
    return [tuple(row[c] for c in ("person", "organization", "reason", "since", "day")) for row in rows]


def whys(story: Story, *options: str) -> list[str]:
    """Why each row is there."""
    return [row["why"] for row in json.loads(story.say("outlook", *options, "--format", "json").out)]


def test_a_planned_departure_is_named_with_its_day(told: Story) -> None:
    """
    2020-01-01 appointment Ann CFO Acme
    2026-01-01 departure Ann CFO Acme
    2020-01-01 appointment Bob CEO Acme
    """
    assert prospects(told) == [("Ann", "Acme", "planned-departure", "2020-01-01", "2026-01-01")]
    assert whys(told) == ["Planned, 1 January 2026: Ann left as Chief Financial Officer of Acme."]
    (row,) = json.loads(told.say("outlook", "--title", "CFO", "--format", "json").out)
    assert (row["events"], row["person_id"], row["organization_id"]) == ("e2; e1", "p1", "o1")
    assert prospects(told, "--title", "CEO") == []


def test_a_planned_successor_ends_a_stay(told: Story) -> None:
    """
    2020-01-01 appointment Ann CFO Acme
    2026-01 appointment Bob CFO Acme --succeeding Ann
    """
    assert prospects(told) == [("Ann", "Acme", "planned-departure", "2020-01-01", "2026-01")]
    assert whys(told) == ["Planned, January 2026: Bob appointed Chief Financial Officer of Acme."]


def test_a_withdrawn_plan_is_none(told: Story) -> None:
    """
    2020-01-01 appointment Ann CFO Acme
    2026-01-01 departure Ann CFO Acme
    $ withdraw e2
    """
    assert prospects(told) == []


def test_on_a_day_past_only_what_was_announced_by_then_counts(told: Story) -> None:
    """
    2010-01-01 appointment Ann CFO Acme
    2012-01-01 departure Ann CFO Acme --announced 2011-10-01
    2010-01-01 appointment Bob CEO Acme
    2012-01-01 departure Bob CEO Acme
    """
    assert prospects(told, "--on", "2011-09-30") == []
    assert prospects(told, "--on", "2011-10-01") == [("Ann", "Acme", "planned-departure", "2010-01-01", "2012-01-01")]
    assert whys(told, "--on", "2011-12-01") == [
        "Announced by then, 1 January 2012: Ann left as Chief Financial Officer of Acme."
    ]
    assert prospects(told, "--on", "2012-01-01") == []


def test_a_stated_vacancy_is_open_until_somebody_takes_the_post(told: Story) -> None:
    """
    2010-01-01 appointment Ann CFO Acme
    2012-01-01 departure Ann CFO Acme
    2012-03 vacancy CFO Acme
    2013-01-01 appointment Bob CFO Acme
    2012-03 vacancy CEO Acme
    """
    assert prospects(told, "--on", "2012-06-01") == [
        (None, "Acme", "stated-vacancy", "2012-03", None),
        (None, "Acme", "stated-vacancy", "2012-03", None),
    ]
    assert whys(told, "--on", "2012-06-01", "--title", "CFO") == [
        "Chief Financial Officer of Acme vacant, March 2012, by what a source states;"
        " next holder on record: 1 January 2013."
    ]
    assert [row[2] for row in prospects(told, "--title", "CFO")] == []
    assert [row[2] for row in prospects(told, "--title", "CEO")] == ["stated-vacancy"]
    assert prospects(told, "--on", "2012-02-28") == []


def test_a_vacancy_to_come_has_a_day(told: Story) -> None:
    """
    2010-01-01 appointment Ann CFO Acme
    2026-03-01 vacancy CFO Acme
    """
    assert prospects(told) == [(None, "Acme", "stated-vacancy", None, "2026-03-01")]
    assert "a holder is on record" in whys(told)[0]


def test_an_acting_holder_is_a_reason(told: Story) -> None:
    """
    2025-03-01 appointment Ann CFO Acme --acting
    2025-04-01 appointment Bob CEO Acme --acting
    2025-06-01 departure Bob CEO Acme --acting
    """
    assert prospects(told) == [("Ann", "Acme", "acting", "2025-03-01", None)]
    assert whys(told) == ["Acting, since 1 Mar 2025; no end is on record."]


def history(years: list[int], organization: str = "Acme") -> str:
    """Chairs one after the other, each for so many years; the last goes on."""
    lines, at = [], 1980
    for number, lasted in enumerate(years):
        lines.append(f"{at}-01-01 appointment P{number}{organization} Chairman {organization} --new")
        at += lasted
        lines.append(f"{at}-01-01 departure P{number}{organization} Chairman {organization}")
    return "\n".join(lines[:-1])


def test_a_tenure_is_long_beside_those_that_ended_in_the_post(story: Story) -> None:
    story.tell(history([2, 3, 4, 12, 5, 99]))
    assert prospects(story, "--on", "2009-12-31") == []
    assert prospects(story, "--on", "2010-06-01") == [], "longer than three of five is not three quarters"
    assert prospects(story, "--on", "2000-01-01") == [], "what ended later is not known yet"
    assert prospects(story, "--on", "2011-01-02") == [("P5Acme", "Acme", "long-tenure", "2006-01-01", None)]
    assert whys(story, "--on", "2011-01-02") == [
        "In post for 5 years at least, longer than 4 of 5 before in this post."
    ]


def test_of_few_that_ended_in_the_post_the_title_decides_and_of_few_with_the_title_nothing(story: Story) -> None:
    story.tell(history([2, 3, 99]))
    assert prospects(story) == []
    story.tell(history([1, 1, 1, 30], "Bolt"))
    assert [(row[0], row[2]) for row in prospects(story)] == [("P3Bolt", "long-tenure"), ("P2Acme", "long-tenure")]
    assert "longer than 5 of 5 before with this title" in whys(story)[0]


def test_terms_without_a_break_are_one_stay_among_those_that_ended(story: Story) -> None:
    story.tell(history([1, 1, 1, 99]))
    story.tell(history([1, 99], "Bolt"))
    story.tell(
        """
        1970-01-01 appointment Zoe Chairman Cask
        2000-01-01 appointment Zoe Chairman Cask --manner reappointed
        2025-01-01 departure Zoe Chairman Cask
        """
    )
    assert "longer than 4 of 5 before with this title" in whys(story)[0]


def test_the_outlook_is_of_whom_and_of_where_it_is_asked_for(told: Story) -> None:
    """
    2005-01-01 formation Acme
    2005-01-01 formation Bolt
    2005-01-01 formation Lab --parent Acme
    2015-01-01 move Lab Bolt
    2010-01-01 appointment Ann CEO Lab --acting
    2010-01-01 appointment Bob CEO Lab --acting
    2012-01-01 vacancy CEO Lab
    """
    assert [row[0] for row in prospects(told, "--company", "Bolt")] == [None, "Ann", "Bob"]
    assert prospects(told, "--company", "Acme") == []
    assert len(prospects(told, "--company", "Acme", "--on", "2014-01-01")) == 3
    assert [row[0] for row in prospects(told, "--person", "Bob")] == ["Bob"]
    assert [row[0] for row in prospects(told, "--person", "Bob", "--company", "Bolt")] == ["Bob"]


def test_years_asked_for_decide_alone(told: Story) -> None:
    """
    2015-08 appointment Ann CFO Acme
    2015-07-16 appointment Bob CEO Acme
    """
    assert prospects(told) == []
    assert [row[0] for row in prospects(told, "--longer-than", "10")] == ["Bob"]
    assert [row[0] for row in prospects(told, "--longer-than", "9", "--person", "Ann")] == ["Ann"]
    assert "In post for 9 years at least; asked for: 9 or more" in whys(told, "--longer-than", "9")[1]


def test_who_is_known_to_leave_is_not_counted_as_long_in_post(told: Story) -> None:
    """
    2000-01-01 appointment Ann CFO Acme
    2026-01-01 departure Ann CFO Acme
    """
    assert [row[2] for row in prospects(told, "--longer-than", "5")] == ["planned-departure"]


def test_nothing_to_show_and_what_is_no_day(told: Story) -> None:
    """
    2020-01-01 formation Acme
    """
    said = told.say("outlook")
    assert said.err == "As of 2025-07-16.\nNothing on record says what may change after 2025-07-16.\n"
    told.refuse("outlook", "--on", "2016", code=2)
    told.refuse("outlook", "--longer-than", "0", code=2)
    told.refuse("outlook", "--title", "Pilot")
    assert "person,title,organization,reason,since,day,why,events" in told.say("outlook", "--format", "csv").out
