"""The record as it was: what was known on a day, what had been entered by a time."""

from __future__ import annotations

import csv
import io
import json
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import REPOSITORY, Said, Story
from test_store_log import MENU

from orgtrack.cli.sample import load_sample
from orgtrack.store import open_tracker

CLOUD = "Cloud Intelligence Group"


def rows(story: Story, *words: str) -> list[dict[str, Any]]:
    """The rows of an answer."""
    found = json.loads(story.say(*words, "--format", "json").out)
    assert isinstance(found, list)
    return found


def entered_at(story: Story, time: str) -> None:
    """The last entry of the log was made at this time: nobody waits for a clock."""
    with closing(sqlite3.connect(story.path)) as connection:
        connection.execute("UPDATE txn SET time = ? WHERE id = (SELECT max(id) FROM txn)", (time,))
        connection.commit()


# --- the sample -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Story:
    story = Story(tmp_path_factory.mktemp("sample"))
    time = "2025-07-16T09:00:00.000Z"
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="demo", actor="", time=time):
        load_sample(tracker, REPOSITORY / "data", today=date(2025, 7, 16))
    return story


def head_of_cloud(story: Story, *known: str) -> list[tuple[str, str, str | None]]:
    found = rows(story, "asof", "2023-10-01", "--organization", CLOUD, "--title", "CEO", *known)
    return [(row["person"], row["certainty"], row["acting"]) for row in found]


def test_who_would_lead_the_cloud_unit_was_seen_otherwise_in_july(sample: Story) -> None:
    assert head_of_cloud(sample, "--known", "2023-07-01") == [("Daniel Zhang", "possible", None)]
    assert head_of_cloud(sample, "--known", "2023-10-01") == [("Wu Yongming", "presumed", "yes")]
    assert head_of_cloud(sample, "--known", "2023-09-10") == []  # that he left was out a day before who came


def test_plans_are_possible_from_their_announcement(sample: Story) -> None:
    assert rows(sample, "asof", "2023-04-15", "--known", "2023-03-27") == []
    announced = rows(sample, "asof", "2023-04-15", "--known", "2023-03-28")
    assert {row["certainty"] for row in announced} == {"possible"}
    assert len(announced) == 6
    assert rows(sample, "asof", "2023-03-27", "--known", "2023-03-28") == []


def test_what_later_sources_confirm_is_a_plan_to_earlier_ones_and_only_those_are_shown(sample: Story) -> None:
    (then,) = [r for r in rows(sample, "export", "timeline", "--known", "2023-07-01") if r["id"] == "e13"]
    assert (then["status"], then["published"]) == ("planned", "2023-06-20")
    (later,) = [r for r in rows(sample, "export", "timeline", "--known", "2023-09-11") if r["id"] == "e13"]
    assert (later["status"], later["published"]) == ("happened", "2023-06-20\n2023-09-10\n2023-09-11")
    assert [row["published"] for row in rows(sample, "list", "sources", "--known", "2023-07-01")] == [
        "2023-03-28",
        "2023-06-20",
    ]


READING = (
    *(("list", what) for what in ("people", "companies", "units", "titles", "posts", "events", "sources", "tenures")),
    ("find", "wu"),
    ("show", "Wu Yongming"),
    ("show", "CEO", CLOUD),
    ("show", CLOUD),
    ("who", "CEO", CLOUD),
    ("asof",),
    ("timeline",),
    ("timeline", "--search", "wu"),
    ("chart", "Alibaba Group"),
    ("succession", "CEO", CLOUD),
    ("vacancies",),
    ("movers",),
    ("diff", "2023-09-01", "2023-10-01"),
    ("lineage", "Alibaba Group"),
    *(("export", what) for what in ("timeline", "people", "organizations", "titles", "sources")),
)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_every_command_that_reads_can_be_asked_as_of_then(sample: Story, words: tuple[str, ...]) -> None:
    before = sample.content()
    now = sample.say(*words)
    assert sample.say(*words, "--recorded", "2025-07-16").out == now.out
    sample.say(*words, "--known", "2023-07-01")
    empty = sample.run(*words, "--recorded", "2025-07-15")
    assert "Nothing had been recorded by then: the first entry is of 2025-07-16T09:00:00.000Z.\n" in empty.err
    assert empty.code == (1 if any(name in words for name in ("Wu Yongming", CLOUD, "Alibaba Group")) else 0)
    assert sample.content() == before
    assert sorted(path.name for path in sample.folder.iterdir()) == ["t.db"]


