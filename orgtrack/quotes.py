"""Whether quoted words stand in a text, and where; pure.

Two texts that a reader takes for the same are the same here, whatever their typography: white space and line ends,
kinds of quotation marks and dashes, words divided at the end of a line, ligatures, wide forms and how accents are
composed. Letters, case, numbers and every other sign must be those of the text. "…", "[…]" or "..." in a quote stands
for what was left out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTATION = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´ʼ＇‹›", "'"), **dict.fromkeys("“”„‟″«»「」『』〝〞＂", '"')}
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
)
# They shape or divide words without being read.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
# Stands in a normal text where a line ended in a hyphen: it may divide a word, or be part of it.
_DIVIDED = "\x00"
_BLANKS_AT_DASH = re.compile(r"(?<=-) | (?=-)")
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|\.{3,4}|…)\s*")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a quote stands: from `start` up to `end` in characters from 0; line and paragraph are counted from 1."""

    start: int
    end: int
    line: int
    paragraph: int

    def __str__(self) -> str:
        return f"paragraph {self.paragraph}, line {self.line}, character {self.start + 1:,}"


@dataclass(frozen=True, slots=True)
class _Normal:
    """A text as it is compared; `at` holds for each of its characters the place of it in the text as it is."""

    text: str
    at: tuple[int, ...]


def place(text: str, quote: str) -> Place | None:
    """Where the quoted words stand in the text first, or None where they do not."""
    normal = _normal(text)
    for parts in (_parts(quote, left_out=False), _parts(quote, left_out=True)):
        if not parts:
            continue
        span = _span(normal.text, parts)
        if span:
            start, end = normal.at[span[0]], normal.at[span[1] - 1] + 1
            return Place(start=start, end=end, line=_line(text, start), paragraph=_paragraph(text, start))
    return None


def stands(text: str, quote: str) -> str:
    """In words where the quote stands in the text of its source, or that it does not."""
    found = place(text, quote)
    return f"in its text at {found}" if found else "NOT in its text"


def nearest(text: str, quote: str) -> str | None:
    """The words of the text that are most like a quote which does not stand in it; None where nothing is like it."""
    from rapidfuzz import fuzz

    normal, asked = _normal(text), _normal(quote).text.strip()
    words = normal.text[:_LONGEST_SEARCHED]
    if not asked or len(asked) > len(words):
        return None
    found = fuzz.partial_ratio_alignment(asked, words, score_cutoff=_LIKE)
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and not words[start - 1].isspace():
        start -= 1
    while end < len(words) and not words[end].isspace():
        end += 1
    return " ".join(text[normal.at[start] : normal.at[end - 1] + 1].split()) or None


def alike(one: str, other: str) -> bool:
    """Whether one quote can be a slip of the other."""
    from rapidfuzz import fuzz

    return fuzz.ratio(_normal(one).text, _normal(other).text) >= _LIKE


# Of 100: below it, what is nearest is no hint.
_LIKE = 60
_LONGEST_SEARCHED = 1_000_000


def _span(text: str, parts: list[str]) -> tuple[int, int] | None:
    """From where to where the parts stand in a normal text, in order; looks for divided words where there are any."""
    if _DIVIDED in text:
        found = re.search(".*?".join(map(_pattern, parts)), text, re.DOTALL)
        return found.span() if found else None
    first = end = -1
    for part in parts:
        start = text.find(part, max(end, 0))
        if start < 0:
            return None
        first, end = (start if first < 0 else first), start + len(part)
    return first, end


def _parts(quote: str, *, left_out: bool) -> list[str]:
    parts = _LEFT_OUT.split(quote) if left_out else [quote]
    return [normal for part in parts if (normal := _normal(part).text.strip())]


def _pattern(normal: str) -> str:
    """The words as a pattern: where a line of the text ends in a hyphen, it is one or none."""
    mark = re.escape(_DIVIDED)
    written = [f"(?:-|{mark})" if character in ("-", _DIVIDED) else re.escape(character) for character in normal]
    return f"{mark}?".join(written)


@lru_cache(maxsize=8)
def _normal(text: str) -> _Normal:
    characters: list[str] = []
    at: list[int] = []
    for number, character in enumerate(text):
        if character in _UNSEEN:
            continue
        if character.isascii():
            shown = character
        else:
            shown = unicodedata.normalize("NFKD", character.translate(_QUOTATION)).translate(_QUOTATION)
        for one in shown:
            if one.isspace():
                if characters and characters[-1] == " ":
                    continue
                one = " "
            characters.append(one)
            at.append(number)
    return _without_line_ends(text, "".join(characters), at)


def _without_line_ends(text: str, normal: str, at: list[int]) -> _Normal:
    """Blanks beside dashes taken out; a hyphen at the end of a line marked as what may divide a word."""
    kept: list[str] = []
    places: list[int] = []
    dropped = {found.start() for found in _BLANKS_AT_DASH.finditer(normal)}
    for number, character in enumerate(normal):
        if number in dropped:
            continue
        divides = (
            character == "-"
            and number + 1 in dropped
            and number > 0
            and normal[number - 1].isalnum()
            and _ends_line(text, at[number])
        )
        kept.append(_DIVIDED if divides else character)
        places.append(at[number])
    return _Normal("".join(kept), tuple(places))


def _ends_line(text: str, place: int) -> bool:
    after = text[place + 1 : place + 40]
    blank = after[: len(after) - len(after.lstrip())]
    return "\n" in blank or "\r" in blank


def _line(text: str, start: int) -> int:
    return sum(1 for _ in _LINE_END.finditer(text, 0, start)) + 1


def _paragraph(text: str, start: int) -> int:
    plain = _LINE_END.sub("\n", text[:start])
    return sum(1 for found in _PARAGRAPH_END.finditer(plain) if found.start() > 0) + 1
