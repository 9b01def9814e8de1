"""Which encoding a text is in: said by its first bytes or by the user, else UTF-8, else refused with a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.importers.reading.letters import is_odd
from orgtrack.importers.reading.table import LONGEST_LINE, refused

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files labelled with the standard hold characters of the superset that their programs write.
_SUPERSETS = {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is known of a text file before its cells are: its encoding, and whether a character is worth a look."""

    encoding: str
    odd: bool


def checked_text(file: BinaryIO, place: str, encoding: str) -> Text:
    """Read the file once through: refused with the place where it cannot be text in one encoding, in lines."""
    name = _named(file, encoding)
    decoder = codecs.getincrementaldecoder(name)()
    odd = False
    lines, length, tail = 1, 0, ""
    file.seek(0)
    while True:
        block = file.read(_BLOCK)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(name, "ignore")
            at = file.tell() - len(error.object) + error.start
            raise _undecodable(file, place, name, lines + _breaks(before), at, said=bool(encoding)) from None
        if not block and not text:
            file.seek(0)
            return Text(encoding=name, odd=odd)
        if lines == 1 and not encoding and "\x00" in text[:200] and text[:200].count("\x00") > len(text[:200]) // 4:
            raise refused(place, "is UTF-16 without its mark, or no text at all; say --encoding utf-16-le.")
        odd = odd or is_odd(tail + text)
        tail = text[-1:]
        last = max(text.rfind("\n"), text.rfind("\r"))
        length = length + len(text) if last < 0 else len(text) - last - 1
        lines += _breaks(text)
        if length > LONGEST_LINE:
            raise refused(place, f"the line is longer than {LONGEST_LINE:,} characters; is this a table?", lines)


def _breaks(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _named(file: BinaryIO, encoding: str) -> str:
    file.seek(0)
    first = file.read(4)
    for mark, name in _MARKS:
        if first.startswith(mark) and (not encoding or codecs.lookup(name).name in _family(encoding)):
            return name
    if not encoding:
        return "utf-8"
    return _codec(encoding)


def _family(encoding: str) -> tuple[str, ...]:
    """The encodings whose mark a file in this one may begin with."""
    name = _codec(encoding)
    return (name, name.rsplit("-", 1)[0])


def _codec(encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding)
        b"".decode(encoding)
    except (LookupError, ValueError, UnicodeError):
        raise Misused(f"--encoding {shown(encoding)} is not known; say utf-8, cp1252, gb18030, shift-jis.") from None
    return _SUPERSETS.get(codec.name, codec.name)


def _undecodable(file: BinaryIO, place: str, name: str, line: int, at: int, *, said: bool) -> OrgtrackError:
    if said or not name.startswith("utf-8"):
        return refused(place, f"byte {at + 1:,} of the file is not {name}; name its encoding: --encoding.", line)
    file.seek(max(0, at - _BLOCK // 2))
    sample = file.read(_BLOCK)
    likely = likely_encoding(sample)
    remedy = f"it looks like {likely}: say --encoding {likely.lower()}" if likely else "save the file as CSV UTF-8"
    return refused(place, f"byte {at + 1:,} of the file is not UTF-8; {remedy}.", line)


def likely_encoding(sample: bytes) -> str:
    """The encoding among cp1252, GB18030 and Shift-JIS in which the bytes make the most sense; '' when none does.

    Each is scored by the share of characters beyond ASCII that are common in what is written in it.
    """
    scores = {
        "Shift-JIS": _score(sample, "cp932", _is_japanese),
        "GB18030": _score(sample, "gb18030", _is_chinese),
        "cp1252": _western(sample),
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.5 else ""


def _score(sample: bytes, codec: str, is_common: Callable[[str], bool]) -> float:
    # The sample may begin and end inside a character; a byte that no character has speaks against the encoding.
    text = sample.decode(codec, "replace")
    beyond = [character for character in text if character > "\x7f"]
    spoiled = max(0, text.count("\ufffd") - 2)
    return sum(map(is_common, beyond)) / len(beyond) - spoiled / len(beyond) if beyond else 0.0


def _is_japanese(character: str) -> bool:
    """Kana, full-width forms, and the characters of the first level of JIS X 0208."""
    try:
        lead = character.encode("cp932")[0]
    except UnicodeEncodeError:
        return False
    return lead in range(0x81, 0x98) and lead not in range(0x85, 0x88)


def _is_chinese(character: str) -> bool:
    """Punctuation, full-width forms, and the characters of the first level of GB 2312."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead in (0xA1, 0xA3) or lead in range(0xB0, 0xD8)


_WESTERN = re.compile(rb"(?<![\x80-\xff])[\x80\x85\x91-\x97\xa0-\xff]{1,2}(?![\x80-\xff])")


def _western(sample: bytes) -> float:
    """The share of the high bytes that stand alone or in twos, as accented letters and typographic marks do."""
    high = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    alone = sum(len(match) for match in _WESTERN.findall(sample))
    return alone / high if high else 0.0
