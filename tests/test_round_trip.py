"""Export, import into an empty tracker, export: byte for byte the same, whatever was recorded and in every format."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from story import Story
from test_reading_mutated import SEED, mutated, rewritten, written

PARTS, FILES = 6, 50
FORMATS = ("csv", "xlsx", "jsonl", "json")


def timeline(story: Story) -> str:
    """The timeline as CSV, as the contract has it."""
    return story.say("export", "timeline").out


def again(story: Story, form: str, turn: int = 0) -> Story:
    """Another tracker, made from an export of this one."""
    target = story.folder / f"{turn}.{form}"
    other = Story(story.folder, file=f"{turn}-{form}.db")
    story.say("export", "timeline", "-o", str(target))
    other.say("import", str(target))
    return other


def _empty(folder: Path) -> Path:
    """A tracker from which the one person was removed: to copy it is ten times as fast as to make one."""
    story = Story(folder, file="empty.db")
    story.add("person", "Nobody")
    story.say("remove", "p1")
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return story.path


@pytest.mark.parametrize("part", range(PARTS))
def test_three_hundred_accepted_files_come_back_as_they_were(tmp_path: Path, part: int) -> None:
    chance = random.Random(SEED + part)
    accepted = tried = 0
    empty = _empty(tmp_path)
    while accepted < FILES:
        tried += 1
        assert tried < FILES * 12
        text = written(rewritten(chance), chance).encode()
        story = Story(tmp_path, file=f"{tried}.db")
        copyfile(empty, story.path)
        copyfile(empty, tmp_path / f"{tried}-{FORMATS[(accepted + 1) % len(FORMATS)]}.db")
        if story.run("import", "-", stdin=text if tried % 2 else mutated(text, chance)).code or not story.count():
            continue
        accepted += 1
        form = FORMATS[accepted % len(FORMATS)]
        other = again(story, form, tried)
        assert timeline(other) == timeline(story), (tried, form)
        for path in tmp_path.glob(f"{tried}*"):
            path.unlink()
    assert accepted == FILES


TEXT = st.one_of(
    st.sampled_from(["=1+1", "-x", "@a", "'=q", "''+", "'", "＝", "a,b", 'q"q', "l1\nl2", " lead", "é", "a;b|c", "#"]),
    st.sampled_from(
        ["吴泳铭", "שלום", "مرحبا", "Ж", "e1", "p7", "2025", "2025-02-24", "1e5", "0012", "TRUE", "_x0041_"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=12),
)
NAMES = st.sampled_from(
    ["Jane Roe", "O'Neil", "'Quoted'", "吴泳铭", "José Müller", "-Dash", "=Sum", "Ann (Acme)", "#1", "A, B"]
)
DATES = st.sampled_from(["2025", "2025-02", "2025-02-24", "1899-12-31", "2024?", "[2025-02-11..2025-02-20]", "unknown"])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """An event in the words of an export, with nasty text wherever text may stand."""
    kind = draw(st.sampled_from(["appointment", "milestone", "formation", "departure", "in-post"]))
    row = {"date": draw(DATES), "type": kind, "organization": draw(NAMES), "note": draw(TEXT)}
    if kind in ("appointment", "departure", "in-post"):
        row |= {"person": draw(NAMES), "title": draw(st.sampled_from(["CEO", "Chairman", "=Boss", "VP; Sales"[:2]]))}
    if kind == "milestone":
        row |= {"headline": draw(TEXT), "amount": draw(TEXT)}
    if kind == "formation":
        row["parent"] = draw(NAMES)
    if draw(st.booleans()):
        count = draw(st.integers(1, 3))
        row["sources"] = "\n".join(f"Source {number}" for number in range(count))
        row["quotes"] = "\n".join(" ".join(draw(TEXT).split()) for _ in range(count))
        row["published"] = "\n".join(draw(st.sampled_from(["2025-07-16", "2025-07-16", ""])) for _ in range(count))
    return row


@settings(max_examples=60)
@given(told=st.lists(rows(), min_size=1, max_size=6), form=st.sampled_from(FORMATS))
def test_nasty_text_comes_back_from_every_format(
    tmp_path_factory: pytest.TempPathFactory, told: list[dict[str, str]], form: str
) -> None:
    story = Story(tmp_path_factory.mktemp("nasty"))
    accepted = 0
    for row in told:
        text = json.dumps(row, ensure_ascii=False) + "\n"
        accepted += not story.run("import", "-", "--format", "json", stdin=text.encode()).code
    assume(accepted)
    other = again(story, form)
    assert timeline(other) == timeline(story)
    whole, back = story.folder / "whole", story.folder / "back"
    third = Story(story.folder, file="third.db")
    story.say("export", "folder", str(whole))
    third.say("import", str(whole))
    third.say("export", "folder", str(back))
    assert {path.name: path.read_bytes() for path in back.iterdir()} == {
        path.name: path.read_bytes() for path in whole.iterdir()
    }
    assert third.snapshot() == story.snapshot()


def test_ids_and_the_order_of_a_day_are_kept(told: Story) -> None:
    """
    2020-05 appointment "Jane Roe" CEO Acme
    2020-05 appointment "John Doe" CFO Acme
    2019 formation Acme --parent Group
    2020-05 departure "Jane Roe" CEO Acme
    $ remove e1
    $ remove e3
    2020-05 appointment "Jim Poe" CEO Acme
    unknown milestone "a plan" Acme
    """
    for form in FORMATS:
        other = again(told, form)
        assert timeline(other) == timeline(told)
        assert other.rows("SELECT id FROM events ORDER BY id") == [(2,), (4,), (5,), (6,)]


def test_every_kind_of_event_comes_back(told: Story) -> None:
    """
    2009 formation "Cloud Unit" --parent Acme --source https://example.com/a?b=c --published 2009-05-01 --quote "so, so"
    2010 formation Media --parent Acme
    2011 appointment "Jane Roe" "Chairman and CEO" "Cloud Unit" --manner elected --announced 2010-12
    2012 appointment "John Doe" "acting CFO" Acme --from-title VP --from-organization Media
    2013-05 appointment "Jim Poe" CEO "Cloud Unit" --succeeding "Jane Roe"
    2014 renaming "Cloud Unit" "Cloud Group"
    2015 move "Cloud Group" Other
    2016 merger Union --from Media --from "Cloud Group"
    2017 split Union --into East --into West
    2018 spin-off East --from Other
    2019 acquisition West Buyer
    2020 dissolution Other --into Buyer
    2021 reporting-change CEO Acme --to-title Chairman
    2022 departure "Jim Poe" all "Cloud Group" --reason resigned --last-day
    2023 vacancy CEO Acme --planned
    unknown in-existence Acme --parent Group --source "A Page"
    2023-07 in-post "John Doe" CFO Acme --source "A Page" --quote "said 'so'"
    unknown milestone "a, plan" Acme --amount "380 billion" --private --note "x = y"
    2031 appointment "Ann Lee" CEO Acme --planned
    $ postpone e20 --date 2032 --source "A Page"
    $ withdraw e21 --source "Another Page" --published 2025-01-02
    $ reject e8
    $ cite e3 --source "Another Page" --says date=2012
    """
    for form in FORMATS:
        other = again(told, form)
        assert timeline(other) == timeline(told)
        other.check_whole()


def test_an_organization_is_called_as_it_was_on_the_day_and_has_its_former_name_again(told: Story) -> None:
    """
    2009 formation "Cloud Unit" --parent "Old Group"
    2012 renaming "Old Group" "New Group"
    2014-05 renaming "Cloud Unit" "Cloud Group"
    2014-05 milestone "the same month" "Cloud Group"
    2016 renaming "Cloud Group" Cloud
    2018 merger Union --from Cloud --from Media
    unknown milestone "some day" Cloud
    """
    asked = "SELECT organization, company, parent, predecessors FROM timeline ORDER BY CAST(substr(id, 2) AS INTEGER)"
    assert told.rows(asked) == [
        ("Cloud Unit", "Old Group", "Old Group", None),
        ("Old Group", "Old Group", None, None),
        ("Cloud Unit", "New Group", None, None),
        ("Cloud Group", "New Group", None, None),
        ("Cloud Group", "New Group", None, None),
        ("Union", "Union", None, "Cloud; Media"),
        ("Cloud", "New Group", None, None),
    ]
    names = "SELECT names.name, until, organizations.name FROM names JOIN organizations ON organizations.id ="
    names += " organization_id ORDER BY 1"
    for form in FORMATS:
        other = again(told, form)
        assert timeline(other) == timeline(told)
        assert other.rows(names) == told.rows(names)


def test_namesakes_stay_two(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2020")
    story.add("person", "Jane Roe", "--new")
    story.add("appointment", "p2", "CEO", "Other", "--date", "2021")
    other = again(story, "csv")
    assert other.names("people") == ["Jane Roe", "Jane Roe"]
    assert timeline(other) == timeline(story)


def test_ids_that_stand_for_two_are_not_kept_and_that_is_said(story: Story) -> None:
    text = "date,type,organization,organization_id,id\n2020,formation,Acme,o7,e5\n2021,formation,Other,o7,e6\n"
    said = story.load(text)
    assert "they are not kept" in said.err
    assert story.names("organizations") == ["Acme", "Other"]


def test_ids_are_not_kept_where_something_is_on_record(story: Story) -> None:
    story.add("milestone", "first", "Acme", "--date", "2000")
    story.load("date,type,organization,organization_id,id\n2020,formation,Other,o7,e5\n")
    assert story.rows("SELECT id, organization_id FROM events ORDER BY id") == [(1, 1), (2, 2)]


def test_bounds_that_a_source_gave_come_back_and_those_of_another_date_do_not(story: Story) -> None:
    story.add("departure", "Jane Roe", "CEO", "Acme", "--date", "2025", "--source", "S", "--published", "2025-03-04")
    text = timeline(story)
    assert timeline(again(story, "csv")) == text
    edited = Story(story.folder, file="edited.db")
    edited.load(text.replace("2025,departure", "2024,departure"))
    assert edited.event("e1", "date", "date_earliest", "date_latest") == ("2024", "2024-01-01", "2024-12-31")
