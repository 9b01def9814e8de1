"""The date of a recorded event: bounded by its source, planned when to come, read with a company's fiscal year."""

from __future__ import annotations

import pytest
from story import Story

CEO = ("appointment", "Eddie Wu", "CEO", "Alibaba")


def bounds(story: Story, event: str = "e1") -> tuple[str | None, str | None, str | None]:
    date, earliest, latest = story.event(event, "date", "date_earliest", "date_latest")
    return date, earliest, latest


@pytest.mark.parametrize(
    ("date", "published", "expected"),
    [
        ("February 2024", "2024-02-15", ("2024-02", "2024-02-01", "2024-02-15")),
        ("2024", "2024-02-15", ("2024", "2024-01-01", "2024-02-15")),
        ("2024-02-10", "2024-02-15", ("2024-02-10", "2024-02-10", "2024-02-10")),
        ("2024-02-15", "2024-02-15", ("2024-02-15", "2024-02-15", "2024-02-15")),
        ("2024-02-16", "2024-02-15", ("2024-02-16", "2024-02-16", "2024-02-16")),  # no day is left: as written
        ("March 2024", "2024-02-15", ("2024-03", "2024-03-01", "2024-03-31")),
        ("unknown", "2024-02-15", (None, None, "2024-02-15")),
        ("since 2023", "2024-02-15", ("2023/..", "2023-01-01", "2024-02-15")),
        ("2024", "2024-02", ("2024", "2024-01-01", "2024-02-29")),
        ("2024", "2023", ("2024", "2024-01-01", "2024-12-31")),
    ],
)
def test_what_is_reported_as_happened_had_happened_by_the_publication(
    story: Story, date: str, published: str, expected: tuple[str | None, ...]
) -> None:
    """Rule 13 of the dates: the date keeps its EDTF, its latest day gives way."""
    story.add(*CEO, "--date", date, "--source", "S", "--published", published)
    assert bounds(story) == expected


def test_a_later_and_then_an_earlier_source_bound_an_undated_event_once(told: Story) -> None:
    """
    $ add appointment "Eddie Wu" CEO Alibaba --date unknown --source S --published 2024-05-05
    $ cite e1 --source T --published 2024-09-09
    """
    assert bounds(told) == (None, None, "2024-05-05")
    told.say("cite", "e1", "--source", "U", "--published", "2024-03-03")
    assert bounds(told) == (None, None, "2024-03-03")


def test_a_date_that_is_corrected_is_bounded_by_the_sources_too(told: Story) -> None:
    """
    $ add appointment "Eddie Wu" CEO Alibaba --date 2023 --source S --published 2024-02-15
    $ edit e1 "date=February 2024"
    """
    assert bounds(told) == ("2024-02", "2024-02-01", "2024-02-15")


def test_a_plan_is_not_bounded_by_its_source(story: Story) -> None:
    story.add(*CEO, "--date", "2025", "--planned", "--source", "S", "--published", "2025-02-15")
    assert bounds(story) == ("2025", "2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    ("options", "earliest"),
    [
        (("--announced", "2025-03-28"), "2025-03-28"),
        (("--announced", "2025-03"), "2025-03-01"),
        (("--source", "S", "--published", "2025-04-02"), "2025-04-02"),
        (("--announced", "2025-03-28", "--source", "S", "--published", "2025-04-02"), "2025-03-28"),
        ((), None),
    ],
)
def test_an_undated_plan_is_possible_from_its_announcement(
    story: Story, options: tuple[str, ...], earliest: str | None
) -> None:
    story.add(*CEO, "--date", "unknown", "--planned", *options)
    assert bounds(story) == (None, earliest, None)
    assert story.event("e1", "status") == ("planned",)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("last month", ("2025-06~", "2025-06-01", "2025-06-30")),
        ("three days ago", ("2025-07-13", "2025-07-13", "2025-07-13")),
        ("last week", ("[2025-07-07..2025-07-13]", "2025-07-07", "2025-07-13")),
        ("mid-February", ("[2025-02-11..2025-02-20]", "2025-02-11", "2025-02-20")),
        ("effective immediately", ("2025-07-16", "2025-07-16", "2025-07-16")),
    ],
)
def test_relative_words_count_from_the_day_of_publication(
    story: Story, words: str, expected: tuple[str, str, str]
) -> None:
    story.add(*CEO, "--date", words, "--source", "S", "--published", "2025-07-16", "--today", "2030-01-01")
    found = bounds(story)
    assert found[1:] == expected[1:]
    assert found[0] is not None
    assert found[0].strip("~") == expected[0].strip("~")
    assert story.event("e1", "date_text", "date_anchor") == (words, "2025-07-16")


@pytest.mark.parametrize("words", ["last month", "three days ago", "mid-February", "effective immediately"])
@pytest.mark.parametrize("source", [(), ("--source", "S"), ("--source", "S", "--published", "2025-07")])
def test_relative_words_without_a_day_of_publication_are_refused(
    story: Story, words: str, source: tuple[str, ...]
) -> None:
    story.refuse("add", *CEO, "--date", words, *source)


def test_a_source_on_record_gives_the_day_that_words_count_from(told: Story) -> None:
    """
    $ add source https://example.com/a --published 2025-07-16
    """
    told.add(*CEO, "--date", "three days ago", "--source", "s1")
    assert bounds(told)[0] == "2025-07-13"


