"""The timeline as a picture: one lane a post, holders end to end, grouped by organization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from orgtrack.pictures.axis import Axis, axis_of
from orgtrack.pictures.bars import Bar, Point, Stretch, bar, box, point
from orgtrack.pictures.labels import cut, isolated, width, wrapped
from orgtrack.pictures.rows import MOST_LINES, Placed, Ways, stacked, ways
from orgtrack.pictures.shapes import BAR, bar_marks, point_marks
from orgtrack.pictures.sheet import Addresses, Sheet
from orgtrack.pictures.svg import element, link, path, rectangle, text, words
from orgtrack.pictures.words import confirmed, gap_sentence, holder_name, holder_sentence, is_presumed, moment_sentence
from orgtrack.timeline.lanes import Place, PostLane, days_of
from orgtrack.timeline.set_off import SetOff

_EDGE = 12.0
_TOP = 30.0
_ROW = 24.0
_LINE = 15.0
# Under the words there is room for the line of an announcement.
_TITLE = 23.0
_NAME_SIZE = 14.0
# How much wider letters are in bold.
_BOLD = 1.1
# Where a picture is so wide, what is to be said behind an arrow through today has a margin, up to a part of the width.
_WITH_MARGIN = 700.0
_LEAST_MARGIN = 150.0
_MOST_MARGIN = 0.28


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The SVG, how high it is, from when to when, and how many of the items have no day on that axis."""

    svg: str
    height: float
    first: date
    last: date
    left_out: int


def picture(
    found: Sequence[Place], addresses: Addresses, today: date, sheet: Sheet, chosen: SetOff | None = None
) -> Drawn:
    """The picture of these places, one person or post set off from all others."""
    days = days_of(found)
    is_open = any(holder.tenure.is_open for place in found for lane in place.posts for holder in lane.holders)
    if is_open:
        days.append(today)
    right = sheet.width - _EDGE

    def axis_with(margin: float) -> Axis:
        ends = {"first": sheet.first, "last": sheet.last}
        return axis_of(days, today=today, **ends, left=_EDGE, right=right - margin)

    axis = axis_with(0.0)
    if sheet.width >= _WITH_MARGIN:
        axis = axis_with(min(_behind_arrows(found, axis_with(_LEAST_MARGIN), today), sheet.width * _MOST_MARGIN))
    drawing = _Drawing(axis, addresses, today, sheet, chosen or SetOff())
    for place in found:
        drawing.place(place)
    svg, height = drawing.whole()
    left_out = sum(place.items for place in found) - drawing.drawn
    return Drawn(svg=svg, height=height, first=axis.first, last=axis.last, left_out=left_out)


def _behind_arrows(found: Sequence[Place], axis: Axis, today: date) -> float:
    """How much room the words need that stand behind the arrows through today."""
    needed = 0.0
    for holder in (holder for place in found for lane in place.posts for holder in lane.holders):
        if holder.tenure.is_open and (shape := bar(holder, axis, today)) is not None:
            name = holder_name(holder)
            is_inside = width(name) + 26.0 <= shape.possible.width
            said = confirmed(holder.tenure) if is_inside else f"{name} · {confirmed(holder.tenure)}"
            needed = max(needed, width(said) + 8.0 - (axis.right - shape.possible.right))
    return needed


# What a row carries: how to draw the mark at a height.
@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    address: str
    said: str
    class_: str
    shape: Bar | Stretch | Point
    acting: bool = False
    person: str | None = None


@dataclass(slots=True)
class _Band:
    """What is never parted: the SVG between two heights. `within` is the organization whose name stands further up."""

    top: float
    within: str = ""
    bottom: float = 0.0
    parts: list[str] = field(default_factory=list)


