"""Chromium, and pages in it that tell everything that goes wrong on them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

# Widths of a window in pixels.
WIDE, PHONE = 1280, 390
PATIENCE_MS = 20_000
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def missing() -> str | None:
    """What this machine lacks to drive a browser, and how to get it."""
    if not find_spec("playwright"):
        return "Playwright is not installed: pip install '.[test]', or sh .ci/test, which does."
    if not any(map(shutil.which, _NAMES)):
        return "There is no Chromium in PATH: install it (Debian's package chromium); as root, sh .ci/test does."
    return None


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, without a window; no name leads it to another host.

    While it is open, this thread has a running event loop, so that nothing else in it can run one.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, _NAMES))),
            # Chromium's own sandbox is not to be had as root.
            chromium_sandbox=os.name != "posix" or os.getuid() != 0,
            args=["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield browser
        browser.close()


class Reader:
    """A person at a browser, who reads the pages of one site."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser = browser
        self.home = home
        self.troubles: list[str] = []
        """What went wrong: errors and warnings of scripts and policies, requests that failed or left the site."""
        self._contexts: list[BrowserContext] = []
        self._refused: set[str] = set()

    def open(
        self,
        address: str,
        *,
        width: int = WIDE,
        height: int = 900,
        reduced_motion: bool = False,
        scripts: bool = True,
        status: int = 200,
    ) -> Page:
        """The page at this address of the site, fully loaded; with an answer of another status it is a trouble."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce" if reduced_motion else "no-preference",
            java_script_enabled=scripts,
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: self.troubles.append(f"error: {error.error}"))
        context.on("console", self._said)
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        if status >= 400:
            self._refused.add(self.home + address)
        page = context.new_page()
        answer = page.goto(self.home + address, wait_until="load")
        if answer is None or answer.status != status:
            self.troubles.append(f"{address} answered {answer and answer.status}, not {status}")
        return page

    def close(self) -> None:
        """Close all pages."""
        while self._contexts:
            self._contexts.pop().close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and message.location["url"] not in self._refused:
            self.troubles.append(f"{message.type} in the console: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and not f"{request.url}/".startswith(f"{self.home}/"):
            self.troubles.append(f"asked another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page gives a request up when it needs the answer no longer.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.url} failed: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self._refused:
            self.troubles.append(f"{response.url} answered {response.status}")
