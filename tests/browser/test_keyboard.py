"""Who has no mouse reaches everything, in the order of the page, and sees where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from browser.chromium import PHONE, WIDE, Reader
from browser.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Page

# In the order of the page: all that can be clicked or typed into. Of Datasette's editor only its own field.
_REACHABLE = """() => [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])"
    )].filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.disabled && each.tabIndex >= 0
        && each.getClientRects().length)"""
# What has been reached, and whether that can be seen: by an outline or a border that was not there before.
_WATCH = """() => {
    window.reached = [];
    const seen = (each) => {
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(each);
        const frame = each.closest(".select-wrapper, .CodeMirror");
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 || boxShadow !== "none" || frame !== null;
    };
    document.addEventListener("focusin", ({target}) => window.reached.push([target, seen(target)]), true);
}"""
_COMPARED = f"""() => {{
    const expected = ({_REACHABLE})();
    const said = (each) => each.getAttribute("aria-label") || each.name || each.textContent.trim().slice(0, 40);
    const name = (each) => `${{each.localName}} ${{said(each)}}`;
    return {{
        expected: expected.map(name),
        reached: window.reached.map(([each]) => name(each)),
        unseen: window.reached.filter(([, isSeen]) => !isSeen).map(([each]) => name(each)),
    }};
}}"""


def tabbed(page: Page) -> dict[str, list[str]]:
    """What there is to reach, what Tab reaches, and what of that does not show that it was reached."""
    count = len(page.evaluate(f"({_REACHABLE})().map((each) => each.localName)"))
    page.evaluate(_WATCH)
    for _ in range(count):
        page.keyboard.press("Tab")
    found: Any = page.evaluate(_COMPARED)
    assert count > 0
    return dict(found)


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("home", WIDE),
        ("search", WIDE),
        ("timeline-marks", WIDE),
        ("timeline-marks", PHONE),
        ("org-marks", WIDE),
        ("events-filtered", WIDE),
        ("query-holders", WIDE),
        ("row-person", WIDE),
        ("row-company", PHONE),
        ("row-source", WIDE),
    ],
)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    reader: Reader, site: Site, name: str, width: int
) -> None:
    found = tabbed(reader.open(site.pages[name], width=width))
    assert found["reached"] == found["expected"]
    assert found["unseen"] == []


def test_the_slider_of_the_chart_goes_by_arrow_keys(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["org-marks"])
    day = page.locator("#chart-heading time")
    slider = page.locator("#chart-step")
    slider.focus()
    days = (slider.get_attribute("data-days") or "").split()
    at = int(slider.input_value())
    for key, place in (("ArrowRight", at + 1), ("ArrowLeft", at), ("End", len(days) - 1), ("Home", 0)):
        page.keyboard.press(key)
        page.wait_for_function("day => document.querySelector('#chart-heading time').dateTime === day", arg=days[place])
        assert slider.get_attribute("aria-valuetext") == days[place]
        assert page.url.endswith(f"?on={days[place]}")
        assert day.inner_text() == days[place]
        assert page.evaluate("document.activeElement.id") == "chart-step"
    page.reload()
    assert day.inner_text() == days[0]


def test_without_scripts_the_chart_has_a_form_and_steps(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["org-marks"], scripts=False)
    assert not page.locator("#chart-slide").is_visible()
    page.locator("#chart-on").fill("2012-06-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**on=2012-06-01")
    page.get_by_role("link", name="Next change").click()
    page.wait_for_url("**on=2014-05-01")
    assert page.locator("#chart-heading time").inner_text() == "2014-05-01"


@pytest.mark.parametrize("name", ["timeline-marks", "events-filtered"])
def test_what_is_folded_opens_by_a_key(reader: Reader, site: Site, name: str) -> None:
    page = reader.open(site.pages[name])
    folded = page.locator("details:has(summary:visible)")
    assert folded.count()
    for place in range(folded.count()):
        folded.nth(place).locator("summary").focus()
        page.keyboard.press("Enter")
        assert folded.nth(place).get_attribute("open") is not None
        page.keyboard.press("Space")
        assert folded.nth(place).get_attribute("open") is None


_MARKS = ".picture-wide svg a"
_FOCUSED = "document.activeElement.getAttribute('aria-label')"


def test_the_arrow_keys_reach_every_mark_of_the_timeline(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    marks = page.locator(_MARKS)
    expected = marks.evaluate_all("all => all.map((each) => each.getAttribute('aria-label'))")
    page.locator(".picture-wide").focus()
    page.keyboard.press("ArrowDown")
    reached, lane = set(), ""
    while page.evaluate(_FOCUSED) != lane:
        page.keyboard.press("Home")
        lane, mark = page.evaluate(_FOCUSED), ""
        while page.evaluate(_FOCUSED) != mark:
            mark = page.evaluate(_FOCUSED)
            reached.add(mark)
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowDown")
    assert reached == set(expected)
    assert len(reached) == len(expected)


def test_keys_zoom_the_timeline_and_keep_the_place(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    span = page.locator("#timeline-span")
    whole = span.inner_text()
    mark = page.locator(f"{_MARKS}.holder").nth(1)
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("+")
    page.wait_for_function("whole => document.getElementById('timeline-span').textContent !== whole", arg=whole)
    page.wait_for_function("address => document.activeElement.getAttribute('href') === address", arg=address)
    assert "from=" in page.url
    assert page.locator("#timeline-said").inner_text().startswith("From ")
    page.keyboard.press("0")
    page.wait_for_function("whole => document.getElementById('timeline-span').textContent === whole", arg=whole)


def test_words_are_found_in_the_timeline(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    page.get_by_label("Find in the picture").fill("acting")
    said = page.locator("#timeline-said").inner_text()
    assert said.startswith("1 of ")
    page.keyboard.press("Enter")
    assert "acting" in page.evaluate(_FOCUSED)


def test_a_mark_of_the_timeline_is_followed_by_a_key(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    mark = page.locator(f"{_MARKS}.holder").first
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


_MOVING = """() => [...document.querySelectorAll("*")].map((each) => getComputedStyle(each)).filter((style) =>
    style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth"
).length"""


def test_nothing_moves_for_who_asked_for_less_motion(reader: Reader, site: Site) -> None:
    """Datasette's menu of a column is the one thing that moves for others."""
    for reduced, moving in ((False, 1), (True, 0)):
        page = reader.open(site.pages["events-filtered"], reduced_motion=reduced)
        page.locator("th svg.dropdown-menu-icon").first.click()
        page.locator(".dropdown-menu").wait_for()
        assert page.evaluate(_MOVING) == moving
    for name in ("home", "timeline-marks", "org-marks", "row-company"):
        assert reader.open(site.pages[name], reduced_motion=True).evaluate(_MOVING) == 0, name
