"""The same fact again: another citation, a plan that happened, a date at last; or a question for a person."""

from __future__ import annotations

import pytest
from story import Story

CEO = ("appointment", "Eddie Wu", "CEO", "Alibaba")


def test_the_same_fact_from_another_source_becomes_a_citation(told: Story) -> None:
    """
    $ add appointment "Eddie Wu" CEO Alibaba --date 2023-09-10 --source One --published 2023-09-11 --quote "took over"
    """
    said = told.add(*CEO, "--date", "2023-09-10", "--source", "Two", "--published", "2023-09-12", "--quote", "is CEO")
    assert said.out.startswith("e1 is on record and has another citation: Eddie Wu appointed")
    assert told.count() == 1
    assert told.rows("SELECT sources, quotes, published, says FROM timeline") == [
        ("One\nTwo", "took over\nis CEO", "2023-09-11\n2023-09-12", "\n")
    ]


def test_the_very_same_again_changes_nothing_and_says_so(told: Story) -> None:
    """
    $ add appointment "Eddie Wu" CEO Alibaba --date 2023-09-10 --source One --published 2023-09-11 --quote "took over"
    """
    before = told.content()
    words = ("--date", "2023-09-10", "--source", "One", "--published", "2023-09-11", "--quote", "took over")
    said = told.add(*CEO, *words)
    assert "on record already; nothing was added" in said.out
    assert told.content() == before


@pytest.mark.parametrize("date", ["2023-09", "2023", "September 2023", "[2023-09-01..2023-10-01]", "2023-09-10~"])
def test_a_vaguer_date_is_the_same_fact_and_the_date_on_record_stays(told: Story, date: str) -> None:
    """
    2023-09-10 appointment "Eddie Wu" CEO Alibaba
    """
    told.add(*CEO, "--date", date, "--source", "Two")
    assert told.event("e1", "date") == ("2023-09-10",)
    assert told.count() == 1
    assert told.rows("SELECT * FROM conflicts") == []


def test_a_date_at_last_is_taken_and_an_undated_claim_takes_none_away(told: Story) -> None:
    """
    unknown appointment "Eddie Wu" CEO Alibaba
    """
    told.add(*CEO, "--date", "2023-09", "--source", "One", "--published", "2023-09-20")
    assert told.event("e1", "date", "date_latest") == ("2023-09", "2023-09-20")
    told.add(*CEO, "--date", "unknown", "--source", "Two", "--published", "2025-01-01")
    assert told.event("e1", "date", "date_latest") == ("2023-09", "2023-09-20")
    assert told.count() == 1


def test_a_plan_of_which_a_source_says_that_it_happened_has_happened(told: Story) -> None:
    """
    2025-02 appointment "Eddie Wu" CEO Alibaba --planned --announced 2025-01-10
    """
    said = told.add(*CEO, "--date", "2025-02-20", "--source", "Two", "--published", "2025-02-21")
    assert said.out.startswith("e1 was planned and has happened: ")
    assert "e1 was planned for Feb" in said.err
    assert told.event("e1", "status", "date", "announced") == ("happened", "2025-02-20", "2025-01-10")


def test_a_plan_told_again_is_still_a_plan(told: Story) -> None:
    """
    2025-09 appointment "Eddie Wu" CEO Alibaba --planned
    """
    told.add(*CEO, "--date", "2025-09", "--planned", "--source", "Two")
    assert told.event("e1", "status") == ("planned",)
    assert told.count("citations") == 1


def test_an_old_plan_does_not_undo_what_has_happened(told: Story) -> None:
    """
    2025-02-20 appointment "Eddie Wu" CEO Alibaba
    """
    told.add(*CEO, "--date", "2025-02", "--planned", "--source", "An older page", "--published", "2025-01-05")
    assert told.event("e1", "status", "date", "date_earliest") == ("happened", "2025-02-20", "2025-02-20")


def test_an_undated_plan_that_happened_loses_the_bound_of_its_announcement(told: Story) -> None:
    """
    $ add appointment "Eddie Wu" CEO Alibaba --date unknown --planned --announced 2025-03-01
    """
    assert told.event("e1", "date_earliest", "date_latest") == ("2025-03-01", None)
    told.add(*CEO, "--date", "unknown", "--source", "Two", "--published", "2025-05-01")
    assert told.event("e1", "status", "date_latest") == ("happened", "2025-05-01")


@pytest.mark.parametrize(
    ("first", "second"),
    [("2023-09-10", "2023-09-11"), ("2023", "2024-01"), ("2023-09-10", "before 2023"), ("2024-03", "2024-02")],
)
def test_two_dates_that_cannot_both_be_true_need_a_person(story: Story, first: str, second: str) -> None:
    story.add(*CEO, "--date", first)
    said = story.refuse("add", *CEO, "--date", second, "--source", "Two", code=3)
    assert [c["id"] for c in said.candidates] == ["e1"]
    assert f"dated {story.event('e1', 'date')[0]}" in said.candidates[0]["reason"]
    assert "cite e1" in said.err
    assert "--says date=" in said.err
    assert "--new-event" in said.err


