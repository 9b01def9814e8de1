"""Everything that holds the words a reader types, in any script: people, organizations, titles, sources, events."""

from __future__ import annotations

from itertools import islice

from orgtrack.errors import Candidate, Misused, shown
from orgtrack.lookup import close_to
from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.names.slips import closest
from orgtrack.store import Tracker
from orgtrack.store.read_records import names_of
from orgtrack.store.read_search import (
    found_by_words,
    found_sources,
    found_titles,
    indexed_words,
    search_expression,
)
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import Record
from orgtrack.timeline.events import listed_events
from orgtrack.timeline.listing import Column, Listing, Row, Rows

MOST_FOUND = 50
_MOST_MEANT = 3


def found(tracker: Tracker, text: str, limit: int = MOST_FOUND) -> Listing:
    """At most `limit` records of each kind that hold every word of the text, the last word by its beginning."""
    if not search_expression(text):
        raise Misused(f"{shown(text)} holds no letter and no digit to search for.")
    return Listing(
        columns=(Column("kind", 12), Column("name", 20), Column("detail", 20), Column("id", 6)),
        rows=_rows(tracker, text, limit),
        nothing=f"Nothing found for {shown(text)}.",
    )


def meant(tracker: Tracker, text: str) -> list[Candidate]:
    """Names close to a text for which nothing is found."""
    close = [
        candidate
        for noun in (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE)
        for candidate in close_to(tracker, noun, text)
    ]
    return close or [
        candidate
        for noun in (Noun.PERSON, Noun.ORGANIZATION)
        for candidate in _with_words_close_to(tracker, noun, text)
    ]


def _with_words_close_to(tracker: Tracker, noun: Noun, text: str) -> list[Candidate]:
    """Records that hold the words once each is spelled like the closest word that any name has."""
    words = indexed_words(tracker, noun)
    meant_words = [closest(word, words) for word in fold(text).split()]
    if None in meant_words:
        return []
    found_ones = found_by_words(tracker, noun, " ".join(filter(None, meant_words)), _MOST_MEANT)
    return [Candidate(id=noun.id(row["id"]), name=row["name"], reason="a word spelled alike") for row in found_ones]


def _rows(tracker: Tracker, text: str, limit: int) -> Rows:
    for noun in (Noun.PERSON, Noun.ORGANIZATION):
        yield from _batch(_with_names(tracker, noun, found_by_words(tracker, noun, text, limit)))
    yield from _batch(_with_names(tracker, Noun.TITLE, found_titles(tracker, text, limit)))
    yield from _batch(
        [
            (
                Noun.SOURCE,
                row["title"] or row["url"],
                ", ".join(text for text in (row["publisher"], row["published"], row["url"]) if text),
                Noun.SOURCE.id(row["id"]),
            )
            for row in found_sources(tracker, text, limit)
        ]
    )
    matching = (e for batch in listed_events(tracker, Selection(match=search_expression(text))) for e in batch)
    yield from _batch(
        [
            (Noun.EVENT, event.headline, ", ".join([event.when, event.type, *event.marks]), Noun.EVENT.id(event.id))
            for event in islice(matching, limit)
        ]
    )


def _batch(rows: list[Row]) -> Rows:
    if rows:
        yield rows


def _with_names(tracker: Tracker, noun: Noun, rows: list[Record]) -> list[Row]:
    names: dict[int, list[str]] = {}
    for row in names_of(tracker, noun, [row["id"] for row in rows]):
        names.setdefault(row["record_id"], []).append(row["name"])
    return [(noun, row["name"], "; ".join(names.get(row["id"], [])) or None, noun.id(row["id"])) for row in rows]
