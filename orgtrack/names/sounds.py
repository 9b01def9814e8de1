"""How a word sounds, roughly: one key for spellings that another alphabet, or another country, tells apart."""

from __future__ import annotations

import re
from functools import lru_cache

# In this order: what several letters stand for first, then letters, then doubles.
_SPELLINGS = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"tsch|tch|tsh|ch", "C"),
        (r"sch|sh", "s"),
        (r"[zkg]h(?=[aeiouy])|kh|gh", lambda found: {"z": "z", "k": "h", "g": "g"}[found[0][0]]),
        (r"ph", "f"),
        (r"th|dh|bh", lambda found: found[0][0]),
        (r"x", "ks"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ff$|ff(?=s)|w", "v"),
        (r"j|y", "i"),
        (r"ou|oo|ue", "u"),
        (r"ee|ie|ei$", "i"),
        (r"ae|aa", "a"),
        (r"oe", "o"),
        (r"tz|ts", "z"),
        (r"(?<=[a-z])h(?![aeiou])", ""),
    )
]
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans("", "", "aeiou")
_SHORT = 3


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The word with one letter a sound: "juergen" and "jurgen", "tinkov" and "tinkoff", "alexey" and "aleksei" meet."""
    for pattern, letters in _SPELLINGS:
        word = pattern.sub(letters, word)
    return _DOUBLED.sub(r"\1", word.lower())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The first letter and the consonants of its sound; a short word keeps its vowels, which is all it has."""
    sounds = sound(word)
    if len(sounds) <= _SHORT:
        return sounds
    return sounds[0] + _DOUBLED.sub(r"\1", sounds[1:].translate(_VOWELS))


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """What an alphabet without vowels writes of it: neither vowels nor half-vowels."""
    return _DOUBLED.sub(r"\1", sound(word).translate(_VOWELS).replace("v", "").replace("h", ""))


# Korean is romanized by three systems and by taste: Jeong, Chung and Jung are one surname.
_KOREAN = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(?:lee|yi|rhee|rhie|ri|i)$", "i"),
        (r"^(?:park|pak|bak)$", "pak"),
        (r"^(?:choe|choi|choy)$", "coi"),
        (r"^(?:im|lim|rim)$", "im"),
        (r"^(?:noh|roh|no)$", "no"),
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
