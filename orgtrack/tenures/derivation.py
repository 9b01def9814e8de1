"""Tenures from events: who held which post, from when to when, as far as the record tells (design sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from orgtrack.dates import UNDATED, PartialDate
from orgtrack.model.claims import Event
from orgtrack.model.event_types import ENDING_EVENTS
from orgtrack.model.vocabulary import EventType, Manner, Reason
from orgtrack.tenures.bounds import by_then, spanning, unstated
from orgtrack.tenures.evidence import Evidence, Parents, Says, Weight, evidence_by_holding
from orgtrack.tenures.hierarchy import counting, parents_from
from orgtrack.tenures.pairing import Spell, paired
from orgtrack.tenures.sightings import Draft, placed
from orgtrack.tenures.tenure import Confirmation, EndState, Holding, Tenure, order

if TYPE_CHECKING:
    from orgtrack.tenures.lives import Life


def tenures(
    events: Iterable[Event], parents: Parents | None = None, only: Container[Holding] | None = None
) -> list[Tenure]:
    """Every tenure that follows from the events, in order of holding and time; of these holdings `only`.

    The events must hold all that `touched` has the store read for a holding; more never changes it. `parents`
    tells what belonged to what when somebody left all posts at and below an organization; when not given, it
    follows from the events passed. Withdrawn, rejected and superseded events never count.
    """
    known = counting(events)
    leaves_all = any(e.type is EventType.DEPARTURE and e.title_id is None for e in known)
    above: Parents = parents or {}
    if parents is None and leaves_all:
        above = parents_from(known)
    ended = _ended(known)
    found: list[Tenure] = []
    for holding, evidence in evidence_by_holding(known, above).items():
        if only is None or holding in only:
            found += _held(holding, evidence, ended.get(holding.organization_id, ()))
    found.sort(key=lambda t: (t.person_id, t.title_id or 0, t.organization_id, order(t)))
    return found


def _ended(known: list[Event]) -> Mapping[int, list[Life]]:
    """The lives that ended, of the organizations that events of the kinds that end tenures name."""
    if not any(e.type in ENDING_EVENTS for e in known):
        return {}
    # Most commands end no organization, and start sooner without it.
    from orgtrack.tenures.lives import ENDS_TENURES, lives

    found: dict[int, list[Life]] = {}
    by_id = {e.id: e for e in known}
    for life in lives(known):
        if life.end is not None and by_id[life.end_event_id or 0].type in ENDS_TENURES:
            found.setdefault(life.organization_id, []).append(life)
    return found


def _held(holding: Holding, evidence: list[Evidence], ended: Iterable[Life]) -> list[Tenure]:
    """The tenures of one person in one post."""
    stays = [_stay(spell) for spell in paired(evidence)]
    for n, stay in enumerate(stays[1:], 1):
        # Nobody says when it began, but it was after the one before.
        before = stays[n - 1].end
        if stay.opening is None and before is not None:
            stay.start = unstated(before.earliest, None)
    seen = [e for e in evidence if e.says is Says.SEEN and all(e is not s.opening for s in stays)]
    if seen:
        stays = placed(stays, seen)
    found = []
    for stay in stays:
        tenure = _tenure(holding, stay)
        found.append(_abolished(tenure, ended) if ended else tenure)
    return found


def _stay(spell: Spell) -> Draft:
    opening = spell.opening
    start = UNDATED
    if opening is not None:
        # A sighting that an end names shows a stay that had begun by then.
        start = unstated(None, opening.date.latest) if opening.says is Says.SEEN else opening.date
    end = spell.closing.date if spell.closing else None
    if spell.ends:
        end = spanning(e.date if e else None for e in spell.ends)
    seen = [opening] if opening is not None and opening.says is Says.SEEN else []
    others = [*spell.others, *(e for e in spell.ends if e is not None and e is not spell.closing)]
    return Draft(opening, start, spell.closing, end, None in spell.ends, seen, others)


def _tenure(holding: Holding, stay: Draft) -> Tenure:
    opening, closing = stay.opening, stay.closing
    first = opening or (stay.seen[0] if stay.only_seen else closing)
    told = [e for e in (first, *stay.seen, *stay.others, closing) if e is not None]
    assert first is not None
    state = EndState.ENDED if stay.end is not None else EndState.ONGOING
    if stay.end_open or (stay.end is None and any(e.event.end_state == EndState.UNKNOWN for e in told)):
        state = EndState.UNKNOWN
    return Tenure(
        id=first.event.id,
        person_id=holding.person_id,
        title_id=holding.title_id,
        organization_id=holding.organization_id,
        acting=first.acting,
        start=stay.start,
        end=stay.end,
        end_state=state,
        last_confirmed=_last_confirmed(stay),
        end_event_id=closing.event.id if closing else None,
        reason=_reason(closing) if closing else None,
        start_planned=first.planned and first.says is not Says.CLOSES,
        end_planned=closing is not None and closing.planned,
        private=all(e.private for e in told),
        event_ids=tuple(dict.fromkeys(e.event.id for e in told)),
    )


def _last_confirmed(stay: Draft) -> Confirmation | None:
    """The latest, each by its earliest day, of a start that happened and the sightings."""
    told = [Confirmation(e.date.earliest, e.event.id) for e in stay.seen if e.date.earliest and not e.planned]
    opening = stay.opening
    if opening is not None and opening.says is Says.OPENS and opening.date.earliest and not opening.planned:
        told.append(Confirmation(opening.date.earliest, opening.event.id))
    return max(told, key=lambda c: (c.day, -c.event_id), default=None)


_REASONS = {Manner.PROMOTED: Reason.PROMOTED, Manner.TRANSFERRED: Reason.TRANSFERRED}


def _reason(closing: Evidence) -> str | None:
    """Why the stay ended, as far as the event that ends it says."""
    if closing.event.type is EventType.DEPARTURE:
        return closing.event.reason
    if closing.weight is not Weight.LEFT_FOR or closing.event.manner is None:
        return None
    return _REASONS.get(Manner(closing.event.manner))


def _abolished(tenure: Tenure, ended: Iterable[Life]) -> Tenure:
    """The tenure, ended with its organization where it has no end of its own.

    Not where it began, or was seen, after that end: a contradiction is listed, and nobody is put out of a post by it.
    A plan to leave later gives way to an end that happened. Of an unknown end it is known that it had come by then.
    """
    for life in sorted(ended, key=lambda each: each.start.latest or date.min if each.start else date.min):
        end = life.end
        assert end is not None
        if end.certainly_before(tenure.start) or _seen_since(tenure, end):
            continue
        if tenure.end is not None and not (tenure.end_planned and not life.end_planned and by_then(end, tenure.end)):
            continue
        told = tuple(dict.fromkeys((*tenure.event_ids, life.end_event_id or 0)))
        if tenure.end_state is EndState.UNKNOWN:
            return replace(tenure, end=unstated(None, end.latest), end_event_id=life.end_event_id, event_ids=told)
        return replace(
            tenure,
            end=end,
            end_state=EndState.ENDED,
            end_event_id=life.end_event_id,
            reason=Reason.ABOLISHED,
            end_planned=life.end_planned,
            event_ids=told,
        )
    return tenure


def _seen_since(tenure: Tenure, end: PartialDate) -> bool:
    confirmed = tenure.last_confirmed
    return confirmed is not None and end.latest is not None and end.latest <= confirmed.day
