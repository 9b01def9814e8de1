"""`orgtrack lineage`: ancestors and descendants link by link, checked against a plain walk over made-up histories."""

from __future__ import annotations

import json
import random

import pytest
from story import Story


def steps(story: Story, organization: str, *options: str) -> list[tuple[str, ...]]:
    """The rows as direction, step, from, to, type."""
    rows = json.loads(story.say("lineage", organization, *options, "--format", "json").out)
    return [tuple(row[column] for column in ("direction", "step", "from", "to", "type")) for row in rows]


def test_ancestors_far_first_then_descendants(told: Story) -> None:
    """
    1990-01-01 formation A
    1990-01-01 formation B
    2000-01-01 merger C --from A --from B
    2010-01-01 split C --into D --into E
    2015 renaming E F
    """
    assert steps(told, "D") == [
        ("ancestor", "2", "A", "C", "merger"),
        ("ancestor", "2", "B", "C", "merger"),
        ("ancestor", "1", "C", "D", "split"),
    ]
    assert steps(told, "C")[2:] == [
        ("descendant", "1", "C", "D", "split"),
        ("descendant", "1", "C", "E", "split"),
    ]


def test_transfers_can_be_left_out(told: Story) -> None:
    """
    1990-01-01 formation A
    1990-01-01 formation B
    2000-01-01 transfer-of-functions A B
    2001-01-01 acquisition B A
    2002-01-01 dissolution B --into C
    """
    away, back = ("A", "B", "transfer-of-functions"), ("B", "A", "acquisition")
    assert steps(told, "B") == [
        ("ancestor", "2", *back),
        ("ancestor", "1", *away),
        ("descendant", "1", *back),
        ("descendant", "1", "B", "C", "dissolution"),
        ("descendant", "2", *away),
    ]
    assert steps(told, "B", "--no-transfers") == [("descendant", "1", "B", "C", "dissolution")]


def test_an_organization_without_kin_gets_one_sentence(told: Story) -> None:
    """
    1990-01-01 formation A
    """
    said = told.say("lineage", "A")
    assert said.err == "Nothing is on record that A came from or went into.\n"
    assert told.say("lineage", "A", "--format", "json").out == "[]\n"
    told.refuse("lineage", "Nobody's", code=1)


def test_a_withdrawn_plan_leads_nowhere_and_a_plan_is_marked(told: Story) -> None:
    """
    1990-01-01 formation A
    $ add merger B --from A --date 2030-01-01 --planned
    $ add merger C --from A --date 2031-01-01 --planned
    $ withdraw e2
    """
    rows = json.loads(told.say("lineage", "A", "--format", "json").out)
    assert [(row["to"], row["status"], row["date"], row["id"]) for row in rows] == [
        ("C", "planned", "2031-01-01", "e3")
    ]


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_a_plain_walk(story: Story, seed: int) -> None:
    chance = random.Random(seed)
    pairs: set[tuple[str, str]] = set()
    lines = ["type,date,organization,predecessors,successors"]
    for number in range(14):
        one, other = chance.sample("ABCDEFGHIJKL", 2)
        pairs.add((f"Org {one}", f"Org {other}"))
        lines.append(f"merger,{2000 + number},Org {other},Org {one},")
    story.load("\n".join(lines) + "\n")
    for name in story.names("organizations"):
        found = steps(story, name)
        for direction, start, end in (("ancestor", 1, 0), ("descendant", 0, 1)):
            reached, new = {name}, {name}
            while new:
                new = {pair[1 - start] for pair in pairs if pair[start] in new} - reached
                reached |= new
            wanted = {pair for pair in pairs if pair[start] in reached}
            assert {(row[2], row[3]) for row in found if row[0] == direction} == wanted, end


def test_a_renaming_may_link_two_organizations_on_record(story: Story) -> None:
    story.say("add", "appointment", "Bob Ray", "Minister", "DTLR", "--date", "2002")
    story.say("add", "appointment", "Ann Lee", "Minister", "DETR", "--date", "1998")
    story.say("add", "renaming", "DETR", "--into", "DTLR", "--date", "2001-06-08")
    rows = json.loads(story.say("lineage", "DTLR", "--format", "json").out)
    assert [(row["from"], row["to"], row["type"]) for row in rows] == [("DETR", "DTLR", "renaming")]
    line = json.loads(story.say("succession", "Minister", "DTLR", "--through-lineage", "--format", "json").out)
    assert [row["person"] for row in line][:1] == ["Ann Lee"]
    assert "DETR (organization" in story.say("show", "DETR").out
    assert "--into" in story.run("add", "renaming", "DTLR", "--date", "2002").err
    assert "one of the two" in story.run("add", "renaming", "DTLR", "X", "--into", "DETR", "--date", "2002").err
