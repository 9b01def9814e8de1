"""What can go wrong, said in one sentence: the value, the place, the remedy.

Only kinds that somebody tells apart have a class; `cli` and `plugin` print them in one place each.
Exit codes: 1 refused or failed, 2 misused, 3 needs a person's choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class OrgtrackError(Exception):
    """Refused or failed: nothing was written. The message is a sentence for the user."""

    exit_code = 1


class Misused(OrgtrackError):
    """The command was given too little, too much, or two things that exclude each other."""

    exit_code = 2


class Failed(OrgtrackError):
    """The file or the machine failed, whatever was asked: there is no sense in going on with the next row."""


class DateProblem(StrEnum):
    """Why a date text is refused."""

    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"
    CONTRADICTION = "contradiction"
    INCOMPLETE = "incomplete"
    VAGUE = "vague"
    NOT_A_DATE = "not-a-date"


class DateRefused(OrgtrackError):
    """A date text that cannot be read, with the readings it may have had.

    `candidates` are EDTF strings, each a reading that may be typed instead.
    """

    def __init__(
        self,
        text: str,
        kind: DateProblem,
        reason: str,
        candidates: Sequence[str] = (),
        remedy: str = "",
    ) -> None:
        self.text = text
        self.kind = kind
        self.reason = reason
        self.candidates = tuple(candidates)
        self.remedy = remedy
        parts = [f"{shown(text)} is not read as a date: {reason}"]
        if candidates:
            parts.append("could be " + " or ".join(candidates))
        if remedy:
            parts.append(remedy)
        super().__init__("; ".join(parts) + ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A stored record that a typed name may have meant."""

    id: str
    name: str
    reason: str


class NeedsChoice(OrgtrackError):
    """Only a person can decide; `candidates` go to standard output as JSON."""

    exit_code = 3

    def __init__(self, message: str, candidates: Sequence[Candidate] = ()) -> None:
        self.candidates = tuple(candidates)
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file: its line (from 1, the header is line 1), its column's name, and why."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return (
            f"line {self.line}, {self.column}: {self.message}" if self.column else f"line {self.line}: {self.message}"
        )


MOST_LISTED = 20


class Problems(OrgtrackError):
    """A file with something wrong in it; nothing of it was written. `problems` are all, the message names the first."""

    def __init__(self, place: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        first = f"{place}: {count} problem{'' if count == 1 else 's'}, nothing was written"
        listed = [f"  {problem}" for problem in self.problems[:MOST_LISTED]]
        more = [f"  and {count - MOST_LISTED:,} more"] if count > MOST_LISTED else []
        super().__init__("\n".join([first, *listed, *more]))


def shown(text: str, limit: int = 80) -> str:
    """The text as an error may print it: quoted, cut, its control characters visible."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut) + "'"
