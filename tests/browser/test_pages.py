"""Every page opens without an error, a warning, a request that fails or one that leaves the site."""

from __future__ import annotations

from browser.chromium import Reader
from browser.site import Site


def test_every_page_opens(reader: Reader, site: Site) -> None:
    for name, address in site.pages.items():
        reader.open(address, status=400 if name.endswith("-refused") else 200)
        assert not reader.troubles, name
        reader.close()
