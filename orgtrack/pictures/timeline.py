"""The timeline as a picture: one lane a post, holders end to end, grouped by organization."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from orgtrack.pictures.axis import Axis, axis_of
from orgtrack.pictures.bars import Bar, Ending, Point, Stretch, bar, box, point
from orgtrack.pictures.rows import Placed, cut, placed, stacked, width
from orgtrack.pictures.svg import element, link, path, rectangle, text, words
from orgtrack.pictures.words import (
    gap_sentence,
    holder_labels,
    holder_sentence,
    moment_sentence,
)
from orgtrack.tenures.tenure import Post, Tenure
from orgtrack.timeline.lanes import Place, PostLane, days_of

_EDGE = 12.0
_TOP = 30.0
_ROW = 24.0
_BAR = 17.0
_HEADING = 28.0
_TITLE = 20.0
_TOOTH = 5.0
# A headline longer than this is cut in the picture; its tooltip and the table have it whole.
_LONGEST = 560.0


class Addresses(Protocol):
    """Where the marks lead."""

    def tenure(self, tenure: Tenure) -> str: ...
    def event(self, event_id: int) -> str: ...
    def post(self, post: Post) -> str: ...
    def organization(self, organization_id: int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """How a picture is made: its width in pixels, a name of its own among those on a page, `style` where it stands
    alone, and the ends of the axis where they were asked for."""

    width: float = 1080.0
    name: str = "timeline"
    style: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The SVG, and how many of the items have no day to be drawn at."""

    svg: str
    left_out: int


def picture(
    found: Sequence[Place], addresses: Addresses, today: date, sheet: Sheet, chosen: int | None = None
) -> Drawn:
    """The picture of these places. The person `chosen`, by number, is set off from all others."""
    days = days_of(found)
    if any(holder.tenure.is_open for place in found for lane in place.posts for holder in lane.holders):
        days.append(today)
    axis = axis_of(days, today=today, first=sheet.first, last=sheet.last, left=_EDGE, right=sheet.width - _EDGE)
    drawing = _Drawing(axis, addresses, today, sheet, chosen)
    for place in found:
        drawing.place(place)
    return Drawn(drawing.whole(), sum(place.items for place in found) - drawing.drawn)


# What `placed` carries: how to draw the mark at a height.
@dataclass(frozen=True, slots=True)
class _Mark:
    address: str
    said: str
    class_: str
    shape: Bar | Stretch | Point
    acting: bool = False


