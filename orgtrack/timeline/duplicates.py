"""Records that may be one: pairs of people, or of organizations, whose names are alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import combinations, islice

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.names.comparing import compare
from orgtrack.names.likeness import Likeness
from orgtrack.store import Tracker
from orgtrack.store.likeness import all_names, groups, initials_and_full, told_apart
from orgtrack.timeline.listing import Column, Listing, Row

LEAST_SCORE = 70
# In a larger group each record is compared only with the next so many in the order of the alphabet.
_LARGEST_GROUP = 1500
_NEIGHBOURS = 40
_BATCH = 500
_COLUMNS = (
    Column("score", 5, number=True),
    Column("kind", 12),
    Column("name", 20),
    Column("other", 20),
    Column("reasons", 20),
    Column("id", 6),
    Column("other_id", 6),
)


class Duplicated(StrEnum):
    """Of what kind the records are."""

    PEOPLE = "people"
    ORGANIZATIONS = "organizations"

    @property
    def noun(self) -> Noun:
        return Noun.PERSON if self is Duplicated.PEOPLE else Noun.ORGANIZATION


def duplicates(
    tracker: Tracker,
    kinds: Collection[Duplicated] = (),
    *,
    least: int = LEAST_SCORE,
    of: tuple[Noun, int] | None = None,
) -> Listing:
    """Pairs that are likely one, the likeliest first: with a score from `least` to 100, and the reasons.

    `of` a record: only pairs with it. Never a pair that somebody said is not the same.
    """
    found: list[tuple[Likeness, Noun, int, int, str, str]] = []
    for kind in kinds or Duplicated:
        if of is None or of[0] is kind.noun:
            found += _pairs(tracker, kind.noun, least, of[1] if of else None)
    found.sort(key=lambda pair: (-pair[0].score, pair[1], pair[2], pair[3]))
    rows = (
        (str(likeness.score), noun, name, other, likeness.why, noun.id(one), noun.id(second))
        for likeness, noun, one, second, name, other in found
    )
    return Listing(columns=_COLUMNS, rows=_batches(rows), nothing="No two records look like one.")


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _pairs(
    tracker: Tracker, noun: Noun, least: int, of: int | None
) -> Iterator[tuple[Likeness, Noun, int, int, str, str]]:
    names = all_names(tracker, noun)
    apart = told_apart(tracker, noun)
    alike: dict[tuple[int, int], Likeness] = {}
    for one, other in _candidates(tracker, noun, names, of):
        if (one, other) in alike or (one, other) in apart:
            continue
        likeness = _likest(noun, names[one], names[other])
        if likeness.score >= least:
            alike[one, other] = likeness
    for (one, other), likeness in alike.items():
        yield likeness, noun, one, other, names[one][0], names[other][0]


def _candidates(tracker: Tracker, noun: Noun, names: dict[int, list[str]], of: int | None) -> Iterator[tuple[int, int]]:
    for group in groups(tracker, noun):
        if of is not None:
            yield from ((min(of, other), max(of, other)) for other in group if of in group and other != of)
        elif len(group) <= _LARGEST_GROUP:
            yield from combinations(group, 2)
        else:
            yield from _neighbours(group, names)
    for row in initials_and_full(tracker, noun):
        if of is None or of in tuple(row):
            yield min(row), max(row)


def _neighbours(group: Sequence[int], names: dict[int, list[str]]) -> Iterator[tuple[int, int]]:
    ordered = sorted(group, key=lambda record_id: fold(names[record_id][0]))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _NEIGHBOURS]:
            yield min(one, other), max(one, other)


def _likest(noun: Noun, ours: Sequence[str], theirs: Sequence[str]) -> Likeness:
    if len(ours) == len(theirs) == 1:
        return compare(noun, ours[0], theirs[0])
    return max((compare(noun, one, other) for one in ours for other in theirs), key=lambda found: found.score)
