"""What the rows of imported files became; for the program alone, so that the change log leaves it out."""

from __future__ import annotations

# Which event a row opened, so that the next file of the same kind (`series`) finds it again: by the row's key where it
# has one, else by its absence.
IMPORTS = [
    """
CREATE TABLE import_rows (
    series TEXT NOT NULL,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    key_column TEXT,
    row_key TEXT,
    seen TEXT NOT NULL,
    PRIMARY KEY (series, event_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX import_rows_event ON import_rows(event_id)",
    "CREATE INDEX import_rows_key ON import_rows(row_key, key_column) WHERE row_key IS NOT NULL",
]
