"""A tracker as a folder of CSV files: what both who writes one and who reads one agree on."""

from __future__ import annotations

from collections.abc import Mapping

from orgtrack.model.vocabulary import Noun

MANIFEST, EXPLAINED, CSV = "orgtrack.json", "README.md", ".csv"
# A file of any other format that names itself so is none of ours.
FORMAT = "orgtrack folder"
# Which column of which table holds the id of what: printed and read with its letter.
_COLUMNS: Mapping[str, Noun] = {
    "person_id": Noun.PERSON,
    "organization_id": Noun.ORGANIZATION,
    "title_id": Noun.TITLE,
    "source_id": Noun.SOURCE,
    "event_id": Noun.EVENT,
    "ends_event_id": Noun.EVENT,
    "supersedes_event_id": Noun.EVENT,
    "other_person_id": Noun.PERSON,
    "other_organization_id": Noun.ORGANIZATION,
}


def noun_of(table: str, column: str) -> Noun | None:
    """Of what a column holds the ids; None where it holds none that has a letter."""
    if column == "id":
        return next((noun for noun in Noun if noun.table == table), None)
    return _COLUMNS.get(column)
