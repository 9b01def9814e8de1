"""`log`, `undo` and `redo`: what was changed, and taking it back exactly or not at all."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from story import Said, Story, process

from orgtrack.schema.history import LOGGED


def content(story: Story) -> str:
    """All that the file holds but its log."""
    lines = (story.content() or "").split("\n")
    return "\n".join(line for line in lines if not line.startswith(("txn", "change")))


def entries(story: Story, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(story.say("log", *words, "--format", "json").out)
    return found


def changes(story: Story, *words: str) -> list[str]:
    """What the latest of these entries changed, a line each."""
    return str(entries(story, *words)[0]["changes"]).split("\n")


def foreign(story: Story, *statements: str) -> None:
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for sql in statements:
            connection.execute(sql)
        connection.commit()


# --- log -------------------------------------------------------------------------------------------------------------


def test_an_entry_tells_what_it_changed_in_the_words_of_the_reader(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme --source "A page" --quote "she is"
    """
    assert changes(told) == [
        "s1 new: A page",
        "o1 new company: Acme",
        "t1 new title: Chief Executive Officer",
        "p1 new person: Jane Roe",
        "e1 new: Jane Roe appointed Chief Executive Officer of Acme, 2020",
        "e1 cited: s1 A page, “she is”",
        "post:1 new: Chief Executive Officer of o1 Acme",
    ]
    (entry,) = entries(told)
    assert list(entry) == ["entry", "time", "actor", "command", "changes", "state", "digest"]
    assert (entry["actor"], entry["state"]) == ("tester", None)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (("edit", "e1", "date=2023-09-10"), ["e1 date 2023-09 → 2023-09-10"]),
        (("edit", "e1", "acting=yes"), ["e1 acting no → yes"]),
        (
            ("edit", "e1", "person=Bo Yin"),
            ["p2 new person: Bo Yin", "e1 person p1 Jane Roe → p2 Bo Yin", "e1 headline Jane Roe left as … → Bo Yin"],
        ),
        (("edit", "p1", "wikidata=Q1"), ["p1 wikidata:Q1"]),
        (("edit", "o1", "kind=agency", "note=x"), ["o1 kind company → agency", "o1 note none → x"]),
        (("edit", "t1", "seats="), ["t1 seats 1 → none"]),
        (("alias", "p1", "马云", "--kind", "native"), ["p1 also called 马云 (native)"]),
        (("remove", "e1"), ["e1 removed: Jane Roe left"]),
        (("cite", "e1", "--source", "B", "--says", "date=2022"), ["s1 new: B", "e1 cited: s1 B, says date=2022"]),
        (("add", "unit", "Labs", "--parent", "Acme"), ["o2 new unit: Labs", "e2 new", "e2 parent: o1 Acme"]),
    ],
)
def test_every_change_has_its_words(told: Story, words: tuple[str, ...], lines: list[str]) -> None:
    """
    2023-09 departure "Jane Roe" CEO Acme
    """
    told.say(*words)
    found = changes(told)
    for line in lines:
        start, *rest = line.split("…")
        assert any(one.startswith(start) and all(part in one for part in rest) for one in found), (line, found)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ((), [5, 4, 3, 2, 1]),
        (("--limit", "2"), [5, 4]),
        (("Jane Roe",), [4, 2, 1]),
        (("p2",), [4, 3, 2, 1]),
        (("Beta",), [3]),
        (("e1",), [4, 2, 1]),
        (("e2",), [3]),
        (("s1",), [4]),
        (("t2",), [5, 3]),
        (("--actor", "tester"), [5, 4, 3, 2, 1]),
        (("--actor", "somebody"), []),
        (("--since", "2000"), [5, 4, 3, 2, 1]),
        (("--until", "2000"), []),
        (("--entry", "3"), [3]),
    ],
)
def test_the_log_is_narrowed_by_record_time_command_and_actor(
    told: Story, words: tuple[str, ...], numbers: list[int]
) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    $ edit e1 person="Bo Yin"
    2021 appointment "Bo Yin" CFO Beta
    $ cite e1 --source "A page"
    $ edit t2 note=x
    """
    assert [int(one["entry"]) for one in entries(told, *words)] == numbers


def test_the_log_is_narrowed_by_what_was_typed(tmp_path: Path) -> None:
    for words in (("add", "person", "Jane Roe"), ("edit", "p1", "note=x"), ("undo",)):
        assert process(*words, folder=tmp_path).code == 0
    said = process("log", "--command", "EDIT p1", "--format", "jsonl", folder=tmp_path)
    (entry,) = map(json.loads, said.out.splitlines())
    assert (entry["entry"], entry["command"], entry["state"]) == ("2", "orgtrack edit p1 note=x", "undone by 3")


def test_what_is_gone_is_found_in_the_log(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme --source "A page"
    $ remove e1
    """
    assert [one["entry"] for one in entries(told, "p1")] == ["2", "1"]
    assert "e1 no longer cited: s1 A page" in changes(told, "Jane Roe")
    assert [one["entry"] for one in entries(told, "e1")] == ["2", "1"]
    told.refuse("log", "e2")
    told.say("remove", "p1")
    assert [one["entry"] for one in entries(told, "p1")] == ["3", "2", "1"]


