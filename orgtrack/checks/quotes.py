"""The check of quotes against the text that is kept of their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orgtrack.checks.finding import Check, Finding, Kind, Severity, event
from orgtrack.errors import shown
from orgtrack.model.vocabulary import Noun
from orgtrack.quotes import nearest, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A source with its text, and what is quoted from it: the event, its organization and the words."""

    source_id: int
    text: str
    quotes: Sequence[tuple[int, int | None, str]]


def misquoted(source: Quoted) -> Iterator[Finding]:
    """Words that are said to be the source's and do not stand in the text that is kept of it."""
    number = Noun.SOURCE.id(source.source_id)
    for event_id, organization_id, quote in source.quotes:
        if place(source.text, quote) is None:
            like = nearest(source.text, quote)
            yield Finding(
                kind=Kind.MISQUOTED,
                severity=Severity.WARNING,
                events=(event_id,),
                why=(
                    f"{event(event_id)} quotes {number} with {_words(quote)}, which does not stand in its text"
                    + (f"; nearest there: {_words(like)}." if like else ".")
                ),
                remedy=f"orgtrack cite {Noun.EVENT.id(event_id)} --source {number} --quote …",
                organizations=() if organization_id is None else (organization_id,),
            )


def _words(quote: str) -> str:
    # Braces mark the places of names in a finding.
    return shown(quote.replace("{", "(").replace("}", ")"), 160)


QUOTE_CHECKS: Iterable[Check[Quoted]] = (
    Check(kind=Kind.MISQUOTED, says="A quote that its source's text does not have.", find=misquoted),
)
