"""A command is killed at any point: what it had acknowledged is there, of the rest all or nothing, nothing beside.

Each point is a process of its own that runs one command, or one after another, on a copy of a tracker and is killed
(SIGKILL) after a random part of the time that it takes. Where the power goes too, it is for the disk to keep its word.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from story import REPOSITORY, Story

from orgtrack.cli.root import COMMANDS
from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.names.searching import search_keys, search_prefixes
from orgtrack.schema import NAME_KEYS_SINCE, VERSION
from orgtrack.schema.history import LOGGED, logged_columns
from orgtrack.store import Tracker
from orgtrack.store.beside import SIDE_FILES
from orgtrack.store.names import add_blocks
from promises.tracker import ARTICLE, TENURES, copied, fill

FULL = 1000
State = tuple[int, dict[str, list[str]]] | None
# Beside the tracker, and whole: what a restore replaced, and what was before a migration.
_KEPT = re.compile(r"t\.(replaced-[\dTZ-]+|form-\d+)\.db")
_MORE = ("add", "milestone", "After all", "Acme", "--date", "2025-07")
_MANY = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is run on a copy of a tracker; `again` brings what is beside other files in order too."""

    base: Path | None
    commands: tuple[tuple[str, ...], ...]
    stdin: str | None = None
    again: bool = False


def state(path: Path) -> State:
    """What the tracker holds, apart from when it was written; None while there is none."""
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        held: dict[str, list[str]] = {}
        for table in (*LOGGED, "tenures", "hierarchy"):
            if columns := logged_columns(connection, table):
                listed = ", ".join(f'"{column}"' for column in columns)
                held[table] = sorted(map(repr, connection.execute(f"SELECT {listed} FROM {table}")))
        return form, held


def older(folder: Path, form: int) -> Story:
    """A tracker of an older form with a row in most tables."""
    folder.mkdir(parents=True)
    story = Story(folder)
    with closing(sqlite3.connect(story.path)) as connection:
        connection.executescript((REPOSITORY / "tests" / "schemas" / f"{form}.sql").read_text(encoding="utf-8"))
        for table, name in (("people", "Ann Bo"), ("organizations", "Acme")):
            connection.execute(
                f"INSERT INTO {table}(name, name_key, search_keys, search_prefixes) VALUES (?, ?, ?, ?)",
                (name, fold(name), search_keys([name]), search_prefixes([name])),
            )
        connection.executescript(
            """
            UPDATE organizations SET company_id = 1;
            INSERT INTO titles(name, name_key) VALUES ('Chief Executive Officer', 'chief executive officer');
            INSERT INTO posts(title_id, organization_id) VALUES (1, 1);
            """
        )
        connection.executemany(
            "INSERT INTO events(type, organization_id, company_id, headline, date, date_earliest, date_latest,"
            " date_precision) VALUES ('milestone', 1, 1, ?, '2020', '2020-01-01', '2020-12-31', 'year')",
            [(f"Ann Bo speaks, {number}",) for number in range(50)],
        )
        if form >= NAME_KEYS_SINCE:
            tracker = Tracker(story.path, connection)
            for noun, name in ((Noun.PERSON, "Ann Bo"), (Noun.ORGANIZATION, "Acme")):
                add_blocks(tracker, noun, [(1, [name])])
            add_blocks(tracker, Noun.TITLE, [(1, ["Chief Executive Officer"])])
        connection.commit()
    return story


def scenarios(folder: Path) -> dict[str, Scenario]:
    """All that is killed, each on a tracker of its own kind."""
    filled = copied(fill(Story(folder / "filled")), folder / "base")
    with_undone = copied(filled, folder / "undone")
    with_undone.say("undo")
    backed_up = copied(filled, folder / "backed-up")
    backed_up.say("add", "milestone", "Since then", "Acme", "--date", "2025")
    backup = str(filled.path)
    many = tuple(("add", "milestone", f"Plan {n}", "Acme", "--date", "2025", "--source", "S") for n in range(_MANY))
    appointment = ("add", "appointment", "Zoe Zimm", "CFO", "Hooli", "--date", "2020", "--source", "S", "--new")
    found = {
        "add, again and again": Scenario(base=filled.path, commands=many),
        "add, the first": Scenario(base=None, commands=(appointment,)),
        "add": Scenario(base=filled.path, commands=(appointment,)),
        "add an article": Scenario(base=filled.path, commands=(("add", "-"),), stdin=ARTICLE.replace("Li Wei", "p2")),
        "edit": Scenario(base=filled.path, commands=(("edit", "Acme", "name=Apex"),)),
        "remove": Scenario(base=filled.path, commands=(("remove", "e1"),)),
        "import": Scenario(base=backed_up.path, commands=(("import", "-"),), stdin=TENURES.replace("Quist", "Morn")),
        "undo": Scenario(base=filled.path, commands=(("undo", "2"),)),
        "redo": Scenario(base=with_undone.path, commands=(("redo",),)),
        "same": Scenario(base=filled.path, commands=(("same", "p3", "p4"),)),
        "rebuild": Scenario(base=filled.path, commands=(("check", "--rebuild"),)),
        "verify": Scenario(base=filled.path, commands=(("verify",),)),
        "restore": Scenario(base=backed_up.path, commands=(("restore", backup),)),
        "restore, none there": Scenario(base=None, commands=(("restore", backup),)),
        "backup": Scenario(base=backed_up.path, commands=(("backup", "OUT/b.db"),), again=True),
    }
    for form in range(1, VERSION):
        base = older(folder / f"form-{form}", form).path
        found[f"migration from {form}"] = Scenario(base=base, commands=(("list", "people"), _MORE))
    if "publish" in COMMANDS:
        found["publish"] = Scenario(base=filled.path, commands=(("publish", "OUT/b.db"),), again=True)
    if "redact" in COMMANDS:
        words = ("redact", "person", "p3", "--reason", "asked for", "--yes")
        found["redact"] = Scenario(base=filled.path, commands=(words,))
    return found


