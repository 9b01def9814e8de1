"""axe (axe-core), which finds what keeps people from using a page. It is fetched by .ci/browser and never kept here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERSION = "4.14"
_FILE = Path(sys.prefix) / "share" / "axe-core" / "package" / "axe.min.js"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule that an element breaks, and the element by the path that axe gives to it."""

    rule: str
    where: str


def missing_axe() -> str | None:
    """What this machine lacks to run axe, and how to get it."""
    if not _FILE.is_file():
        return f"axe-core {VERSION} is not in this environment: sh .ci/test fetches it, where there is npm."
    if f"axe v{VERSION}." not in _source()[:80]:
        return f"{_FILE} is not axe-core {VERSION}: remove it, and sh .ci/test fetches that."
    return None


@cache
def _source() -> str:
    return _FILE.read_text(encoding="utf-8")


_RUN = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations
        .filter((rule) => ["serious", "critical"].includes(rule.impact))
        .flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target.flat().join(" ")]));
}"""


def findings(page: Page) -> set[Finding]:
    """All that axe calls serious or critical on the page as it is shown now."""
    # Not as an element of the page, which the page's policy would refuse.
    page.evaluate(_source())
    return {Finding(rule, where) for rule, where in page.evaluate(_RUN)}