class _Drawing:
    """A picture under way; `_y` is where the next thing goes."""

    def __init__(self, axis: Axis, addresses: Addresses, today: date, sheet: Sheet, chosen: int | None) -> None:
        self._axis, self._addresses, self._today, self._sheet, self._chosen = axis, addresses, today, sheet, chosen
        self._y = _TOP
        self._parts: list[str] = []
        self.drawn = 0

    def place(self, place: Place) -> None:
        """An organization: its name, what happened to it, and its posts."""
        lanes: list[tuple[str, str, list[Placed[_Mark]]]] = []
        if marks := self._moments(place):
            lanes.append(("Events", self._addresses.organization(place.organization_id), marks))
        for lane in place.posts:
            marks = [*self._holders(place, lane), *self._gaps(place, lane)]
            if marks:
                lanes.append((lane.title, self._addresses.post(lane.post), marks))
        if not lanes:
            return
        heading = cut(place.name, self._sheet.width - 2 * _EDGE, 14.0)
        self._parts.append(
            link(
                self._addresses.organization(place.organization_id),
                place.name,
                text(heading, _EDGE, self._y + 19.0, "organization"),
                class_="heading",
                label=heading,
            )
        )
        self._y += _HEADING
        for title, address, marks in lanes:
            self._lane(place, title, address, marks)

    def _lane(self, place: Place, title: str, address: str, marks: list[Placed[_Mark]]) -> None:
        said = f"{title} of {place.name}"
        shown = cut(title, self._sheet.width - 2 * _EDGE)
        inside = [link(address, said, text(shown, _EDGE, self._y + 13.0, "post"), class_="heading", label=shown)]
        self._y += _TITLE
        for row in stacked(marks):
            inside += (self._mark(each) for each in row)
            self._y += _ROW
        self._parts.append(element("g", *inside, role="group", aria_label=said))
        self._y += 2.0
        self._parts.append(path((_EDGE, self._y), (self._sheet.width - _EDGE, self._y), class_="between", closed=False))

    def _holders(self, place: Place, lane: PostLane) -> list[Placed[_Mark]]:
        found = []
        for holder in lane.holders:
            shape = bar(holder, self._axis, self._today)
            if shape is None:
                continue
            chosen = " chosen" if holder.tenure.person_id == self._chosen else ""
            mark = _Mark(
                self._addresses.tenure(holder.tenure),
                holder_sentence(holder, lane.title, place.name),
                f"holder{chosen}{' acting' if holder.tenure.acting else ''}",
                shape,
                holder.tenure.acting,
            )
            around = shape.possible
            if shape.announced is not None:
                around = Stretch(min(around.left, shape.announced), around.right)
            # The tips of an arrow, the teeth of a ragged edge and the sign of an ending leave no room for words.
            inner = Stretch(shape.possible.left + 4.0, shape.possible.right - (14.0 if shape.ending else 2.0))
            found.append(placed(mark, around, holder_labels(holder), inner, self._axis.left, self._axis.right))
        self.drawn += len(found)
        return found

    def _gaps(self, place: Place, lane: PostLane) -> list[Placed[_Mark]]:
        found = []
        for gap in lane.gaps:
            shape = box(gap, self._axis, self._today)
            if shape is None:
                continue
            mark = _Mark(
                self._gap_address(lane.post, gap.stated), gap_sentence(gap, lane.title, place.name), "vacant", shape
            )
            said = "vacant" if gap.certainty == "certain" else f"vacant, {gap.certainty}"
            texts = [said] if width(said) + 10.0 <= shape.width else []
            found.append(placed(mark, shape, texts, shape, self._axis.left, self._axis.right))
        self.drawn += len(found)
        return found

    def _gap_address(self, post: Post, stated: Sequence[int]) -> str:
        return self._addresses.event(stated[0]) if stated else self._addresses.post(post)

    def _moments(self, place: Place) -> list[Placed[_Mark]]:
        found = []
        for moment in place.moments:
            shape = point(moment, self._axis)
            if shape is None:
                continue
            mark = _Mark(self._addresses.event(moment.event_id), moment_sentence(moment), "moment", shape)
            around = Stretch(min(shape.range.left, shape.place - 6.0), max(shape.range.right, shape.place + 6.0))
            label = f"{moment.headline} (planned)" if moment.planned else moment.headline
            found.append(placed(mark, around, [cut(label, _LONGEST)], None, self._axis.left, self._axis.right))
        self.drawn += len(found)
        return found

    def _mark(self, each: Placed[_Mark]) -> str:
        mark, top = each.mark, self._y
        if isinstance(mark.shape, Bar):
            inside = [*_bar(mark.shape, top, f"url(#{self._sheet.name}-acting)" if mark.acting else None)]
        elif isinstance(mark.shape, Point):
            inside = [*_point(mark.shape, top)]
        else:
            inside = [rectangle(mark.shape.left, top, mark.shape.width, _BAR, "empty")]
        if each.label:
            class_ = "inside" if each.label.inside else "beside before" if each.label.before else "beside"
            inside.append(text(each.label.text, each.label.x, top + 12.5, class_))
        return link(mark.address, mark.said, *inside, class_=mark.class_, label=each.label.text if each.label else "")

    def whole(self) -> str:
        """The SVG of everything so far, under the names of the years and months."""
        height = self._y + _TOP
        axis = self._axis
        behind = []
        for x, name in axis.names():
            is_year = name.isdigit()
            behind.append(path((x, 22.0), (x, height - 22.0), class_="year" if is_year else "month", closed=False))
            for y in (15.0, height - 8.0):
                behind.append(element("text", words(name), x=x, y=y, class_="name"))
        if axis.shows(self._today):
            x = axis.at(self._today)
            behind.append(path((x, 30.0), (x, height - 22.0), class_="today", closed=False))
            at = min(max(x, 18.0), self._sheet.width - 18.0)
            behind.append(element("text", "today", x=at, y=27.0, class_="name"))
        name, size = self._sheet.name, self._sheet.width
        hatch = element(
            "pattern",
            path((0.0, 6.0), (6.0, 0.0), class_="hatch", closed=False),
            id=f"{name}-acting",
            width=6.0,
            height=6.0,
            patternUnits="userSpaceOnUse",
        )
        return element(
            "svg",
            element("title", "Timeline of posts and their holders", id=f"{name}-title"),
            element("desc", words(_description(axis, self._today)), id=f"{name}-about"),
            *([element("style", self._sheet.style)] if self._sheet.style else []),
            element("defs", hatch),
            rectangle(0.0, 0.0, size, height, "paper"),
            element("g", *behind, class_="axis", aria_hidden="true"),
            *self._parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {size:.0f} {height:.0f}",
            width=size,
            height=height,
            class_="orgtrack-timeline",
            role="group",
            aria_labelledby=f"{name}-title",
            aria_describedby=f"{name}-about",
        )


