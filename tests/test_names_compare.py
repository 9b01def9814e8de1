"""Two names compared: what may be one is asked about, with the reason; nothing is joined by guess."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import SHARED

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.names.blocks import blocks, wanted_blocks
from orgtrack.names.comparing import compare
from orgtrack.names.likeness import Likeness, Verdict

OURS = Path(__file__).parent / "name_pairs.csv"
GIVEN = SHARED / "data" / "name_pairs_examples.csv"
NOUNS = {"person": Noun.PERSON, "org": Noun.ORGANIZATION}


def pairs(path: Path) -> list[dict[str, str]]:
    """The pairs of a file, each with what it is: same or different."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compared(pair: dict[str, str]) -> Likeness:
    """How alike the two names of a pair are."""
    return compare(NOUNS[pair["kind"]], pair["a"], pair["b"])


@pytest.mark.parametrize("path", [OURS, GIVEN], ids=["ours", "given"])
def test_same_names_are_suggested_different_ones_never_joined_and_few_asked_about(path: Path) -> None:
    if not path.exists():
        pytest.skip("this file of pairs is not here")
    # What only an alias can tell is one once the alias is stored, whatever the names look like.
    same, different = ([compared(pair).verdict for pair in to_tell(path, label)] for label in ("same", "different"))
    assert same.count(Verdict.DIFFERENT) <= 0.02 * len(same)
    assert Verdict.SAME not in different
    assert different.count(Verdict.ASK) <= 0.35 * len(different)


def to_tell(path: Path, label: str) -> list[dict[str, str]]:
    """The pairs with this label that can be told from the names alone."""
    return [pair for pair in pairs(path) if pair["label"] == label and pair.get("needs_alias", "0") == "0"]


@pytest.mark.parametrize("path", [OURS, GIVEN], ids=["ours", "given"])
def test_either_name_finds_the_other_through_a_shared_key(path: Path) -> None:
    if not path.exists():
        pytest.skip("this file of pairs is not here")
    for pair in pairs(path):
        noun = NOUNS[pair["kind"]]
        if compared(pair).verdict is not Verdict.DIFFERENT:
            assert blocks(noun, [pair["a"]]) & wanted_blocks(noun, pair["b"]), pair
            assert blocks(noun, [pair["b"]]) & wanted_blocks(noun, pair["a"]), pair


@pytest.mark.parametrize("path", [OURS, GIVEN], ids=["ours", "given"])
def test_it_does_not_matter_which_name_comes_first(path: Path) -> None:
    if not path.exists():
        pytest.skip("this file of pairs is not here")
    for pair in pairs(path):
        there, back = compared(pair), compare(NOUNS[pair["kind"]], pair["b"], pair["a"])
        assert (there.verdict, there.score) == (back.verdict, back.score), pair


