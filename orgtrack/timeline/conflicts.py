"""Events whose sources cannot all be right: one row a claim, with the source and the words that make it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_evidence import (
    Claimed,
    claims_about,
    claims_in_conflict,
    dates_and_headlines,
    evidence,
    resolutions,
    second_events,
    second_events_about,
)
from orgtrack.store.read_selection import Selection
from orgtrack.store.rows import Row
from orgtrack.timeline.listing import Column, Listing
from orgtrack.timeline.listing import Row as Cells

ACCEPTED, DECIDED = "yes", "decided"
OPEN, RESOLVED = "open", "resolved"
# The date on record where no source gives one; what it cannot be is known all the same.
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value that an event is said to have; `citation` says so, None where only the record does.

    `accepted` is `yes` or `decided` of the value on record, else empty.
    """

    event_id: int
    value: str | None
    accepted: str
    citation: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """The sides of one contradiction, those of the accepted value first; `because` is what was decided on it."""

    event_id: int
    field: str
    is_resolved: bool
    because: str | None
    headline: str
    headlines: dict[int, str]
    sides: tuple[Side, ...]

    @property
    def key(self) -> str:
        """What tells it from all others, and what 'orgtrack resolve' is told."""
        return f"{Noun.EVENT.id(self.event_id)} {self.field}"


def conflicts(tracker: Tracker, selection: Selection, *, resolved: bool = False) -> list[Conflict]:
    """The contradictions about the selected events, by event: the open ones, with `resolved` those decided as well."""
    return _conflicts(
        tracker,
        [one for one in claims_in_conflict(tracker, selection) if resolved or not one.is_settled],
        second_events(tracker, selection),
    )


def conflicts_about(tracker: Tracker, event_ids: Collection[int]) -> list[Conflict]:
    """The contradictions about these events, open and decided; as quick at any size of the record."""
    if not event_ids:
        return []
    return _conflicts(tracker, claims_about(tracker, event_ids), second_events_about(tracker, event_ids))


def _conflicts(tracker: Tracker, claims: Sequence[Claimed], pairs: Sequence[tuple[int, int]]) -> list[Conflict]:
    event_ids = {one.event_id for one in claims} | {event for pair in pairs for event in pair}
    known = dates_and_headlines(tracker, event_ids)
    cited: dict[int, list[Row]] = {}
    for row in evidence(tracker, event_ids):
        cited.setdefault(row["event_id"], []).append(row)
    because = {(row["event_id"], row["field"]): row["because"] for row in resolutions(tracker, event_ids)}
    found = [
        Conflict(
            event_id=event_id,
            field=field,
            is_resolved=told[0].is_settled,
            because=because.get((event_id, field)),
            headline=known[event_id][1],
            headlines={event_id: known[event_id][1]},
            sides=tuple(_sides(told, cited.get(event_id, ()))),
        )
        for (event_id, field), of_field in groupby(claims, key=lambda one: (one.event_id, one.field))
        if (told := list(of_field))
    ]
    for events in _groups(pairs):
        found.append(
            Conflict(
                event_id=events[0],
                field="date",
                is_resolved=False,
                because=None,
                headline=known[events[0]][1],
                headlines={event: known[event][1] for event in events},
                sides=tuple(
                    Side(event_id=event, value=known[event][0], accepted=ACCEPTED, citation=row)
                    for event in events
                    for row in _plain(cited.get(event, []), "date") or [None]
                ),
            )
        )
    return sorted(found, key=lambda one: (one.event_id, one.field, len(one.headlines)))


def _sides(told: Sequence[Claimed], cited: Sequence[Row]) -> list[Side]:
    """The accepted value with all who do not contradict it, then whoever says otherwise."""
    by_id = {row["id"]: row for row in cited}
    accepted = next((one for one in told if not one.citation_id), None)
    mark = "" if accepted is None else DECIDED if accepted.is_decided else ACCEPTED
    behind = [(accepted.value, row) for row in _plain(cited, accepted.field)] if accepted else []
    claimed = [(one.value, by_id[one.citation_id]) for one in told if one.citation_id]
    agreeing = [pair for pair in claimed if accepted and pair[0] == accepted.value]
    if accepted and not behind and not agreeing:
        behind = [(accepted.value, None)]
    sides = [(value, mark, row) for value, row in [*behind, *agreeing]]
    sides += [(value, "", row) for value, row in claimed if (value, row) not in agreeing]
    return [
        Side(event_id=told[0].event_id, value=value or _UNKNOWN, accepted=marked, citation=row)
        for value, marked, row in sides
    ]


def _plain(cited: Sequence[Row], field: str) -> list[Row | None]:
    """The citations that stand behind the accepted value of a field: they say nothing else of it."""
    otherwise = {(row["source_id"], row["quote"]) for row in cited if row["says_field"] == field}
    return [row for row in cited if (row["source_id"], row["quote"]) not in otherwise]


def _groups(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Events that are paired with one another, directly or through others, together and in order."""
    groups: list[set[int]] = []
    for pair in pairs:
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group.isdisjoint(pair)] + [set(pair).union(*touched)]
    return [sorted(group) for group in groups]


_COLUMNS = (
    *(Column("headline", 20), Column("field", 6), Column("value", 14), Column("accepted"), Column("source", 16)),
    *(Column("quote", 16), Column("id", 3)),
    *(Column(name) for name in ("published", "place", "status", "because", "conflict", "source_id")),
)


def conflict_listing(tracker: Tracker, selection: Selection, *, resolved: bool = False) -> Listing:
    """One row a side of each contradiction."""
    rows = [row for one in conflicts(tracker, selection, resolved=resolved) for row in _rows(one)]
    return Listing(
        columns=_COLUMNS,
        rows=iter([rows] if rows else []),
        nothing="No conflicts: what sources say of these events can all be true, or was decided.",
        first=7,
    )


def _rows(conflict: Conflict) -> Iterator[Cells]:
    for side in conflict.sides:
        row = side.citation
        source, quote, published, place, source_id = (None,) * 5 if row is None else _told_by(row)
        yield (
            *(conflict.headlines[side.event_id], conflict.field, side.value, side.accepted or None),
            *(source, quote, Noun.EVENT.id(side.event_id), published, place),
            *(RESOLVED if conflict.is_resolved else OPEN, conflict.because, conflict.key, source_id),
        )


def _told_by(row: Row) -> tuple[str | None, ...]:
    source = Noun.SOURCE.id(row["source_id"])
    return row["title"] or row["url"], row["quote"], row["published"], row["place"], source
