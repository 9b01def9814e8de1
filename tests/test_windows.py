"""What stood below an organization and when: saying once more where something stands begins no new time there."""

from __future__ import annotations

from pathlib import Path

from story import Story

from orgtrack.store import open_tracker
from orgtrack.store.read_below import FOREVER, Window, windows


def below(story: Story, name: str) -> list[Window]:
    number = story.value("SELECT id FROM organizations WHERE name = ?", name)
    with open_tracker(story.path, write=False) as tracker:
        return [window for window in windows(tracker, number) if window.id != number]


def said(tmp_path: Path, *places: tuple[str, str]) -> Story:
    story = Story(tmp_path)
    for name in ("Acme", "Beta"):
        story.add("formation", name, "--date", "1990")
    for day, parent in places:
        story.add("in-existence", "Unit", "--parent", parent, "--date", day, "--new", "--new-event")
    return story


def test_what_always_stood_at_one_place_has_stood_there_ever_since(tmp_path: Path) -> None:
    story = said(tmp_path, ("2010-01-01", "Acme"), ("2012-01-01", "Acme"), ("2014-01-01", "Acme"))
    [unit] = below(story, "Acme")
    assert (unit.since, unit.until, unit.undated, unit.settled) == ("", FOREVER, True, True)


def test_what_was_elsewhere_for_a_time_stands_there_before_and_after(tmp_path: Path) -> None:
    days = ("2010-01-01", "Acme"), ("2012-01-01", "Acme"), ("2014-01-01", "Beta"), ("2015-01-01", "Beta")
    story = said(tmp_path, *days, ("2018-01-01", "Acme"), ("2019-01-01", "Acme"))
    assert [(one.since, one.until, one.undated) for one in below(story, "Acme")] == [
        ("", "2014-01-01", False),
        ("2018-01-01", FOREVER, True),
    ]
    assert [(one.since, one.until, one.undated) for one in below(story, "Beta")] == [
        ("2014-01-01", "2018-01-01", False)
    ]
    assert not any(one.settled for one in (*below(story, "Acme"), *below(story, "Beta")))
