"""Full-text search: typed words as an FTS5 expression, and the records that hold them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.store.file import Tracker

_WORD = re.compile(r"\w+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
# Runs of Han characters are indexed up to this length (see `names.search_keys`).
_LONGEST_RUN = 8


def search_expression(text: str) -> str:
    """Every word of the text, the last by its beginning, in FTS5's language; '' when there is no word in it.

    Each word stands in quotes, so that nothing in it is syntax. Both the folded words and the words as typed count:
    names are indexed folded, the sentences of events as they are.
    """
    spellings = {" AND ".join(_terms(words)) for words in (_WORD.findall(fold(text)), _WORD.findall(text)) if words}
    return " OR ".join(f"({spelling})" for spelling in sorted(spellings))


def _terms(words: Sequence[str]) -> list[str]:
    *whole, last = words
    return [*(f'"{part}"' for word in whole for part in _runs(word)), *_last(last)]


def _last(word: str) -> list[str]:
    *whole, end = _runs(word)
    return [*(f'"{part}"' for part in whole), f'"{end}"*']


def _runs(word: str) -> list[str]:
    if len(word) <= _LONGEST_RUN or not _HAN.search(word):
        return [word]
    return [word[start : start + _LONGEST_RUN] for start in range(len(word) - _LONGEST_RUN + 1)]


def like_patterns(text: str) -> list[str]:
    """Each word of the text as a LIKE pattern with '\\' as its escape: for tables without a full-text index."""
    return ["%" + re.sub(r"([%_\\])", r"\\\1", word) + "%" for word in text.split()]


def all_like(expression: str, patterns: Sequence[str], key: str) -> tuple[str, dict[str, str | int]]:
    """The condition that an SQL expression holds every pattern, with its parameters."""
    parameters: dict[str, str | int] = {f"{key}{number}": pattern for number, pattern in enumerate(patterns)}
    return " AND ".join(f"{expression} LIKE :{name} ESCAPE '\\'" for name in parameters) or "1", parameters


def found_by_words(tracker: Tracker, noun: Noun, text: str, limit: int) -> list[sqlite3.Row]:
    """People or organizations with these words in one of their names: id, name; an equal name comes first."""
    assert noun in (Noun.PERSON, Noun.ORGANIZATION)
    return tracker.rows(
        f"SELECT id, name FROM {noun.table}"
        f" WHERE id IN (SELECT rowid FROM {noun.table}_fts WHERE {noun.table}_fts MATCH :match)"
        " ORDER BY name_key <> :key, name_key, id LIMIT :limit",
        {"match": search_expression(text), "key": fold(text), "limit": limit},
    )


def indexed_words(tracker: Tracker, noun: Noun) -> list[str]:
    """Every word by which a person or an organization is found."""
    # A view of the index itself, kept with the connection and not in the file.
    tracker.connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{noun}_words USING fts5vocab('main', '{noun.table}_fts', 'row')"
    )
    return [row[0] for row in tracker.rows(f"SELECT term FROM temp.{noun}_words")]


def found_titles(tracker: Tracker, text: str, limit: int) -> list[sqlite3.Row]:
    """Titles with these words in one of their names: id, name, short."""
    condition, parameters = all_like("coalesce(short, '') || ' ' || name || ' ' || also", like_patterns(text), "word")
    return tracker.rows(
        "SELECT id, name, short FROM (SELECT titles.*, coalesce((SELECT group_concat(names.name, ' ') FROM names"
        f" WHERE title_id = titles.id), '') AS also FROM titles) WHERE {condition} ORDER BY name_key LIMIT :limit",
        {**parameters, "limit": limit},
    )


SOURCE_WORDS = "coalesce(title, '') || ' ' || coalesce(url, '') || ' ' || coalesce(publisher, '')"


def found_sources(tracker: Tracker, text: str, limit: int) -> list[sqlite3.Row]:
    """Sources with these words in their title, address or publisher: id, title, url, publisher, published."""
    condition, parameters = all_like(SOURCE_WORDS, like_patterns(text), "word")
    return tracker.rows(
        f"SELECT id, title, url, publisher, published FROM sources WHERE {condition} ORDER BY id LIMIT :limit",
        {**parameters, "limit": limit},
    )
