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


_PLACES = """words => {
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!words.every((word) => node.data.includes(word)) || node.parentElement.closest("title, desc")) continue;
        return words.map((word) => {
            range.setStart(node, node.data.indexOf(word));
            range.setEnd(node, node.data.indexOf(word) + word.length);
            return range.getBoundingClientRect().left;
        });
    }
}"""


@pytest.mark.parametrize("name", ["row-event-right-to-left", "row-person-right-to-left", "events-right-to-left"])
def test_a_sentence_with_such_names_is_read_from_left_to_right(reader: Reader, site: Site, name: str) -> None:
    page = reader.open(site.pages[name])
    subject, verb, organization = page.evaluate(_PLACES, ["דוד לוי", "appointed", "شركة المثال القابضة"])
    assert subject < verb < organization


def test_a_sentence_in_a_picture_is_read_from_left_to_right(reader: Reader, site: Site) -> None:
    page = reader.open(site.pages["timeline-right-to-left"])
    organization, verb = page.evaluate(_PLACES, ["شركة المثال القابضة", " formed"])
    assert organization < verb
