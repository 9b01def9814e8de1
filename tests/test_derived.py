"""What is derived with each event is what deriving everything anew gives: whatever is added, changed or taken back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Row, Story

from orgtrack.store import open_tracker
from orgtrack.store.careers import derive_all_tenures

PEOPLE = ("Ada Xu", "Bo Yin", "Cy Zed")
TITLES = ("CEO", "CFO")
PLACES = ("Acme", "Beta", "Gamma")
DATES = ("2019", "2020-03", "2020-03-15", "2020-09-01", "2021", "[2020..2022]", "unknown")
PLANS = ("2026-01-01", "2026-06", "2027")

person, title, place = map(st.sampled_from, (PEOPLE, TITLES, PLACES))
when = st.sampled_from(DATES)
number = st.integers(1, 8).map(lambda n: f"e{n}")
_post = st.tuples(person, title, place)
_flags = st.lists(
    st.sampled_from(
        [
            ("--acting",),
            ("--manner", "elected"),
            ("--succeeding", PEOPLE[0]),
            ("--succeeding", PEOPLE[1]),
            ("--private",),
        ]
    ),
    max_size=2,
    unique_by=lambda flag: flag[0],
).map(lambda flags: tuple(word for flag in flags for word in flag))


def _words(kind: str, parts: st.SearchStrategy[tuple[str, ...]], *more: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.tuples(parts, when).map(lambda p: ("add", kind, *p[0], "--date", p[1], "--new-event", "--new", *more))


taken = st.tuples(_post, when, _flags).map(
    lambda p: ("add", "appointment", *p[0], "--date", p[1], "--new-event", "--new", *p[2])
)
added = st.one_of(
    taken,
    _words("departure", _post),
    _words("departure", _post, "--last-day"),
    _words("in-post", _post),
    _words("departure", st.tuples(person, st.just("all"), place)),
    st.tuples(_post, title, place, when).map(
        lambda p: ("add", "transfer", *p[0], "--from-title", p[1], "--from-organization", p[2], "--date", p[3], "--new")
    ),
    st.tuples(_post, st.sampled_from(PLANS)).map(
        lambda p: ("add", "appointment", *p[0], "--date", p[1], "--new-event", "--new")
    ),
    _words("formation", st.tuples(place)),
    st.tuples(place, place, when).map(lambda p: ("add", "move", p[0], p[1], "--date", p[2], "--new")),
    _words("dissolution", st.tuples(place)),
    st.tuples(place, place, when).map(
        lambda p: ("add", "dissolution", p[0], "--into", p[1], "--date", p[2], "--new", "--new-event")
    ),
    st.tuples(place, place, place, when).map(
        lambda p: ("add", "merger", p[0], "--from", p[1], "--from", p[2], "--date", p[3], "--new", "--new-event")
    ),
    st.tuples(place, when).map(lambda p: ("add", "renaming", p[0], f"{p[0]} New", "--date", p[1], "--new")),
)
changed = st.one_of(
    st.tuples(number, when).map(lambda p: ("edit", p[0], f"date={p[1]}")),
    st.tuples(number, person).map(lambda p: ("edit", p[0], f"person={p[1]}")),
    st.tuples(number, title).map(lambda p: ("edit", p[0], f"title={p[1]}")),
    st.tuples(number, place).map(lambda p: ("edit", p[0], f"organization={p[1]}")),
    st.tuples(number, st.sampled_from(("happened", "rejected"))).map(lambda p: ("edit", p[0], f"status={p[1]}")),
    st.tuples(number, number).map(lambda p: ("edit", p[0], f"ends={p[1]}")),
    st.tuples(number, number).map(lambda p: ("edit", p[0], f"supersedes={p[1]}")),
    st.tuples(number, st.sampled_from(("unknown", ""))).map(lambda p: ("edit", p[0], f"end_state={p[1]}")),
    number.map(lambda e: ("remove", e)),
    number.map(lambda e: ("reject", e)),
    st.tuples(number, when).map(lambda p: ("confirm", p[0], "--source", "A page", "--date", p[1])),
    st.tuples(number, st.sampled_from(PLANS)).map(lambda p: ("postpone", p[0], "--source", "A page", "--date", p[1])),
    number.map(lambda e: ("withdraw", e, "--source", "A page")),
)
careers = st.tuples(
    st.lists(st.one_of(taken, taken, added), min_size=4, max_size=8),
    st.lists(st.one_of(changed, changed, added), min_size=2, max_size=8),
).map(lambda parts: parts[0] + parts[1])


def tenures(story: Story) -> list[Row]:
    return story.rows("SELECT * FROM tenures ORDER BY organization_id, title_id, person_id, id")


def derived_anew(story: Story) -> list[Row]:
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="test", actor="", time="now"):
        tracker.connection.execute("DELETE FROM tenures")
        derive_all_tenures(tracker)
    return tenures(story)


@given(steps=careers)
@settings(max_examples=60)
def test_what_each_event_leaves_is_what_all_of_them_give(steps: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        for step in steps:
            # What is impossible is refused, and must leave everything as it was, too.
            assert story.run(*step).code in (0, 1, 2, 3), step
        if not story.path.exists():
            return
        found = tenures(story)
        assert found == derived_anew(story)
        assert story.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
        story.check_whole()


def test_a_renaming_counts_no_more_when_another_event_takes_its_place(told: Story) -> None:
    """
    2015 renaming Acme 'Acme Group'
    2016 milestone 'It was not renamed after all' Acme
    """
    told.say("edit", "e2", "supersedes=e1")
    assert told.names("organizations") == ["Acme"]
    told.say("edit", "e2", "supersedes=")
    assert told.names("organizations") == ["Acme Group"]


def test_an_import_derives_what_its_rows_give_together(story: Story) -> None:
    story.load(
        "person,title,organization,start,end,source\n"
        "Jane Roe,CEO,Acme,2019-01,2020-02,A page\nJohn Doe,CEO,Acme,2020-02,,A page\n"
    )
    assert story.rows('SELECT start, "end", end_state FROM tenures ORDER BY id') == [
        ("2019-01", "2020-02", "ended"),
        ("2020-02", None, "ongoing"),
    ]
    assert tenures(story) == derived_anew(story)


def test_an_import_that_is_refused_derives_nothing(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2019")
    before = tenures(story)
    story.refuse("import", "-", stdin="person,title,organization,start,end\nJane Roe,CEO,Acme,soon,2020\n")
    assert tenures(story) == before


def test_a_file_of_the_first_form_gets_its_tenures_when_it_is_opened(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2019")
    before = tenures(story)
    with open_tracker(story.path, write=True) as tracker:
        for name, kind in tracker.rows(
            "SELECT name, type FROM sqlite_master WHERE name LIKE 'tenures%' OR name LIKE 'import_rows%' OR name IN"
            " ('current_holders', 'events_lives', 'events_left_all') ORDER BY type = 'table'"
        ):
            tracker.connection.execute(f"DROP {kind} IF EXISTS {name}")
        tracker.connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_tenures'")
        tracker.connection.execute("PRAGMA user_version = 1")
    assert [row["person"] for row in json.loads(story.say("asof", "--format", "json").out)] == ["Jane Roe"]
    assert tenures(story) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM tenures", "Mended: 1 tenures.\n"),
        ("UPDATE tenures SET start = '2020'", "Mended: 1 tenures.\n"),
        ("DELETE FROM hierarchy", "Mended: 1 parents.\n"),
        (
            "UPDATE organizations SET company_id = 1, parent_id = NULL WHERE name = 'Cloud'",
            "Mended: 1 organizations.\n",
        ),
        ("UPDATE events SET company_id = NULL WHERE type = 'appointment'", "Mended: 1 companies of events.\n"),
        ("DELETE FROM names WHERE kind = 'former'", "Mended: 1 names.\n"),
    ],
)
def test_rebuilding_finds_and_mends_what_is_not_as_it_follows(told: Story, damage: str, said: str) -> None:
    """
    2010 formation Cloud --parent Acme
    2011 appointment 'Jane Roe' CEO Cloud
    2015 renaming Acme 'Acme Group'
    """
    with open_tracker(told.path, write=True) as tracker:
        tracker.connection.execute(damage)
    assert told.say("check", "--rebuild").out == said
    assert told.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
