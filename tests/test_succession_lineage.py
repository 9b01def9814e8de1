"""`orgtrack succession --through-lineage`: the holders of a title back through what an organization came from."""

from __future__ import annotations

import json

from story import Story

Line = list[tuple[str | None, ...]]


def line(story: Story, title: str, organization: str, *options: str) -> Line:
    """The rows as person (None: vacant), organization, start, end."""
    said = story.say("succession", title, organization, "--through-lineage", "--format", "json", *options)
    return [tuple(row[c] for c in ("person", "organization", "start", "end")) for row in json.loads(said.out)]


def test_the_line_goes_back_through_a_split_and_a_merger(told: Story) -> None:
    """
    2000-01-01 appointment Ann CEO Old
    2005-01-01 split Old --into North --into South
    2005-01-01 appointment Bob CEO North
    2005-01-01 appointment Cem CEO South
    2010-01-01 merger Whole --from North --from Other
    2003-01-01 appointment Dee CEO Other
    2010-01-01 appointment Eve CEO Whole
    2010-01-01 appointment Fay CFO Whole
    """
    assert line(told, "CEO", "Whole") == [
        ("Ann", "Old", "2000-01-01", "2005-01-01"),
        ("Dee", "Other", "2003-01-01", "2010-01-01"),
        ("Bob", "North", "2005-01-01", "2010-01-01"),
        ("Eve", "Whole", "2010-01-01", None),
    ]
    assert line(told, "CEO", "South") == [
        ("Ann", "Old", "2000-01-01", "2005-01-01"),
        ("Cem", "South", "2005-01-01", None),
    ]
    plain = json.loads(told.say("succession", "CEO", "Whole", "--format", "json").out)
    assert [row["person"] for row in plain] == ["Eve"]
    assert "organization" not in plain[0]


def test_the_line_is_vacant_when_nobody_in_it_held_the_title(told: Story) -> None:
    """
    2000-01-01 appointment Ann CEO North
    2002-01-01 departure Ann CEO North
    2001-01-01 appointment Bob CEO South
    2004-01-01 departure Bob CEO South
    2005-01-01 appointment Cem CEO North
    2010-01-01 merger Whole --from North --from South
    2011-01-01 appointment Dee CEO Whole
    """
    assert line(told, "CEO", "Whole") == [
        ("Ann", "North", "2000-01-01", "2002-01-01"),
        ("Bob", "South", "2001-01-01", "2004-01-01"),
        (None, None, "2004-01-01", "2005-01-01"),
        ("Cem", "North", "2005-01-01", "2010-01-01"),
        (None, None, "2010-01-01", "2011-01-01"),
        ("Dee", "Whole", "2011-01-01", None),
    ]


def test_what_only_let_it_go_is_not_of_the_line(told: Story) -> None:
    """
    2000-01-01 appointment Ann CEO Parent
    2001-01-01 formation Lab --parent Parent
    2005-01-01 spin-off Lab --from Parent
    2005-01-01 appointment Bob CEO Lab
    2006-01-01 transfer-of-functions Parent Lab
    """
    assert line(told, "CEO", "Lab") == [("Bob", "Lab", "2005-01-01", None)]


def test_a_transfer_into_the_successor_is_two_stays_in_their_places(told: Story) -> None:
    """
    2010-01-01 transfer Ann CEO Whole --from-title CEO --from-organization North
    2010-01-01 merger Whole --from North --from South
    """
    assert [row[:2] for row in line(told, "CEO", "Whole")] == [("Ann", "North"), ("Ann", "Whole")]


def test_a_title_known_only_from_a_predecessor_and_a_title_not_known_there(told: Story) -> None:
    """
    2000-01-01 appointment Ann Treasurer North
    2010-01-01 merger Whole --from North --from South
    2010-01-01 appointment Bob CEO Elsewhere
    """
    assert line(told, "Treasurer", "Whole")[0] == ("Ann", "North", "2000-01-01", "2010-01-01")
    said = told.refuse("succession", "CEO", "Whole", "--through-lineage")
    assert "or at what it came from; 'orgtrack lineage o" in said.err
    table = told.say("succession", "Treasurer", "Whole", "--through-lineage").out.splitlines()
    assert table[0].split()[:2] == ["person", "organization"]
    assert table[1].startswith("Ann")
    assert "1 Jan 2000" in table[1]
