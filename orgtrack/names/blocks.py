"""The keys by which names that may be one are found among many: two that `compare` asks about share a key.

A key is made of what a slip, a nickname, an initial or another spelling leaves as it is. A lookup and a stored name
have the same keys but for initials, which look for names in full and are looked for by these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgtrack.model.vocabulary import Noun
from orgtrack.names.folding import fold
from orgtrack.names.forms import KOREAN_SURNAMES, PARTICLES
from orgtrack.names.nicknames import bearers, given_names
from orgtrack.names.organization import OrganizationName, acronyms, organization_name
from orgtrack.names.person import PersonName, person_name
from orgtrack.names.sounds import skeleton, sound

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
    parts = person_name(name) if noun is Noun.PERSON else organization_name(name)
    keys = _person_keys(parts) if isinstance(parts, PersonName) else _organization_keys(parts, full, short)
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
    words = [word for word in name.words if word not in PARTICLES] or list(name.words)
    for word in name.capitals & set(words):
        if len(words) > 1:
            words += list(word)
    if len(words) == 1:
        yield from _slip_keys(words[0])
        return
    yield f"={skeleton(''.join(words))}"
    letters = [_first_letters(word, abjad=name.abjad) for word in words]
    for i, word in enumerate(words):
        if len(word) > 1:
            key = skeleton(word)
            for j, others in enumerate(letters):
                if i != j:
                    yield from (f"{key} {letter}" for letter in others)


# What a Korean given name may begin with in Latin letters, by the letter that `korean` gives it.
_KOREAN_LETTERS = {"c": "ci", "k": "kg", "t": "td", "p": "pb", "l": "lr", "i": "iu", "u": "uve", "a": "aei"}


# An initial does not say how it sounds: C. may be Charles, Cecilia or Carl.
_INITIALS = {"c": "cks", "p": "pf", "s": "sz", "t": "tcz", "e": "ei", "o": "ou", "a": "ae"}
# The alphabets without vowels may leave out a first one.
_VOWELS = "aeiou"


def _first_letters(word: str, *, abjad: bool) -> set[str]:
    if len(word) == 1:
        return {*sound(word), *_INITIALS.get(word, "")}
    return {*(sound(name)[:1] for name in (word, *given_names(word))), *(_VOWELS if abjad else ())}


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
        yield f"{' '.join(bones[:i] + bones[i + 1 :])} {bone[:1]}"


def _slip_keys(word: str) -> Iterator[str]:
    """The word, and what is left of it when a slip takes one of its consonants."""
    bones = skeleton(word)
    yield f"={bones}"
    if len(bones) > 1:
        yield from (f"-{bones[:i]}{bones[i + 1 :]}" for i in range(1, len(bones)))
    yield f"-{bones}"


def _founder_keys(name: OrganizationName) -> Iterator[str]:
    """Without the founder's first name, or the letters, that a short form leaves out."""
    first, *rest = name.brief
    if rest and (len(first) < 3 or first in bearers()):
        yield f"={skeleton(''.join(rest))}"
