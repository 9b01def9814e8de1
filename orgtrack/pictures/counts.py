"""A picture for more than can be told apart: one lane an organization, in it how many there are of which years."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from orgtrack.pictures.labels import cut, isolated, width
from orgtrack.pictures.svg import element, link, rectangle, text, words
from orgtrack.pictures.timeline import Addresses, Sheet
from orgtrack.timeline.lanes import Counts

MOST_LANES = 40
_EDGE, _TOP, _LANE, _HIGH = 12.0, 30.0, 56.0, 20.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)


def counts_picture(found: Sequence[Counts], addresses: Addresses, sheet: Sheet, what: str = "tenures") -> str:
    """The SVG of the first `MOST_LANES` of them; a box of several years where one would be too narrow for a number."""
    shown = found[:MOST_LANES]
    years = [year for each in shown for year in each.by_year]
    first, last = (min(years), max(years)) if years else (1, 1)
    if sheet.first:
        first = max(first, min(sheet.first.year, last))
    room = sheet.width - 2 * _EDGE
    step = next((n for n in _STEPS if room / ((last - first) // n + 2) >= (34.0 if n == 1 else 48.0)), _STEPS[-1])
    first -= first % step
    each_wide = room / ((last - first) // step + 1)
    boxes = [_boxes(each, first, step) for each in shown]
    most = max((number for each in boxes for number in each.values()), default=1)
    lanes = []
    for n, (each, by_box) in enumerate(zip(shown, boxes, strict=True)):
        top = _TOP + n * _LANE
        number = f": {each.total:,} {what if each.total != 1 else what.removesuffix('s')}"
        said, seen = isolated(each.name) + number, isolated(cut(each.name, room - width(number))) + number
        inside, numbers = [text(seen, _EDGE, top + 13.0, "post")], []
        for place, count in sorted(by_box.items()):
            high = max(_HIGH * count / most, 2.0)
            x = _EDGE + place * each_wide
            above = top + 30.0 + _HIGH - high
            inside.append(rectangle(x + 1.0, above, each_wide - 2.0, high, "count"))
            if width(f"{count:,}") <= each_wide:
                numbers.append(text(f"{count:,}", x + 2.0, above - 3.0, "beside"))
        address = addresses.counted(each.organization_id)
        lanes.append(link(address, said, *inside, class_="counts", seen=seen, target=sheet.target))
        # The table has them for who cannot see the boxes that they are numbers of.
        lanes.append(element("g", *numbers, aria_hidden="true"))
    height = _TOP + len(shown) * _LANE + 12.0
    names = [
        element("text", _years(year, step), x=_EDGE + n * each_wide + each_wide / 2, y=15.0, class_="name")
        for n, year in enumerate(range(max(first, 0), last + 1, step))
    ]
    return element(
        "svg",
        element("title", f"Number of {what} by organization and year", id=f"{sheet.name}-title"),
        *([element("style", escape(sheet.style, quote=False))] if sheet.style else []),
        rectangle(0.0, 0.0, sheet.width, height, "paper"),
        element("g", *names, class_="axis", aria_hidden="true"),
        *lanes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width:.0f} {height:.0f}",
        width=sheet.width,
        height=height,
        class_="orgtrack-timeline",
        role="group",
        aria_labelledby=words(f"{sheet.name}-title"),
    )


def _boxes(each: Counts, first: int, step: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for year, number in each.by_year.items():
        box = max((year - first) // step, 0)
        found[box] = found.get(box, 0) + number
    return found


def _years(first: int, step: int) -> str:
    """`2020`, or `2020–24` where a box holds several years."""
    return str(first) if step == 1 else f"{first}–{(first + step - 1) % 100:02}" if step < 100 else f"{first} on"
