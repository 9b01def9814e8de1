"""A person's name taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from orgtrack.names.folding import fold
from orgtrack.names.forms import HONORIFICS, KOREAN_READINGS, PARTICLES, SUFFIXES
from orgtrack.names.nicknames import given_names
from orgtrack.names.scripts import (
    ABJAD,
    HAN,
    HANGUL,
    has_han,
    is_latin,
    latin,
    other_readings,
    servants_joined,
    simplified,
    surname_and_given,
)
from orgtrack.names.sounds import korean

_DOTTED = re.compile(r"\b(\w)\.(?=\s*\w)")
_NUMBER = re.compile(r"\d")
_CAPITALS = re.compile(r"\b[A-Z]{2,3}\b")
_PARTED = re.compile(r"[\s,\-‐-―/·・()]+")
_SERVANT_OF = frozenset(("abd", "abdul", "abdel", "abdal"))
_ARTICLES = frozenset(("al", "el", "ul", "ur", "ar"))


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart: its words in Latin letters, without suffix and form of address.

    `capitals` are words that may be initials written together (AG Lafley). `han` is the name itself, in simplified
    characters, where it is written in nothing else; `readings` are its words as they may be read otherwise.
    """

    key: str
    words: tuple[str, ...]
    suffix: str
    addressed: bool
    numbers: tuple[str, ...]
    capitals: frozenset[str]
    abjad: bool
    han: str
    readings: tuple[tuple[str, ...], ...]
    korean: frozenset[tuple[str, str]]
    is_other_script: bool


@lru_cache(maxsize=16384)
def person_name(name: str) -> PersonName:
    """The parts of a name as they are compared."""
    han = simplified(name.strip()) if has_han(name) and HAN.fullmatch(name.strip()) else ""
    other = not is_latin(name)
    if han:
        words = list(surname_and_given(han))
    else:
        written = _DOTTED.sub(r"\1 ", servants_joined(name) if other else name)
        words = [word for part in (_PARTED.split(written) if other else [written]) for word in latin(part).split()]
    kept = words or [fold(name)]  # what has no Latin letters at all is one word as it is
    # "M.D." is parted like initials above, so what stands after the last comma is looked at whole.
    before, comma, after = name.rpartition(",")
    if comma and fold(after) in HONORIFICS and fold(before):
        return replace(person_name(before), key=fold(name), addressed=True)
    suffix = ""
    while len(kept) > 1 and kept[-1] in SUFFIXES and not (kept[-1] == "v" and name.rstrip().endswith(".")):
        suffix = {"junior": "jr", "senior": "sr", "2nd": "ii", "3rd": "iii", "4th": "iv"}.get(kept[-1], kept[-1])
        kept.pop()
    plain = list(kept)
    while len(plain) > 1 and plain[0] in HONORIFICS:
        plain.pop(0)
    while len(plain) > 1 and plain[-1] in HONORIFICS:
        plain.pop()
    is_addressed = plain != kept
    plain = _servants(plain)
    capitals = frozenset() if name.isupper() else frozenset(map(str.lower, _CAPITALS.findall(name)))
    return PersonName(
        key=fold(name),
        words=tuple(plain),
        suffix=suffix,
        addressed=is_addressed,
        numbers=tuple(sorted(filter(_NUMBER.search, plain))),
        capitals=capitals,
        abjad=other and ABJAD.search(name) is not None,
        han=han,
        readings=other_readings(han) if han else (),
        korean=_korean(name, plain),
        is_other_script=other and not han,
    )


def _servants(words: list[str]) -> list[str]:
    """The words with Abdul Aziz, and Abd al-Aziz, made one: each half alone is nobody's name."""
    for i, word in enumerate(words[:-1]):
        if word in _SERVANT_OF:
            end = i + 2 + (words[i + 1] in _ARTICLES and i + 2 < len(words))
            return [*words[:i], f"abdul{words[end - 1]}", *words[end:]]
    return words


def _korean(name: str, words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """What surname and given name it may be in Korean: in Hangul, or in Latin letters in either order."""
    letters = "".join(name.split())
    if HANGUL.fullmatch(letters):
        return frozenset({(latin(letters[:1]), korean("".join(latin(letters[1:]).split())))} if letters[1:] else ())
    if not 1 < len(words) < 4 or not is_latin(name):
        return frozenset()
    orders = ((words[0], words[1:]), (words[-1], words[:-1]))
    return frozenset(
        (surname, korean("".join(given))) for first, given in orders for surname in KOREAN_READINGS.get(first, ())
    )


def particles(words: Sequence[str]) -> frozenset[str]:
    """The small words of a name that come and go; none where without them no two names are left, as in Li Bin.

    Al and Ben are given names where they come first.
    """
    found = PARTICLES.intersection(words)
    if found and words[0] in found and given_names(words[0]):
        found = PARTICLES.intersection(words[1:])
    return found if len(words) - len(found) > 1 else frozenset()
