"""Names as they are compared: what folds away, what never does, and why two are close."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgtrack.errors import OrgtrackError
from orgtrack.names import LONGEST_NAME, checked_name, fold
from orgtrack.names.searching import search_keys, search_prefixes

NAMES = st.text(min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wu Yongming", "WU YONGMING"),
        ("Börje Ekholm", "Borje Ekholm"),
        ("Björn Łukasz", "Bjorn Lukasz"),
        ("Søren Ðoković", "Soren Dokovic"),
        ("Þór Æsir", "Thor AEsir"),
        ("Œuvre", "Oeuvre"),
        ("Strauß", "Strauss"),
        ("O'Brien", "OBrien"),
        ("O’Brien", "O'Brien"),
        ("J.P. Morgan", "JP Morgan"),
        ("C.E.O.", "CEO"),
        ("AI-to-consumer", "AI to consumer"),
        ("AT & T", "AT&T"),
        ("Alibaba, Inc.", "Alibaba Inc"),
        ("Ａｌｉｂａｂａ", "Alibaba"),
        ("ﬁnance", "finance"),
        ("Zoe\u0308", "Zoë"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("ガンダム", "カ\u3099ンタ\u3099ム"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("Йосиф", unicodedata.normalize("NFD", "Йосиф")),
        ("Nguyễn", "Nguyen"),
        ("ΑΛΦΆ", "αλφα"),
        ("  spaced   out ", "spaced out"),
        ("under_score", "under score"),
    ],
)
def test_case_accents_punctuation_and_unicode_form_fold_away(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fan Jiang", "Jiang Fan"),
        ("Acme", "Acme Ltd"),
        ("Acme Inc", "Acme Ltd"),
        ("か", "が"),
        ("ハ", "パ"),
        ("й", "и"),
        ("ё", "е"),
        ("ї", "і"),
        ("马云", "馬雲"),
        ("CEO", "COO"),
        ("Jr", "Sr"),
        ("John Smith Jr", "John Smith"),
        ("Vice President", "President"),
        ("CEO", "Co-CEO"),
        ("CEO", "CEO-elect"),
        ("CEO", "Deputy CEO"),
        ("CEO", "Former CEO"),
        ("C", "C++"),
        ("Group 1", "Group 2"),
        ("A$AP", "AAP"),
        ("हिंदी", "हदी"),
        ("שלום", "שלם"),
    ],
)
def test_word_order_legal_form_and_other_letters_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(NAMES)
def test_a_key_folds_to_itself_whatever_the_name(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(NAMES, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_key_is_the_same_in_every_unicode_form(name: str, form: str) -> None:
    # NFC itself takes a few compatibility characters apart; what is asked is that no form of a name is another name.
    assert fold(unicodedata.normalize(form, name)) == fold(name)  # type: ignore[arg-type]


@given(st.text(max_size=300))
def test_a_name_is_accepted_or_refused_with_a_sentence_and_nothing_else(text: str) -> None:
    try:
        name = checked_name(text)
    except OrgtrackError as error:
        said = str(error)
    else:
        said = ""
        assert checked_name(name) == name
        assert name.isprintable()
        assert fold(name)
        assert 0 < len(name) <= LONGEST_NAME
    assert said.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\t\n", "…", "-", "''", "."),
        "x" * (LONGEST_NAME + 1),
        "x" * 500,
        *("a\x00b", "a\x07b", "a\x1b[31mb", "a\x7fb", "a\x9fb", "a\ud800b", "a\udcffb"),
        *("a\u200bb", "a\u202eb", "a\u2066b", "a\ufeffb", "a\u00adb", "a\ue000b", "a\U000e0041\uffffb"),
        *("one; two", "p7", "P7", "o3", "t2", "e12", "s5", "post:4"),
    ],
    ids=ascii,
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(OrgtrackError) as refused:
        checked_name(text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "text",
    ["马云", "X", "7", "3M", "p7x", "P 7", "post: 4", "نگار\u200cستان", "C++", "x" * LONGEST_NAME, "e12 Ltd", "£"],
)
def test_what_is_a_name_is_kept(text: str) -> None:
    assert checked_name(text) == text


def test_a_name_is_kept_on_one_line_and_composed() -> None:
    assert checked_name(" Zoe\u0308 \n\t Roe ") == "Zoë Roe"


def test_search_finds_runs_of_han_characters_and_both_ways_to_write_initials() -> None:
    words = search_keys(["吴泳铭", "J.P. Morgan", "Börje"]).split()
    assert {"吴", "吴泳", "泳铭", "吴泳铭", "jp", "j", "p", "morgan", "borje"} <= set(words)
    assert len(words) == len(set(words))


def test_search_finds_the_beginnings_of_words() -> None:
    prefixes = search_prefixes(["Yongming", "马云"]).split()
    assert "yongm" in prefixes
    assert "y" not in prefixes
    assert "yongming" not in prefixes
    assert not any("马" in prefix for prefix in prefixes)


@given(st.lists(NAMES, max_size=4))
def test_search_words_are_made_of_any_names(names: list[str]) -> None:
    for name in names:
        assert set(fold(name).split()) <= set(search_keys(names).split())
    assert "\n" not in search_prefixes(names)


@pytest.mark.parametrize("typed", ["马云", "馬雲", "mayun", "yun", "云"])
def test_a_name_in_han_characters_is_found_in_both_ways_to_write_them_and_in_pinyin(typed: str) -> None:
    for name in ("马云", "馬雲"):
        assert typed in search_keys([name]).split()


def test_a_name_in_another_script_is_found_in_latin_letters() -> None:
    assert {"миллер", "aleksey", "miller"} <= set(search_keys(["Алексей Миллер"]).split())
    assert "yongm" in search_prefixes(["吴泳铭"]).split()
