"""Whoever was redacted does not come back by an import or a typed name."""

from __future__ import annotations

from orgtrack.errors import OrgtrackError, shown
from orgtrack.store import Tracker
from orgtrack.store.tombstones import buried


def check_not_redacted(tracker: Tracker, text: str) -> None:
    """Refuse a person's name, or a number such as wikidata:Q1, that was redacted."""
    day = buried(tracker, text)
    if day is not None:
        raise OrgtrackError(
            f"{shown(text)} was redacted on {day} and is not recorded again; if this is somebody else, or the request"
            f" was withdrawn, type: orgtrack redact person {shown(text)} --lift"
        )