def test_a_name_that_was_not_known_is_asked_about_and_not_listed(sample: Story) -> None:
    early = ("--known", "2020-01-01")
    assert "Nobody is on record" in sample.say("who", "CEO", CLOUD, *early).err
    for words in (("find", "zhang"), ("list", "people"), ("list", "units"), ("export", "people", "--format", "csv")):
        assert "Zhang" not in sample.say(*words, *early).out
        assert CLOUD not in sample.say(*words, *early).out
    assert "Daniel Zhang" in sample.say("find", "zhang", "--known", "2023-07-01").out


# --- what is known ----------------------------------------------------------------------------------------------------


def test_what_nothing_dates_is_left_out_and_counted(told: Story) -> None:
    """
    2020 appointment Ann CEO Acme
    2020 appointment Ben CFO Acme --source "A page"
    2020 appointment Cyd COO Acme --source "B page" --published 2020-03-01
    2020 appointment Dan CTO Acme --source "C page" --published 2020
    """
    said = told.say("timeline", "--known", "2020-06-01")
    assert "e3" in said.out
    assert said.out.count("appointment") == 1
    assert said.err == (
        "2 events without announcement or dated source are left out.\n"
        "1 event that may have become known only later is left out.\n"
    )
    assert "e4" in told.say("timeline", "--known", "2020").out


def test_an_announcement_says_when_an_event_was_known_before_any_source(told: Story) -> None:
    """
    2020-05-01 appointment Ann CEO Acme --announced 2020-04-01 --source S --published 2020-06-01
    """
    assert told.say("timeline", "--known", "2020-03-31").out == ""
    (then,) = rows(told, "export", "timeline", "--known", "2020-04-30")
    assert (then["status"], then["sources"]) == ("planned", None)
    (later,) = rows(told, "export", "timeline", "--known", "2020-06-01")
    assert (later["status"], later["sources"]) == ("happened", "S")


def test_a_plan_without_a_day_that_a_later_page_confirms_is_one_again(told: Story) -> None:
    """
    unknown appointment Ann CEO Acme --planned --announced 2020-04-01 --source S --published 2020-04-01
    $ confirm e1 --source T --published 2020-09-01
    """
    assert [row["certainty"] for row in rows(told, "asof", "2020-05-01", "--known", "2020-05-01")] == ["possible"]
    (then,) = rows(told, "export", "timeline", "--known", "2020-05-01")
    assert (then["status"], then["date_earliest"], then["date_latest"]) == ("planned", "2020-04-01", None)
    assert rows(told, "asof", "2020-03-01", "--known", "2020-05-01") == []


def test_what_takes_the_place_of_a_plan_counts_from_when_it_was_known(told: Story) -> None:
    """
    2021-01-01 appointment Ann CEO Acme --planned --source S --published 2020-04-01
    $ postpone e1 --date 2022-01-01 --source T --published 2020-09-01
    $ withdraw e2 --source U --published 2021-02-01
    """
    starts = [
        [row["start"] for row in rows(told, "asof", "2023", "--known", known)]
        for known in ("2020-03-01", "2020-05-01", "2020-10-01", "2021-03-01")
    ]
    assert starts == [[], ["2021-01-01"], ["2022-01-01"], []]


def test_a_renaming_not_known_yet_has_given_no_name(told: Story) -> None:
    """
    2010 formation Acme --source S --published 2010-12-31
    2015-05-05 renaming Acme Bolt --source T --published 2015-05-01
    2016-06-06 renaming Bolt Cord --source U --published 2016-06-06
    """
    for known, name, other in (
        ("2015-04-01", "Acme", None),
        ("2016-01-01", "Acme", None),
        ("2016-06-06", "Cord", "Acme"),
    ):
        (company,) = rows(told, "list", "companies", "--known", known)
        assert (company["name"], (company["other_names"] or "").split("; ")[0] or None) == (name, other)
        assert name in told.say("find", name, "--known", known).out
        assert told.say("find", "Cord", "--known", known).out.count("organization") == (name == "Cord")


