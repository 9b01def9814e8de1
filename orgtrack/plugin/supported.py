"""Which Datasette the plugin is made for. It extends pages of the 0.65 series, which 1.0 has rewritten."""

from __future__ import annotations

from importlib.metadata import version


def unsupported() -> str | None:
    """Why this Datasette cannot show a tracker, in one sentence; None where it can."""
    found = version("datasette")
    if found.startswith("0."):
        return None
    return (
        f"orgtrack's pages are made for Datasette 0.65, and this is Datasette {found}, which is not supported yet;"
        " install the other with: pip install 'datasette>=0.65.5,<1.0'"
    )
