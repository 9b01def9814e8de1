"""`python -m tests.browser FOLDER [NAME…]`: every page as a picture: wide, on a phone, on paper (a PDF as well).

With names, only the pages whose name begins so. What goes wrong on a page is printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def main(words: list[str]) -> int:
    """Write the pictures; 1 where something went wrong on a page."""
    if not words:
        print(__doc__)
        return 2
    # As pytest finds them.
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from browser.chromium import PHONE, WIDE, Reader, chromium, missing
    from browser.looked import paper_of
    from browser.site import running, status_of

    if lacking := missing():
        print(lacking, file=sys.stderr)
        return 1
    folder = Path(words[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, running(Path(made)) as site, chromium() as browser:
        reader = Reader(browser, site.home)
        for name, address in site.pages.items():
            if words[1:] and not name.startswith(tuple(words[1:])):
                continue
            page = reader.open(address, status=status_of(name))
            for kind in ("wide", "phone", "print"):
                width = {"wide": WIDE, "phone": PHONE}.get(kind) or paper_of(page)
                page.set_viewport_size({"width": width, "height": 900})
                # Of a picture alone Playwright knows no whole page.
                is_page = ".svg" not in address
                page.screenshot(path=folder / f"{name}-{kind}.png", full_page=is_page)
            page.pdf(path=folder / f"{name}.pdf", format="A4", prefer_css_page_size=True)
            reader.close()
        for trouble in reader.troubles:
            print(trouble, file=sys.stderr)
        print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}.")
        return 1 if reader.troubles else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
