"""Changes to events on record: a plan confirmed, postponed, withdrawn; a claim rejected; another source cited."""

from __future__ import annotations

from dataclasses import replace

from orgtrack.dates import PartialDate, describe, read_date, undated
from orgtrack.errors import OrgtrackError
from orgtrack.model.claims import Claim, Event, Participant, SourceClaim
from orgtrack.model.vocabulary import Noun, Status
from orgtrack.names import fold
from orgtrack.record.citing import cite_claim
from orgtrack.record.dating import UNKNOWN, bounded, fiscal_year_end
from orgtrack.record.derive import company_of, derive
from orgtrack.record.entry import Entry, Outcome, Recorded
from orgtrack.record.headlines import headline
from orgtrack.record.parts import checked_text, event_id
from orgtrack.record.sources import anchor, publication, source
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending, events_superseding, insert_event, replace_event
from orgtrack.store.names import display_name, renamings
from orgtrack.store.posts import ensure_post
from orgtrack.store.rows import delete


def event_called(entry: Entry, text: str) -> Event:
    """The event that an id like e12 names."""
    found = event_on_record(entry.tracker, event_id(entry, text))
    assert found is not None
    return found


def _dated(entry: Entry, event: Event, cited: SourceClaim, text: str) -> PartialDate:
    behind = source(entry, cited)
    if fold(text) == UNKNOWN:
        return undated()
    return read_date(text, published=anchor(behind), fiscal_year_end=fiscal_year_end(entry, event.organization_id))


def _plan(entry: Entry, text: str, verb: str) -> Event:
    event = event_called(entry, text)
    if event.status is not Status.PLANNED:
        raise OrgtrackError(f"e{event.id} ({event.headline}) is no plan, its status is {event.status}; {verb} a plan.")
    later = [e for e in events_superseding(entry.tracker, event.id) if e.status is not Status.REJECTED]
    if later:
        raise OrgtrackError(f"e{event.id} was superseded by e{later[0].id} ({later[0].status}); {verb} that one.")
    return event


def confirm(entry: Entry, text: str, claim: Claim) -> Recorded:
    """A plan has happened: its citation is added, and its date where the source gives one."""
    event = _plan(entry, text, "confirm")
    behind = source(entry, claim.source)
    date = replace(event.date, earliest=None) if event.date.is_undated else event.date
    if claim.date:
        date = _dated(entry, event, claim.source, claim.date)
    date = bounded(date, Status.HAPPENED, None, publication(behind))
    if date.earliest is not None and date.earliest > entry.today:
        raise OrgtrackError(
            f"e{event.id} is dated {describe(date)}, after today, {entry.today}: it cannot have happened yet;"
            " give the date on which it did with --date."
        )
    now = settle(entry, event, replace(event, status=Status.HAPPENED, date=date))
    cite_claim(entry, claim, event.id, behind)
    return recorded(now, Outcome.CONFIRMED)


def postpone(entry: Entry, text: str, claim: Claim) -> Recorded:
    """A plan gets another date: a new plan that takes its place, with its own source."""
    return _superseded(entry, _plan(entry, text, "postpone"), claim, Status.PLANNED)


def withdraw(entry: Entry, text: str, claim: Claim) -> Recorded:
    """A plan is given up: an event that takes its place and says so, with its own source."""
    return _superseded(entry, _plan(entry, text, "withdraw"), claim, Status.WITHDRAWN)


def _superseded(entry: Entry, event: Event, claim: Claim, status: Status) -> Recorded:
    behind = source(entry, claim.source)
    date = event.date
    if claim.date:
        date = _dated(entry, event, claim.source, claim.date)
    announced = read_date(claim.announced, published=anchor(behind)) if claim.announced else None
    if status is Status.PLANNED:
        date = bounded(date, status, announced, publication(behind))
    later = replace(
        event,
        id=0,
        status=status,
        date=date,
        announced=announced or (publication(behind) if status is Status.WITHDRAWN else None),
        supersedes_event_id=event.id,
        note=checked_text(claim.note, "note"),
    )
    later = replace(later, company_id=company_of(entry.tracker, later.organization_id, sort_day(later)))
    later = replace(later, id=insert_event(entry.tracker, later))
    cite_claim(entry, claim, later.id, behind)
    derive(entry, [event, later])
    return recorded(later, Outcome.NEW)


