"""The parts of a claim: the words of the user resolved to people, organizations and titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from orgtrack.dates import UNDATED
from orgtrack.errors import Misused, OrgtrackError, shown
from orgtrack.lookup import Found
from orgtrack.model.claims import Claim, Event, Participant
from orgtrack.model.event_types import EVENT_TYPES, EVERY_POST, Kind, Part, Slot
from orgtrack.model.vocabulary import EventType, Manner, Noun, OrganizationKind, Reason, Role, Visibility, read_id
from orgtrack.names import checked_name, fold
from orgtrack.record.entry import Entry
from orgtrack.record.naming import organization, parted_title, person, title
from orgtrack.store.rows import by_id

LONGEST_TEXT = 10_000
_TITLED = frozenset({EventType.APPOINTMENT, EventType.IN_POST, EventType.DEPARTURE})


def checked_text(text: str, what: str) -> str | None:
    """Free text on one line, or None when there is none; refused when endless or not text."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise OrgtrackError(f"The {what} {shown(text)} is not valid text; type it in UTF-8.") from None
    line = " ".join(text.split())
    if len(line) > LONGEST_TEXT:
        raise OrgtrackError(
            f"The {what} {shown(line, 40)} has {len(line)} characters; at most {LONGEST_TEXT} are kept."
        )
    hidden = next((c for c in line if not c.isprintable() and c not in "\u200c\u200d\u200e\u200f\u3000"), None)
    if hidden is not None:
        raise OrgtrackError(
            f"The {what} {shown(line, 60)} holds the control character U+{ord(hidden):04X}; leave it out."
        )
    return line or None


def event_id(entry: Entry, text: str) -> int:
    """The event that an id like e12 names; refused when it is no id of an event on record."""
    read = read_id(text.strip())
    if read is None or read[0] is not Noun.EVENT:
        raise OrgtrackError(f"{shown(text)} is no event; give its id, like e12 ('orgtrack timeline' shows the ids).")
    if by_id(entry.tracker, "events", read[1]) is None:
        raise OrgtrackError(f"There is no event {text}; 'orgtrack timeline' shows those there are.")
    return read[1]


def check_given(claim: Claim) -> None:
    """Refuse a claim that lacks a part its type needs, or has a value that is not of the vocabulary."""
    kind = EVENT_TYPES[claim.type]
    for part in kind.parts:
        given = [word for word in claim.words.get(part.slot, ()) if word.strip()]
        # No title at all is a member of the organization; everything else that is needed must be there.
        is_member = part.slot is Slot.TITLE and claim.type in _TITLED
        if part.required and len(given) < part.least and not is_member:
            raise Misused(_lacking(claim.type, kind, part, len(given)))
    if claim.type is EventType.RENAMING and bool(claim.word(Slot.NEW_NAME)) is bool(claim.words.get(Slot.SUCCESSORS)):
        raise Misused(
            "renaming needs NEW, the name from then on, or --into ORG, the organization that goes on under it; one of"
            f" the two, for example: {kind.example}"
        )
    for value, values, option in ((claim.manner, Manner, "manner"), (claim.reason, Reason, "reason")):
        if value and value not in list(values):
            raise Misused(f"{shown(value)} is no {option}; it is one of {', '.join(values)}.")
    if claim.reason and claim.type is not EventType.DEPARTURE:
        raise Misused(f"A reason belongs to a departure, not to {claim.type}; use --note.")
    new_kind = claim.word(Slot.NEW_KIND)
    if new_kind and new_kind not in list(OrganizationKind):
        raise Misused(f"{shown(new_kind)} is no kind; it is one of {', '.join(OrganizationKind)}.")


def _lacking(event_type: EventType, kind: Kind, part: Part, given: int) -> str:
    what = f"{part.option} {part.metavar}" if part.option else part.metavar
    count = f"{part.least - given} more " if given else ""
    return f"{event_type} needs {count}{what} ({part.help.rstrip('.').lower()}), for example: {kind.example}"


def parted_claims(entry: Entry, claim: Claim) -> list[Claim]:
    """One claim a title: 'Chairman and CEO' is two events where both are known titles, and that is said."""
    words = claim.word(Slot.TITLE)
    if claim.type not in _TITLED or not words or read_id(words) or fold(words) == EVERY_POST:
        return [claim]
    return [
        replace(claim, words={**claim.words, Slot.TITLE: (one,)}, acting=claim.acting or acting)
        for one, acting in titles_in(entry, words)
    ]


def titles_in(entry: Entry, words: str) -> list[tuple[str, bool]]:
    """The titles that the words hold, each with whether it is held for the time being; several are said."""
    if not words or read_id(words):
        return [(words, False)]
    titles = parted_title(entry, words)
    if len(titles) > 1:
        listed = ", ".join(one for one, _ in titles)
        entry.remark(f"{shown(words)} is {len(titles)} titles: {listed}; one event for each")
    return titles


