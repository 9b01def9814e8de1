"""What is looked for on a page as it stands: words and marks too pale to see, and what lies where it cannot be read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


@cache
def _script(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def too_pale(page: Page) -> set[tuple[float, str, str]]:
    """Each text, field and mark without the contrast that it needs: the ratio that it has, what it is, and where."""
    return {(ratio, what, where) for ratio, what, where in page.evaluate(_script("contrast.js"))}


def misplaced(page: Page) -> set[str]:
    """What is beyond an edge, cut off, or under other words: a sentence each."""
    return set(page.evaluate(_script("layout.js")))


def turning(page: Page) -> set[str]:
    """Names written from the right that could turn the words beside them."""
    return set(page.evaluate(_script("names.js")))


def paper_of(page: Page) -> int:
    """How wide a sheet of A4 is between its margins, in pixels: as the page's style lays it, upright or across."""
    page.emulate_media(media="print")
    return 1046 if page.evaluate("getComputedStyle(document.body || document.documentElement).page") == "wide" else 717