def test_what_the_question_offers_can_be_typed(told: Story) -> None:
    """
    2023-09-10 appointment "Eddie Wu" CEO Alibaba
    """
    told.refuse("add", *CEO, "--date", "2023-09-11", code=3)
    told.say("cite", "e1", "--source", "Two", "--says", "date=2023-09-11")
    assert told.rows("SELECT field, recorded, says FROM conflicts") == [("date", "2023-09-10", "2023-09-11")]
    told.add(*CEO, "--date", "2023-09-11", "--new-event")
    assert told.count() == 2


def test_same_as_makes_it_a_citation_of_that_event_outright(told: Story) -> None:
    """
    2023-09-10 appointment "Eddie Wu" CEO Alibaba
    """
    told.add(*CEO, "--date", "2023-09-11", "--source", "Two", "--same-as", "e1")
    assert told.count() == 1
    assert told.rows("SELECT says_field, says_value FROM citations") == [("date", "2023-09-11")]
    assert told.rows("SELECT field FROM conflicts") == [("date",)]
    told.refuse("add", *CEO, "--date", "2023-09-11", "--source", "Two", "--same-as", "e5")


def test_same_as_an_event_of_another_kind_is_refused(told: Story) -> None:
    """
    2009 formation "Alibaba Cloud" --parent Alibaba
    """
    told.refuse("add", *CEO, "--date", "2023-09-11", "--source", "Two", "--same-as", "e1")


@pytest.mark.parametrize("later", ["elected", "reappointed"])
@pytest.mark.parametrize("first", ["elected", "appointed", "promoted"])
def test_a_further_term_is_a_second_event_without_a_question(story: Story, first: str, later: str) -> None:
    words = ("appointment", "Jane Roe", "Director", "Acme")
    story.add(*words, "--date", "2019-05", "--manner", first)
    assert story.add(*words, "--date", "2022-05", "--manner", later).ids == ["e2"]


def test_after_a_departure_a_second_appointment_is_no_question(told: Story) -> None:
    """
    2019 appointment "Eddie Wu" CEO Alibaba
    2021 departure "Eddie Wu" CEO Alibaba
    """
    assert told.add(*CEO, "--date", "2023").ids == ["e3"]


def test_after_a_departure_from_all_posts_a_second_appointment_is_no_question(told: Story) -> None:
    """
    2019 appointment "Eddie Wu" CEO Alibaba
    2021 departure "Eddie Wu" all Alibaba
    """
    assert told.add(*CEO, "--date", "2023").ids == ["e3"]


def test_a_departure_that_was_judged_false_answers_no_question(told: Story) -> None:
    """
    2019 appointment "Eddie Wu" CEO Alibaba
    2021 departure "Eddie Wu" CEO Alibaba
    $ reject e2
    """
    told.refuse("add", *CEO, "--date", "2023", code=3)


def test_a_second_departure_is_a_question_until_the_person_has_come_back(told: Story) -> None:
    """
    2019 appointment "Eddie Wu" CEO Alibaba
    2021 departure "Eddie Wu" CEO Alibaba
    """
    told.refuse("add", "departure", "Eddie Wu", "CEO", "Alibaba", "--date", "2022", code=3)
    told.add(*CEO, "--date", "2023")
    told.add("departure", "Eddie Wu", "CEO", "Alibaba", "--date", "2024")
    assert told.count() == 4


@pytest.mark.parametrize("word", ["in-post", "vacancy", "in-existence", "milestone"])
def test_what_may_be_true_on_two_days_is_recorded_twice(story: Story, word: str) -> None:
    words = {
        "in-post": ("Eddie Wu", "CEO", "Alibaba"),
        "vacancy": ("CEO", "Alibaba"),
        "in-existence": ("Alibaba",),
        "milestone": ("Record sales", "Alibaba"),
    }[word]
    story.add(word, *words, "--date", "2023-01")
    story.add(word, *words, "--date", "2024-01")
    assert story.count() == 2
    story.add(word, *words, "--date", "2024-01-15", "--source", "Two")
    assert story.count() == 2


def test_two_milestones_of_one_day_differ_by_their_sentence(story: Story) -> None:
    story.add("milestone", "Record sales", "Alibaba", "--date", "2024-01-15")
    assert story.add("milestone", "Record SALES.", "Alibaba", "--date", "2024-01-15", "--source", "Two").ids == ["e1"]
    assert story.add("milestone", "Record losses", "Alibaba", "--date", "2024-01-15").ids == ["e2"]


def test_what_a_second_source_says_of_the_amount_is_kept_beside(story: Story) -> None:
    words = ("milestone", "The plan", "Alibaba", "--date", "2024-02-24")
    story.add(*words, "--amount", "55 billion USD", "--source", "One")
    story.add(*words, "--amount", "38 billion USD", "--source", "Two")
    assert story.rows("SELECT amount, says FROM timeline") == [("55 billion USD", "\namount=38 billion USD")]
    assert story.rows("SELECT field, recorded, says FROM conflicts") == [("amount", "55 billion USD", "38 billion USD")]


