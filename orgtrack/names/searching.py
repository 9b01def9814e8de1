"""The words by which full-text search finds a record: its names in the spellings that a reader may type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from orgtrack.names.folding import fold
from orgtrack.names.scripts import HAN, has_han, is_latin, latin, simplified, surname_and_given, syllables, traditional

_LONGEST_HAN_RUN = 8
_SHORTEST_PREFIX = 2
_LONGEST_PREFIX = 12


def search_keys(names: Iterable[str]) -> str:
    """The words by which search finds a record: each word of every name, folded, and each run of Han characters.

    Han characters are found simplified and traditional, and in pinyin, by syllables and joined; other scripts in Latin
    letters too.
    """
    words: dict[str, None] = {}
    for name in names:
        words.update(dict.fromkeys([*fold(name).split(), *_plain_words(name)]))
        if name.isascii():
            continue
        # In an order of their own: the same names give the same words in every process.
        for spelling in (name, simplified(name), traditional(name)) if has_han(name) else ():
            for run in HAN.findall(fold(spelling)):
                words.update(dict.fromkeys(_han_runs(run)))
        words.update(dict.fromkeys(_latin_words(name)))
    return " ".join(words)


def search_prefixes(names: Iterable[str]) -> str:
    """The beginnings of those words, so that "yongm" finds Yongming: Datasette's box looks for whole words."""
    words: dict[str, None] = {}
    for name in names:
        for word in [*fold(name).split(), *(() if name.isascii() else _latin_words(name))]:
            if not HAN.search(word):
                words.update(dict.fromkeys(word[:n] for n in range(_SHORTEST_PREFIX, min(len(word), _LONGEST_PREFIX))))
    return " ".join(words)


def _plain_words(name: str) -> list[str]:
    """The words as full-text search parts them, so that "J.P. Morgan" is found as typed too."""
    return re.findall(r"\w+", name.casefold())


def _latin_words(name: str) -> list[str]:
    """A name of another script as it is typed in Latin letters."""
    if is_latin(name):
        return []
    words = latin(name).split()
    for run in HAN.findall(name):
        words += [*surname_and_given(run), *syllables(run)]
    return words


def _han_runs(run: str) -> Iterator[str]:
    for start in range(len(run)):
        for length in range(1, min(_LONGEST_HAN_RUN, len(run) - start) + 1):
            yield run[start : start + length]