def test_a_departure_that_names_an_unknown_appointment_stands_alone(told: Story) -> None:
    """
    2010 appointment Ann CEO Acme --source S --published 2020-12-31
    2012-01-01 departure Ann CEO Acme --ends e1 --source T --published 2012-01-01
    """
    (then,) = rows(told, "list", "tenures", "--known", "2013-01-01")
    assert (then["start"], then["end"]) == (None, "2012-01-01")


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--known", "soon"), 1), (("--known", "after 2020"), 2), (("--recorded", "2020-13-01T00:00"), 2)],
)
def test_what_is_no_day_is_refused(sample: Story, words: tuple[str, ...], code: int) -> None:
    sample.refuse("asof", *words, code=code)


def test_a_longer_or_a_relative_time_says_its_last_day(sample: Story) -> None:
    assert "As known on 2023-07-31.\n" in sample.say("asof", "2023", "--known", "2023-07").err
    assert "As known on 2025-07-06 (today is 2025-07-16).\n" in sample.say("asof", "2023", "--known", "10d").err
    assert "As recorded on 2025-12-31.\n" in sample.say("asof", "2023", "--recorded", "2025").err


# --- the same from the claims, without any SQL ------------------------------------------------------------------------


def _claims(chance: random.Random) -> list[dict[str, str]]:
    """Careers at two companies, each event with up to two sources, some of them announced before or undated."""
    claims = []
    for number in range(chance.randint(8, 25)):
        day = date(2020, 1, 1) + timedelta(days=chance.randrange(1500))
        told = chance.choice([f"{day}", f"{day}", f"{day:%Y-%m}", f"{day:%Y}"])
        published = [
            chance.choice(["", f"{day + timedelta(days=chance.choice((0, chance.randint(-200, 400))))}"])
            for _ in range(chance.choice((0, 1, 1, 2)))
        ]
        announced = chance.choice(["", "", f"{day - timedelta(days=chance.choice((0, chance.randint(-20, 300))))}"])
        claims.append(
            {
                "date": told,
                "type": chance.choice(["appointment", "appointment", "departure", "in-post"]),
                "status": "happened",
                "person": chance.choice(["Ann Ash", "Bob Birch", "Cyd Cedar"]),
                "title": chance.choice(["CEO", "CFO"]),
                "organization": chance.choice(["Acme", "Zenith"]),
                "announced": announced,
                "sources": "\n".join(f"Page {number} {at}" for at, _ in enumerate(published)),
                "published": "\n".join(published),
            }
        )
    return claims


def _known(claim: dict[str, str], day: str) -> dict[str, str] | None:
    """The claim as it stood on a day, None when it was not known."""
    published = [p for p in claim["published"].split("\n") if p]
    since = claim["announced"] or min(published, default="")
    if not since or since > day:
        return None
    out = [(s, p) for s, p in zip(claim["sources"].split("\n"), claim["published"].split("\n"), strict=True) if p]
    seen = [(source, day_out) for source, day_out in out if day_out <= day]
    newest = max((day_out for _, day_out in seen), default=claim["announced"])
    first = claim["date"] + "-01-01"[len(claim["date"]) - 4 :]
    return {
        **claim,
        "status": "planned" if newest < first else "happened",
        "sources": "\n".join(source for source, _ in seen),
        "published": "\n".join(day_out for _, day_out in seen),
    }


def _loaded(folder: Path, name: str, claims: list[dict[str, str]]) -> Story:
    story = Story(folder, file=f"{name}.db", today="2030-01-01")
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", *claims[0]])
    writer.writeheader()
    writer.writerows({"id": f"e{number}", **claim} for number, claim in enumerate(claims, 1))
    story.say("import", "-", stdin=text.getvalue())
    return story


