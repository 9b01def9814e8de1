"""What contradicts the record is recorded all the same, and said at once."""

from __future__ import annotations

from story import Story


def test_what_contradicts_is_recorded_and_said(story: Story) -> None:
    story.say("add", "appointment", "Ann Lee", "CEO", "Acme", "--date", "2020-03")
    story.say("edit", "post:1", "seats=1")
    fits = story.run("add", "departure", "Ann Lee", "CEO", "Acme", "--date", "2023")
    assert "does not fit" not in fits.err
    second = story.run("add", "appointment", "Bob Ray", "CEO", "Acme", "--date", "2021")
    assert second.code == 0
    assert "Ann Lee and Bob Ray both held Chief Executive Officer of Acme" in second.err
    late = story.run("add", "formation", "Acme", "--date", "2022")
    assert late.code == 0
    assert "Ann Lee held Chief Executive Officer of Acme before Acme was formed, 2022" in late.err
    assert story.count() == 4


def test_of_many_contradictions_some_are_said(story: Story) -> None:
    for number in range(7):
        story.say("add", "appointment", f"Person {number}", "Director", "Acme", "--date", "2020", "--new")
    said = story.run("add", "formation", "Acme", "--date", "2022").err
    assert said.count("before Acme was formed") == 5
    assert "and 2 more that do not fit; 'orgtrack check' lists them" in said
