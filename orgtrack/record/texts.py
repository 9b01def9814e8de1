"""The text of a source: kept with its fingerprint, and every quote from the source checked against it.

A quote that does not stand in it is recorded as it was given, and said: the text that is kept may be a part of the
source, and which of the two is wrong only a person can tell.
"""

from __future__ import annotations

from orgtrack.errors import OrgtrackError, shown
from orgtrack.quotes import alike, nearest, place
from orgtrack.record.entry import Entry
from orgtrack.store.rows import Row, update
from orgtrack.store.sources import quotes_from

LONGEST_TEXT = 5_000_000


def keep_text(entry: Entry, row: Row, text: str) -> None:
    """Keep the text of a source that has none; what its quotes on record are worth by it is said."""
    number = row["id"]
    if "\x00" in text or not text.strip():
        raise OrgtrackError(f"The text of s{number} is empty or holds a NUL character; give the words as plain text.")
    if len(text) > LONGEST_TEXT:
        raise OrgtrackError(
            f"The text of s{number} has {len(text):,} characters; at most {LONGEST_TEXT:,} are kept, so give the"
            " pages that are quoted."
        )
    import hashlib  # every command that records loads this module, and few keep a text

    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if row["sha256"] not in (None, sha256):
        raise OrgtrackError(
            f"s{number} has another text already (sha256 {row['sha256'][:12]}…); to give it this one, first type:"
            f" orgtrack edit s{number} text="
        )
    if row["sha256"] is None:
        update(entry.tracker, "sources", number, {"text": text, "sha256": sha256})
    quoted = quotes_from(entry.tracker, number)
    missing = [one for one in quoted if place(text, one["quote"]) is None]
    for one in missing:
        entry.remark(f"e{one['event_id']}: {_not_found(number, text, one['quote'])}")
    said = f"s{number} has a text of {len(text):,} characters, sha256 {sha256}"
    entry.remark(f"{said}; {len(quoted) - len(missing)} of {len(quoted)} quotes stand in it" if quoted else said)


def check_quote(entry: Entry, behind: Row, event_id: int, quote: str | None) -> None:
    """Say so where the quoted words do not stand in the text that is kept of their source."""
    if quote and behind["text"] and place(behind["text"], quote) is None:
        entry.remark(f"e{event_id}: {_not_found(behind['id'], behind['text'], quote)}")


def corrected_quote(entry: Entry, behind: Row, event_id: int, quote: str | None, says: tuple[str, str] | None) -> bool:
    """Whether the quote, which stands in the text, took the place of a slip of it that does not."""
    if not quote or not behind["text"] or place(behind["text"], quote) is None:
        return False
    for one in quotes_from(entry.tracker, behind["id"], event_id):
        told = (one["says_field"], one["says_value"]) if one["says_field"] else None
        if told == says and place(behind["text"], one["quote"]) is None and alike(one["quote"], quote):
            update(entry.tracker, "citations", one["id"], {"quote": quote})
            entry.remark(f"e{event_id}: corrected the quote {shown(one['quote'])}, which does not stand in the text")
            return True
    return False


def _not_found(number: int, text: str, quote: str) -> str:
    like = nearest(text, quote)
    hint = f"; nearest there: {shown(like, 200)}" if like else ""
    return f"the quote {shown(quote)} does not stand in the text of s{number}{hint}"