def reject(entry: Entry, text: str, note: str) -> Recorded:
    """A claim is judged false: it is kept and shown, and never counts."""
    event = event_called(entry, text)
    if event.status is Status.REJECTED:
        raise OrgtrackError(f"e{event.id} ({event.headline}) is rejected already.")
    now = settle(entry, event, replace(event, status=Status.REJECTED, note=checked_text(note, "note") or event.note))
    return recorded(now, Outcome.CHANGED)


def cite(entry: Entry, text: str, claim: Claim) -> Recorded:
    """Another source behind an event, or another quote of one."""
    event = event_called(entry, text)
    behind = source(entry, claim.source)
    if behind is None:
        raise OrgtrackError(f"A citation of e{event.id} needs its source; add --source.")
    added = cite_claim(entry, claim, event.id, behind)
    if event.status is Status.HAPPENED and not claim.says:
        event = settle(entry, event, replace(event, date=bounded(event.date, event.status, None, publication(behind))))
    return recorded(event, Outcome.CITED if added else Outcome.KNOWN)


def remove_event(entry: Entry, event: Event) -> str:
    """Take an event off the record, its citations with it; the log keeps it. The sentence that says so."""
    later = events_superseding(entry.tracker, event.id)
    if later:
        raise OrgtrackError(f"e{event.id} is superseded by e{later[0].id}; remove that one first.")
    ending = events_ending(entry.tracker, event.id)
    if ending:
        raise OrgtrackError(
            f"e{ending[0].id} ({ending[0].headline}) ends the stay that e{event.id} opens; remove it first."
        )
    # Rejected first: so all that followed from it is taken back while it is still there to be read.
    settle(entry, event, replace(event, status=Status.REJECTED))
    delete(entry.tracker, "events", event.id)
    return f"Removed e{event.id}: {event.headline}."


def settle(entry: Entry, before: Event, now: Event) -> Event:
    """Write a changed event and bring up to date what follows from it; a generated headline follows its parts."""
    if now.headline == before.headline:
        now = replace(now, headline=headline_after(entry, before, now))
    now = replace(now, company_id=company_of(entry.tracker, now.organization_id, sort_day(now)))
    if now != before:
        replace_event(entry.tracker, now)
        ensure_posts(entry, now)
        derive(entry, [before, now])
    return now


def headline_after(entry: Entry, before: Event, now: Event) -> str:
    """The headline anew where it was a generated one, with the name that the organization had then."""
    generated = headline(entry.tracker, before)
    if before.headline == generated:
        return headline(entry.tracker, now)
    if before.organization_id:
        present = display_name(entry.tracker, Noun.ORGANIZATION, before.organization_id)
        for row in renamings(entry.tracker, before.organization_id):
            if before.headline == generated.replace(present, row["name"]):
                return headline(entry.tracker, now).replace(present, row["name"])
    return before.headline


def ensure_posts(entry: Entry, event: Event) -> None:
    """Posts come to be with the events that name them."""
    parts: tuple[Event | Participant, ...] = (event, *event.participants)
    for part in parts:
        if part.title_id and part.organization_id:
            ensure_post(entry.tracker, part.title_id, part.organization_id)


def sort_day(event: Event) -> str | None:
    """The day by which the event stands in a timeline, as ISO; None when undated."""
    day = event.date.earliest or event.date.latest
    return str(day) if day else None


def recorded(event: Event, outcome: Outcome) -> Recorded:
    """The event as it now stands."""
    return Recorded(event_id=event.id, outcome=outcome, headline=event.headline, date=event.date, status=event.status)
