"""One browser and one site for the tests of this folder; where there is no browser they skip, or fail in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from browser.chromium import Reader, chromium, missing
from browser.site import Site, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def leave_out(sentence: str) -> None:
    """Skip for the reason given; where these tests are required, as by .ci/run, fail for it."""
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# Of the package, not of the session: other tests run event loops, and find one running while the browser is open.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if lacking := missing():
        leave_out(lacking)
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="package")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """A reader of the site, on whose pages nothing may go wrong."""
    made = Reader(browser, site.home)
    yield made
    made.close()
    assert not made.troubles
