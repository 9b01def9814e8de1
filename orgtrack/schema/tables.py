"""Tables and indexes of the first version: columns in the reader's order, what the program keeps for itself last.

All tables are STRICT and hold only INTEGER and TEXT, so that the log and a round trip are exact. An empty cell is
NULL, never ''. A date is four columns or more: EDTF as accepted, the words of the source, and its bounds as ISO days.
"""

from __future__ import annotations

from collections.abc import Iterable

from orgtrack.dates import Basis, Precision, Qualifier
from orgtrack.model.vocabulary import (
    EventType,
    Level,
    Manner,
    NameKind,
    OrganizationKind,
    Reason,
    Role,
    Scheme,
    Status,
    Visibility,
)


def _one_of(column: str, values: Iterable[str]) -> str:
    return f"CHECK ({column} IN ({', '.join(repr(str(value)) for value in values)}))"


# Years that both bounds share; NULL where they straddle two, so that facets never claim too much.
_YEAR = (
    "CASE WHEN substr(date_earliest, 1, 4) = substr(date_latest, 1, 4)"
    " THEN CAST(substr(date_earliest, 1, 4) AS INTEGER) END"
)
_MONTH = "CASE WHEN substr(date_earliest, 1, 7) = substr(date_latest, 1, 7) THEN substr(date_earliest, 1, 7) END"

TABLES = [
    """
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT,
    private_note TEXT,
    name_key TEXT NOT NULL,
    search_keys TEXT NOT NULL,
    search_prefixes TEXT NOT NULL
) STRICT""",
    f"""
CREATE TABLE organizations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT 'company' {_one_of("kind", OrganizationKind)},
    parent_id INTEGER REFERENCES organizations(id),
    company_id INTEGER REFERENCES organizations(id),
    fiscal_year_end TEXT,
    note TEXT,
    private_note TEXT,
    name_key TEXT NOT NULL,
    search_keys TEXT NOT NULL,
    search_prefixes TEXT NOT NULL
) STRICT""",
    f"""
CREATE TABLE titles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    short TEXT,
    level TEXT NOT NULL DEFAULT 'other' {_one_of("level", Level)},
    seats INTEGER CHECK (seats > 0),
    note TEXT,
    name_key TEXT NOT NULL
) STRICT""",
    """
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    title_id INTEGER NOT NULL REFERENCES titles(id),
    organization_id INTEGER NOT NULL REFERENCES organizations(id),
    seats INTEGER CHECK (seats > 0),
    note TEXT,
    UNIQUE (title_id, organization_id)
) STRICT""",
    f"""
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    date TEXT,
    type TEXT NOT NULL {_one_of("type", EventType)},
    person_id INTEGER REFERENCES people(id),
    title_id INTEGER REFERENCES titles(id),
    organization_id INTEGER REFERENCES organizations(id),
    company_id INTEGER REFERENCES organizations(id),
    headline TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'happened' {_one_of("status", Status)},
    acting INTEGER NOT NULL DEFAULT 0 CHECK (acting IN (0, 1)),
    manner TEXT {_one_of("manner", Manner)},
    reason TEXT {_one_of("reason", Reason)},
    amount TEXT,
    new_name TEXT,
    new_kind TEXT {_one_of("new_kind", OrganizationKind)},
    announced TEXT,
    title_text TEXT,
    note TEXT,
    date_text TEXT,
    date_earliest TEXT,
    date_latest TEXT,
    date_precision TEXT NOT NULL {_one_of("date_precision", Precision)},
    date_qualifier TEXT {_one_of("date_qualifier", Qualifier)},
    date_basis TEXT {_one_of("date_basis", Basis)},
    date_anchor TEXT,
    date_sort TEXT GENERATED ALWAYS AS (coalesce(date_earliest, date_latest)) STORED,
    year INTEGER GENERATED ALWAYS AS ({_YEAR}) STORED,
    month TEXT GENERATED ALWAYS AS ({_MONTH}) STORED,
    date_from TEXT GENERATED ALWAYS AS (coalesce(date_earliest, '0001-01-01')) VIRTUAL,
    date_to TEXT GENERATED ALWAYS AS (coalesce(date_latest, '9999-12-31')) VIRTUAL,
    announced_earliest TEXT,
    announced_latest TEXT,
    last_day INTEGER NOT NULL DEFAULT 0 CHECK (last_day IN (0, 1)),
    end_state TEXT CHECK (end_state IN ('unknown')),
    ends_event_id INTEGER REFERENCES events(id),
    supersedes_event_id INTEGER REFERENCES events(id),
    visibility TEXT NOT NULL DEFAULT 'public' {_one_of("visibility", Visibility)},
    private_note TEXT,
    CHECK (date_earliest IS NULL OR date_latest IS NULL OR date_earliest <= date_latest)
) STRICT""",
    f"""
CREATE TABLE event_participants (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    role TEXT NOT NULL {_one_of("role", Role)},
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    title_id INTEGER REFERENCES titles(id),
    title_text TEXT
) STRICT""",
    """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    title TEXT,
    url TEXT,
    publisher TEXT,
    published TEXT,
    retrieved TEXT,
    archive_url TEXT,
    note TEXT,
    private_note TEXT,
    text TEXT,
    sha256 TEXT,
    published_earliest TEXT,
    published_latest TEXT,
    url_key TEXT UNIQUE,
    title_key TEXT,
    CHECK (title IS NOT NULL OR url IS NOT NULL)
) STRICT""",
    """
CREATE TABLE citations (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL REFERENCES sources(id),
    quote TEXT,
    place TEXT,
    says_field TEXT,
    says_value TEXT,
    says_earliest TEXT,
    says_latest TEXT,
    CHECK ((says_field IS NULL) = (says_value IS NULL))
) STRICT""",
    f"""
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT {_one_of("kind", NameKind)},
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    title_id INTEGER REFERENCES titles(id),
    language TEXT,
    script TEXT,
    "from" TEXT,
    until TEXT,
    event_id INTEGER REFERENCES events(id) ON DELETE CASCADE,
    name_key TEXT NOT NULL,
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) + (title_id IS NOT NULL) = 1)
) STRICT""",
    f"""
CREATE TABLE identifiers (
    id INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL {_one_of("scheme", Scheme)},
    value TEXT NOT NULL CHECK (value <> ''),
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    UNIQUE (scheme, value),
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) = 1)
) STRICT""",
    # Derived from the events, never typed in: which parent an organization had from when to when. `from_day` is the
    # day from which it counts: '' always, 9999-12-31 on no known day.
    """
CREATE TABLE hierarchy (
    organization_id INTEGER NOT NULL REFERENCES organizations(id),
    position INTEGER NOT NULL,
    parent_id INTEGER REFERENCES organizations(id),
    start TEXT,
    "end" TEXT,
    start_earliest TEXT,
    start_latest TEXT,
    end_earliest TEXT,
    end_latest TEXT,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    end_event_id INTEGER REFERENCES events(id) ON DELETE SET NULL,
    from_day TEXT NOT NULL,
    is_plan INTEGER NOT NULL CHECK (is_plan IN (0, 1)),
    PRIMARY KEY (organization_id, position)
) STRICT, WITHOUT ROWID""",
    # One row a command that wrote; is_open marks the one that is writing now.
    """
CREATE TABLE txn (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    command TEXT NOT NULL,
    actor TEXT,
    is_open INTEGER CHECK (is_open = 1)
) STRICT""",
    # Old values of what a command changed: everything that `log`, `undo` and "as recorded on" need.
    """
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    txn_id INTEGER NOT NULL REFERENCES txn(id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    old TEXT
) STRICT""",
]