def resolved(entry: Entry, claim: Claim) -> Event:
    """The event of a claim with its names resolved; the date is still to be read."""
    new = claim.new_names
    parents = [organization(entry, word, new=new) for word in claim.words.get(Slot.PARENT, ())]
    predecessors = [organization(entry, word, new=new) for word in claim.words.get(Slot.PREDECESSORS, ())]
    own = _organization(entry, claim, parents, predecessors)
    kind = _kind(entry, own) if own else OrganizationKind.COMPANY
    successors = [organization(entry, word, new=new, kind=kind) for word in claim.words.get(Slot.SUCCESSORS, ())]
    who = claim.word(Slot.PERSON)
    held = _title(entry, claim)
    words = claim.word(Slot.TITLE).strip()
    return Event(
        type=claim.type,
        date=UNDATED,
        person_id=person(entry, who, new=new).id if who else None,
        title_id=held.id if held else None,
        organization_id=own.id if own else None,
        title_text=claim.title_text
        or (words if words and words != (held.name if held else "") and not read_id(words) else None),
        headline=checked_text(claim.word(Slot.HEADLINE), "sentence") or "",
        acting=claim.acting,
        manner=claim.manner or None,
        reason=claim.reason or None,
        amount=checked_text(claim.word(Slot.AMOUNT), "amount"),
        new_name=checked_name(claim.word(Slot.NEW_NAME)) if claim.word(Slot.NEW_NAME) else None,
        new_kind=claim.word(Slot.NEW_KIND) or None,
        note=checked_text(claim.note, "note"),
        last_day=claim.last_day,
        end_state="unknown" if claim.end_unknown else None,
        ends_event_id=event_id(entry, claim.ends) if claim.ends else None,
        supersedes_event_id=event_id(entry, claim.supersedes) if claim.supersedes else None,
        visibility=Visibility.PRIVATE if claim.private else Visibility.PUBLIC,
        participants=(
            *_as(Role.PARENT, parents),
            *_as(Role.PREDECESSOR, predecessors),
            *_as(Role.SUCCESSOR, successors),
            *_other_posts(entry, claim, own),
        ),
    )


def _as(role: Role, found: Iterable[Found]) -> list[Participant]:
    return [Participant(role=role, organization_id=one.id) for one in found]


def _kind(entry: Entry, found: Found) -> OrganizationKind:
    row = by_id(entry.tracker, "organizations", found.id)
    assert row is not None
    return OrganizationKind(row["kind"])


def _organization(entry: Entry, claim: Claim, parents: list[Found], predecessors: list[Found]) -> Found | None:
    """The event's own organization; a new one is a unit when it has a parent or comes from units alone."""
    word = claim.word(Slot.ORGANIZATION)
    if not word:
        return None
    from_units = claim.type is EventType.MERGER and all(
        _kind(entry, one) is OrganizationKind.UNIT for one in predecessors
    )
    is_unit = claim.type is EventType.SPIN_OFF or from_units or (parents and claim.type is not EventType.ACQUISITION)
    kind = OrganizationKind.UNIT if is_unit else OrganizationKind.COMPANY
    found = organization(entry, word, new=claim.new_names, kind=kind)
    if is_unit and claim.type is EventType.FORMATION and _kind(entry, found) is OrganizationKind.COMPANY:
        entry.remark(
            f"{found.written} is a company with a parent; for a unit type: orgtrack edit o{found.id} kind=unit"
        )
    return found


def _title(entry: Entry, claim: Claim) -> Found | None:
    if not EVENT_TYPES[claim.type].about_post:
        return None
    word = claim.word(Slot.TITLE)
    if claim.type is EventType.DEPARTURE and fold(word) == EVERY_POST:
        return None
    return title(entry, word, new=claim.new_names)


def _other_posts(entry: Entry, claim: Claim, own: Found | None) -> list[Participant]:
    """The post left, the post reported to, and the person succeeded."""
    new = claim.new_names
    found = []
    for role, title_slot, organization_slot in (
        (Role.LEFT_POST, Slot.FROM_TITLE, Slot.FROM_ORGANIZATION),
        (Role.REPORTS_TO, Slot.TO_TITLE, Slot.TO_ORGANIZATION),
    ):
        words, where = claim.word(title_slot), claim.word(organization_slot)
        if where and not words:
            needing, needed = (slot.replace("_", "-") for slot in (organization_slot, title_slot))
            raise Misused(f"--{needing} {shown(where)} needs --{needed}.")
        if words:
            held = title(entry, words, new=new)
            at = organization(entry, where, new=new) if where else own
            assert at is not None
            written = words if words != held.name and not read_id(words) else None
            found.append(Participant(role=role, title_id=held.id, organization_id=at.id, title_text=written))
    for who in claim.words.get(Slot.SUCCEEDING, ()):
        found.append(Participant(role=Role.SUCCEEDED, person_id=person(entry, who, new=new).id))
    return found
