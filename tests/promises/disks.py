"""A full disk, files and folders that may not be written, files that are no tracker or a damaged one.

One sentence and exit code 1; the tracker is as it was and nothing lies beside it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from story import Said, Story

from promises.kills import State, older, state
from promises.tracker import TENURES, copied, fill

FULL = 600
_PLAN = ("add", "milestone", "A plan", "Acme", "--date", "2025")
_NOBODY = 65534


def apart(story: Story, words: tuple[str, ...], bind: Callable[[], None], stdin: str | None = None) -> Said:
    """Run a command in a process of its own that is bound first; all modules are loaded by then."""
    said, says = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(said)
            bind()
            done = story.run(*words, stdin=stdin)
            os.write(says, json.dumps([done.code, done.out, done.err]).encode())
        finally:
            os._exit(0)
    os.close(says)
    with os.fdopen(said, "rb") as told:
        answered = told.read()
    os.waitpid(child, 0)
    assert answered, f"{words} ended with an exception"
    code, out, err = json.loads(answered)
    return Said(code=code, out=out, err=err)


def fill_disks(folder: Path, count: int, seed: int = 1) -> Counter[str]:
    """Try so many commands; how many were refused for what."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    filled = copied(fill(Story(folder / "filled")), folder / "base")
    old = older(folder / "old", 2)
    _load(filled, folder / "loaded", old)
    for number in range(count):
        place = folder / f"case-{number}"
        kind = (_too_large, _unwritable, _damaged, _foreign)[number % 4]
        found[kind(filled, old, place, chance)] += 1
    if os.getuid() == 0:
        found += _on_a_small_disk(filled, folder / "small")
    return found


def _load(filled: Story, place: Path, old: Story) -> None:
    """Run each command once, so that all of the program is loaded."""
    story = copied(filled, place)
    (place / "out").mkdir()
    for words in _commands(filled):
        story.say(*_in(place, words), stdin=TENURES.replace("Quist", "Morn"))
    copied(old, place / "old").say(*_PLAN)
    story.run("list", "people")
    Story(place / "old", file="no.db").run("verify")


def _commands(filled: Story) -> list[tuple[str, ...]]:
    return [_PLAN, ("import", "-"), ("backup", "OUT"), ("restore", str(filled.path)), ("verify",)]


def _in(place: Path, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.replace("OUT", str(place / "out" / "b.db")) for word in words)


def _files(place: Path) -> list[str]:
    return sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_file())


def _refused(said: Said, words: tuple[str, ...], told: str) -> None:
    assert said.code == 1, f"{told}: {words} ended with {said}"
    assert said.out == "", f"{told}: {said}"
    assert said.err.count("\n") == 1, f"{told}: {words}: not one sentence: {said.err}"


def _unchanged(story: Story, before: State, files: list[str], told: str) -> None:
    assert state(story.path) == before, f"{told}: the tracker has changed"
    # What SQLite keeps beside a file while it is open goes with the next command.
    story.say("verify")
    assert _files(story.folder) == files, f"{told}: left {_files(story.folder)}"


def _too_large(filled: Story, old: Story, place: Path, chance: random.Random) -> str:
    """No file may grow beyond a size."""
    words = chance.choice([*_commands(filled)[:4], ("migrate",)])
    story = copied(old if words == ("migrate",) else filled, place)
    words = _PLAN if words == ("migrate",) else _in(place, words)
    (place / "out").mkdir()
    before, files = state(story.path), _files(place)
    room = chance.randrange(1, 4096 if words == _PLAN and before and before[0] > 2 else 60_000)
    said = apart(
        story,
        words,
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        TENURES.replace("Quist", "Morn"),
    )
    told = f"room for {room}"
    _refused(said, words, told)
    if before and before[0] > 2:
        _unchanged(story, before, files, told)
    else:
        assert (state(story.path), _files(place)) == (before, files), told
    return "a full disk"


