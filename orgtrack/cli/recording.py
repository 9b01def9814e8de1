"""One command that records: run it, ask what only a person can decide, say in one sentence what was done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

import typer

from orgtrack.cli.session import Session
from orgtrack.dates import PartialDate, describe
from orgtrack.errors import OrgtrackError
from orgtrack.lookup import Found
from orgtrack.model.claims import Claim
from orgtrack.model.vocabulary import Noun, Status, read_id
from orgtrack.names import fold
from orgtrack.record import Decision, Entry, Recorded
from orgtrack.record.entry import Outcome
from orgtrack.record.naming import NameQuestion
from orgtrack.store import Tracker
from orgtrack.store.names import NAMED
from orgtrack.store.tenures import may_contradict

# How many events are looked through for contradictions at once, and how many of these are said.
_MANY, _SAID_AT_ONCE = 500, 5
_SAID_OF_A_FILE = 20
Decisions = dict[tuple[Noun, str], Decision]


class Rehearsed(Exception):
    """Ends a transaction whose plan was all that was wanted."""


def record(session: Session, work: Callable[[Entry], Iterable[Recorded]]) -> None:
    """Run one piece of recording in one transaction, then say what it did."""
    entry, recorded = run(session, work)
    say_made(entry)
    for one in recorded:
        typer.echo(sentence(one))


def write(session: Session, work: Callable[[Entry], str]) -> None:
    """Run work that records no event, then print its sentence."""
    said: list[str] = []

    def worked(entry: Entry) -> list[Recorded]:
        said[:] = [work(entry)]
        return []

    entry, _ = run(session, worked)
    say_made(entry)
    typer.echo(said[0])


def run(
    session: Session,
    work: Callable[[Entry], Iterable[Recorded]],
    *,
    rehearse: bool = False,
    decisions: Decisions | None = None,
) -> tuple[Entry, list[Recorded]]:
    """Run the work in one transaction; a close name is asked about where somebody can answer, and the work run again.

    Nothing is locked while the question stands. With `rehearse` everything is rolled back at the end. `decisions` are
    those taken before, and gain what is decided now.
    """
    decisions = {} if decisions is None else decisions
    while True:
        try:
            return _attempt(session, work, decisions, rehearse=rehearse)
        except NameQuestion as question:
            if not can_ask():
                raise
            decisions[question.noun, fold(question.text)] = ask(question)


def _attempt(
    session: Session, work: Callable[[Entry], Iterable[Recorded]], decisions: Decisions, *, rehearse: bool
) -> tuple[Entry, list[Recorded]]:
    done: list[tuple[Entry, list[Recorded]]] = []

    def worked(tracker: Tracker) -> None:
        entry = Entry(tracker=tracker, today=session.today, decisions=decisions)
        done[:] = [(entry, list(work(entry)))]
        for remark in tracker.remarks:
            entry.remark(remark)
        _say_what_contradicts(*done[0])
        if rehearse:
            raise Rehearsed

    with suppress(Rehearsed):
        session.write(worked)
    return done[0]


def _say_what_contradicts(entry: Entry, recorded: list[Recorded]) -> None:
    """Note what others on record deny of that which has been recorded; of a whole file `check` tells it."""
    ids = [one.event_id for one in recorded if one.outcome is not Outcome.KNOWN]
    if len(ids) > _MANY or not may_contradict(entry.tracker, ids):
        return
    # Most events contradict nothing, and need not wait for this to be loaded.
    from orgtrack.checks.contradictions import contradictions

    found = contradictions(entry.tracker, ids, entry.today)
    for said in found[:_SAID_AT_ONCE]:
        entry.remark(said)
    if len(found) > _SAID_AT_ONCE:
        entry.remark(f"and {len(found) - _SAID_AT_ONCE} more that do not fit; 'orgtrack check' lists them")


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: NameQuestion) -> Decision:
    """Whether a typed name is one on record: nothing is taken for granted, so there is no default."""
    typer.echo(f"No {question.noun} is called '{question.text}'. Close to it:", err=True)
    for number, candidate in enumerate(question.candidates, 1):
        typer.echo(f"  {number}  {candidate.name} ({candidate.id}): {candidate.reason}", err=True)
    typer.echo("Type the number to use one, with a + to remember the name too (1+), n for new, q to quit.", err=True)
    while True:
        typer.echo("> ", err=True, nl=False)
        answer = sys.stdin.readline()
        if not answer or answer.strip() == "q":
            raise OrgtrackError("Quit; nothing was written.")
        answer = answer.strip()
        if answer == "n":
            return Decision(id=None)
        chosen = answer.removesuffix("+")
        if chosen.isdecimal() and 1 <= int(chosen) <= len(question.candidates):
            read = read_id(question.candidates[int(chosen) - 1].id)
            assert read is not None
            return Decision(id=read[1], remember=answer.endswith("+"))


def stdin_quote(claim: Claim) -> Claim:
    """The claim with its quote read from standard input where '-' was given."""
    return replace(claim, quote=stdin_text().strip()) if claim.quote == "-" else claim


def stdin_text() -> str:
    """All of standard input, which must be UTF-8."""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise OrgtrackError(f"Standard input is not UTF-8 text (byte {error.start}); convert it first.") from None


def say_made(entry: Entry, *, briefly: bool = False) -> None:
    """Which records came into being on the way, which were used, and what else there is to say."""
    used = [found for found in entry.used if found.noun is not Noun.TITLE]
    if briefly:
        made = {noun: sum(one.noun is noun for one in entry.made) for noun in NAMED}
        counts = [f"{count} new {noun if count == 1 else noun.table}" for noun, count in made.items()]
        typer.echo(", ".join(counts) + f"; {len(used)} on record used", err=True)
    else:
        for found in entry.made:
            typer.echo(f"new {_kind(entry, found)} {found.written}", err=True)
        if used:
            typer.echo("used " + ", ".join(_used(found) for found in used), err=True)
    remarks = entry.remarks
    shown = remarks[:_SAID_OF_A_FILE] if briefly else remarks
    for remark in shown:
        typer.echo(remark, err=True)
    if len(shown) < len(remarks):
        typer.echo(f"and {len(remarks) - len(shown)} more remarks of this sort", err=True)


def _kind(entry: Entry, found: Found) -> str:
    """What the record is called: an organization by its kind."""
    return entry.kinds.get(found.id, found.noun) if found.noun is Noun.ORGANIZATION else found.noun


def _used(found: Found) -> str:
    return f"{found.written} (for {found.alias})" if found.alias else found.written


_SAID = {
    Outcome.NEW: "",
    Outcome.CITED: "is on record and has another citation: ",
    Outcome.CONFIRMED: "was planned and has happened: ",
    Outcome.CHANGED: "",
    Outcome.KNOWN: "is on record already; nothing was added: ",
}


def sentence(recorded: Recorded) -> str:
    """The event's id and how its date was understood."""
    mark = "" if recorded.status is Status.HAPPENED else f" ({recorded.status})"
    said = _SAID[recorded.outcome]
    id_said = f"e{recorded.event_id} {said}" if said else f"e{recorded.event_id}: "
    return f"{id_said}{recorded.headline}, {understood(recorded.date)}{mark}."


def understood(date: PartialDate) -> str:
    """The date in words, with the words it was read from where they are others."""
    words = describe(date)
    if date.text and date.text.strip() not in (date.edtf, words):
        return f"{words}, from '{date.text.strip()}'"
    return words
