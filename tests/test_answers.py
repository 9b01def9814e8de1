"""Who held what and when, asked of the program: on real terms of office, on the sample, and on dates of every kind."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from story import REPOSITORY, SHARED, Story

from orgtrack.cli.sample import load_sample
from orgtrack.store import open_tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.read_tenures import held_on
from orgtrack.store.tenures import LISTED, tenure_of
from orgtrack.tenures.certainty import Certainty, certainty_on

EXECUTIVES = SHARED / "data" / "us_executive"
EXAMPLES = SHARED / "data" / "asof_examples.csv"
ORG = "United States"


def rows(story: Story, *words: str) -> list[dict[str, Any]]:
    """The rows of an answer."""
    found = json.loads(story.say(*words, "--format", "json").out)
    assert isinstance(found, list)
    return found


# --- terms of office of two posts since 1789 --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def executives(tmp_path_factory: pytest.TempPathFactory) -> Story:
    if not EXECUTIVES.exists():
        pytest.skip("the shared data is not here")
    story = Story(tmp_path_factory.mktemp("executives"))
    story.say("import", str(EXECUTIVES / "input.csv"))
    for post in ("post:1", "post:2"):
        story.say("edit", post, "seats=1")
    return story


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found = json.loads((EXECUTIVES / "expected.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def holders(story: Story, title: str, day: str) -> list[str]:
    return [row["person"] for row in rows(story, "who", title, ORG, "--on", day)]


@pytest.mark.parametrize(
    ("question", "title", "day"),
    [
        ("q01", "Vice President", "1973-10-20"),
        ("q02", "Vice President", "1974-01-15"),
        ("q03", "Vice President", "1974-10-01"),
        ("q04", "President", "1841-03-20"),
        ("q05", "President", "1841-04-04"),
        ("q06", "President", "1789-04-25"),
        ("q07", "Vice President", "1789-04-25"),
        ("q09", "President", "2027-01-01"),
        ("q10", "Vice President", "1945-06-01"),
    ],
)
def test_who_held_an_office_on_a_day(
    executives: Story, expected: dict[str, Any], question: str, title: str, day: str
) -> None:
    assert holders(executives, title, day) == expected[question]


def test_a_plan_is_presumed_and_what_a_source_saw_is_certain(executives: Story, expected: dict[str, Any]) -> None:
    both = [holders(executives, "President", day) for day in ("1889-12-31", "1894-12-31")]
    assert [person for found in both for person in found] == expected["q08"]
    certainties = [rows(executives, "who", "President", ORG, "--on", d)[0]["certainty"] for d in ("2020", "2027-01-01")]
    assert certainties == ["certain", "presumed"]


def vacant(story: Story, title: str, *more: str) -> list[list[Any]]:
    found = rows(story, "vacancies", "--title", title, "--since", "1789", "--until", "2025", *more)
    assert {row["certainty"] for row in found} <= {"certain"}
    return [[row["from"], row["to"], int(row["days"])] for row in found]


def test_vacancies_of_an_office(executives: Story, expected: dict[str, Any]) -> None:
    found = vacant(executives, "Vice President")
    assert found == expected["q11"]
    assert len(found) == expected["q12"]
    assert vacant(executives, "Vice President", "--min-days", "1420") == [expected["q13"]]
    assert min(found, key=lambda gap: gap[2]) == expected["q14"]
    assert vacant(executives, "President") == expected["q15"]
    assert [row["days"] for row in rows(executives, "vacancies", "--on", "1974-10-01")] == ["132"]


def stays(story: Story, title: str) -> list[dict[str, Any]]:
    return [row for row in rows(story, "succession", title, ORG) if row["state"] != "vacant"]


def before(order: list[str], person: str) -> str:
    return order[order.index(person) - 1]


def test_who_followed_whom(executives: Story, expected: dict[str, Any]) -> None:
    deputies = rows(executives, "succession", "Vice President", ORG)
    agnew = next(n for n, row in enumerate(deputies) if row["person"] == "Spiro Theodore Agnew")
    assert deputies[agnew + 2]["person"] == expected["q16"]
    assert int(deputies[agnew + 1]["days"]) == expected["q17"]
    order = [row["person"] for row in stays(executives, "President")]
    truman = order.index("Harry S. Truman")
    assert [order[truman - 1], order[truman + 1]] == expected["q18"]
    cleveland = [n for n, person in enumerate(order) if person == "Grover Cleveland"]
    assert [order[n - 1] for n in cleveland] == expected["q19"]


def test_unbroken_stays(executives: Story, expected: dict[str, Any]) -> None:
    found = stays(executives, "President")
    told = [[row["person"], row["start"], row["end"]] for row in found]
    assert [one for one in told if one[0] == "Grover Cleveland"] == expected["q20"]
    assert [one for one in told if one[0] == "Donald J. Trump"] == expected["q21"]
    roosevelt = next(row for row in found if row["person"] == "Franklin Delano Roosevelt")
    assert [roosevelt["start"], roosevelt["end"], int(roosevelt["days"])] == expected["q22"]
    assert [len(found), len({row["person"] for row in found})] == expected["q23"]
    shortest = min(found, key=lambda row: int(row["days"]))
    assert [shortest["person"], shortest["start"], shortest["end"]] == expected["q24"]


def test_the_career_of_a_person(executives: Story, expected: dict[str, Any]) -> None:
    for question, person in (("q25", "Richard Milhous Nixon"), ("q26", "Gerald Rudolph Ford Jr.")):
        found = rows(executives, "list", "tenures", "--person", person)
        assert sorted([row["title"], row["start"], row["end"]] for row in found) == sorted(expected[question])
    assert (
        "Posts held\n  President of United States: 4 Mar 1885 to 4 Mar 1889, 1461 days"
        in executives.say("show", "Grover Cleveland").out
    )
    nixon = executives.say("show", "Richard Milhous Nixon").out
    assert "Vice President of United States: 20 Jan 1953 to 20 Jan 1961, 2922 days, 2 terms" in nixon


def test_across_both_offices(executives: Story, expected: dict[str, Any]) -> None:
    found = {title: rows(executives, "list", "tenures", "--title", title) for title in ("President", "Vice President")}
    people = {title: {row["person"] for row in held} for title, held in found.items()}
    both = sorted(people["President"] & people["Vice President"])
    assert both == expected["q27"]
    ends = {(row["person"], row["end"]) for row in found["Vice President"]}
    assert sorted({p["person"] for p in found["President"] if (p["person"], p["start"]) in ends}) == expected["q28"]
    waited = []
    for person in both:
        left = max(row["end"] for row in found["Vice President"] if row["person"] == person)
        took = min(row["start"] for row in found["President"] if row["person"] == person)
        days = (date.fromisoformat(took) - date.fromisoformat(left)).days
        waited += [[person, days]] if days > 0 else []
    assert waited == expected["q29"]
    jefferson = [row for row in found["President"] if row["person"] == "Thomas Jefferson"]
    under = [
        row["person"]
        for row in found["Vice President"]
        if any(row["start"] < term["end"] and term["start"] < row["end"] for term in jefferson)
    ]
    assert list(dict.fromkeys(under)) == expected["q32"]


def test_what_happened_in_a_year_and_how_much_there_is(executives: Story, expected: dict[str, Any]) -> None:
    found = rows(executives, "timeline", "--year", "1974")
    told = [
        [row["date"], "end" if row["type"] == "departure" else "start", row["headline"]]
        for row in found
        if row["type"] in ("appointment", "departure")
    ]
    wanted = [
        [day, turn, f"{person} {'left as' if turn == 'end' else 'appointed'} {title} of {ORG}"]
        for day, title, person, turn in expected["q30"]
    ]
    assert sorted(told) == sorted(wanted)
    all_tenures = rows(executives, "list", "tenures")
    posts = rows(executives, "list", "posts")
    assert [len(all_tenures), len({row["person"] for row in all_tenures}), len(posts)] == expected["q31"]


def test_today_is_said_and_another_day_is_not(executives: Story) -> None:
    assert executives.say("asof").err == "As of 16 July 2025.\n"
    assert executives.say("asof", "30d").err == "As of 16 June 2025 (today is 2025-07-16).\n"
    assert executives.say("asof", "1974").err == ""
    assert "Nobody is on record as Vice President of United States then" in (
        executives.say("who", "Vice President", ORG, "--on", "1974-10-01").err
    )


def test_a_longer_time_says_how_much_of_it_was_held(executives: Story) -> None:
    found = {row["person"]: row["extent"] for row in rows(executives, "asof", "1974")}
    assert found["Nelson Aldrich Rockefeller"] == "at some time"
    assert {row["extent"] for row in rows(executives, "who", "President", ORG, "--on", "1970")} == {"throughout"}


def test_every_format_has_the_same_columns(executives: Story) -> None:
    words = ("asof", "1974-01-15", "--company", ORG)
    table = csv.reader(io.StringIO(executives.say(*words, "--format", "csv").out))
    assert next(table) == list(rows(executives, *words)[0])
    assert next(table)[:4] == ["Richard Milhous Nixon", "President", ORG, "certain"]


# --- dates of every kind ----------------------------------------------------------------------------------------------


def examples() -> list[dict[str, str]]:
    if not EXAMPLES.exists():
        return []
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("example", examples(), ids=lambda row: f"{row['start_edtf']}-{row['end_edtf']}-{row['as_of']}")
def test_the_examples_of_answers_hold(story: Story, example: dict[str, str]) -> None:
    start, end, confirmed = example["start_edtf"], example["end_edtf"], example["last_confirmed"]
    announced = example["note"] == "announced, not started"
    if start:
        planned = ["--planned"] if announced else []
        story.add("appointment", "Jane Roe", "CEO", "Acme", "--date", start, *planned)
    if end not in ("", ".."):
        story.add("departure", "Jane Roe", "CEO", "Acme", "--date", end)
    if confirmed and not announced:
        story.add("in-post", "Jane Roe", "CEO", "Acme", "--date", confirmed)
    if start and not end:
        story.say("edit", "e1", "end_state=unknown")
    found = rows(story, "who", "CEO", "Acme", "--on", example["as_of"])
    assert [row["certainty"] for row in found] == (
        [] if example["expected_half_open"] == "no" else [example["expected_half_open"]]
    )
    if "~" in start:
        assert "~" in found[0]["start"]


def test_the_file_answers_as_the_rules_do(story: Story) -> None:
    """What SQL says of a day is what `certainty_on` says, for every kind of start and end."""
    starts = ("unknown", "2020", "2020-03", "2020-03-15", "[..2020-06]", "[2020-03..2021-03]", "2021~")
    ends = (None, "unknown", "2021", "2021-06-15", "[2020-06..2022-06]", "2026-01")
    number = 0
    for start in starts:
        for end in ends:
            for seen in (None, "2021-01-10"):
                number += 1
                who = (f"Person {number} Xx", "Director", "Acme", "--new")
                story.add("appointment", *who, "--date", start)
                if seen:
                    story.add("in-post", *who, "--date", seen)
                if end:
                    story.add("departure", *who, "--date", end)
    story.say("edit", "e1", "end_state=unknown")
    with open_tracker(story.path, write=False) as tracker:
        days = [date(2019, 12, 1) + timedelta(days=9 * n) for n in range(250)]
        everything = [tenure_of(r[1:]) for b in held_on(tracker, LISTED, Selection(), date(2020, 6, 1)) for r in b]
        assert everything
        known = {
            t.id: t
            for d in days
            for b in held_on(tracker, LISTED, Selection(), d)
            for t in (tenure_of(r[1:]) for r in b)
        }
        assert len(known) == number
        for day in days:
            asked = {row[1]: row[0] for b in held_on(tracker, LISTED, Selection(), day) for row in b}
            told = {t.id: certainty_on(t, day) for t in known.values()}
            assert asked == {number: str(how) for number, how in told.items() if how is not None}, day
            assert set(told.values()) <= {None, *Certainty}


def test_an_organization_counts_what_stood_below_it_on_that_day(told: Story) -> None:
    """A unit that was sold takes its people along.

    2010 formation Cloud --parent Acme
    2011 appointment 'Jane Roe' CEO Cloud
    2020-06-01 move Cloud Beta
    """
    assert [row["person"] for row in rows(told, "asof", "2019-01-01", "--organization", "Acme")] == ["Jane Roe"]
    assert told.say("asof", "2021-01-01", "--organization", "Acme").out == ""
    assert [row["person"] for row in rows(told, "asof", "2021-01-01", "--organization", "Beta")] == ["Jane Roe"]
    assert told.say("asof", "2019-01-01", "--organization", "Beta").out == ""
    assert told.say("asof", "2019-01-01", "--organization", "Acme", "--only").out == ""


def test_an_acting_holder_stands_in_a_gap_and_does_not_fill_it(told: Story) -> None:
    """
    2019-01-01 appointment 'Jane Roe' CEO Acme
    2020-01-01 departure 'Jane Roe' CEO Acme
    2020-01-01 appointment 'John Doe' CEO Acme --acting
    2020-03-01 departure 'John Doe' CEO Acme
    2020-03-01 appointment 'Ann Poe' CEO Acme
    """
    (gap,) = rows(told, "vacancies", "--since", "2019")
    assert (gap["from"], gap["to"], gap["days"], gap["acting"]) == ("2020-01-01", "2020-03-01", "60", "John Doe")
    order = [(row["person"], row["state"], row["acting"]) for row in rows(told, "succession", "CEO", "Acme")]
    assert order == [
        ("Jane Roe", "ended", None),
        ("John Doe", "ended", "yes"),
        (None, "vacant", "John Doe"),
        ("Ann Poe", "ongoing", None),
    ]
    page = told.say("show", "CEO", "Acme").out
    assert "John Doe: 1 Jan 2020 to 1 Mar 2020, 60 days [acting] (e3)" in page
    assert "Ann Poe: since 1 Mar 2020, 1 or more days (e5)" in page


def test_an_empty_post_is_counted_up_to_today(told: Story) -> None:
    """
    2019-01-01 appointment 'Jane Roe' CEO Acme
    2025-07-01 departure 'Jane Roe' CEO Acme
    """
    (gap,) = rows(told, "vacancies")
    assert (gap["to"], gap["days"]) == (None, "15")
    assert rows(told, "vacancies", "--on", "2025-06-30", "--format", "json") == []


def test_a_stated_vacancy_counts_where_nobody_ever_held_the_post(told: Story) -> None:
    """
    2019-01-01 appointment 'Jane Roe' CEO Acme
    2025-07-01 vacancy CFO Beta
    2025-07-02 vacancy CTO Acme
    2025-07-02 vacancy CEO Beta --planned
    """
    found = [(row["title"], row["organization"], row["days"], row["certainty"]) for row in rows(told, "vacancies")]
    assert sorted(found, key=lambda gap: gap[1:], reverse=True) == [
        ("Chief Financial Officer", "Beta", "15", "certain"),
        ("Chief Executive Officer", "Beta", "14", "presumed"),
        ("Chief Technology Officer", "Acme", "14", "certain"),
    ]
    assert len(rows(told, "vacancies", "--company", "Beta")) == 2
    assert len(rows(told, "vacancies", "--title", "CTO", "--since", "2025-07-10", "--min-days", "14")) == 1
    assert rows(told, "vacancies", "--on", "2025-06-30") == []
    told.add("appointment", "Ann Poe", "CTO", "Acme", "--date", "2025-07-12")
    (gap,) = rows(told, "vacancies", "--title", "CTO", "--since", "2025")
    assert (gap["from"], gap["to"], gap["days"]) == ("2025-07-02", "2025-07-12", "10")


def test_questions_that_cannot_be_answered_are_refused(told: Story) -> None:
    """
    2019-01-01 appointment 'Jane Roe' CEO Acme
    """
    told.refuse("vacancies", "--on", "2020", "--since", "2019", code=2)
    told.refuse("asof", "soon")
    told.refuse("who", "CFO", "Acme")
    told.refuse("succession", "CEO", "Nowhere")
    told.refuse("list", "tenures", "--type", "appointment", code=2)


# --- the sample -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Story:
    story = Story(tmp_path_factory.mktemp("sample"))
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="demo", actor="", time="now"):
        load_sample(tracker, REPOSITORY / "data", today=date(2025, 7, 16))
    return story


def test_plans_of_the_sample_are_possible_from_their_announcement(sample: Story) -> None:
    group = "Cloud Intelligence Group"
    assert sample.say("who", "CEO", group, "--on", "2023-03-01").out == ""
    later = rows(sample, "who", "CEO", group, "--on", "2023-04-15")
    assert [(row["person"], row["certainty"]) for row in later] == [("Daniel Zhang", "possible")]
    assert {row["certainty"] for row in rows(sample, "asof", "2023-04-15")} <= {"certain", "presumed", "possible"}


def test_the_sample_is_as_it_follows_from_its_events(sample: Story) -> None:
    assert sample.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    assert sample.say("asof", "2025-07-16", "--company", "Alibaba Group").out.count("\n") > 3
