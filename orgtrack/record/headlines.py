"""The sentence that stands for an event when none was given."""

from __future__ import annotations

import re
from functools import cache

from orgtrack.model.claims import Event
from orgtrack.model.event_types import EVENT_TYPES
from orgtrack.model.vocabulary import EventType, Manner, Noun, Role
from orgtrack.store import Tracker
from orgtrack.store.names import display_name

_VERBS = {
    Manner.ELECTED: "elected",
    Manner.PROMOTED: "promoted to",
    Manner.TRANSFERRED: "transferred to",
    Manner.RETURNED: "returned as",
    Manner.FOUNDED: "took office as founding",
    Manner.REAPPOINTED: "reappointed",
}


def headline(tracker: Tracker, event: Event) -> str:
    """One sentence from the names of the event's parts as they are now; the given one for a milestone."""
    if event.type is EventType.MILESTONE:
        return event.headline

    def name(noun: Noun, record_id: int | None) -> str:
        return display_name(tracker, noun, record_id) if record_id else "?"

    def organizations(role: Role) -> str:
        return _listed([name(Noun.ORGANIZATION, p.organization_id) for p in event.participants_as(role)])

    title = name(Noun.TITLE, event.title_id) if event.title_id else ""
    to_post = event.participants_as(Role.REPORTS_TO)
    parent, successors = organizations(Role.PARENT), organizations(Role.SUCCESSOR)
    if event.type is EventType.DEPARTURE and event.title_id is None:
        return (
            f"{name(Noun.PERSON, event.person_id)} left all posts at {name(Noun.ORGANIZATION, event.organization_id)}"
        )
    return _worded(
        event.type,
        event.acting,
        event.manner,
        person=name(Noun.PERSON, event.person_id),
        title=title,
        organization=name(Noun.ORGANIZATION, event.organization_id),
        parent=parent or "nobody",
        under_parent=f" under {parent}" if parent else "",
        predecessors=organizations(Role.PREDECESSOR),
        successors=successors,
        into_successors=f" into {successors}" if successors else "",
        new_name=event.new_name or successors,
        to_title=name(Noun.TITLE, to_post[0].title_id) if to_post else "?",
        to_organization=name(Noun.ORGANIZATION, to_post[0].organization_id) if to_post else "?",
        headline=event.headline,
    )


def _worded(event_type: EventType, acting: bool, manner: str | None, *, title: str, **names: str) -> str:
    text = EVENT_TYPES[event_type].headline.format(title=f"acting {title}" if acting else title, **names)
    verb = _VERBS.get(Manner(manner)) if manner else None
    return text.replace(" appointed ", f" {verb} ", 1) if verb else text


@cache
def plain_headline(event_type: EventType, *, acting: bool, manner: str | None = None) -> str:
    """The sentence of an event about a person, a title and an organization, to be filled with `%` in that order."""
    text = _worded(event_type, acting, manner, person="\0", title="\1", organization="\2")
    assert text.index("\0") < text.index("\1") < text.index("\2")
    return re.sub("[\0\1\2]", "%s", text.replace("%", "%%"))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""
