"""Who belongs to whom: parents, the company of each event, and names, whatever the order of recording."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import Story


def companies(story: Story) -> dict[str, str]:
    """The company of each organization."""
    sql = (
        "SELECT own.name, above.name FROM organizations AS own JOIN organizations AS above ON above.id = own.company_id"
    )
    return dict(story.rows(sql))


def events_under(story: Story, company: str) -> set[str]:
    """The headlines of the events that a filter by this company shows."""
    return {row[0] for row in story.rows("SELECT headline FROM timeline WHERE company = ?", company)}


def test_a_unit_and_its_units_stand_under_the_company(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2015 formation Storage --parent Cloud
    2020 milestone "Storage opens" Storage
    2021 appointment "Jane Roe" CEO Cloud
    """
    assert companies(told) == {"Acme": "Acme", "Cloud": "Acme", "Storage": "Acme"}
    assert len(events_under(told, "Acme")) == 4
    assert told.rows("SELECT name, kind, parent_id FROM organizations ORDER BY id") == [
        ("Acme", "company", None),
        ("Cloud", "unit", 1),
        ("Storage", "unit", 2),
    ]


def test_an_event_stands_under_the_company_of_its_day(told: Story) -> None:
    """
    2008 milestone "Before it was formed" Cloud
    2009 formation Cloud --parent Acme
    2012 milestone "At Acme" Cloud
    2015-06-01 acquisition Cloud Globex
    2016 milestone "At Globex" Cloud
    2018-06-01 spin-off Cloud --from Globex
    2019 milestone "On its own" Cloud
    unknown milestone "Some day" Cloud
    """
    assert {"Before it was formed", "At Acme"} <= events_under(told, "Acme")
    assert events_under(told, "Globex") == {"At Globex", "Cloud acquired by Globex"}
    assert {"On its own", "Some day"} <= events_under(told, "Cloud")
    assert companies(told)["Cloud"] == "Cloud"