def test_the_log_of_a_record_holds_that_of_what_was_joined_with_it(told: Story) -> None:
    """
    $ add person "Jane Roe"
    $ add person "Bo Yin"
    $ edit p2 note=x
    $ same p1 p2
    """
    assert [one["entry"] for one in entries(told, "p1")] == ["4", "3", "2", "1"]
    said = told.say("log", "p2", "--limit", "1", "--format", "csv")
    assert said.err == "p2 is now p1 Jane Roe\n"


def test_a_large_entry_is_told_in_numbers_unless_it_alone_is_asked_for(story: Story) -> None:
    rows = "".join(f"Person {n}x,Boss,Acme,2020,\n" for n in range(30))
    story.load(f"person,title,organization,start,end\n{rows}")
    told = ["1 organizations new", "1 titles new", "30 people new", "30 events new", "1 posts new"]
    assert sorted(changes(story)) == sorted(told)
    assert len(changes(story, "--entry", "1")) == 63


def test_the_log_of_a_missing_or_empty_tracker_says_so(story: Story) -> None:
    assert story.run("log").code == 1
    story.add("person", "Jane Roe")
    said = story.say("log", "--command", "nonsense")
    assert (said.out, said.err) == ("", "No entry of the log matches.\n")
    story.refuse("log", "--entry", "x", code=2)
    story.refuse("log", "--digest", "--format", "csv", code=2)


def test_the_actor_before_log_is_who_asks_and_behind_it_who_wrote(told: Story) -> None:
    """
    $ add person "Jane Roe"
    """
    assert told.run("--actor", "x", "log", "--format", "csv").out.count("\n") == 2
    assert told.run("log", "--actor=tester", "--format", "csv").out.count("\n") == 2


# --- undo and redo ---------------------------------------------------------------------------------------------------


def test_undo_goes_back_step_by_step_and_redo_forth(story: Story) -> None:
    steps = [
        ("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2020", "--source", "S", "--quote", "she is"),
        ("add", "formation", "Cloud", "--parent", "Acme", "--date", "2009"),
        ("add", "appointment", "Bo Yin", "CEO", "Cloud", "--date", "2010"),
        ("edit", "e1", "date=2020-05", "person=Cy Zed"),
        ("alias", "Jane Roe", "马云"),
        ("add", "renaming", "Acme", "Apex", "--date", "2024"),
        ("add", "move", "Cloud", "Beta", "--date", "2015"),
        ("cite", "e2", "--source", "An older page", "--says", "date=2008"),
        ("resolve", "e2", "date=2008", "--because", "it is older"),
        ("not-same", "Bo Yin", "Cy Zed"),
        ("edit", "p2", "wikidata=Q42"),
        ("remove", "e1"),
        ("edit", "s1", "title=T", "url=https://example.com"),
        ("edit", "t1", "name=Boss"),
        ("same", "Cy Zed", "Jane Roe"),
    ]
    held, filled = [], set()
    for words in steps:
        held.append(content(story))
        story.say(*words)
        filled |= {table for table, rows in story.snapshot().items() if rows}
    held.append(content(story))
    assert filled == set(LOGGED), "each logged table has something to take back"
    for before in reversed(held[1:-1]):
        story.say("undo")
        assert content(story) == before
        story.check_whole()
    story.say("undo")
    assert [table for table, rows in story.snapshot().items() if rows] == []
    assert story.refuse("undo").err.startswith("There is nothing to undo")
    for after in held[1:]:
        story.say("redo")
        assert content(story) == after
    assert story.refuse("redo").err.startswith("There is nothing to redo")
    story.check_whole()


