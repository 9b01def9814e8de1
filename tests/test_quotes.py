"""Quoted words in a text: typography does not count, letters and numbers do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import SHARED

from orgtrack.quotes import nearest, place

TEXT = """A Bold Bet

On February 24, 2024, CEO Wu Yongming “unveiled” an am-
bitious plan — the company’s AI-
focused one — worth 380 billion Yuan.

Zoë’s office is ﬁne；the re-signed deal holds.\r\n\r\n  Third–quarter figures.
"""


@pytest.mark.parametrize(
    ("quote", "line", "paragraph"),
    [
        ("A Bold Bet", 1, 1),
        ('CEO Wu Yongming "unveiled" an ambitious plan', 3, 2),
        ("an   ambitious\nplan - the company's", 3, 2),
        ("AI-focused one–worth", 4, 2),
        ("AI‑focused", 4, 2),
        ("380 billion Yuan", 5, 2),
        (unicodedata.normalize("NFD", "Zoë's office is fine"), 7, 3),
        ("is fine;the re-signed", 7, 3),
        ("Third-quarter", 9, 4),
        ("CEO Wu … 380 billion", 3, 2),
        ("[...] unveiled [...] worth", 3, 2),
    ],
)
def test_what_a_reader_takes_for_the_same_words_is_found_with_its_place(quote: str, line: int, paragraph: int) -> None:
    found = place(TEXT, quote)
    assert found is not None
    assert (found.line, found.paragraph) == (line, paragraph)
    first = next(letter for letter in quote if letter.isalnum())
    assert TEXT[found.start : found.end].lstrip("“\"'")[:1] == first


@pytest.mark.parametrize(
    "quote",
    ["A bold bet", "38 billion Yuan", "resigned deal", "Wu unveiled", "worth … unveiled", "Zoe's", "", "…", "plan the"],
)
def test_other_letters_numbers_or_order_are_not_found(quote: str) -> None:
    assert place(TEXT, quote) is None


def test_the_place_is_where_it_stands_character_by_character() -> None:
    found = place(TEXT, "380 billion Yuan")
    assert found is not None
    assert TEXT[found.start : found.end] == "380 billion Yuan"
    assert str(found) == f"paragraph 2, line 5, character {TEXT.index('380') + 1}"


def test_what_is_nearest_to_a_slip_is_named_in_whole_words() -> None:
    assert nearest(TEXT, 'CEO Wu Yongmin "unveiled" an') == "CEO Wu Yongming “unveiled” an"
    assert nearest(TEXT, "zzzz qqqq xxxx") is None
    assert nearest("", "anything") is None


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 80))
def test_any_piece_of_any_text_is_found_in_it(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    if any(letter.isalnum() for letter in quote):
        assert place(text, quote) is not None, (text, quote)


@pytest.mark.skipif(not SHARED.exists(), reason="the article is not beside the project")
def test_the_quotes_of_the_facts_stand_in_the_article() -> None:
    import csv

    article = (SHARED / "data" / "alibaba_article.txt").read_text(encoding="utf-8")
    with (SHARED / "data" / "alibaba_facts.csv").open(encoding="utf-8") as file:
        quotes = [row["quote"] for row in csv.DictReader(file) if row["quote"] and "Bold" in row["source"]]
    assert len(quotes) == 10
    assert [quote for quote in quotes if place(article, quote) is None] == []
