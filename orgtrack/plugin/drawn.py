"""The page of the timeline's picture, and the picture as a file.

Read and drawn in one of Datasette's threads, on its connection, within its limit of time. This module imports
Datasette's responses, so it is loaded by a hook.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.utils import sqlite_timelimit, tilde_decode  # type: ignore[import-untyped]
from datasette.utils.asgi import NotFound, Response  # type: ignore[import-untyped]
from markupsafe import Markup

from orgtrack import lookup
from orgtrack.dates import UNDATED, PartialDate, short
from orgtrack.errors import NeedsChoice, OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.pictures.counts import MOST_LANES, counts_picture
from orgtrack.pictures.timeline import Sheet, picture
from orgtrack.pictures.words import about, gap_when, when
from orgtrack.plugin.cells import isolated
from orgtrack.plugin.chosen import Chosen, chosen_rows
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import is_tracker
from orgtrack.store import Tracker
from orgtrack.store.read_selection import Selection
from orgtrack.store.reading import snapshot
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.timeline.filters import Filters, filter_day, selected
from orgtrack.timeline.lanes import MOST_ITEMS, Counts, Place, counts, places, places_of_events, places_of_tenures

# What the page shows comes from these; whoever may not see one of them does not see the page.
_TABLES = ("tenures", "events", "people", "organizations", "titles", "names")
_FIELDS = (
    ("company", "Company or unit", ""),
    ("title", "Title", ""),
    ("person", "Person", ""),
    ("from", "From", "2015 or 2015-06"),
    ("to", "To", "today"),
    ("highlight", "Set off a person", ""),
)
_NARROW = 366.0
# With more marks a picture for narrow screens would be a scroll of its own; the wide one is then moved sideways.
_MOST_NARROW = 250


@dataclass(frozen=True, slots=True)
class _Addresses:
    """Where marks lead: the pages of their rows. `home` stands before them in a file that leaves the site."""

    site: Site
    database: str
    home: str = ""

    def tenure(self, tenure: Tenure) -> str:
        key = f"{tenure.organization_id},{tenure.title_id},{tenure.person_id},{tenure.id}"
        return self.home + self.site.urls.row(self.database, "tenures", key)

    def event(self, event_id: int) -> str:
        return self.home + self.site.urls.row(self.database, "events", str(event_id))

    def post(self, post: Post) -> str:
        asked = urlencode({"organization_id": post.organization_id, "title_id": post.title_id or ""})
        return f"{self.home}{self.site.urls.table(self.database, 'tenures')}?{asked}"

    def organization(self, organization_id: int) -> str:
        return self.home + self.site.urls.row(self.database, "organizations", str(organization_id))


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row of the table below the picture; the cell at `at` leads to `href`."""

    cells: tuple[Markup, ...]
    href: str
    at: int


@dataclass(slots=True, kw_only=True)
class _Answer:
    """What the page shows."""

    pictures: list[str] = field(default_factory=list)
    columns: Sequence[str] = ()
    rows: list[_Cells] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@cache
def _style() -> str:
    return (Path(__file__).parent / "static" / "pictures.css").read_text(encoding="utf-8")


