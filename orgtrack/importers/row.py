"""One row of a table, its cells by their headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the line on which it begins, and its cells by header, blanks around them taken off."""

    line: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """The cell under a header; '' where the file has no such column."""
        return self.cells.get(name, "")
