"""Events whose sources cannot all be right, and a person's decision between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from site_pages import Pages
from story import Story

CEO = ("appointment", "Eddie Wu", "CEO", "Alibaba")


def listed(story: Story, *words: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(story.say("conflicts", "--format", "json", *words).out)
    return rows


def sides(story: Story, *words: str) -> list[tuple[str, str, str, str | None]]:
    """The conflict, value, mark and source of each row."""
    return [(row["conflict"], row["value"], row["accepted"] or "", row["source"]) for row in listed(story, *words)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The sample tracker, as the demo builds it."""
    folder = tmp_path_factory.mktemp("sample")
    story = Story(folder, file="orgtrack.db")
    made = Story(folder, file="unused.db")
    said = made.run("demo", str(folder), "--no-serve")
    if said.code:  # the demo takes no --db
        from typer.testing import CliRunner

        from orgtrack.cli import app

        result = CliRunner().invoke(app, ["--today", story.today, "demo", str(folder), "--no-serve"])
        assert result.exit_code == 0, result.output
    return story


def test_the_sample_contradicts_itself_within_one_article_and_between_sources(sample: Story) -> None:
    rows = listed(sample)
    amounts = [row for row in rows if row["field"] == "amount"]
    assert [(row["value"], row["accepted"], row["source"]) for row in amounts] == [
        ("380 billion CNY", "yes", None),
        ("55 billion USD", None, "A Bold $38 Billion Bet on AI by Alibaba"),
        ("38 billion USD", None, "A Bold $38 Billion Bet on AI by Alibaba"),
    ]
    assert "around $55 billion" in amounts[1]["quote"]
    assert amounts[2]["quote"] == "A Bold $38 Billion Bet on AI by Alibaba"
    dates = {(row["id"], row["value"], row["source_id"]) for row in rows if row["field"] == "date"}
    for event in {event for event, _, _ in dates}:
        values = {value: source for number, value, source in dates if number == event}
        assert set(values) == {"2023-09-10", "2023-09-11"}
    assert len({row["conflict"] for row in rows}) == 3
    assert sample.value("SELECT count(*) FROM conflicts") == 3
    assert "3 conflicts between what sources say" in sample.say().out


def test_filters_and_formats(sample: Story) -> None:
    assert {row["field"] for row in listed(sample, "--type", "milestone")} == {"amount"}
    assert listed(sample, "--company", "Microsoft") == []
    said = sample.say("conflicts", "--company", "Microsoft")
    assert (said.out, "No conflicts" in said.err) == ("", True)
    header = "headline,field,value,accepted,source,quote,id,published,place,status,because,conflict,source_id\n"
    assert sample.say("conflicts", "--format", "csv").out.startswith(header)
    assert sample.say("conflicts", "--format", "markdown").out.startswith("| headline | field |")
    assert len(sample.say("conflicts", "--format", "jsonl").out.splitlines()) == len(listed(sample))


@pytest.mark.parametrize(
    ("one", "other", "conflicting"),
    [
        ("55 billion USD", "38 billion USD", True),
        ("55 billion USD", "$55bn", False),
        ("55 billion USD", "US$55.2 billion", False),
        ("55,000 million USD", "55 billion dollars", False),
        ("55 billion USD", "380 billion CNY", False),
        ("380 billion yuan", "RMB 381 billion", False),
        ("380 billion yuan", "RMB 370 billion", True),
        ("over 100 billion USD", "120 billion USD", False),
        ("over 100 billion USD", "90 billion USD", True),
        ("up to 5 million EUR", "€4 million", False),
        ("up to 5 million EUR", "€6 million", True),
        ("about 50 billion USD", "52.5 billion USD", False),
        ("50 billion USD", "52.5 billion USD", True),
        ("300 employees", "301 employees", False),
        ("300 employees", "250 employees", True),
        ("undisclosed", "38 billion USD", False),
        ("undisclosed", "secret", True),
    ],
)
def test_amounts_conflict_in_one_currency_unless_they_are_roundings(
    story: Story, one: str, other: str, conflicting: bool
) -> None:
    story.add("milestone", "The plan", "Alibaba", "--date", "2024", "--amount", one, "--source", "One")
    story.say("cite", "e1", "--source", "Two", "--says", f"amount={other}")
    assert bool(listed(story)) is conflicting
    assert story.value("SELECT count(*) FROM conflicts") == int(conflicting)


@pytest.mark.parametrize(
    ("one", "other", "conflicting"),
    [
        ("2023-09-10", "2023-09-11", True),
        ("2023-09-10", "September 2023", False),
        ("2023", "2024-01", True),
        ("mid-September 2023", "2023-09-25", True),
        ("before 2023", "2023-09", True),
        ("unknown", "2023-09", False),
    ],
)
def test_dates_conflict_when_their_bounds_as_written_do_not_overlap(
    story: Story, one: str, other: str, conflicting: bool
) -> None:
    story.add(*CEO, "--date", one, "--source", "One")
    story.say("cite", "e1", "--source", "Two", "--says", f"date={other}")
    assert bool(listed(story)) is conflicting


