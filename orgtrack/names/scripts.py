"""Names in other scripts, in Latin letters: Han by pinyin, others by anyascii.

What this needs is large (pypinyin 0.1 s), so it is loaded where there is such a script, and nowhere else.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from orgtrack.names.folding import fold
from orgtrack.names.forms import DOUBLE_SURNAMES, GIVEN_READINGS, SURNAME_READINGS

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
# Vowels are not written in these, so only consonants can be compared.
ABJAD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_OTHER = re.compile(r"[^\x00-\u036f\u1e00-\u22ff]")
# It doubles the consonant that follows, which tells nothing apart.
_SMALL_TSU = re.compile("[っッ]")
# Servant of: the first half of a name that is one word in Latin letters as often as two.
_SERVANT_OF = re.compile(r"\bعبد\s+(?=\w)")
_PUNCTUATION = re.compile(r"[\s()（）,，/|·]+")
_CYRILLIC_J = re.compile(r"(?i)дж")
_ARABIC_ARTICLE = re.compile(r"(?:^|(?<=\s))(?:ال|ٱل)")


def has_han(text: str) -> bool:
    """Whether there is a Han character in it."""
    return not text.isascii() and HAN.search(text) is not None


def is_latin(text: str) -> bool:
    """Whether no character of another script than Latin is in it."""
    return text.isascii() or _OTHER.search(text) is None


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """The text in Latin letters, folded; what is Latin already keeps its letters."""
    if is_latin(text):
        return fold(text)
    if HAN.search(text):
        text = HAN.sub(lambda run: f" {''.join(syllables(run[0]))} ", text)
        if is_latin(text):
            return fold(text)
    from anyascii import anyascii

    text = _ARABIC_ARTICLE.sub("", text)
    return fold(anyascii(_CYRILLIC_J.sub("j", _SMALL_TSU.sub("", text))))


def servants_joined(text: str) -> str:
    """The text with عبد العزيز made one word."""
    return _SERVANT_OF.sub("عبد", text)


def in_each_script(name: str) -> tuple[str, ...]:
    """The names in a name that is written twice, in Han characters and in Latin letters: 吴泳铭 (Eddie Wu)."""
    if not has_han(name) or HAN.fullmatch(name.strip()):
        return (name,)
    rest = _PUNCTUATION.sub(" ", HAN.sub(" ", name)).strip()
    return ("".join(HAN.findall(name)), rest) if len(rest) > 1 and is_latin(rest) else (name,)


@cache
def _converter(way: str) -> Any:  # noqa: ANN401 - opencc has no types
    from opencc import OpenCC

    return OpenCC(way)


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_converter("t2s").convert(text)) if has_han(text) else text


def traditional(text: str) -> str:
    """The text in traditional characters."""
    return str(_converter("s2t").convert(text)) if has_han(text) else text


@lru_cache(maxsize=4096)
def syllables(han: str) -> tuple[str, ...]:
    """How each character is read in Mandarin, without tones; ü as u."""
    from pypinyin import lazy_pinyin

    return tuple(_plain(syllable) for syllable in lazy_pinyin(simplified(han)))


def _plain(syllable: str) -> str:
    return syllable.replace("lv", "lu").replace("nv", "nu")


@lru_cache(maxsize=4096)
def surname_and_given(han: str) -> tuple[str, ...]:
    """A Chinese person's name in pinyin as it is written in Latin letters: the surname, the given name joined."""
    plain = simplified(han)
    first = 2 if plain[:2] in DOUBLE_SURNAMES and len(plain) > 2 else 1
    surname = SURNAME_READINGS.get(plain[:first]) or "".join(syllables(plain)[:first])
    given = "".join(syllables(plain)[first:])
    return (surname, given) if given else (surname,)


_MOST_READINGS = 8


@lru_cache(maxsize=4096)
def other_readings(han: str) -> tuple[tuple[str, ...], ...]:
    """A Chinese person's name in pinyin as its characters may be read besides: 长鹏 is Changpeng or Zhangpeng.

    A u that is written ü stands as passports write it too: Lyu.
    """
    plain = simplified(han)
    first = 2 if plain[:2] in DOUBLE_SURNAMES and len(plain) > 2 else 1
    usual = surname_and_given(han)
    given = [
        (syllable, *(other for other in GIVEN_READINGS.get(character, ()) if other != syllable))
        for character, syllable in zip(plain[first:], syllables(plain)[first:], strict=True)
    ]
    surnames = (usual[0], *GIVEN_READINGS.get(plain[:first], ()))
    read = (
        (surname, "".join(spoken)) if spoken else (surname,)
        for surname in surnames
        for spoken in islice(product(*given), _MOST_READINGS)
    )
    return tuple(words for words in read if words != usual)