@pytest.mark.parametrize(
    ("one", "other", "noun", "reason"),
    [
        ("Jiang Fan", "Fan Jiang", Noun.PERSON, "word order"),
        ("John Smith Jr", "John Smith", Noun.PERSON, "another suffix"),
        ("John Smith Jr", "John Smith Sr", Noun.PERSON, "another suffix"),
        ("J Smith", "John William Smith", Noun.PERSON, "initials"),
        ("Eddie Wu", "Eddie Yongming Wu", Noun.PERSON, "the same name with further parts"),
        ("Wu Yong Ming", "Wu Yongming", Noun.PERSON, "the same letters"),
        ("Wu Yongmin", "Wu Yongming", Noun.PERSON, "one letter apart"),
        ("Bob Iger", "Robert Iger", Noun.PERSON, "nickname"),
        ("AG Lafley", "A. G. Lafley", Noun.PERSON, "the same letters"),
        ("Dr. Lisa Su", "Lisa Su", Noun.PERSON, "a form of address"),
        ("Lisa Su, M.D.", "Lisa Su", Noun.PERSON, "a form of address"),
        ("Roh Moo-hyun", "Noh Mu-hyeon", Noun.PERSON, "another transliteration"),
        ("Евгений Касперский", "Eugene Kaspersky", Noun.PERSON, "another transliteration"),
        ("نجيب ساويرس", "Naguib Sawiris", Noun.PERSON, "another transliteration"),
        ("马云", "馬雲", Noun.PERSON, "the same in simplified characters"),
        ("吴泳铭", "Wu Yongming", Noun.PERSON, "the same in pinyin"),
        ("单伟建", "Shan Weijian", Noun.PERSON, "the same in pinyin"),
        ("欧阳明", "Ouyang Ming", Noun.PERSON, "the same in pinyin"),
        ("赵长鹏", "Zhao Changpeng", Noun.PERSON, "the same in pinyin"),
        ("赵长鹏", "Zhao Zhangpeng", Noun.PERSON, "the same in pinyin"),
        ("吕向阳", "Lyu Xiangyang", Noun.PERSON, "the same in pinyin"),
        ("王永慶", "Wang Yung-ching", Noun.PERSON, "another transliteration"),
        ("Mao Tse-tung", "Mao Zedong", Noun.PERSON, "another transliteration"),
        ("Deng Hsiao-ping", "Deng Xiaoping", Noun.PERSON, "another transliteration"),
        ("吴泳铭（Eddie Wu）", "吴泳铭", Noun.PERSON, "the same name with further parts"),
        ("Eddie Wu 吴泳铭", "Wu Yongming", Noun.PERSON, "the same in pinyin"),
        ("عبد الله بن طوق", "Abdullah bin Touq", Noun.PERSON, "another transliteration"),
        ("محمد العبار", "Mohamed Alabbar", Noun.PERSON, "another transliteration"),
        ("Abdul Rahman Al Saud", "Abd al-Rahman Al-Saud", Noun.PERSON, "the same letters"),
        ("Khalifa Al Thani", "Khalifa AlThani", Noun.PERSON, "the same letters"),
        ("Ben Bernanke", "Benjamin Bernanke", Noun.PERSON, "nickname"),
        ("Chung Mong-koo", "Jeong Mong-gu", Noun.PERSON, "another transliteration"),
        ("Li Bin", "Bin Li", Noun.PERSON, "word order"),
        ("吕娜", "Lü Na", Noun.PERSON, "the same in pinyin"),
        ("Алексей Миллер", "Alexey Miller", Noun.PERSON, "another transliteration"),
        ("정의선", "Chung Eui-sun", Noun.PERSON, "another transliteration"),
        ("Acme Ltd", "Acme", Noun.ORGANIZATION, "the same but for the legal form"),
        ("Acme Inc", "Acme GmbH", Noun.ORGANIZATION, "the same but for the legal form"),
        ("Alibaba Group", "Alibaba", Noun.ORGANIZATION, "a short form"),
        ("Banco Santander, S.A.", "Santander", Noun.ORGANIZATION, "a short form"),
        ("Dr. Ing. h.c. F. Porsche AG", "Porsche AG", Noun.ORGANIZATION, "a short form"),
        ("AI to C BU", "AI-To-C Business Unit", Noun.ORGANIZATION, "a short form"),
        ("Panasnoic Holdings", "Panasonic", Noun.ORGANIZATION, "one letter apart"),
        ("TSMC", "Taiwan Semiconductor Manufacturing Company Limited", Noun.ORGANIZATION, "its initials"),
        ("CATL", "Contemporary Amperex Technology Co., Limited", Noun.ORGANIZATION, "its initials"),
        ("Walt Disney", "Disney", Noun.ORGANIZATION, "a short form"),
        ("Walmart Inc.", "Wal-Mart Stores", Noun.ORGANIZATION, "a short form"),
        ("阿里巴巴集團控股有限公司", "阿里巴巴", Noun.ORGANIZATION, "a short form"),
        ("比亚迪", "BYD", Noun.ORGANIZATION, "the same in pinyin"),
        ("أرامكو", "Aramco", Noun.ORGANIZATION, "another transliteration"),
        ("Intl. Paper", "International Paper", Noun.ORGANIZATION, "an abbreviation"),
        ("IBM", "International Business Machines Corp.", Noun.ORGANIZATION, "its initials"),
        ("Oxford University", "University of Oxford", Noun.ORGANIZATION, "word order"),
        ("Vice Presidnt", "Vice President", Noun.TITLE, "one letter apart"),
    ],
)
def test_close_names_are_a_question_with_the_reason(one: str, other: str, noun: Noun, reason: str) -> None:
    assert blocks(noun, [one]) & wanted_blocks(noun, other)
    for found in (compare(noun, one, other), compare(noun, other, one)):
        assert found.verdict is Verdict.ASK
        assert any(said.startswith(reason) for said in found.reasons), found.reasons
        assert 0 < found.score < 100


