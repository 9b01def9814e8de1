"""Where a text names somebody: in any case, with or without accents, however its words are parted or turned round.

Pure. Nothing is taken for a mention that another name on record accounts for: "John Smith & Co" names a company.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import quote, unquote

from orgtrack.names import fold

REDACTED = "[redacted]"
# A name of one letter or two is in every other word.
_SHORTEST = 3
# From here on scripts are written without blanks between words.
_UNSPACED = "\u2e80"


class Mentions:
    """Finds and takes out mentions of the names of one person. `others` are names on record that hold one of them."""

    def __init__(self, names: Collection[str], others: Collection[str] = ()) -> None:
        spellings = {turned for name in names for turned in _turned(_key(name)) if _is_telling(turned)}
        kept = {key for other in others if (key := _key(other))}
        self.spellings = tuple(sorted(spellings))
        # Another's name first, and the longest first: so it is seen before the name in it.
        ours, theirs = (
            "|".join(_pattern(key) for key in sorted(keys, key=len, reverse=True)) for keys in (self.spellings, kept)
        )
        self._pattern = re.compile(f"(?P<other>{theirs})|{ours}" if theirs else ours) if ours else None
        # A text without any of these names nobody; to know that costs a tenth of reading it letter by letter.
        self._needed = tuple({_longest(key) for key in self.spellings})

    def name(self, text: str | None) -> bool:
        """Whether the text names the person, as it stands or as an address writes it."""
        if not text:
            return False
        low = text.lower() if text.isascii() else fold(text)
        if any(word in low for word in self._needed) and any(self._spans(text)):
            return True
        return "%" in text and (plain := unquote(text)) != text and any(self._spans(plain))

    def is_whole(self, name: str) -> bool:
        """Whether a name is one of the person's, and not a longer one that holds it."""
        return _key(name) in self.spellings

    def taken_out(self, text: str) -> str:
        """The text with `REDACTED` for each mention."""
        text = unicodedata.normalize("NFC", text)
        if "%" in text and not any(self._spans(text)):
            text = unquote(text)
        kept, at = [], 0
        for start, end in self._spans(text):
            kept += [text[at:start], REDACTED]
            at = end
        return "".join([*kept, text[at:]])

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self._pattern is None:
            return
        folded, places = _folded(unicodedata.normalize("NFC", text))
        for found in self._pattern.finditer(folded):
            if not found.lastgroup:
                yield places[found.start()], places[found.end() - 1] + 1


def _key(name: str) -> str:
    """The words of a name. A point or an apostrophe parts them, so that "J.P." is found with and without."""
    return " ".join(_folded(unicodedata.normalize("NFC", name))[0].split())


def _longest(key: str) -> str:
    """What stands together wherever the name does: its longest word; where no blanks are written, a letter."""
    word = max(key.split(), key=len)
    return next((letter for letter in word if letter >= _UNSPACED), word)


def _is_telling(key: str) -> bool:
    return len(key) >= _SHORTEST or any(letter >= _UNSPACED for letter in key)


def _turned(key: str) -> Iterator[str]:
    """The name as written, and with the last word first or the first word last: "Smith, John"."""
    words = key.split()
    yield key
    yield " ".join([*words[-1:], *words[:-1]])
    yield " ".join([*words[1:], *words[:1]])


def _pattern(key: str) -> str:
    """The key with whatever may part its words between them, none a part of a longer word."""
    letters = r" *".join(re.escape(word) for word in key.split())
    before, after = (r"\b" if one < _UNSPACED else "" for one in (key[0], key[-1]))
    if any(letter >= _UNSPACED for letter in key):
        letters = r" *".join(re.escape(letter) for letter in key.replace(" ", ""))
    return f"{before}{letters}{after}"


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as names are compared, and for each letter of it the place in the text that it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isascii():
            folded = letter.lower() if letter.isalnum() else " "
        else:
            folded = "" if unicodedata.combining(letter) else fold(letter) or " "
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), places


def byte_forms(names: Collection[str]) -> frozenset[bytes]:
    """The bytes in which a file may hold these names: as typed, composed or not, in any usual case, folded, joined."""
    forms: set[str] = set()
    for name in names:
        if not _is_telling(_key(name)):
            continue
        for key in {_key(name), fold(name)}:
            for turned in _turned(key):
                forms |= {turned.replace(" ", joint) for joint in ("", " ", "-", "_", "+", ", ", "%20")}
        forms |= {name, quote(name), quote(name, safe=" "), " ".join(reversed(name.split()))}
    cased = {form for one in forms for form in (one, one.lower(), one.upper(), one.title(), one.casefold())}
    composed = {unicodedata.normalize(form, one) for one in cased for form in ("NFC", "NFD")}
    return frozenset(one.encode() for one in composed)
