"""Whether two names may be one organization's, or one title's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from orgtrack.names.folding import fold
from orgtrack.names.forms import (
    ABBREVIATIONS,
    BEFORE,
    GENERIC,
    HAN_FORMS,
    HAN_GENERIC,
    HOLDINGS,
    HONORIFICS,
    LEGAL_FORMS,
    NUMERALS,
    STOP_WORDS,
)
from orgtrack.names.likeness import DIFFERENT, SAME, Likeness, Reason, ask
from orgtrack.names.nicknames import bearers
from orgtrack.names.scripts import ABJAD, has_han, is_latin, latin, simplified, syllables
from orgtrack.names.slips import one_slip, slips
from orgtrack.names.sounds import consonants, skeleton, sound

_SITE = re.compile(r"(?i)(?<=\w)\.(?:com|net|org|io|ai|cn|co\.uk|de|fr|ru|jp)\b")
_SLASHED = re.compile(r"(?i)\b(a|k|p|i)/(s|k)\b")
_HAN_FORM = re.compile("|".join(sorted(map(re.escape, HAN_FORMS), key=len, reverse=True)))
_HAN_GENERIC = re.compile("(?:" + "|".join(map(re.escape, HAN_GENERIC)) + ")+$")
_NUMBER = re.compile(r"\d")
_SHORTEST_WITH_SLIP = 4
_SHORTEST_WITH_TWO = 9
_SHORTEST_ALONE_WITH_SLIP = 6
_SHORTEST_AFTER_INITIALS = 5
_LONGEST_ACRONYM = 7
# Of two words for the form, an acronym takes one or the other: TSMC has the company, CATL the limited.
_COMPANY = frozenset(("co", "company", "corp", "corporation"))
_LIMITED = LEGAL_FORMS - _COMPANY


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """A name taken apart, abbreviations written out.

    `core` is without its legal form and small words; `brief` is the words by which it is told from others, its first in
    any case.
    """

    key: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    forms: frozenset[str]
    han: str
    is_other_script: bool
    abjad: bool
    was_short: bool
    letters: str
    sounds: str
    brief: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=16384)
def organization_name(name: str) -> OrganizationName:
    """The parts of an organization's name as they are compared."""
    text = _SLASHED.sub(r"\1\2", _SITE.sub(" ", name))
    han = ""
    forms: set[str] = set()
    if has_han(text):
        plain = simplified(text)
        forms = {*_HAN_FORM.findall(plain)}
        text = _HAN_FORM.sub("", plain).strip() or plain
        if has_han(text):
            han = text
            text = _HAN_GENERIC.sub("", han) or han
    # What has no Latin letters at all is one word as it is.
    typed = latin(text).split() or latin(name).split() or [fold(name)]
    words = [ABBREVIATIONS.get(word, word) for word in typed]
    core = [word for word in words if word not in STOP_WORDS and word not in LEGAL_FORMS]
    if not core or len("".join(core)) < 2:
        core = words
    own = core[1:] if len(core) > 1 and core[0] in BEFORE else core
    return OrganizationName(
        key=fold(name),
        words=tuple(words),
        core=tuple(core),
        forms=frozenset(forms | (set(words) & LEGAL_FORMS)),
        han=han,
        is_other_script=not han and not is_latin(name),
        abjad=ABJAD.search(name) is not None,
        was_short=any(len(full) > len(word) + 2 for word, full in zip(typed, words, strict=True)),
        letters="".join(core),
        sounds="".join(map(sound, core)),
        brief=(*own[:1], *(word for word in own[1:] if word not in GENERIC)),
        numbers=tuple(sorted(filter(_NUMBER.search, (NUMERALS.get(word, word) for word in core)))),
    )


def compare_organizations(one: str, other: str) -> Likeness:
    """How alike two names of organizations are. A word more that says something makes another organization."""
    a, b = organization_name(one), organization_name(other)
    if a.key == b.key:
        return SAME
    if a.han and b.han:
        return _both_han(a, b)
    if a.numbers != b.numbers:
        return DIFFERENT
    reasons: list[Reason] = []
    if a.han or b.han:
        reasons.append(Reason.PINYIN)
    if a.was_short != b.was_short:
        reasons.append(Reason.ABBREVIATION)
    found = _same_core(a, b) or _short_form(a, b) or _acronym(a, b) or _acronym(b, a) or _slip(a, b)
    if not found:
        return DIFFERENT
    if (found is Reason.LETTERS and reasons) or found in reasons:
        return ask(*reasons)
    return ask(*reasons, found)


def _both_han(a: OrganizationName, b: OrganizationName) -> Likeness:
    if a.han == b.han:
        return ask(Reason.LEGAL_FORM if a.forms != b.forms else Reason.SIMPLIFIED)
    ours, theirs = _HAN_GENERIC.sub("", a.han), _HAN_GENERIC.sub("", b.han)
    if ours == theirs and ours in (a.han, b.han):
        return ask(Reason.SHORT_FORM)
    return ask(Reason.PINYIN) if syllables(a.han) == syllables(b.han) else DIFFERENT