@pytest.mark.parametrize(
    ("says", "conflicting"),
    [
        ("title=CEO", False),
        ("title=chief executive officer", False),
        ("title=President", True),
        ("person=Joe Tsai", True),
    ],
)
def test_a_title_is_the_same_under_its_short_form(story: Story, says: str, conflicting: bool) -> None:
    story.add(*CEO, "--date", "2023", "--source", "One")
    story.say("cite", "e1", "--source", "Two", "--says", says)
    assert bool(listed(story)) is conflicting


def test_what_does_not_count_contradicts_nobody(told: Story) -> None:
    """
    2025-12-01 appointment "Jane Roe" CEO Acme --source S
    $ cite e1 --source T --says date=2025-12-15
    """
    assert [row[0] for row in sides(told)] == ["e1 date", "e1 date"]
    told.say("postpone", "e1", "--date", "2026-02", "--source", "U")
    assert listed(told) == []
    told.add(*CEO, "--date", "2023-09-10", "--source", "S")
    told.say("cite", "e3", "--source", "T", "--says", "date=2023-09-11")
    assert len(listed(told)) == 2
    told.say("reject", "e3")
    assert listed(told) == []


SECOND = """\
date,type,person,title,organization,manner,sources
2019,formation,,,Acme,,One
2020,formation,,,Acme,,Two
2021-01,appointment,Ann,CEO,Acme,,One
2021-03,appointment,Ann,CEO,Acme,,Two
2022-01,departure,Ann,CEO,Acme,,One
2022-03,departure,Ann,CEO,Acme,,Two
2019,appointment,Bob,Director,Acme,elected,One
2022,appointment,Bob,Director,Acme,elected,One
2010,appointment,Cid,CFO,Acme,,One
2012,departure,Cid,CFO,Acme,,One
2014,appointment,Cid,CFO,Acme,,Two
2016,departure,Cid,CFO,Acme,,Two
"""


def test_second_events_on_days_that_cannot_both_be_right_are_conflicts(story: Story) -> None:
    story.load(SECOND)
    assert sides(story) == [
        ("e1 date", "2019", "yes", "One"),
        ("e1 date", "2020", "yes", "Two"),
        ("e3 date", "2021-01", "yes", "One"),
        ("e3 date", "2021-03", "yes", "Two"),
        ("e5 date", "2022-01", "yes", "One"),
        ("e5 date", "2022-03", "yes", "Two"),
    ]
    assert [row["id"] for row in listed(story)] == ["e1", "e2", "e3", "e4", "e5", "e6"]
    assert story.rows("SELECT event_id, other_event_id FROM conflicts ORDER BY 1") == [(1, 2), (3, 4), (5, 6)]
    assert "e6" in story.refuse("resolve", "e5", "date=2022-01", "--because", "x").err
    for event in ("e2", "e4", "e6"):
        story.say("reject", event)
    assert listed(story) == []


# --- resolve ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(story: Story) -> Story:
    """One appointment, and three sources that give two days for it."""
    story.add(*CEO, "--date", "2023-09-10", "--source", "One", "--quote", "on Sunday")
    story.say("cite", "e1", "--source", "Two", "--says", "date=2023-09-11", "--quote", "on Monday")
    story.say("cite", "e1", "--source", "Three")
    return story


def test_a_decision_for_the_value_on_record_needs_its_reason_and_closes_the_conflict(disputed: Story) -> None:
    assert "--because" in disputed.refuse("resolve", "e1", "date=2023-09-10", code=2).err
    disputed.say("resolve", "e1", "date=2023-09-10", "--because", "the filing says so")
    assert listed(disputed) == []
    assert disputed.count("conflicts") == 0
    assert {row["status"] for row in listed(disputed, "--all")} == {"resolved"}
    assert sides(disputed, "--all") == [
        ("e1 date", "2023-09-10", "decided", "One"),
        ("e1 date", "2023-09-10", "decided", "Three"),
        ("e1 date", "2023-09-11", "", "Two"),
    ]
    before = disputed.content()
    assert (
        "nothing was added" in disputed.say("resolve", "e1", "date=2023-09-10", "--because", "the filing says so").out
    )
    assert disputed.content() == before


def test_a_decision_for_another_value_changes_the_event_and_keeps_every_claim(disputed: Story) -> None:
    before = disputed.snapshot()
    disputed.say("resolve", "e1", "date=11 September 2023", "--because", "a Monday")
    assert disputed.event("e1", "date", "date_earliest") == ("2023-09-11", "2023-09-11")
    assert disputed.value("SELECT start FROM tenures") == "2023-09-11"
    assert sides(disputed, "--all") == [
        ("e1 date", "2023-09-11", "decided", "Two"),
        ("e1 date", "2023-09-10", "", "One"),
        ("e1 date", "2023-09-10", "", "Three"),
    ]
    assert disputed.rows("SELECT field, value, instead_of, because FROM resolutions") == [
        ("date", "2023-09-11", "2023-09-10", "a Monday")
    ]
    from story import undone

    last = disputed.value("SELECT max(id) FROM txn")
    changes = disputed.rows(
        "SELECT table_name, row_id, operation, old FROM change WHERE txn_id = ? ORDER BY id DESC", last
    )
    assert undone(disputed.snapshot(), changes) == before
    disputed.check_whole()


