"""Names as they are compared: folded for equality, and a reason where two are only close.

Pure: nothing here knows the database. Two names are one only when their keys are equal or a person says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.vocabulary import Noun, read_id

LONGEST_NAME = 200

_DELETED = re.compile(r"[.'’ʼ`´]")
_SPACED = re.compile(r"[^\w+$€£¥°™©®]+|_+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
# Letters that Unicode does not decompose, though every reader takes them for the plain one.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_LONGEST_HAN_RUN = 8
_SHORTEST_PREFIX = 2
_LONGEST_PREFIX = 12


def fold(name: str) -> str:
    """The key under which equal names meet: case, accents, punctuation and Unicode form folded away.

    Word order and legal form stay: "Fan Jiang" and "Jiang Fan" have two keys, and so have "Acme" and "Acme Ltd".
    """
    folded = name.casefold() if name.isascii() else _without_accents(unicodedata.normalize("NFKC", name).casefold())
    return _SPACED.sub(" ", _DELETED.sub("", folded)).strip()


def _without_accents(text: str) -> str:
    """Accents off Latin and Greek letters only: elsewhere a mark makes another letter (й, が)."""
    kept: list[str] = []
    plain_base = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if plain_base:
                continue
        else:
            plain_base = character < "\u0400"
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_PLAIN)


def checked_name(text: str, what: str = "name") -> str:
    """The name with its white space made single; refused when it is empty, endless, or holds what no name holds."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise OrgtrackError(f"The {what} {shown(text)} is not valid text; type it in UTF-8.") from None
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise OrgtrackError(f"The {what} is empty; give at least one letter or digit.")
    if len(name) > LONGEST_NAME:
        raise OrgtrackError(
            f"The {what} {shown(name, 40)} has {len(name)} characters; at most {LONGEST_NAME} are a {what}."
        )
    for character in name:
        if unicodedata.category(character) in ("Cc", "Co", "Cn", "Zl", "Zp") or character in _DIRECTION_MARKS:
            raise OrgtrackError(
                f"The {what} {shown(name)} holds the invisible character U+{ord(character):04X}; leave it out."
            )
    if ";" in name:
        raise OrgtrackError(f"The {what} {shown(name)} holds a semicolon, which parts names in a CSV; leave it out.")
    if read_id(name) is not None:
        raise OrgtrackError(f"The {what} {shown(name)} looks like an id; write it another way.")
    if not fold(name):
        raise OrgtrackError(f"The {what} {shown(name)} has no letter and no digit; write it out.")
    return name


# They reorder or hide what a reader sees, and no name needs them. (ZWNJ and ZWJ, which Persian and Indic names use,
# may stay.)
_DIRECTION_MARKS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


def search_keys(names: Iterable[str]) -> str:
    """The words by which search finds a record: each word of every name, folded, and each run of Han characters."""
    words: dict[str, None] = {}
    for name in names:
        for word in [*fold(name).split(), *_plain_words(name)]:
            words[word] = None
            for run in _HAN.findall(word):
                words.update(dict.fromkeys(_han_runs(run)))
    return " ".join(words)


def search_prefixes(names: Iterable[str]) -> str:
    """The beginnings of those words, so that "yongm" finds Yongming: Datasette's box looks for whole words."""
    words: dict[str, None] = {}
    for name in names:
        for word in fold(name).split():
            if not _HAN.search(word):
                words.update(dict.fromkeys(word[:n] for n in range(_SHORTEST_PREFIX, min(len(word), _LONGEST_PREFIX))))
    return " ".join(words)


def _plain_words(name: str) -> list[str]:
    """The words as full-text search parts them, so that "J.P. Morgan" is found as typed too."""
    return re.findall(r"\w+", name.casefold())


def _han_runs(run: str) -> Iterator[str]:
    for start in range(len(run)):
        for length in range(1, min(_LONGEST_HAN_RUN, len(run) - start) + 1):
            yield run[start : start + length]


# Words that say what legal form an organization has, or that it is a group: alone they make no other organization,
# but whether it is the same one, a person says.
_LEGAL_FORMS = frozenset(
    {
        *("ab", "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "group", "holding", "holdings", "inc"),
        *("incorporated", "kk", "limited", "llc", "llp", "ltd", "nv", "oy", "oyj", "pjsc", "plc", "pte", "pty"),
        *("sa", "sas", "se", "spa", "srl", "the"),
    }
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


def closeness(typed: str, stored: str, noun: Noun) -> str | None:
    """Why two different keys may be one name, in words for the question; None when they are not close.

    Both are keys made by `fold`. For candidates only: nobody is joined because of it.
    """
    ours, theirs = typed.split(), stored.split()
    if noun is Noun.ORGANIZATION:
        ours, theirs = (_without(words, _LEGAL_FORMS) for words in (ours, theirs))
        if ours and ours == theirs:
            return "another legal form"
    if noun is Noun.PERSON:
        ours, theirs = (_without(words, _SUFFIXES) for words in (ours, theirs))
        if ours == theirs:
            return "another suffix"
        if _names_within(ours, theirs) or _names_within(theirs, ours):
            return "the same name with further parts"
    if len(ours) > 1 and sorted(ours) == sorted(theirs):
        return "the same words in another order"
    if "".join(ours) == "".join(theirs):
        return "the same letters"
    # Two titles a letter apart are a slip; two apart may be two titles (Product, Project).
    return _spelled_alike(" ".join(ours), " ".join(theirs), most=1 if noun is Noun.TITLE else 2)


def _without(words: list[str], left_out: frozenset[str]) -> list[str]:
    return [word for word in words if word not in left_out]


def _names_within(few: list[str], many: list[str]) -> bool:
    """Two or more names, all of which the other has too, the first or the last at the same end."""
    if len(few) < 2 or len(few) >= len(many):
        return False
    matched = all(any(part == other or _initial(part, other) for other in many) for part in few)
    return matched and (few[-1] == many[-1] or few[0] == many[0])


def _initial(one: str, other: str) -> bool:
    return len(one) == 1 and other.startswith(one)


def _spelled_alike(one: str, other: str, *, most: int) -> str | None:
    # rapidfuzz is needed only when no stored name is equal, so the common case does not load it.
    from rapidfuzz.distance import OSA

    longest = max(len(one), len(other))
    allowed = 0 if longest < 4 else 1 if longest < 9 else most
    if allowed and OSA.distance(one, other, score_cutoff=allowed) <= allowed:
        return "almost the same spelling"
    return None
