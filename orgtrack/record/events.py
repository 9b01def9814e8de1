"""From a claim to an event on record: names resolved, the date read, the same fact recognised."""

from __future__ import annotations

from dataclasses import replace

from orgtrack.dates import describe
from orgtrack.errors import OrgtrackError
from orgtrack.model.claims import Claim, Event
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, Status, Visibility
from orgtrack.record.changes import ensure_posts, recorded, sort_day
from orgtrack.record.checks import check_new_name, check_possible
from orgtrack.record.citing import cite_claim, pairs_otherwise
from orgtrack.record.dating import UNKNOWN, bounded, dated
from orgtrack.record.derive import company_of, derive
from orgtrack.record.entry import Entry, Outcome, Recorded
from orgtrack.record.headlines import headline
from orgtrack.record.parts import check_given, event_id, parted_claims, resolved
from orgtrack.record.same import same_event
from orgtrack.record.sources import publication, source
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import insert_event, insert_participants, replace_event
from orgtrack.store.rows import Row


def add_claim(entry: Entry, claim: Claim) -> list[Recorded]:
    """Record a claim: a new event, or another citation of the event that it tells of again.

    Several where a title is several, or where a former post is named. Raises NeedsChoice where only a person can
    decide; whoever calls rolls back then.
    """
    check_given(claim)
    entry.begin_claim()
    behind = source(entry, claim.source)
    claims = parted_claims(entry, claim)
    if claim.formerly:
        claims += parted_claims(entry, _former_post(claim, claim.formerly))
    return [_add(entry, part, behind) for part in claims]


def _former_post(claim: Claim, formerly: tuple[str, str]) -> Claim:
    """The undated departure from a former post, of which the same source tells in the same words."""
    return Claim(
        type=EventType.DEPARTURE,
        words={
            Slot.PERSON: claim.words[Slot.PERSON],
            Slot.TITLE: (formerly[0],),
            Slot.ORGANIZATION: (formerly[1],),
        },
        date=UNKNOWN,
        source=claim.source,
        quote=claim.quote,
        place=claim.place,
        private=claim.private,
        new_names=claim.new_names,
    )


def _add(entry: Entry, claim: Claim, behind: Row | None) -> Recorded:
    event = dated(entry, claim, resolved(entry, claim), behind)
    event = replace(
        event,
        headline=event.headline or headline(entry.tracker, event),
        company_id=company_of(entry.tracker, event.organization_id, sort_day(event)),
    )
    check_possible(entry, event)
    known = None
    if not claim.new_event:
        known = _named_again(entry, claim, event) if claim.same_as else same_event(entry, event)
    if known is not None:
        return told_again(entry, claim, event, known, behind)
    check_new_name(entry, event)
    event = replace(event, id=insert_event(entry.tracker, event, number=claim.number))
    cite_claim(entry, claim, event.id, behind)
    _settle(entry, [event])
    return recorded(event, Outcome.NEW)


def _settle(entry: Entry, events: list[Event]) -> None:
    """Posts come to be with the events that name them; then all that follows from the events."""
    for event in events:
        ensure_posts(entry, event)
    derive(entry, events)


def _named_again(entry: Entry, claim: Claim, event: Event) -> Event:
    """The event that the user says is the same; it must be of the same type."""
    known = event_on_record(entry.tracker, event_id(entry, claim.same_as))
    assert known is not None
    if known.type is not event.type:
        raise OrgtrackError(f"e{known.id} ({known.headline}) is of type {known.type}, not {event.type}; name another.")
    return known


def told_again(entry: Entry, claim: Claim, claimed: Event, known: Event, behind: Row | None) -> Recorded:
    """Another citation of an event on record; it gains what it lacked, and nothing on it is overwritten."""
    now, otherwise = _completed(entry, claimed, known, behind)
    changed = now != known
    if changed:
        now = replace(now, company_id=company_of(entry.tracker, now.organization_id, sort_day(now)))
        replace_event(entry.tracker, now)
        added = now.participants[len(known.participants) :]
        insert_participants(entry.tracker, now.id, added)
        _settle(entry, [known, now])
    # Without a source there is nobody to say otherwise: the record stands as it is.
    says = (*claim.says, *(pair for pair in otherwise if behind is not None and pair not in claim.says))
    cited = cite_claim(entry, replace(claim, says=says), known.id, behind)
    if known.status is Status.PLANNED and now.status is Status.HAPPENED:
        return recorded(now, Outcome.CONFIRMED)
    return recorded(now, Outcome.CITED if cited or changed else Outcome.KNOWN)


def _completed(entry: Entry, claimed: Event, known: Event, behind: Row | None) -> tuple[Event, list[tuple[str, str]]]:
    """The event with what the claim adds, and the pairs of field and value in which the claim says otherwise."""
    otherwise = pairs_otherwise(known, claimed)
    status, date = known.status, known.date
    if known.status is Status.PLANNED and claimed.status is Status.HAPPENED:
        status = Status.HAPPENED
    # A plan's date gives way to the one on which it happened, and no date to any date.
    if not claimed.date.is_undated and (known.date.is_undated or status is not known.status):
        date = claimed.date
        if not known.date.is_undated and known.date.edtf != date.edtf:
            entry.remark(f"e{known.id} was planned for {describe(known.date)}, now {describe(date)}")
    elif not claimed.date.is_undated and claimed.date.edtf != known.date.edtf:
        otherwise.append(("date", claimed.date.edtf))
    if claimed.status is Status.HAPPENED and status is Status.HAPPENED:
        if date.is_undated and known.status is Status.PLANNED:
            date = replace(date, earliest=None)
        date = bounded(date, status, None, publication(behind))
    roles = {p.role for p in known.participants}
    now = replace(
        known,
        status=status,
        date=date,
        amount=known.amount or claimed.amount,
        reason=known.reason or claimed.reason,
        manner=known.manner or claimed.manner,
        announced=known.announced or claimed.announced,
        note=known.note or claimed.note,
        person_id=known.person_id or claimed.person_id,
        visibility=Visibility.PUBLIC if claimed.visibility is Visibility.PUBLIC else known.visibility,
        participants=(*known.participants, *(p for p in claimed.participants if p.role not in roles)),
    )
    return now, otherwise
