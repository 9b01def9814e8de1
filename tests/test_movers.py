"""`orgtrack movers`: who left, where they went next, and who came after."""

from __future__ import annotations

import json

from story import Story

Move = tuple[str | None, ...]


def moves(story: Story, *options: str) -> list[Move]:
    """The rows as person, organization left, when, organization joined, when, successor."""
    rows = json.loads(story.say("movers", *options, "--format", "json").out)
    columns = ("person", "left_organization", "left", "joined_organization", "joined", "successor")
    return [tuple(row[column] for column in columns) for row in rows]


def test_who_left_went_on_and_was_succeeded(told: Story) -> None:
    """
    2010-01-01 appointment Ann CEO Acme
    2012-01-01 departure Ann CEO Acme
    2012-03-01 appointment Bob CEO Acme
    2013-05 appointment Ann CEO Bolt
    """
    assert moves(told) == [
        ("Ann", None, None, "Acme", "2010-01-01", None),
        ("Ann", "Acme", "2012-01-01", "Bolt", "2013-05", "Bob"),
        ("Bob", None, None, "Acme", "2012-03-01", None),
    ]
    (row,) = json.loads(told.say("movers", "--left", "Acme", "--format", "json").out)
    assert (row["left_title"], row["joined_title"], row["status"]) == (*["Chief Executive Officer"] * 2, "happened")
    assert (row["ids"], row["person_id"]) == ("e2; e4; e3", "p1")


def test_an_earlier_post_is_not_the_next_one(told: Story) -> None:
    """
    2000-01-01 appointment Ann Director Acme
    2005-01-01 appointment Ann CEO Bolt
    2010-01-01 departure Ann CEO Bolt
    """
    assert moves(told, "--left", "Bolt") == [("Ann", "Bolt", "2010-01-01", None, None, None)]


def test_two_posts_left_on_a_day_lead_to_the_same_next_one(told: Story) -> None:
    """
    2000-01-01 appointment Ann CEO Acme
    2000-01-01 appointment Ann Chairman Acme
    2010-01-01 departure Ann all Acme
    2011-01-01 appointment Ann CEO Bolt
    """
    assert moves(told, "--left", "Acme") == [("Ann", "Acme", "2010-01-01", "Bolt", "2011-01-01", None)] * 2


def test_a_transfer_is_one_move(told: Story) -> None:
    """
    2000-01-01 appointment Ann CEO Acme
    2010 transfer Ann CEO Bolt --from-title CEO --from-organization Acme
    """
    assert moves(told, "--since", "2010") == [("Ann", "Acme", "2010", "Bolt", "2010", None)]


def test_an_acting_holder_made_permanent_does_not_move(told: Story) -> None:
    """
    2010-01-01 appointment Ann CEO Acme --acting
    2011-01-01 departure Ann CEO Acme
    2011-01-01 appointment Ann CEO Acme --new-event
    """
    assert moves(told, "--since", "2011") == []
    assert len(moves(told)) == 1


def test_of_many_seats_only_who_is_named_succeeds(told: Story) -> None:
    """
    2010-01-01 appointment Ann 'Vice President' Acme
    2010-01-01 appointment Bob 'Vice President' Acme
    2012-01-01 departure Ann 'Vice President' Acme
    2013-01-01 appointment Cem 'Vice President' Acme
    2014-01-01 appointment Dee 'Vice President' Acme --succeeding Bob
    """
    assert [(row[0], row[5]) for row in moves(told, "--left", "Acme")] == [("Ann", None), ("Bob", "Dee")]


def test_moves_are_chosen_by_place_title_and_time(told: Story) -> None:
    """
    2010-01-01 formation Acme
    2010-01-01 formation Lab --parent Acme
    2011-01-01 appointment Ann CEO Lab
    2012-01-01 spin-off Lab --from Acme
    2013-01-01 departure Ann CEO Lab
    2011-06-01 appointment Bob CFO Lab
    2011-09-01 departure Bob CFO Lab
    """
    assert [row[0] for row in moves(told, "--left", "Acme")] == ["Bob"]
    assert [row[0] for row in moves(told, "--joined", "Acme")] == ["Ann", "Bob"]
    assert [row[0] for row in moves(told, "--left", "Lab")] == ["Bob", "Ann"]
    assert [row[0] for row in moves(told, "--company", "Acme", "--title", "CEO")] == ["Ann"]
    assert [row[0] for row in moves(told, "--since", "2013")] == ["Ann"]
    assert [row[0] for row in moves(told, "--until", "2011-03-01")] == ["Ann"]


def test_a_move_counts_by_when_it_took_effect_or_became_known(story: Story) -> None:
    story.add("appointment", "Ann", "CEO", "Acme", "--date", "2012-01-01", "--announced", "2011-11-01")
    story.add(
        *("appointment", "Bob", "CFO", "Acme", "--date", "2012-01-01"),
        *("--source", "A page", "--published", "2012-02-05"),
    )
    story.add("appointment", "Cem", "COO", "Acme", "--date", "2012-01-01")
    assert [row[0] for row in moves(story, "--until", "2011-12-31", "--by", "announced")] == ["Ann"]
    assert [row[0] for row in moves(story, "--since", "2012-02-01", "--by", "announced")] == ["Bob"]
    assert moves(story, "--until", "2011-12-31") == []
    assert len(moves(story, "--since", "2012")) == 3


def test_nothing_to_show_and_names_that_are_not_there(told: Story) -> None:
    """
    2010-01-01 formation Acme
    """
    said = told.say("movers")
    assert said.err == "No moves match.\n"
    told.refuse("movers", "--left", "Nobody's", code=1)
    told.refuse("movers", "--by", "whim", code=2)
    assert "Since 2025-06-16 (today is 2025-07-16)." in told.say("movers", "--since", "30d").err
