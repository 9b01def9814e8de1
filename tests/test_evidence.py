"""Sources and their texts: found again, completed, and every quote checked against the words that are kept."""

from __future__ import annotations

import hashlib
import json

import pytest
from story import Story

TEXT = """A Bold Bet

On February 24, 2024, CEO Wu Yongming “unveiled” an am-
bitious plan of 380 billion Yuan (around $55 billion).

Cai Chongxin is the company’s chairman.
"""
EVENT = ("milestone", "The plan", "Alibaba", "--date", "2024-02-24")


@pytest.fixture
def kept(story: Story) -> Story:
    """A source with its text, and an event that quotes it."""
    (story.folder / "a.txt").write_text(TEXT, encoding="utf-8")
    story.add("source", "A Bold Bet", "--published", "2025-07-16", "--text", str(story.folder / "a.txt"))
    story.add(*EVENT, "--source", "A Bold Bet", "--quote", "380 billion Yuan")
    return story


@pytest.mark.parametrize(
    "again",
    [
        "https://www.example.com/news?id=5&utm_source=x&utm_medium=y",
        "http://example.com/news/?id=5&fbclid=abc#part",
        "https://EXAMPLE.com:443/news?gclid=1&id=5&mc_cid=2&_ga=3",
        "https://example.com/news?id=5&at_medium=RSS&wbraid=1&gbraid=2&_hsenc=3&ttclid=4&smid=tw",
    ],
)
def test_one_page_is_one_source_however_it_was_reached(story: Story, again: str) -> None:
    story.add(*EVENT, "--source", "https://example.com/news?id=5")
    story.add("milestone", "Another", "Alibaba", "--date", "2024", "--source", again)
    assert story.rows("SELECT url FROM sources") == [("https://example.com/news?id=5",)]


@pytest.mark.parametrize(
    "other", ["https://example.com/news?id=6", "https://example.com/news", "https://m.example.com"]
)
def test_another_page_is_another_source(story: Story, other: str) -> None:
    story.add(*EVENT, "--source", "https://example.com/news?id=5")
    story.add(*EVENT, "--source", other)
    assert story.count("sources") == 2
    assert story.count() == 1


def test_a_source_gains_what_it_lacked_and_what_it_has_is_kept_and_said(story: Story) -> None:
    story.add("source", "A Bold Bet", "--publisher", "KEYT")
    said = story.add(
        *("source", "a bold bet", "--publisher", "CNN", "--retrieved", "2025-08-01"),
        *("--archive-url", "https://web.archive.org/x"),
    )
    assert "keeps its publisher 'KEYT'" in said.err
    assert "orgtrack edit s1 publisher='CNN'" in said.err
    assert story.rows("SELECT publisher, retrieved, archive_url FROM sources") == [
        ("KEYT", "2025-08-01", "https://web.archive.org/x")
    ]


def test_a_text_is_kept_as_it_is_with_the_sha256_of_its_file(kept: Story) -> None:
    sha256 = hashlib.sha256((kept.folder / "a.txt").read_bytes()).hexdigest()
    assert kept.rows("SELECT text, sha256 FROM sources") == [(TEXT, sha256)]
    page = kept.say("show", "s1").out
    assert sha256 in page
    assert "1 of 1 quotes stand in it" in page
    assert "“380 billion Yuan” [in its text at paragraph 2, line 4, character 85]" in page


@pytest.mark.parametrize(
    "words", [("list", "sources"), ("export", "sources"), ("timeline",), ("export", "timeline"), ("find", "bold")]
)
def test_the_text_is_not_in_ordinary_lists(kept: Story, words: tuple[str, ...]) -> None:
    for form in ("csv", "json"):
        assert "Chongxin" not in kept.say(*words, "--format", form).out


def test_a_text_from_standard_input_is_the_same(kept: Story) -> None:
    other = Story(kept.folder, file="u.db")
    other.say("add", "source", "A Bold Bet", "--text", "-", stdin=TEXT)
    assert other.rows("SELECT text, sha256 FROM sources") == kept.rows("SELECT text, sha256 FROM sources")


