"""How alike two names are: never the same by guess, a question with its reasons, or different."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What follows for two names. `ask`: they may be one, and a person decides."""

    SAME = "same"
    ASK = "ask"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 100 for equal names and 0 for different ones; `reasons` are words for a question."""

    score: int
    reasons: tuple[str, ...]
    verdict: Verdict

    @property
    def why(self) -> str:
        return ", ".join(self.reasons)


SAME = Likeness(100, ("the same name",), Verdict.SAME)
DIFFERENT = Likeness(0, (), Verdict.DIFFERENT)


class Reason(StrEnum):
    """Why two names that are not equal may be one."""

    LETTERS = "the same letters"
    PINYIN = "the same in pinyin"
    SIMPLIFIED = "the same in simplified characters"
    SPELLING = "another transliteration"
    ORDER = "word order"
    INITIALS = "initials"
    NICKNAME = "nickname"
    FURTHER = "the same name with further parts"
    SUFFIX = "another suffix"
    FORM_OF_ADDRESS = "a form of address"
    ONE_LETTER = "one letter apart"
    SLIPS = "almost the same spelling"
    LEGAL_FORM = "the same but for the legal form"
    SHORT_FORM = "a short form"
    ABBREVIATION = "an abbreviation"
    ACRONYM = "its initials"


# What each takes off the score: the less a pair with it is likely one, the more.
_COST = {
    Reason.LETTERS: 2,
    Reason.SIMPLIFIED: 2,
    Reason.FORM_OF_ADDRESS: 2,
    Reason.ORDER: 4,
    Reason.LEGAL_FORM: 5,
    Reason.ABBREVIATION: 5,
    Reason.SPELLING: 6,
    Reason.PINYIN: 8,
    Reason.NICKNAME: 8,
    Reason.FURTHER: 10,
    Reason.INITIALS: 12,
    Reason.SHORT_FORM: 14,
    Reason.SLIPS: 14,
    Reason.ONE_LETTER: 15,
    Reason.ACRONYM: 20,
    Reason.SUFFIX: 25,
}


def ask(*reasons: Reason, said: dict[Reason, str] | None = None) -> Likeness:
    """A question for these reasons; `said` puts one in other words."""
    once = list(dict.fromkeys(reasons))
    score = max(100 - sum(_COST[reason] for reason in once), 30)
    words = said or {}
    return Likeness(score, tuple(words.get(reason, str(reason)) for reason in once), Verdict.ASK)
