"""`orgtrack diff`: what changed between two days, checked against two answers of `asof`."""

from __future__ import annotations

import json
import random

import pytest
from story import Story

Change = tuple[str | None, ...]


def changes(story: Story, first: str, last: str, *options: str) -> list[Change]:
    """The rows as change, person, title or nothing, organization, before, after."""
    rows = json.loads(story.say("diff", first, last, *options, "--format", "json").out)
    columns = ("change", "person", "organization", "before", "after", "ids")
    return [tuple(row[column] for column in columns) for row in rows]


def test_holders_come_go_and_are_made_permanent(told: Story) -> None:
    """
    2010-01-01 appointment Ann CEO Acme
    2012-01-01 departure Ann CEO Acme
    2012-01-01 appointment Bob CEO Acme --acting
    2012-06-01 departure Bob CEO Acme
    2012-06-01 appointment Bob CEO Acme --new-event
    2011-01-01 appointment Cem CFO Acme
    """
    assert changes(told, "2011-06-01", "2012-02-01") == [
        ("came", "Bob", "Acme", None, "acting, certain", "e3"),
        ("went", "Ann", "Acme", "certain", None, "e2"),
    ]
    assert changes(told, "2012-02-01", "2012-06-01") == [
        ("changed", "Bob", "Acme", "acting, certain", "certain", "e4; e5"),
    ]
    assert changes(told, "2013-01-01", "2014-01-01") == []


def test_what_vague_dates_leave_open_may_have_been(told: Story) -> None:
    """
    2010 appointment Ann CEO Acme
    """
    assert changes(told, "2009-12-31", "2010-06-01") == [("may have come", "Ann", "Acme", None, "possible", "e1")]
    assert changes(told, "2010-06-01", "2011-01-01")[0][0] == "may have come"
    assert changes(told, "2009-12-31", "2011-01-01")[0][0] == "came"


def test_who_surely_left_went_though_nobody_says_since_when(told: Story) -> None:
    """
    2010-05-01 departure Ann CEO Acme
    2010 departure Bob CFO Acme
    2010-03-01 formation Lab --parent Acme
    """
    assert len(changes(told, "2010-01-01", "2010-12-31", "--organization", "Acme")) == 3
    assert len(changes(told, "2010-01-01", "2010-12-31", "--title", "CEO")) == 1
    assert changes(told, "2010-01-01", "2010-12-31", "--title", "CEO")[0] == (
        "went",
        "Ann",
        "Acme",
        "possible",
        None,
        "e1",
    )
    assert changes(told, "2010-06-01", "2011-01-01") == [("may have gone", "Bob", "Acme", "possible", None, "e2")]


def test_who_left_and_returned_is_told_from_who_went_on_in_a_new_term(told: Story) -> None:
    """
    2010-01-01 appointment Ann CEO Acme
    2011-01-01 departure Ann CEO Acme
    2012-01-01 appointment Ann CEO Acme --new-event
    2010-01-01 appointment Bob Director Acme --manner elected
    2012-01-01 appointment Bob Director Acme --manner reappointed
    """
    assert [row[:2] for row in changes(told, "2010-06-01", "2012-06-01")] == [("left and returned", "Ann")]


def test_units_are_formed_closed_moved_and_renamed(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation North --parent Acme
    2010-01-01 formation South --parent Acme
    2010-01-01 formation Lab --parent North
    2012-01-01 formation New --parent Acme
    2013-01-01 move Lab South
    2014-01-01 dissolution South
    2015-01-01 renaming North Far
    """
    found = changes(told, "2011-01-01", "2013-06-01", "--company", "Acme")
    assert found == [
        ("moved", None, "Lab", "North", "South", "e6"),
        ("formed", None, "New", None, None, "e5"),
    ]
    assert changes(told, "2013-06-01", "2015-01-01") == [
        ("renamed", None, "Far", "North", "Far", "e8"),
        ("closed", None, "South", None, None, "e7"),
    ]


def test_vague_turns_of_units_may_have_been(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation North --parent Acme
    2010-01-01 formation South --parent Acme
    2012 formation Lab --parent North
    2014 move Lab South
    2016 renaming South Deep
    """
    assert changes(told, "2011-01-01", "2012-06-01")[0][:3] == ("may have been formed", None, "Lab")
    assert changes(told, "2013-01-01", "2014-06-01") == [
        ("may have moved", None, "Lab", "North", "North or South", "e5"),
    ]
    assert changes(told, "2013-01-01", "2015-06-01")[0][:5] == ("moved", None, "Lab", "North", "South")
    assert changes(told, "2015-06-01", "2016-06-01")[0][:3] == ("may have been renamed", None, "Deep")


def test_who_stays_in_a_unit_that_leaves_the_company_did_not_go(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation Lab --parent Acme
    2010-01-01 appointment Ann CEO Lab
    2012-01-01 spin-off Lab --from Acme
    """
    assert [row[0] for row in changes(told, "2011-01-01", "2013-01-01", "--company", "Acme")] == ["moved"]


def test_days_that_cannot_be_compared_are_refused(told: Story) -> None:
    """
    2010-01-01 formation Acme
    """
    told.refuse("diff", "2012-01-01", "2011-01-01", code=2)
    told.refuse("diff", "2011", "2012-01-01", code=2)
    told.refuse("diff", "2011-01-01", "2012-01-01", "--company", "Nobody's", code=1)
    assert told.say("diff", "2011-01-01", "2012-01-01").err == (
        "Nothing on record changed from 2011-01-01 to 2012-01-01.\n"
    )


def _vague(chance: random.Random) -> str:
    year, month, day = chance.randint(2000, 2009), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"])


def _standing(row: dict[str, str] | None) -> int:
    return 0 if row is None else 1 if row["certainty"] == "possible" else 2


@pytest.mark.parametrize("seed", range(4))
def test_it_says_what_two_answers_of_asof_say(story: Story, seed: int) -> None:
    chance = random.Random(seed)
    lines = ["person,title,organization,start,end"]
    for number in range(60):
        start, end = sorted((_vague(chance), _vague(chance)))
        lines.append(f"Person {number},Title {number % 5},Org {number % 3},{start},{chance.choice([end, '2010', ''])}")
    story.load("\n".join(lines) + "\n")
    words = {(0, 2): "came", (2, 0): "went", (0, 1): "may have come", (1, 2): "may have come"}
    words |= {(1, 0): "may have gone", (2, 1): "may have gone"}
    for _ in range(6):
        first, last = sorted(f"{chance.randint(2000, 2010)}-{chance.randint(1, 12):02}-15" for _ in range(2))
        answers = [
            {row["person_id"]: row for row in json.loads(story.say("asof", day, "--format", "json").out)}
            for day in (first, last)
        ]
        wanted = {
            (word, person)
            for person in {**answers[0], **answers[1]}
            if (word := words.get((_standing(answers[0].get(person)), _standing(answers[1].get(person)))))
        }
        rows = json.loads(story.say("diff", first, last, "--format", "json").out)
        assert {(row["change"], row["person_id"]) for row in rows} == wanted
