"""Plain facts of many rows: a person in a post, from a day on or until one. What repeats is understood once.

Each word of a file is resolved by the same rules as the words of a command (`naming`, `sources`, `dating`, `same`);
what was found for it is kept, and so is a refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from orgtrack.dates import UNDATED, PartialDate
from orgtrack.errors import Failed, OrgtrackError
from orgtrack.lookup import Found
from orgtrack.model.claims import Claim, Event, SourceClaim
from orgtrack.model.vocabulary import EventType, Noun, Status, read_id
from orgtrack.names import fold
from orgtrack.record.batch import Batch
from orgtrack.record.checks import check_ends
from orgtrack.record.dating import dated, fiscal_year_end
from orgtrack.record.entry import Entry, Outcome
from orgtrack.record.events import told_again
from orgtrack.record.headlines import plain_headline
from orgtrack.record.naming import organization, person, title
from orgtrack.record.numbers import Numbers, numbered
from orgtrack.record.parts import titles_in
from orgtrack.record.same import same_event
from orgtrack.record.sources import source
from orgtrack.store.events import Cells, date_columns
from orgtrack.store.hierarchy import parents
from orgtrack.store.rows import Row, by_id
from orgtrack.tenures.hierarchy import company_on

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """One title that a cell holds, with what its words say besides."""

    id: int
    name: str
    seats: int | None
    acting: bool
    text: str | None


@dataclass(frozen=True, slots=True)
class When:
    """A date as it is recorded, with its columns."""

    date: PartialDate
    status: Status
    cells: Cells


# Not frozen: there are two of them a row, and one that is takes three times as long to make.
@dataclass(slots=True)
class Fact:
    """What a row says happened to one person in one post."""

    type: EventType
    person: Found
    held: Held
    organization: Found
    when: When
    behind: Row | None = None
    acting: bool = False
    quote: str | None = None
    note: str | None = None
    reason: str | None = None
    last_day: bool = False
    end_unknown: bool = False
    ends: Event | None = None


class Facts:
    """The words of one file, as far as they are read. `numbers` counts those that records of before were given."""

    def __init__(self, entry: Entry, batch: Batch, *, day_first: bool | None = None) -> None:
        self._entry = entry
        self._batch = batch
        self._day_first = day_first
        self.numbers = 0
        self._people: dict[tuple[str, Numbers], Found | OrgtrackError] = {}
        self._organizations: dict[tuple[str, Numbers], Found | OrgtrackError] = {}
        self._titles: dict[str, tuple[Held, ...] | OrgtrackError] = {}
        self._sources: dict[tuple[str, str], Row | OrgtrackError | None] = {}
        self._whens: dict[tuple[str, str | None, tuple[int, int] | None, bool], When | OrgtrackError] = {}
        self._fiscal: dict[int, tuple[int, int] | None] = {}
        self._alone: set[int] = set()

    def person(self, text: str, numbers: Numbers = ()) -> Found:
        """The person that the cell names, or the numbers in registers beside it."""
        return _kept(self._people, (text, numbers), self._named, Noun.PERSON, text, numbers)

    def organization(self, text: str, numbers: Numbers = ()) -> Found:
        """The organization that the cell names, or the numbers in registers beside it."""
        return _kept(self._organizations, (text, numbers), self._named, Noun.ORGANIZATION, text, numbers)

    def _named(self, noun: Noun, text: str, numbers: Numbers) -> Found:
        """By the rules of `naming`; what is plainly new, or came with an earlier row, is known without asking."""
        if numbers:
            self._batch.flush()
            self._entry.begin_claim()
            found = numbered(self._entry, noun, text, numbers)
            self.numbers += found.added and not self._batch.is_made(noun, found.found.id)
            return found.found
        made = self._batch.made(noun, fold(text))
        if len(made) == 1:
            return Found(noun=noun, id=made[0].id, name=made[0].name)
        if made or ":" in text or read_id(text.strip()) is not None:
            # These are looked up in the file, where what waits is not yet.
            self._batch.flush()
        self._entry.begin_claim()
        return person(self._entry, text) if noun is Noun.PERSON else organization(self._entry, text)

    def titles(self, text: str) -> tuple[Held, ...]:
        """The titles that the cell holds; "Member" where it is empty."""
        return _kept(self._titles, text, self._held, text)

    def _held(self, text: str) -> tuple[Held, ...]:
        return tuple(self._held_one(words, acting) for words, acting in titles_in(self._entry, text))

    def _held_one(self, words: str, acting: bool) -> Held:
        found = title(self._entry, words)
        row = by_id(self._entry.tracker, Noun.TITLE.table, found.id)
        assert row is not None
        written = words.strip()
        text = written if written and written != found.name and not read_id(written) else None
        return Held(found.id, found.name, row["seats"], acting, text)

    def source(self, where: str, published: str) -> Row | None:
        """The source that the cells name, or None."""
        return _kept(self._sources, (where, published), self._behind, where, published)

    def _behind(self, where: str, published: str) -> Row | None:
        return source(self._entry, SourceClaim(where=where, published=published))

    def when(self, text: str, behind: Row | None, organization: Found, kind: EventType) -> When:
        """The date that the cell holds, as it stands with this source and in this organization's fiscal year."""
        fiscal = self._fiscal_year_end(organization)
        published = behind["published"] if behind is not None else None
        read = (text, published, fiscal, kind is EventType.IN_POST)
        return _kept(self._whens, read, self._dated, text, behind, organization, kind)

    def _dated(self, text: str, behind: Row | None, organization: Found, kind: EventType) -> When:
        event = Event(type=kind, date=UNDATED, organization_id=organization.id)
        claim = Claim(type=event.type, words={}, date=text, day_first=self._day_first)
        read = dated(self._entry, claim, event, behind)
        return When(read.date, read.status, tuple(date_columns(read.date).values()))

    def _fiscal_year_end(self, organization: Found) -> tuple[int, int] | None:
        if self._batch.is_made(Noun.ORGANIZATION, organization.id):
            return None
        if organization.id not in self._fiscal:
            self._fiscal[organization.id] = fiscal_year_end(self._entry, organization.id)
        return self._fiscal[organization.id]

    def record(self, fact: Fact) -> tuple[Event, Outcome]:
        """Record a fact, or find it on record; the event and what the fact did to it."""
        event = self._event(fact)
        if fact.ends is not None:
            check_ends(event, fact.ends)
        known = same_event(self._entry, event)
        if known is not None:
            return self._again(fact, event, known)
        words = (fact.person.name, fact.held.name, fact.organization.name)
        headline = plain_headline(fact.type, acting=event.acting) % words
        self._batch.add_event(event, headline, fact.when.cells, fact.held.seats)
        if fact.behind is not None:
            self._batch.cite(event.id, fact.behind["id"], fact.quote)
        assert self._entry.importing is not None
        self._entry.importing.stale.people.add(fact.person.id)
        return event, Outcome.NEW

    def _event(self, fact: Fact) -> Event:
        held, acting = fact.held, fact.acting or fact.held.acting
        event_id = self._batch.next_event
        return Event(
            id=event_id,
            type=fact.type,
            date=fact.when.date,
            status=fact.when.status,
            person_id=fact.person.id,
            title_id=held.id,
            organization_id=fact.organization.id,
            company_id=self._company(fact.organization.id, fact.when.date),
            acting=acting,
            reason=fact.reason,
            title_text=held.text,
            note=fact.note,
            last_day=fact.last_day,
            end_state="unknown" if fact.end_unknown else None,
            ends_event_id=fact.ends.id if fact.ends else None,
        )

    def _again(self, fact: Fact, event: Event, known: Event) -> tuple[Event, Outcome]:
        self._batch.flush()
        claim = Claim(type=fact.type, words={}, quote=fact.quote or "")
        whole = self._batch.whole(known)
        told = told_again(self._entry, claim, event, whole, fact.behind)
        if told.outcome is not Outcome.KNOWN:
            self._batch.come_back()
            self._batch.read_again(whole)
        return whole, told.outcome

    def _company(self, organization_id: int, date: PartialDate) -> int:
        """The outermost organization on the day; most have none above."""
        if organization_id in self._alone or self._batch.is_made(Noun.ORGANIZATION, organization_id):
            return organization_id
        above = parents(self._entry.tracker, [organization_id])
        if not any(above.values()):
            self._alone.add(organization_id)
        day = date.earliest or date.latest
        return company_on(organization_id, str(day) if day else None, above)


def _kept(found: dict[K, T | OrgtrackError], words: K, read: Callable[..., T], *asked: object) -> T:
    """What the words were found to mean; found out now if they are new. A refusal is raised each time."""
    try:
        meant = found[words]
    except KeyError:
        try:
            meant = read(*asked)
        except Failed:
            raise
        except OrgtrackError as error:
            meant = error
        found[words] = meant
    if isinstance(meant, OrgtrackError):
        raise meant
    return meant
