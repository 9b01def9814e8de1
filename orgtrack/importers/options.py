"""What the user says of a file that the file does not say itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgtrack.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the cells of a file are to be understood.

    `columns` are headers by field; `values` what stands for a cell, by field and folded cell; `defaults` what a field
    is where no column gives it or its cell is empty. `ongoing` are texts that mean "still in the post", and `blank_end`
    says what an empty end means: unknown, else ongoing. `key` is the header of the column that tells rows apart;
    `series` names files of one kind, of which a later one may lack rows.
    """

    shape: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    day_first: bool | None = None
    last_day: bool = False
    ongoing: tuple[str, ...] = ()
    blank_end: str = ""
    key: str = ""
    series: str = ""

    def value(self, name: str, cell: str) -> str:
        """The cell, or what was said to stand for it; the default where it is empty."""
        if self.values:
            cell = self.values.get((name, fold(cell)), cell)
        return cell or self.defaults.get(name, "")
