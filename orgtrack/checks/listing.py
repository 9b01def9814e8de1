"""The findings as a listing: the gravest first, names in place of ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from orgtrack.checks.finding import Finding, Kind, Severity
from orgtrack.checks.run import findings
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.read_checks import headlines
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Names
from orgtrack.timeline.listing import Column, Listing, Row

_PLACE = re.compile(r"\{([ptoe])([0-9]+)\}")
_TABLES = {"p": "people", "t": "titles", "o": "organizations"}
_COLUMNS = (Column("severity", 8), Column("kind", 12), Column("why", 40), Column("remedy", 20), Column("events"))


def check_listing(
    tracker: Tracker, selection: Selection, today: date, kinds: Collection[Kind] = ()
) -> tuple[Listing, bool]:
    """What does not fit together in the organizations selected, or anywhere; and whether an error is among it."""
    found = [one for one in findings(tracker, today, kinds) if _is_about(one, selection)]
    found.sort(key=lambda one: (one.severity.rank, list(Kind).index(one.kind), one.events))
    rows = finding_rows(tracker, found)
    nothing = "Nothing found: what was checked fits together."
    listed = Listing(columns=_COLUMNS, rows=iter([rows] if rows else []), nothing=nothing)
    return listed, any(one.severity is Severity.ERROR for one in found)


def _is_about(finding: Finding, selection: Selection) -> bool:
    """Whether it concerns what was selected: an organization, or anything that ever stood below it."""
    return all(
        not {under.id, *(window.id for window in under.windows or ())}.isdisjoint(finding.organizations)
        for under in selection.organizations
    )


def finding_rows(tracker: Tracker, found: Sequence[Finding]) -> list[Row]:
    """Severity, kind, why, remedy and events of each finding, names in place of ids."""
    names = {letter: Names(tracker, table) for letter, table in _TABLES.items()}
    for letter, known in names.items():
        known.know(_named(letter, found))

    said = headlines(tracker, _named("e", found))

    def name(place: re.Match[str]) -> str:
        if place[1] == "e":
            return f"{place[0][1:-1]} ({said[int(place[2])]})"
        return names[place[1]].by_id.get(int(place[2])) or place[0][1:-1]

    return [
        (
            str(one.severity),
            str(one.kind),
            _PLACE.sub(name, one.why),
            one.remedy,
            ", ".join(Noun.EVENT.id(number) for number in one.events),
        )
        for one in found
    ]


def _named(letter: str, found: Iterable[Finding]) -> set[int]:
    return {int(number) for one in found for of, number in _PLACE.findall(one.why) if of == letter}
