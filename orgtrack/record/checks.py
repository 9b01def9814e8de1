"""What is impossible within one event is refused here; what contradicts other events is recorded and shown."""

from __future__ import annotations

from orgtrack.dates import describe
from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.claims import Event
from orgtrack.model.vocabulary import EventType, Noun, Role
from orgtrack.record.entry import Entry
from orgtrack.store.events import event as event_on_record
from orgtrack.store.events import events_ending
from orgtrack.store.names import display_name


def check_possible(entry: Entry, event: Event) -> None:
    """Refuse an event that cannot be as it is told."""
    own = event.organization_id
    name = display_name(entry.tracker, Noun.ORGANIZATION, own) if own else ""
    for role, what in ((Role.PARENT, "belong to"), (Role.SUCCESSOR, "go on in")):
        if own and any(p.organization_id == own for p in event.participants_as(role)):
            raise OrgtrackError(f"o{own} {name} cannot {what} itself; name another organization.")
    predecessors = {p.organization_id for p in event.participants_as(Role.PREDECESSOR)}
    if own and predecessors == {own}:
        raise OrgtrackError(f"o{own} {name} cannot come from itself alone; name another organization.")
    if any(p.person_id == event.person_id for p in event.participants_as(Role.SUCCEEDED)):
        raise OrgtrackError("Nobody succeeds themselves; for a further term use --manner reappointed.")
    for post in event.participants_as(Role.REPORTS_TO):
        if (post.title_id, post.organization_id) == (event.title_id, own):
            raise OrgtrackError("A post cannot report to itself; name another title.")
    if event.ends_event_id is not None:
        check_ends(event, event_on_record(entry.tracker, event.ends_event_id))
    for end in events_ending(entry.tracker, event.id) if event.id else ():
        check_ends(end, event)
    if event.id and event.supersedes_event_id:
        _check_superseding(entry, event)


def check_new_name(entry: Entry, event: Event) -> None:
    """Refuse a first renaming to the very name that the organization has."""
    if event.type is EventType.RENAMING and event.organization_id and entry.importing is None:
        name = display_name(entry.tracker, Noun.ORGANIZATION, event.organization_id)
        if event.new_name == name:
            raise OrgtrackError(f"o{event.organization_id} is called {shown(name)} already; give the name it takes.")


def _check_superseding(entry: Entry, event: Event) -> None:
    seen = [event.id]
    later: int | None = event.supersedes_event_id
    while later is not None:
        if later in seen:
            raise OrgtrackError(f"e{event.id} cannot supersede e{event.supersedes_event_id}, which comes after it.")
        seen.append(later)
        found = event_on_record(entry.tracker, later)
        later = found.supersedes_event_id if found else None


def check_ends(event: Event, begun: Event | None) -> None:
    """Refuse a departure from a stay that is another's, or that certainly began later."""
    assert begun is not None
    if event.type is not EventType.DEPARTURE or begun.person_id != event.person_id:
        raise OrgtrackError(
            f"e{begun.id} ({begun.headline}) is no stay of the person who leaves; name an event of theirs."
        )
    if event.date.certainly_before(begun.date):
        raise OrgtrackError(
            f"The end, {describe(event.date)}, is certainly before the start, {describe(begun.date)};"
            " correct one of them."
        )