class _Drawing:
    """A picture under way; `_y` is where the next thing goes."""

    def __init__(self, axis: Axis, addresses: Addresses, today: date, sheet: Sheet, chosen: SetOff) -> None:
        self._axis, self._addresses, self._today, self._sheet, self._chosen = axis, addresses, today, sheet, chosen
        self._left, self._right = _EDGE, sheet.width - _EDGE
        self._y = _TOP
        self._bands: list[_Band] = []
        self.drawn = 0

    def place(self, place: Place) -> None:
        """An organization: its name, what happened to it, and its posts."""
        lanes: list[tuple[str, str, list[Ways[_Mark]]]] = []
        if marks := self._moments(place):
            lanes.append(("Events", self._addresses.organization(place.organization_id), marks))
        for lane in place.posts:
            marks = [*self._holders(place, lane), *self._gaps(place, lane)]
            if marks:
                lanes.append((lane.title, self._addresses.post(lane.post), marks))
        for n, (title, address, marks) in enumerate(lanes):
            band = _Band(self._y, place.name if n else "")
            if n == 0:
                band.parts.append(self._heading(place))
            self._lane(place, band, title, address, marks)

    def _heading(self, place: Place) -> str:
        self._y += 19.0
        lines = wrapped(isolated(place.name), self._right - self._left, MOST_LINES, _NAME_SIZE * _BOLD)
        shown = [text(line, _EDGE, self._y + n * 18.0, "organization") for n, line in enumerate(lines)]
        self._y += 9.0 + 18.0 * (len(lines) - 1)
        return self._link(
            self._addresses.organization(place.organization_id),
            place.name,
            *shown,
            class_="heading",
            seen=" ".join(lines),
        )

    def _lane(self, place: Place, band: _Band, title: str, address: str, marks: list[Ways[_Mark]]) -> None:
        said = f"{title} of {place.name}"
        lines = wrapped(isolated(title), self._right - self._left, MOST_LINES)
        shown = [text(line, _EDGE, self._y + 13.0 + n * _LINE, "post") for n, line in enumerate(lines)]
        inside = [self._link(address, said, *shown, class_="heading", seen=" ".join(lines))]
        self._y += _TITLE + _LINE * (len(lines) - 1)
        for row in stacked(marks):
            high = _ROW + _LINE * max(each.lines for each in row)
            if self._y + high - band.top > self._sheet.tallest:
                band.parts.append(element("g", *inside, role="group", aria_label=said))
                self._end(band)
                band, inside = _Band(self._y, f"{place.name}, {title}"), []
            inside += (self._mark(each) for each in row)
            self._y += high
        band.parts.append(element("g", *inside, role="group", aria_label=said))
        self._y += 2.0
        band.parts.append(path((self._left, self._y), (self._right, self._y), class_="between", closed=False))
        self._end(band)

    def _end(self, band: _Band) -> None:
        band.bottom = self._y
        self._bands.append(band)

    def _holders(self, place: Place, lane: PostLane) -> list[Ways[_Mark]]:
        found = []
        for holder in lane.holders:
            tenure = holder.tenure
            shape = bar(holder, self._axis, self._today)
            if shape is None:
                continue
            chosen = self._chosen.holds(tenure)
            mark = _Mark(
                address=self._addresses.tenure(tenure),
                said=holder_sentence(holder, lane.title, place.name),
                class_=f"holder{' chosen' if chosen else ''}{' acting' if tenure.acting else ''}",
                shape=shape,
                acting=tenure.acting,
                person=f"p{tenure.person_id}",
            )
            around = shape.possible
            # The tips of an arrow, the teeth of a ragged edge and the sign of an ending leave no room for words.
            inner = Stretch(shape.possible.left + 4.0, shape.possible.right - (14.0 if shape.ending else 2.0))
            tail = confirmed(tenure) if is_presumed(tenure) else ""
            wide = _BOLD if chosen else 1.0
            found.append(ways(mark, around, holder_name(holder), inner, self._left, self._right, tail=tail, wide=wide))
        self.drawn += len(found)
        return found

    def _gaps(self, place: Place, lane: PostLane) -> list[Ways[_Mark]]:
        found: list[Ways[_Mark]] = []
        for gap in lane.gaps:
            shape = box(gap, self._axis, self._today)
            if shape is None:
                continue
            mark = _Mark(
                address=self._addresses.event(gap.stated[0]) if gap.stated else self._addresses.post(lane.post),
                said=gap_sentence(gap, lane.title, place.name),
                class_="vacant",
                shape=shape,
            )
            # The box alone says it too; a word beside it would part it from those before and after.
            name = "vacant" if gap.certainty == "certain" else f"vacant, {gap.certainty}"
            name = name if width(name) + 10.0 <= shape.width else ""
            found.append(ways(mark, shape, name, shape, self._left, self._right))
        self.drawn += len(found)
        return found

    def _moments(self, place: Place) -> list[Ways[_Mark]]:
        found: list[Ways[_Mark]] = []
        for moment in place.moments:
            shape = point(moment, self._axis)
            if shape is None:
                continue
            said = moment_sentence(moment)
            mark = _Mark(address=self._addresses.event(moment.event_id), said=said, class_="moment", shape=shape)
            around = Stretch(min(shape.range.left, shape.place - 6.0), max(shape.range.right, shape.place + 6.0))
            name = isolated(moment.headline) + (" (planned)" if moment.planned else "")
            found.append(ways(mark, around, name, None, self._left, self._right))
        self.drawn += len(found)
        return found

    def _mark(self, each: Placed[_Mark]) -> str:
        mark, top = each.mark, self._y
        if isinstance(mark.shape, Bar):
            inside = [*bar_marks(mark.shape, top, f"url(#{self._sheet.name}-acting)" if mark.acting else None)]
        elif isinstance(mark.shape, Point):
            inside = [*point_marks(mark.shape, top)]
        else:
            inside = [rectangle(mark.shape.left, top, mark.shape.width, BAR, "empty")]
        for label in each.labels:
            class_ = "inside" if label.inside else "beside before" if label.before else "beside"
            inside.append(
                text(label.text, label.x, top + 12.5 + (_LINE * label.below + 2.0 if label.below else 0.0), class_)
            )
        # A name and its tail stand apart from each other, lines are one sentence.
        seen = (" · " if len(each.labels) == 2 and each.labels[0].inside else " ").join(one.text for one in each.labels)
        return self._link(mark.address, mark.said, *inside, class_=mark.class_, seen=seen, person=mark.person)

    def _link(self, address: str, said: str, *inside: str, class_: str, seen: str, person: str | None = None) -> str:
        return link(address, said, *inside, class_=class_, seen=seen, target=self._sheet.target, data_person=person)

    def whole(self) -> tuple[str, float]:
        """The SVG of everything so far, in as many pieces as it takes, and how high they are together."""
        pieces: list[list[_Band]] = [[]]
        for band in self._bands:
            if pieces[-1] and band.bottom - pieces[-1][0].top > self._sheet.tallest:
                pieces.append([])
            pieces[-1].append(band)
        drawn = [self._piece(n, bands, is_last=n == len(pieces)) for n, bands in enumerate(pieces, 1)]
        return "".join(svg for svg, _ in drawn), sum(height for _, height in drawn)

    def _piece(self, number: int, bands: list[_Band], *, is_last: bool) -> tuple[str, float]:
        within = bands[0].within if bands and number > 1 else ""
        top = bands[0].top - _TOP - (_TITLE if within else 0.0) if bands else 0.0
        bottom = (bands[-1].bottom if bands else self._y) + (_TOP if is_last else 2.0)
        name, size, style = self._sheet.name, self._sheet.width, self._sheet.style
        title = "Timeline of posts and their holders" + (f", part {number}" if number > 1 else "")
        about = (
            element("desc", words(_description(self._axis, self._today)), id=f"{name}-about"),
            *([element("style", style)] if style else []),
            element("defs", _hatch(f"{name}-acting")),
        )
        svg = element(
            "svg",
            element("title", title, id=f"{name}-title-{number}"),
            *(about if number == 1 else ()),
            rectangle(0.0, top, size, bottom - top, "paper"),
            element("g", *self._behind(top, bottom, is_last=is_last), class_="axis", aria_hidden="true"),
            *([self._continued(within, top)] if within else []),
            *(part for band in bands for part in band.parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 {top:.0f} {size:.0f} {bottom - top:.0f}",
            width=size,
            height=bottom - top,
            class_="orgtrack-timeline",
            role="group",
            aria_labelledby=f"{name}-title-{number}",
            aria_describedby=f"{name}-about" if number == 1 else None,
            data_axis=f"{self._axis.left:.0f} {self._axis.right:.0f} {self._axis.first} {self._axis.last}",
        )
        return svg, bottom - top

    def _continued(self, within: str, top: float) -> str:
        shown = cut(isolated(within), self._right - self._left - width(" (continued)")) + " (continued)"
        return element("g", text(shown, _EDGE, top + _TOP + 15.0, "organization"), aria_hidden="true")

    def _behind(self, top: float, bottom: float, *, is_last: bool) -> list[str]:
        """The years and months: named above every piece, and below the last one."""
        axis, parts = self._axis, []
        low = bottom - (22.0 if is_last else 0.0)
        for x, name in axis.names():
            class_ = "year" if name.isdigit() else "month"
            parts.append(path((x, top + 22.0), (x, low), class_=class_, closed=False))
            for y in (top + 15.0, *([bottom - 8.0] if is_last else [])):
                parts.append(element("text", words(name), x=x, y=y, class_="name"))
        if axis.shows(self._today):
            x = axis.at(self._today)
            parts.append(path((x, top + 30.0), (x, low), class_="today", closed=False))
            at = min(max(x, 18.0), self._sheet.width - 18.0)
            parts.append(element("text", "today", x=at, y=top + 27.0, class_="name"))
        return parts


def _hatch(name: str) -> str:
    line = path((0.0, 6.0), (6.0, 0.0), class_="hatch", closed=False)
    return element("pattern", line, id=name, width=6.0, height=6.0, patternUnits="userSpaceOnUse")


def _description(axis: Axis, today: date) -> str:
    return (
        f"From {axis.first} to {axis.last}; today is {today}. Solid: certain. Pale with a dashed outline: possible."
        " A ragged left edge: start unknown. An arrow: presumed still in post. A cross: ended, not known when."
        " A question mark: not known whether it ended. Hatched: acting. A dotted box: vacant."
    )
