"""The page of the timeline's picture, and the picture as a file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from orgtrack import lookup
from orgtrack.dates import UNDATED, PartialDate
from orgtrack.errors import NeedsChoice, OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.pictures.timeline import Sheet
from orgtrack.plugin.chosen import Chosen, chosen_rows
from orgtrack.plugin.drawn import Addresses, Drawing, drawing, drawing_of_counts, style
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.own import TooLong, asked_database, page, read
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME
from orgtrack.store import Tracker
from orgtrack.timeline.filters import Filters, filter_day, selected
from orgtrack.timeline.lanes import Place, counts, places, places_of_events, places_of_tenures

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


async def timeline_page(request: Request, datasette: Site) -> object:
    """Lanes of posts with their holders, for what the address asks; `.svg` is the picture alone, with its style."""
    database = await asked_database(request, datasette, _TABLES)
    home = f"{datasette.urls.database(database.name)}/-/timeline"
    words = {name: (request.args.get(name) or "").strip() for name, *_ in _FIELDS}
    alone = bool(request.url_vars.get("svg"))
    # A file leaves the site, so that its links name the site too.
    outside = datasette.absolute_url(request, "/").removesuffix("/") if alone else ""
    addresses = Addresses(datasette, database.name, outside)
    today = date.fromisoformat(today_of(datasette, database.name))
    chosen = await chosen_rows(request, datasette, database.name)
    answer, problem, choices = Drawing(), "", []
    try:
        answer = await read(
            datasette, database, lambda tracker: _answer(tracker, words, chosen, today, addresses, alone=alone)
        )
    except TooLong as error:
        problem = str(error)
    except OrgtrackError as error:
        problem, choices = str(error), _choices(error, home, words)
    if alone:
        return _file(answer, problem)
    asked = {name: value for name, value in words.items() if value}
    return await page(
        datasette,
        request,
        "orgtrack_timeline.html",
        database,
        400 if problem else 200,
        drawing=answer,
        problem=problem,
        choices=choices,
        page_path=home,
        svg_path=f"{home}.svg?{request.query_string if chosen else urlencode(asked)}",
        rows_path=chosen.address if chosen else "",
        asked=", ".join(asked.values()),
        fields=[
            {"name": name, "label": label, "example": example, "value": words[name]} for name, label, example in _FIELDS
        ],
    )


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


def _file(answer: Drawing, problem: str) -> object:
    headers = {"x-content-type-options": "nosniff"}
    if not answer.pictures:
        sentence = (problem or "There is nothing to draw.") + "\n"
        return Response(sentence, status=400 if problem else 404, headers=headers, content_type="text/plain")
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    headers["content-security-policy"] = f"default-src 'none'; style-src 'sha256-{digest}'"
    return Response(str(answer.pictures[0]), headers=headers, content_type="image/svg+xml; charset=utf-8")


def _answer(
    tracker: Tracker,
    words: Mapping[str, str],
    rows: Chosen | None,
    today: date,
    addresses: Addresses,
    *,
    alone: bool,
) -> Drawing:
    first = filter_day(words["from"], today, latest=False)[0] if words["from"] else None
    last = filter_day(words["to"], today, latest=True)[0] if words["to"] else None
    if first and last and last < first:
        raise OrgtrackError(f"The time asked for ends ({last}) before it begins ({first}); turn them round.")
    span = _span(first, last)
    selection = selected(tracker, Filters(organization=words["company"], title=words["title"], person=words["person"]))
    chosen = lookup.existing(tracker, Noun.PERSON, words["highlight"]).id if words["highlight"] else None
    sheet = Sheet(first=first, last=last, style=style() if alone else "")
    found = _chosen_places(tracker, rows) if rows else places(tracker, selection, span)
    if found is None:
        return drawing_of_counts(counts(tracker, selection, span), addresses, sheet)
    answer = drawing(found, addresses, today, sheet, chosen=chosen)
    if rows and answer.pictures:
        answer.notes.insert(0, rows.note)
    return answer


def _span(first: date | None, last: date | None) -> PartialDate | None:
    return replace(UNDATED, earliest=first, latest=last) if first or last else None


def _chosen_places(tracker: Tracker, rows: Chosen) -> list[Place]:
    if rows.table == "tenures":
        return places_of_tenures(tracker, rows.keys)
    return places_of_events(tracker, [number for (number,) in rows.keys])


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/-/timeline(?P<svg>\.svg)?$", timeline_page),
]
