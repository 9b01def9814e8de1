"""Words in a picture: about how wide they will be, and how they are broken into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SIZE = 12.0
# The widths of Helvetica's printable ASCII, in thousandths of the size.
_HELVETICA = dict(
    zip(
        map(chr, range(32, 127)),
        (
            *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556),
            *(556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278),
            *(500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469),
            *(556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500),
            *(278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
        ),
        strict=True,
    )
)
_ZERO_WIDTH_JOINER = "\u200d"
_FIRST_EMOJI = 0x1F000
# Letters written from the right, and characters that turn the direction of what follows.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]"
)
_LATIN = re.compile("[A-Za-z]")


def width(text: str, size: float = SIZE) -> float:
    """About how wide the text will be, rather more than less: no font is at hand, and every reader's differs."""
    return size * sum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(character) >= _FIRST_EMOJI and unicodedata.category(character) == "So":
        return 1.35
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    plain = unicodedata.normalize("NFKD", character)
    if plain != character:
        return sum(map(_em, plain))
    known = _HELVETICA.get(character)
    # Other fonts than Helvetica are a little wider, most of all in what is narrow.
    return 0.68 if known is None else known * 0.00106 + 0.02


def isolated(text: str) -> str:
    """The text; where it could turn the direction of what stands around it, in characters that keep it apart.

    What has Latin letters too is a sentence from left to right, whatever name it begins with.
    """
    if not _TURNING.search(text):
        return text
    begin = "\u2066" if _LATIN.search(text) else "\u2068"
    return f"{begin}{text}\u2069"


def wrapped(text: str, most: float, lines: int, size: float = SIZE) -> list[str]:
    """The text in at most so many lines of at most that width; what is left over is cut, with … for it.

    Broken at blanks and beside Chinese, Japanese and Korean characters; a word wider than a line in its middle.
    """
    text = " ".join(text.split())
    found: list[str] = []
    while text and width(text, size) > most and len(found) < lines - 1:
        end = _fitting(text, most, size)
        place = _break(text, end)
        found.append(text[:place].rstrip())
        text = text[place:].lstrip()
    return [*found, cut(text, most, size)] if text else found or [""]


def cut(text: str, most: float, size: float = SIZE) -> str:
    """The text, or as much of it as that width has room for, with … behind it."""
    if width(text, size) <= most:
        return text
    return text[: _fitting(text, most - width("…", size), size, least=0)].rstrip() + "…"


def _fitting(text: str, most: float, size: float, least: int = 1) -> int:
    """How many characters fit, never parting one from the marks on it."""
    taken = 0.0
    for place, character in enumerate(text):
        taken += size * _em(character)
        if taken > most:
            end = place
            while end > least and _belongs(text, end):
                end -= 1
            return max(end, least)
    return len(text)


def _belongs(text: str, place: int) -> bool:
    """Whether the character there belongs to the one before it."""
    return (unicodedata.category(text[place]) in ("Mn", "Me", "Cf", "Sk")) or text[place - 1] == _ZERO_WIDTH_JOINER


def _break(text: str, end: int) -> int:
    """The last place up to `end` where a line may end; `end` itself where there is none."""
    for place in range(end, 0, -1):
        if text[place : place + 1].isspace():
            return place
        if place < end and unicodedata.east_asian_width(text[place]) in "WF" and not _belongs(text, place):
            return place
        if place == end and unicodedata.east_asian_width(text[place - 1]) in "WF":
            return place
    return end
