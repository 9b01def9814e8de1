"""The vocabulary: the values that columns take, and what a record is called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class EventType(StrEnum):
    APPOINTMENT = "appointment"
    DEPARTURE = "departure"
    IN_POST = "in-post"
    VACANCY = "vacancy"
    FORMATION = "formation"
    IN_EXISTENCE = "in-existence"
    RENAMING = "renaming"
    MOVE = "move"
    MERGER = "merger"
    SPLIT = "split"
    SPIN_OFF = "spin-off"
    ACQUISITION = "acquisition"
    TRANSFER_OF_FUNCTIONS = "transfer-of-functions"
    DISSOLUTION = "dissolution"
    REPORTING_CHANGE = "reporting-change"
    MILESTONE = "milestone"


class Status(StrEnum):
    """`rejected`: judged false; kept and shown, never counted. A superseded event keeps its own status."""

    HAPPENED = "happened"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Manner(StrEnum):
    APPOINTED = "appointed"
    ELECTED = "elected"
    PROMOTED = "promoted"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    FOUNDED = "founded"
    REAPPOINTED = "reappointed"


class Reason(StrEnum):
    RESIGNED = "resigned"
    RETIRED = "retired"
    DISMISSED = "dismissed"
    TERM_ENDED = "term-ended"
    NOT_STANDING = "not-standing"
    NOT_RE_ELECTED = "not-re-elected"
    PROMOTED = "promoted"
    TRANSFERRED = "transferred"
    ABOLISHED = "abolished"
    DIED = "died"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What a further part of an event is to it."""

    PARENT = "parent"
    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    LEFT_POST = "left-post"
    REPORTS_TO = "reports-to"
    SUCCEEDED = "succeeded"


class OrganizationKind(StrEnum):
    COMPANY = "company"
    UNIT = "unit"
    COMMITTEE = "committee"
    AGENCY = "agency"
    OTHER = "other"


class Level(StrEnum):
    BOARD = "board"
    EXECUTIVE = "executive"
    VICE_PRESIDENT = "vice-president"
    DIRECTOR = "director"
    MANAGER = "manager"
    OTHER = "other"


class NameKind(StrEnum):
    NATIVE = "native"
    TRANSLITERATION = "transliteration"
    ENGLISH = "english"
    LEGAL = "legal"
    FORMER = "former"
    SHORT = "short"
    ORDER = "order"
    TICKER = "ticker"


class Scheme(StrEnum):
    """Registers whose numbers decide who is who before any name does."""

    WIKIDATA = "wikidata"
    LEI = "lei"
    CIK = "cik"
    TICKER = "ticker"
    ISIN = "isin"
    COMPANIES_HOUSE = "companies-house"


class Visibility(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"


class Noun(StrEnum):
    """What a record is; the letter before its id, so that an id never collides with a name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    TITLE = "title"
    POST = "post"
    EVENT = "event"
    SOURCE = "source"

    @property
    def table(self) -> str:
        return "people" if self is Noun.PERSON else f"{self.value}s"

    def id(self, number: int) -> str:
        """The id as printed and typed: p7, o3, t2, post:4, e12, s5."""
        return f"{_ID_LETTERS[self]}{number}"


_ID_LETTERS: Mapping[Noun, str] = {
    Noun.PERSON: "p",
    Noun.ORGANIZATION: "o",
    Noun.TITLE: "t",
    Noun.POST: "post:",
    Noun.EVENT: "e",
    Noun.SOURCE: "s",
}


def read_id(text: str) -> tuple[Noun, int] | None:
    """`p7` as (person, 7); None where the text is no id."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    if not digits or not digits.isascii() or len(digits) > 15:
        return None
    for noun, letter in _ID_LETTERS.items():
        if letters.casefold() == letter:
            return noun, int(digits)
    return None