@pytest.mark.parametrize("value", ["2023-09-10", "2023-09-11"])
def test_a_later_citation_that_says_otherwise_opens_it_anew(disputed: Story, value: str) -> None:
    disputed.say("resolve", "e1", f"date={value}", "--because", "so it is")
    disputed.say("cite", "e1", "--source", "Four", "--says", f"date={value}")
    disputed.say("cite", "e1", "--source", "Five", "--says", "amount=3 EUR")
    assert listed(disputed) == []
    other = {"2023-09-10": "2023-09-11", "2023-09-11": "2023-09-10"}[value]
    disputed.say("cite", "e1", "--source", "Six", "--says", f"date={other}")
    rows = listed(disputed)
    assert {row["status"] for row in rows} == {"open"}
    assert {row["because"] for row in rows} == {"so it is"}
    disputed.say("resolve", "e1", f"date={value}", "--because", "still")
    assert listed(disputed) == []


def test_an_edit_to_another_value_opens_it_anew(disputed: Story) -> None:
    disputed.say("resolve", "e1", "date=2023-09-10", "--because", "so it is")
    disputed.say("edit", "e1", "date=2023-09-09")
    assert {row["status"] for row in listed(disputed)} == {"open"}


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        ("date=2023-09-12", "it can be 2023-09-10 (on record), or 2023-09-11 (s2 Two)"),
        ("amount=5 EUR", "what can be decided is date"),
        ("date=soon", "not read as a date"),
    ],
)
def test_a_value_or_field_that_no_source_gives_is_refused_with_those_there_are(
    disputed: Story, decision: str, says: str
) -> None:
    assert says in disputed.refuse("resolve", "e1", decision, "--because", "x").err


def test_a_decision_about_an_event_of_which_all_say_the_same_is_refused(story: Story) -> None:
    story.add(*CEO, "--date", "2023-09-10", "--source", "One")
    assert "orgtrack edit e1 date=…" in story.refuse("resolve", "e1", "date=2023-09-10", "--because", "x").err
    story.refuse("resolve", "e1", "nothing", "--because", "x", code=2)
    story.refuse("resolve", "e9", "date=2023", "--because", "x")


def test_a_title_and_any_word_can_be_decided(story: Story) -> None:
    story.add(*CEO, "--date", "2023", "--source", "One")
    story.say("cite", "e1", "--source", "Two", "--says", "title=CFO", "--says", "mood=grim")
    story.say("cite", "e1", "--source", "Three", "--says", "mood=jolly")
    assert {row["conflict"] for row in listed(story)} == {"e1 title", "e1 mood"}
    story.say("resolve", "e1", "title=CFO", "--because", "it says so")
    story.say("resolve", "e1", "mood=jolly", "--because", "he laughs")
    assert listed(story) == []
    assert (
        story.value("SELECT titles.name FROM events JOIN titles ON titles.id = title_id") == "Chief Financial Officer"
    )
    assert ("e1 mood", "jolly", "decided", "Three") in sides(story, "--all")


def test_conflicts_and_decisions_as_recorded_on_a_day(disputed: Story) -> None:
    disputed.say("resolve", "e1", "date=2023-09-10", "--because", "so it is")
    assert listed(disputed, "--recorded", "2020-01-01") == []
    assert len(listed(disputed, "--all", "--recorded", "2999-01-01")) == 3
    assert listed(disputed, "--known", "2023-01-01") == []


# --- in Datasette ----------------------------------------------------------------------------------------------------


def test_datasette_shows_open_conflicts_and_decisions(disputed: Story, tmp_path: Path) -> None:
    pages = Pages(disputed.path)
    try:
        (row,) = pages.rows("/t/conflicts")
        assert (row["field"], row["recorded"], row["says"]) == ("date", "2023-09-10", "2023-09-11")
        asked = pages.rows("/t/conflicting_claims?company=Alibaba")
        assert [(one["value"], one["accepted"], one["source_title"], one["quote"]) for one in asked] == [
            ("2023-09-10", "yes", "One", "on Sunday"),
            ("2023-09-10", "yes", "Three", None),
            ("2023-09-11", None, "Two", "on Monday"),
        ]
        assert pages.rows("/t/conflicting_claims?company=Nobody") == []
        assert '<a href="/t/sources/2">s2</a>' in pages.page("/t/conflicting_claims")
        disputed.say("resolve", "e1", "date=2023-09-10", "--because", "the filing says so")
        assert pages.rows("/t/conflicts") == []
        assert pages.rows("/t/conflicting_claims") == []
        assert "the filing says so" in pages.page("/t/resolutions")
        assert "the filing says so" in pages.page("/t/resolutions/1")
    finally:
        pages.close()
