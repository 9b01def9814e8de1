"""Slips of the pen or the eye: letters left out, added, changed, or two of them swapped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


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
