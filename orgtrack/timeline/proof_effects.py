"""What follows from an event: the tenures that rest on it, and how sure they are; what it puts below what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orgtrack.dates import describe
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Status
from orgtrack.store import Tracker
from orgtrack.store.events import events_by_id
from orgtrack.store.read_evidence import spells_from
from orgtrack.store.reading import Names
from orgtrack.store.tenures import tenures_resting_on
from orgtrack.tenures.certainty import certainty_on
from orgtrack.tenures.tenure import EndState, Tenure
from orgtrack.timeline.held import end_in_words, start_in_words
from orgtrack.timeline.proof_lines import Line, Part


def effects(tracker: Tracker, event: Event, today: date) -> Iterator[Line]:
    """The lines that say it; `today` is the day of which is said how sure a tenure is."""
    rests = tenures_resting_on(tracker, event.id)
    people, titles, organizations = (Names(tracker, table) for table in ("people", "titles", "organizations"))
    people.know(one.person_id for one in rests)
    titles.know(one.title_id for one in rests)
    spells = spells_from(tracker, event.id)
    organizations.know(
        (one.organization_id for one in rests),
        (row["organization_id"] for row in spells),
        (row["parent_id"] for row in spells),
    )
    others = events_by_id(tracker, {number for one in rests for number in one.event_ids})
    for tenure in rests:
        who = people.by_id[tenure.person_id]
        post = f"{titles.by_id[tenure.title_id]} of {organizations.by_id[tenure.organization_id]}"
        yield Line(
            part=Part.EFFECT,
            text=f"It {_does(event, tenure)} of {who} as {post}: {_span(tenure)}{_sure(tenure, today)}.",
            id=Noun.EVENT.id(tenure.id),
        )
        for number in tenure.event_ids:
            if number != event.id and number in others:
                used = (
                    f"That tenure also rests on e{number}: {others[number].headline}, {describe(others[number].date)}."
                )
                yield Line(part=Part.EFFECT, text=used, id=Noun.EVENT.id(number))
    for row in spells:
        child, parent = organizations.by_id[row["organization_id"]], organizations.by_id[row["parent_id"]]
        verb = "begins" if row["event_id"] == event.id else "ends"
        below = f"the time of {child} below {parent}" if parent else f"the time of {child} without a parent"
        yield Line(part=Part.EFFECT, text=f"It {verb} {below}.", id=Noun.ORGANIZATION.id(row["organization_id"]))
    if not rests and not spells:
        why = _NO_EFFECT.get(event.status, "It opens and ends nothing.")
        yield Line(
            part=Part.EFFECT, text=why if event.type is not EventType.MILESTONE else "A milestone changes no post."
        )


_NO_EFFECT = {
    Status.WITHDRAWN: "Nothing follows from it: it was withdrawn.",
    Status.REJECTED: "Nothing follows from it: it was judged false.",
}


def _does(event: Event, tenure: Tenure) -> str:
    if tenure.end_event_id == event.id:
        return "is all that shows, and ends, the tenure" if tenure.id == event.id else "ends the tenure"
    if event.type is EventType.APPOINTMENT and tenure.id == event.id:
        return "opens the tenure"
    if event.type is EventType.APPOINTMENT:
        return "tells again of the tenure"
    return "confirms the tenure"


def _span(tenure: Tenure) -> str:
    start, end = start_in_words(tenure.start), end_in_words(tenure.end, tenure.end_state)
    if tenure.end is None and tenure.end_state is EndState.ONGOING:
        return "start unknown, ongoing" if start == "unknown" else f"since {start}"
    return f"start {start}, end {end}"


def _sure(tenure: Tenure, today: date) -> str:
    found = certainty_on(tenure, today)
    last = tenure.last_confirmed
    confirmed = f"; last confirmed {last.day} by e{last.event_id}" if last else ""
    return f" ({f'{found} on {today}' if found else f'not held on {today}'}{confirmed})"
