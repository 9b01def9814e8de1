"""The import of one file while it runs: what it is recorded with, and what its rows have said so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orgtrack.errors import OrgtrackError
from orgtrack.importers.options import Options
from orgtrack.record import Entry
from orgtrack.record.batch import Batch
from orgtrack.record.facts import Facts

# How the note begins of the sighting that stands for a row that is gone.
LAST_SEEN = "last seen in "


class RowRefused(OrgtrackError):
    """Several columns of one row are at fault: pairs of a column and its error."""

    def __init__(self, errors: list[tuple[str, OrgtrackError]]) -> None:
        self.errors = errors
        super().__init__("; ".join(str(error) for _, error in errors))


@dataclass(slots=True, kw_only=True)
class Work:
    """`person_numbers` and `organization_numbers` are the registers of which the file has numbers, with their fields.
    `events` are the events of rows by the id that the file gives them, `pointers` what rows say of others by it.

    `understood` counts words of the file that were read as others; `seen` are the events that open the tenures of the
    file, with the row's key. `closed` are the sightings that stand for rows that were gone, by what opened.
    """

    entry: Entry
    batch: Batch
    facts: Facts
    options: Options
    person_numbers: tuple[tuple[str, str], ...] = ()
    organization_numbers: tuple[tuple[str, str], ...] = ()
    events: dict[str, int] = field(default_factory=dict)
    pointers: list[tuple[int, int, str, str]] = field(default_factory=list)
    understood: Counter[str] = field(default_factory=Counter)
    seen: dict[int, str | None] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)
