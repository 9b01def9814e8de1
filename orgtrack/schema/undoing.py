"""The fourth form: entries of the log that take back others, each with a digest, and which records were made one."""

from __future__ import annotations


def _old(column: str) -> list[str]:
    """What a row that was changed or deleted named: so the history of a record is found without reading all of it."""
    named = f"json_extract(old, '$.{column}')"
    return [f"CREATE INDEX change_old_{column} ON change({named}) WHERE {named} IS NOT NULL"]


UNDOING = [
    "ALTER TABLE txn ADD COLUMN undoes_txn_id INTEGER REFERENCES txn(id)",
    "ALTER TABLE txn ADD COLUMN digest TEXT",
    "CREATE INDEX txn_undoes ON txn(undoes_txn_id) WHERE undoes_txn_id IS NOT NULL",
    # What another program wrote since the last entry of ours is not in the chain yet.
    "CREATE INDEX txn_unchained ON txn(id) WHERE digest IS NULL",
    "CREATE INDEX txn_time ON txn(time)",
    *_old("event_id"),
    *_old("person_id"),
    *_old("organization_id"),
    # `other_id` was found to be the same as the record named beside it, which took over all that named the other.
    """
CREATE TABLE same_as (
    id INTEGER PRIMARY KEY,
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    title_id INTEGER REFERENCES titles(id),
    other_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) + (title_id IS NOT NULL) = 1)
) STRICT""",
    "CREATE INDEX same_as_person ON same_as(person_id) WHERE person_id IS NOT NULL",
    "CREATE INDEX same_as_organization ON same_as(organization_id) WHERE organization_id IS NOT NULL",
    "CREATE INDEX same_as_title ON same_as(title_id) WHERE title_id IS NOT NULL",
    "CREATE INDEX same_as_other ON same_as(other_id)",
]
