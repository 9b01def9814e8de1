"""A move a row: from where and to where; which event it is follows from what is filled in, and is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgtrack.errors import OrgtrackError
from orgtrack.importers.row import NAME_PARTS, Row
from orgtrack.importers.work import Work
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import EVERY_POST, Slot
from orgtrack.model.vocabulary import EventType
from orgtrack.names import fold
from orgtrack.record import add_claim
from orgtrack.record.dating import UNKNOWN
from orgtrack.record.entry import Outcome

MOVE_COLUMNS = (
    *("date", "person", "from_title", "from_organization", "to_title", "to_organization", "source", "published"),
    *("quote", "acting", "manner", "reason", "announced", "note", *NAME_PARTS),
)


def move(work: Work, row: Row) -> list[Outcome]:
    """Record a move: an appointment, with the post left where it is told, or a departure."""
    if not row.cell("person"):
        raise OrgtrackError("person is empty; a move needs one.")
    outcomes = []
    for claim, said in _claims(work, row):
        work.understood[f"rows as {said}"] += 1
        outcomes += [one.outcome for one in add_claim(work.entry, claim)]
    return outcomes


def _claims(work: Work, row: Row) -> Iterator[tuple[Claim, str]]:
    person, from_title, to_title = (row.cell(name) for name in ("person", "from_title", "to_title"))
    left, joined = row.cell("from_organization"), row.cell("to_organization")
    # Within one organization either column may name it.
    if to_title and not joined:
        joined = left
    if from_title and not left:
        left = joined
    claim = Claim(
        type=EventType.APPOINTMENT,
        words={Slot.PERSON: (person,), Slot.TITLE: (to_title,), Slot.ORGANIZATION: (joined,)},
        date=row.cell("date") or UNKNOWN,
        announced=row.cell("announced"),
        acting=row.yes("acting"),
        manner=row.cell("manner"),
        source=SourceClaim(where=row.cell("source"), published=row.cell("published")),
        quote=row.cell("quote"),
        note=row.cell("note"),
        day_first=work.options.day_first,
    )
    departure = replace(
        claim,
        type=EventType.DEPARTURE,
        words={Slot.PERSON: (person,), Slot.TITLE: (from_title or EVERY_POST,), Slot.ORGANIZATION: (left,)},
        acting=False,
        manner="",
        reason=row.cell("reason"),
        last_day=work.options.last_day,
    )
    if not joined:
        if not left:
            raise OrgtrackError("has neither where from nor where to; a move needs one of them.")
        yield departure, "departure"
        return
    if from_title:
        words = {**claim.words, Slot.FROM_TITLE: (from_title,)}
        if fold(left) != fold(joined):
            words[Slot.FROM_ORGANIZATION] = (left,)
        yield replace(claim, words=words), "appointment with a post left"
        return
    if left and fold(left) != fold(joined):
        # It is told where from, not from which post: all posts there are left.
        yield departure, "departure from all posts"
    yield claim, "appointment"
