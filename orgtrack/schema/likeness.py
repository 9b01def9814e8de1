"""What finds names that may be one, and who is known not to be somebody else."""

from __future__ import annotations

LIKENESS = [
    # Derived from the names of a record (`orgtrack.names.blocks`): the keys under which a name close to one finds it.
    # A key begins with the noun's letter, so that a record of another noun with the same id is not meant.
    """
CREATE TABLE name_blocks (
    block TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (block, record_id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX name_blocks_record ON name_blocks(record_id)",
    # Two that look like one and are not, because a person said so; the smaller id first.
    """
CREATE TABLE not_same (
    id INTEGER PRIMARY KEY,
    person_id INTEGER REFERENCES people(id),
    other_person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    other_organization_id INTEGER REFERENCES organizations(id),
    note TEXT,
    UNIQUE (person_id, other_person_id),
    UNIQUE (organization_id, other_organization_id),
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) = 1),
    CHECK (coalesce(person_id < other_person_id, organization_id < other_organization_id)),
    CHECK ((person_id IS NULL) = (other_person_id IS NULL)),
    CHECK ((organization_id IS NULL) = (other_organization_id IS NULL))
) STRICT""",
    "CREATE INDEX not_same_other_person ON not_same(other_person_id) WHERE other_person_id IS NOT NULL",
    "CREATE INDEX not_same_other_organization ON not_same(other_organization_id)"
    " WHERE other_organization_id IS NOT NULL",
]
