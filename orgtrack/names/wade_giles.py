"""Chinese names in the spelling of Taiwan and of older books: Mao Tse-tung is Mao Zedong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def _pairs(text: str) -> dict[str, str]:
    return dict(line.split() for line in text.split(", "))


_SURNAME_AND_GIVEN = 2
_INITIALS = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINALS = (
    "iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u"
)
_SYLLABLE = re.compile(f"({_INITIALS})?({_FINALS})")
_WORD = re.compile(f"(?:(?:{_INITIALS})?(?:{_FINALS})){{1,3}}")
# Whole syllables first, then what a syllable begins with and ends in. Marks of breath are left out, as they mostly are.
_SYLLABLES = _pairs(
    "zi tzu, ci tzu, si ssu, zhi chih, chi chih, shi shih, ri jih, ge ko, ke ko, he ho, gui kuei, kui kuei, er erh, "
    "yi i, you yu, yan yen, ye yeh, yong yung, yue yueh, duo to, tuo to, luo lo, nuo no, zuo tso, cuo tso, suo so, "
    "ruo jo, zhuo cho, chuo cho"
)
_BEGINNINGS = _pairs("b p, d t, g k, zh ch, j ch, q ch, x hs, z ts, c ts, r j")
_ENDINGS = _pairs("ong ung, ian ien, ie ieh, ue ueh, iong iung")


@lru_cache(maxsize=16384)
def wade_giles(words: tuple[str, ...]) -> frozenset[str]:
    """The letters of a name in pinyin in that other spelling, in either order; none where a word is no pinyin.

    The surname may have kept its spelling: Deng Hsiao-ping.
    """
    if len(words) != _SURNAME_AND_GIVEN or not is_pinyin(words):
        return frozenset()
    first, last = words
    one, other = _respelled(first), _respelled(last)
    return frozenset({one + other, first + other, other + one, last + one})


def is_pinyin(words: Sequence[str]) -> bool:
    """Whether every word can be read as Chinese syllables, and none is an initial."""
    return all(len(word) > 1 and _WORD.fullmatch(word) for word in words)


def _respelled(word: str) -> str:
    syllables = _parted(word) or []
    return "".join(
        _SYLLABLES.get(beginning + ending, _BEGINNINGS.get(beginning, beginning) + _ENDINGS.get(ending, ending))
        for beginning, ending in syllables
    )


def _parted(word: str) -> list[tuple[str, str]] | None:
    """A word's syllables, the longest first; None where it cannot be parted."""
    if not word:
        return []
    found = _SYLLABLE.match(word)
    if found is None:
        return None
    # Where the longest leaves what is no syllable, its last letter begins the next one: gan-ge, not gang-e.
    for end in range(found.end(), 0, -1):
        whole = _SYLLABLE.fullmatch(word, 0, end)
        rest = _parted(word[end:]) if whole else None
        if whole and rest is not None:
            return [(whole[1] or "", whole[2]), *rest]
    return None
