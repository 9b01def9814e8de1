"""`same` and `unsame`: two records that are one by a person's decision, and two again without a trace."""

from __future__ import annotations

import pytest
from story import Story


def content(story: Story) -> str:
    """All that the file holds but its log."""
    lines = (story.content() or "").split("\n")
    return "\n".join(line for line in lines if not line.startswith(("txn", "change")))


def test_all_that_named_the_other_names_the_kept_one(told: Story) -> None:
    """
    2015 appointment "Wu Yongming" CFO Acme
    $ add person "Eddie Wu" --alias 吴泳铭
    2020 appointment "Bo Yin" CEO Acme --succeeding "Eddie Wu"
    2021 appointment "Eddie Wu" CEO Beta --source "A page"
    $ edit "Eddie Wu" wikidata=Q7 note=known
    """
    said = told.say("same", "Wu Yongming", "Eddie Wu")
    assert said.out == (
        "p2 Eddie Wu is now p1 Wu Yongming: 1 event, 1 further part of events, 1 other name, 1 identifier move to it.\n"
    )
    assert said.err == "To part them again, type: orgtrack unsame p2\n"
    assert told.names("people") == ["Wu Yongming", "Bo Yin"]
    assert told.event("e3", "person_id", "headline") == (1, "Wu Yongming appointed Chief Executive Officer of Beta")
    assert [row[0] for row in told.rows("SELECT name FROM names WHERE person_id = 1 ORDER BY id")] == [
        "吴泳铭",
        "Eddie Wu",
    ]
    assert told.rows("SELECT value, person_id FROM identifiers") == [("Q7", 1)]
    assert told.value("SELECT note FROM people WHERE id = 1") == "known"
    assert told.found_names("people", "eddie") == told.found_names("people", "泳铭") == ["Wu Yongming"]
    assert told.found_events("eddie") == ["e1", "e3"]
    assert set(told.rows("SELECT person_id, organization_id FROM tenures")) == {(1, 1), (3, 1), (1, 2)}
    assert told.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    told.check_whole()


def test_two_posts_of_one_title_become_one_and_units_follow(told: Story) -> None:
    """
    2010 appointment "Jane Roe" CEO Acme
    2012 appointment "Bo Yin" CEO Globex
    2012 appointment "Bo Yin" CFO Globex
    2013 formation Cloud --parent Globex
    2014 appointment "Cy Zed" CTO Cloud
    """
    told.say("edit", "post:2", "seats=2")
    told.say("same", "Acme", "Globex")
    assert told.rows("SELECT organization_id, seats FROM posts ORDER BY id") == [(1, 1), (1, 1), (3, 1)]
    assert told.company_of("Cloud") == told.company_of("Cloud", "e5") == "Acme"
    assert told.event("e4", "headline") == ("Cloud formed under Acme",)
    assert told.rows("SELECT person_id FROM tenures WHERE organization_id = 1 ORDER BY id") == [(1,), (2,), (2,)]
    assert told.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    told.check_whole()


def test_two_titles_can_be_one(told: Story) -> None:
    """
    2010 appointment "Jane Roe" "Head of Robots" Acme
    2012 departure "Jane Roe" "Chief of Robots" Acme
    """
    told.say("same", "Head of Robots", "Chief of Robots")
    assert told.rows('SELECT start, "end", title_id FROM tenures') == [("2010", "2012", 1)]
    assert told.count("posts") == 1
    assert "e3" in told.add("in-post", "Jane Roe", "Chief of Robots", "Acme", "--date", "2011").out
    assert told.count("titles") == 1


@pytest.mark.parametrize("noun", ["person", "company", "title"])
def test_a_former_id_finds_the_kept_record_and_that_is_said(story: Story, noun: str) -> None:
    letter = {"person": "p", "company": "o", "title": "t"}[noun]
    for name in ("One Thing", "Second Matter", "Number Three"):
        story.add(noun, name)
    story.say("same", f"{letter}2", f"{letter}3")
    story.say("same", f"{letter}1", f"{letter}2")
    for former in (f"{letter}2", f"{letter}3"):
        said = story.say("show", former)
        assert "One Thing" in said.out
        assert said.err == f"{former} is now {letter}1 One Thing\n"
        assert f"{former} is now {letter}1 One Thing\n" in story.say("alias", former, f"Also {former}x").err
    assert f"{letter}2 is now {letter}1" in story.refuse("remove", f"{letter}2").err
    assert story.refuse("show", f"{letter}4").err.startswith("There is no ")


