"""Whether two names may be one person's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from orgtrack.names.likeness import DIFFERENT, SAME, Likeness, Reason, Verdict, ask
from orgtrack.names.nicknames import given_names
from orgtrack.names.person_name import PersonName, particles, person_name
from orgtrack.names.scripts import in_each_script
from orgtrack.names.slips import one_slip
from orgtrack.names.sounds import consonants, skeleton, sound
from orgtrack.names.wade_giles import is_pinyin, wade_giles

# Shorter words have too many neighbours for their consonants, or a slip in them, to say anything.
_SHORTEST_BY_CONSONANTS = 5
_SHORTEST_WITH_SLIP = 4
_SHORTEST_ALONE_WITH_SLIP = 6
_FEWEST_CONSONANTS = 2


def compare_people(one: str, other: str) -> Likeness:
    """How alike two names of people are."""
    a, b = person_name(one), person_name(other)
    if a.key == b.key:
        return SAME
    ours, theirs = in_each_script(one), in_each_script(other)
    if len(ours) == len(theirs) == 1:
        return _compared(a, b)
    every = (_compared(person_name(our), person_name(their)) for our in ours for their in theirs)
    likest = max(every, key=lambda found: found.score)
    return ask(Reason.FURTHER) if likest.verdict is Verdict.SAME else likest


def _compared(a: PersonName, b: PersonName) -> Likeness:
    if a.key == b.key:
        return SAME
    if a.numbers != b.numbers:
        return DIFFERENT
    if a.han and b.han:
        return _both_han(a, b)
    is_korean = not a.korean.isdisjoint(b.korean)
    if is_korean and (a.is_other_script or b.is_other_script):
        return ask(Reason.SPELLING)
    found = _alike(a, b)
    for words in () if found else a.readings:
        found = found or _alike(replace(a, words=words), b)
    for words in () if found else b.readings:
        found = found or _alike(a, replace(b, words=words))
    if found:
        return found
    is_spelled_otherwise = is_korean or _is_wade_giles(a, b) or _is_wade_giles(b, a)
    return ask(Reason.SPELLING) if is_spelled_otherwise and a.suffix == b.suffix else DIFFERENT


def _alike(a: PersonName, b: PersonName) -> Likeness | None:
    """The question whether two names whose words all meet are one; None where one word does not."""
    reasons: list[Reason] = []
    if a.suffix != b.suffix:
        reasons.append(Reason.SUFFIX)
    if a.addressed != b.addressed:
        reasons.append(Reason.FORM_OF_ADDRESS)
    ours, theirs = _written_alike(list(a.words), list(b.words), a, b, reasons)
    matched = _matched(ours, theirs, a, b)
    if matched is None:
        return None
    found, said = matched
    reasons += found
    if a.han or b.han:
        reasons.insert(0, Reason.PINYIN)
    elif a.is_other_script or b.is_other_script:
        reasons.insert(0, Reason.SPELLING)
    return ask(*(reasons or [Reason.LETTERS]), said=said)


def _is_wade_giles(pinyin: PersonName, other: PersonName) -> bool:
    """Whether the other name is the first in the spelling of Wade and Giles; not where it may be pinyin itself."""
    if other.han or not 1 < len(other.words) < 4 or (len(other.words) == 2 and is_pinyin(other.words)):
        return False
    return "".join(other.words) in wade_giles(pinyin.words)


def _both_han(a: PersonName, b: PersonName) -> Likeness:
    if a.han == b.han:
        return ask(Reason.SIMPLIFIED)
    return ask(Reason.PINYIN) if a.words == b.words else DIFFERENT


def _written_alike(
    ours: list[str], theirs: list[str], a: PersonName, b: PersonName, reasons: list[Reason]
) -> tuple[list[str], list[str]]:
    """Both with words joined that the other joins (Yong Ming, Yongming), and initials parted that it parts."""
    if a.capitals or b.capitals:
        ours, theirs = _parted(ours, theirs, a.capitals), _parted(theirs, ours, b.capitals)
    if len(ours) == len(theirs):
        return ours, theirs
    joined_ours, joined_theirs = _joined(ours, theirs), _joined(theirs, ours)
    if (joined_ours, joined_theirs) != (ours, theirs):
        reasons.append(Reason.LETTERS)
    return joined_ours, joined_theirs


def _parted(words: list[str], others: Sequence[str], capitals: frozenset[str]) -> list[str]:
    return [
        letter
        for word in words
        for letter in (word if word in capitals and word not in others and len(words) > 1 else (word,))
    ]


def _joined(words: list[str], others: Sequence[str]) -> list[str]:
    """The words with two or three made one where the other name has them as one: Yong Ming, Yongming."""
    longer = [word for word in others if len(word) > 3 and word not in words]
    if len(words) < 2 or not longer:
        return words
    sounds = {sound(word) for word in longer}
    for length in (3, 2):
        for start in range(len(words) - length + 1):
            together = "".join(words[start : start + length])
            if sound(together) in sounds:
                return [*words[:start], together, *words[start + length :]]
    return words


def _matched(
    ours: list[str], theirs: list[str], a: PersonName, b: PersonName
) -> tuple[list[Reason], dict[Reason, str]] | None:
    """Why the words of the shorter name all stand in the longer; None when one of them does not."""
    few, many = (ours, theirs) if _weight(ours) <= _weight(theirs) else (theirs, ours)
    kind = _kind(a, b)
    ways = _WAYS[kind]
    coming, going = particles(few), particles(many)
    pairs: list[tuple[int, int, int, int]] = []
    for i, word in enumerate(few):
        # The same place first, so that no order is found changed that is not.
        found = [
            (rank, abs(i - j), i, j) for j, other in enumerate(many) if (rank := _rank(word, other, kind)) is not None
        ]
        if not found and word not in coming:
            return None
        pairs += found
    places: dict[int, int] = {}
    reasons: list[Reason] = []
    said: dict[Reason, str] = {}
    surely = slipped = 0
    for rank, _, i, place in sorted(pairs):
        if i in places or place in places.values():
            continue
        way = ways[rank]
        places[i] = place
        surely += way.is_sure and len(few[i]) > 1
        slipped += way.is_slip
        reason = way.reason
        if reason is Reason.SPELLING and way.is_sure and one_slip(few[i], many[place]):
            reason = Reason.ONE_LETTER
        if reason is not None:
            reasons.append(reason)
        if reason is Reason.NICKNAME:
            said[reason] = f"nickname ({few[i].capitalize()} – {many[place].capitalize()})"
    if any(i not in places and word not in coming for i, word in enumerate(few)):
        return None
    if not surely and not (
        slipped == 1 and len(few) == 1 and max(map(len, (few[0], many[0]))) >= _SHORTEST_ALONE_WITH_SLIP
    ):
        return None
    left = {j for j, word in enumerate(many) if j not in places.values() and (word not in going or not j)}
    if left:
        ends = {0, len(many) - 1}
        # An initial stands for a name in between (Henry M. Hale is no Henry Miller), and two names must meet at an end.
        if len(few) < 2 or ends <= left or (Reason.INITIALS in reasons and any(len(many[j]) > 1 for j in ends & left)):
            return None
        reasons.append(Reason.FURTHER)
    in_order = [places[i] for i in sorted(places)]
    if in_order != sorted(in_order):
        reasons.append(Reason.ORDER)
    return reasons, said


def _weight(words: Sequence[str]) -> tuple[int, int]:
    """How many names there are, and how many words with those that come and go."""
    coming_and_going = particles(words)
    return sum(word not in coming_and_going for word in words), len(words)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which two words are one. At least one pair of words must be so surely; slips are no proof."""

    reason: Reason | None
    alike: Callable[[str, str], bool]
    is_sure: bool = False
    is_slip: bool = False


