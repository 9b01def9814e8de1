"""Names in every script stand as they are written, and in their own language."""

from __future__ import annotations

import pytest

from browser.chromium import Reader
from browser.site import Site


def test_a_number_stays_behind_the_name_before_it(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["home"])
    entry = page.locator("ul.charts li", has_text="شركة المثال القابضة")
    name, number = entry.locator("a").bounding_box(), entry.locator(".detail").bounding_box()
    assert name
    assert number
    assert number["x"] >= name["x"] + name["width"] - 1


@pytest.mark.parametrize(("name", "field"), [("home", "#search-words"), ("timeline-marks", "#filter-company")])
def test_what_is_typed_goes_the_way_of_its_script(reader: Reader, site: Site, name: str, field: str) -> None:
    typed = reader.open(site.pages[name]).locator(field)
    for words, direction in (("محمد", "rtl"), ("Wu", "ltr")):
        typed.fill(words)
        assert typed.evaluate("each => getComputedStyle(each).direction") == direction


def test_a_page_says_its_language_and_a_name_its_own(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["row-person-native"])
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".other-names [lang]").evaluate_all(
        "all => all.map((each) => [each.lang, each.textContent])"
    ) == [["ja", "やまだたろう"]]
