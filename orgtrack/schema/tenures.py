"""The second form: who held which post from when to when, kept for browsing and for quick answers.

All of it follows from the events (`orgtrack.tenures`) and is never typed in, so that the change log leaves it out.
"""

from __future__ import annotations

# Which of the events starts or ends an organization, and who left all posts at once, is asked at every change.
LIFE_EVENTS = "type IN ('formation', 'merger', 'split', 'dissolution', 'renaming')"
LEFT_ALL = "type = 'departure' AND title_id IS NULL"

# One event can open one tenure and be all that shows another, so the id of the event alone is no key; posts come first
# in it because answers about many are read in that order. The bounds of the end are those of the date on record; what
# is known of an open end is in `confirmed`, the last day on which a source shows the person in the post.
TENURES = [
    """
CREATE TABLE tenures (
    id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people(id),
    title_id INTEGER NOT NULL REFERENCES titles(id),
    organization_id INTEGER NOT NULL REFERENCES organizations(id),
    start TEXT,
    "end" TEXT,
    end_state TEXT NOT NULL CHECK (end_state IN ('ongoing', 'ended', 'unknown')),
    acting INTEGER NOT NULL CHECK (acting IN (0, 1)),
    reason TEXT,
    confirmed TEXT,
    start_planned INTEGER NOT NULL CHECK (start_planned IN (0, 1)),
    end_planned INTEGER NOT NULL CHECK (end_planned IN (0, 1)),
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'private')),
    start_earliest TEXT,
    start_latest TEXT,
    start_precision TEXT NOT NULL,
    start_qualifier TEXT,
    end_earliest TEXT,
    end_latest TEXT,
    end_precision TEXT,
    end_qualifier TEXT,
    start_sort TEXT GENERATED ALWAYS AS (coalesce(start_earliest, start_latest)) STORED,
    end_event_id INTEGER REFERENCES events(id) ON DELETE CASCADE,
    confirmed_event_id INTEGER REFERENCES events(id) ON DELETE CASCADE,
    event_ids TEXT NOT NULL,
    PRIMARY KEY (organization_id, title_id, person_id, id)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tenures_person ON tenures(person_id, start_sort)",
    "CREATE INDEX tenures_event ON tenures(id)",
    "CREATE INDEX tenures_organization ON tenures(organization_id, start_sort)",
    "CREATE INDEX tenures_title ON tenures(title_id, start_sort)",
    "CREATE INDEX tenures_newest ON tenures(start_sort DESC)",
    "CREATE INDEX tenures_end_state ON tenures(end_state, start_sort)",
    "CREATE INDEX tenures_acting ON tenures(acting, start_sort)",
    "CREATE INDEX tenures_end_event ON tenures(end_event_id) WHERE end_event_id IS NOT NULL",
    "CREATE INDEX tenures_confirmed_event ON tenures(confirmed_event_id) WHERE confirmed_event_id IS NOT NULL",
    f"CREATE INDEX events_lives ON events(organization_id, type) WHERE {LIFE_EVENTS}",
    f"CREATE INDEX events_left_all ON events(person_id) WHERE {LEFT_ALL}",
    # Whoever has begun and has not gone: an end that is only planned has not come.
    """
CREATE VIEW current_holders AS
SELECT people.name AS person, titles.name AS title, organizations.name AS organization, companies.name AS company,
    tenures.start, tenures."end", iif(tenures.acting, 'yes', NULL) AS acting, tenures.confirmed,
    'e' || tenures.id AS id, 'p' || tenures.person_id AS person_id, 't' || tenures.title_id AS title_id,
    'o' || tenures.organization_id AS organization_id, 'o' || organizations.company_id AS company_id,
    tenures.visibility
FROM tenures
JOIN people ON people.id = tenures.person_id
JOIN titles ON titles.id = tenures.title_id
JOIN organizations ON organizations.id = tenures.organization_id
LEFT JOIN organizations AS companies ON companies.id = organizations.company_id
WHERE NOT tenures.start_planned AND (tenures.end_state = 'ongoing' OR tenures.end_planned)""",
]
