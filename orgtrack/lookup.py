"""Which record a typed name means: by id, by identifier, by an equal name; never by guess.

Reading and recording ask the same questions here, so that a name means the same in both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from orgtrack.errors import Candidate, NeedsChoice, OrgtrackError, shown
from orgtrack.model.titles import KnownTitle, known_titles, spellings
from orgtrack.model.vocabulary import Noun, Scheme, read_id
from orgtrack.names import fold
from orgtrack.store import Tracker
from orgtrack.store import names as stored
from orgtrack.store.joining import kept_for
from orgtrack.store.rows import by_id

_MOST_CANDIDATES = 8
# Of more records that share a key with a name, those that share the most are compared with it.
_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record that a typed name means. `alias` is the other name that was typed, '' for the display name or an id."""

    noun: Noun
    id: int
    name: str
    alias: str = ""

    @property
    def written(self) -> str:
        """As the program says it: p7 Wu Yongming."""
        return f"{self.noun.id(self.id)} {self.name}"


def find(tracker: Tracker, noun: Noun, text: str) -> Found | None:
    """The one record of this noun that the text names, or None; two of the same name need a choice."""
    found = _by_id(tracker, noun, text) or _by_identifier(tracker, noun, text)
    if found is not None:
        return found
    rows = stored.called(tracker, noun, fold(text))
    if len(rows) > 1:
        raise NeedsChoice(
            f"{len(rows)} {noun.table} are called {shown(text)}: "
            + ", ".join(f"{noun.id(row['id'])} {row['name']}" for row in rows[:_MOST_CANDIDATES])
            + "; give the id of the one you mean.",
            [Candidate(id=noun.id(row["id"]), name=row["name"], reason="the same name") for row in rows],
        )
    if not rows and noun is Noun.TITLE:
        known = shipped_title(text)
        rows = stored.called(tracker, noun, fold(known.name)) if known else []
    return Found(noun=noun, id=rows[0]["id"], name=rows[0]["name"], alias=rows[0]["alias"] or "") if rows else None


def shipped_title(text: str) -> KnownTitle | None:
    """The title of the shipped table that these words are a spelling of."""
    return _shipped_titles().get(fold(text))


@cache
def _shipped_titles() -> dict[str, KnownTitle]:
    return {fold(spelling): known for known in known_titles() for spelling in spellings(known)}


def _by_id(tracker: Tracker, noun: Noun, text: str) -> Found | None:
    read = read_id(text.strip())
    if read is None:
        return None
    if read[0] is not noun:
        raise OrgtrackError(f"{shown(text)} is the id of {_a(read[0])}; give the name or the id of {_a(noun)}.")
    row = by_id(tracker, noun.table, read[1])
    if row is not None:
        return Found(noun=noun, id=row["id"], name=row["name"])
    kept = kept_for(tracker, noun, read[1])
    if kept is None:
        raise no_such(noun, text)
    found = Found(noun=noun, id=kept, name=stored.display_name(tracker, noun, kept), alias=noun.id(read[1]))
    tracker.remark(f"{found.alias} is now {found.written}")
    return found


def no_such(noun: Noun, text: str) -> OrgtrackError:
    """That no record has this id, and where those there are can be seen."""
    listing = "companies" if noun is Noun.ORGANIZATION else noun.table
    return OrgtrackError(f"There is no {noun} {text}; 'orgtrack list {listing}' shows those there are.")


def _by_identifier(tracker: Tracker, noun: Noun, text: str) -> Found | None:
    scheme, colon, value = text.partition(":")
    if not colon or scheme not in list(Scheme) or noun not in (Noun.PERSON, Noun.ORGANIZATION):
        return None
    row = stored.identified(tracker, scheme, value)
    record_id = row and row[f"{noun}_id"]
    if not record_id:
        raise OrgtrackError(f"No {noun} has {shown(text)}; give it to one: orgtrack edit NAME {scheme}={value}")
    return Found(noun=noun, id=record_id, name=stored.display_name(tracker, noun, record_id))


def _a(noun: Noun) -> str:
    return f"an {noun}" if noun in (Noun.ORGANIZATION, Noun.EVENT) else f"a {noun}"


def close_to(
    tracker: Tracker,
    noun: Noun,
    text: str,
    *,
    up_to: int | None = None,
    but: Collection[int] = (),
) -> list[Candidate]:
    """The records whose name is close to the text without being equal, the closest first, each with the reason.

    Only records with ids `up_to` this one, and none of `but`, are candidates.
    """
    rows = stored.near(tracker, noun, text, _MOST_COMPARED, up_to)
    if not rows:
        return []
    # Only a name that is not on record gets here, so the common case does not load what comparing needs.
    from orgtrack.names.comparing import compare

    scored: dict[int, tuple[int, Candidate]] = {}
    for row in rows:
        record_id = row["record_id"]
        if record_id in but:
            continue
        likeness = compare(noun, text, row["other"])
        if likeness.score > scored.get(record_id, (0,))[0]:
            found = Candidate(id=noun.id(record_id), name=row["name"], reason=likeness.why)
            scored[record_id] = (likeness.score, found)
    best = sorted(scored.items(), key=lambda entry: (-entry[1][0], entry[0]))
    return [candidate for _, (_, candidate) in best[:_MOST_CANDIDATES]]


def existing(tracker: Tracker, noun: Noun, text: str) -> Found:
    """The record that the text names; an error that says what may have been meant when there is none."""
    found = find(tracker, noun, text)
    if found is None:
        raise unknown(tracker, [noun], text)
    return found


def existing_any(tracker: Tracker, nouns: Sequence[Noun], text: str) -> Found:
    """The record of any of these nouns that the text names; one name for two nouns needs a choice."""
    read = read_id(text.strip())
    if read is not None and read[0] in nouns:
        return existing(tracker, read[0], text)
    found = [record for noun in nouns if (record := find(tracker, noun, text)) is not None]
    if len(found) > 1:
        raise NeedsChoice(
            f"{shown(text)} is the name of "
            + " and of ".join(f"{_a(record.noun)} ({record.written})" for record in found)
            + "; give the id of the one you mean.",
            [Candidate(id=r.noun.id(r.id), name=r.name, reason=f"{_a(r.noun)} of that name") for r in found],
        )
    if not found:
        raise unknown(tracker, nouns, text)
    return found[0]


def _listed(nouns: Sequence[Noun]) -> str:
    return nouns[0] if len(nouns) == 1 else ", ".join(nouns[:-1]) + f" or {nouns[-1]}"


def unknown(tracker: Tracker, nouns: Sequence[Noun], text: str) -> OrgtrackError:
    """That nothing has this name, with the closest that there is."""
    close = [candidate for noun in nouns if noun in stored.NAMED for candidate in close_to(tracker, noun, text)]
    hint = (
        "did you mean " + " or ".join(f"{candidate.name} ({candidate.id})" for candidate in close[:3]) + "?"
        if close
        else f"'orgtrack find {shown(text)[1:-1]}' searches all names."
    )
    return OrgtrackError(f"There is no {_listed(nouns)} called {shown(text)}; {hint}")