def test_the_log_tells_of_a_decision_and_of_its_end(told: Story) -> None:
    """
    2009 formation Acme
    $ cite e1 --source "A page" --says date=2008
    $ resolve e1 date=2008 --because "it is older"
    $ undo
    """
    assert "e1 decided: date=2008 because it is older" in told.say("log", "--entry", "3").out
    assert "e1 no longer decided: date=2008 because it is older" in told.say("log", "--entry", "4").out
    assert told.count() == 1


def test_search_follows_what_is_undone(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    $ alias "Jane Roe" 马云
    """
    told.say("undo")
    assert told.found_names("people", "马云") == told.found_events("马云") == []
    told.say("redo")
    assert (told.found_names("people", "马云"), told.found_events("马云")) == (["Jane Roe"], ["e1"])
    told.say("undo", "2")
    told.say("undo", "1")
    assert told.found_names("people", "Jane") == told.found_events("Jane") == []
    told.say("redo", "1")
    assert told.found_names("organizations", "Acme") == ["Acme"]
    told.check_whole()


def test_an_undo_is_an_entry_of_the_log_and_says_what_it_undoes(told: Story) -> None:
    """
    $ add person "Jane Roe" --note one
    $ edit p1 note=two
    $ undo
    $ redo
    $ undo
    """
    assert [(one["entry"], one["state"]) for one in entries(told)] == [
        ("5", "undoes 2"),
        ("4", "redoes 2"),
        ("3", "undoes 2, undone by 4"),
        ("2", "undone by 5"),
        ("1", None),
    ]
    assert changes(told) == ["p1 note two → one"]


def test_an_earlier_entry_is_undone_by_its_number_when_nothing_builds_on_it(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    2021 appointment "Bo Yin" CFO Beta
    $ edit e1 note=x
    """
    said = told.say("undo", "2")
    assert said.out.startswith("Undone: entry 2 of ")
    assert "  e2 removed: Bo Yin appointed Chief Financial Officer of Beta, 2021\n" in said.out
    assert told.names("people") == ["Jane Roe"]
    assert told.refuse("undo", "2").err == "Entry 2 is undone already, by entry 4; 'orgtrack redo 2' does it again.\n"


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (("edit", "e1", "note=x"), ["e1 was changed by entry 2", "orgtrack undo 2"]),
        (("cite", "e1", "--source", "S"), ["a citation of e1 (entry 2)", "orgtrack undo 2"]),
        (("alias", "Jane Roe", "Jay"), ["a name of p1 (entry 2)"]),
        (("add", "departure", "Jane Roe", "Boss", "Hooli", "--date", "2021"), ["e2 names p1 (entry 2)"]),
        (("add", "formation", "Labs", "--parent", "Acme", "--date", "2021"), ["a part of e2 names o1 (entry 2)"]),
        (("remove", "e1"), ["e1 was changed by entry 2"]),
    ],
)
def test_undoing_is_refused_when_a_later_change_builds_on_it(
    told: Story, later: tuple[str, ...], why: list[str]
) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    """
    told.say(*later)
    said = told.refuse("undo", "1")
    for part in why:
        assert part in said.err
    told.say("undo")
    told.say("undo", "1")
    assert told.count() == told.count("people") == 0


def test_undoing_is_refused_when_what_it_brings_back_has_lost_its_place(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    $ remove e1
    $ remove p1
    """
    said = told.refuse("undo", "2")
    assert "e1 names p1, which is gone" in said.err
    told.say("undo", "3")
    told.say("undo", "2")
    assert told.event("e1", "person_id") == (1,)