def test_a_sighting_dated_by_its_source_takes_its_vagueness_too(story: Story) -> None:
    story.add("in-post", "Eddie Wu", "CEO", "Alibaba", "--source", "S", "--published", "July 2025")
    assert bounds(story) == ("2025-07", "2025-07-01", "2025-07-31")


def test_fiscal_years_are_read_by_the_company_and_inherited_by_its_units(told: Story) -> None:
    """
    $ add company Microsoft --fiscal-year-end 06-30
    2015 formation Azure --parent Microsoft
    2018 formation "Azure Storage" --parent Azure
    """
    for number, organization in enumerate(("Microsoft", "Azure", "Azure Storage"), 4 - 1):
        told.add("milestone", f"Plan {organization}", organization, "--date", "fiscal year 2025")
        assert bounds(told, f"e{number}")[1:] == ("2024-07-01", "2025-06-30")


def test_a_units_own_fiscal_year_comes_before_its_parents(told: Story) -> None:
    """
    $ add company Microsoft --fiscal-year-end 06-30
    2015 formation Azure --parent Microsoft
    $ edit Azure fiscal_year_end=03-31
    """
    told.add("milestone", "Plan", "Azure", "--date", "fiscal year 2025")
    assert bounds(told, "e2")[1:] == ("2024-04-01", "2025-03-31")


def test_a_unit_formed_in_a_fiscal_year_has_its_parents_fiscal_year(told: Story) -> None:
    """
    $ add company Microsoft --fiscal-year-end 06-30
    """
    told.add("formation", "Azure", "--parent", "Microsoft", "--date", "fiscal year 2015")
    assert bounds(told)[1:] == ("2014-07-01", "2015-06-30")


def test_a_fiscal_year_without_the_day_on_which_it_ends_is_refused(story: Story) -> None:
    said = story.refuse("add", "milestone", "Plan", "Acme", "--date", "fiscal year 2025")
    assert "fiscal" in said.err


def test_a_fiscal_year_that_goes_round_in_a_circle_ends(told: Story) -> None:
    """
    2001 formation Left --parent Right
    2002 formation Right --parent Left
    """
    told.refuse("add", "milestone", "Plan", "Left", "--date", "fiscal year 2025")


@pytest.mark.parametrize("end", ["6-30", "13-01", "02-30", "june 30", "2025-06-30", "06-31", "1"])
def test_the_end_of_a_fiscal_year_is_a_month_and_a_day(story: Story, end: str) -> None:
    story.refuse("add", "company", "Acme", "--fiscal-year-end", end)
    assert not story.path.exists()


def test_the_announcement_is_a_date_of_its_own(story: Story) -> None:
    words = ("--date", "2025-09-10", "--announced", "three days ago", "--source", "S", "--published", "2025-07-16")
    story.add(*CEO, *words)
    assert story.event("e1", "announced", "announced_earliest", "date") == ("2025-07-13", "2025-07-13", "2025-09-10")
    story.refuse("add", "milestone", "x y", "Acme", "--date", "2025", "--announced", "soon")


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("16 July 2025", "2025-07-16"),
        ("July 2025", "2025-07"),
        ("2025", "2025"),
        ("2025-07-16T08:30", "2025-07-16T08:30"),
        ("2025-07-16T08:30:00Z", "2025-07-16T08:30:00Z"),
        ("Wednesday, 16 July 2025", "2025-07-16"),
        ("Tuesday, 15 July 2025", "2025-07-15"),
        ("Thursday, July 17, 2025", "2025-07-17"),
    ],
)
def test_a_publication_day_is_kept_as_a_date_and_its_time_as_written(story: Story, day: str, kept: str) -> None:
    story.say("add", "source", "A Bet", "--published", day)
    assert story.rows("SELECT published, substr(published_earliest, 1, 4) FROM sources") == [(kept, "2025")]


def test_a_source_of_a_day_on_record_is_not_contradicted_in_silence(told: Story) -> None:
    """
    $ add source https://example.com/a --published 2025-07-16
    """
    said = told.refuse("add", *CEO, "--date", "2025", "--source", "https://example.com/a", "--published", "2025-07-17")
    assert "edit s1 published=2025-07-17" in said.err
    told.say("edit", "s1", "published=2025-07-17")
    told.add(*CEO, "--date", "2025", "--source", "https://example.com/a", "--published", "2025-07-17")


def test_a_source_on_record_gains_its_day(told: Story) -> None:
    """
    $ add source https://example.com/a
    """
    told.add(*CEO, "--date", "2025", "--source", "https://example.com/a", "--published", "2025-07-15")
    assert told.rows("SELECT published FROM sources") == [("2025-07-15",)]
    assert bounds(told)[2] == "2025-07-15"


def test_an_end_certainly_before_its_own_start_is_refused_however_it_comes_about(told: Story) -> None:
    """
    2019 appointment "Eddie Wu" CEO Alibaba
    $ add departure "Eddie Wu" CEO Alibaba --date 2021 --ends e1
    """
    told.refuse("edit", "e2", "date=2018")
    told.refuse("edit", "e1", "date=2022")
    told.say("edit", "e2", "date=2019")
    told.say("edit", "e2", "date=2018/2019")
