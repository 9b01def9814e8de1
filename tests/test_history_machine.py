"""Whatever is recorded, changed, joined, undone and done again: the record is what a plain model says.

The model keeps, for every entry of the log, the rows before and after it. Taking the entry back puts the rows of before
in their place; nothing else may change. What follows from the rows must be the same whenever the rows are the same.
ORGTRACK_FULL=1 runs it in full: 200 runs of 50 steps.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from story import Said, Story

from orgtrack.schema.history import ANOTHER_PROGRAM, LOGGED
from orgtrack.store import open_tracker
from orgtrack.store.digests import chain

RUNS, STEPS = (200, 50) if os.environ.get("ORGTRACK_FULL") else (50, 30)

# A folder in memory, where there is one: nothing here is about the disk.
FAST = "/dev/shm" if os.path.isdir("/dev/shm") else None

PEOPLE = ("Ada Xu", "Bo Yin", "Cy Zed")
PLACES = ("Acme", "Beta", "Gamma")
TITLES = ("CEO", "CFO", "Boss")
DATES = ("2019", "2020-03", "2020-03-15", "[2020..2022]", "unknown", "2027")

person, place, title = map(st.sampled_from, (PEOPLE, PLACES, TITLES))
when = st.sampled_from(DATES)
event = st.integers(1, 9).map(lambda number: f"e{number}")
record = st.tuples(st.sampled_from("pot"), st.integers(1, 4)).map(lambda parts: f"{parts[0]}{parts[1]}")

HELD = (*LOGGED, "hierarchy", "tenures", "name_blocks")
Row = dict[str, Any]
Key = tuple[str, int]
State = dict[Key, Row]


def added(kind: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.tuples(st.tuples(*parts), when).map(
        lambda told: ("add", kind, *told[0], "--date", told[1], "--new", "--new-event")
    )


COMMANDS = st.one_of(
    added("appointment", person, title, place),
    added("appointment", person, title, place).map(lambda words: (*words, "--source", "A page", "--quote", "is")),
    added("departure", person, title, place),
    added("departure", person, st.just("all"), place),
    added("formation", place, st.just("--parent"), place),
    added("move", place, place),
    added("renaming", place, st.sampled_from(("Acme", "Apex", "Zeta"))),
    added("merger", place, st.just("--from"), place, st.just("--from"), place),
    st.tuples(event, when).map(lambda p: ("edit", p[0], f"date={p[1]}")),
    st.tuples(event, person).map(lambda p: ("edit", p[0], f"person={p[1]}")),
    st.tuples(event, place).map(lambda p: ("edit", p[0], f"organization={p[1]}")),
    st.tuples(event, event).map(lambda p: ("edit", p[0], f"supersedes={p[1]}")),
    st.tuples(record, st.sampled_from(("name=New Name", "note=a", "wikidata=Q1", "kind=unit", "level=board"))).map(
        lambda p: ("edit", *p)
    ),
    st.tuples(record, st.sampled_from(("Ada", "Other", "Bo Yin"))).map(lambda p: ("alias", *p)),
    st.one_of(event, record, st.sampled_from(("s1", "post:1", "post:2"))).map(lambda what: ("remove", what)),
    event.map(lambda what: ("reject", what)),
    st.tuples(record, record).map(lambda pair: ("not-same", *pair)),
)
FOREIGN = st.sampled_from(
    (
        "UPDATE people SET note = coalesce(note, '') || 'x' WHERE id = 1",
        "DELETE FROM events WHERE id = 2",
        "UPDATE sources SET note = 'foreign'",
    )
)


@dataclass
class Written:
    """What one entry did: the rows before and after it."""

    number: int
    before: dict[Key, Row | None]
    after: dict[Key, Row | None]
    undoes: int | None = None


def state_of(story: Story) -> State:
    if not story.path.exists():
        return {}
    return {(table, number): row for table, rows in story.snapshot().items() for number, row in rows.items()}


def derived(story: Story) -> str:
    """All that the file holds but the log and full-text search."""
    with closing(sqlite3.connect(story.path)) as connection:
        return repr([connection.execute(f"SELECT * FROM {table}").fetchall() for table in HELD])


class History(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(dir=FAST))
        self.story = Story(self.folder)
        self.state: State = {}
        self.log: list[Written] = []
        self.seen: dict[str, str] = {}

    def teardown(self) -> None:
        if self.story.path.exists():
            self.story.check_whole()
            assert self.story.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
            with open_tracker(self.story.path, write=False) as tracker:
                assert all(link.stored in (link.computed, None) for link in chain(tracker.connection))
        rmtree(self.folder)

    # --- the model ---

    def undone(self) -> dict[int, Written]:
        found: dict[int, Written] = {}
        for one in reversed(self.log):
            if one.undoes is not None and one.number not in found:
                found[one.undoes] = one
        return found

    def last_standing(self) -> Written | None:
        gone = self.undone()
        return next((one for one in reversed(self.log) if one.undoes is None and one.number not in gone), None)

    def last_undo(self) -> Written | None:
        gone = self.undone()
        return next((one for one in reversed(self.log) if self.is_undo(one) and one.number not in gone), None)

    def is_undo(self, one: Written) -> bool:
        """An undo takes back what is no undo; a redo takes back an undo."""
        by = {each.number: each for each in self.log}
        return one.undoes is not None and not self.is_undo(by[one.undoes])

    def taken_back(self, one: Written) -> State:
        state = {key: row for key, row in self.state.items() if key not in one.before}
        state |= {key: row for key, row in one.before.items() if row is not None}
        pairs = {(row["title_id"], row["organization_id"]): key for key, row in self.state.items() if key[0] == "posts"}
        for key in [key for key in one.before if key[0] == "posts" and key in state]:
            # Nor does it come back beside one that has been made since.
            if pairs.get((state[key]["title_id"], state[key]["organization_id"]), key) != key:
                del state[key]
        for key, now in self.state.items():
            # A post stays while another event names it.
            if key[0] == "posts" and key not in state:
                pair = (now["title_id"], now["organization_id"])
                naming = [row for (table, _), row in state.items() if table in ("events", "event_participants")]
                if any((row["title_id"], row["organization_id"]) == pair for row in naming):
                    state[key] = now
        return state

    # --- the steps ---

    def run(self, *words: str) -> Said:
        before, entries = self.state, len(self.log)
        said = self.story.run(*words)
        assert said.code in (0, 1, 2, 3), words
        self.note(before)
        assert len(self.log) - entries == int(self.state != before), words
        return said

    def note(self, before: State) -> None:
        self.state = state_of(self.story)
        rows = self.story.rows("SELECT id, undoes_txn_id FROM txn ORDER BY id") if self.story.path.exists() else []
        touched = {key for key in before.keys() | self.state.keys() if before.get(key) != self.state.get(key)}
        for number, undoes in rows[len(self.log) :]:
            self.log.append(
                Written(
                    number,
                    {key: before.get(key) for key in touched},
                    {key: self.state.get(key) for key in touched},
                    undoes,
                )
            )

    @rule(words=COMMANDS)
    def command(self, words: tuple[str, ...]) -> None:
        self.run(*words)

    @rule(words=COMMANDS)
    def another_command(self, words: tuple[str, ...]) -> None:
        self.run(*words)

    @rule(keep=record, other=record)
    def same(self, keep: str, other: str) -> None:
        said = self.run("same", keep, other)
        if said.code == 0:
            table, number = {"p": "people", "o": "organizations", "t": "titles"}[other[0]], int(other[1:])
            joined = [row for (of, _), row in self.state.items() if of == "same_as"]
            assert (table, number) not in self.state or any(row["other_id"] == number for row in joined)

    @rule(former=record)
    def unsame(self, former: str) -> None:
        self.run("unsame", former)

    @rule(sql=FOREIGN)
    def another_program(self, sql: str) -> None:
        if not self.story.path.exists() or (self.log and self.is_foreign(self.log[-1].number)):
            return
        before = self.state
        with closing(sqlite3.connect(self.story.path)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            try:
                connection.execute(sql)
            except sqlite3.IntegrityError:
                return
            connection.commit()
        # It does not derive what follows; our own next command on the same event does, or a rebuild.
        self.note(before)
        self.story.say("check", "--rebuild")
        self.note(self.state)

    def is_foreign(self, number: int) -> bool:
        return bool(self.story.value("SELECT command FROM txn WHERE id = ?", number) == ANOTHER_PROGRAM)

    @precondition(lambda self: self.log)
    @rule()
    def undo(self) -> None:
        last = self.last_standing()
        expected = self.taken_back(last) if last else None
        said = self.run("undo")
        if last is None:
            assert said.code == 1
        elif said.code == 0:
            assert self.state == expected
            assert self.log[-1].undoes == last.number
        else:
            # Only what was done again in another order, or undone in between, can stand in the way of the last one.
            assert any(one.undoes is not None for one in self.log), said.err

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.log))
        expected = self.taken_back(one)
        said = self.run("undo", str(one.number))
        if said.code == 0:
            assert self.state == expected
            assert self.undone()[one.number] is self.log[-1]
        else:
            assert "undone already" in said.err or "cannot" in said.err

    @precondition(lambda self: self.log)
    @rule()
    def redo(self) -> None:
        last = self.last_undo()
        expected = self.taken_back(last) if last else None
        said = self.run("redo")
        if last is None:
            assert said.code == 1
        elif said.code == 0:
            assert self.state == expected

    @invariant()
    def what_follows_is_the_same_whenever_the_rows_are(self) -> None:
        if self.story.path.exists():
            rows, all_of_it = repr(sorted(self.state.items())), derived(self.story)
            assert self.seen.setdefault(rows, all_of_it) == all_of_it


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=RUNS, stateful_step_count=STEPS)
