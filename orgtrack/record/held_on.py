"""Everything held on one person: what somebody who asks is to be given, and what a redaction would take away."""

from __future__ import annotations

import json
from typing import Any

from orgtrack.lookup import Found
from orgtrack.model.vocabulary import Noun
from orgtrack.record.mentions import Mentions
from orgtrack.record.redaction import place
from orgtrack.store import Tracker
from orgtrack.store import read_person as read
from orgtrack.store import redaction as rows


def held_on(tracker: Tracker, person: Found) -> dict[str, Any]:
    """All that the tracker holds on a person, as JSON holds it.

    `person`, `names`, `identifiers`, `tenures`; `events` with their participants and citations, quotes and sources
    among it; `mentions`, the texts anywhere that name the person; `history`, what the log keeps. Empty cells are
    left out.
    """
    own = read.own_rows(tracker, person.id)
    events = rows.events_of_people(tracker, [person.id])
    names = rows.names_of(tracker, person.id)
    keys = rows.rows_about(tracker, person.id, events) | rows.rows_on_log(
        tracker, rows.ids_of(tracker, person.id), events
    )
    return {
        "id": Noun.PERSON.id(person.id),
        "person": own["people"][0],
        "names": own["names"],
        "identifiers": own["identifiers"],
        "tenures": own["tenures"],
        "events": [_event(tracker, event) for event in read.event_rows(tracker, sorted(events))],
        "mentions": [
            {"where": place(text), "text": text.text} for text in rows.texts_that(tracker, Mentions(names).name)
        ],
        "history": [_change(change) for change in read.history_rows(tracker, keys)],
    }


def _event(tracker: Tracker, event: read.Cells) -> dict[str, Any]:
    number = int(str(event["id"]))
    return {
        **event,
        "participants": read.part_rows(tracker, number),
        "citations": [{**citation, "source": source} for citation, source in read.citation_rows(tracker, number)],
    }


def _change(change: read.Cells) -> dict[str, Any]:
    return {**change, "old": json.loads(str(change["old"]))} if "old" in change else {**change}