# The words of names are few, and the same two meet again and again.
@lru_cache(maxsize=65536)
def _rank(one: str, other: str, kind: str) -> int | None:
    """The surest way in which two words are one, by its place among the ways; None when they are not."""
    return next((rank for rank, way in enumerate(_WAYS[kind]) if way.alike(one, other)), None)


def _nicknamed(one: str, other: str) -> bool:
    return not given_names(one).isdisjoint(given_names(other))


def _initial(one: str, other: str) -> bool:
    return one != other and (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def _sound_alike(one: str, other: str) -> bool:
    return one.isalpha() and other.isalpha() and sound(one) == sound(other)


def _same_skeleton(one: str, other: str) -> bool:
    """Whether two words differ in one vowel of what they sound like: Hussein, Husain."""
    if min(len(one), len(other)) < _SHORTEST_BY_CONSONANTS or skeleton(one) != skeleton(other):
        return False
    return one_slip(sound(one), sound(other))


def _same_skeleton_of_any_length(one: str, other: str) -> bool:
    # Scripts of India write m and n before a consonant alike.
    return skeleton(one).replace("m", "n") == skeleton(other).replace("m", "n")


def _same_consonants(one: str, other: str) -> bool:
    # The article may be written as one with the name: Alabbar.
    ours, theirs = ({consonants(word), consonants(word.removeprefix("al"))} for word in (one, other))
    return any(len(bones) >= _FEWEST_CONSONANTS for bones in ours & theirs)


def _one_letter(one: str, other: str) -> bool:
    return one[0] == other[0] and max(len(one), len(other)) >= _SHORTEST_WITH_SLIP and one_slip(one, other)


_EQUAL = _Way(None, str.__eq__, is_sure=True)
_LATIN = (
    _EQUAL,
    _Way(Reason.SPELLING, _sound_alike, is_sure=True),
    _Way(Reason.NICKNAME, _nicknamed),
    _Way(Reason.INITIALS, _initial),
    _Way(Reason.ONE_LETTER, _one_letter, is_slip=True),
    _Way(Reason.SPELLING, _same_skeleton, is_slip=True),
)
# Pinyin is exact: a letter more is another name.
_WAYS: dict[str, tuple[_Way, ...]] = {
    "han": (_EQUAL,),
    "latin": _LATIN,
    "abjad": (*_LATIN[:4], _Way(Reason.SPELLING, _same_consonants, is_sure=True)),
    "other": (*_LATIN[:4], _Way(Reason.SPELLING, _same_skeleton_of_any_length, is_sure=True), *_LATIN[4:]),
}


def _kind(a: PersonName, b: PersonName) -> str:
    """Which ways make words of these two names one: by the scripts they are written in."""
    if a.han or b.han:
        return "han"
    if a.abjad or b.abjad:
        return "abjad"
    return "other" if a.is_other_script or b.is_other_script else "latin"