def test_undoing_is_refused_when_a_name_that_must_be_one_is_taken(told: Story) -> None:
    """
    $ add title Boss
    $ remove t1
    $ add title Boss
    """
    assert "t2 is recorded under the same name" in told.refuse("undo", "2").err


def test_an_id_that_was_undone_is_never_given_again(told: Story) -> None:
    """
    2020 milestone "A plan" Acme
    2021 milestone "Another plan" Acme
    $ undo
    2022 milestone "A third plan" Acme
    """
    assert told.rows("SELECT id FROM events") == [(1,), (3,)]
    told.say("redo", "2")
    assert told.rows("SELECT id FROM events") == [(1,), (2,), (3,)]


def test_a_post_stays_while_another_event_needs_it(told: Story) -> None:
    """
    $ add company Acme
    $ add title CEO
    2020 appointment "Jane Roe" CEO Acme
    2021 appointment "Bo Yin" CEO Acme
    """
    told.say("undo", "3")
    assert told.count("posts") == 1
    told.say("redo", "3")
    told.say("undo", "4")
    assert told.rows("SELECT person_id FROM tenures") == [(1,)]
    told.check_whole()


def test_a_dry_run_shows_what_would_change_and_changes_nothing(told: Story) -> None:
    """
    $ add person "Jane Roe" --note one
    $ edit p1 note=two
    """
    before = told.content()
    said = told.say("undo", "--dry-run")
    assert said.out.startswith("Would be undone: entry 2 of ")
    assert said.out.endswith("  p1 note two → one\n")
    assert told.content() == before
    told.say("undo")
    before = told.content()
    assert "  p1 note one → two\n" in told.say("redo", "--dry-run").out
    assert told.content() == before


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE people SET name = 'Changed', note = NULL WHERE id = 1",),
        ("DELETE FROM events",),
        ("DELETE FROM citations", "DELETE FROM events WHERE id = 1", "UPDATE organizations SET kind = 'other'"),
        ("INSERT INTO identifiers(scheme, value, person_id) VALUES ('lei', '5', 1)",),
    ],
)
def test_what_another_program_changed_is_undone_too(told: Story, statements: tuple[str, ...]) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme --source S
    2021 formation Cloud --parent Acme
    """
    before = content(told)
    foreign(told, *statements)
    assert entries(told)[0]["command"] == "another program"
    told.say("undo")
    assert content(told) == before
    told.check_whole()


def test_an_import_is_one_entry_and_goes_as_one(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    """
    before = content(told)
    rows = "".join(f"{chr(97 + n)}{chr(122 - n)}{n * 1234567} Roe,CFO,Acme,2020,2021\n" for n in range(25))
    told.load(f"person,title,organization,start,end\n{rows}")
    after = content(told)
    told.say("undo")
    assert content(told) == before
    told.say("redo")
    assert content(told) == after


@pytest.mark.parametrize(
    ("words", "code"),
    [(("undo", "9"), 1), (("redo", "1"), 1), (("undo", "x"), 2), (("undo", "e1"), 2), (("redo", "9"), 1)],
)
def test_an_entry_that_is_not_there_is_refused(told: Story, words: tuple[str, ...], code: int) -> None:
    """
    $ add person "Jane Roe"
    """
    told.refuse(*words, code=code)


def test_undo_makes_no_tracker(story: Story) -> None:
    said: Said = story.run("undo")
    assert said.code == 1
    assert not story.path.exists()


def test_as_recorded_stays_true_through_undo_and_joining(told: Story) -> None:
    """
    2020 appointment "Jane Roe" CEO Acme
    2021 appointment "Bo Yin" CEO Beta
    $ undo
    $ redo
    $ same p1 p2
    $ undo
    """
    with closing(sqlite3.connect(told.path)) as connection:
        connection.execute("UPDATE txn SET time = '2025-01-0' || id || 'T12:00:00.000Z'")
        connection.commit()
    one, both = "Jane Roe", "Bo Yin, Jane Roe"
    for number, names in enumerate([one, both, one, both, one, both], 1):
        out = told.say("list", "people", "--recorded", f"2025-01-0{number}", "--format", "csv").out
        assert ", ".join(line.split(",")[0] for line in out.splitlines()[1:]) == names, number
