"""What holds for one run of the command line: the file, the day it is, who types. The clock is read here only."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import typer

from orgtrack.model.moment import Moment, logged_time
from orgtrack.store import Tracker, exists, new_tracker, open_tracker

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`today` is set by --today, else by the clock; `command` is what was typed, for the log.

    `moment` is what --known and --recorded ask of the record, None without them.
    """

    path: Path
    today: date
    command: str
    actor: str
    moment: Moment | None = None

    @contextmanager
    def reading(self) -> Iterator[Tracker]:
        """The tracker, for questions, as it was at the moment asked about; it must exist."""
        with open_tracker(self.path, write=False) as tracker:
            if self.moment is None:
                yield tracker
                _say(tracker.remarks)
                return
            from orgtrack.record.recall import recalled  # most questions are about the record of today

            with recalled(tracker, self.moment, today=self.today) as (then, remarks):
                _say(remarks)
                yield then
                _say(then.remarks)

    def write(self, work: Callable[[Tracker], T]) -> T:
        """Do the work in one transaction and one entry of the log; what it returns, once that is on the disk.

        A tracker that does not exist is made with the first work that succeeds. The work may run twice: when another
        process makes the tracker first.
        """
        if not exists(self.path):
            try:
                with new_tracker(self.path) as tracker:
                    return self._in_one_transaction(tracker, work)
            except FileExistsError:
                pass
        with open_tracker(self.path, write=True) as tracker:
            return self._in_one_transaction(tracker, work)

    def _in_one_transaction(self, tracker: Tracker, work: Callable[[Tracker], T]) -> T:
        with tracker.writing(command=self.command, actor=self.actor, time=now()):
            return work(tracker)


def now() -> str:
    """This moment in UTC, as the log keeps it."""
    return logged_time(datetime.now(UTC))


def _say(remarks: Iterable[str]) -> None:
    for sentence in remarks:
        typer.echo(sentence, err=True)


def begin(path: Path | None, today: date | None, actor: str, command: str) -> Session:
    """The session of this run, from the options of the program and the environment."""
    return Session(
        path=path or Path(os.environ.get("ORGTRACK_DB") or "orgtrack.db"),
        today=today or datetime.now().date(),
        command=command,
        actor=(actor or os.environ.get("ORGTRACK_ACTOR") or _user())
        .encode("utf-8", "backslashreplace")
        .decode("utf-8"),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user id may have no name
        return "unknown"


def session(ctx: typer.Context) -> Session:
    """The session of the running command."""
    found = ctx.find_object(Session)
    assert found is not None
    return found