@pytest.mark.parametrize(
    "quote",
    ['CEO Wu Yongming "unveiled" an ambitious plan', "the company's chairman", "the … chairman", "A\n Bold Bet"],
)
def test_a_quote_that_differs_in_typography_alone_stands_in_the_text(kept: Story, quote: str) -> None:
    said = kept.say("cite", "e1", "--source", "s1", "--quote", quote)
    assert "does not stand" not in said.err
    assert kept.say("check", "--kind", "misquoted").out == ""


@pytest.mark.parametrize("words", [("cite", "e1"), ("add", *EVENT)])
def test_a_quote_that_does_not_stand_in_the_text_is_kept_said_and_listed(kept: Story, words: tuple[str, ...]) -> None:
    said = kept.say(*words, "--source", "s1", "--quote", "390 billion Yuan")
    assert (
        "e1: the quote '390 billion Yuan' does not stand in the text of s1; nearest there: '380 billion Yuan'"
        in said.err
    )
    assert kept.count("citations") == 2
    (found,) = json.loads(kept.say("check", "--kind", "misquoted", "--format", "json").out)
    assert (found["severity"], found["events"]) == ("warning", "e1")
    assert "380 billion Yuan" in found["why"]
    page = kept.say("show", "s1").out
    assert "1 of 2 quotes stand in it" in page
    assert "“390 billion Yuan” [NOT in its text]" in page


def test_citing_again_with_the_right_words_corrects_the_slip(kept: Story) -> None:
    kept.say("cite", "e1", "--source", "s1", "--quote", "Cai Chongxing is the companys chairman")
    said = kept.say("cite", "e1", "--source", "s1", "--quote", "Cai Chongxin is the company's chairman")
    assert "corrected the quote" in said.err
    assert [row[0] for row in kept.rows("SELECT quote FROM citations ORDER BY id")] == [
        "380 billion Yuan",
        "Cai Chongxin is the company's chairman",
    ]
    assert kept.say("check", "--kind", "misquoted").out == ""
    kept.say("cite", "e1", "--source", "s1", "--quote", "zzz")
    kept.say("cite", "e1", "--source", "s1", "--quote", "A Bold Bet")
    assert kept.count("citations") == 4, "what is not alike corrects nothing"


def test_a_text_that_comes_later_checks_what_was_quoted_before(story: Story) -> None:
    story.add(*EVENT, "--source", "A Bold Bet", "--quote", "380 billion Yuan")
    story.say("cite", "e1", "--source", "A Bold Bet", "--quote", "38 billion pounds")
    said = story.say("add", "source", "s1", "--text", "-", stdin=TEXT)
    assert "1 of 2 quotes stand in it" in said.err
    assert "e1: the quote '38 billion pounds' does not stand" in said.err
    before = story.content()
    story.say("add", "source", "s1", "--text", "-", stdin=TEXT)
    assert story.content() == before


def test_another_text_of_the_same_source_is_refused_until_the_first_is_taken_off(kept: Story) -> None:
    said = kept.run("add", "source", "s1", "--text", "-", stdin="Other words.")
    assert (said.code, "orgtrack edit s1 text=" in said.err) == (1, True)
    kept.say("edit", "s1", "text=")
    assert kept.rows("SELECT text, sha256 FROM sources") == [(None, None)]
    kept.say("add", "source", "s1", "--text", "-", stdin="Other words.")
    assert kept.value("SELECT text FROM sources") == "Other words."


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "no text"), (b" \n", "no text"), (b"\xff\xfe1", "not UTF-8"), (b"a\x00b", "NUL"), (None, "cannot be read")],
)
def test_what_is_no_text_is_refused_in_a_sentence(story: Story, content: bytes | None, says: str) -> None:
    path = story.folder / "a.txt"
    if content is not None:
        path.write_bytes(content)
    assert says in story.refuse("add", "source", "A page", "--text", str(path)).err


def test_events_without_a_source_are_listed_and_counted(kept: Story) -> None:
    kept.add("milestone", "Unproven", "Alibaba", "--date", "2024")
    assert kept.say("timeline", "--unsourced", "--format", "csv").out.count("\n") == 2
    assert "Unproven" in kept.say("list", "events", "--unsourced").out
    assert "1 event without a source  orgtrack timeline --unsourced" in " ".join(kept.say().out.split(" ")).replace(
        "   ", "  "
    )
