"""How a word sounds, roughly: one key for spellings that another alphabet, or another country, tells apart."""

from __future__ import annotations

import re
from functools import lru_cache

# What stands for another sound than its letters say; the first that fits counts, so the longest come first.
_SPELLED = {
    **dict.fromkeys(("sch", "sh", "c(?=[eiy])"), "s"),
    **dict.fromkeys(("tsch", "tch", "tsh", "ch"), "c"),
    **dict.fromkeys(("ck", "q", "c"), "k"),
    **dict.fromkeys(("zh", "tz", "ts"), "z"),
    **dict.fromkeys(("ey$", "ei$", "ej$", "ee", "ie", "ye", "je", "j", "y"), "i"),
    **dict.fromkeys(("ou", "oo", "ue"), "u"),
    **dict.fromkeys(("ae", "aa"), "a"),
    **dict.fromkeys(("ff$", "w"), "v"),
    "oe": "o",
    "kh": "h",
    "gh": "g",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "bh": "b",
    "x": "ks",
    "(?<=[aeiou])h(?![aeiou])": "",
}
_SPELLINGS = re.compile("|".join(f"({pattern})" for pattern in sorted(_SPELLED, key=len, reverse=True)))
_SOUNDS = [_SPELLED[pattern] for pattern in sorted(_SPELLED, key=len, reverse=True)]
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiou")
_VOWELS_AND_H = str.maketrans("", "", "aeiouh")
_UNWRITTEN = str.maketrans("", "", "aeiouhvg")
_SHORT = 3


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The word with one letter a sound: "juergen" and "jurgen", "tinkov" and "tinkoff", "alexey" and "aleksei" meet."""
    return _DOUBLED.sub(r"\1", _SPELLINGS.sub(lambda found: _SOUNDS[(found.lastindex or 1) - 1], word))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The first letter and the consonants of its sound; a short word keeps its vowels, which is all it has."""
    sounds = sound(word)
    if len(sounds) <= _SHORT:
        return sounds
    return sounds[0] + sounds[1:].translate(_VOWELS_AND_H)


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """What an alphabet without vowels surely writes of it: no vowels, no half-vowels, and no g, which may be a j."""
    return _DOUBLED.sub(r"\1", sound(word.replace("j", "")).translate(_UNWRITTEN))


# Korean is romanized by three systems and by taste: Jeong, Chung and Jung are one surname.
_KOREAN = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"hui|hee", "hi"),
        (r"eui|ui|eu|eo|oo|ou|wu|woo|u", "u"),
        (r"ae|ay|ai|e", "a"),
        (r"ee|yi|y", "i"),
        (r"ch|j", "c"),
        (r"g", "k"),
        (r"d", "t"),
        (r"b", "p"),
        (r"r", "l"),
        (r"sh", "s"),
        (r"h$", ""),
    )
]


@lru_cache(maxsize=4096)
def korean(word: str) -> str:
    """How a romanized Korean word sounds, whatever the system."""
    for pattern, letters in _KOREAN:
        word = pattern.sub(letters, word)
    return _DOUBLED.sub(r"\1", word)