def _unwritable(filled: Story, _: Story, place: Path, chance: random.Random) -> str:
    """The file, or its folder, may not be written by this user."""
    story = copied(filled, place)
    (place / "out").mkdir()
    before, files = state(story.path), _files(place)
    words = _in(place, chance.choice(_commands(filled)[:4]))
    if words[0] == "backup":
        (place / "out").chmod(0o555)
    elif chance.random() < 0.5:
        story.path.chmod(0o444)
    else:
        place.chmod(0o555)
    for above in (filled.folder, place, *place.parents):
        if above.is_relative_to("/tmp") and above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o055)
    said = apart(story, words, _become_nobody, TENURES.replace("Quist", "Morn"))
    for path in (place, place / "out", story.path):
        path.chmod(0o755)
    _refused(said, words, f"not writable: {words}")
    _unchanged(story, before, files, "not writable")
    return "a file or folder that may not be written"


def _become_nobody() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def _damaged(filled: Story, _: Story, place: Path, chance: random.Random) -> str:
    """The file has been cut off, or holds garbage in its middle."""
    story = copied(filled, place)
    (place / "out").mkdir()
    content = bytearray(story.path.read_bytes())
    if chance.random() < 0.5:
        del content[chance.randrange(1, len(content) - 4096) :]
    else:
        at = chance.randrange(100, len(content) - 4096)
        content[at : at + 4096] = chance.randbytes(4096)
    story.path.write_bytes(content)
    files = _files(place)
    whole = copied(filled, place / "whole")
    before = state(whole.path)
    for words in (("verify",), ("backup", "OUT")):
        _refused(story.run(*_in(place, words)), words, "damaged")
    _refused(whole.run("restore", str(story.path)), ("restore",), "damaged")
    assert state(whole.path) == before
    assert story.path.read_bytes() == content, "only looking changed the file"
    # What touches only sound pages may succeed; nothing ends with an exception.
    assert story.run(*_PLAN).code in (0, 1)
    assert story.run("list", "people").code in (0, 1)
    assert set(_files(place)) - {"whole/t.db", "t.db-wal", "t.db-shm"} == set(files)
    story.say("restore", str(filled.path))
    assert state(story.path) == before, "a damaged tracker is not what was restored"
    return "a damaged file"


def _foreign(filled: Story, _: Story, place: Path, chance: random.Random) -> str:
    """The file is another program's, or nothing at all."""
    place.mkdir()
    (place / "out").mkdir()
    story = Story(place)
    what = chance.randrange(4)
    if what == 0:
        with closing(sqlite3.connect(story.path)) as connection:
            connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY)")
    else:
        story.path.write_bytes((b"", b"name,title\n", chance.randbytes(9000))[what - 1])
    before = story.path.read_bytes()
    files = _files(place)
    for words in (*_commands(filled)[:3], ("verify",), ("list", "people")):
        _refused(story.run(*_in(place, words), stdin=TENURES), words, f"no tracker ({what})")
    whole = copied(filled, place / "whole")
    _refused(whole.run("restore", str(story.path)), ("restore",), "no tracker")
    _refused(whole.run("backup", str(story.path)), ("backup",), "over another program's file")
    assert story.path.read_bytes() == before
    assert set(_files(place)) - {"whole/t.db"} == set(files)
    return "a file that is no tracker"


def _on_a_small_disk(filled: Story, place: Path) -> Counter[str]:
    """A disk of a few hundred kilobytes more than the tracker has, where one can be made."""
    found: Counter[str] = Counter()
    with _disk(place, filled.path.stat().st_size + 300_000) as is_there:
        if is_there:
            story = copied(filled, place)
            before, files = state(story.path), _files(place)
            for words in (("backup", str(place / "b.db")), ("restore", str(filled.path)), ("import", "-")):
                rows = "".join(TENURES.replace("Quist", f"Morn{n}Q").split("\n", 1)[1] for n in range(20))
                said = story.run(*words, stdin=TENURES.split("\n")[0] + "\n" + rows)
                _refused(said, words, "a small disk")
                _unchanged(story, before, files, f"a small disk: {words[0]}")
                found["a small disk that is full"] += 1
    return found


@contextmanager
def _disk(place: Path, size: int) -> Iterator[bool]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    is_there = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_there
    finally:
        if is_there:
            subprocess.run(["umount", str(place)], check=True)