async def timeline_page(request: Request, datasette: Site) -> object:
    """Lanes of posts with their holders, for what the address asks; `.svg` is the picture alone, with its style."""
    name = tilde_decode(request.url_vars["database"])
    try:
        database = datasette.get_database(route=name)
    except KeyError:
        raise NotFound(f"Database not found: {name}") from None
    if not is_tracker(datasette, database.name):
        raise NotFound("Only a file of orgtrack has a timeline.")
    for table in _TABLES:
        if not await database.table_exists(table):
            raise NotFound(f"This copy holds no table {table}, which a timeline needs.")
        await datasette.ensure_permissions(
            request.actor,
            [("view-table", (database.name, table)), ("view-database", database.name), "view-instance"],
        )
    home = f"{datasette.urls.database(database.name)}/-/timeline"
    words = {name: (request.args.get(name) or "").strip() for name, *_ in _FIELDS}
    alone = bool(request.url_vars.get("svg"))
    addresses = _Addresses(
        datasette, database.name, datasette.absolute_url(request, "/").removesuffix("/") if alone else ""
    )
    today = date.fromisoformat(today_of(datasette, database.name))
    chosen = await chosen_rows(request, datasette, database.name)

    def read(connection: sqlite3.Connection) -> _Answer:
        tracker = Tracker(Path(database.path or database.name), connection)
        with sqlite_timelimit(connection, int(str(datasette.setting("sql_time_limit_ms")))), snapshot(tracker):
            try:
                return _answer(tracker, words, chosen, today, addresses, alone=alone)
            except (ValueError, KeyError) as error:
                raise OrgtrackError(
                    "This file holds something that orgtrack never wrote; 'orgtrack check' says what."
                ) from error

    shown: dict[str, Any] = {"notes": [], "pictures": [], "rows": [], "columns": []}
    status = 200
    try:
        answer = await database.execute_fn(read)
        shown |= {
            "notes": answer.notes,
            "pictures": [Markup(each) for each in answer.pictures],
            "rows": answer.rows,
            "columns": answer.columns,
        }
    except OrgtrackError as error:
        status = 400
        shown |= {"problem": _problem(error), "choices": _choices(error, home, words)}
    if alone:
        return _file(answer.pictures[0] if status == 200 and answer.pictures else None, shown.get("problem"))
    asked = {name: value for name, value in words.items() if value}
    context = {
        **shown,
        "database": database.name,
        "page_path": home,
        "svg_path": f"{home}.svg?{request.query_string if chosen else urlencode(asked)}",
        "rows_path": chosen.address if chosen else "",
        "asked": ", ".join(asked.values()),
        "fields": [
            {"name": name, "label": label, "example": example, "value": words[name]} for name, label, example in _FIELDS
        ],
    }
    page = await datasette.render_template("orgtrack_timeline.html", context, request=request)
    return Response.html(page, status=status)


def _problem(error: OrgtrackError) -> str:
    """The sentence for a page, which says nothing of the file or its place."""
    if isinstance(error.__cause__, sqlite3.Error):
        return "That took too long to read; ask for less: one company, one title, or fewer years."
    return str(error)


def _choices(error: OrgtrackError, home: str, words: Mapping[str, str]) -> list[dict[str, str]]:
    """Links to the same page with an id for the name that means several."""
    if not isinstance(error, NeedsChoice):
        return []
    found = []
    for candidate in error.candidates:
        letter = candidate.id[:1]
        for name in {"p": ("person", "highlight"), "o": ("company",), "t": ("title",)}.get(letter, ()):
            if words[name]:
                asked = {**{key: value for key, value in words.items() if value}, name: candidate.id}
                label = f"{candidate.name} ({candidate.id})"
                found.append({"href": f"{home}?{urlencode(asked)}", "label": label})
                break
    return found


def _file(svg: str | None, problem: str | None) -> object:
    headers = {"x-content-type-options": "nosniff"}
    if svg is None:
        sentence = (problem or "There is nothing to draw.") + "\n"
        return Response(sentence, status=400 if problem else 404, headers=headers, content_type="text/plain")
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    headers["content-security-policy"] = f"default-src 'none'; style-src 'sha256-{digest}'"
    return Response(svg, headers=headers, content_type="image/svg+xml; charset=utf-8")