def test_reason_and_manner_told_otherwise_are_conflicts(story: Story) -> None:
    words = ("departure", "Jane Roe", "CEO", "Acme", "--date", "2024-02-24")
    story.add(*words, "--reason", "resigned", "--source", "One")
    story.add(*words, "--reason", "dismissed", "--source", "Two")
    assert story.rows("SELECT field, recorded, says FROM conflicts") == [("reason", "resigned", "dismissed")]


def test_an_event_gains_what_it_lacked_and_keeps_what_it_had(story: Story) -> None:
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2024-02", "--note", "first")
    more = ("--manner", "promoted", "--announced", "2024-01-05", "--succeeding", "John Doe", "--from-title", "CFO")
    story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", "2024-02", "--note", "second", *more)
    assert story.count() == 1
    assert story.rows("SELECT manner, announced, note, succeeding, from_title FROM timeline") == [
        ("promoted", "2024-01-05", "first", "John Doe", "Chief Financial Officer")
    ]
    assert story.count("posts") == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("formation", "Cloud", "--parent", "Acme"), ("formation", "Cloud", "--parent", "Hooli")),
        (("renaming", "Acme", "Apex"), ("renaming", "o1", "Zenith")),
        (("merger", "Acme", "--from", "Left", "--from", "Right"), ("merger", "Acme", "--from", "Up", "--from", "Down")),
        (
            ("appointment", "Jane Roe", "CEO", "Acme", "--succeeding", "John Doe"),
            ("appointment", "Jane Roe", "CEO", "Acme", "--succeeding", "Bill Poe"),
        ),
        (("appointment", "Jane Roe", "CEO", "Acme"), ("appointment", "Jane Roe", "CEO", "Acme", "--acting")),
        (("appointment", "Jane Roe", "CEO", "Acme"), ("in-post", "Jane Roe", "CEO", "Acme")),
        (("appointment", "Jane Roe", "CEO", "Acme"), ("appointment", "Jane Roe", "Deputy CEO", "Acme")),
        (("milestone", "Sales", "Acme", "--person", "Jane Roe"), ("milestone", "Sales", "Acme", "--person", "Jim Doe")),
    ],
    ids=lambda words: words[0],
)
def test_what_differs_in_a_part_is_another_event(story: Story, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    story.add(*first, "--date", "2025")
    story.add(*second, "--date", "2025")
    assert story.count() == 2


def test_a_part_that_one_source_leaves_out_does_not_make_another_event(told: Story) -> None:
    """
    2025 formation Cloud --parent Acme
    """
    told.add("formation", "Cloud", "--date", "2025-03", "--source", "Two")
    assert told.count() == 1


def test_a_claim_judged_false_is_not_the_same_as_a_new_one(told: Story) -> None:
    """
    2024 appointment "Eddie Wu" CEO Alibaba
    $ reject e1
    """
    assert told.add(*CEO, "--date", "2024").ids == ["e2"]
    assert told.event("e2", "status") == ("happened",)


def test_a_plan_that_was_given_up_is_not_confirmed_by_a_later_appointment(told: Story) -> None:
    """
    2025-02 appointment "Eddie Wu" CEO Alibaba --planned
    $ withdraw e1
    """
    assert told.add(*CEO, "--date", "2025-02").ids == ["e3"]
    assert told.rows("SELECT status FROM events ORDER BY id") == [("planned",), ("withdrawn",), ("happened",)]


def test_a_postponed_plan_is_confirmed_by_the_appointment_on_its_new_date(told: Story) -> None:
    """
    2025-02 appointment "Eddie Wu" CEO Alibaba --planned
    $ postpone e1 --date 2025-04
    """
    assert told.add(*CEO, "--date", "2025-04-15").ids == ["e2"]
    assert told.event("e2", "status", "date") == ("happened", "2025-04-15")
    assert told.event("e1", "status") == ("planned",)


def test_of_several_the_claim_joins_the_one_most_like_it(told: Story) -> None:
    """
    2023 in-post "Eddie Wu" CEO Alibaba
    $ add in-post "Eddie Wu" CEO Alibaba --date 2023-05-04 --new-event
    """
    assert told.add("in-post", "Eddie Wu", "CEO", "Alibaba", "--date", "2023-05-04", "--source", "S").ids == ["e2"]


def test_a_public_source_makes_a_private_event_public(told: Story) -> None:
    """
    2024 appointment "Eddie Wu" CEO Alibaba --private
    """
    told.add(*CEO, "--date", "2024", "--private", "--source", "One")
    assert told.event("e1", "visibility") == ("private",)
    told.add(*CEO, "--date", "2024", "--source", "Two")
    assert told.event("e1", "visibility") == ("public",)


def test_one_of_many_citations_is_added_once(told: Story) -> None:
    """
    2024 milestone "A plan" Acme --source One --quote "words"
    2024 milestone "A plan" Acme --source One --quote "other words"
    2024 milestone "A plan" Acme --source One --quote "words"
    """
    assert told.rows("SELECT quote FROM citations") == [("words",), ("other words",)]
