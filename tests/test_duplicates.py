"""`duplicates` and `not-same`: records that look like one, why, and those that a person told apart."""

from __future__ import annotations

import csv
import io
import json

import pytest
from story import Story

from orgtrack.model.vocabulary import Noun
from orgtrack.store import open_tracker
from orgtrack.store.names import derive_name_keys, near


def pairs(story: Story, *words: str) -> list[tuple[str, str]]:
    """The ids of the pairs that are shown, in order."""
    rows = json.loads(story.say("duplicates", *words, "--format", "json").out)
    return [(row["id"], row["other_id"]) for row in rows]


@pytest.fixture
def alike(story: Story) -> Story:
    for name in ("Bob Iger", "Robert A. Iger", "Mary Barra", "吴泳铭", "Wu Yongming"):
        story.add("person", name, "--new")
    for name in ("Acme", "Acme Ltd", "International Business Machines", "IBM", "Globex"):
        story.add("company", name, "--new")
    return story


def test_pairs_that_look_like_one_are_shown_with_score_and_reason_the_likeliest_first(alike: Story) -> None:
    said = alike.say("duplicates", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(said)))
    assert [(row["id"], row["other_id"], row["kind"]) for row in rows] == [
        ("o1", "o2", "organization"),
        ("p4", "p5", "person"),
        ("p1", "p2", "person"),
        ("o3", "o4", "organization"),
    ]
    assert [int(row["score"]) for row in rows] == sorted((int(row["score"]) for row in rows), reverse=True)
    assert rows[0]["reasons"] == "the same but for the legal form"
    assert rows[1]["reasons"] == "the same in pinyin"
    assert list(rows[0]) == ["score", "kind", "name", "other", "reasons", "id", "other_id"]


@pytest.mark.parametrize("format", ["table", "csv", "json", "jsonl", "markdown"])
def test_every_format_holds_the_same_pairs(alike: Story, format: str) -> None:
    said = alike.say("duplicates", "--format", format).out
    for name in ("Bob Iger", "Robert A. Iger", "吴泳铭", "Wu Yongming", "Acme Ltd", "IBM"):
        assert name in said


def test_filters_narrow_by_kind_score_and_record(alike: Story) -> None:
    assert pairs(alike, "--kind", "people") == [("p4", "p5"), ("p1", "p2")]
    assert pairs(alike, "--kind", "organizations", "--least", "90") == [("o1", "o2")]
    assert pairs(alike, "IBM") == [("o3", "o4")]
    assert pairs(alike, "p2") == [("p1", "p2")]
    assert pairs(alike, "Mary Barra") == []
    assert "No two records look like one." in alike.say("duplicates", "Globex").err


def test_namesakes_are_shown_and_other_names_count(told: Story) -> None:
    """
    $ add person "John Smith"
    $ add person "Jon Smythe" --new
    $ edit p2 "name=John Smith"
    $ add person "Jack Ma" --alias "Ma Yun"
    $ add person "马云" --new
    """
    rows = json.loads(told.say("duplicates", "--format", "json").out)
    assert [(row["id"], row["other_id"], row["reasons"]) for row in rows] == [
        ("p1", "p2", "the same name"),
        ("p3", "p4", "the same in pinyin"),
    ]


def test_what_is_told_apart_is_never_suggested_again_until_that_is_taken_back(alike: Story) -> None:
    assert "p2 Robert A. Iger and p1 Bob Iger are not the same" in alike.say("not-same", "p2", "Bob Iger").out
    assert pairs(alike, "--kind", "people") == [("p4", "p5")]
    assert "told apart already" in alike.say("not-same", "p1", "p2").out
    assert alike.count("not_same") == 1
    alike.add("in-post", "Bob Iger", "CEO", "Acme", "--date", "2020")
    assert pairs(alike, "p1") == []
    alike.say("not-same", "p1", "p2", "--undo")
    assert alike.count("not_same") == 0
    assert pairs(alike, "p1") == [("p1", "p2")]


def test_organizations_are_told_apart_too_with_the_reason_kept(alike: Story) -> None:
    alike.say("not-same", "Acme", "Acme Ltd", "--note", "of another country")
    assert alike.rows("SELECT organization_id, other_organization_id, note FROM not_same") == [
        (1, 2, "of another country")
    ]
    assert ("o1", "o2") not in pairs(alike)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("p1", "p1"), 2),
        (("p1", "o1"), 2),
        (("p1", "Nobody"), 1),
        (("p1", "p99"), 1),
        (("p1", "p3", "--undo"), 1),
        (("p1", "p2", "--undo", "--note", "x"), 2),
    ],
)
def test_what_cannot_be_told_apart_is_refused(alike: Story, words: tuple[str, ...], code: int) -> None:
    alike.refuse("not-same", *words, code=code)


def test_a_record_that_goes_takes_its_keys_and_judgements_with_it(alike: Story) -> None:
    alike.say("not-same", "p1", "p2")
    alike.say("remove", "p2")
    assert alike.count("not_same") == 0
    assert alike.value("SELECT count(*) FROM name_blocks WHERE record_id = 2 AND block LIKE 'p%'") == 0
    assert alike.value("SELECT count(*) FROM name_blocks WHERE record_id = 2 AND block LIKE 'o%'") > 0
    alike.check_whole()


def test_the_keys_of_names_follow_every_change_of_a_name(told: Story) -> None:
    """
    $ add person "Jane Roe" --alias 马云
    $ edit p1 "name=Joan Doe"
    $ add company Acme
    2024 renaming Acme "Apex Holdings"
    $ add title "Head of Robots"
    $ edit t1 "name=Head of Robotics"
    """
    told.load("person,title,organization,start,end,source\nRoberta Poe,CEO,Hooli,2020,2021,S\n")
    with open_tracker(told.path, write=True) as tracker:
        assert derive_name_keys(tracker) == 0
        assert [row["record_id"] for row in near(tracker, Noun.PERSON, "Jon Doe", 9)] == [1, 1]
        assert near(tracker, Noun.PERSON, "Janet Roe", 9) == []


def test_rebuilding_mends_the_keys_of_names(alike: Story) -> None:
    with open_tracker(alike.path, write=True) as tracker:
        tracker.connection.execute("DELETE FROM name_blocks WHERE record_id = 1 AND block LIKE 'p%'")
        tracker.connection.execute("UPDATE organizations SET search_keys = 'x' WHERE id = 3")
    assert alike.say("check", "--rebuild").out == "Mended: 2 name keys.\n"
    assert pairs(alike, "p1") == [("p1", "p2")]


def test_a_file_of_an_older_form_gets_the_keys_of_its_names_when_it_is_opened(alike: Story) -> None:
    before = alike.rows("SELECT * FROM name_blocks")
    with open_tracker(alike.path, write=True) as tracker:
        tracker.connection.execute("DROP TABLE name_blocks")
        tracker.connection.execute("DROP TABLE not_same")
        tracker.connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_likeness'")
        tracker.connection.execute("PRAGMA user_version = 2")
    assert len(pairs(alike)) == 4
    assert alike.rows("SELECT * FROM name_blocks") == before


def test_a_group_too_large_for_all_pairs_still_finds_neighbours(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orgtrack.timeline.duplicates._LARGEST_GROUP", 3)
    for name in ("Bob Iger", "Ben Iger", "Bill Iger", "Bart Iger", "Bruce Iger"):
        story.add("person", name, "--new")
    story.add("person", "Bruce A. Iger", "--new")
    assert ("p5", "p6") in pairs(story)
