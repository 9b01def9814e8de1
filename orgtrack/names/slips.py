"""Slips of the pen or the eye: letters left out, added, changed, or two of them swapped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

_SHORTEST_WITH_SLIP = 4
_SHORTEST_WITH_TWO = 8


@cache
def _distance() -> Callable[..., int]:
    # Only names that are not equal get here, so the common case does not load rapidfuzz.
    from rapidfuzz.distance import OSA

    return OSA.distance


def slips(one: str, other: str, most: int) -> int:
    """How many letters two words are apart, counted up to `most` + 1; words with digits are never apart by a slip."""
    if abs(len(one) - len(other)) > most or not (one.isalpha() and other.isalpha()):
        return 0 if one == other else most + 1
    return _distance()(one, other, score_cutoff=most)


def one_slip(one: str, other: str) -> bool:
    """Whether one letter is between two words, and not the first: nobody misses that."""
    return one[:1] == other[:1] and slips(one, other, 1) == 1


def closest(word: str, words: Iterable[str]) -> str | None:
    """The word with the fewest slips to it: none, one, or two in a long word; None where there is none."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    most = 0 if len(word) < _SHORTEST_WITH_SLIP else 1 if len(word) < _SHORTEST_WITH_TWO else 2
    found = extractOne(word, words, scorer=OSA.distance, score_cutoff=most)
    return None if found is None else str(found[0])
