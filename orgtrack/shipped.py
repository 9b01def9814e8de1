"""Where the files that go with the program are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The path of `metadata.yml` or `data`."""
    inside = Path(__file__).parent / name
    return inside if inside.exists() else Path(__file__).parent.parent / name
