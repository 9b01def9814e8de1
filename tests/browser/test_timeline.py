"""The picture of the timeline with its script, and what does the same without one."""

from __future__ import annotations

import re

from browser.chromium import PHONE, WIDE, Reader
from browser.site import Site

_FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.className"
_MARKS = ".picture-wide svg a"


def test_one_tab_enters_the_picture_and_the_next_leaves_it(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-company"])
    assert page.locator(f"{_MARKS}[tabindex='0']").count() == 1
    page.locator(".picture-wide").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    mark = page.evaluate(_FOCUSED)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('svg')")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(_FOCUSED) == mark
    unread = reader.open(site.pages["timeline-company"], scripts=False)
    assert unread.locator(f"{_MARKS}[tabindex]").count() == 0


def test_the_arrow_keys_follow_time_in_a_lane_and_keep_the_time_between_lanes(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    page.locator(f"{_MARKS}.holder").first.focus()
    lefts: list[float] = []
    page.keyboard.press("Home")
    while len(lefts) < 20:
        page.keyboard.press("ArrowRight")
        left = page.evaluate("document.activeElement.querySelector('path, rect').getBoundingClientRect().left")
        if lefts and left == lefts[-1]:
            break
        lefts.append(left)
    assert len(lefts) >= 4
    assert lefts == sorted(lefts)
    page.keyboard.press("Control+Home")
    first = page.evaluate(_FOCUSED)
    assert page.locator(_MARKS).first.get_attribute("aria-label") == first
    page.keyboard.press("ArrowUp")
    assert page.evaluate(_FOCUSED) == first


def test_a_person_is_set_off_by_a_key_and_by_a_click(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    chosen = page.locator(f"{_MARKS}.chosen")
    mark = page.locator(f"{_MARKS}.holder", has_text="Bob").first
    address = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("s")
    chosen.first.wait_for()
    assert re.search(r"highlight=p\d+$", page.url)
    assert page.locator("#timeline-said").inner_text().endswith("Bob is set off.")
    assert page.evaluate("document.activeElement.getAttribute('href')") == address
    assert page.get_by_label("Set off a person or a post").input_value().startswith("p")
    assert set(chosen.locator("text").evaluate_all("all => all.map((each) => getComputedStyle(each).fontWeight)")) == {
        "700"
    }
    chosen.first.click(modifiers=["Alt"])
    chosen.first.wait_for(state="detached")
    assert "highlight" not in page.url


def test_what_was_not_looked_for_is_passed_by(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    page.get_by_label("Find in the picture").fill("vacant")
    found = page.locator(f"{_MARKS}:not(.not-found):not(.heading)").count()
    assert 0 < found < page.locator(f"{_MARKS}:not(.heading)").count()
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    for _ in range(found + 3):
        page.keyboard.press("ArrowRight")
        assert not page.evaluate("document.activeElement.classList.contains('not-found')")
    page.get_by_label("Find in the picture").focus()
    page.keyboard.press("Escape")
    assert page.locator(".not-found").count() == 0


def test_the_steps_of_the_zoom_are_links_with_a_script_and_without(reader: Reader, site: Site) -> None:
    for scripts in (True, False):
        page = reader.open(site.pages["timeline-marks"], scripts=scripts)
        whole = page.locator("#timeline-span").inner_text()
        page.get_by_role("link", name="Narrower").click()
        page.wait_for_url("**from=*")
        page.get_by_role("link", name="All of it").wait_for()
        assert page.locator("#timeline-span").inner_text() != whole
        assert page.get_by_label("From", exact=True).input_value()
        page.get_by_role("link", name="All of it").click()
        page.get_by_role("link", name="All of it").wait_for(state="detached")
        assert page.locator("#timeline-span").inner_text() == whole


def test_a_picture_that_cannot_be_fetched_is_gone_to(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('away')); }")
    page.get_by_role("link", name="Narrower").click()
    page.wait_for_url("**from=*")
    page.get_by_role("link", name="All of it").wait_for()


def test_each_width_has_its_picture(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-marks"])
    for width, shown, hidden in (
        (WIDE, ".picture-wide", ".picture-narrow"),
        (PHONE, ".picture-narrow", ".picture-wide"),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(shown).is_visible()
        assert not page.locator(hidden).is_visible()
        page.locator(f"{shown} svg a.holder").first.focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.closest('.picture-wide, .picture-narrow').className") == shown[1:]


def test_the_picture_for_other_pages_has_no_script_and_leads_out_of_them(reader: Reader) -> None:
    page = reader.open("/orgtrack/-/timeline?company=Acme+Space&embed=1")
    assert page.locator("script, form").count() == 0
    page.locator(f"{_MARKS}.holder").first.click()
    page.wait_for_url("**/tenures/*")