def _description(axis: Axis, today: date) -> str:
    return (
        f"From {axis.first} to {axis.last}; today is {today}. Solid: certain. Pale with a dashed outline: possible."
        " A ragged left edge: start unknown. An arrow: presumed still in post. A cross: ended, not known when."
        " A question mark: not known whether it ended. Hatched: acting. A dotted box: vacant."
    )


def _bar(shape: Bar, top: float, hatch: str | None) -> Iterable[str]:
    bottom, whole = top + _BAR, shape.possible
    if shape.announced is not None:
        middle = (top + bottom) / 2
        yield path((shape.announced, middle), (whole.left, middle), class_="announced", closed=False)
        yield path((shape.announced, top + 3.0), (shape.announced, bottom - 3.0), class_="announced", closed=False)
    edge = _ragged(whole, top) if shape.ragged else [(whole.left, bottom), (whole.left, top)]
    tip = [(whole.right, top), (whole.right, bottom)]
    if shape.ending is Ending.ARROW:
        neck = max(whole.right - 8.0, whole.left)
        tip = [(neck, top), (whole.right, (top + bottom) / 2), (neck, bottom)]
    yield path(*edge, *tip, class_="possible")
    for stretch, class_ in ((shape.presumed, "presumed"), (shape.core, "certain")):
        if stretch is None:
            continue
        at_tip = shape.ending is Ending.ARROW and stretch.right >= whole.right
        ends = tip if at_tip else [(stretch.right, top), (stretch.right, bottom)]
        left = min(stretch.left, min(x for x, _ in ends))
        yield path((left, bottom), (left, top), *ends, class_=class_)
    if shape.ragged:
        yield path(*edge, class_="ragged", closed=False)
    if hatch:
        tapers = 8.0 if shape.ending is Ending.ARROW else 0.0
        yield rectangle(whole.left, top, max(whole.width - tapers, 2.0), _BAR, "hatching", hatch)
    if shape.ending in (Ending.ENDED, Ending.UNKNOWN):
        x, y = whole.right - 6.0, top + _BAR / 2
        if shape.ending is Ending.UNKNOWN:
            yield element("text", "?", x=x, y=y + 4.5, class_="sign")
        else:
            for down in (3.5, -3.5):
                yield path((x - 3.5, y - down), (x + 3.5, y + down), class_="cross", closed=False)


def _ragged(whole: Stretch, top: float) -> list[tuple[float, float]]:
    """A left edge like torn paper, from the bottom up."""
    teeth = 6
    tooth = min(_TOOTH, whole.width)
    return [(whole.left + (tooth if n % 2 else 0.0), top + _BAR - n * _BAR / teeth) for n in range(teeth + 1)]


def _point(shape: Point, top: float) -> Iterable[str]:
    x, y = shape.place, top + _BAR / 2
    if not shape.exact:
        yield path((shape.range.left, y), (shape.range.right, y), class_="range", closed=False)
    diamond = ((x - 6.0, y), (x, y - 6.0), (x + 6.0, y), (x, y + 6.0))
    yield path(*diamond, class_="event" if shape.exact else "event vague")