def kill(folder: Path, count: int, seed: int = 1) -> Counter[str]:
    """Kill at so many points; how many commands were killed before, in and after their work."""
    chance = random.Random(seed)
    chosen = scenarios(folder)
    found: Counter[str] = Counter()
    whole = {name: _whole(scenario, folder / f"whole-{n}") for n, (name, scenario) in enumerate(chosen.items())}
    for number in range(count):
        name = list(chosen)[number % len(chosen)]
        seconds, steps = whole[name]
        place = folder / f"point-{number}"
        after = chance.random() * seconds * 1.1
        found[_point(chosen[name], steps, place, after, f"{name}, killed after {after * 1000:.1f} ms")] += 1
    return found


def _words(scenario: Scenario, place: Path) -> Iterator[tuple[str, ...]]:
    for words in scenario.commands:
        yield tuple(word.replace("OUT", str(place / "out")) for word in words)


def _begun(scenario: Scenario, place: Path) -> Story:
    place.mkdir()
    (place / "out").mkdir()
    return Story(place) if scenario.base is None else copied(Story(scenario.base.parent), place)


def _run(scenario: Scenario, story: Story, acknowledge: Callable[[], object]) -> None:
    for words in _words(scenario, story.folder):
        story.say(*words, stdin=scenario.stdin)
        acknowledge()


def _whole(scenario: Scenario, place: Path) -> tuple[float, list[State]]:
    """How long it takes, and the states of the tracker from before the first command to after the last."""
    story = _begun(scenario, place)
    states = [state(story.path)]
    _run(scenario, story, lambda: states.append(state(story.path)))
    timed = _begun(scenario, place / "timed")
    began = time.perf_counter()
    _run(scenario, timed, lambda: None)
    return time.perf_counter() - began, states


def _point(scenario: Scenario, steps: list[State], place: Path, after: float, told: str) -> str:
    story = _begun(scenario, place)
    acknowledged = _killed(scenario, story, after)
    now = state(story.path)
    assert now in steps[acknowledged : acknowledged + 2], f"{told}: {acknowledged} acknowledged, and that is not there"
    done = steps.index(now, acknowledged)
    if now is not None and now[0] == VERSION:
        story.say("verify")
    story.say(*_MORE)
    if scenario.again:
        for words in _words(scenario, place):
            story.say(*words)
    story.say("verify")
    for path in sorted(place.glob("*.db")):
        assert path == story.path or _KEPT.fullmatch(path.name), f"{told}: left {path.name}"
        Story(place, file=path.name).say("verify")
    left = sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())
    odd = [name for name in left if name.endswith(SIDE_FILES) or Path(name).name.startswith(".")]
    assert not odd, f"{told}: left {odd}"
    if acknowledged == len(scenario.commands):
        return "killed when all was done"
    return "killed, the work done but not yet said" if done > acknowledged else "killed, nothing of the work done"


def _killed(scenario: Scenario, story: Story, after: float) -> int:
    """Run in a process of its own, which is killed; how many commands it had acknowledged."""
    said, says = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(said)
            _run(scenario, story, lambda: os.write(says, b"."))
        finally:
            os._exit(0)
    os.close(says)
    until = time.perf_counter() + after
    while (left := until - time.perf_counter()) > 0:
        time.sleep(left / 2 if left > 0.002 else 0)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(said, "rb") as told:
        acknowledged = len(told.read())
    os.waitpid(child, 0)
    return acknowledged
