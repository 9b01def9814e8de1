"""The change log: it holds what is needed to go back to any earlier state, whoever wrote."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Snapshot, Story, undone

from orgtrack.schema.history import DERIVED_COLUMNS, LOGGED

MENU: tuple[tuple[str, ...], ...] = (
    ("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2020", "--source", "S", "--quote", "she is"),
    ("add", "appointment", "Jane Roe", "CEO", "Acme", "--date", "2022", "--new-event"),
    ("add", "appointment", "John Doe", "Chairman and CFO", "Acme", "--date", "2021", "--succeeding", "Jane Roe"),
    ("add", "departure", "Jane Roe", "all", "Acme", "--date", "2023", "--reason", "retired"),
    ("add", "in-post", "Jim Poe", "Boss", "Cloud", "--date", "2021", "--formerly", "VP", "Hooli"),
    ("add", "formation", "Cloud", "--parent", "Acme", "--date", "2009", "--source", "T", "--published", "2010"),
    ("add", "move", "Cloud", "Globex", "--date", "2015", "--new-event"),
    ("add", "renaming", "Acme", "Apex", "--date", "2024", "--new-event"),
    ("add", "renaming", "Cloud", "Sky", "--date", "2024", "--planned"),
    ("add", "merger", "Both", "--from", "Acme", "--from", "Hooli", "--date", "2024-05"),
    ("add", "milestone", "A plan", "Acme", "--date", "unknown", "--planned", "--announced", "2025-01"),
    ("add", "person", "Eddie Wu", "--alias", "吴泳铭", "--note", "a note"),
    ("add", "unit", "Labs", "--parent", "Acme"),
    ("add", "source", "https://example.com/a", "--title", "A page", "--published", "2025-07-16"),
    ("confirm", "e1"),
    ("confirm", "e2", "--date", "2025-03", "--source", "U"),
    ("postpone", "e3", "--date", "2026"),
    ("withdraw", "e2", "--source", "S"),
    ("reject", "e1", "--note", "a misprint"),
    ("reject", "e4"),
    ("cite", "e1", "--source", "V", "--quote", "more", "--says", "date=2019"),
    ("resolve", "e1", "date=2019", "--because", "it says so"),
    ("resolve", "e1", "date=2020", "--because", "on second thought"),
    ("edit", "e1", "date=2018", "note=changed", "person=Someone Else"),
    ("edit", "e2", "organization=Hooli", "visibility=private"),
    ("edit", "p1", "name=Jane Q. Roe", "wikidata=Q1"),
    ("edit", "p1", "wikidata=", "note="),
    ("edit", "o1", "kind=agency", "fiscal_year_end=06-30"),
    ("edit", "s1", "published=2019", "publisher=KEYT"),
    ("edit", "post:1", "seats=2"),
    ("edit", "t1", "level=other", "short=Boss"),
    ("alias", "p1", "马云"),
    ("not-same", "p1", "p2", "--note", "two people"),
    ("not-same", "o1", "o2"),
    ("not-same", "p1", "p2", "--undo"),
    ("remove", "e1"),
    ("remove", "e2"),
    ("remove", "e5"),
    ("remove", "p1"),
    ("remove", "s1"),
    ("remove", "post:1"),
    ("remove", "o3"),
    ("same", "p2", "p3"),
    ("same", "o1", "o2"),
    ("unsame", "p3"),
    ("undo",),
    ("undo", "3"),
    ("redo",),
)


def changes_since(story: Story, txn: int) -> list[tuple[str, int, str, str | None]]:
    """What changed after this entry of the log, the latest first."""
    sql = "SELECT table_name, row_id, operation, old FROM change WHERE txn_id > ? ORDER BY id DESC"
    return story.rows(sql, txn)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(MENU), min_size=3, max_size=14))
def test_every_earlier_state_can_be_had_back_from_the_log(commands: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        story = Story(Path(folder))
        story.say("add", "title", "Boss")
        states: list[tuple[int, Snapshot]] = [(0, {table: {} for table in LOGGED})]
        for words in commands:
            before = story.snapshot()
            entries = story.count("txn")
            said = story.run(*words, *(("--new",) if words[0] == "add" and words[1] != "source" else ()))
            assert said.code in (0, 1, 2, 3)
            last = int(story.value("SELECT max(id) FROM txn"))
            states = [state for state in states if state[0] != last]
            states.append((last, story.snapshot()))
            # One entry a command that changed something; none for one that did not.
            assert story.count("txn") - entries == int(story.snapshot() != before)
        story.check_whole()
        now = story.snapshot()
        for txn, state in states:
            assert undone(now, changes_since(story, txn)) == state, f"the state after txn {txn}"


def test_every_logged_table_has_been_tried_with_every_operation(story: Story) -> None:
    """The menu above can touch all that is logged: no table is without a test."""
    for words in MENU:
        story.run(*words, *(("--new",) if words[0] == "add" and words[1] != "source" else ()))
    tried = set(story.rows("SELECT DISTINCT table_name, operation FROM change"))
    assert {table for table, _ in tried} == set(LOGGED)
    assert {(table, "insert") for table in LOGGED} <= tried


def test_an_entry_says_when_who_and_what_was_typed(told: Story) -> None:
    """
    2024 milestone "A plan" Acme
    """
    ((time, command, actor, is_open),) = told.rows("SELECT time, command, actor, is_open FROM txn")
    assert time.endswith("Z")
    assert command.startswith("orgtrack")
    assert (actor, is_open) == ("tester", None)


def test_only_what_changed_is_kept_and_only_its_old_value(told: Story) -> None:
    """
    2024 milestone "A plan" Acme --note one
    $ edit e1 note=two
    """
    assert told.rows("SELECT table_name, row_id, operation, old FROM change WHERE txn_id = 2") == [
        ("events", 1, "update", '{"note":"one"}')
    ]


def test_what_is_derived_is_not_logged(told: Story) -> None:
    """
    2024 milestone "A plan" Cloud
    2009 formation Cloud --parent Acme
    """
    assert told.company_of("", "e1") == "Acme"
    logged = {
        column for (old,) in told.rows("SELECT old FROM change WHERE old IS NOT NULL") for column in json.loads(old)
    }
    assert logged.isdisjoint(set().union(*DERIVED_COLUMNS.values()))
    tables = {row[0] for row in told.rows("SELECT DISTINCT table_name FROM change")}
    assert tables.isdisjoint({"hierarchy", "tenures"})


@pytest.mark.parametrize(
    ("sql", "operation"),
    [
        ("UPDATE people SET name = 'Changed', note = NULL WHERE id = 1", "update"),
        ("INSERT INTO identifiers(scheme, value, person_id) VALUES ('lei', '5', 1)", "insert"),
        ("DELETE FROM citations", "delete"),
        ("DELETE FROM events", "delete"),
    ],
)
def test_the_change_of_another_program_is_logged_as_such(told: Story, sql: str, operation: str) -> None:
    """
    2024 appointment "Jane Roe" CEO Acme --source S
    """
    before = told.snapshot()
    with closing(sqlite3.connect(told.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(sql)
        connection.commit()
    assert told.rows("SELECT command, actor, is_open FROM txn WHERE id > 1 GROUP BY command") == [
        ("another program", None, None)
    ]
    assert operation in {row[0] for row in told.rows("SELECT operation FROM change WHERE txn_id > 1")}
    assert undone(told.snapshot(), changes_since(told, 1)) == before
    told.check_whole()


def test_a_refused_command_leaves_no_entry(told: Story) -> None:
    """
    2024 milestone "A plan" Acme
    """
    told.refuse("add", "milestone", "x y", "Acme", "--date", "soon")
    told.refuse("add", "milestone", "x y", "Acme Ltd", "--date", "2025", code=3)
    assert told.count("txn") == 1


def test_search_finds_every_script_and_alias_and_nothing_for_nonsense(told: Story) -> None:
    """
    $ add person "Jack Ma" --alias 马云 --alias 馬雲
    2017 appointment "Börje Ekholm" CEO Ericsson
    2019 departure 马云 Chairman "Alibaba Group"
    $ alias "Alibaba Group" 阿里巴巴集团
    """
    assert told.found_events("马云") == told.found_events("ma") == told.found_events("阿里巴巴") == ["e2"]
    assert told.found_events("Börje") == told.found_events("borje") == ["e1"]
    assert told.found_names("people", "马") == told.found_names("people", "雲") == ["Jack Ma"]
    assert told.found_names("people", "ekh") == ["Börje Ekholm"]
    for nonsense in ("qwertzuiop", "鑫", "xyzzy plugh"):
        assert told.found_events(nonsense) == []
        assert told.found_names("people", nonsense) == told.found_names("organizations", nonsense) == []
    told.say("edit", "p1", "name=Ma Yun")
    told.say("alias", "p2", "Эрикссон")
    assert told.found_events("Эрикссон") == ["e1"]
    assert told.found_events("jack") == []
    told.say("remove", "e2")
    assert told.found_events("马云") == []
    told.check_whole()
