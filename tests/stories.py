"""Stories told in lines: events from text, and tenures as text, for the tests.

A line reads `DATE TYPE WORDS key=value flag`, for example `2010-05-05 appointment Ann CEO Acme succeeding=Bob`; its
number is the id of its event. `unknown` is undated, `unknown<2025-07-16` undated but not later than that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from orgtrack.dates import UNDATED, PartialDate, parse_edtf
from orgtrack.model.claims import Event, Participant
from orgtrack.model.vocabulary import EventType, Role, Status, Visibility
from orgtrack.tenures.tenure import Tenure

_ROLES = {
    "succeeding": Role.SUCCEEDED,
    "parent": Role.PARENT,
    "from": Role.PREDECESSOR,
    "into": Role.SUCCESSOR,
    "left": Role.LEFT_POST,
    "to": Role.REPORTS_TO,
}
_ABOUT_PERSON = (EventType.APPOINTMENT, EventType.DEPARTURE, EventType.IN_POST)


@dataclass
class Story:
    """Events, and the names behind their ids."""

    events: list[Event] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> int:
        return self.people.setdefault(name, len(self.people) + 1)

    def title(self, name: str) -> int | None:
        return None if name == "all" else self.titles.setdefault(name, len(self.titles) + 1)

    def organization(self, name: str) -> int:
        return self.organizations.setdefault(name, len(self.organizations) + 1)

    def name(self, table: dict[str, int], number: int | None) -> str:
        return next((name for name, known in table.items() if known == number), "-")

    def told(self, tenures: Iterable[Tenure]) -> list[str]:
        """Each tenure as a line: who, post, start, end, and whatever is out of the ordinary."""
        return [self._line(t) for t in tenures]

    def _line(self, t: Tenure) -> str:
        words = [
            self.name(self.people, t.person_id),
            self.name(self.titles, t.title_id),
            self.name(self.organizations, t.organization_id),
            f"{_shown(t.start)} to {_shown(t.end) if t.end else t.end_state}",
        ]
        flags = {
            "acting": t.acting,
            "planned-start": t.start_planned,
            "planned-end": t.end_planned,
            "private": t.private,
            str(t.reason): t.reason,
        }
        return " ".join([f"e{t.id}", *words, *(name for name, is_so in flags.items() if is_so)])


def _shown(d: PartialDate) -> str:
    if d.is_undated:
        return f"?{d.earliest or ''}..{d.latest or ''}" if d.earliest or d.latest else "?"
    return d.edtf


def story(text: str) -> Story:
    """The events that the lines of a text tell, blank lines left out."""
    told = Story()
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        told.events.append(_event(told, number, line.split()))
    return told


def _event(told: Story, number: int, cells: list[str]) -> Event:
    day, kind, *rest = cells
    values: dict[str, Any] = {}
    words: list[str] = []
    participants: list[Participant] = []
    for cell in rest:
        name, is_pair, value = cell.partition("=")
        if is_pair and name in _ROLES:
            participants += [_participant(told, _ROLES[name], one) for one in value.split(",")]
        elif is_pair and name in ("ends", "supersedes"):
            values[f"{name}_event_id"] = int(value)
        elif is_pair and name == "announced":
            values["announced"] = parse_edtf(value)
        elif is_pair:
            values[name] = value
        elif cell in ("acting", "last_day"):
            values[cell] = True
        elif cell in (Status.PLANNED, Status.WITHDRAWN, Status.REJECTED):
            values["status"] = Status(cell)
        elif cell == Visibility.PRIVATE:
            values["visibility"] = Visibility.PRIVATE
        else:
            words.append(cell)
    event_type = EventType(kind)
    if event_type in _ABOUT_PERSON:
        values["person_id"] = told.person(words.pop(0))
    if len(words) > 1:
        values["title_id"] = told.title(words.pop(0))
    values["organization_id"] = told.organization(words[0])
    return Event(id=number, type=event_type, date=_date(day), participants=tuple(participants), **values)


def _participant(told: Story, role: Role, word: str) -> Participant:
    if role is Role.SUCCEEDED:
        return Participant(role=role, person_id=told.person(word))
    if role in (Role.LEFT_POST, Role.REPORTS_TO):
        title, _, organization = word.partition("@")
        return Participant(role=role, title_id=told.title(title), organization_id=told.organization(organization))
    return Participant(role=role, organization_id=told.organization(word))


def _date(text: str) -> PartialDate:
    if text.startswith("unknown"):
        _, before, bound = text.partition("<")
        _, after, begin = text.partition(">")
        return replace(
            UNDATED,
            latest=date.fromisoformat(bound) if before else None,
            earliest=date.fromisoformat(begin) if after else None,
        )
    return parse_edtf(text)
