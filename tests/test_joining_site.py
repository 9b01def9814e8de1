"""Old addresses of Datasette's pages, after two records were found to be one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from site_pages import Pages
from story import Story


def where(pages: Pages, address: str) -> tuple[int, str | None]:
    response: Any = asyncio.run(pages.site.client.get(address, follow_redirects=False))
    return response.status_code, response.headers.get("location")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/t/people/2", "/t/people/1"),
        ("/t/people/2.json?_shape=objects", "/t/people/1.json?_shape=objects"),
        ("/t/people/3", "/t/people/1"),
        ("/t/organizations/2", "/t/organizations/1"),
        ("/t/titles/2", "/t/titles/1"),
    ],
)
def test_an_old_address_leads_to_the_record_that_was_kept(told: Story, asked: str, found: str) -> None:
    """
    2020 appointment "Ada Xu" CEO Acme
    2021 appointment "Bo Yin" Boss Beta
    $ add person "Cy Zed"
    $ same p2 p3
    $ same p1 p2
    $ same o1 o2
    $ same t1 t2
    """
    pages = Pages(told.path)
    assert where(pages, asked) == (302, found)
    assert pages.asked(found)[0] == 200
    pages.close()


def test_every_other_address_is_as_it_was(told: Story) -> None:
    """
    2020 appointment "Ada Xu" CEO Acme
    $ add person "Bo Yin"
    $ same p1 p2
    $ unsame p2
    """
    pages = Pages(told.path)
    assert where(pages, "/t/people/2") == (200, None)
    assert where(pages, "/t/people/9")[0] == 404
    assert where(pages, "/t/people/p2")[0] == 404
    assert where(pages, "/t/events/1") == (200, None)
    pages.close()
