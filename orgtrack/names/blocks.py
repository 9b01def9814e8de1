"""The keys by which names that may be one are found among many: two that `compare` asks about share a key.

A key is made of what a slip, a nickname, an initial or another spelling leaves as it is. A lookup and a stored name
have the same keys but for initials, which look for names in full and are looked for by these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from orgtrack.model.vocabulary import Noun
from orgtrack.names.folding import fold
from orgtrack.names.forms import KOREAN_SURNAMES
from orgtrack.names.nicknames import given_names
from orgtrack.names.organization import OrganizationName, acronyms, founder, organization_name
from orgtrack.names.person_name import PersonName, particles, person_name
from orgtrack.names.scripts import in_each_script
from orgtrack.names.sounds import consonants, skeleton, sound
from orgtrack.names.wade_giles import wade_giles

FULL = "full "
SHORT = "short "
_LONGEST_SHORT = 7


def blocks(noun: Noun, names: Iterable[str]) -> set[str]:
    """The keys under which a record of these names is found."""
    return {f"{noun[0]}{key}" for name in names for key in _keys(noun, name, FULL, SHORT)}


def wanted_blocks(noun: Noun, name: str) -> set[str]:
    """The keys of the records that a name may mean."""
    return {f"{noun[0]}{key}" for key in _keys(noun, name, SHORT, FULL)}


def _keys(noun: Noun, name: str, full: str, short: str) -> Iterator[str]:
    if noun is Noun.TITLE:
        yield from _word_keys(fold(name).split())
        return
    if noun is Noun.PERSON and len(written := in_each_script(name)) > 1:
        yield from (key for one in written for key in _keys(noun, one, full, short))
        return
    parts = person_name(name) if noun is Noun.PERSON else organization_name(name)
    if isinstance(parts, PersonName):
        readings = (_person_keys(replace(parts, words=words)) for words in (parts.words, *parts.readings))
        keys = chain(_consonant_keys(parts, full, short), *readings)
    else:
        keys = chain(_organization_keys(parts, full, short))
    if not parts.numbers:
        yield from keys
        return
    # Names with other numbers are never one; so a thousand that differ in their number alone share no key.
    ending = " #" + " ".join(parts.numbers)
    yield from (key + ending for key in keys)


def _organization_keys(name: OrganizationName, full: str, short: str) -> Iterator[str]:
    yield from _word_keys(name.brief)
    if name.core != name.brief:
        yield from _word_keys(name.core)
    yield from _founder_keys(name)
    if name.abjad and len(name.brief) == 1:
        for word in (name.brief[0], name.brief[0].rstrip("why")):
            yield from _slip_keys(f"a{word}")
    if len(name.letters) <= _LONGEST_SHORT and (len(name.core) == 1 or len(name.letters) == len(name.core)):
        yield f"{short}{name.letters}"
    if len(name.core) > 1 or name.han:
        yield from (f"{full}{letters}" for letters in acronyms(name))


def _person_keys(name: PersonName) -> Iterator[str]:
    """Each word with the first letter of each other: whoever shares a word and an initial may be the same person."""
    for surname, given in name.korean if name.is_other_script else ():
        for spelling in KOREAN_SURNAMES.get(surname, (surname,)):
            for letter in _KOREAN_LETTERS.get(given[:1], given[:1]):
                yield f"{skeleton(spelling)} {letter}"
    yield from (f"^{surname} {given}" for surname, given in name.korean)
    coming_and_going = particles(name.words)
    words = [word for word in name.words if word not in coming_and_going]
    for word in name.capitals & set(words):
        if len(words) > 1:
            words += list(word)
    if len(words) == 1:
        yield from _slip_keys(words[0])
        return
    yield f"={skeleton(''.join(words))}"
    if len(name.words) > len(words):
        yield f"={skeleton(''.join(name.words))}"
    yield from (f"={skeleton(spelled)}" for spelled in wade_giles(name.words))
    letters = [_first_letters(word, abjad=name.abjad) for word in words]
    for i, word in enumerate(words):
        if len(word) > 1:
            key = skeleton(word)
            for j, others in enumerate(letters):
                if i != j:
                    yield from (f"{key} {letter}" for letter in others)


def _consonant_keys(name: PersonName, full: str, short: str) -> Iterator[str]:
    """What an alphabet without vowels and one with them both write of the first word and the last."""
    coming_and_going = particles(name.words)
    words = [word for word in name.words if word not in coming_and_going]
    if len(words) > 1 and (name.abjad or not (name.han or name.is_other_script)):
        yield f"{short if name.abjad else full}{' '.join(sorted(map(consonants, (words[0], words[-1]))))}"


# What a Korean given name may begin with in Latin letters, by the letter that `korean` gives it.
_KOREAN_LETTERS = {"c": "ci", "k": "kg", "t": "td", "p": "pb", "l": "lr", "i": "iu", "u": "uve", "a": "aei"}


# An initial does not say how it sounds: C. may be Charles, Cecilia or Carl.
_INITIALS = {"c": "cks", "p": "pf", "s": "sz", "t": "tcz", "e": "ei", "o": "ou", "a": "ae"}
# The alphabets without vowels may leave out a first one.
_VOWELS = "aeiou"
_VOWELS_AND_H = str.maketrans("", "", "aeiouh")
_DOUBLED = re.compile(r"(.)\1+")


def _first_letters(word: str, *, abjad: bool) -> set[str]:
    if len(word) == 1:
        return {*sound(word), *_INITIALS.get(word, "")}
    return {word[0], *(sound(name)[:1] for name in (word, *given_names(word))), *(_VOWELS if abjad else ())}


def _word_keys(words: tuple[str, ...] | list[str]) -> Iterator[str]:
    """All words together, in order and in none, and all but one with the first letter of that."""
    together = skeleton("".join(words))
    if len(words) == 1:
        yield from _slip_keys(words[0])
        return
    bones = [skeleton(word) for word in words]
    yield f"={together}"
    yield f"~{' '.join(sorted(bones))}"
    for i, bone in enumerate(bones):
        # A slip may change how the first letter sounds: Citizens, Ctiizens.
        yield from (f"{' '.join(bones[:i] + bones[i + 1 :])} {letter}" for letter in {bone[:1], words[i][0]})


def _slip_keys(word: str) -> Iterator[str]:
    """The word, and what is left of it when a slip takes one of its consonants."""
    yield f"={skeleton(word)}"
    # By letters as well as by sound, because a slip may change how its neighbours sound: Micron, Micyon.
    for bones in {skeleton(word), word[0] + _DOUBLED.sub(r"\1", word[1:].translate(_VOWELS_AND_H))}:
        if len(bones) > 1:
            yield from (f"-{bones[:i]}{bones[i + 1 :]}" for i in range(1, len(bones)))
        yield f"-{bones}"


def _founder_keys(name: OrganizationName) -> Iterator[str]:
    """Without the founder's first name, or the letters, that a short form leaves out."""
    for words in {name.brief, name.core}:
        before = founder(words)
        if before:
            rest = words[before:]
            yield f"={skeleton(''.join(rest))}"
