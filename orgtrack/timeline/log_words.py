"""What an entry did to a row, in the reader's words: "e12 date 2023-09 → 2023-09-10"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from orgtrack.dates import describe, from_columns
from orgtrack.model.vocabulary import Noun
from orgtrack.store import Tracker
from orgtrack.store.history import owner
from orgtrack.store.read_log import ChangedRow, Values, last_name

_NOUNS = {noun.table: noun for noun in Noun}
# Columns that name a record, and which.
_NAMING = {
    "person_id": Noun.PERSON,
    "organization_id": Noun.ORGANIZATION,
    "title_id": Noun.TITLE,
    "source_id": Noun.SOURCE,
    "event_id": Noun.EVENT,
    "ends_event_id": Noun.EVENT,
    "supersedes_event_id": Noun.EVENT,
}
_FIELDS = {"ends_event_id": "ends", "supersedes_event_id": "supersedes"}
_FLAGS = frozenset({"acting", "last_day"})
# Told by another column of the same row.
_TOLD_ELSEWHERE = frozenset(
    {
        *("date_text", "date_earliest", "date_latest", "date_precision", "date_qualifier", "date_basis", "date_anchor"),
        *("announced_earliest", "announced_latest", "published_earliest", "published_latest", "sha256"),
        *("says_earliest", "says_latest"),
    }
)
_LONGEST = 80
_NONE = "none"


class Words:
    """Tells of changed rows; names are looked up once."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._names: dict[tuple[Noun, int], str | None] = {}

    def know(self, rows: Iterable[ChangedRow]) -> None:
        """Look up the names that these rows need."""
        for row in rows:
            for values in (row.before, row.after):
                for column, noun in _NAMING.items():
                    number = values.get(column) if values else None
                    if isinstance(number, int) and noun is not Noun.EVENT:
                        self._name(noun, number)

    def _name(self, noun: Noun, number: int) -> str | None:
        key = (noun, number)
        if key not in self._names:
            self._names[key] = last_name(self._tracker, noun, number)
        return self._names[key]

    def lines(self, rows: Iterable[ChangedRow]) -> Iterator[str]:
        """A line for each row that came or went, and for each value of the others that changed."""
        for row in rows:
            if row.before is None and row.after is None:
                continue
            if row.before is not None and row.after is not None:
                yield from self._changed(row, row.before, row.after)
            else:
                yield self._came_or_went(row, row.after or row.before or {}, came=row.after is not None)

    def _record(self, noun: Noun, number: object) -> str:
        if not isinstance(number, int):
            return _NONE
        name = self._name(noun, number)
        return f"{noun.id(number)} {name}" if name else noun.id(number)

    def _came_or_went(self, row: ChangedRow, values: Values, *, came: bool) -> str:
        whose = owner(values)
        match row.table:
            case "events":
                text = f"{Noun.EVENT.id(row.row_id)} {'new' if came else 'removed'}: {values['headline']}"
                return f"{text}, {_when(values)}"
            case "event_participants":
                parts = [self._record(n, values[c]) for c, n in _NAMING.items() if c != "event_id" and values.get(c)]
                return f"{whose} {'' if came else 'no longer '}{values['role']}: {', '.join(parts)}"
            case "citations":
                source = self._record(Noun.SOURCE, values["source_id"])
                says = f", says {values['says_field']}={values['says_value']}" if values.get("says_field") else ""
                quote = f", “{_cut(values['quote'])}”" if values.get("quote") else ""
                return f"{whose} {'cited' if came else 'no longer cited'}: {source}{quote}{says}"
            case "names":
                kind = f" ({values['kind']})" if values.get("kind") else ""
                return f"{whose} {'also' if came else 'no longer'} called {values['name']}{kind}"
            case "identifiers":
                return f"{whose} {'' if came else 'no longer '}{values['scheme']}:{values['value']}"
            case "same_as":
                noun = next(n for n in (Noun.PERSON, Noun.ORGANIZATION, Noun.TITLE) if values.get(f"{n}_id"))
                other = f"{noun.id(int(str(values['other_id'])))} {values['name']}"
                kept = self._record(noun, values[f"{noun}_id"])
                return f"{other} {'is' if came else 'is no longer'} {kept}"
            case "not_same":
                noun = Noun.PERSON if values.get("person_id") else Noun.ORGANIZATION
                one, other = (self._record(noun, values[f"{which}{noun}_id"]) for which in ("", "other_"))
                return f"{one} {'is not' if came else 'may again be'} {other}"
            case "resolutions":
                decided = f"{values['field']}={values['value']} because {_cut(values['because'])}"
                return f"{whose} {'decided' if came else 'no longer decided'}: {decided}"
            case "posts":
                held = f"{self._name(Noun.TITLE, int(str(values['title_id'])))} of"
                at = self._record(Noun.ORGANIZATION, values["organization_id"])
                return f"{Noun.POST.id(row.row_id)} {'new' if came else 'removed'}: {held} {at}"
            case "sources":
                name = values.get("title") or values.get("url")
                return f"{Noun.SOURCE.id(row.row_id)} {'new' if came else 'removed'}: {_cut(name)}"
            case table if table in _NOUNS:
                what = values.get("kind") or _NOUNS[table]
                number = _NOUNS[table].id(row.row_id)
                return f"{number} {'new' if came else 'removed'} {what}: {values['name']}"
            case _:
                return f"{row.table.replace('_', ' ')} {row.row_id} {'new' if came else 'removed'}"

    def _changed(self, row: ChangedRow, before: Values, after: Values) -> Iterator[str]:
        noun = _NOUNS.get(row.table)
        name = noun.id(row.row_id) if noun else f"{owner(after)} {_PARTS.get(row.table, row.table)}"
        changed = [column for column in after if before.get(column) != after[column]]
        if row.table in ("names", "identifiers") and owner(before) != owner(after):
            yield f"{self._came_or_went(row, after, came=True)}, before {owner(before)}"
            changed = [column for column in changed if column not in _NAMING]
        if row.table == "events" and any(c == "date" or c.startswith("date_") for c in changed):
            then, now = (values.get("date") or _NONE for values in (before, after))
            if then == now:
                then, now = _when(before), _when(after)
            if then == now:
                then, now = (f"'{values.get('date_text') or ''}'" for values in (before, after))
            yield f"{name} date {then} → {now}"
        for column in changed:
            if column != "date" and column not in _TOLD_ELSEWHERE:
                field = _FIELDS.get(column, column.removesuffix("_id"))
                yield f"{name} {field} {self._value(column, before.get(column))} → {self._value(column, after[column])}"

    def _value(self, column: str, value: object) -> str:
        if value is None:
            return _NONE
        if column in _FLAGS:
            return "yes" if value else "no"
        if column in ("ends_event_id", "supersedes_event_id", "event_id"):
            return Noun.EVENT.id(int(str(value)))
        if column in _NAMING:
            return self._record(_NAMING[column], value)
        return _cut(value)


_PARTS = {"event_participants": "part", "citations": "citation", "names": "name", "identifiers": "number"}


def _cut(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _when(values: Values) -> str:
    """The date of an event in words."""
    cells: Any = values
    return describe(
        from_columns(
            cells["date"] or "",
            cells["date_earliest"],
            cells["date_latest"],
            cells["date_precision"],
            cells["date_qualifier"],
            cells["date_basis"] or "stated",
            cells["date_text"] or "",
            cells["date_anchor"],
        )
    )
