"""The chart of an organization on a day, as `orgtrack chart` has it, with a step to each day on which it changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from datasette.utils.asgi import BadRequest, NotFound, Response  # type: ignore[import-untyped]

from orgtrack import lookup
from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.vocabulary import Noun, read_id
from orgtrack.plugin.answers import is_interrupted
from orgtrack.plugin.cells import isolated, row_link
from orgtrack.plugin.functions import today_of
from orgtrack.plugin.own import asked_database, page, told
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import NAME
from orgtrack.store import Tracker
from orgtrack.timeline.chart_days import chart_days
from orgtrack.timeline.charts import Chart, ChartUnit, chart
from orgtrack.timeline.filters import asked_time

_SHOWN = ("organizations", "people", "titles", "events", "event_participants", "tenures", "hierarchy", "names")
# What a printed id (o3, p7) begins with.
_LETTERS = ascii_lowercase


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The days on which the chart changed, and where among them the day that is shown lies."""

    days: Sequence[date]
    day: date

    @property
    def at(self) -> int:
        """The place of the last change up to the day, the first one where there is none before."""
        return max(bisect_right(self.days, self.day) - 1, 0)

    @property
    def previous(self) -> date | None:
        before = bisect_left(self.days, self.day)
        return self.days[before - 1] if before else None

    @property
    def next(self) -> date | None:
        after = bisect_right(self.days, self.day)
        return self.days[after] if after < len(self.days) else None


def chart_address(datasette: Site, database: str, organization: object) -> str:
    """Where the chart of the organization of this number is."""
    return f"{datasette.urls.database(database)}/-/org/{organization}"


async def chart_page(request: Request, datasette: Site) -> object:
    """The page; an organization that was joined with another leads to the one that was kept."""
    database = await asked_database(request, datasette, _SHOWN)
    number = _number(request.url_vars["organization"])
    day = _day(request.args.get("on") or "", date.fromisoformat(today_of(datasette, database.name)))

    def asked(tracker: Tracker) -> tuple[lookup.Found, Chart, list[date]]:
        try:
            found = lookup.existing(tracker, Noun.ORGANIZATION, Noun.ORGANIZATION.id(number))
        except OrgtrackError as error:
            if is_interrupted(error):
                raise
            raise NotFound(str(error)) from error
        name = found.noun.id(found.id)
        return found, chart(tracker, name, day), chart_days(tracker, name)

    found, drawn, days = await told(datasette, database, asked)
    address = chart_address(datasette, database.name, found.id)
    if found.id != number:
        return Response.redirect(f"{address}?{request.query_string}" if request.query_string else address)

    def link(table: str, printed: str, text: str) -> object:
        return row_link(datasette, database.name, table, int(printed.lstrip(_LETTERS)), text)

    return await page(
        datasette,
        request,
        "orgtrack_organization.html",
        database,
        name=isolated(drawn.top.name if drawn.top else found.name),
        organization=link("organizations", Noun.ORGANIZATION.id(found.id), found.name),
        parts=list(_parts(drawn.top)) if drawn.top else [],
        nothing=None if drawn.top else f"{found.name} did not exist on this day, by what is on record.",
        steps=Steps(days=days, day=day),
        address=address,
        link=link,
        isolated=isolated,
        chart_of=lambda printed: chart_address(datasette, database.name, int(printed.lstrip(_LETTERS))),
    )


def _number(text: str) -> int:
    """The number in `3` or `o3`."""
    read = read_id(text)
    digits = str(read[1]) if read and read[0] is Noun.ORGANIZATION else text
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 15:
        raise NotFound(f"{shown(text)} is no id of an organization; it is a number, as in the address of its row.")
    return int(digits)


def _day(text: str, today: date) -> date:
    try:
        time, _ = asked_time(text, today)
    except OrgtrackError as error:
        raise BadRequest(str(error)) from error
    if not time.is_day or time.earliest is None:
        raise BadRequest(f"{shown(text)} is no single day; type it like 2024-06-30.")
    return time.earliest


def _parts(top: ChartUnit) -> Iterator[tuple[str, ChartUnit | None]]:
    """The marks of a nested list, one after the other, so that no depth is too deep for the template."""
    waiting: list[tuple[str, ChartUnit | None]] = [("unit", top)]
    while waiting:
        part, unit = waiting.pop()
        yield part, unit
        if unit is not None:
            below: list[tuple[str, ChartUnit | None]] = [("unit", each) for each in reversed(unit.units)]
            waiting += [("end", None), ("close", None), *below, ("open", None)] if below else [("end", None)]


ROUTES: list[tuple[str, Callable[..., Awaitable[object]]]] = [
    (rf"/(?P<database>{NAME})/-/org/(?P<organization>[^/]+)$", chart_page),
]