def _same_core(a: OrganizationName, b: OrganizationName) -> Reason | None:
    if a.letters == b.letters:
        return Reason.LEGAL_FORM if a.forms != b.forms else Reason.LETTERS
    if len(a.core) == len(b.core) and sorted(a.core) == sorted(b.core):
        return Reason.ORDER
    if a.sounds == b.sounds and a.letters.isalpha():
        return Reason.SPELLING
    if (a.is_other_script or b.is_other_script) and skeleton(a.letters) == skeleton(b.letters):
        return Reason.SPELLING
    if (a.abjad or b.abjad) and len(consonants(a.letters)) > 2 and consonants(a.letters) == consonants(b.letters):
        return Reason.SPELLING
    return None


def _short_form(a: OrganizationName, b: OrganizationName) -> Reason | None:
    """Where only one leaves out words that tell nobody apart, or its founder's first name: LM Ericsson, Walt Disney."""
    if a.brief[0][0] == b.brief[0][0] and "".join(a.brief) == "".join(b.brief):
        ours, theirs = set(a.core) - set(a.brief), set(b.core) - set(b.brief)
        is_short = not ours - theirs or not theirs - ours or (ours ^ theirs) <= HOLDINGS
        return Reason.SHORT_FORM if is_short else None
    few, many = sorted((a.core, b.core), key=len)
    before = founder(many)
    if before and many[before:] == few and len(few[0]) >= _SHORTEST_AFTER_INITIALS:
        return Reason.SHORT_FORM
    return None


def founder(words: Sequence[str]) -> int:
    """How many words a name begins with that a short form leaves out: letters, titles, and then one first name."""
    most = len(words) - 1
    before = 0
    while before < most and words[before].isalpha() and (len(words[before]) < 3 or words[before] in HONORIFICS):
        before += 1
    return before + (before < most and words[before] in bearers())


def _acronym(short: OrganizationName, long: OrganizationName) -> Reason | None:
    letters = short.letters
    if len(short.core) > 1 and any(len(word) > 1 for word in short.core):
        return None
    is_long = len(long.core) > 1 or (long.han and not short.han)
    if not is_long or not 2 <= len(letters) <= _LONGEST_ACRONYM or letters[0] != long.core[0][0]:
        return None
    return Reason.ACRONYM if letters in acronyms(long) else None


def acronyms(name: OrganizationName) -> frozenset[str]:
    """What the first letters of its words may spell: with and without small words and legal form."""
    if name.han:
        letters = "".join(syllable[0] for syllable in syllables(name.han))
        return frozenset({letters}) if 2 <= len(letters) <= _LONGEST_ACRONYM else frozenset()
    spelled = {
        "".join(word[0] for word in words)
        for words in (
            name.core,
            [word for word in name.words if word not in LEGAL_FORMS and word != "the"],
            [word for word in name.words if word not in STOP_WORDS],
            [word for word in name.words if word not in _COMPANY | STOP_WORDS],
            [word for word in name.words if word not in _LIMITED | STOP_WORDS],
        )
    }
    return frozenset(letters for letters in spelled if 2 <= len(letters) <= _LONGEST_ACRONYM)


def _slip(a: OrganizationName, b: OrganizationName) -> Reason | None:
    if len(a.core) == len(b.core):
        return _words_with_slip(a.core, b.core)
    # A slip in the one word that a name is told by, beside a word that says nothing.
    if len(a.brief) == len(b.brief) == 1 and min(len(a.brief[0]), len(b.brief[0])) >= _SHORTEST_ALONE_WITH_SLIP:
        return _words_with_slip(a.brief, b.brief)
    if min(len(a.letters), len(b.letters)) >= _SHORTEST_WITH_TWO and one_slip(a.letters, b.letters):
        return Reason.ONE_LETTER
    return None


def _words_with_slip(ours: Sequence[str], theirs: Sequence[str]) -> Reason | None:
    """Whether the words are the same, in order, but for a slip in one; two slips only in a long word."""
    apart = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if len(apart) != 1 or apart[0][0][0] != apart[0][1][0]:
        return None
    longest = max(map(len, apart[0]))
    if longest < _SHORTEST_WITH_SLIP:
        return None
    match slips(*apart[0], 2 if longest >= _SHORTEST_WITH_TWO else 1):
        case 1:
            return Reason.ONE_LETTER
        case 2 if longest >= _SHORTEST_WITH_TWO:
            return Reason.SLIPS
    return None


def compare_titles(one: str, other: str) -> Likeness:
    """How alike two titles are: a slip is a question, and so are order and spacing; other words are other titles."""
    ours, theirs = fold(one), fold(other)
    if ours == theirs:
        return SAME
    a, b = ours.split(), theirs.split()
    if "".join(a) == "".join(b):
        return ask(Reason.LETTERS)
    if sorted(a) == sorted(b):
        return ask(Reason.ORDER)
    # Two letters apart may be two titles (Product, Project); so may short ones (CEO, COO).
    is_slip = len(a) == len(b) and _words_with_slip(a, b) is Reason.ONE_LETTER
    return ask(Reason.ONE_LETTER) if is_slip else DIFFERENT
