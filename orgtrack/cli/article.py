"""A whole article: a header, then one event a line in the very words of `add`, its quote under it; all or nothing."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from orgtrack.cli.add import EVENT_WORDS, line_command
from orgtrack.cli.recording import Decisions, can_ask, run, say_made, sentence, stdin_text
from orgtrack.cli.session import Session
from orgtrack.errors import NeedsChoice, OrgtrackError, Problem, Problems, shown
from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import EVENT_TYPES
from orgtrack.record import Entry, Recorded, add_claim
from orgtrack.record.entry import Outcome
from orgtrack.record.sources import published_columns

TEMPLATE = """\
source:
published:
organization:

# One event a line, in the words of 'orgtrack add', and under it the words of the source after '>'.
# The organization above stands where a line leaves it out. Lines that begin with # are not read. For example:
#
#   in-post "Wu Yongming" CEO
#   > CEO Wu Yongming
#   formation "AI To C" --date unknown
#   > The company's AI-to-consumer business unit
#   appointment "Xu Zhuhong" "Vice President" --date 'mid-February 2025' --formerly "Vice President" Salesforce
#   > the appointment of Xu Zhuhong
#
# Types: {types}.

"""

_HEADER = {
    "source": "where",
    "title": "title",
    "publisher": "publisher",
    "published": "published",
    "retrieved": "retrieved",
    "archive": "archive_url",
}
_CURLY = frozenset("“”„«»‹›")
_ORGANIZATION = ("organization", "organisation", "org")


@dataclass(slots=True, kw_only=True)
class Article:
    """What an article's text holds: its source, the organization that lines may leave out, and its claims by line."""

    source: SourceClaim = field(default_factory=SourceClaim)
    organization: str = ""
    claims: list[tuple[int, Claim]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_article(text: str) -> Article:
    """The article of a text in this form, with what is wrong in its lines among its problems."""
    article = Article()
    in_header = True
    for number, line in _lines(text):
        try:
            if line.startswith(">"):
                in_header = False
                _add_quote(article, line[1:].strip())
            elif in_header and _is_header(line):
                _add_header(article, line)
            else:
                in_header = False
                article.claims.append((number, _claim(article, line)))
        except OrgtrackError as error:
            article.problems.append(Problem(line=number, column="", message=str(error)))
    return article


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.strip()


def _is_header(line: str) -> bool:
    return line.split(":", 1)[0].strip().lower() in (*_HEADER, *_ORGANIZATION) and ":" in line


def _add_header(article: Article, line: str) -> None:
    name, value = (part.strip() for part in line.split(":", 1))
    name = name.lower()
    if name in _ORGANIZATION:
        if article.organization:
            raise OrgtrackError("the organization is given twice in the header; keep one.")
        article.organization = value
        return
    if getattr(article.source, _HEADER[name]):
        raise OrgtrackError(f"{name} is given twice in the header; keep one.")
    if name == "published" and value:
        published_columns(value)
    article.source = replace(article.source, **{_HEADER[name]: value})


def _add_quote(article: Article, quote: str) -> None:
    if not article.claims:
        raise OrgtrackError("a quote stands under the event that it is for; there is none above it.")
    number, claim = article.claims[-1]
    article.claims[-1] = (number, replace(claim, quote=f"{claim.quote} {quote}".strip()))


def _claim(article: Article, line: str) -> Claim:
    try:
        words = shlex.split(line)
    except ValueError:
        raise OrgtrackError(
            f"{shown(line)} has a quotation mark that is not closed; put names with an apostrophe in double quotes."
        ) from None
    word, *rest = words
    curly = next((part for part in words if part[0:1] in _CURLY or part[-1:] in _CURLY), None)
    if curly is not None:
        raise OrgtrackError(f'{shown(curly)} has a curly quotation mark; type straight ones: "Jane Roe".')
    if word not in EVENT_WORDS:
        raise OrgtrackError(f"{shown(word)} is no type of event; it is one of {', '.join(EVENT_WORDS)}.")
    claim = _parsed(word, rest)
    if claim.source.where in ("", article.source.where):
        published = claim.source.published or article.source.published
        claim = replace(claim, source=replace(article.source, published=published))
    slot = EVENT_TYPES[claim.type].header_fills
    if slot and article.organization and not any(claim.words.get(slot, ())):
        claim = replace(claim, words={**claim.words, slot: (article.organization,)})
    return claim


def _parsed(word: str, arguments: list[str]) -> Claim:
    """The line parsed by the very command that the shell has."""
    from typer import _click

    if "--help" in arguments or "-" in arguments:
        raise OrgtrackError(
            "a quote stands on a line of its own after '>', and help is had with 'orgtrack add --help'."
        )
    try:
        claim = line_command(word).main(arguments, prog_name=word, standalone_mode=False)
    except _click.ClickException as error:
        raise OrgtrackError(f"{word}: {error.format_message()}") from None
    assert isinstance(claim, Claim)
    return claim


def record_article(session: Session, text: str, place: str, *, dry_run: bool, ask: bool) -> None:
    """Record an article: the plan first, then all of it or nothing."""
    article = read_article(text)
    if not article.claims and not article.problems:
        typer.echo(f"{place}: no event in it; nothing was written.", err=True)
        return

    def work(entry: Entry) -> list[Recorded]:
        return list(add_article(entry, article, place))

    decisions: Decisions = {}
    if dry_run or ask:
        entry, recorded = run(session, work, rehearse=True, decisions=decisions)
        _show_plan(entry, recorded)
        if dry_run:
            typer.echo("Nothing was written (--dry-run).", err=True)
            return
        if not typer.confirm(f"Record this ({_count(recorded)})?", err=True):
            raise OrgtrackError("Nothing was written.")
        _, recorded = run(session, work, decisions=decisions)
    else:
        entry, recorded = run(session, work)
        _show_plan(entry, recorded)
    typer.echo(f"Recorded: {_count(recorded)}.", err=True)


def add_article(entry: Entry, article: Article, place: str) -> Iterator[Recorded]:
    """Record every line of an article; Problems, with every one by line, when any is refused."""
    problems = list(article.problems)
    for number, claim in article.claims:
        try:
            yield from add_claim(entry, claim)
        except NeedsChoice as question:
            question.args = (f"{place}, line {number}: {question}",)
            raise
        except OrgtrackError as error:
            problems.append(Problem(line=number, column="", message=str(error)))
    if problems:
        raise Problems(place, sorted(problems, key=lambda problem: problem.line))


def _show_plan(entry: Entry, recorded: list[Recorded]) -> None:
    say_made(entry)
    for one in recorded:
        typer.echo(sentence(one))


def _count(recorded: list[Recorded]) -> str:
    events = {one.event_id for one in recorded}
    new = {one.event_id for one in recorded if one.outcome is Outcome.NEW}
    on_record = f", {len(events - new)} on record already" if events - new else ""
    return f"{len(new)} new event{'' if len(new) == 1 else 's'}{on_record}"


def record_file(session: Session, path: Path, *, dry_run: bool) -> None:
    """Record the article in a file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise OrgtrackError(
            f"{shown(str(path))} is not UTF-8 text (byte {error.start}); save it as UTF-8 and try again."
        ) from None
    except OSError as error:
        raise OrgtrackError(f"{shown(str(path))} cannot be read: {error.strerror}; check the name.") from None
    record_article(session, text, path.name, dry_run=dry_run, ask=can_ask())


def record_stdin(session: Session, *, dry_run: bool) -> None:
    """Record the article on standard input."""
    record_article(session, stdin_text(), "standard input", dry_run=dry_run, ask=False)


def record_edited(session: Session, *, dry_run: bool) -> None:
    """Open $EDITOR on a template and record what was written there; a text with mistakes is not lost."""
    if not can_ask():
        raise OrgtrackError("There is no terminal for an editor; use 'orgtrack add --file FILE' or 'orgtrack add -'.")
    template = TEMPLATE.format(types=", ".join(EVENT_WORDS))
    handle, name = tempfile.mkstemp(prefix="orgtrack-article-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(template)
    while True:
        _edit(path)
        text = path.read_text(encoding="utf-8", errors="replace")
        if text == template or not text.strip():
            path.unlink()
            typer.echo("Nothing was entered; nothing was written.", err=True)
            return
        try:
            try:
                record_article(session, text, "the article", dry_run=dry_run, ask=True)
            except OrgtrackError as error:
                typer.echo(str(error), err=True)
                if typer.confirm("Edit it again?", default=True, err=True):
                    continue
                raise OrgtrackError(f"Nothing was written; your text is kept in {path}.") from None
        except (KeyboardInterrupt, typer.Abort):
            typer.echo(f"\nNothing was written; your text is kept in {path}.", err=True)
            raise
        path.unlink()
        return


def _edit(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.call([*shlex.split(editor), str(path)])
    except (OSError, ValueError):
        raise OrgtrackError(f"The editor {shown(editor)} cannot be started; set EDITOR to one that can.") from None
    if code != 0:
        raise OrgtrackError(f"The editor {shown(editor)} ended with code {code}; your text is kept in {path}.")
