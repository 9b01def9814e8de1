"""Pictures of the timeline on a page: for wide screens and for narrow ones, with the same as a table below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from markupsafe import Markup

from orgtrack.dates import short
from orgtrack.pictures.counts import MOST_LANES, counts_picture
from orgtrack.pictures.sheet import Sheet
from orgtrack.pictures.timeline import picture
from orgtrack.pictures.words import about, gap_when, when
from orgtrack.plugin.cells import isolated
from orgtrack.plugin.shapes import Site
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.timeline.lanes import MOST_ITEMS, Counts, Place
from orgtrack.timeline.set_off import SetOff

_NARROW = 366.0
# With more marks a picture for narrow screens would be a scroll of its own; the wide one is then moved sideways.
_MOST_NARROW = 250
# About what fits on a page of paper.
_TALLEST = 620.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where marks lead: the pages of their rows. `home` stands before them in a file that leaves the site.

    Of posts those whose numbers are in `posts`; the others lead to their tenures. `within` is where a picture of what
    was counted at an organization is.
    """

    site: Site
    database: str
    home: str = ""
    posts: Mapping[Post, int] = field(default_factory=dict)
    within: Callable[[int], str] | None = None

    def tenure(self, tenure: Tenure) -> str:
        key = f"{tenure.organization_id},{tenure.title_id},{tenure.person_id},{tenure.id}"
        return self.home + self.site.urls.row(self.database, "tenures", key)

    def event(self, event_id: int) -> str:
        return self.home + self.site.urls.row(self.database, "events", str(event_id))

    def post(self, post: Post) -> str:
        if post in self.posts:
            return self.home + self.site.urls.row(self.database, "posts", str(self.posts[post]))
        asked = urlencode({"organization_id": post.organization_id, "title_id": post.title_id or ""})
        return f"{self.home}{self.site.urls.table(self.database, 'tenures')}?{asked}"

    def organization(self, organization_id: int) -> str:
        return self.home + self.site.urls.row(self.database, "organizations", str(organization_id))

    def counted(self, organization_id: int) -> str:
        return self.home + self.within(organization_id) if self.within else self.organization(organization_id)


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of the table below the picture; the cell at `at` leads to `href`."""

    cells: tuple[Markup, ...]
    href: str
    at: int


@dataclass(slots=True, kw_only=True)
class Drawing:
    """What `_orgtrack_picture.html` shows: the picture, if there is one, and the one for narrow screens."""

    pictures: list[Markup] = field(default_factory=list)
    columns: Sequence[str] = ()
    rows: list[Cells] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Of the picture for wide screens: from when to when, and how many pixels high.
    span: tuple[date, date] | None = None
    height: float = 0.0


@cache
def style() -> str:
    """The style of a picture that stands in a file of its own."""
    return (Path(__file__).parent / "static" / "pictures.css").read_text(encoding="utf-8")


def drawing(
    found: Sequence[Place],
    addresses: Addresses,
    today: date,
    sheet: Sheet,
    chosen: SetOff | None = None,
) -> Drawing:
    """The picture of these places, one person, title or post set off; alone where the sheet has a style of its own."""
    items = sum(place.items for place in found)
    if not items:
        return Drawing(notes=["Nothing on record matches."])
    if not sheet.style:
        sheet = replace(sheet, tallest=_TALLEST)
    drawn = picture(found, addresses, today, sheet, chosen)
    answer = Drawing(columns=_COLUMNS, rows=_rows(found, addresses), span=(drawn.first, drawn.last))
    if drawn.left_out < items:
        answer.pictures, answer.height = [Markup(drawn.svg)], drawn.height
    if answer.pictures and not sheet.style and items <= _MOST_NARROW:
        narrow = replace(sheet, width=_NARROW, name=f"{sheet.name}-narrow")
        answer.pictures.append(Markup(picture(found, addresses, today, narrow, chosen).svg))
    if drawn.left_out:
        why = "have no day in this time" if sheet.first or sheet.last else "have no day to be drawn at"
        answer.notes.append(f"{drawn.left_out:,} of {items:,} {why}; the table has them.")
    return answer


def drawing_of_counts(told: Sequence[Counts], addresses: Addresses, sheet: Sheet, *, rows: str = "") -> Drawing:
    """Where there is more than a picture can hold: how many tenures began in each year, by organization.

    Of rows that were chosen, which are tenures or events, how many of each year.
    """
    total, undated = sum(each.total for each in told), sum(each.undated for each in told)
    if rows:
        which = f"{total:,} rows of {rows} cannot be told apart, so this counts those of each year, at"
        remedy = "Follow an organization, or filter the rows, to see them."
    else:
        which = f"More than {MOST_ITEMS:,} marks cannot be told apart, so this counts the tenures that began in each"
        which = f"{which} year: {total:,} at"
        remedy = "Follow one of them, or ask for a company, a title, a person or fewer years, to see them."
    notes = [f"{which} {len(told):,} organization{'s' if len(told) != 1 else ''}. {remedy}"]
    if len(told) > MOST_LANES:
        notes.append(f"The {MOST_LANES} organizations with the most are drawn.")
    if undated:
        notes.append(f"{undated:,} are of no known year and in no box.")
    what = rows or "tenures"
    sheets = [sheet] if sheet.style else [sheet, replace(sheet, width=_NARROW, name=f"{sheet.name}-narrow")]
    return Drawing(
        pictures=[Markup(counts_picture(told, addresses, each, what)) for each in sheets],
        columns=("organization", what, "of each year" if rows else "began in"),
        rows=[_counted_row(each, addresses) for each in told[:MOST_LANES]],
        notes=notes,
    )


def _counted_row(each: Counts, addresses: Addresses) -> Cells:
    years = ", ".join(f"{year}: {number:,}" for year, number in sorted(each.by_year.items()))
    cells = (isolated(each.name), isolated(f"{each.total:,}"), isolated(years))
    return Cells(cells, addresses.counted(each.organization_id), 0)


_COLUMNS = ("organization", "post", "who or what", "from", "to", "remarks")


def _rows(found: Sequence[Place], addresses: Addresses) -> list[Cells]:
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
    return [Cells(tuple(map(isolated, cells)), href, 2) for href, cells in rows]
