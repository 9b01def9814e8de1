"""Every page can be read by everybody: on a wide screen, on a phone and on paper, by eye and by ear.

What a test finds in Datasette's own parts is named here; nothing else is found.
"""

from __future__ import annotations

import re

import pytest

from browser.axe import Finding, findings, missing_axe
from browser.chromium import PHONE, WIDE, Reader
from browser.conftest import leave_out
from browser.looked import misplaced, paper_of, too_pale, turning
from browser.site import PAGES, Site, status_of

# The editor of SQL that Datasette has puts a field of its own in the place of the one that has a label.
_EDITOR = "div.CodeMirror.cm-s-default.CodeMirror-wrap > div > textarea"
_EDITORS_LINE = "div > div.CodeMirror-gutter-wrapper > div.CodeMirror-linenumber.CodeMirror-gutter-elt"
_WITH_EDITOR = ("home", "sql")
_UNLABELLED = {name: {Finding("label", 'textarea[autocorrect="off"]')} for name in _WITH_EDITOR}
_PALE = {name: {(1.61, "field", _EDITOR), (2.85, "text", _EDITORS_LINE)} for name in _WITH_EDITOR}
# All but Datasette's menus, which lie over the page.
_UNFOLD = """() => {
    const folded = document.querySelectorAll("details:not(.actions-menu-links, .nav-menu)");
    folded.forEach((each) => { each.open = true; });
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_by_eye_and_by_ear(reader: Reader, site: Site, name: str) -> None:
    if lacking := missing_axe():
        leave_out(lacking)
    page = reader.open(site.pages[name], status=status_of(name))
    page.evaluate(_UNFOLD)
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert misplaced(page) == set(), width
        assert too_pale(page) == _PALE.get(name, set()), width
        assert findings(page) == _UNLABELLED.get(name, set()), width
    assert turning(page) == set()
    page.set_viewport_size({"width": paper_of(page), "height": 700})
    assert misplaced(page) == set(), "on paper"


@pytest.mark.parametrize(("name", "is_across"), [("events", True), ("row-company", True), ("org", False)])
def test_tables_and_pictures_are_printed_across_the_sheet(
    reader: Reader, site: Site, name: str, *, is_across: bool
) -> None:
    printed = reader.open(site.pages[name]).pdf(format="A4", prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert sheets
    assert all((float(width) > float(height)) is is_across for width, height in sheets)


_BAD = """<body class="orgtrack" style="margin: 0; width: 2000px"><p style="color: #999">pale</p>
<p style="width: 3em; overflow: hidden; white-space: nowrap">too long for its place</p>
<div style="position: relative"><b style="position: absolute">one</b><i style="position: absolute">two</i></div>
<img src="data:,"><input style="border: 1px solid #ddd">
<svg width="90" height="20"><rect width="60" height="20" fill="#036"/><rect x="61" width="20" height="20" fill="#ddd"/>
<text y="15">unseen</text><text x="70" y="15">beyond the edge</text></svg></body>"""


def test_what_is_bad_is_found(reader: Reader) -> None:
    if lacking := missing_axe():
        leave_out(lacking)
    page = reader.open("/")
    page.set_content(_BAD)
    assert sorted((what, where.split(" > ")[-1]) for _, what, where in too_pale(page)) == [
        ("field", "input"),
        ("mark", "rect"),
        ("text", "p"),
        ("text", "text"),
    ]
    found = " ".join(sorted(misplaced(page)))
    for kind in ("beyond its picture", "cut off", "on each other", "the page is 2000 wide"):
        assert kind in found
    assert {"image-alt", "label", "color-contrast"} <= {each.rule for each in findings(page)}
