"""One row of a table, its cells by the field that each was understood as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgtrack.errors import OrgtrackError, shown
from orgtrack.importers.words import NO, YES
from orgtrack.names import fold

# The column that tells rows apart; it is a field of every shape, and no column is taken for it unasked.
KEY = "key"
# Where a name stands in two columns: a family name alone would make one person of a whole family.
NAME_PARTS = ("first_name", "last_name")


def whole_name(cells: Mapping[str, str]) -> str:
    """The person's name, put together where its parts stand in columns of their own."""
    first, last, name = (cells.get(field, "") for field in (*NAME_PARTS, "person"))
    first, last = first or name, last or name
    if f" {fold(first)} " in f" {fold(last)} ":
        return last
    return first if f" {fold(last)} " in f" {fold(first)} " else f"{first} {last}".strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, and its cells by field, blanks around them taken off."""

    line: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """The cell of a field; '' where the file has no such column."""
        return self.cells.get(name, "")

    def yes(self, name: str) -> bool:
        """Whether the cell says yes; refused when it says neither yes nor no."""
        cell = self.cells.get(name, "")
        if not cell:
            return False
        folded = fold(cell)
        if folded not in YES and folded not in NO:
            raise OrgtrackError(f"{name} is yes or no, not {shown(cell)}.")
        return folded in YES
