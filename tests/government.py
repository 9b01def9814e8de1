"""An invented government: ministers in departments that merge, split and change their names, with a truth by day.

All of it follows from one seed. Each change is told once, in the way in which such registers tell it: a successor, a
post left for another, a departure, the end of the department; and the truth is written down beside, row by row.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST = date(1946, 1, 7)
CHIEF = "Secretary of State"
SENIOR = ("Secretary of State", "Financial Secretary", "Permanent Secretary")
JUNIOR = ("Minister of State", "Parliamentary Under-Secretary of State")
_SUBJECTS = """
Agriculture Air Armaments Broadcasting Canals Coal Colonies Culture Customs Docks Education Electricity Employment
Energy Environment Fisheries Forestry Fuel Harbours Health Heritage Housing Industry Insurance Justice Labour Land
Lighthouses Materials Mines Munitions Pensions Planning Posts Power Prices Rail Regions Roads Science Shipping Skills
Sport Steel Supply Technology Telegraphs Tourism Trade Transport Universities Water Welfare Works Youth
"""
_GIVEN = "Ada Bea Cyril Dora Edwin Flora Gwen Hugh Ivor Jean Keith Lorna Miles Nora Owen Petra Rhoda Silas Tess Uma"
_FAMILY = (
    "Abbot Brock Crane Dunn Elder Frost Grove Hale Ingle Judd Kemp Lowe Marsh Nash Orme Pike Quill Reeve Stone Thorn"
)


@dataclass(slots=True)
class Held:
    """One person in one post, half-open; `at` is a department's number, which no new name changes."""

    person: str
    title: str
    at: int
    start: date
    end: date | None = None
    acting: bool = False

    def on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(slots=True)
class Department:
    """`name` is the last it had; `former` are those before, each with the first day on which it had another."""

    name: str
    start: date
    end: date | None = None
    former: list[tuple[date, str]] = field(default_factory=list)

    def called(self, day: date) -> str:
        return next((name for until, name in self.former if day < until), self.name)