INDEXES = [
    "CREATE INDEX people_name ON people(name)",
    "CREATE INDEX organizations_name ON organizations(name)",
    "CREATE INDEX titles_name ON titles(name)",
    "CREATE INDEX people_name_key ON people(name_key)",
    "CREATE INDEX organizations_name_key ON organizations(name_key)",
    "CREATE INDEX organizations_parent ON organizations(parent_id)",
    "CREATE INDEX organizations_company ON organizations(company_id)",
    "CREATE INDEX organizations_kind ON organizations(kind)",
    "CREATE UNIQUE INDEX titles_name_key ON titles(name_key)",
    "CREATE INDEX posts_organization ON posts(organization_id)",
    # Each filter that timeline offers, in timeline order; the same indexes count the facets of the events page.
    "CREATE INDEX events_date ON events(date_sort, date_to DESC)",
    "CREATE INDEX events_newest ON events(date_sort DESC)",
    "CREATE INDEX events_earliest ON events(date_earliest)",
    "CREATE INDEX events_open ON events(date_sort, date_to DESC) WHERE date_earliest IS NULL",
    "CREATE INDEX events_type ON events(type, date_sort, year, company_id, title_id, status)",
    "CREATE INDEX events_person ON events(person_id, date_sort)",
    "CREATE INDEX events_title ON events(title_id, date_sort)",
    "CREATE INDEX events_organization ON events(organization_id, date_sort)",
    "CREATE INDEX events_company ON events(company_id, date_sort)",
    "CREATE INDEX events_status ON events(status, date_sort, type, year, company_id, title_id)",
    "CREATE INDEX events_year ON events(year, date_sort)",
    "CREATE INDEX events_manner ON events(manner)",
    "CREATE INDEX events_precision ON events(date_precision)",
    "CREATE INDEX events_ends ON events(ends_event_id) WHERE ends_event_id IS NOT NULL",
    "CREATE INDEX events_supersedes ON events(supersedes_event_id) WHERE supersedes_event_id IS NOT NULL",
    "CREATE INDEX event_participants_event ON event_participants(event_id)",
    "CREATE INDEX event_participants_person ON event_participants(person_id) WHERE person_id IS NOT NULL",
    "CREATE INDEX event_participants_title ON event_participants(title_id) WHERE title_id IS NOT NULL",
    "CREATE INDEX event_participants_organization ON event_participants(organization_id)"
    " WHERE organization_id IS NOT NULL",
    "CREATE INDEX citations_event ON citations(event_id)",
    "CREATE INDEX citations_source ON citations(source_id)",
    "CREATE INDEX citations_says ON citations(event_id) WHERE says_field IS NOT NULL",
    "CREATE INDEX sources_title_key ON sources(title_key)",
    "CREATE INDEX names_name_key ON names(name_key)",
    "CREATE INDEX names_person ON names(person_id) WHERE person_id IS NOT NULL",
    "CREATE INDEX names_organization ON names(organization_id) WHERE organization_id IS NOT NULL",
    "CREATE INDEX names_title ON names(title_id) WHERE title_id IS NOT NULL",
    "CREATE INDEX identifiers_person ON identifiers(person_id) WHERE person_id IS NOT NULL",
    "CREATE INDEX identifiers_organization ON identifiers(organization_id) WHERE organization_id IS NOT NULL",
    "CREATE INDEX hierarchy_parent ON hierarchy(parent_id)",
    "CREATE INDEX hierarchy_event ON hierarchy(event_id)",
    "CREATE UNIQUE INDEX txn_one_open ON txn(is_open) WHERE is_open IS NOT NULL",
    "CREATE INDEX change_txn ON change(txn_id)",
    "CREATE INDEX change_row ON change(table_name, row_id, operation, txn_id)",
]
