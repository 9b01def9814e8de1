"""The page of the timeline's picture, the picture as a file, and the picture alone for the pages of others."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from datasette.utils.asgi import Response  # type: ignore[import-untyped]

from orgtrack.dates import UNDATED, PartialDate, parse_edtf, short
from orgtrack.errors import NeedsChoice, OrgtrackError
from orgtrack.model.vocabulary import Noun
from orgtrack.pictures.sheet import Sheet
from orgtrack.plugin.chosen import Chosen, chosen_rows
from orgtrack.plugin.drawn import Addresses, Drawing, drawing, drawing_of_counts, style
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.own import TooLong, asked_database, page, read
from orgtrack.plugin.policy import POLICY, policy_in_frames
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME, is_published
from orgtrack.plugin.zoom import zoom_steps
from orgtrack.store import Tracker
from orgtrack.timeline.filters import Filters, filter_day, selected
from orgtrack.timeline.lanes import Place, counts, counts_of_rows, places, places_of_events, places_of_tenures
from orgtrack.timeline.set_off import SetOff, set_off

# What the page shows comes from these; whoever may not see one of them does not see the page.
_TABLES = ("tenures", "events", "people", "organizations", "titles", "names")
# Which items are drawn, and how; rows that were chosen on another page leave only the second.
_WHICH = (("company", "Company or unit", ""), ("title", "Title", ""), ("person", "Person", ""))
_HOW = (
    ("from", "From", "2015 or 2015-06"),
    ("to", "To", "today"),
    ("highlight", "Set off a person or a post", "CEO of …"),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks for: the words of the form, and what else of the address keeps the same rows."""

    home: str
    words: Mapping[str, str]
    rows: Chosen | None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The address without what is empty."""
        return [*(self.rows.asked if self.rows else ()), *((name, text) for name, text in self.words.items() if text)]

    def address(self, suffix: str = "", **other: str) -> str:
        """This address with other words; an empty one is left out."""
        pairs = [(name, text) for name, text in self.pairs if name not in other]
        pairs += [(name, text) for name, text in other.items() if text]
        return f"{self.home}{suffix}?{urlencode(pairs)}" if pairs else self.home + suffix

    def at(self, organization: int) -> str:
        """This address, for one organization."""
        if self.rows:
            return self.address(organization_id__exact=str(organization))
        return self.address(company=Noun.ORGANIZATION.id(organization))


@dataclass(slots=True)
class _Told:
    drawing: Drawing = field(default_factory=Drawing)
    problem: str = ""
    choices: list[dict[str, str]] = field(default_factory=list)


async def timeline_page(request: Request, datasette: Site) -> object:
    """Lanes of posts with their holders, for what the address asks.

    `.svg` is the picture alone as a file, with its style; `embed=1` the picture in a page to be shown in another one.
    """
    database = await asked_database(request, datasette, _TABLES)
    rows = await chosen_rows(request, datasette, database.name)
    fields = _HOW if rows else (*_WHICH, *_HOW)
    words = {name: (request.args.get(name) or "").strip() for name, *_ in fields}
    asked = _Asked(f"{datasette.urls.database(database.name)}/-/timeline", words, rows)
    alone, framed = bool(request.url_vars.get("svg")), request.args.get("embed") == "1"
    # A file leaves the site, so that its links name the site too.
    outside = datasette.absolute_url(request, "/").removesuffix("/") if alone or framed else ""
    addresses = Addresses(datasette, database.name, outside, within=asked.at)
    today = date.fromisoformat(today_of(datasette, database.name))
    sheet = Sheet(style=style() if alone else "", target="_top" if framed else None)
    told = _Told()
    try:
        told.drawing = await read(datasette, database, lambda tracker: _answer(tracker, asked, today, addresses, sheet))
    except TooLong as error:
        told.problem = str(error)
    except OrgtrackError as error:
        told.problem, told.choices = str(error), _choices(error, asked)
    if alone:
        return _file(told)
    public = is_published(datasette, database.name)
    return await page(
        datasette,
        request,
        "orgtrack_embed.html" if framed else "orgtrack_timeline.html",
        database,
        400 if told.problem else 200,
        policy_in_frames(anywhere=public) if framed else POLICY,
        drawing=told.drawing,
        problem=told.problem,
        choices=told.choices,
        page_path=asked.home,
        whole_path=outside + asked.address(),
        svg_path=asked.address(".svg"),
        embed_path=datasette.absolute_url(request, asked.address(embed="1")) if public else "",
        rows_path=rows.address if rows else "",
        hidden=rows.asked if rows else (),
        zoom=_zoom(asked, told.drawing),
        span=[short(parse_edtf(day.isoformat())) for day in told.drawing.span or ()],
        today=today,
        asked=", ".join(text for text in words.values() if text),
        fields=[
            {"name": name, "label": label, "example": example, "value": words[name]} for name, label, example in fields
        ],
    )


def _zoom(asked: _Asked, drawn: Drawing) -> list[dict[str, str]]:
    if drawn.span is None:
        return []
    steps = [
        {"name": step.name, "key": step.key, "href": asked.address(**{"from": str(step.first), "to": str(step.last)})}
        for step in zoom_steps(*drawn.span)
    ]
    if asked.words["from"] or asked.words["to"]:
        steps.append({"name": "All of it", "key": "0", "href": asked.address(**{"from": "", "to": ""})})
    return steps


def _choices(error: OrgtrackError, asked: _Asked) -> list[dict[str, str]]:
    """Links to the same page with an id for the name that means several."""
    if not isinstance(error, NeedsChoice):
        return []
    found = []
    fields = {"p": ("person", "highlight"), "o": ("company",), "t": ("title", "highlight")}
    for candidate in error.candidates:
        for name in fields.get(candidate.id[:1], ()):
            if asked.words.get(name):
                label = f"{candidate.name} ({candidate.id})"
                found.append({"href": asked.address(**{name: candidate.id}), "label": label})
                break
    return found


def _file(told: _Told) -> object:
    headers = {"x-content-type-options": "nosniff"}
    if not told.drawing.pictures:
        sentence = (told.problem or "There is nothing to draw.") + "\n"
        return Response(sentence, status=400 if told.problem else 404, headers=headers, content_type="text/plain")
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    headers["content-security-policy"] = f"default-src 'none'; style-src 'sha256-{digest}'"
    return Response(str(told.drawing.pictures[0]), headers=headers, content_type="image/svg+xml; charset=utf-8")


def _answer(tracker: Tracker, asked: _Asked, today: date, addresses: Addresses, sheet: Sheet) -> Drawing:
    words, rows = asked.words, asked.rows
    first = filter_day(words["from"], today, latest=False)[0] if words["from"] else None
    last = filter_day(words["to"], today, latest=True)[0] if words["to"] else None
    if first and last and last < first:
        raise OrgtrackError(f"The time asked for ends ({last}) before it begins ({first}); turn them round.")
    chosen = set_off(tracker, words["highlight"]) if words["highlight"] else SetOff()
    sheet = replace(sheet, first=first, last=last)
    found: Sequence[Place] | None
    if rows and rows.whole:
        told = counts_of_rows(tracker, rows.kind, *rows.whole)
        return drawing_of_counts(told, addresses, sheet, rows=rows.kind)
    if rows:
        found = _chosen_places(tracker, rows)
    else:
        span = _span(first, last)
        wanted = Filters(organization=words["company"], title=words["title"], person=words["person"])
        selection = selected(tracker, wanted)
        found = places(tracker, selection, span)
        if found is None:
            return drawing_of_counts(counts(tracker, selection, span), addresses, sheet)
    answer = drawing(found, addresses, today, sheet, chosen)
    if chosen.name and answer.pictures:
        answer.notes.append(f"Set off, with a thick outline and a bold name: {chosen.name}.")
    if rows and answer.pictures:
        answer.notes.insert(0, rows.note)
    return answer


def _span(first: date | None, last: date | None) -> PartialDate | None:
    return replace(UNDATED, earliest=first, latest=last) if first or last else None


def _chosen_places(tracker: Tracker, rows: Chosen) -> list[Place]:
    if rows.kind == "tenures":
        return places_of_tenures(tracker, rows.keys)
    return places_of_events(tracker, [number for (number,) in rows.keys])


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/-/timeline(?P<svg>\.svg)?$", timeline_page),
]
