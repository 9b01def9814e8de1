"""What the shape of organizations is asked from: their parents with bounds, their names on a day, their titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from orgtrack.dates import PartialDate, from_columns
from orgtrack.model.vocabulary import EventType
from orgtrack.store.events import events_of_organizations
from orgtrack.store.file import Tracker
from orgtrack.store.hierarchy import organizations_in_batches
from orgtrack.store.read_below import FOREVER, Window, windows
from orgtrack.store.read_selection import Selection, Under
from orgtrack.store.read_tenures import held_during, held_on
from orgtrack.store.reading import Names, among
from orgtrack.store.tenures import LISTED, tenure_of
from orgtrack.tenures.hierarchy import ALWAYS, Spell
from orgtrack.tenures.lives import Life, lives
from orgtrack.tenures.reporting import ReportingLine, reporting_lines
from orgtrack.tenures.tenure import Tenure

_IDS = "(SELECT value FROM json_each(?))"
_LIFE = (
    *(EventType.FORMATION, EventType.IN_EXISTENCE, EventType.RENAMING, EventType.MERGER, EventType.SPLIT),
    *(EventType.DISSOLUTION, EventType.MOVE, EventType.SPIN_OFF, EventType.ACQUISITION),
)


def ever_below(tracker: Tracker, organization_id: int) -> list[int]:
    """The organization and all that ever stood below it."""
    return sorted({window.id for window in windows(tracker, organization_id)})


def wholly(organization_ids: Iterable[int]) -> Selection:
    """All that happened in these organizations, whomever they stood below then."""
    settled = tuple(Window(number, ALWAYS, FOREVER, True, True) for number in organization_ids)
    return Selection(organizations=(Under(id=0, windows=settled),))


def tenures_in(tracker: Tracker, organization_ids: Iterable[int]) -> list[Tenure]:
    """All tenures in these organizations, by post and in order of starts."""
    return [tenure for batch in held_during(tracker, wholly(organization_ids), None) for tenure in batch]


def lives_of(tracker: Tracker, organization_ids: Iterable[int]) -> list[Life]:
    """The lives of those of these organizations that have one on record."""
    wanted = set(organization_ids)
    found = lives(events_of_organizations(tracker, wanted, _LIFE)) if wanted else []
    return [life for life in found if life.organization_id in wanted]


def spells_of(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, list[Spell]]:
    """The parents of each of these organizations, earliest first; one that nobody dates was always so."""
    wanted = list(organization_ids)
    found: dict[int, list[Spell]] = {number: [] for number in wanted}
    for row in among(
        tracker,
        'SELECT organization_id, parent_id, start, start_earliest, start_latest, "end", end_earliest, end_latest,'
        f" event_id, end_event_id, from_day, is_plan FROM hierarchy WHERE organization_id IN {_IDS}"
        " ORDER BY organization_id, position",
        wanted,
    ):
        found[row[0]].append(_spell(row))
    for number, parent in among(tracker, f"SELECT id, parent_id FROM organizations WHERE id IN {_IDS}", wanted):
        if not found[number] and parent is not None:
            found[number].append(_spell((number, parent, *(None,) * 6, 0, None, ALWAYS, 0)))
    return found


def _spell(row: tuple[Any, ...]) -> Spell:
    number, parent, start, start_from, start_to, end, end_from, end_to, event_id, end_event_id, from_day, is_plan = row
    return Spell(
        organization_id=number,
        parent_id=parent,
        start=_date(start, start_from, start_to),
        end=None if end_event_id is None else _date(end, end_from, end_to),
        event_id=event_id,
        end_event_id=end_event_id,
        from_day=from_day,
        is_plan=bool(is_plan),
    )


def _date(edtf: str | None, earliest: str | None, latest: str | None) -> PartialDate:
    return from_columns(edtf or "", earliest, latest, "unknown", None, "stated", "", None)


def lines_of(tracker: Tracker, organization_ids: Iterable[int]) -> list[ReportingLine]:
    """To which posts those of these organizations report, and since when; and what reports to posts of theirs."""
    return reporting_lines(events_of_organizations(tracker, organization_ids, [EventType.REPORTING_CHANGE]))


def names_on(tracker: Tracker, organization_ids: Iterable[int], day: date) -> dict[int, str]:
    """What each of these organizations was called on a day: the name before the first later renaming, else its own."""
    names = NamesOn(tracker, day)
    names.know(organization_ids)
    return {number: name for number, name in names.by_id.items() if number is not None and name is not None}


class NamesOn(Names):
    """Names of organizations as they were on a day; without one, as they are."""

    def __init__(self, tracker: Tracker, day: date | None) -> None:
        super().__init__(tracker, "organizations")
        self._day = day

    def know(self, *ids: Iterable[int | None]) -> None:
        """See to it that `by_id` holds the names of these ids on the day."""
        if self._complete:
            return
        known = set(self.by_id)
        super().know(*ids)
        found = self.by_id.keys() - known
        if self._day is None or not found:
            return
        former = among(
            self._tracker,
            "SELECT names.organization_id, names.name FROM names JOIN events ON events.id = names.event_id"
            f" WHERE names.kind = 'former' AND names.organization_id IN {_IDS} AND events.date_earliest > '{self._day}'"
            " ORDER BY events.date_earliest DESC, names.id DESC",
            found,
        )
        self.by_id.update(former)


def kinds_of(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, str]:
    """What each of these organizations is: company, unit, committee …"""
    return dict(among(tracker, f"SELECT id, kind FROM organizations WHERE id IN {_IDS}", organization_ids))


def companies_of(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, int | None]:
    """The company at the top of each organization, by what is on record now."""
    return dict(among(tracker, f"SELECT id, company_id FROM organizations WHERE id IN {_IDS}", organization_ids))


def levels_of(tracker: Tracker, title_ids: Iterable[int | None]) -> dict[int, str | None]:
    """The level of each of these titles."""
    return dict(among(tracker, f"SELECT id, level FROM titles WHERE id IN {_IDS}", title_ids))


class Renaming(NamedTuple):
    """The name that an organization had before an event, and when that was."""

    former: str
    event_id: int
    date: PartialDate


def renamings_of(tracker: Tracker, organization_ids: Iterable[int]) -> dict[int, list[Renaming]]:
    """The renamings of each of these organizations that was ever renamed, the first one first."""
    found: dict[int, list[Renaming]] = {}
    for number, former, event_id, edtf, earliest, latest in among(
        tracker,
        "SELECT names.organization_id, names.name, events.id, events.date, date_earliest, date_latest FROM names"
        " JOIN events ON events.id = names.event_id WHERE names.kind = 'former'"
        f" AND names.organization_id IN {_IDS} ORDER BY date_earliest, names.id",
        organization_ids,
    ):
        found.setdefault(number, []).append(Renaming(former, event_id, _date(edtf, earliest, latest)))
    return found


def standing_on(selection: Selection, days: Iterable[date]) -> Selection:
    """The same, of what stood below its organizations on one of these days: all of it, wherever it stood between."""
    wanted = [day.isoformat() for day in days]
    return replace(
        selection,
        organizations=tuple(
            under
            if under.windows is None
            else replace(
                under,
                windows=tuple(
                    Window(w.id, ALWAYS, FOREVER, True, True)
                    for w in under.windows
                    if any(w.since <= day < w.until for day in wanted)
                ),
            )
            for under in selection.organizations
        ),
    )


def organizations_in(tracker: Tracker, selection: Selection) -> set[int]:
    """The organizations that a selection names, with what it takes in below them; all where it names none."""
    if not selection.organizations:
        return {number for batch in organizations_in_batches(tracker) for number in batch}
    sets = [
        {under.id} if under.windows is None else {window.id for window in under.windows}
        for under in selection.organizations
    ]
    return set.intersection(*sets)


def held_then(tracker: Tracker, selection: Selection, day: date) -> list[tuple[str, Tenure]]:
    """The tenures that went on, or may have, on a day, each after how sure that is."""
    return [(row[0], tenure_of(row[1:])) for batch in held_on(tracker, LISTED, selection, day) for row in batch]
