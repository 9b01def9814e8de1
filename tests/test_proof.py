"""`orgtrack why`: what an event rests on, in the terminal, as rows and as a sheet to hand on."""

from __future__ import annotations

import json

import pytest
from story import Story

QUOTE = "took office in *mid-September*"
STORY = f"""
2015-05-10 appointment "Daniel Zhang" CEO Alibaba --source "An old page" --published 2015-05-10
$ add source https://example.com/news?a=1&b=2 --published 2023-09-20
mid-September appointment "Eddie Wu" CEO Alibaba --succeeding "Daniel Zhang" --source s2 --quote "{QUOTE}"
$ cite e2 --source "A [second] page" --says date=2023-09-25 --quote "on the 25th" --place "p. 3"
2025-12-01 departure "Eddie Wu" CEO Alibaba --planned --source "A plan"
2024 formation Cloud --parent Alibaba
"""


@pytest.fixture
def proven(story: Story) -> Story:
    story.tell(STORY)
    return story


def lines(story: Story, *words: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a proof by part."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in json.loads(story.say("why", *words, "--format", "json").out):
        found.setdefault(row["part"], []).append(row)
    return found


def texts(story: Story, part: str, *words: str) -> str:
    return "\n".join(row["text"] for row in lines(story, *words).get(part, []))


def test_it_names_sources_words_rules_effects_contradictions_and_who_recorded_it(proven: Story) -> None:
    told = lines(proven, "e2")
    assert list(told) == ["fact", "source", "rule", "effect", "conflict", "history"]
    assert [(row["id"], row["quote"], row["url"]) for row in told["source"]] == [
        ("s2", QUOTE, "https://example.com/news?a=1&b=2"),
        ("s3", "on the 25th", None),
    ]
    assert "at p. 3; says date = 2023-09-25" in told["source"][1]["text"]
    rules = texts(proven, "rule", "e2")
    assert "The words 'mid-September' are read as" in rules
    assert ", counted from 2023-09-20, any day from 2023-09-11 to 2023-09-20" in rules
    assert "2 sources tell of this one event" in rules
    effects = texts(proven, "effect", "e2")
    assert "opens the tenure of Eddie Wu as Chief Executive Officer of Alibaba" in effects
    assert "presumed on 2025-07-16" in effects
    assert "ends the tenure of Daniel Zhang" in effects
    assert (
        "on record): s2 https://example.com/news?a=1&b=2; 2023-09-25: s3 A [second] page" in told["conflict"][0]["text"]
    )
    history = texts(proven, "history", "e2")
    assert "by tester: recorded it; cited a source" in history
    assert len(told["history"]) == 2


def test_the_terminal_shows_the_same_in_paragraphs(proven: Story) -> None:
    said = proven.say("why", "e2").out
    for heading in ("Who says so", "How it was understood", "What follows from it", "Who recorded it"):
        assert f"\n{heading}\n" in said
    assert "    “took office in *mid-September*”\n    https://example.com/news?a=1&b=2\n" in said


def test_as_markdown_it_is_a_sheet_with_block_quotes_and_links(proven: Story) -> None:
    said = proven.say("why", "e2", "-o", str(proven.folder / "proof.md"))
    assert "Wrote" in said.err
    sheet = (proven.folder / "proof.md").read_text(encoding="utf-8")
    assert sheet == proven.say("why", "e2", "--format", "markdown").out
    assert sheet.startswith("# Eddie Wu appointed Chief Executive Officer of Alibaba (e2)\n")
    assert "\n  > took office in \\*mid-September\\*\n" in sheet
    assert "(https://example.com/news?a=1&amp;b=2)" in sheet
    assert "A \\[second\\] page" in sheet


def test_a_plan_says_when_it_came_about_and_by_which_command(proven: Story) -> None:
    assert "counts as planned" in texts(proven, "rule", "e3")
    proven.say("postpone", "e3", "--date", "2026-01-15", "--source", "Later")
    assert "It does not count: e5" in texts(proven, "rule", "e3")
    assert "It takes the place of e3" in texts(proven, "rule", "e5")
    proven.today = "2026-02-01"
    proven.say("confirm", "e5", "--source", "At last")
    assert "It was a plan, and counts as happened since" in texts(proven, "rule", "e5")
    assert "changed status (was planned)" in texts(proven, "history", "e5")
    assert "ends the tenure of Eddie Wu" in texts(proven, "effect", "e5")


def test_what_is_withdrawn_or_rejected_or_without_a_source_says_so(proven: Story) -> None:
    assert "No source is on record" in texts(proven, "source", "e4")
    assert "without a source" in texts(proven, "rule", "e4")
    assert "begins the time of Cloud below Alibaba" in texts(proven, "effect", "e4")
    proven.say("reject", "e4")
    assert "judged false" in texts(proven, "rule", "e4")
    assert "Nothing follows from it" in texts(proven, "effect", "e4")


def test_a_decision_and_its_reason_are_part_of_it(proven: Story) -> None:
    proven.say("resolve", "e2", "date=2023-09-25", "--because", "a day beats a span")
    told = lines(proven, "e2")
    assert "because a day beats a span" in told["decision"][0]["text"]
    assert told["conflict"][0]["text"].startswith("date, decided: 2023-09-25 (on record by decision)")
    assert "changed date (was" in told["history"][-1]["text"]


def test_a_kept_text_says_where_the_words_stand(proven: Story) -> None:
    proven.say("add", "source", "s3", "--text", "-", stdin="He came\n\non the 25th.\n")
    assert "these words stand in its text at paragraph 2, line 3, character 10" in texts(proven, "source", "e2")


def test_of_a_person_and_a_post_it_proves_each_event(proven: Story) -> None:
    rows = json.loads(proven.say("why", "Eddie Wu", "CEO", "Alibaba", "--format", "json").out)
    assert list(dict.fromkeys(row["event"] for row in rows)) == ["e2", "e3"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("e99",), 1), (("Alibaba",), 2), (("Eddie Wu", "CEO"), 2), (("Eddie Wu", "CFO", "Alibaba"), 1), (("p99",), 1)],
)
def test_what_is_no_event_is_refused_in_a_sentence(proven: Story, words: tuple[str, ...], code: int) -> None:
    proven.add("appointment", "Ann", "CFO", "Alibaba", "--date", "2020")
    proven.refuse("why", *words, code=code)


def test_the_history_calls_records_by_their_ids(proven: Story) -> None:
    proven.say("cite", "e1", "--source", "Other", "--says", "person=Eddie Wu")
    proven.say("resolve", "e1", "person=Eddie Wu", "--because", "the filing says so")
    assert "changed person (was p1)" in texts(proven, "history", "e1")
