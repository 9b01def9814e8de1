"""What the pages answer of a day is what the commands answer, row by row: on the sample and on a made-up tracker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from benchmarks.made import complete, make_events
from site_pages import Pages, row, shown
from story import REPOSITORY, Story

from orgtrack.cli.sample import load_sample
from orgtrack.store import open_tracker

TODAY = "2025-02-28"


class Both:
    """One tracker, asked by its pages and by the commands."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.pages = Pages(story.path)

    def page(self, query: str, **words: str) -> list[dict[str, str | None]]:
        return self.pages.rows(f"/{self.story.path.stem}/{query}?{urlencode(words)}")

    def command(self, *words: str) -> list[dict[str, str | None]]:
        found: list[dict[str, str | None]] = json.loads(self.story.say(*words, "--format", "json").out)
        return found


@pytest.fixture(scope="module", params=["sample", "made"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    story = Story(tmp_path_factory.mktemp(request.param), today=TODAY, file="t.db")
    if request.param == "sample":
        with (
            open_tracker(story.path, write=True) as tracker,
            tracker.writing(command="demo", actor="", time="now"),
        ):
            load_sample(tracker, REPOSITORY / "data", today=date.fromisoformat(TODAY))
    else:
        make_events(story.path, 4000, 400)
        with (
            open_tracker(story.path, write=True) as tracker,
            tracker.writing(command="test", actor="", time=""),
        ):
            complete(tracker)
        story.run("check", "--rebuild")
    asked = Both(story)
    yield asked
    asked.pages.close()


@pytest.mark.parametrize("day", ["", "2023-09-12", "2015-06-01", "2024-03"])
@pytest.mark.parametrize("narrowed", [{}, {"company": "o1"}, {"title": "t1"}])
def test_vacancies(both: Both, day: str, narrowed: dict[str, str]) -> None:
    options = [word for name, value in narrowed.items() for word in (f"--{name}", value)]
    told = both.command("vacancies", *(["--on", day] if day else []), *options)
    assert both.page("vacancies", **{"day": day, "company": "", "title": "", **narrowed}) == told[:1000]


def test_some_vacancies_and_moves_are_compared(both: Both) -> None:
    """The comparisons would be idle on a tracker without any."""
    assert both.page("vacancies", day="2023-09-12", company="", title="")
    assert both.page("movers", since="2015", until="", company="", title="")


@pytest.mark.parametrize("times", [("2023", "2023-10"), ("2015-06-01", ""), ("", "2016"), ("90d", "today")])
@pytest.mark.parametrize("narrowed", [{}, {"company": "o1"}, {"title": "t1"}])
def test_movers(both: Both, times: tuple[str, str], narrowed: dict[str, str]) -> None:
    since, until = times
    asked = [("since", since), ("until", until), *narrowed.items()]
    told = both.command("movers", *(word for name, value in asked if value for word in (f"--{name}", value)))
    page = both.page("movers", **{"since": since, "until": until, "company": "", "title": "", **narrowed})
    assert page == told[:1000]


@pytest.mark.parametrize("day", ["2023-09-12", "2015-06-01"])
def test_holders(both: Both, day: str) -> None:
    told = both.command("asof", day)
    found = both.page("holders_on", day=day, company="", title="")
    columns = ("person", "title", "organization", "certainty", "acting", "start", "end", "id", "person_id")
    assert [[each[c] for c in columns] for each in found] == [[each[c] for c in columns] for each in told[:1000]]
    assert {each["visibility"] for each in found} <= {"public", "private"}


@pytest.fixture
def small(told: Story) -> Iterator[Both]:
    told.today = TODAY
    asked = Both(told)
    yield asked
    asked.pages.close()


def test_acting_holders_are_named_and_an_announced_vacancy_counts(small: Both) -> None:
    """
    2020-01-01 appointment Ann CEO Acme
    2021-01-01 departure Ann CEO Acme
    2021-02-01 appointment Bob CEO Acme --acting
    2021-06-01 appointment Cid CEO Acme
    2020-01-01 appointment Dora CFO Acme
    2022-01-01 vacancy CFO Acme
    """
    (gap,) = small.page("vacancies", day="2021-03-01", company="acme", title="ceo")
    assert (gap["from"], gap["to"], gap["days"], gap["acting"]) == ("2021-01-01", "2021-06-01", "151", "Bob")
    assert small.page("vacancies", day="2022-01-02", company="acme", title="cfo")
    assert small.page("vacancies", day="2022-01-02", company="", title="") == small.command(
        "vacancies", "--on", "2022-01-02"
    )


def test_what_cannot_be_read_or_found_has_no_rows(small: Both) -> None:
    """
    2020-01-01 appointment Ann CEO Acme
    2021-01-01 departure Ann CEO Acme
    """
    assert small.page("vacancies", day="2021-03-01", company="", title="")
    for day, company, title in (("soon", "", ""), ("2021-03-01", "nowhere", ""), ("2021-03-01", "", "p1")):
        assert small.page("vacancies", day=day, company=company, title=title) == []
    assert small.page("movers", since="soon", until="", company="", title="") == []


def test_both_organizations_of_one_name_are_asked(small: Both) -> None:
    """
    2020-01-01 appointment Ann CEO Acme
    2021-01-01 departure Ann CEO Acme
    2020-01-01 appointment Bob CEO Bolt
    2021-01-01 departure Bob CEO Bolt
    """
    with open_tracker(small.story.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        row(tracker, "names", name="Acme", name_key="acme", organization_id=2)
    found = small.page("movers", since="2021", until="2021", company="acme", title="")
    assert [move["person"] for move in found] == ["Ann", "Bob"]


def test_names_on_the_pages_lead_to_their_rows(small: Both) -> None:
    """
    2020-01-01 appointment Ann CEO Acme
    2021-01-01 departure Ann CEO Acme
    """
    text = small.pages.page("/t/vacancies?day=2021-03-01&company=&title=")
    assert 'href="/t/organizations/1">Acme</a>' in text
    assert shown(small.pages.page("/t/movers?since=2021&until=&company=&title="))[0][0] == "Ann"
