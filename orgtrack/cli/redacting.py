"""`orgtrack redact`: one person off the record for good, after a look at what that takes away."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated

import typer

from orgtrack.cli.lean import LeanCommand
from orgtrack.cli.recording import Rehearsed, can_ask
from orgtrack.cli.session import Session, now, session
from orgtrack.cli.shown import say
from orgtrack.errors import Candidate, Misused, NeedsChoice, OrgtrackError, shown
from orgtrack.lookup import Found, existing, find
from orgtrack.model.vocabulary import Noun
from orgtrack.record.redaction import Redaction, redact
from orgtrack.record.remnants import Searched, purge_names, remove_copies, search_copies
from orgtrack.store import Tracker, open_tracker
from orgtrack.store.purging import overwrite_deleted
from orgtrack.store.tombstones import buried, unbury
from orgtrack.timeline.overview import counted

app = typer.Typer(rich_markup_mode=None)
_MOST = 20
_SAID = {
    "holds": "still holds it: delete it, or write it anew",
    "clean": "does not hold it",
    "gone": "is no longer there; if it was moved, it still holds it",
    "unreadable": "could not be read: look for yourself",
    "removed": "held it and was deleted",
}


@app.callback()
def redact_() -> None:
    """Take a person off the record for good, history and copies considered.

    \b
    Example:
      orgtrack redact person 'Ann Lee' --reason 'request of 3 May' --dry-run
    """


@app.command("person", cls=LeanCommand)
def person(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person: a name, an alias, or an id like p7.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the log: a request, a judgement.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go and what stays; write nothing.")
    ] = False,
    remove: Annotated[
        bool, typer.Option("--remove-copies", help="Delete the known copies that hold the name.")
    ] = False,
    lift: Annotated[bool, typer.Option("--lift", help="Let a person of this name be recorded again.")] = False,
) -> None:
    """Take a person off the record for good: this cannot be undone.

    First it shows what goes: the person's events, names and history, and the name in every text; then it asks. What is
    about an organization or about others stays without the person. Free pages and the write-ahead log are purged and
    the bytes of the file searched for every name. A salted hash keeps an import or 'add' from bringing the name back.
    Known backups and published copies that still hold it are listed.

    \b
    Examples:
      orgtrack redact person 'Ann Lee' --reason 'request of 3 May' --dry-run
      orgtrack redact person 'Ann Lee' --reason 'request of 3 May' --yes
      orgtrack redact person 'Ann Lee' --lift
    """
    run = session(ctx)
    with run.reading():  # a tracker that does not exist is not made
        pass
    if lift:
        if reason or yes or dry_run or remove:
            raise Misused("--lift takes no other option; leave them out.")
        _lift(run, name)
        return
    if not " ".join(reason.split()):
        raise Misused("redact needs --reason: what asks for it, for the log.")
    with open_tracker(run.path, write=True) as tracker:
        overwrite_deleted(tracker)
        found = _found(tracker, name)
        if found is None:
            _finish(tracker, [name], (), remove=remove)
            return
        plan = _rehearsed(run, tracker, found, reason)
        _show(plan, search_copies(tracker, plan.names))
        if dry_run:
            typer.echo("Nothing was written (--dry-run).")
            return
        if not yes:
            _ask(found)
        done = _redacted(run, tracker, found, reason)
        _finish(tracker, done.names, done.remaining, remove=remove)


def _found(tracker: Tracker, name: str) -> Found | None:
    """The person, or None where a redaction of the name was stopped before all was purged, or is to be looked at."""
    if buried(tracker, name) and find(tracker, Noun.PERSON, name) is None:
        return None
    return existing(tracker, Noun.PERSON, name)


def _rehearsed(run: Session, tracker: Tracker, found: Found, reason: str) -> Redaction:
    planned: list[Redaction] = []
    with suppress(Rehearsed), tracker.writing(command="", actor="", time=now()):
        planned.append(redact(tracker, found, run.today))
        raise Rehearsed
    return planned[0]


def _redacted(run: Session, tracker: Tracker, found: Found, reason: str) -> Redaction:
    # Not as typed: the log must not name whom it is about.
    command = shlex.join(["orgtrack", "redact", "person", Noun.PERSON.id(found.id), "--reason", reason])
    with tracker.writing(command=command, actor=run.actor, time=now()):
        return redact(tracker, found, run.today)


def _ask(found: Found) -> None:
    """Let a person at the terminal decide; nothing is taken for granted."""
    number = Noun.PERSON.id(found.id)
    if not can_ask():
        raise NeedsChoice(
            f"{found.written} would be redacted as shown, which cannot be undone; give --yes to do it.",
            [Candidate(id=number, name=found.name, reason="to be redacted")],
        )
    typer.echo(f"This cannot be undone. Type {number} to do it, anything else to leave it.\n> ", err=True, nl=False)
    if sys.stdin.readline().strip() != number:
        raise OrgtrackError("Left as it is; nothing was written.")


def _show(plan: Redaction, copies: Iterable[Searched]) -> None:
    typer.echo(f"{plan.person.written} goes, with every name: {', '.join(plan.names)}.")
    _list("goes", [f"e{number} {headline}" for number, headline in plan.removed])
    _list("goes", [f"s{number}, a source that nothing else cites" for number in plan.sources])
    _list("stays without the person", [f"e{number} {headline}" for number, headline in plan.kept])
    _list("no longer names the person", plan.texts)
    typer.echo(
        f"goes: {counted(plan.changes, 'changes')} in the log, the words of {counted(plan.commands, 'commands')}"
    )
    _list("stays, being somebody else's", plan.remaining)
    _list("stays, and may mean the person by a part of the name", plan.doubtful)
    _show_copies(copies)


def _list(what: str, lines: Iterable[str]) -> None:
    listed = list(dict.fromkeys(lines))
    for line in listed[:_MOST]:
        typer.echo(f"{what}: {line}")
    if len(listed) > _MOST:
        typer.echo(f"{what}: and {len(listed) - _MOST:,} more")


def _show_copies(copies: Iterable[Searched]) -> None:
    for one in copies:
        typer.echo(f"{one.copy.kind} of {one.copy.time[:10]}, {one.copy.path}: {_SAID[one.state]}")


def _finish(tracker: Tracker, names: Iterable[str], remaining: Iterable[str], *, remove: bool) -> None:
    """Purge and search, then say so; a redaction that was stopped here goes on when the command is given again."""
    wanted = list(names)
    left = purge_names(tracker, wanted)
    copies = search_copies(tracker, wanted)
    _show_copies(remove_copies(tracker, copies) if remove else copies)
    if left:
        typer.echo("Redacted; what is left of the bytes of the name stands in names and words of others.")
        _list("stays", remaining)
    else:
        typer.echo("Redacted; no byte of the file and of its write-ahead log holds any of the names.")


def _lift(run: Session, name: str) -> None:
    def work(tracker: Tracker) -> bool:
        return unbury(tracker, name)

    if not run.write(work):
        raise OrgtrackError(f"{shown(name)} was never redacted here; there is nothing to lift.")
    say("Backups and the sources themselves are where the facts are now.")
    typer.echo(f"{shown(name)} may be recorded again.")
