"""Characters that nobody sees are refused; letters that look like others are warned of."""

from __future__ import annotations

import re
import unicodedata

from orgtrack.errors import shown

# Tabs and line breaks are no controls here; lone surrogates come out of JSON's \ud800.
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_TURNING = "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates: the text reads otherwise than it is stored
_UNSEEN = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"
_JOINERS = "\u200c\u200d"  # Persian and Indic words need them, between their own letters
_FOREIGN = "\u0370-\u03ff\u0400-\u052f"
_LATIN = "A-Za-z\u00c0-\u024f"

_REFUSED = re.compile(
    f"[{_CONTROLS}{_TURNING}{_UNSEEN}]|(?<![^\x00-\u024f])[{_JOINERS}]|[{_JOINERS}](?![^\x00-\u024f])"
)
_TURNED = re.compile(f"[{_TURNING}]")
_MIXED = re.compile(f"[{_LATIN}][{_FOREIGN}]|[{_FOREIGN}][{_LATIN}]")
_MIXED_WORD = re.compile(f"\\w*(?:{_MIXED.pattern})\\w*")
# The same in UTF-8, where a long text is looked through many times faster.
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_FOREIGN_BYTES = bytes(range(0xCD, 0xD5))
_ODD_BYTES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xc2[\x80-\x84\x86-\x9f\xad]",
        rb"\xe2\x80[\x8b-\x8f\xaa-\xae]",
        rb"\xe2\x81[\xa0-\xa9]",
        rb"\xef\xbb\xbf",
        rb"\xd8\x9c",
        rb"\xe1\xa0\x8e",
        rb"\xed[\xa0-\xbf]",
    )
)


def is_odd(text: str) -> bool:
    """Whether some character of a long text is worth a look; quick where none is."""
    content = text.encode("utf-8", "surrogatepass")
    if len(content.translate(None, _CONTROL_BYTES)) != len(content):
        return True
    if text.isascii():
        return False
    if any(pattern.search(content) for pattern in _ODD_BYTES):
        return True
    return len(content.translate(None, _FOREIGN_BYTES)) != len(content) and _MIXED.search(text) is not None


def refusal(cell: str) -> str:
    """Why a cell is refused for one of its characters; '' when it is not."""
    match = _REFUSED.search(cell)
    if match is None:
        return ""
    name, value = _named(match[0]), shown(cell)
    if match[0] == "\x00":
        return f"holds a NUL character in {value}; it is no text: save the file again as CSV UTF-8."
    if _TURNED.match(match[0]):
        return f"holds {name}, which makes {value} read otherwise than it is; delete that character."
    if unicodedata.category(match[0]) == "Cf":
        return f"holds {name}, which nobody sees, in {value}; delete that character."
    return f"holds a control character ({name}) in {value}; delete it."


def warning(cell: str) -> str:
    """What may deceive the eye in a cell; '' when nothing does."""
    match = _MIXED_WORD.search(cell)
    if match is None:
        return ""
    scripts = " and ".join(sorted({_script(letter) for letter in match[0] if letter.isalpha()}))
    foreign = next(letter for letter in match[0] if letter.isalpha() and _script(letter) != "Latin")
    return f"{shown(match[0])} mixes {scripts} letters, which look alike ({_named(foreign)}); it is kept as it is."


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0].capitalize()


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" {name}" if name else "")