def test_events_are_recorded_under_a_former_id(told: Story) -> None:
    """
    $ add person "Jane Roe"
    $ add person "Bo Yin"
    $ same p1 p2
    """
    told.add("appointment", "p2", "CEO", "Acme", "--date", "2020")
    assert told.event("e1", "person_id") == (1,)
    assert told.event("e1", "headline") == ("Jane Roe appointed Chief Executive Officer of Acme",)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("p1", "o1"),
            "p1 Jane Roe is a person and o1 Acme an organization: they cannot be the same; give two of one kind.",
        ),
        (("p1", "Jane Roe"), "p1 Jane Roe and 'Jane Roe' are one record already; name two."),
        (("Acme", "Cloud"), "o2 Cloud belonged to o1 Acme"),
        (("Labs", "Acme"), "o3 Labs belonged to o1 Acme"),
        (("p1", "p9"), "There is no person p9"),
        (("p1", "Nobody"), "There is no person, organization or title called 'Nobody'"),
        (("p1", "e1"), "'e1' is"),
    ],
)
def test_what_is_impossible_is_refused(told: Story, words: tuple[str, ...], said: str) -> None:
    """
    2010 appointment "Jane Roe" CEO Acme
    2010 formation Cloud --parent Acme
    2010 formation Labs --parent Cloud
    """
    assert said in told.refuse("same", *words).err


@pytest.mark.parametrize(
    ("commands", "warned"),
    [
        (
            [("edit", "p1", "wikidata=Q1"), ("edit", "p2", "wikidata=Q2")],
            "Two numbers of one register: p1 Jane Roe has wikidata:Q1, p2 Bo Yin has wikidata:Q2.",
        ),
        (
            [
                ("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2010"),
                ("add", "appointment", "Bo Yin", "CEO", "Acme", "--date", "2012"),
            ],
            "Two beginnings as Chief Executive Officer in one time: e1, 2010, and e2, 2012.",
        ),
        (
            [("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2010", "--succeeding", "Bo Yin")],
            "Both take part in one event: e1 Jane Roe appointed Chief Executive Officer of Acme.",
        ),
        (
            [("edit", "p1", "note=one"), ("edit", "p2", "note=two")],
            "Only the note of p1 stays (one), not that of p2 (two).",
        ),
        (
            [
                ("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2010"),
                ("add", "appointment", "Bo Yin", "CEO", "Acme", "--date", "2010-05"),
            ],
            "e1 and e2 may tell of one event: Jane Roe appointed Chief Executive Officer of Acme; if they do, cite the"
            " sources of e2 with e1 and remove e2.",
        ),
    ],
)
def test_facts_that_may_not_fit_are_said_and_nothing_is_blocked(
    told: Story, commands: list[tuple[str, ...]], warned: str
) -> None:
    """
    $ add person "Jane Roe"
    $ add person "Bo Yin"
    """
    for words in commands:
        told.say(*words)
    before = content(told)
    dry = told.say("same", "p1", "p2", "--dry-run")
    assert warned in dry.err.splitlines()
    assert dry.out.startswith("p2 Bo Yin would be p1 Jane Roe")
    assert content(told) == before
    assert warned in told.say("same", "p1", "p2").err.splitlines()
    told.check_whole()


def test_nothing_is_said_where_all_fits(told: Story) -> None:
    """
    2010 appointment "Jane Roe" CEO Acme
    2011 departure "Jane Roe" CEO Acme
    2015 appointment "Bo Yin" CEO Acme
    $ edit p1 wikidata=Q1
    """
    assert told.say("same", "p1", "p2").err == "To part them again, type: orgtrack unsame p2\n"


def test_no_name_is_lost_where_both_were_renamed(told: Story) -> None:
    """
    2015 renaming Foo Bar
    2018 renaming Acme Apex
    """
    told.say("same", "Apex", "Bar")
    called = {row[0] for row in told.rows("SELECT name FROM names WHERE organization_id = 2")}
    assert called | set(told.names("organizations")) == {"Foo", "Bar", "Acme", "Apex"}
    assert told.names("organizations") == ["Apex"]
    assert told.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    before = content(told)
    told.say("unsame", "o1")
    told.say("undo")
    assert content(told) == before


MADE = """
2015 appointment "Wu Yongming" CFO Acme --source "A page" --quote "he is"
$ add person "Eddie Wu" --alias 吴泳铭 --note x
2020 appointment "Bo Yin" CEO Acme --succeeding "Eddie Wu"
2021 appointment "Eddie Wu" CEO Globex
2009 formation Cloud --parent Globex
2022 renaming Globex Initech
$ edit "Eddie Wu" wikidata=Q7
$ edit o2 lei=5
"""