class Government:
    """`held` and `departments` are the truth, `rows` what an events table tells of it."""

    def __init__(self, appointments: int, changes: int, seed: int = 1) -> None:
        self._pick = random.Random(seed)
        self._subjects = self._names()
        self.day = FIRST
        self.held: list[Held] = []
        self.departments: list[Department] = []
        self.rows: list[dict[str, str]] = []
        for _ in range(12):
            self._tell("formation", self._found(), parent="The Government")
        self._run(appointments, changes)

    def _run(self, appointments: int, changes: int) -> None:
        changed = 0
        steps = [(5, self._succeed), (3, self._leave), (4, self._fill), (2, self._reappoint), (2, self._second_post)]
        steps += [(3, self._junior), (1, self._reshuffle)]
        weights, does = [w for w, _ in steps], [step for _, step in steps]
        while len(self.held) < appointments or changed < changes:
            self.day += timedelta(days=self._pick.randint(1, 13))
            if len(self.held) * changes > appointments * (changed + 1) and changed < changes:
                (self._rename, self._merge, self._split)[changed % 3]()
                changed += 1
            else:
                self._pick.choices(does, weights)[0]()
        self.day += timedelta(days=1)
        for stay in [h for h in self._now() if h.acting]:
            self._depart(stay)

    def _names(self) -> Iterator[str]:
        subjects = _SUBJECTS.split()
        one = [f"Ministry of {subject}" for subject in subjects]
        two = [f"Department for {a} and {b}" for a in subjects for b in subjects if a < b]
        self._pick.shuffle(two)
        yield from one
        yield from two

    # --- the truth as it stands -----------------------------------------------------------------------------------

    def _now(self) -> list[Held]:
        return [h for h in self.held if h.end is None]

    def _going(self) -> list[int]:
        return [n for n, known in enumerate(self.departments) if known.end is None]

    def _any_senior(self) -> Held | None:
        found = [h for h in self._now() if h.title in SENIOR and not h.acting and h.start < self.day]
        return self._pick.choice(found) if found else None

    def _person(self) -> str:
        """Somebody who holds nothing today: one of the old ones at times, so that people come back."""
        busy = {h.person for h in self.held if h.end is None or h.end >= self.day}
        old = [h.person for h in self.held if h.person not in busy]
        if old and self._pick.random() < 0.35:
            return self._pick.choice(old)
        given, family = _GIVEN.split(), _FAMILY.split()
        number = len({h.person for h in self.held})
        middle = given[number // 400 % 20] + (f" {number // 8000}" if number >= 8000 else "")
        return f"{given[number % 20]} {middle} {family[number // 20 % 20]}"

    # --- what happens, and how it is told -------------------------------------------------------------------------

    def _tell(self, kind: str, at: int, **cells: str) -> None:
        row = {"date": self.day.isoformat(), "type": kind, "organization": self.departments[at].name, **cells}
        self.rows.append({"sources": "The Register", "published": "2025-06-30", **row})

    def _take(self, person: str, title: str, at: int, *, acting: bool = False, **cells: str) -> None:
        self.held.append(Held(person, title, at, self.day, acting=acting))
        self._tell("appointment", at, person=person, title=title, acting="yes" if acting else "", **cells)

    def _depart(self, stay: Held) -> None:
        stay.end = self.day
        self._tell("departure", stay.at, person=stay.person, title=stay.title, reason="resigned")

    def _succeed(self) -> None:
        old = self._any_senior()
        if old is not None:
            old.end = self.day
            self._take(self._person(), old.title, old.at, succeeding=old.person)

    def _leave(self) -> None:
        old = self._any_senior()
        if old is None:
            return
        self._depart(old)
        if self._pick.random() < 0.6:
            self._take(self._person(), old.title, old.at, acting=True)

    def _fill(self) -> None:
        """A post that is empty, or was never held; who acted there stays on, or goes on the same day."""
        taken = {(h.title, h.at) for h in self._now() if not h.acting}
        empty = [(title, at) for at in self._going() for title in SENIOR if (title, at) not in taken]
        if not empty:
            return
        title, at = self._pick.choice(empty)
        acting = next((h for h in self._now() if h.acting and (h.title, h.at) == (title, at)), None)
        if acting is not None and self._pick.random() < 0.4:
            acting.end = self.day
            self._take(acting.person, title, at, manner="promoted")
            return
        if acting is not None:
            self._depart(acting)
        self._take(self._person(), title, at)

    def _reappoint(self) -> None:
        old = self._any_senior()
        if old is not None:
            old.end = self.day
            self._take(old.person, old.title, old.at, manner="reappointed")

    def _second_post(self) -> None:
        """Somebody takes one more post and leaves none, or comes from one department into another."""
        old = self._any_senior()
        taken = {(h.title, h.at) for h in self._now()}
        empty = [at for at in self._going() if old and at != old.at and (CHIEF, at) not in taken]
        if old is None or not empty:
            return
        at = self._pick.choice(empty)
        if self._pick.random() < 0.5:
            self._take(old.person, CHIEF, at)
        else:
            old.end = self.day
            here = self.departments[old.at].name
            self._take(old.person, CHIEF, at, manner="transferred", from_title=old.title, from_organization=here)

    def _junior(self) -> None:
        going = [h for h in self._now() if h.title in JUNIOR and h.start < self.day]
        if going and self._pick.random() < 0.5:
            self._depart(self._pick.choice(going))
        else:
            self._take(self._person(), self._pick.choice(JUNIOR), self._pick.choice(self._going()))

    def _reshuffle(self) -> None:
        """On one day each of some ministers takes the post of the next, in rows of no order."""
        before = len(self.rows)
        going = {h.person: h for h in self._now() if h.title == CHIEF and not h.acting and h.start < self.day}
        several = {h.person for h in self._now() if h.title == CHIEF and h is not going.get(h.person)}
        moving = [h for h in going.values() if h.person not in several][: self._pick.randint(2, 6)]
        if len(moving) < 2:
            return
        for stay, into in zip(moving, moving[1:] + moving[:1], strict=True):
            stay.end = self.day
            here = self.departments[stay.at].name
            self._take(
                stay.person,
                CHIEF,
                into.at,
                manner="transferred",
                succeeding=into.person,
                from_title=CHIEF,
                from_organization=here,
            )
        told = self.rows[before:]
        self._pick.shuffle(told)
        self.rows[before:] = told

    # --- departments ----------------------------------------------------------------------------------------------

    def _found(self) -> int:
        self.departments.append(Department(next(self._subjects), self.day))
        return len(self.departments) - 1

    def _rename(self) -> None:
        known = self._pick.choice(self._going())
        name = next(self._subjects)
        self._tell("renaming", known, new_name=name)
        self.departments[known].former.append((self.day, self.departments[known].name))
        self.departments[known].name = name

    def _merge(self) -> None:
        old = self._pick.sample(self._going(), 2)
        names = "; ".join(self.departments[n].name for n in old)
        new = self._found()
        self._tell("merger", new, predecessors=names)
        self._end(old, [new])

    def _split(self) -> None:
        old = self._pick.choice(self._going())
        new = [self._found(), self._found()]
        self._tell("split", old, successors="; ".join(self.departments[n].name for n in new))
        self._end([old], new)

    def _end(self, old: list[int], new: list[int]) -> None:
        """Departments end, and all that is held there; of some the departure is told besides, some take a new post."""
        for number in old:
            self.departments[number].end = self.day
        ending = [h for h in self._now() if h.at in old]
        for stay in ending:
            if self._pick.random() < 0.2:
                self._depart(stay)
            stay.end = self.day
        chiefs = [h.person for h in ending if h.title == CHIEF and not h.acting]
        for person, at in zip(dict.fromkeys(chiefs), new, strict=False):
            self._take(person, CHIEF, at)
