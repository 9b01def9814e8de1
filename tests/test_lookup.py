"""Which record a typed name means: an id, an identifier, an equal name; a question where it may be several."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from story import Story, Terminal

YEAR = ("--date", "2025")


@pytest.mark.parametrize(
    "typed", ["Börje Ekholm", "borje ekholm", "BÖRJE EKHOLM", "Borje  Ekholm", "Bo\u0308rje Ekholm", "p1", "P1", " p1 "]
)
def test_an_equal_name_or_an_id_is_used_and_that_is_said(told: Story, typed: str) -> None:
    """
    2017-01-16 appointment "Börje Ekholm" CEO Ericsson
    """
    said = told.add("in-post", typed, "CEO", "Ericsson", *YEAR)
    assert "used o1 Ericsson, p1 Börje Ekholm" in said.err
    assert told.count("people") == 1


def test_an_alias_is_used_and_named(told: Story) -> None:
    """
    $ add person "Jack Ma" --alias 马云 --alias "Ma Yun"
    """
    said = told.add("in-post", "马云", "Chairman", "Alibaba", *YEAR)
    assert "used p1 Jack Ma (for 马云)" in said.err


def test_an_identifier_decides_before_any_name(told: Story) -> None:
    """
    $ add company Alibaba
    $ add company "Alibaba Pictures"
    $ edit o2 wikidata=Q1 ticker=BABA
    """
    told.add("milestone", "A plan", "wikidata:Q1", *YEAR)
    told.add("milestone", "Another plan", "ticker:BABA", *YEAR)
    assert told.rows("SELECT organization_id FROM events") == [(2,), (2,)]


@pytest.mark.parametrize("typed", ["wikidata:Q2", "ticker:ALB", "lei:5493"])
def test_an_identifier_that_is_not_on_record_makes_no_organization_of_that_name(story: Story, typed: str) -> None:
    story.refuse("add", "milestone", "A plan", typed, *YEAR)


@pytest.mark.parametrize("typed", ["p9", "o9"])
def test_an_id_that_is_not_on_record_is_refused(told: Story, typed: str) -> None:
    """
    2024 appointment "Jane Roe" CEO Acme
    """
    words = (typed, "CEO", "Acme") if typed == "p9" else ("Jane Roe", "CEO", typed)
    assert typed in told.refuse("add", "in-post", *words, *YEAR).err


@pytest.mark.parametrize("typed", ["o1", "t1", "e1", "s1", "post:1"])
def test_an_id_of_another_noun_is_refused(told: Story, typed: str) -> None:
    """
    2024 appointment "Jane Roe" CEO Acme --source S
    """
    said = told.refuse("add", "in-post", typed, "CEO", "Acme", *YEAR)
    assert "person" in said.err


def test_two_of_the_same_name_need_an_id(told: Story) -> None:
    """
    $ add person "John Smith"
    $ add person "Jon Smith" --new
    $ edit p2 "name=John Smith"
    """
    said = told.refuse("add", "in-post", "john smith", "CEO", "Acme", *YEAR, code=3)
    assert [(c["id"], c["name"], c["reason"]) for c in said.candidates] == [
        ("p1", "John Smith", "the same name"),
        ("p2", "John Smith", "the same name"),
    ]
    told.add("in-post", "p2", "CEO", "Acme", *YEAR)
    assert told.rows("SELECT person_id FROM events") == [(2,)]


def test_an_alias_of_one_that_is_the_name_of_another_needs_an_id(told: Story) -> None:
    """
    $ add person "John Smith"
    $ add person "Bill Doe"
    $ alias "Bill Doe" "John Smith"
    """
    said = told.refuse("add", "in-post", "John Smith", "CEO", "Acme", *YEAR, code=3)
    assert {c["id"] for c in said.candidates} == {"p1", "p2"}


@pytest.mark.parametrize(
    ("stored", "typed", "reason"),
    [
        ("Jiang Fan", "Fan Jiang", "word order"),
        ("Wu Yongming", "Wu Yong Ming", "the same letters"),
        ("Wu Yongming", "Wu Yongmin", "one letter apart"),
        ("John Smith", "John Smith Jr", "another suffix"),
        ("John Smith Sr", "John Smith Jr", "another suffix"),
        ("Eddie Wu", "Eddie Yongming Wu", "the same name with further parts"),
    ],
)
def test_a_close_name_is_never_joined_by_guess(story: Story, stored: str, typed: str, reason: str) -> None:
    story.add("in-post", stored, "CEO", "Acme", *YEAR)
    said = story.refuse("add", "in-post", typed, "CEO", "Acme", *YEAR, code=3)
    assert said.candidates == [{"id": "p1", "name": stored, "reason": reason}]
    assert "--new" in said.err
    story.add("in-post", typed, "CEO", "Acme", *YEAR, "--new")
    assert story.names("people") == [stored, typed]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [("Acme", "Acme Ltd"), ("Alibaba Group", "Alibaba"), ("Acme Inc", "Acme Corp."), ("Alibaba", "Alibabba")],
)
def test_another_legal_form_is_a_question(story: Story, stored: str, typed: str) -> None:
    story.add("milestone", "A plan", stored, *YEAR)
    said = story.refuse("add", "milestone", "A plan", typed, *YEAR, code=3)
    assert [c["id"] for c in said.candidates] == ["o1"]


@pytest.mark.parametrize(
    ("stored", "typed"), [("がが", "かか"), ("パパ", "ハハ"), ("Чайка", "Чаика"), ("马云", "馬雲"), ("한국", "한곡")]
)
def test_marks_that_make_another_letter_are_not_folded_away(story: Story, stored: str, typed: str) -> None:
    story.add("in-post", stored, "CEO", "Acme", *YEAR)
    story.add("in-post", typed, "CEO", "Acme", *YEAR, "--new")
    assert story.names("people") == [stored, typed]
    decomposed = unicodedata.normalize("NFD", stored)
    assert "p1" in story.add("in-post", decomposed, "CEO", "Acme", *YEAR, "--source", "S").err


def test_a_close_name_is_found_through_an_alias_too(told: Story) -> None:
    """
    $ add person "Jack Ma" --alias "Ma Yunfeng"
    """
    said = told.refuse("add", "in-post", "Ma Yunfang", "CEO", "Alibaba", *YEAR, code=3)
    assert [c["id"] for c in said.candidates] == ["p1"]


def test_a_close_title_is_a_question_and_a_known_title_never(told: Story) -> None:
    """
    2024 appointment "Jane Roe" "Head of Robotics" Acme
    2024 appointment "Jane Roe" "Vice President" Acme
    2024 appointment "Jane Roe" "Senior Vice President" Acme
    2024 appointment "Jane Roe" "Chairman" Acme
    2024 appointment "Jane Roe" "Chairwoman" Acme
    """
    said = told.refuse("add", "in-post", "Jane Roe", "Head of Robotic", "Acme", *YEAR, code=3)
    assert [c["name"] for c in said.candidates] == ["Head of Robotics"]


def test_unit_and_parent_are_not_one(told: Story) -> None:
    """
    2009 formation "Alibaba Cloud" --parent Alibaba
    """
    assert told.names("organizations") == ["Alibaba", "Alibaba Cloud"]


def test_close_names_of_one_command_are_told_apart_by_the_command(story: Story) -> None:
    story.add("acquisition", "Acme Ltd", "Acme", *YEAR)
    assert sorted(story.names("organizations")) == ["Acme", "Acme Ltd"]
    story.refuse("add", "milestone", "A plan", "Acme Inc", *YEAR, code=3)


def test_names_are_told_apart_by_noun(told: Story) -> None:
    """
    $ add person Ford
    $ add company Ford
    """
    said = told.refuse("alias", "Ford", "Fordo", code=3)
    assert {c["id"] for c in said.candidates} == {"p1", "o1"}
    told.say("alias", "o1", "Fordo")


@pytest.mark.parametrize("words", [("alias", "Nobodyes", "x y"), ("edit", "Nobodyes", "note=x")])
def test_a_name_that_nothing_has_is_refused_with_the_closest(told: Story, words: tuple[str, ...]) -> None:
    """
    $ add person Nobodies
    """
    assert "Nobodies (p1)" in told.refuse(*words).err


NEAR = ("--db", "t.db", "--today", "2025-07-16", "add", "in-post", "Fan Jiang", "CEO", "Alibaba", *YEAR)


@pytest.fixture
def near(story: Story) -> Story:
    story.add("in-post", "Jiang Fan", "CEO", "Alibaba", "--date", "2024")
    return story


@pytest.mark.parametrize(
    ("answer", "people", "aliases"),
    [
        ("1", ["Jiang Fan"], []),
        ("1+", ["Jiang Fan"], ["Fan Jiang"]),
        ("n", ["Jiang Fan", "Fan Jiang"], []),
    ],
)
def test_a_person_at_the_terminal_is_asked_and_decides(
    near: Story, answer: str, people: list[str], aliases: list[str]
) -> None:
    with Terminal(*NEAR, folder=near.folder) as terminal:
        terminal.sees("1  Jiang Fan (p1): word order")
        terminal.sees("> ")
        terminal.types(answer)
        terminal.sees("e2: ")
        assert terminal.ends() == 0
    assert near.names("people") == people
    assert [row[0] for row in near.rows("SELECT name FROM names")] == aliases


def test_there_is_no_default_and_nonsense_is_asked_again(near: Story) -> None:
    with Terminal(*NEAR, folder=near.folder) as terminal:
        for nonsense in ("", "y", "2", "0", "-1", "1++", "²", "p1"):
            terminal.sees("> ")
            terminal.types(nonsense)
        terminal.sees("> ")
        assert near.count() == 1
        terminal.types("q")
        terminal.sees("nothing was written")
        assert terminal.ends() == 1
    assert near.count() == 1


def test_ctrl_c_at_the_question_writes_nothing(near: Story) -> None:
    before = near.content()
    with Terminal(*NEAR, folder=near.folder) as terminal:
        terminal.sees("> ")
        terminal.interrupts()
        terminal.sees("Interrupted; nothing was written.")
        assert terminal.ends() == 130
    assert near.content() == before


def test_the_end_of_input_at_the_question_writes_nothing(near: Story) -> None:
    before = near.content()
    with Terminal(*NEAR, folder=near.folder) as terminal:
        terminal.sees("> ")
        terminal.types("\x04")
        assert terminal.ends() == 1
    assert near.content() == before


def test_others_may_write_while_a_question_stands(near: Story) -> None:
    with Terminal(*NEAR, folder=near.folder) as terminal:
        terminal.sees("> ")
        near.add("milestone", "Meanwhile", "Alibaba", *YEAR)
        terminal.types("1")
        terminal.sees("e3: ")
        assert terminal.ends() == 0


def test_every_close_name_of_a_command_is_asked_about(near: Story) -> None:
    words = (*NEAR[:6], "Fan Jiang", "CEO", "Alibaba Ltd", *YEAR)
    with Terminal(*words, folder=near.folder) as terminal:
        terminal.sees("Alibaba (o1): the same but for the legal form")
        terminal.types("1")
        terminal.sees("Jiang Fan (p1)")
        terminal.types("1")
        assert terminal.ends() == 0
    assert near.count("people") == near.count("organizations") == 1


def test_a_remembered_name_is_never_asked_about_again(near: Story, tmp_path: Path) -> None:
    with Terminal(*NEAR, folder=tmp_path) as terminal:
        terminal.sees("> ")
        terminal.types("1+")
        assert terminal.ends() == 0
    assert (
        "used o1 Alibaba, p1 Jiang Fan (for Fan Jiang)" in near.add("in-post", "FAN JIANG", "CEO", "Alibaba", *YEAR).err
    )
