"""A claim as its source makes it, in the words of the user, and an event as it stands on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgtrack.dates import PartialDate
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceClaim:
    """Who says it: `where` is an http(s) address, a title, or an id like s5; `text` are the words of the document."""

    where: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    retrieved: str = ""
    archive_url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One event in the words of the user: names not yet resolved, the date as written.

    `words` holds the parts of the event type (see `EVENT_TYPES`), several names of one part in order. The date stays
    text here because reading it may need the publication day of its source and the fiscal year of its company.
    `says` are pairs of a field and what this source says of it, otherwise than recorded. An event that an export tells
    of again as it was has its `number`, and its date and status are `settled`.
    """

    type: EventType
    words: Mapping[Slot, tuple[str, ...]]
    date: str = ""
    announced: str = ""
    planned: bool = False
    acting: bool = False
    manner: str = ""
    reason: str = ""
    last_day: bool = False
    end_unknown: bool = False
    formerly: tuple[str, str] | None = None
    source: SourceClaim = SourceClaim()
    quote: str = ""
    place: str = ""
    says: tuple[tuple[str, str], ...] = ()
    note: str = ""
    private: bool = False
    supersedes: str = ""
    ends: str = ""
    same_as: str = ""
    new_event: bool = False
    new_names: bool = False
    day_first: bool | None = None
    dated: PartialDate | None = None
    status: Status | None = None
    title_text: str = ""
    number: int | None = None
    settled: bool = False

    def word(self, slot: Slot) -> str:
        """The one name given for a part, or ''."""
        given = self.words.get(slot, ())
        return given[0] if given else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A further part of an event."""

    role: Role
    person_id: int | None = None
    organization_id: int | None = None
    title_id: int | None = None
    title_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event on record, or about to be (`id` 0). Ids instead of names; dates as values."""

    id: int = 0
    type: EventType
    date: PartialDate
    status: Status = Status.HAPPENED
    person_id: int | None = None
    title_id: int | None = None
    organization_id: int | None = None
    company_id: int | None = None
    headline: str = ""
    acting: bool = False
    manner: str | None = None
    reason: str | None = None
    amount: str | None = None
    new_name: str | None = None
    new_kind: str | None = None
    announced: PartialDate | None = None
    title_text: str | None = None
    note: str | None = None
    last_day: bool = False
    end_state: str | None = None
    ends_event_id: int | None = None
    supersedes_event_id: int | None = None
    visibility: Visibility = Visibility.PUBLIC
    private_note: str | None = None
    participants: tuple[Participant, ...] = field(default=())

    def participants_as(self, role: Role) -> tuple[Participant, ...]:
        """Those who take this role in the event, in the order given."""
        return tuple(p for p in self.participants if p.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One source behind one event: the quoted words, their place, and what it says otherwise."""

    source_id: int
    quote: str | None = None
    place: str | None = None
    says_field: str | None = None
    says_value: str | None = None
    says_earliest: str | None = None
    says_latest: str | None = None