def test_a_unit_that_moves_takes_its_units_along(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2010 formation Storage --parent Cloud
    2012 milestone "Storage at Acme" Storage
    2016 milestone "Storage at Globex" Storage
    2015 move Cloud Globex
    """
    assert events_under(told, "Globex") >= {"Storage at Globex"}
    assert events_under(told, "Acme") >= {"Storage at Acme"}
    assert companies(told)["Storage"] == "Globex"


def test_a_unit_that_was_spun_off_belonged_to_the_parent_it_left(told: Story) -> None:
    """
    2015 milestone "Before" Cloud
    2018-06-01 spin-off Cloud --from Globex
    2019 milestone "After" Cloud
    """
    assert "Before" in events_under(told, "Globex")
    assert "After" in events_under(told, "Cloud")


def test_before_it_was_bought_a_company_was_its_own(told: Story) -> None:
    """
    2010 milestone "Before" Hooli
    2012 acquisition Hooli Acme
    2014 milestone "After" Hooli
    """
    assert "Before" in events_under(told, "Hooli")
    assert "After" in events_under(told, "Acme")


def test_a_company_that_is_bought_brings_its_units(told: Story) -> None:
    """
    2009 formation Cloud --parent Hooli
    2018 milestone "Later" Cloud
    2012 acquisition Hooli Acme --amount "3 EUR"
    """
    assert companies(told) == dict.fromkeys(("Hooli", "Cloud", "Acme"), "Acme")
    assert events_under(told, "Acme") == {"Later", "Hooli acquired by Acme"}


def test_a_merger_a_split_and_a_dissolution_end_lives_and_start_no_parent(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2009 formation Search --parent Acme
    2020-03-01 merger Both --from Cloud --from Search
    2021 in-existence Both --parent Acme
    2022-04-01 split Both --into Left --into Right
    2023-05-01 dissolution Left
    """
    lives = told.rows('SELECT organization_id, "end", end_event_id FROM hierarchy ORDER BY organization_id')
    names = told.names("organizations")
    assert [(names[number - 1], end, event) for number, end, event in lives] == [
        ("Cloud", "2020-03-01", 3),
        ("Search", "2020-03-01", 3),
        ("Both", "2022-04-01", 5),
    ]
    assert companies(told)["Left"] == "Left"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_the_order_of_recording_does_not_matter(story: Story, order: tuple[int, ...]) -> None:
    told = [
        ("formation", "Cloud", "--parent", "Acme", "--date", "2009"),
        ("move", "Cloud", "Globex", "--date", "2015"),
        ("acquisition", "Globex", "Hooli", "--date", "2018"),
        ("dissolution", "Cloud", "--date", "2020"),
    ]
    story.add("formation", "Globex", "--date", "2001")
    for number in order:
        story.add(*told[number])
    for year, company in (("2008", "Acme"), ("2010", "Acme"), ("2016", "Globex"), ("2019", "Hooli"), ("2021", "Hooli")):
        story.add("milestone", f"In {year}", "Cloud", "--date", year)
        assert events_under(story, company) >= {f"In {year}"}
    assert companies(story) == {"Acme": "Acme", "Cloud": "Hooli", "Globex": "Hooli", "Hooli": "Hooli"}


def test_a_wide_date_comes_before_a_narrow_one_that_begins_with_it(told: Story) -> None:
    """
    2023-01-01 move Cloud Globex
    2023 move Cloud Acme --new-event
    """
    assert companies(told)["Cloud"] == "Globex"


def test_a_move_of_an_unknown_day_comes_after_the_formation(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    unknown move Cloud Globex
    """
    assert companies(told)["Cloud"] == "Globex"


def test_an_undated_sighting_says_what_was_always_so(told: Story) -> None:
    """
    2015 move Cloud Globex
    unknown in-existence Cloud --parent Acme
    2012 milestone "Before" Cloud
    2016 milestone "After" Cloud
    """
    assert events_under(told, "Acme") >= {"Before"}
    assert events_under(told, "Globex") >= {"After"}


def test_a_sighting_confirms_the_parent_that_is_known(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2015 in-existence Cloud --parent Acme
    2017 in-existence Cloud
    """
    assert told.rows("SELECT event_id, start FROM hierarchy") == [(1, "2009")]


def test_a_move_may_change_what_an_organization_is(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2015 move Cloud Globex --new-kind company
    """
    assert told.rows("SELECT kind FROM organizations WHERE name = 'Cloud'") == [("company",)]


def test_what_is_only_planned_for_later_does_not_hold_today(told: Story) -> None:
    """
    2009 formation Cloud --parent Acme
    2030-01-01 move Cloud Globex
    """
    assert told.event("e2", "status") == ("planned",)
    assert companies(told)["Cloud"] == "Acme"


def test_circles_end(told: Story) -> None:
    """
    2001 move A B
    2002 move B C
    2003 move C A
    2004 milestone "Round" A
    """
    assert set(companies(told)) == {"A", "B", "C"}
    assert all(companies(told).values())
    told.add("formation", "D", "--parent", "A", "--date", "2005")
    told.say("reject", "e3")
    assert companies(told) == dict.fromkeys("ABCD", "C")


# --- whatever moves where, in whatever order it is told ---------------------------------------------------------------

UNITS = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
DAYS = tuple(f"20{year}-0{month}-01" for year in range(10, 16) for month in (1, 6))


@dataclass(frozen=True)
class Move:
    """On this day the unit got this parent; none when it was spun off."""

    day: str
    unit: str
    parent: str | None

    @property
    def line(self) -> str:
        if self.parent is None:
            return f"spin-off {self.unit} --from Forest --date {self.day} --new-event"
        return f"move {self.unit} {self.parent} --date {self.day} --new-event"


def parent_on(moves: list[Move], unit: str, day: str) -> str | None:
    """What a reader of the moves would say: the last one till then; each was formed on its own."""
    till_then = [m for m in moves if m.unit == unit and m.day <= day]
    return max(till_then, key=lambda m: m.day).parent if till_then else None


def company_on(moves: list[Move], unit: str, day: str) -> str:
    """Up from parent to parent, until there is none or one comes again."""
    seen = [unit]
    while (above := parent_on(moves, seen[-1], day)) is not None and above not in seen:
        seen.append(above)
    return seen[-1]


MOVES = st.lists(
    st.builds(Move, day=st.sampled_from(DAYS), unit=st.sampled_from(UNITS), parent=st.sampled_from([*UNITS, None])),
    max_size=9,
    unique_by=lambda move: (move.day, move.unit),
).map(lambda moves: [move for move in moves if move.unit != move.parent])


def recorded(folder: Path, file: str, moves: list[Move], asked: list[tuple[str, str]]) -> Story:
    """The moves and one milestone for each unit and day that is asked, told in one article in this order."""
    story = Story(folder, file=file)
    units = "".join(f"formation {unit} --date 2001\n" for unit in (*UNITS, "Forest"))
    lines = [*(move.line for move in moves), *(f'milestone "{u} {d}" {u} --date {d}' for u, d in asked)]
    middle = len(lines) // 2
    story.article(units + "\n".join(lines[middle:] + lines[:middle]))
    return story


@settings(max_examples=12)
@given(MOVES, st.randoms(use_true_random=False))
def test_moves_told_in_any_order_give_the_company_of_each_day(moves: list[Move], chance: object) -> None:
    asked = [(unit, day) for unit in UNITS for day in ("2009-01-01", "2011-03-01", "2013-06-01", "2016-01-01")]
    shuffled = list(moves)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with TemporaryDirectory() as folder:
        stories = [
            recorded(Path(folder), "in-order.db", sorted(moves, key=lambda m: m.day), asked),
            recorded(Path(folder), "shuffled.db", shuffled, asked),
        ]
        for story in stories:
            found: dict[str, str] = dict(story.rows("SELECT headline, company FROM timeline WHERE type = 'milestone'"))
            assert found == {f"{unit} {day}": company_on(moves, unit, day) for unit, day in asked}
            assert companies(story) == {unit: company_on(moves, unit, "9999") for unit in (*UNITS, "Forest")}


@settings(max_examples=8)
@given(MOVES, st.data())
def test_moves_taken_back_leave_no_trace_in_what_is_derived(moves: list[Move], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(moves), max_size=3, unique=True)) if moves else []
    asked = [(unit, "2013-06-01") for unit in UNITS]
    with TemporaryDirectory() as folder:
        story = recorded(Path(folder), "all.db", moves, asked)
        for number, move in enumerate(gone):
            (event,) = story.rows(
                "SELECT id FROM timeline WHERE date = ? AND organization = ? AND type IN ('move', 'spin-off')",
                move.day,
                move.unit,
            )
            story.say("remove" if number % 2 else "reject", event[0])
        left = [move for move in moves if move not in gone]
        found: dict[str, str] = dict(story.rows("SELECT headline, company FROM timeline WHERE type = 'milestone'"))
        assert found == {f"{unit} {day}": company_on(left, unit, day) for unit, day in asked}
        assert companies(story) == {unit: company_on(left, unit, "9999") for unit in (*UNITS, "Forest")}
        story.check_whole()


# --- names -----------------------------------------------------------------------------------------------------------

CHAIN = [
    ("renaming", "o1", "Second", "--date", "2010"),
    ("renaming", "o1", "Third", "--date", "2015-05"),
    ("renaming", "o1", "Fourth", "--date", "2020-06-01"),
]


def former(story: Story) -> list[tuple[str, str | None]]:
    """The former names of the first organization, with the date that ended each."""
    return story.rows("SELECT name, until FROM names WHERE kind = 'former' AND organization_id = 1 ORDER BY id")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_renamings_told_in_any_order_make_one_chain_of_names(story: Story, order: tuple[int, ...]) -> None:
    story.say("add", "company", "First")
    for number in order:
        story.add(*CHAIN[number])
    assert story.names("organizations") == ["Fourth"]
    assert former(story) == [("First", "2010"), ("Second", "2015-05"), ("Third", "2020-06-01")]
    for name in ("First", "Second", "Third", "Fourth"):
        assert story.found_names("organizations", name) == ["Fourth"]
        assert "used o1 Fourth" in story.add("milestone", f"{name} again", name, "--date", "2021").err
    story.check_whole()


@pytest.mark.parametrize("verb", ["remove", "reject"])
@pytest.mark.parametrize("gone", list(itertools.permutations(range(3))), ids=str)
def test_a_renaming_taken_back_gives_the_name_back(story: Story, gone: tuple[int, ...], verb: str) -> None:
    story.say("add", "company", "First")
    for words in CHAIN:
        story.add(*words)
    left = [0, 1, 2]
    for number in gone:
        story.say(verb, f"e{number + 1}")
        left.remove(number)
        names = ["First", *(CHAIN[other][2] for other in left)]
        assert story.names("organizations") == names[-1:]
        assert [name for name, _ in former(story)] == names[:-1]
        story.check_whole()
    assert story.count("names") == 0
    assert story.found_names("organizations", "Third") == []


def test_a_planned_renaming_renames_nothing_until_it_has_happened(told: Story) -> None:
    """
    $ add company First
    2025-12 renaming First Second
    """
    assert told.names("organizations") == ["First"]
    told.say("confirm", "e1", "--date", "2025-07-01")
    assert told.names("organizations") == ["Second"]
    assert former(told) == [("First", "2025-07-01")]


def test_a_renaming_told_again_is_another_citation(told: Story) -> None:
    """
    $ add company First
    2010 renaming First Second --source S
    """
    said = told.add("renaming", "First", "Second", "--date", "2010", "--source", "T")
    assert said.ids == ["e1"]
    assert told.count("citations") == 2
    assert told.rows("SELECT headline FROM events") == [("First renamed Second",)]


def test_a_former_name_may_come_back(told: Story) -> None:
    """
    $ add company First
    2010 renaming First Second
    2015 renaming Second First
    """
    assert told.names("organizations") == ["First"]
    assert former(told) == [("First", "2010"), ("Second", "2015")]


def test_an_alias_given_by_a_person_outlives_the_renaming(told: Story) -> None:
    """
    $ add company First --alias Premier
    2010 renaming First Second
    $ remove e1
    """
    assert told.names("organizations") == ["First"]
    assert told.rows("SELECT name FROM names") == [("Premier",)]