def _answer(
    tracker: Tracker,
    words: Mapping[str, str],
    rows: Chosen | None,
    today: date,
    addresses: _Addresses,
    *,
    alone: bool,
) -> _Answer:
    first = filter_day(words["from"], today, latest=False)[0] if words["from"] else None
    last = filter_day(words["to"], today, latest=True)[0] if words["to"] else None
    if first and last and last < first:
        raise OrgtrackError(f"The time asked for ends ({last}) before it begins ({first}); turn them round.")
    span = _span(first, last)
    selection = selected(tracker, Filters(organization=words["company"], title=words["title"], person=words["person"]))
    chosen = lookup.existing(tracker, Noun.PERSON, words["highlight"]).id if words["highlight"] else None
    sheet = Sheet(first=first, last=last, style=_style() if alone else "")
    found = _chosen_places(tracker, rows) if rows else places(tracker, selection, span)
    if found is None:
        return _counted(tracker, selection, span, addresses, sheet)
    items = sum(place.items for place in found)
    if not items:
        return _Answer(notes=["Nothing on record matches."])
    drawn = picture(found, addresses, today, sheet, chosen)
    answer = _Answer(pictures=[drawn.svg], columns=_COLUMNS, rows=_rows(found, addresses))
    if not alone and items <= _MOST_NARROW:
        narrow = Sheet(width=_NARROW, name="timeline-narrow", first=first, last=last)
        answer.pictures.append(picture(found, addresses, today, narrow, chosen).svg)
    if rows:
        answer.notes.append(rows.note)
    if drawn.left_out:
        answer.notes.append(f"{drawn.left_out:,} of {items:,} have no day to be drawn at; the table has them.")
    return answer


def _span(first: date | None, last: date | None) -> PartialDate | None:
    return replace(UNDATED, earliest=first, latest=last) if first or last else None


def _chosen_places(tracker: Tracker, rows: Chosen) -> list[Place]:
    if rows.table == "tenures":
        return places_of_tenures(tracker, rows.keys)
    return places_of_events(tracker, [number for (number,) in rows.keys])


def _counted(
    tracker: Tracker, selection: Selection, span: PartialDate | None, addresses: _Addresses, sheet: Sheet
) -> _Answer:
    told = counts(tracker, selection, span)
    total = sum(each.total for each in told)
    undated = sum(each.undated for each in told)
    notes = [
        f"More than {MOST_ITEMS:,} marks cannot be told apart, so this counts the tenures that began in each year:"
        f" {total:,} at {len(told):,} organizations. Ask for a company, a title, a person or fewer years to see them."
    ]
    if len(told) > MOST_LANES:
        notes.append(f"The {MOST_LANES} organizations with the most are drawn.")
    if undated:
        notes.append(f"{undated:,} began on no known day and are in no box.")
    rows = [_counted_row(each, addresses) for each in told[:MOST_LANES]]
    return _Answer(
        pictures=[counts_picture(told, addresses, sheet)],
        columns=("organization", "tenures", "began in"),
        rows=rows,
        notes=notes,
    )


def _counted_row(each: Counts, addresses: _Addresses) -> _Cells:
    years = ", ".join(f"{year}: {number:,}" for year, number in sorted(each.by_year.items()))
    cells = (isolated(each.name), isolated(f"{each.total:,}"), isolated(years))
    return _Cells(cells, addresses.organization(each.organization_id), 0)


_COLUMNS = ("organization", "post", "who or what", "from", "to", "remarks")


def _rows(found: Sequence[Place], addresses: _Addresses) -> list[_Cells]:
    """The same items as the picture, in its order."""
    rows: list[tuple[str, tuple[str, ...]]] = []
    for place in found:
        for moment in place.moments:
            remarks = f"{moment.type}{', planned' if moment.planned else ''}{', private' if moment.private else ''}"
            cells = (place.name, "", moment.headline, short(moment.date), "", remarks)
            rows.append((addresses.event(moment.event_id), cells))
        for lane in place.posts:
            for holder in lane.holders:
                cells = (place.name, lane.title, holder.person, *when(holder.tenure), about(holder.tenure))
                rows.append((addresses.tenure(holder.tenure), cells))
            for gap in lane.gaps:
                href = addresses.event(gap.stated[0]) if gap.stated else addresses.post(gap.post)
                rows.append((href, (place.name, lane.title, "vacant", *gap_when(gap), str(gap.certainty))))
    return [_Cells(tuple(map(isolated, cells)), href, 2) for href, cells in rows]