def test_a_nickname_is_named_in_the_reason() -> None:
    assert compare(Noun.PERSON, "Liz Smith", "Elizabeth Smith").why == "nickname (Liz – Elizabeth)"


@pytest.mark.parametrize(
    ("one", "other", "noun"),
    [
        ("Wu Yongming", "Jack Ma", Noun.PERSON),
        ("Jack Ma", "Jane Ma", Noun.PERSON),
        ("John A. Smith", "John B. Smith", Noun.PERSON),
        ("Henry M. Hale", "Henry Miller", Noun.PERSON),
        ("Wang Wei", "Wang Lei", Noun.PERSON),
        ("王健林", "王思聪", Noun.PERSON),
        ("Liu Dong", "Liu Tong", Noun.PERSON),
        ("Li Bin", "Li Na", Noun.PERSON),
        ("Mohammed bin Salman", "Mohammed bin Zayed", Noun.PERSON),
        ("Anna Chen 12", "Anna Chen 13", Noun.PERSON),
        ("IBM", "IBN", Noun.ORGANIZATION),
        ("Google", "Alphabet", Noun.ORGANIZATION),
        ("Google", "Google DeepMind", Noun.ORGANIZATION),
        ("Ant Group", "Ant International", Noun.ORGANIZATION),
        ("Division 1", "Division 2", Noun.ORGANIZATION),
        ("First Fund", "Second Fund", Noun.ORGANIZATION),
        ("Fund II", "Fund III", Noun.ORGANIZATION),
        ("Fund XI", "Fund XII", Noun.ORGANIZATION),
        ("阿里巴巴", "阿里云", Noun.ORGANIZATION),
        ("CEO", "COO", Noun.TITLE),
        ("CFO", "CTO", Noun.TITLE),
        ("Product Manager", "Project Manager", Noun.TITLE),
    ],
)
def test_other_names_are_other_records(one: str, other: str, noun: Noun) -> None:
    for found in (compare(noun, one, other), compare(noun, other, one)):
        assert (found.verdict, found.score, found.reasons) == (Verdict.DIFFERENT, 0, ())


_LETTERS = st.text(st.sampled_from("aábcdeghijnor .,-'&19()吴云馬ДйлこソنйלΩ김"), min_size=1, max_size=24)


def test_what_has_no_latin_letters_can_be_compared() -> None:
    for noun in (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE):
        for name in (".com", "™", "𓀀", "A.com", "1", "ー"):
            assert compare(noun, name, "Acme").verdict is Verdict.DIFFERENT
            assert not fold(name) or blocks(noun, [name])


@given(st.sampled_from([Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE]), _LETTERS, _LETTERS)
def test_only_equal_names_are_the_same_and_any_two_can_be_compared(noun: Noun, one: str, other: str) -> None:
    if not fold(one) or not fold(other):
        return
    found = compare(noun, one, other)
    assert (found.verdict is Verdict.SAME) == (fold(one) == fold(other))
    assert compare(noun, other, one).verdict is found.verdict
    if found.verdict is Verdict.SAME:
        assert blocks(noun, [one]) & wanted_blocks(noun, other)


@pytest.mark.parametrize(
    ("name", "loaded"), [("Börje Ekholm", set()), ("吴泳铭", {"opencc", "pypinyin"}), ("Алексей Миллер", {"anyascii"})]
)
def test_what_a_script_needs_is_loaded_only_where_there_is_some(tmp_path: Path, name: str, loaded: set[str]) -> None:
    """pypinyin alone takes a tenth of a second; a command on names in Latin letters must not pay for it."""
    code = (
        "import sys\nfrom orgtrack.cli import app\n"
        "try: app(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print('loaded', *sorted({'pypinyin', 'opencc', 'anyascii', 'rapidfuzz'} & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code, "--db", str(tmp_path / "t.db"), "add", "person", name]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == ["loaded", *sorted(loaded)]
