"""What one command is recording: where, on which day, what a person has decided, and what it made on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from orgtrack.dates import PartialDate
from orgtrack.lookup import Found
from orgtrack.model.vocabulary import Noun, Status
from orgtrack.record.kept import KeptIds
from orgtrack.store import Tracker

if TYPE_CHECKING:
    from orgtrack.record.batch import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person says a name is: the record with this id, or (None) a new one. `remember` keeps it as an alias."""

    id: int | None
    remember: bool = False


@dataclass(slots=True, kw_only=True)
class Import:
    """What the rows of one file have made so far: the file itself tells its rows, and its names, apart.

    `newest_before` are the highest ids on record when it began: only to older records can a name of the file be close.
    With `gathers` events wait in the `batch`; without, they are on file at once. `ids` are those of the file that are
    to be kept.
    """

    newest_before: Mapping[Noun, int]
    batch: Batch
    have_ids: bool = False
    gathers: bool = False
    ids: KeptIds | None = None
    stale: Stale = field(default_factory=lambda: Stale())


@dataclass(slots=True, kw_only=True)
class Stale:
    """Whose tenures are to be derived anew: these people's, all in these organizations, and, where `moved` ones have
    other parents, those of whoever left all posts of a company at once.
    """

    people: set[int] = field(default_factory=set)
    organizations: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class Entry:
    """The work of one command. `decisions` are by noun and folded name; `made` and `used` are filled on the way."""

    tracker: Tracker
    today: date
    decisions: Mapping[tuple[Noun, str], Decision] = field(default_factory=dict)
    made: list[Found] = field(default_factory=list)
    used: list[Found] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    made_before_claim: int = 0
    importing: Import | None = None
    _remarks: dict[str, None] = field(default_factory=dict)
    _to_come: dict[str, None] = field(default_factory=dict)
    _noted: set[tuple[Noun, int]] = field(default_factory=set)
    _used: set[Found] = field(default_factory=set)

    def begin_again(self) -> None:
        """Forget what this command has made and said: its work was taken back, and is done once more."""
        for noted in (self.made, self.used, self.kinds, self._remarks, self._to_come, self._noted, self._used):
            noted.clear()
        self.made_before_claim = 0
        self.importing = None

    def begin_claim(self) -> None:
        """From here on names are of one claim: who tells of HP and of HP Inc in one sentence means two."""
        self.made_before_claim = len(self.made)

    def made_by_claim(self, noun: Noun) -> frozenset[int]:
        """The records of this noun that this claim itself has made."""
        return frozenset(one.id for one in self.made[self.made_before_claim :] if one.noun is noun)

    def has_made(self, found: Found) -> None:
        """Note a record that this command brought into being."""
        self.made.append(found)
        self._noted.add((found.noun, found.id))

    def has_used(self, found: Found) -> None:
        """Note a record on file that a typed name was taken for."""
        if (found.noun, found.id) not in self._noted and found not in self._used:
            self._used.add(found)
            self.used.append(found)

    def remark(self, sentence: str) -> None:
        """Note what the user should hear of, once."""
        self._remarks.setdefault(sentence)

    def remark_to_come(self, written: str) -> None:
        """Note a date after today, for which its event is recorded as planned."""
        self._to_come.setdefault(written)

    @property
    def remarks(self) -> list[str]:
        """What the user should hear of, each once, in order; the dates to come in one sentence."""
        if not self._to_come:
            return list(self._remarks)
        first, *others = self._to_come
        which = f"{first} is" if not others else f"{first} and {len(others)} more dates are"
        return [f"{which} after today, {self.today}: recorded as planned", *self._remarks]


class Outcome(StrEnum):
    """What became of a claim."""

    NEW = "new"
    CITED = "cited"
    CONFIRMED = "confirmed"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One event as it now stands, and what the claim did to it."""

    event_id: int
    outcome: Outcome
    headline: str
    date: PartialDate
    status: Status
