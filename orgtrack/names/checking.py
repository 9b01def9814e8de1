"""What may be a name at all."""

from __future__ import annotations

import unicodedata

from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.vocabulary import read_id
from orgtrack.names.folding import fold

LONGEST_NAME = 200


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
