"""When organizations came to be and ended, what they came from, and which post reports to which."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import Story, story

from orgtrack.dates import PartialDate, parse_edtf
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Role
from orgtrack.tenures.certainty import Certainty, certainty_on
from orgtrack.tenures.lineage import TRANSFERS, Link, ancestors, descendants, links
from orgtrack.tenures.lives import lives
from orgtrack.tenures.reporting import reporting_lines
from orgtrack.tenures.tenure import Post


def shown(d: PartialDate | None) -> str:
    if d is None:
        return "ongoing"
    return d.edtf or (f"?{d.earliest or ''}..{d.latest or ''}" if d.earliest or d.latest else "?")


def told(known: Story) -> list[str]:
    return [
        f"{known.name(known.organizations, life.organization_id)} {shown(life.start)} to {shown(life.end)}"
        for life in lives(known.events)
    ]


LIVES = {
    "formed and dissolved": ("2009 formation Acme\n2020-06 dissolution Acme", ["Acme 2009 to 2020-06"]),
    "a sighting alone": ("2015 in-existence Acme", ["Acme ?..2015-12-31 to ongoing"]),
    "a merger ends some and starts one": (
        "2010 formation Left\n2015-03 merger New from=Left,Right",
        ["Left 2010 to 2015-03", "New 2015-03 to ongoing", "Right ? to 2015-03"],
    ),
    "who takes another in goes on": (
        "2010 formation Big\n2015 merger Big from=Small,Big",
        ["Big 2010 to ongoing", "Small ? to 2015"],
    ),
    "a successor that existed already is not restarted": (
        "2012 appointment Ann CEO Big\n2015 merger Big from=Small",
        ["Big ?..2012-12-31 to ongoing", "Small ? to 2015"],
    ),
    "a split ends one and starts several": (
        "2015 split Acme into=Left,Right",
        ["Acme ? to 2015", "Left 2015 to ongoing", "Right 2015 to ongoing"],
    ),
    "a formation beats the date that a split implies, a dissolution that of a merger": (
        """
        2015 split Acme into=Left,Right
        2015-03-01 formation Left
        2019 merger Big from=Left
        2020-02-01 dissolution Left
        2016-01 dissolution Acme
        """,
        ["Acme ? to 2016-01", "Left 2015-03-01 to 2020-02-01", "Right 2015 to ongoing", "Big 2019 to ongoing"],
    ),
    "formed anew after its end": (
        "2000 formation Acme\n2005 dissolution Acme\n2010 formation Acme",
        ["Acme 2000 to 2005", "Acme 2010 to ongoing"],
    ),
    "a renaming of one organization into another": (
        "2015 renaming Old from=Old into=New new_name=New",
        ["Old ? to 2015", "New 2015 to ongoing"],
    ),
    "a renaming alone ends nothing": (
        "2010 formation Acme\n2015 renaming Acme new_name=Apex",
        ["Acme 2010 to ongoing"],
    ),
    "nobody ends by a spin-off, an acquisition or a transfer": (
        """
        2010 formation Acme
        2015 spin-off Acme from=Big
        2016 acquisition Acme parent=Buyer
        2017 transfer-of-functions Acme into=Other
        """,
        ["Acme 2010 to ongoing"],
    ),
    "what happened beats what was planned": (
        "unknown>2023-03-28 formation Acme planned\n2023-09 formation Acme",
        ["Acme 2023-09 to ongoing"],
    ),
}


@pytest.mark.parametrize("name", LIVES)
def test_the_story_comes_to_these_lives(name: str) -> None:
    text, expected = LIVES[name]
    assert sorted(told(story(text))) == sorted(expected)


def test_a_life_is_certain_to_its_last_sighting_and_presumed_after() -> None:
    (life,) = lives(story("2009 formation Acme\n2020 in-existence Acme").events)
    assert certainty_on(life, date(2008, 12, 31)) is None
    assert certainty_on(life, date(2009, 6, 1)) is Certainty.POSSIBLE
    assert certainty_on(life, date(2020, 1, 1)) is Certainty.CERTAIN
    assert certainty_on(life, date(2020, 1, 2)) is Certainty.PRESUMED


def test_a_post_reports_to_another_until_the_next_change() -> None:
    known = story("2010 reporting-change CFO Acme to=COO@Acme\n2015 reporting-change CFO Acme to=CEO@Acme,Chair@Big")
    lines = reporting_lines(known.events)
    acme, big = known.organization("Acme"), known.organization("Big")
    above = [Post(known.title("COO"), acme), Post(known.title("CEO"), acme), Post(known.title("Chair"), big)]
    assert [line.reports_to for line in lines] == above
    assert [(line.start.edtf, shown(line.end)) for line in lines] == [
        ("2010", "2015"),
        ("2015", "ongoing"),
        ("2015", "ongoing"),
    ]


def test_lineage_follows_mergers_both_ways_and_transfers_on_demand() -> None:
    known = story(
        """
        2010 merger Big from=Left,Right
        2012 transfer-of-functions Other into=Big
        2015 split Big into=North,South
        2016 dissolution North into=Rest
        2017 dissolution Rest withdrawn into=Never
        """
    )
    drawn = links(known.events)

    def names(found: list[int]) -> set[str]:
        return {known.name(known.organizations, number) for number in found}

    rest, left = known.organization("Rest"), known.organization("Left")
    assert names([r.organization_id for r in ancestors(rest, drawn)]) == {"North", "Big", "Left", "Right", "Other"}
    without = ancestors(rest, drawn, transfers=False)
    assert names([r.organization_id for r in without]) == {"North", "Big", "Left", "Right"}
    assert [r.distance for r in without] == [1, 2, 3, 3]
    assert names([r.organization_id for r in descendants(left, drawn)]) == {"Big", "North", "South", "Rest"}


def reached(start: int, drawn: list[Link], *, back: bool) -> set[int]:
    """A graph walk without cunning: add neighbours until nothing is added."""
    found: set[int] = set()
    while True:
        pairs = [(k.to_id, k.from_id) if back else (k.from_id, k.to_id) for k in drawn]
        more = {to for at, to in pairs if at in found | {start}}
        if more <= found:
            return found
        found |= more


_LINKING = (EventType.MERGER, EventType.SPLIT, EventType.DISSOLUTION, *sorted(TRANSFERS))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_lineage_reaches_what_a_graph_walk_reaches(seed: int, count: int) -> None:
    pick = random.Random(seed)
    events, pairs = [], set()
    for number in range(1, count + 1):
        kind = pick.choice(_LINKING)
        own, others = pick.randint(1, 12), [pick.randint(1, 12) for _ in range(pick.randint(1, 3))]
        role = {
            EventType.ACQUISITION: Role.PARENT,
            EventType.MERGER: Role.PREDECESSOR,
            EventType.SPIN_OFF: Role.PREDECESSOR,
        }
        parts = tuple(Participant(role=role.get(kind, Role.SUCCESSOR), organization_id=o) for o in others)
        day = parse_edtf(str(pick.randint(1990, 2020)))
        events.append(Event(id=number, type=kind, date=day, organization_id=own, participants=parts))
        backwards = kind in (EventType.MERGER, EventType.SPIN_OFF)
        pairs |= {(o, own) if backwards else (own, o) for o in others if o != own}
    drawn = links(events)
    assert {(k.from_id, k.to_id) for k in drawn} == pairs
    ending = [k for k in drawn if k.type not in TRANSFERS]
    for organization_id in range(1, 13):
        for walk, back in ((ancestors, True), (descendants, False)):
            found = walk(organization_id, drawn)
            assert {r.organization_id for r in found} == reached(organization_id, drawn, back=back)
            assert len(found) == len({r.organization_id for r in found})
            without = walk(organization_id, drawn, transfers=False)
            assert {r.organization_id for r in without} == reached(organization_id, ending, back=back)


def test_the_order_of_entry_changes_no_life() -> None:
    known = story(LIVES["a formation beats the date that a split implies, a dissolution that of a merger"][0])
    turned = [replace(e, id=10 - e.id) for e in reversed(known.events)]
    bounds = [(life.organization_id, life.start, life.end) for life in lives(known.events)]
    assert [(life.organization_id, life.start, life.end) for life in lives(turned)] == bounds
