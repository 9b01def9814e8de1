"""The log of one event as lines: when, who, by which command, and what that did to the event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from orgtrack.model.vocabulary import Noun
from orgtrack.store.rows import Row

_MADE = {"events": "recorded it", "citations": "cited a source", "resolutions": "decided"}
_GONE = {"events": "removed it", "citations": "took a citation off", "resolutions": "took a decision back"}
# Told by another column of the same row.
_TOLD_ELSEWHERE = frozenset(
    (
        *("date_text", "date_earliest", "date_latest", "date_precision", "date_qualifier", "date_basis", "date_anchor"),
        *("announced_earliest", "announced_latest", "says_earliest", "says_latest"),
    )
)
_LONGEST = 60
_NOUNS = {str(noun): noun for noun in Noun}


def entry_lines(rows: Iterable[Row]) -> Iterator[str]:
    """One line an entry of the log, in order; `rows` are what the entries did to the event and what belongs to it."""
    for _, of_entry in groupby(rows, key=lambda row: row["txn_id"]):
        done = list(of_entry)
        did = "; ".join(dict.fromkeys(one for row in done if (one := _did(row))))
        first = done[0]
        yield f"{first['time']} by {first['actor'] or 'unknown'}: {did or 'changed its parts'} ({first['command']})"


def _did(row: Row) -> str:
    table, operation = row["table_name"], row["operation"]
    if operation == "insert":
        return _MADE.get(table, "")
    if operation == "delete":
        return _GONE.get(table, "")
    old = {name: value for name, value in json.loads(row["old"]).items() if name not in _TOLD_ELSEWHERE}
    what = "" if table == "events" else "a citation's "
    changed = [f"{name.removesuffix('_id')} (was {_cut(_named(name, value))})" for name, value in old.items()]
    return f"changed {what}{', '.join(changed)}" if changed else ""


def _named(column: str, value: object) -> object:
    """The value of a column, the number of a record as the id that it is printed as."""
    noun = _NOUNS.get(column.removesuffix("_id").removeprefix("ends_").removeprefix("supersedes_"))
    return noun.id(value) if noun and column.endswith("_id") and isinstance(value, int) else value


def _cut(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
