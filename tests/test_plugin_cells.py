"""Which text becomes a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from orgtrack.plugin.cells import is_safe_address, isolated


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d=%20#e",
        "https://例え.jp/会社",
        "https://[::1]:8001/",
    ],
)
def test_a_web_address_becomes_a_link(text: str) -> None:
    assert is_safe_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "https:example.org",
        "https://",
        "https:///path",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/\u202egnp.exe",
        "https://exa\u200bmple.org",
        "https://user:password@example.org",
        "https://user@example.org",
        "https://good.example\\@evil.example",
        "https://example.org:99999/",
        "https://[::1",
        "see https://example.org",
    ],
)
def test_anything_else_stays_text(text: str) -> None:
    assert not is_safe_address(text)


@given(st.text())
def test_isolated_text_holds_no_markup(text: str) -> None:
    shown = isolated(text)
    assert Markup(shown).striptags() == Markup.escape(text).striptags()
    assert "<" not in shown.removeprefix("<bdi>").removesuffix("</bdi>")
