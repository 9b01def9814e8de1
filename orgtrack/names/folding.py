"""The key under which equal names meet. Two names are one only when their keys are equal or a person says so."""

from __future__ import annotations

import re
import unicodedata

_DELETED = re.compile(r"[.'’ʼ`´]")
_SPACED = re.compile(r"[^\w+$€£¥°™©®]+|_+")
# Letters that Unicode does not decompose, though every reader takes them for the plain one.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


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