def _held(story: Story, day: str, *more: str) -> list[tuple[Any, ...]]:
    columns = ("person", "title", "organization", "certainty", "start", "end", "sources")
    return sorted((tuple(row[c] for c in columns) for row in rows(story, "asof", day, *more)), key=repr)


@pytest.mark.parametrize("seed", range(12))
def test_what_was_known_is_what_only_the_claims_known_then_tell(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    claims = _claims(chance)
    story = _loaded(tmp_path, "all", claims)
    for number in range(4):
        day = str(date(2020, 1, 1) + timedelta(days=chance.randrange(2000)))
        known = [then for claim in claims if (then := _known(claim, day)) is not None]
        if not known:
            continue
        alone = _loaded(tmp_path, f"known{number}", known)
        for asked in (day, "2022", "2024-06-01"):
            assert _held(story, asked, "--known", day) == _held(alone, asked), f"{asked} --known {day}"


# --- what was recorded ------------------------------------------------------------------------------------------------


def _seen(story: Story, *more: str) -> list[Said]:
    """What some questions are answered, with their exit codes."""
    asked: list[tuple[str, ...]] = [
        ("export", "timeline"),
        ("export", "people"),
        ("export", "organizations"),
        ("export", "sources"),
        ("list", "tenures"),
        ("list", "posts"),
        ("asof", "2024-06-30"),
        ("find", "a"),
        ("find", "co"),
        ("timeline", "--search", "jane"),
        ("timeline", "--search", "马云"),
        ("show", "p1"),
        ("show", "o1"),
    ]
    return [story.run(*words, *more) for words in asked]


@settings(max_examples=6)
@given(st.lists(st.sampled_from(MENU), min_size=4, max_size=12))
def test_every_earlier_state_is_answered_as_it_was(commands: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        story = Story(Path(folder))
        story.say("add", "title", "Boss")
        entered_at(story, "2024-01-01T12:00:00.000Z")
        states = {1: _seen(story)}
        for day, words in enumerate(commands, 2):
            entries = story.count("txn")
            story.run(*words, *(("--new",) if words[0] == "add" and words[1] != "source" else ()))
            if story.count("txn") > entries:
                entered_at(story, f"2024-01-{day:02}T12:00:00.000Z")
            states[day] = _seen(story)
        before = story.content()
        for day, state in states.items():
            then = f"2024-01-{day:02}" + ("", "T12:00:00.000Z", "T20:00+08:00")[day % 3]
            assert _seen(story, "--recorded", then) == state, then
        assert story.content() == before


def test_what_had_been_recorded_knows_no_hindsight_either(told: Story) -> None:
    """
    2020-05-01 appointment Ann CEO Acme --source S --published 2020-05-01
    """
    entered_at(told, "2020-06-01T10:00:00.000Z")
    told.add("departure", "Ann", "CEO", "Acme", "--date", "2020-05-20", "--source", "T", "--published", "2020-05-21")
    entered_at(told, "2021-06-01T10:00:00.000Z")
    now = ("who", "CEO", "Acme", "--on", "2020-06-01")
    assert rows(told, *now) == rows(told, *now, "--known", "2020-06-01") == []
    assert len(rows(told, *now, "--recorded", "2020-06-01")) == 1
    assert len(rows(told, *now, "--recorded", "2020-06-01", "--known", "2020-05-22")) == 1
    assert rows(told, *now, "--recorded", "2020-06-01", "--known", "2020-04-30") == []


@pytest.mark.parametrize("seed", range(3))
def test_few_changes_and_many_are_derived_alike(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(100 + seed)
    story = _loaded(tmp_path, "all", _claims(chance))
    entered_at(story, "2024-01-01T00:00:00.000Z")
    story.add("move", "Acme", "Zenith", "--date", "2021", "--source", "M", "--published", "2021-06-01")
    moments = [("--known", "2022-01-01"), ("--recorded", "2024-01-01"), ("--known", "2022", "--recorded", "2024")]
    few = [_seen(story, *moment) for moment in moments]
    monkeypatch.setattr("orgtrack.record.recall._FEW", -1)
    assert [_seen(story, *moment) for moment in moments] == few
