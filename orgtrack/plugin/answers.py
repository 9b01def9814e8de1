"""Answers of the commands as one JSON text each, for canned queries: the rule stands in one place, and that is Python.

A canned query reads them with `json_each`; the keys are the columns of the command.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, product

from orgtrack import lookup
from orgtrack.errors import NeedsChoice, OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.timeline.conflicts import conflict_listing
from orgtrack.timeline.filters import Filters, asked_time, filter_day, selected
from orgtrack.timeline.held import held_listing
from orgtrack.timeline.listing import Listing
from orgtrack.timeline.movers import Asked, mover_listing
from orgtrack.timeline.succession import vacancy_listing

Answer = Callable[..., Iterator[Listing]]


def holders(tracker: Tracker, today: date, day: str, organization: str, title: str) -> Iterator[Listing]:
    """Who held what on a day, as `orgtrack asof`."""
    span, _ = asked_time(day, today)
    for at, held in _meant(tracker, organization, title):
        yield held_listing(tracker, selected(tracker, Filters(organization=at, title=held)), span)


def vacancies(tracker: Tracker, today: date, day: str, organization: str, title: str) -> Iterator[Listing]:
    """Which posts were vacant on a day, as `orgtrack vacancies --on`."""
    span, _ = asked_time(day, today)
    for at, held in _meant(tracker, organization, title):
        yield vacancy_listing(tracker, selected(tracker, Filters(organization=at, title=held)), span, today=today)


def movers(tracker: Tracker, today: date, since: str, until: str, organization: str, title: str) -> Iterator[Listing]:
    """Who left, where they went and who came after, as `orgtrack movers`; without words as if nothing was asked."""
    first = filter_day(since, today, latest=False)[0] if since.strip() else None
    last = filter_day(until, today, latest=True)[0] if until.strip() else None
    for at, held in _meant(tracker, organization, title):
        yield mover_listing(tracker, Asked(since=first, until=last, company=at, title=held))


def conflicts(tracker: Tracker, today: date, organization: str) -> Iterator[Listing]:
    """What sources say against each other, as `orgtrack conflicts`."""
    for at in _ids(tracker, Noun.ORGANIZATION, organization):
        yield conflict_listing(tracker, selected(tracker, Filters(organization=at)))


# By the name of the SQL function, with how many words it takes.
ANSWERS: dict[str, tuple[Answer, int]] = {
    "holders_json": (holders, 3),
    "vacancies_json": (vacancies, 3),
    "movers_json": (movers, 4),
    "conflicts_json": (conflicts, 1),
}


def answer(tracker: Tracker, asked: Answer, today: date, words: Iterable[object], most: int | None) -> str:
    """At most so many rows as a JSON array of objects; an empty one where the words name no day or no record.

    Read while a query asks for it, so that all of it is of the moment that the query sees.
    """
    try:
        rows = islice(_rows(asked(tracker, today, *(str(word or "") for word in words))), most)
        return json.dumps(list(rows), ensure_ascii=False)
    except (OrgtrackError, sqlite3.OperationalError) as error:
        if is_interrupted(error):
            # Stops the query around this one too, at its second row at the latest; an exception would be printed.
            tracker.connection.interrupt()
            return "[{}]"
        # What SQLite refused is no answer; what the reader mistyped is answered as by the other queries, with no rows.
        if isinstance(error, sqlite3.Error) or isinstance(error.__cause__, sqlite3.Error):
            raise
        return "[]"


def is_interrupted(error: Exception) -> bool:
    """Whether the time ran out that Datasette gives a page."""
    stopped = error.__cause__ if isinstance(error, OrgtrackError) else error
    return isinstance(stopped, sqlite3.OperationalError) and str(stopped) == "interrupted"


def _rows(listings: Iterable[Listing]) -> Iterator[dict[str, str | None]]:
    for listing in listings:
        names = [column.name for column in listing.columns]
        for batch in listing.rows:
            # A row may hold more than its columns: words for the terminal.
            yield from (dict(zip(names, row, strict=False)) for row in batch)


def _meant(tracker: Tracker, organization: str, title: str) -> Iterator[tuple[str, str]]:
    """Whatever is called so, by id: a page has nobody to ask which of two of the same name is meant."""
    return product(_ids(tracker, Noun.ORGANIZATION, organization), _ids(tracker, Noun.TITLE, title))


def _ids(tracker: Tracker, noun: Noun, text: str) -> Sequence[str]:
    if not text.strip():
        return [""]
    try:
        found = lookup.find(tracker, noun, text)
    except NeedsChoice as several:
        return [candidate.id for candidate in several.candidates]
    return [noun.id(found.id)] if found else []