@pytest.mark.parametrize(("kept", "other"), [("p1", "p2"), ("p2", "p1"), ("o1", "o2"), ("o2", "o1"), ("t1", "t2")])
def test_parting_restores_exactly(story: Story, kept: str, other: str) -> None:
    story.tell(MADE)
    before = content(story)
    story.say("same", kept, other)
    joined = content(story)
    assert joined != before
    story.say("unsame", other)
    assert content(story) == before
    story.check_whole()
    story.say("undo")
    assert content(story) == joined
    story.say("undo")
    assert content(story) == before
    assert "was not joined with another" in story.refuse("unsame", other).err


def test_parting_leaves_unrelated_later_changes_as_they_are(story: Story) -> None:
    story.tell(MADE)
    story.say("same", "p1", "p2")
    story.add("appointment", "p2", "CFO", "Hooli", "--date", "2024")
    story.say("edit", "o1", "note=x")
    story.say("unsame", "p2")
    assert story.names("people") == ["Wu Yongming", "Eddie Wu", "Bo Yin"]
    assert story.event("e5", "person_id") == (2,) or story.event("e6", "person_id") == (1,)
    assert story.value("SELECT note FROM organizations WHERE id = 1") == "x"
    assert story.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    story.check_whole()


def test_parting_is_refused_with_a_list_when_later_edits_stand_in_the_way(story: Story) -> None:
    story.tell(MADE)
    story.say("same", "p1", "p2")
    story.say("edit", "e3", "note=x")
    number = story.value("SELECT max(id) FROM txn")
    said = story.refuse("unsame", "p2")
    assert f"e3 was changed by entry {number}" in said.err
    assert f"orgtrack undo {number}" in said.err
    story.say("undo", str(number))
    story.say("unsame", "p2")


def test_a_chain_is_parted_from_its_end(story: Story) -> None:
    for name in ("One Thing", "Second Matter", "Number Three"):
        story.add("appointment", name, "Boss", "Acme", "--date", "2020", "--new")
    before = content(story)
    story.say("same", "p2", "p3")
    between = content(story)
    story.say("same", "p1", "p2")
    assert "was changed by entry" in story.refuse("unsame", "p3").err
    story.say("unsame", "p2")
    assert content(story) == between
    story.say("unsame", "p3")
    assert content(story) == before


@pytest.mark.parametrize(
    ("former", "said"),
    [
        ("p1", "p1 was not joined with another person; joined with it were p2: give one of them."),
        ("p3", "p3 was not joined with another person; nothing was joined with it either."),
        ("p9", "There is no person p9"),
        ("e1", "is no id of a person"),
        ("Eddie Wu", "is no id of a person"),
    ],
)
def test_parting_what_was_not_joined_is_refused(story: Story, former: str, said: str) -> None:
    story.tell(MADE)
    story.say("same", "p1", "p2")
    assert said in story.refuse("unsame", former).err


def test_the_log_tells_what_was_joined(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    $ add person "Bo Yin" --alias 尹
    $ same "Bo Yin" "Jane Roe"
    """
    text = told.say("log", "p1", "--limit", "1", "--format", "csv").out
    for line in (
        "p1 Jane Roe is p2 Bo Yin",
        "e1 person p1 Jane Roe → p2 Bo Yin",
        "p2 also called Jane Roe",
        "p1 removed person: Jane Roe",
    ):
        assert line in text


def test_merge_tells_two_things_apart(story: Story) -> None:
    said = story.say("merge")
    assert "orgtrack same KEEP OTHER" in said.out
    assert "orgtrack add merger INTO" in said.out
    assert "orgtrack same" in story.refuse("merge", "Acme", "Beta", code=2).err


def test_who_is_not_the_other_is_not_the_kept_one(story: Story) -> None:
    for name in ("One Thing", "Second Matter", "Number Three"):
        story.add("person", name)
    story.say("not-same", "p3", "p2", "--note", "father and son")
    story.say("not-same", "p1", "p3")
    before = content(story)
    assert "They were said not to be the same.\n" in story.say("same", "p3", "p1").err
    assert story.rows("SELECT person_id, other_person_id, note FROM not_same") == [(2, 3, "father and son")]
    story.say("unsame", "p1")
    assert content(story) == before
    story.say("same", "p1", "p2")
    assert story.rows("SELECT person_id, other_person_id FROM not_same") == [(1, 3)]
    story.say("undo")
    assert content(story) == before
    story.check_whole()


def test_a_name_close_to_one_is_looked_for_where_it_went(told: Story) -> None:
    """
    $ add person "Jane Roe"
    $ add person "Xu Zhuhong"
    $ same p1 p2
    """
    words = ("add", "appointment", "Xu Zhuhon", "CEO", "Acme", "--date", "2020")
    assert [one["id"] for one in told.refuse(*words, code=3).candidates] == ["p1"]
    told.say("unsame", "p2")
    assert [one["id"] for one in told.refuse(*words, code=3).candidates] == ["p2"]
    told.say("undo", "2")
    told.say(*words)
