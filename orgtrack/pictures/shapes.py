"""The marks as SVG: bars of certain and uncertain days, diamonds of events."""

from __future__ import annotations

from collections.abc import Iterable

from orgtrack.pictures.bars import Bar, Ending, Point, Stretch
from orgtrack.pictures.svg import element, path, rectangle

BAR = 17.0
_TOOTH = 5.0


def bar_marks(shape: Bar, top: float, hatch: str | None) -> Iterable[str]:
    """A time in a post, its top at that height; `hatch` is the pattern of one who is only acting."""
    bottom, whole = top + BAR, shape.possible
    if shape.announced is not None:
        # Above the row, where whoever is still in the post has no mark.
        above = top - 3.5
        yield path((shape.announced, above), (whole.left, above), (whole.left, top), class_="announced", closed=False)
        yield path((shape.announced, above - 2.5), (shape.announced, above + 2.5), class_="announced", closed=False)
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
        yield rectangle(whole.left, top, max(whole.width - tapers, 2.0), BAR, "hatching", hatch)
    if shape.ending in (Ending.ENDED, Ending.UNKNOWN):
        x, y = whole.right - 6.0, top + BAR / 2
        if shape.ending is Ending.UNKNOWN:
            yield element("text", "?", x=x, y=y + 4.5, class_="sign")
        else:
            for down in (3.5, -3.5):
                yield path((x - 3.5, y - down), (x + 3.5, y + down), class_="cross", closed=False)


def _ragged(whole: Stretch, top: float) -> list[tuple[float, float]]:
    """A left edge like torn paper, from the bottom up."""
    teeth = 6
    tooth = min(_TOOTH, whole.width)
    return [(whole.left + (tooth if n % 2 else 0.0), top + BAR - n * BAR / teeth) for n in range(teeth + 1)]


def point_marks(shape: Point, top: float) -> Iterable[str]:
    """An event: a diamond, a hollow one on a dashed line where it has no exact day."""
    x, y = shape.place, top + BAR / 2
    if not shape.exact:
        yield path((shape.range.left, y), (shape.range.right, y), class_="range", closed=False)
    diamond = ((x - 6.0, y), (x, y - 6.0), (x + 6.0, y), (x, y + 6.0))
    yield path(*diamond, class_="event" if shape.exact else "event vague")
