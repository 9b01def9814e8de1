"""Sources: found again by address or title, made when new; addresses are http or https and hold no password."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from orgtrack.dates import PartialDate, read_date
from orgtrack.errors import Candidate, NeedsChoice, OrgtrackError, shown
from orgtrack.model.claims import SourceClaim
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.names import fold
from orgtrack.record.entry import Entry
from orgtrack.store.rows import Row, Value, by_id, insert, update
from orgtrack.store.sources import source_at, sources_titled

_LONGEST_ADDRESS = 2000
_LONGEST_TITLE = 500
# Words after an http address make it a title; any other scheme is no source, whatever follows it.
_ADDRESS = r"(?i)(?!https?:)[a-z][a-z0-9+.-]*:(?=\S)|https?:\S*$|www\.\S*$"
_TRACKING = re.compile(
    r"^(utm_\w+|(fb|g|d|ms|y|tt|tw|wb|gb)cl(k?id|src)|gclsrc|[gw]braid|mc_[ce]id|mkt_tok|igsh(id)?|_ga|_gl|_hs(enc|mi)"
    r"|cmpid|ref_src|at_(medium|campaign|custom\d|link_\w+)|li_fat_id|vero_id|s_kwcid|guc\w+|smid|spm)$",
    re.IGNORECASE,
)


def checked_address(text: str) -> str:
    """The address, if it is one that a reader may follow: http or https, a host, no user and no password in it."""
    address = text.strip()
    if len(address) > _LONGEST_ADDRESS or not address.isprintable() or any(c.isspace() for c in address):
        raise OrgtrackError(f"{shown(text)} is no address: it is too long or holds a blank or an invisible character.")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise OrgtrackError(f"{shown(text)} is no address ({error}); type it like https://example.com/page.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise OrgtrackError(
            f"{shown(text)} is refused as a source: only http:// and https:// addresses are; if it is a title, put a"
            " blank after the colon."
        )
    if parts.username is not None or parts.password is not None:
        raise OrgtrackError(f"The address at {shown(host or '')} holds a user name or password; leave that out.")
    if not host:
        raise OrgtrackError(f"{shown(text)} names no host; type it like https://example.com/page.")
    return address


def url_key(address: str) -> str:
    """What stays of an address when the same page is cited twice: tracking parameters and fragment do not count."""
    parts = urlsplit(address)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not re.match(_TRACKING, k)]
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return urlunsplit(("", host + port, parts.path.rstrip("/"), urlencode(query), ""))


def checked_title(text: str) -> str:
    """The title of a source on one line."""
    title = " ".join(text.split())
    if not fold(title) or len(title) > _LONGEST_TITLE or not title.isprintable():
        raise OrgtrackError(
            f"{shown(text)} is no title: give at least one letter, at most {_LONGEST_TITLE} characters, none invisible."
        )
    return title


def published_columns(text: str) -> dict[str, Value]:
    """The publication day as columns; a time of day stays as written."""
    read = read_date(text)
    return {
        "published": text.strip() if re.match(r"\d{4}-\d\d-\d\dT", text.strip()) else read.edtf,
        "published_earliest": str(read.earliest) if read.earliest else None,
        "published_latest": str(read.latest) if read.latest else None,
    }


def source(entry: Entry, claim: SourceClaim) -> Row | None:
    """The source that a claim names, made when it is new; None when it names none."""
    claim = replace(claim, where=" ".join(claim.where.split()))
    if not claim.where:
        for name in ("published", "title", "publisher", "retrieved", "archive_url", "text"):
            if getattr(claim, name):
                raise OrgtrackError(f"{name} {shown(getattr(claim, name))} needs its source; say which (--source).")
        return None
    found = _found(entry, claim)
    if found is None:
        found = _made(entry, claim)
    else:
        _complete(entry, found, claim)
    if claim.text:
        # Few sources come with their text, and the words of quotes are compared for these alone.
        from orgtrack.record.texts import keep_text

        keep_text(entry, found, claim.text)
    return by_id(entry.tracker, "sources", found["id"])


def _found(entry: Entry, claim: SourceClaim) -> Row | None:
    read = read_id(claim.where)
    if read is not None:
        row = by_id(entry.tracker, "sources", read[1]) if read[0] is Noun.SOURCE else None
        if row is None:
            raise OrgtrackError(f"There is no source {claim.where}; 'orgtrack list sources' shows those there are.")
        return row
    if re.match(_ADDRESS, claim.where):
        return source_at(entry.tracker, url_key(checked_address(claim.where)))
    published = published_columns(claim.published)["published"] if claim.published else None
    rows = [
        row
        for row in sources_titled(entry.tracker, fold(claim.where))
        # An annual report of another year has the same title and is another source.
        if published is None or row["published"] in (None, published)
    ]
    if len(rows) > 1:
        raise NeedsChoice(
            f"{len(rows)} sources are titled {shown(claim.where)}: "
            + ", ".join(f"s{row['id']} ({row['published'] or 'no date'})" for row in rows)
            + "; give the id of the one you mean.",
            [Candidate(id=f"s{row['id']}", name=row["title"], reason="the same title") for row in rows],
        )
    return rows[0] if rows else None


def _made(entry: Entry, claim: SourceClaim) -> Row:
    is_address = re.match(_ADDRESS, claim.where)
    address = checked_address(claim.where) if is_address else None
    title = checked_title(claim.title) if claim.title else None if is_address else checked_title(claim.where)
    source_id = insert(
        entry.tracker,
        "sources",
        {
            "title": title,
            "url": address,
            "publisher": checked_title(claim.publisher) if claim.publisher else None,
            "retrieved": read_date(claim.retrieved).edtf if claim.retrieved else None,
            "archive_url": checked_address(claim.archive_url) if claim.archive_url else None,
            "url_key": url_key(address) if address else None,
            "title_key": fold(title) if title else None,
            **(published_columns(claim.published) if claim.published else {}),
        },
    )
    row = by_id(entry.tracker, "sources", source_id)
    assert row is not None
    return row


def _complete(entry: Entry, row: Row, claim: SourceClaim) -> None:
    """Add what a source on record lacks; what it says otherwise is never overwritten by the way."""
    given: dict[str, Value] = {
        "title": checked_title(claim.title) if claim.title else None,
        "publisher": checked_title(claim.publisher) if claim.publisher else None,
        "retrieved": read_date(claim.retrieved).edtf if claim.retrieved else None,
        "archive_url": checked_address(claim.archive_url) if claim.archive_url else None,
    }
    for column, value in given.items():
        if value is not None and row[column] not in (None, value):
            entry.remark(
                f"s{row['id']} keeps its {column} {shown(row[column])}; to change it: orgtrack edit s{row['id']}"
                f" {column}={shown(str(value))}"
            )
    if claim.published:
        columns = published_columns(claim.published)
        if row["published"] is not None and row["published_earliest"] != columns["published_earliest"]:
            raise OrgtrackError(
                f"s{row['id']} was published {row['published']} by the record, not {shown(claim.published)};"
                f" if the record is wrong, type: orgtrack edit s{row['id']} published={columns['published']}"
            )
        if row["published"] is None:
            given |= columns
    lacking = {column: value for column, value in given.items() if value is not None and row[column] is None}
    if "title" in lacking:
        lacking["title_key"] = fold(str(lacking["title"]))
    if lacking:
        update(entry.tracker, "sources", row["id"], lacking)


def publication(row: Row | None) -> PartialDate | None:
    """The publication date of a source, or None."""
    return read_date(row["published"]) if row is not None and row["published"] else None


def anchor(row: Row | None) -> date | None:
    """The day that relative words of a source count from: its publication, where that is a day."""
    published = publication(row)
    return published.earliest if published is not None and published.is_day else None
