PRAGMA application_id = 1869768564;
PRAGMA user_version = 6;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    note TEXT,
    private_note TEXT,
    name_key TEXT NOT NULL,
    search_keys TEXT NOT NULL,
    search_prefixes TEXT NOT NULL
) STRICT;
CREATE TABLE organizations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL DEFAULT 'company' CHECK (kind IN ('company', 'unit', 'committee', 'agency', 'other')),
    parent_id INTEGER REFERENCES organizations(id),
    company_id INTEGER REFERENCES organizations(id),
    fiscal_year_end TEXT,
    note TEXT,
    private_note TEXT,
    name_key TEXT NOT NULL,
    search_keys TEXT NOT NULL,
    search_prefixes TEXT NOT NULL
) STRICT;
CREATE TABLE titles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    short TEXT,
    level TEXT NOT NULL DEFAULT 'other' CHECK (level IN ('board', 'executive', 'vice-president', 'director', 'manager', 'other')),
    seats INTEGER CHECK (seats > 0),
    note TEXT,
    name_key TEXT NOT NULL
) STRICT;
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    title_id INTEGER NOT NULL REFERENCES titles(id),
    organization_id INTEGER NOT NULL REFERENCES organizations(id),
    seats INTEGER CHECK (seats > 0),
    note TEXT,
    UNIQUE (title_id, organization_id)
) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    date TEXT,
    type TEXT NOT NULL CHECK (type IN ('appointment', 'departure', 'in-post', 'vacancy', 'formation', 'in-existence', 'renaming', 'move', 'merger', 'split', 'spin-off', 'acquisition', 'transfer-of-functions', 'dissolution', 'reporting-change', 'milestone')),
    person_id INTEGER REFERENCES people(id),
    title_id INTEGER REFERENCES titles(id),
    organization_id INTEGER REFERENCES organizations(id),
    company_id INTEGER REFERENCES organizations(id),
    headline TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'happened' CHECK (status IN ('happened', 'planned', 'withdrawn', 'rejected')),
    acting INTEGER NOT NULL DEFAULT 0 CHECK (acting IN (0, 1)),
    manner TEXT CHECK (manner IN ('appointed', 'elected', 'promoted', 'transferred', 'returned', 'founded', 'reappointed')),
    reason TEXT CHECK (reason IN ('resigned', 'retired', 'dismissed', 'term-ended', 'not-standing', 'not-re-elected', 'promoted', 'transferred', 'abolished', 'died', 'unknown')),
    amount TEXT,
    new_name TEXT,
    new_kind TEXT CHECK (new_kind IN ('company', 'unit', 'committee', 'agency', 'other')),
    announced TEXT,
    title_text TEXT,
    note TEXT,
    date_text TEXT,
    date_earliest TEXT,
    date_latest TEXT,
    date_precision TEXT NOT NULL CHECK (date_precision IN ('day', 'month', 'quarter', 'half', 'season', 'year', 'decade', 'range', 'interval', 'unknown')),
    date_qualifier TEXT CHECK (date_qualifier IN ('approximate', 'uncertain', 'both')),
    date_basis TEXT CHECK (date_basis IN ('stated', 'relative', 'convention', 'option')),
    date_anchor TEXT,
    date_sort TEXT GENERATED ALWAYS AS (coalesce(date_earliest, date_latest)) STORED,
    year INTEGER GENERATED ALWAYS AS (CASE WHEN substr(date_earliest, 1, 4) = substr(date_latest, 1, 4) THEN CAST(substr(date_earliest, 1, 4) AS INTEGER) END) STORED,
    month TEXT GENERATED ALWAYS AS (CASE WHEN substr(date_earliest, 1, 7) = substr(date_latest, 1, 7) THEN substr(date_earliest, 1, 7) END) STORED,
    date_from TEXT GENERATED ALWAYS AS (coalesce(date_earliest, '0001-01-01')) VIRTUAL,
    date_to TEXT GENERATED ALWAYS AS (coalesce(date_latest, '9999-12-31')) VIRTUAL,
    announced_earliest TEXT,
    announced_latest TEXT,
    last_day INTEGER NOT NULL DEFAULT 0 CHECK (last_day IN (0, 1)),
    end_state TEXT CHECK (end_state IN ('unknown')),
    ends_event_id INTEGER REFERENCES events(id),
    supersedes_event_id INTEGER REFERENCES events(id),
    visibility TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private')),
    private_note TEXT,
    CHECK (date_earliest IS NULL OR date_latest IS NULL OR date_earliest <= date_latest)
) STRICT;
CREATE TABLE event_participants (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('parent', 'predecessor', 'successor', 'left-post', 'reports-to', 'succeeded')),
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    title_id INTEGER REFERENCES titles(id),
    title_text TEXT
) STRICT;
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
) STRICT;
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
) STRICT;
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT CHECK (kind IN ('native', 'transliteration', 'english', 'legal', 'former', 'short', 'order', 'ticker')),
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
) STRICT;
CREATE TABLE identifiers (
    id INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL CHECK (scheme IN ('wikidata', 'lei', 'cik', 'ticker', 'isin', 'companies-house')),
    value TEXT NOT NULL CHECK (value <> ''),
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    UNIQUE (scheme, value),
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) = 1)
) STRICT;
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
) STRICT, WITHOUT ROWID;
CREATE TABLE txn (
    id INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    command TEXT NOT NULL,
    actor TEXT,
    is_open INTEGER CHECK (is_open = 1)
, undoes_txn_id INTEGER REFERENCES txn(id), digest TEXT) STRICT;
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    txn_id INTEGER NOT NULL REFERENCES txn(id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
    old TEXT
) STRICT;
CREATE INDEX people_name ON people(name);
CREATE INDEX organizations_name ON organizations(name);
CREATE INDEX titles_name ON titles(name);
CREATE INDEX people_name_key ON people(name_key);
CREATE INDEX organizations_name_key ON organizations(name_key);
CREATE INDEX organizations_parent ON organizations(parent_id);
CREATE INDEX organizations_company ON organizations(company_id);
CREATE INDEX organizations_kind ON organizations(kind);
CREATE UNIQUE INDEX titles_name_key ON titles(name_key);
CREATE INDEX posts_organization ON posts(organization_id);
CREATE INDEX events_date ON events(date_sort, date_to DESC);
CREATE INDEX events_newest ON events(date_sort DESC);
CREATE INDEX events_earliest ON events(date_earliest);
CREATE INDEX events_open ON events(date_sort, date_to DESC) WHERE date_earliest IS NULL;
CREATE INDEX events_type ON events(type, date_sort, year, company_id, title_id, status);
CREATE INDEX events_person ON events(person_id, date_sort);
CREATE INDEX events_title ON events(title_id, date_sort);
CREATE INDEX events_organization ON events(organization_id, date_sort);
CREATE INDEX events_company ON events(company_id, date_sort);
CREATE INDEX events_status ON events(status, date_sort, type, year, company_id, title_id);
CREATE INDEX events_year ON events(year, date_sort);
CREATE INDEX events_manner ON events(manner);
CREATE INDEX events_precision ON events(date_precision);
CREATE INDEX events_ends ON events(ends_event_id) WHERE ends_event_id IS NOT NULL;
CREATE INDEX events_supersedes ON events(supersedes_event_id) WHERE supersedes_event_id IS NOT NULL;
CREATE INDEX event_participants_event ON event_participants(event_id);
CREATE INDEX event_participants_person ON event_participants(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX event_participants_title ON event_participants(title_id) WHERE title_id IS NOT NULL;
CREATE INDEX event_participants_organization ON event_participants(organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX citations_event ON citations(event_id);
CREATE INDEX citations_source ON citations(source_id);
CREATE INDEX citations_says ON citations(event_id) WHERE says_field IS NOT NULL;
CREATE INDEX sources_title_key ON sources(title_key);
CREATE INDEX names_name_key ON names(name_key);
CREATE INDEX names_person ON names(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX names_organization ON names(organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX names_title ON names(title_id) WHERE title_id IS NOT NULL;
CREATE INDEX identifiers_person ON identifiers(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX identifiers_organization ON identifiers(organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX hierarchy_parent ON hierarchy(parent_id);
CREATE INDEX hierarchy_event ON hierarchy(event_id);
CREATE UNIQUE INDEX txn_one_open ON txn(is_open) WHERE is_open IS NOT NULL;
CREATE INDEX change_txn ON change(txn_id);
CREATE INDEX change_row ON change(table_name, row_id, operation, txn_id);
CREATE VIEW companies AS
SELECT id, name, parent_id, fiscal_year_end, note FROM organizations WHERE kind = 'company';
CREATE VIEW units AS
SELECT id, name, kind, parent_id, company_id, note FROM organizations WHERE kind <> 'company';
CREATE VIRTUAL TABLE "people_fts" USING FTS5 (
    "name", "search_keys", "search_prefixes",
    tokenize='unicode61 remove_diacritics 2',
    content="people"
);
CREATE TRIGGER "people_ai" AFTER INSERT ON "people" BEGIN
  INSERT INTO "people_fts" (rowid, "name", "search_keys", "search_prefixes") VALUES (new.rowid, new."name", new."search_keys", new."search_prefixes");
END;
CREATE TRIGGER "people_ad" AFTER DELETE ON "people" BEGIN
  INSERT INTO "people_fts" ("people_fts", rowid, "name", "search_keys", "search_prefixes") VALUES('delete', old.rowid, old."name", old."search_keys", old."search_prefixes");
END;
CREATE TRIGGER "people_au" AFTER UPDATE ON "people" BEGIN
  INSERT INTO "people_fts" ("people_fts", rowid, "name", "search_keys", "search_prefixes") VALUES('delete', old.rowid, old."name", old."search_keys", old."search_prefixes");
  INSERT INTO "people_fts" (rowid, "name", "search_keys", "search_prefixes") VALUES (new.rowid, new."name", new."search_keys", new."search_prefixes");
END;
CREATE VIRTUAL TABLE "organizations_fts" USING FTS5 (
    "name", "search_keys", "search_prefixes",
    tokenize='unicode61 remove_diacritics 2',
    content="organizations"
);
CREATE TRIGGER "organizations_ai" AFTER INSERT ON "organizations" BEGIN
  INSERT INTO "organizations_fts" (rowid, "name", "search_keys", "search_prefixes") VALUES (new.rowid, new."name", new."search_keys", new."search_prefixes");
END;
CREATE TRIGGER "organizations_ad" AFTER DELETE ON "organizations" BEGIN
  INSERT INTO "organizations_fts" ("organizations_fts", rowid, "name", "search_keys", "search_prefixes") VALUES('delete', old.rowid, old."name", old."search_keys", old."search_prefixes");
END;
CREATE TRIGGER "organizations_au" AFTER UPDATE ON "organizations" BEGIN
  INSERT INTO "organizations_fts" ("organizations_fts", rowid, "name", "search_keys", "search_prefixes") VALUES('delete', old.rowid, old."name", old."search_keys", old."search_prefixes");
  INSERT INTO "organizations_fts" (rowid, "name", "search_keys", "search_prefixes") VALUES (new.rowid, new."name", new."search_keys", new."search_prefixes");
END;
CREATE VIEW event_words AS
SELECT events.id, events.headline, events.person_id, events.organization_id,
    coalesce(people.search_keys, '') || ' ' || coalesce(organizations.search_keys, '') AS keys
FROM events
LEFT JOIN people ON people.id = events.person_id
LEFT JOIN organizations ON organizations.id = events.organization_id;
CREATE VIRTUAL TABLE events_fts USING FTS5 (
    headline, keys, tokenize='unicode61 remove_diacritics 2', content="event_words", content_rowid="id"
);
CREATE TRIGGER events_words_insert AFTER INSERT ON events BEGIN
    INSERT INTO events_fts(rowid, headline, keys) SELECT id, headline, keys FROM event_words WHERE id = NEW.id;
END;
CREATE TRIGGER events_words_update_before BEFORE UPDATE OF headline, person_id, organization_id ON events BEGIN
    INSERT INTO events_fts(events_fts, rowid, headline, keys) SELECT 'delete', id, headline, keys FROM event_words WHERE id = OLD.id;
END;
CREATE TRIGGER events_words_update_after AFTER UPDATE OF headline, person_id, organization_id ON events BEGIN
    INSERT INTO events_fts(rowid, headline, keys) SELECT id, headline, keys FROM event_words WHERE id = NEW.id;
END;
CREATE TRIGGER events_words_delete BEFORE DELETE ON events BEGIN
    INSERT INTO events_fts(events_fts, rowid, headline, keys) SELECT 'delete', id, headline, keys FROM event_words WHERE id = OLD.id;
END;
CREATE TRIGGER people_event_words_before BEFORE UPDATE OF name, search_keys ON people
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    INSERT INTO events_fts(events_fts, rowid, headline, keys) SELECT 'delete', id, headline, keys FROM event_words WHERE person_id = OLD.id;
END;
CREATE TRIGGER people_event_words_after AFTER UPDATE OF name, search_keys ON people
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    INSERT INTO events_fts(rowid, headline, keys) SELECT id, headline, keys FROM event_words WHERE person_id = NEW.id;
END;
CREATE TRIGGER organizations_event_words_before BEFORE UPDATE OF name, search_keys ON organizations
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    INSERT INTO events_fts(events_fts, rowid, headline, keys) SELECT 'delete', id, headline, keys FROM event_words WHERE organization_id = OLD.id;
END;
CREATE TRIGGER organizations_event_words_after AFTER UPDATE OF name, search_keys ON organizations
WHEN OLD.name IS NOT NEW.name OR OLD.search_keys IS NOT NEW.search_keys BEGIN
    INSERT INTO events_fts(rowid, headline, keys) SELECT id, headline, keys FROM event_words WHERE organization_id = NEW.id;
END;
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
) STRICT, WITHOUT ROWID;
CREATE INDEX tenures_person ON tenures(person_id, start_sort);
CREATE INDEX tenures_event ON tenures(id);
CREATE INDEX tenures_organization ON tenures(organization_id, start_sort);
CREATE INDEX tenures_title ON tenures(title_id, start_sort);
CREATE INDEX tenures_newest ON tenures(start_sort DESC);
CREATE INDEX tenures_end_state ON tenures(end_state, start_sort);
CREATE INDEX tenures_acting ON tenures(acting, start_sort);
CREATE INDEX tenures_end_event ON tenures(end_event_id) WHERE end_event_id IS NOT NULL;
CREATE INDEX tenures_confirmed_event ON tenures(confirmed_event_id) WHERE confirmed_event_id IS NOT NULL;
CREATE INDEX events_lives ON events(organization_id, type) WHERE type IN ('formation', 'merger', 'split', 'dissolution', 'renaming');
CREATE INDEX events_left_all ON events(person_id) WHERE type = 'departure' AND title_id IS NULL;
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
WHERE NOT tenures.start_planned AND (tenures.end_state = 'ongoing' OR tenures.end_planned);
CREATE TABLE name_blocks (
    block TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (block, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_blocks_record ON name_blocks(record_id);
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
) STRICT;
CREATE INDEX not_same_other_person ON not_same(other_person_id) WHERE other_person_id IS NOT NULL;
CREATE INDEX not_same_other_organization ON not_same(other_organization_id) WHERE other_organization_id IS NOT NULL;
CREATE INDEX txn_undoes ON txn(undoes_txn_id) WHERE undoes_txn_id IS NOT NULL;
CREATE INDEX txn_unchained ON txn(id) WHERE digest IS NULL;
CREATE INDEX txn_time ON txn(time);
CREATE INDEX change_old_event_id ON change(json_extract(old, '$.event_id')) WHERE json_extract(old, '$.event_id') IS NOT NULL;
CREATE INDEX change_old_person_id ON change(json_extract(old, '$.person_id')) WHERE json_extract(old, '$.person_id') IS NOT NULL;
CREATE INDEX change_old_organization_id ON change(json_extract(old, '$.organization_id')) WHERE json_extract(old, '$.organization_id') IS NOT NULL;
CREATE TABLE same_as (
    id INTEGER PRIMARY KEY,
    person_id INTEGER REFERENCES people(id),
    organization_id INTEGER REFERENCES organizations(id),
    title_id INTEGER REFERENCES titles(id),
    other_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    CHECK ((person_id IS NOT NULL) + (organization_id IS NOT NULL) + (title_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX same_as_person ON same_as(person_id) WHERE person_id IS NOT NULL;
CREATE INDEX same_as_organization ON same_as(organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX same_as_title ON same_as(title_id) WHERE title_id IS NOT NULL;
CREATE INDEX same_as_other ON same_as(other_id);
CREATE TRIGGER people_log_insert AFTER INSERT ON people BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'people', NEW.id, 'insert');
END;
CREATE TRIGGER people_log_update AFTER UPDATE ON people WHEN OLD."name" IS NOT NEW."name" OR OLD."note" IS NOT NEW."note" OR OLD."private_note" IS NOT NEW."private_note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'people', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note" UNION ALL SELECT 'private_note' AS k, OLD."private_note" AS v WHERE OLD."private_note" IS NOT NEW."private_note");
END;
CREATE TRIGGER people_log_delete AFTER DELETE ON people BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'people', OLD.id, 'delete', json_object('name', OLD."name", 'note', OLD."note", 'private_note', OLD."private_note"));
END;
CREATE TRIGGER organizations_log_insert AFTER INSERT ON organizations BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'organizations', NEW.id, 'insert');
END;
CREATE TRIGGER organizations_log_update AFTER UPDATE ON organizations WHEN OLD."name" IS NOT NEW."name" OR OLD."kind" IS NOT NEW."kind" OR OLD."fiscal_year_end" IS NOT NEW."fiscal_year_end" OR OLD."note" IS NOT NEW."note" OR OLD."private_note" IS NOT NEW."private_note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'organizations', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'fiscal_year_end' AS k, OLD."fiscal_year_end" AS v WHERE OLD."fiscal_year_end" IS NOT NEW."fiscal_year_end" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note" UNION ALL SELECT 'private_note' AS k, OLD."private_note" AS v WHERE OLD."private_note" IS NOT NEW."private_note");
END;
CREATE TRIGGER organizations_log_delete AFTER DELETE ON organizations BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'organizations', OLD.id, 'delete', json_object('name', OLD."name", 'kind', OLD."kind", 'fiscal_year_end', OLD."fiscal_year_end", 'note', OLD."note", 'private_note', OLD."private_note"));
END;
CREATE TRIGGER titles_log_insert AFTER INSERT ON titles BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'titles', NEW.id, 'insert');
END;
CREATE TRIGGER titles_log_update AFTER UPDATE ON titles WHEN OLD."name" IS NOT NEW."name" OR OLD."short" IS NOT NEW."short" OR OLD."level" IS NOT NEW."level" OR OLD."seats" IS NOT NEW."seats" OR OLD."note" IS NOT NEW."note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'titles', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'short' AS k, OLD."short" AS v WHERE OLD."short" IS NOT NEW."short" UNION ALL SELECT 'level' AS k, OLD."level" AS v WHERE OLD."level" IS NOT NEW."level" UNION ALL SELECT 'seats' AS k, OLD."seats" AS v WHERE OLD."seats" IS NOT NEW."seats" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note");
END;
CREATE TRIGGER titles_log_delete AFTER DELETE ON titles BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'titles', OLD.id, 'delete', json_object('name', OLD."name", 'short', OLD."short", 'level', OLD."level", 'seats', OLD."seats", 'note', OLD."note"));
END;
CREATE TRIGGER posts_log_insert AFTER INSERT ON posts BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'posts', NEW.id, 'insert');
END;
CREATE TRIGGER posts_log_update AFTER UPDATE ON posts WHEN OLD."title_id" IS NOT NEW."title_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."seats" IS NOT NEW."seats" OR OLD."note" IS NOT NEW."note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'posts', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'title_id' AS k, OLD."title_id" AS v WHERE OLD."title_id" IS NOT NEW."title_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'seats' AS k, OLD."seats" AS v WHERE OLD."seats" IS NOT NEW."seats" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note");
END;
CREATE TRIGGER posts_log_delete AFTER DELETE ON posts BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'posts', OLD.id, 'delete', json_object('title_id', OLD."title_id", 'organization_id', OLD."organization_id", 'seats', OLD."seats", 'note', OLD."note"));
END;
CREATE TRIGGER events_log_insert AFTER INSERT ON events BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'events', NEW.id, 'insert');
END;
CREATE TRIGGER events_log_update AFTER UPDATE ON events WHEN OLD."date" IS NOT NEW."date" OR OLD."type" IS NOT NEW."type" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."title_id" IS NOT NEW."title_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."headline" IS NOT NEW."headline" OR OLD."status" IS NOT NEW."status" OR OLD."acting" IS NOT NEW."acting" OR OLD."manner" IS NOT NEW."manner" OR OLD."reason" IS NOT NEW."reason" OR OLD."amount" IS NOT NEW."amount" OR OLD."new_name" IS NOT NEW."new_name" OR OLD."new_kind" IS NOT NEW."new_kind" OR OLD."announced" IS NOT NEW."announced" OR OLD."title_text" IS NOT NEW."title_text" OR OLD."note" IS NOT NEW."note" OR OLD."date_text" IS NOT NEW."date_text" OR OLD."date_earliest" IS NOT NEW."date_earliest" OR OLD."date_latest" IS NOT NEW."date_latest" OR OLD."date_precision" IS NOT NEW."date_precision" OR OLD."date_qualifier" IS NOT NEW."date_qualifier" OR OLD."date_basis" IS NOT NEW."date_basis" OR OLD."date_anchor" IS NOT NEW."date_anchor" OR OLD."announced_earliest" IS NOT NEW."announced_earliest" OR OLD."announced_latest" IS NOT NEW."announced_latest" OR OLD."last_day" IS NOT NEW."last_day" OR OLD."end_state" IS NOT NEW."end_state" OR OLD."ends_event_id" IS NOT NEW."ends_event_id" OR OLD."supersedes_event_id" IS NOT NEW."supersedes_event_id" OR OLD."visibility" IS NOT NEW."visibility" OR OLD."private_note" IS NOT NEW."private_note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'events', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'date' AS k, OLD."date" AS v WHERE OLD."date" IS NOT NEW."date" UNION ALL SELECT 'type' AS k, OLD."type" AS v WHERE OLD."type" IS NOT NEW."type" UNION ALL SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'title_id' AS k, OLD."title_id" AS v WHERE OLD."title_id" IS NOT NEW."title_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'headline' AS k, OLD."headline" AS v WHERE OLD."headline" IS NOT NEW."headline" UNION ALL SELECT 'status' AS k, OLD."status" AS v WHERE OLD."status" IS NOT NEW."status" UNION ALL SELECT 'acting' AS k, OLD."acting" AS v WHERE OLD."acting" IS NOT NEW."acting" UNION ALL SELECT 'manner' AS k, OLD."manner" AS v WHERE OLD."manner" IS NOT NEW."manner" UNION ALL SELECT 'reason' AS k, OLD."reason" AS v WHERE OLD."reason" IS NOT NEW."reason" UNION ALL SELECT 'amount' AS k, OLD."amount" AS v WHERE OLD."amount" IS NOT NEW."amount" UNION ALL SELECT 'new_name' AS k, OLD."new_name" AS v WHERE OLD."new_name" IS NOT NEW."new_name" UNION ALL SELECT 'new_kind' AS k, OLD."new_kind" AS v WHERE OLD."new_kind" IS NOT NEW."new_kind" UNION ALL SELECT 'announced' AS k, OLD."announced" AS v WHERE OLD."announced" IS NOT NEW."announced" UNION ALL SELECT 'title_text' AS k, OLD."title_text" AS v WHERE OLD."title_text" IS NOT NEW."title_text" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note" UNION ALL SELECT 'date_text' AS k, OLD."date_text" AS v WHERE OLD."date_text" IS NOT NEW."date_text" UNION ALL SELECT 'date_earliest' AS k, OLD."date_earliest" AS v WHERE OLD."date_earliest" IS NOT NEW."date_earliest" UNION ALL SELECT 'date_latest' AS k, OLD."date_latest" AS v WHERE OLD."date_latest" IS NOT NEW."date_latest" UNION ALL SELECT 'date_precision' AS k, OLD."date_precision" AS v WHERE OLD."date_precision" IS NOT NEW."date_precision" UNION ALL SELECT 'date_qualifier' AS k, OLD."date_qualifier" AS v WHERE OLD."date_qualifier" IS NOT NEW."date_qualifier" UNION ALL SELECT 'date_basis' AS k, OLD."date_basis" AS v WHERE OLD."date_basis" IS NOT NEW."date_basis" UNION ALL SELECT 'date_anchor' AS k, OLD."date_anchor" AS v WHERE OLD."date_anchor" IS NOT NEW."date_anchor" UNION ALL SELECT 'announced_earliest' AS k, OLD."announced_earliest" AS v WHERE OLD."announced_earliest" IS NOT NEW."announced_earliest" UNION ALL SELECT 'announced_latest' AS k, OLD."announced_latest" AS v WHERE OLD."announced_latest" IS NOT NEW."announced_latest" UNION ALL SELECT 'last_day' AS k, OLD."last_day" AS v WHERE OLD."last_day" IS NOT NEW."last_day" UNION ALL SELECT 'end_state' AS k, OLD."end_state" AS v WHERE OLD."end_state" IS NOT NEW."end_state" UNION ALL SELECT 'ends_event_id' AS k, OLD."ends_event_id" AS v WHERE OLD."ends_event_id" IS NOT NEW."ends_event_id" UNION ALL SELECT 'supersedes_event_id' AS k, OLD."supersedes_event_id" AS v WHERE OLD."supersedes_event_id" IS NOT NEW."supersedes_event_id" UNION ALL SELECT 'visibility' AS k, OLD."visibility" AS v WHERE OLD."visibility" IS NOT NEW."visibility" UNION ALL SELECT 'private_note' AS k, OLD."private_note" AS v WHERE OLD."private_note" IS NOT NEW."private_note");
END;
CREATE TRIGGER events_log_delete AFTER DELETE ON events BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'events', OLD.id, 'delete', json_object('date', OLD."date", 'type', OLD."type", 'person_id', OLD."person_id", 'title_id', OLD."title_id", 'organization_id', OLD."organization_id", 'headline', OLD."headline", 'status', OLD."status", 'acting', OLD."acting", 'manner', OLD."manner", 'reason', OLD."reason", 'amount', OLD."amount", 'new_name', OLD."new_name", 'new_kind', OLD."new_kind", 'announced', OLD."announced", 'title_text', OLD."title_text", 'note', OLD."note", 'date_text', OLD."date_text", 'date_earliest', OLD."date_earliest", 'date_latest', OLD."date_latest", 'date_precision', OLD."date_precision", 'date_qualifier', OLD."date_qualifier", 'date_basis', OLD."date_basis", 'date_anchor', OLD."date_anchor", 'announced_earliest', OLD."announced_earliest", 'announced_latest', OLD."announced_latest", 'last_day', OLD."last_day", 'end_state', OLD."end_state", 'ends_event_id', OLD."ends_event_id", 'supersedes_event_id', OLD."supersedes_event_id", 'visibility', OLD."visibility", 'private_note', OLD."private_note"));
END;
CREATE TRIGGER event_participants_log_insert AFTER INSERT ON event_participants BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'event_participants', NEW.id, 'insert');
END;
CREATE TRIGGER event_participants_log_update AFTER UPDATE ON event_participants WHEN OLD."event_id" IS NOT NEW."event_id" OR OLD."role" IS NOT NEW."role" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."title_id" IS NOT NEW."title_id" OR OLD."title_text" IS NOT NEW."title_text" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'event_participants', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD."event_id" AS v WHERE OLD."event_id" IS NOT NEW."event_id" UNION ALL SELECT 'role' AS k, OLD."role" AS v WHERE OLD."role" IS NOT NEW."role" UNION ALL SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'title_id' AS k, OLD."title_id" AS v WHERE OLD."title_id" IS NOT NEW."title_id" UNION ALL SELECT 'title_text' AS k, OLD."title_text" AS v WHERE OLD."title_text" IS NOT NEW."title_text");
END;
CREATE TRIGGER event_participants_log_delete AFTER DELETE ON event_participants BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'event_participants', OLD.id, 'delete', json_object('event_id', OLD."event_id", 'role', OLD."role", 'person_id', OLD."person_id", 'organization_id', OLD."organization_id", 'title_id', OLD."title_id", 'title_text', OLD."title_text"));
END;
CREATE TRIGGER sources_log_insert AFTER INSERT ON sources BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'sources', NEW.id, 'insert');
END;
CREATE TRIGGER sources_log_update AFTER UPDATE ON sources WHEN OLD."title" IS NOT NEW."title" OR OLD."url" IS NOT NEW."url" OR OLD."publisher" IS NOT NEW."publisher" OR OLD."published" IS NOT NEW."published" OR OLD."retrieved" IS NOT NEW."retrieved" OR OLD."archive_url" IS NOT NEW."archive_url" OR OLD."note" IS NOT NEW."note" OR OLD."private_note" IS NOT NEW."private_note" OR OLD."text" IS NOT NEW."text" OR OLD."sha256" IS NOT NEW."sha256" OR OLD."published_earliest" IS NOT NEW."published_earliest" OR OLD."published_latest" IS NOT NEW."published_latest" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'sources', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'title' AS k, OLD."title" AS v WHERE OLD."title" IS NOT NEW."title" UNION ALL SELECT 'url' AS k, OLD."url" AS v WHERE OLD."url" IS NOT NEW."url" UNION ALL SELECT 'publisher' AS k, OLD."publisher" AS v WHERE OLD."publisher" IS NOT NEW."publisher" UNION ALL SELECT 'published' AS k, OLD."published" AS v WHERE OLD."published" IS NOT NEW."published" UNION ALL SELECT 'retrieved' AS k, OLD."retrieved" AS v WHERE OLD."retrieved" IS NOT NEW."retrieved" UNION ALL SELECT 'archive_url' AS k, OLD."archive_url" AS v WHERE OLD."archive_url" IS NOT NEW."archive_url" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note" UNION ALL SELECT 'private_note' AS k, OLD."private_note" AS v WHERE OLD."private_note" IS NOT NEW."private_note" UNION ALL SELECT 'text' AS k, OLD."text" AS v WHERE OLD."text" IS NOT NEW."text" UNION ALL SELECT 'sha256' AS k, OLD."sha256" AS v WHERE OLD."sha256" IS NOT NEW."sha256" UNION ALL SELECT 'published_earliest' AS k, OLD."published_earliest" AS v WHERE OLD."published_earliest" IS NOT NEW."published_earliest" UNION ALL SELECT 'published_latest' AS k, OLD."published_latest" AS v WHERE OLD."published_latest" IS NOT NEW."published_latest");
END;
CREATE TRIGGER sources_log_delete AFTER DELETE ON sources BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'sources', OLD.id, 'delete', json_object('title', OLD."title", 'url', OLD."url", 'publisher', OLD."publisher", 'published', OLD."published", 'retrieved', OLD."retrieved", 'archive_url', OLD."archive_url", 'note', OLD."note", 'private_note', OLD."private_note", 'text', OLD."text", 'sha256', OLD."sha256", 'published_earliest', OLD."published_earliest", 'published_latest', OLD."published_latest"));
END;
CREATE TRIGGER citations_log_insert AFTER INSERT ON citations BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'citations', NEW.id, 'insert');
END;
CREATE TRIGGER citations_log_update AFTER UPDATE ON citations WHEN OLD."event_id" IS NOT NEW."event_id" OR OLD."source_id" IS NOT NEW."source_id" OR OLD."quote" IS NOT NEW."quote" OR OLD."place" IS NOT NEW."place" OR OLD."says_field" IS NOT NEW."says_field" OR OLD."says_value" IS NOT NEW."says_value" OR OLD."says_earliest" IS NOT NEW."says_earliest" OR OLD."says_latest" IS NOT NEW."says_latest" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'citations', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD."event_id" AS v WHERE OLD."event_id" IS NOT NEW."event_id" UNION ALL SELECT 'source_id' AS k, OLD."source_id" AS v WHERE OLD."source_id" IS NOT NEW."source_id" UNION ALL SELECT 'quote' AS k, OLD."quote" AS v WHERE OLD."quote" IS NOT NEW."quote" UNION ALL SELECT 'place' AS k, OLD."place" AS v WHERE OLD."place" IS NOT NEW."place" UNION ALL SELECT 'says_field' AS k, OLD."says_field" AS v WHERE OLD."says_field" IS NOT NEW."says_field" UNION ALL SELECT 'says_value' AS k, OLD."says_value" AS v WHERE OLD."says_value" IS NOT NEW."says_value" UNION ALL SELECT 'says_earliest' AS k, OLD."says_earliest" AS v WHERE OLD."says_earliest" IS NOT NEW."says_earliest" UNION ALL SELECT 'says_latest' AS k, OLD."says_latest" AS v WHERE OLD."says_latest" IS NOT NEW."says_latest");
END;
CREATE TRIGGER citations_log_delete AFTER DELETE ON citations BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'citations', OLD.id, 'delete', json_object('event_id', OLD."event_id", 'source_id', OLD."source_id", 'quote', OLD."quote", 'place', OLD."place", 'says_field', OLD."says_field", 'says_value', OLD."says_value", 'says_earliest', OLD."says_earliest", 'says_latest', OLD."says_latest"));
END;
CREATE TRIGGER names_log_insert AFTER INSERT ON names BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'names', NEW.id, 'insert');
END;
CREATE TRIGGER names_log_update AFTER UPDATE ON names WHEN OLD."name" IS NOT NEW."name" OR OLD."kind" IS NOT NEW."kind" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."title_id" IS NOT NEW."title_id" OR OLD."language" IS NOT NEW."language" OR OLD."script" IS NOT NEW."script" OR OLD."from" IS NOT NEW."from" OR OLD."until" IS NOT NEW."until" OR OLD."event_id" IS NOT NEW."event_id" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'names', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name" UNION ALL SELECT 'kind' AS k, OLD."kind" AS v WHERE OLD."kind" IS NOT NEW."kind" UNION ALL SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'title_id' AS k, OLD."title_id" AS v WHERE OLD."title_id" IS NOT NEW."title_id" UNION ALL SELECT 'language' AS k, OLD."language" AS v WHERE OLD."language" IS NOT NEW."language" UNION ALL SELECT 'script' AS k, OLD."script" AS v WHERE OLD."script" IS NOT NEW."script" UNION ALL SELECT 'from' AS k, OLD."from" AS v WHERE OLD."from" IS NOT NEW."from" UNION ALL SELECT 'until' AS k, OLD."until" AS v WHERE OLD."until" IS NOT NEW."until" UNION ALL SELECT 'event_id' AS k, OLD."event_id" AS v WHERE OLD."event_id" IS NOT NEW."event_id");
END;
CREATE TRIGGER names_log_delete AFTER DELETE ON names BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'names', OLD.id, 'delete', json_object('name', OLD."name", 'kind', OLD."kind", 'person_id', OLD."person_id", 'organization_id', OLD."organization_id", 'title_id', OLD."title_id", 'language', OLD."language", 'script', OLD."script", 'from', OLD."from", 'until', OLD."until", 'event_id', OLD."event_id"));
END;
CREATE TRIGGER identifiers_log_insert AFTER INSERT ON identifiers BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'identifiers', NEW.id, 'insert');
END;
CREATE TRIGGER identifiers_log_update AFTER UPDATE ON identifiers WHEN OLD."scheme" IS NOT NEW."scheme" OR OLD."value" IS NOT NEW."value" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."organization_id" IS NOT NEW."organization_id" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'identifiers', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'scheme' AS k, OLD."scheme" AS v WHERE OLD."scheme" IS NOT NEW."scheme" UNION ALL SELECT 'value' AS k, OLD."value" AS v WHERE OLD."value" IS NOT NEW."value" UNION ALL SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id");
END;
CREATE TRIGGER identifiers_log_delete AFTER DELETE ON identifiers BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'identifiers', OLD.id, 'delete', json_object('scheme', OLD."scheme", 'value', OLD."value", 'person_id', OLD."person_id", 'organization_id', OLD."organization_id"));
END;
CREATE TRIGGER not_same_log_insert AFTER INSERT ON not_same BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'not_same', NEW.id, 'insert');
END;
CREATE TRIGGER not_same_log_update AFTER UPDATE ON not_same WHEN OLD."person_id" IS NOT NEW."person_id" OR OLD."other_person_id" IS NOT NEW."other_person_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."other_organization_id" IS NOT NEW."other_organization_id" OR OLD."note" IS NOT NEW."note" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'not_same', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'other_person_id' AS k, OLD."other_person_id" AS v WHERE OLD."other_person_id" IS NOT NEW."other_person_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'other_organization_id' AS k, OLD."other_organization_id" AS v WHERE OLD."other_organization_id" IS NOT NEW."other_organization_id" UNION ALL SELECT 'note' AS k, OLD."note" AS v WHERE OLD."note" IS NOT NEW."note");
END;
CREATE TRIGGER not_same_log_delete AFTER DELETE ON not_same BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'not_same', OLD.id, 'delete', json_object('person_id', OLD."person_id", 'other_person_id', OLD."other_person_id", 'organization_id', OLD."organization_id", 'other_organization_id', OLD."other_organization_id", 'note', OLD."note"));
END;
CREATE TRIGGER same_as_log_insert AFTER INSERT ON same_as BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'same_as', NEW.id, 'insert');
END;
CREATE TRIGGER same_as_log_update AFTER UPDATE ON same_as WHEN OLD."person_id" IS NOT NEW."person_id" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."title_id" IS NOT NEW."title_id" OR OLD."other_id" IS NOT NEW."other_id" OR OLD."name" IS NOT NEW."name" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'same_as', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'person_id' AS k, OLD."person_id" AS v WHERE OLD."person_id" IS NOT NEW."person_id" UNION ALL SELECT 'organization_id' AS k, OLD."organization_id" AS v WHERE OLD."organization_id" IS NOT NEW."organization_id" UNION ALL SELECT 'title_id' AS k, OLD."title_id" AS v WHERE OLD."title_id" IS NOT NEW."title_id" UNION ALL SELECT 'other_id' AS k, OLD."other_id" AS v WHERE OLD."other_id" IS NOT NEW."other_id" UNION ALL SELECT 'name' AS k, OLD."name" AS v WHERE OLD."name" IS NOT NEW."name");
END;
CREATE TRIGGER same_as_log_delete AFTER DELETE ON same_as BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'same_as', OLD.id, 'delete', json_object('person_id', OLD."person_id", 'organization_id', OLD."organization_id", 'title_id', OLD."title_id", 'other_id', OLD."other_id", 'name', OLD."name"));
END;
CREATE TABLE import_rows (
    series TEXT NOT NULL,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    key_column TEXT,
    row_key TEXT,
    seen TEXT NOT NULL,
    PRIMARY KEY (series, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_event ON import_rows(event_id);
CREATE INDEX import_rows_key ON import_rows(row_key, key_column) WHERE row_key IS NOT NULL;
CREATE VIEW timeline AS SELECT
    events.date AS date,
    events.type AS type,
    events.status AS status,
    people.name AS person,
    titles.name AS title,
    coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = events.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = events.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS organization,
    coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = events.company_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = events.company_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        companies.name) AS company,
    events.headline AS headline,
    (SELECT group_concat(name, '; ') FROM (
        SELECT titles.name FROM event_participants
        JOIN titles ON titles.id = event_participants.title_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'left-post'
        ORDER BY event_participants.id)) AS from_title,
    (SELECT group_concat(name, '; ') FROM (
        SELECT coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = event_participants.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = event_participants.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS name FROM event_participants
        JOIN organizations ON organizations.id = event_participants.organization_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'left-post'
        ORDER BY event_participants.id)) AS from_organization,
    (SELECT group_concat(name, '; ') FROM (
        SELECT coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = event_participants.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = event_participants.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS name FROM event_participants
        JOIN organizations ON organizations.id = event_participants.organization_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'parent'
        ORDER BY event_participants.id)) AS parent,
    CASE events.acting WHEN 1 THEN 'yes' END AS acting,
    events.manner AS manner,
    events.reason AS reason,
    (SELECT group_concat(name, '; ') FROM (
        SELECT people.name FROM event_participants
        JOIN people ON people.id = event_participants.person_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'succeeded'
        ORDER BY event_participants.id)) AS succeeding,
    (SELECT group_concat(name, '; ') FROM (
        SELECT coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = event_participants.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = event_participants.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS name FROM event_participants
        JOIN organizations ON organizations.id = event_participants.organization_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'predecessor'
        ORDER BY event_participants.id)) AS predecessors,
    (SELECT group_concat(name, '; ') FROM (
        SELECT coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = event_participants.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = event_participants.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS name FROM event_participants
        JOIN organizations ON organizations.id = event_participants.organization_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'successor'
        ORDER BY event_participants.id)) AS successors,
    events.amount AS amount,
    events.announced AS announced,
    (SELECT group_concat(line, char(10)) FROM (
        SELECT coalesce(sources.url, sources.title) AS line FROM citations JOIN sources ON sources.id = citations.source_id
        WHERE citations.event_id = events.id ORDER BY citations.id)) AS sources,
    (SELECT group_concat(line, char(10)) FROM (
        SELECT coalesce(sources.published, '') AS line FROM citations JOIN sources ON sources.id = citations.source_id
        WHERE citations.event_id = events.id ORDER BY citations.id)) AS published,
    (SELECT group_concat(line, char(10)) FROM (
        SELECT coalesce(citations.quote, '') AS line FROM citations JOIN sources ON sources.id = citations.source_id
        WHERE citations.event_id = events.id ORDER BY citations.id)) AS quotes,
    (SELECT group_concat(line, char(10)) FROM (
        SELECT coalesce(citations.says_field || '=' || citations.says_value, '') AS line FROM citations JOIN sources ON sources.id = citations.source_id
        WHERE citations.event_id = events.id ORDER BY citations.id)) AS says,
    events.note AS note,
    events.title_text AS title_text,
    events.date_text AS date_text,
    events.date_earliest AS date_earliest,
    events.date_latest AS date_latest,
    events.date_precision AS date_precision,
    events.date_qualifier AS date_qualifier,
    events.date_basis AS date_basis,
    'e' || events.supersedes_event_id AS supersedes,
    'e' || events.id AS id,
    'p' || events.person_id AS person_id,
    't' || events.title_id AS title_id,
    'o' || events.organization_id AS organization_id,
    'o' || events.company_id AS company_id,
    events.new_name AS new_name,
    events.new_kind AS new_kind,
    (SELECT group_concat(name, '; ') FROM (
        SELECT titles.name FROM event_participants
        JOIN titles ON titles.id = event_participants.title_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'reports-to'
        ORDER BY event_participants.id)) AS to_title,
    (SELECT group_concat(name, '; ') FROM (
        SELECT coalesce(
        (SELECT names.name FROM names WHERE names.organization_id = event_participants.organization_id AND names.event_id = events.id),
        (SELECT names.name FROM names JOIN events AS later ON later.id = names.event_id
            WHERE names.organization_id = event_participants.organization_id AND later.date_earliest > events.date_sort
            ORDER BY later.date_earliest, names.id LIMIT 1),
        organizations.name) AS name FROM event_participants
        JOIN organizations ON organizations.id = event_participants.organization_id
        WHERE event_participants.event_id = events.id AND event_participants.role = 'reports-to'
        ORDER BY event_participants.id)) AS to_organization,
    events.date_anchor AS date_anchor,
    CASE events.last_day WHEN 1 THEN 'yes' END AS last_day,
    events.end_state AS end_state,
    'e' || events.ends_event_id AS ends,
    events.visibility AS visibility
FROM events
LEFT JOIN people ON people.id = events.person_id
LEFT JOIN titles ON titles.id = events.title_id
LEFT JOIN organizations ON organizations.id = events.organization_id
LEFT JOIN organizations AS companies ON companies.id = events.company_id;
CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    instead_of TEXT,
    because TEXT NOT NULL CHECK (because <> ''),
    citation_id INTEGER NOT NULL
) STRICT;
CREATE INDEX resolutions_event ON resolutions(event_id);
CREATE VIEW conflicts AS
WITH said AS MATERIALIZED (
    SELECT events.id AS event_id, citations.says_field AS field, citations.says_value AS value,
        citations.says_earliest AS earliest, citations.says_latest AS latest, citations.id AS citation_id
    FROM citations CROSS JOIN events ON events.id = citations.event_id
    WHERE citations.says_field IS NOT NULL AND events.status IN ('happened', 'planned')
        AND NOT EXISTS (SELECT 1 FROM events AS later
            WHERE later.supersedes_event_id = events.id AND later.status <> 'rejected')
),
decided AS MATERIALIZED (
    SELECT event_id, field, value, citation_id FROM resolutions
    WHERE id IN (SELECT max(id) FROM resolutions GROUP BY event_id, field)
),
accepted AS MATERIALIZED (
    SELECT DISTINCT events.id AS event_id, citations.says_field AS field,
        coalesce(CASE citations.says_field WHEN 'date' THEN events.date WHEN 'announced' THEN events.announced WHEN 'amount' THEN events.amount WHEN 'reason' THEN events.reason WHEN 'manner' THEN events.manner WHEN 'new_name' THEN events.new_name WHEN 'acting' THEN iif(events.acting, 'yes', 'no') WHEN 'person' THEN (SELECT name FROM people WHERE id = events.person_id) WHEN 'title' THEN (SELECT name FROM titles WHERE id = events.title_id) WHEN 'organization' THEN (SELECT name FROM organizations WHERE id = events.organization_id) END, CASE WHEN citations.says_field NOT IN ('date', 'announced', 'amount', 'reason', 'manner', 'new_name', 'acting', 'person', 'title', 'organization')
            THEN decided.value END) AS value,
        CASE citations.says_field WHEN 'date' THEN events.date_earliest WHEN 'announced' THEN events.announced_earliest
            END AS earliest,
        CASE citations.says_field WHEN 'date' THEN events.date_latest WHEN 'announced' THEN events.announced_latest
            END AS latest
    FROM said JOIN citations ON citations.id = said.citation_id JOIN events ON events.id = said.event_id
    LEFT JOIN decided ON decided.event_id = events.id AND decided.field = citations.says_field
),
values_given AS (
    SELECT * FROM said
    UNION ALL SELECT event_id, field, value, earliest, latest, 0 FROM accepted
        WHERE value IS NOT NULL OR earliest IS NOT NULL OR latest IS NOT NULL
),
spelled AS MATERIALIZED (
    SELECT *, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(value), ',', ''), 'us dollars', ' usd '), 'u.s. dollars', ' usd '), 'us$', ' usd '), 'hk$', ' hkd '), 'dollars', ' usd '), 'renminbi', ' cny '), 'yuan', ' cny '), 'rmb', ' cny '), 'euros', ' eur '), 'euro', ' eur '), 'pounds', ' gbp '), 'yen', ' jpy '), '$', ' usd '), '€', ' eur '), '£', ' gbp ') AS spelled FROM values_given
),
read AS MATERIALIZED (
    SELECT *, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(spelled, 'more than', ''), 'at least', ''), 'over', ''), 'above', ''), '>', ''), 'less than', ''), 'at most', ''), 'up to', ''), 'under', ''), 'below', ''), '<', ''), 'approximately', ''), 'roughly', ''), 'around', ''), 'nearly', ''), 'almost', ''), 'about', ''), 'some', ''), 'ca.', ''), 'c.', ''), '~', '') AS plain FROM spelled
),
measured AS MATERIALIZED (
    SELECT *, CASE WHEN field = 'amount' THEN CAST(ltrim(plain, 'abcdefghijklmnopqrstuvwxyz ') AS REAL) * CASE WHEN instr(plain, 'trillion') THEN 1e12 WHEN instr(plain, 'billion') THEN 1e9 WHEN instr(plain, 'million') THEN 1e6 WHEN instr(plain, 'thousand') THEN 1e3 WHEN instr(plain, 'tn') THEN 1e12 WHEN instr(plain, 'bn') THEN 1e9 WHEN instr(plain, 'mn') THEN 1e6 ELSE 1e0 END END AS number,
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(plain, 'trillion', ''), 'billion', ''), 'million', ''), 'thousand', ''), 'tn', ''), 'bn', ''), 'mn', ''), '0', ''), '1', ''), '2', ''), '3', ''), '4', ''), '5', ''), '6', ''), '7', ''), '8', ''), '9', ''), '.', ''), ' ', '') AS currency,
        iif((instr(spelled, 'approximately') OR instr(spelled, 'roughly') OR instr(spelled, 'around') OR instr(spelled, 'nearly') OR instr(spelled, 'almost') OR instr(spelled, 'about') OR instr(spelled, 'some') OR instr(spelled, 'ca.') OR instr(spelled, 'c.') OR instr(spelled, '~')), 0.05, 0.005) AS leeway,
        (instr(spelled, 'more than') OR instr(spelled, 'at least') OR instr(spelled, 'over') OR instr(spelled, 'above') OR instr(spelled, '>')) AS is_least, (instr(spelled, 'less than') OR instr(spelled, 'at most') OR instr(spelled, 'up to') OR instr(spelled, 'under') OR instr(spelled, 'below') OR instr(spelled, '<')) AS is_most
    FROM read
),
claims AS MATERIALIZED (
    SELECT event_id, field, value, citation_id,
        CASE WHEN field IN ('date', 'announced') THEN 'days' WHEN number > 0 THEN 'amount ' || currency ELSE 'words' END AS unit,
        CASE WHEN field IN ('date', 'announced') THEN coalesce(earliest, '0001-01-01')
            WHEN number > 0 THEN iif(is_most, 0e0, number * (1 - leeway))
            WHEN field = 'title' THEN coalesce((SELECT lower(titles.name) FROM titles LEFT JOIN names ON names.title_id = titles.id WHERE lower(value) IN (lower(titles.name), lower(titles.short), lower(names.name)) LIMIT 1), lower(value)) ELSE lower(trim(value)) END AS least,
        CASE WHEN field IN ('date', 'announced') THEN coalesce(latest, '9999-12-31')
            WHEN number > 0 THEN iif(is_least, 9e999, number * (1 + leeway))
            WHEN field = 'title' THEN coalesce((SELECT lower(titles.name) FROM titles LEFT JOIN names ON names.title_id = titles.id WHERE lower(value) IN (lower(titles.name), lower(titles.short), lower(names.name)) LIMIT 1), lower(value)) ELSE lower(trim(value)) END AS most
    FROM measured
),
clashes AS MATERIALIZED (
    SELECT one.event_id, one.field, one.citation_id, one.value, coalesce(
        (one.citation_id <= decided.citation_id OR (one.unit = standing.unit AND one.least <= standing.most AND one.most >= standing.least)) AND (other.citation_id <= decided.citation_id OR (other.unit = standing.unit AND other.least <= standing.most AND other.most >= standing.least)) AND decided.value IS accepted.value, 0) AS is_settled
    FROM claims AS one JOIN claims AS other ON other.event_id = one.event_id AND other.field = one.field
        AND other.unit = one.unit AND (one.least > other.most OR other.least > one.most)
    LEFT JOIN decided ON decided.event_id = one.event_id AND decided.field = one.field
    LEFT JOIN accepted ON accepted.event_id = one.event_id AND accepted.field = one.field
    LEFT JOIN claims AS standing ON standing.event_id = one.event_id AND standing.field = one.field
        AND standing.citation_id = 0
),
second_events AS (
    SELECT DISTINCT one.id AS event_id, other.id AS other_event_id
    FROM (SELECT * FROM tenures WHERE instr(event_ids, ',')) AS held
    CROSS JOIN json_each(held.event_ids) AS first CROSS JOIN json_each(held.event_ids) AS second
    CROSS JOIN events AS one ON one.id = first.value CROSS JOIN events AS other ON other.id = second.value
    WHERE first.value < second.value AND one.type = 'appointment' AND other.type = 'appointment'
        AND one.person_id = held.person_id AND other.person_id = held.person_id
        AND one.title_id = held.title_id AND other.title_id = held.title_id
        AND one.organization_id = held.organization_id AND other.organization_id = held.organization_id
        AND coalesce(one.manner, '') NOT IN ('elected', 'reappointed')
        AND coalesce(other.manner, '') NOT IN ('elected', 'reappointed') AND one.status = other.status AND (one.date_from > other.date_to OR other.date_from > one.date_to)
    UNION SELECT min(one.id, other.id), max(one.id, other.id)
    FROM (SELECT * FROM tenures WHERE end_event_id = +id) AS again
    CROSS JOIN tenures AS known ON known.organization_id = again.organization_id
        AND known.title_id = again.title_id AND known.person_id = again.person_id
    CROSS JOIN events AS one ON one.id = known.end_event_id CROSS JOIN events AS other ON other.id = again.id
    WHERE one.type = 'departure' AND other.type = 'departure'
        AND one.title_id = other.title_id AND one.status = other.status AND one.date_to < other.date_from
        AND NOT EXISTS (SELECT 1 FROM tenures AS between_them
            WHERE between_them.organization_id = again.organization_id AND between_them.title_id = again.title_id
                AND between_them.person_id = again.person_id AND between_them.start_latest >= one.date_from
                AND between_them.start_earliest <= other.date_to)
    UNION SELECT one.id, other.id
    FROM (SELECT organization_id, type FROM events WHERE type IN ('formation', 'merger', 'split', 'dissolution', 'renaming') AND +type IN ('formation', 'dissolution')
        GROUP BY organization_id, type HAVING count(*) > 1) AS twice
    CROSS JOIN events AS one ON one.organization_id = twice.organization_id AND +one.type = twice.type
    CROSS JOIN events AS other ON other.organization_id = twice.organization_id AND +other.type = twice.type
    WHERE one.id < other.id AND one.status = other.status AND (one.date_from > other.date_to OR other.date_from > one.date_to) AND one.status IN ('happened', 'planned') AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.supersedes_event_id = one.id AND later.status <> 'rejected') AND other.status IN ('happened', 'planned') AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.supersedes_event_id = other.id AND later.status <> 'rejected')
        AND NOT EXISTS (SELECT 1 FROM events AS between_them
            WHERE between_them.organization_id = one.organization_id AND between_them.status = 'happened'
                AND +between_them.type = iif(one.type = 'formation', 'dissolution', 'formation')
                AND between_them.date_from <= max(one.date_to, other.date_to)
                AND between_them.date_to >= min(one.date_from, other.date_from))
)
SELECT events.id AS event_id, events.headline, told.field, accepted.value AS recorded, told.says,
    NULL AS other_event_id
FROM (
    SELECT event_id, field, group_concat(value, char(10)) AS says FROM (
        SELECT clashes.event_id, clashes.field, clashes.value FROM clashes
        LEFT JOIN accepted ON accepted.event_id = clashes.event_id AND accepted.field = clashes.field
        WHERE clashes.citation_id > 0 AND NOT clashes.is_settled AND clashes.value IS NOT accepted.value
        GROUP BY clashes.event_id, clashes.field, clashes.value ORDER BY min(clashes.citation_id)
    ) GROUP BY event_id, field
) AS told
JOIN events ON events.id = told.event_id
LEFT JOIN accepted ON accepted.event_id = told.event_id AND accepted.field = told.field
UNION ALL
SELECT events.id, events.headline, 'date', events.date, other.date, other.id
FROM second_events JOIN events ON events.id = second_events.event_id
JOIN events AS other ON other.id = second_events.other_event_id;
CREATE TRIGGER resolutions_log_insert AFTER INSERT ON resolutions BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation) VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'resolutions', NEW.id, 'insert');
END;
CREATE TRIGGER resolutions_log_update AFTER UPDATE ON resolutions WHEN OLD."event_id" IS NOT NEW."event_id" OR OLD."field" IS NOT NEW."field" OR OLD."value" IS NOT NEW."value" OR OLD."instead_of" IS NOT NEW."instead_of" OR OLD."because" IS NOT NEW."because" OR OLD."citation_id" IS NOT NEW."citation_id" BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    SELECT coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'resolutions', OLD.id, 'update', json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD."event_id" AS v WHERE OLD."event_id" IS NOT NEW."event_id" UNION ALL SELECT 'field' AS k, OLD."field" AS v WHERE OLD."field" IS NOT NEW."field" UNION ALL SELECT 'value' AS k, OLD."value" AS v WHERE OLD."value" IS NOT NEW."value" UNION ALL SELECT 'instead_of' AS k, OLD."instead_of" AS v WHERE OLD."instead_of" IS NOT NEW."instead_of" UNION ALL SELECT 'because' AS k, OLD."because" AS v WHERE OLD."because" IS NOT NEW."because" UNION ALL SELECT 'citation_id' AS k, OLD."citation_id" AS v WHERE OLD."citation_id" IS NOT NEW."citation_id");
END;
CREATE TRIGGER resolutions_log_delete AFTER DELETE ON resolutions BEGIN
    INSERT INTO txn(time, command, is_open)
    SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'another program', NULL
    WHERE NOT EXISTS (SELECT 1 FROM txn WHERE is_open = 1) AND NOT EXISTS (
        SELECT 1 FROM txn WHERE id = (SELECT max(id) FROM txn) AND command = 'another program' AND digest IS NULL
            AND time BETWEEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 second')
                AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
    INSERT INTO change(txn_id, table_name, row_id, operation, old)
    VALUES (coalesce((SELECT id FROM txn WHERE is_open = 1), (SELECT max(id) FROM txn)), 'resolutions', OLD.id, 'delete', json_object('event_id', OLD."event_id", 'field', OLD."field", 'value', OLD."value", 'instead_of', OLD."instead_of", 'because', OLD."because", 'citation_id', OLD."citation_id"));
END;
CREATE TABLE copies (
    path TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('backup', 'published')),
    time TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tombstones (
    hash TEXT PRIMARY KEY,
    salt TEXT NOT NULL,
    day TEXT NOT NULL,
    is_purged INTEGER NOT NULL CHECK (is_purged IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE counts (
    counted TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (counted, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_counts_insert AFTER INSERT ON events BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('events.type', coalesce(CAST(NEW.type AS TEXT), ''), 1), ('events.company_id', coalesce(CAST(NEW.company_id AS TEXT), ''), 1), ('events.title_id', coalesce(CAST(NEW.title_id AS TEXT), ''), 1), ('events.status', coalesce(CAST(NEW.status AS TEXT), ''), 1), ('events.manner', coalesce(CAST(NEW.manner AS TEXT), ''), 1), ('events.date_precision', coalesce(CAST(NEW.date_precision AS TEXT), ''), 1), ('events.year', coalesce(CAST(NEW.year AS TEXT), ''), 1), ('events.move_month', coalesce(CAST(iif(NEW.type IN ('appointment', 'departure') AND NEW.status IN ('happened', 'planned'), NEW.month, NULL) AS TEXT), ''), 1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER events_counts_delete AFTER DELETE ON events BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('events.type', coalesce(CAST(OLD.type AS TEXT), ''), -1), ('events.company_id', coalesce(CAST(OLD.company_id AS TEXT), ''), -1), ('events.title_id', coalesce(CAST(OLD.title_id AS TEXT), ''), -1), ('events.status', coalesce(CAST(OLD.status AS TEXT), ''), -1), ('events.manner', coalesce(CAST(OLD.manner AS TEXT), ''), -1), ('events.date_precision', coalesce(CAST(OLD.date_precision AS TEXT), ''), -1), ('events.year', coalesce(CAST(OLD.year AS TEXT), ''), -1), ('events.move_month', coalesce(CAST(iif(OLD.type IN ('appointment', 'departure') AND OLD.status IN ('happened', 'planned'), OLD.month, NULL) AS TEXT), ''), -1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER events_counts_update AFTER UPDATE OF company_id, date_earliest, date_latest, date_precision, manner, status, title_id, type ON events WHEN OLD."company_id" IS NOT NEW."company_id" OR OLD."date_earliest" IS NOT NEW."date_earliest" OR OLD."date_latest" IS NOT NEW."date_latest" OR OLD."date_precision" IS NOT NEW."date_precision" OR OLD."manner" IS NOT NEW."manner" OR OLD."status" IS NOT NEW."status" OR OLD."title_id" IS NOT NEW."title_id" OR OLD."type" IS NOT NEW."type" BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('events.type', coalesce(CAST(OLD.type AS TEXT), ''), -1), ('events.company_id', coalesce(CAST(OLD.company_id AS TEXT), ''), -1), ('events.title_id', coalesce(CAST(OLD.title_id AS TEXT), ''), -1), ('events.status', coalesce(CAST(OLD.status AS TEXT), ''), -1), ('events.manner', coalesce(CAST(OLD.manner AS TEXT), ''), -1), ('events.date_precision', coalesce(CAST(OLD.date_precision AS TEXT), ''), -1), ('events.year', coalesce(CAST(OLD.year AS TEXT), ''), -1), ('events.move_month', coalesce(CAST(iif(OLD.type IN ('appointment', 'departure') AND OLD.status IN ('happened', 'planned'), OLD.month, NULL) AS TEXT), ''), -1), ('events.type', coalesce(CAST(NEW.type AS TEXT), ''), 1), ('events.company_id', coalesce(CAST(NEW.company_id AS TEXT), ''), 1), ('events.title_id', coalesce(CAST(NEW.title_id AS TEXT), ''), 1), ('events.status', coalesce(CAST(NEW.status AS TEXT), ''), 1), ('events.manner', coalesce(CAST(NEW.manner AS TEXT), ''), 1), ('events.date_precision', coalesce(CAST(NEW.date_precision AS TEXT), ''), 1), ('events.year', coalesce(CAST(NEW.year AS TEXT), ''), 1), ('events.move_month', coalesce(CAST(iif(NEW.type IN ('appointment', 'departure') AND NEW.status IN ('happened', 'planned'), NEW.month, NULL) AS TEXT), ''), 1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER tenures_counts_insert AFTER INSERT ON tenures BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('tenures.title_id', coalesce(CAST(NEW.title_id AS TEXT), ''), 1), ('tenures.organization_id', coalesce(CAST(NEW.organization_id AS TEXT), ''), 1), ('tenures.end_state', coalesce(CAST(NEW.end_state AS TEXT), ''), 1), ('tenures.acting', coalesce(CAST(NEW.acting AS TEXT), ''), 1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER tenures_counts_delete AFTER DELETE ON tenures BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('tenures.title_id', coalesce(CAST(OLD.title_id AS TEXT), ''), -1), ('tenures.organization_id', coalesce(CAST(OLD.organization_id AS TEXT), ''), -1), ('tenures.end_state', coalesce(CAST(OLD.end_state AS TEXT), ''), -1), ('tenures.acting', coalesce(CAST(OLD.acting AS TEXT), ''), -1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
CREATE TRIGGER tenures_counts_update AFTER UPDATE OF acting, end_state, organization_id, title_id ON tenures WHEN OLD."acting" IS NOT NEW."acting" OR OLD."end_state" IS NOT NEW."end_state" OR OLD."organization_id" IS NOT NEW."organization_id" OR OLD."title_id" IS NOT NEW."title_id" BEGIN
    INSERT INTO counts(counted, value, number) VALUES ('tenures.title_id', coalesce(CAST(OLD.title_id AS TEXT), ''), -1), ('tenures.organization_id', coalesce(CAST(OLD.organization_id AS TEXT), ''), -1), ('tenures.end_state', coalesce(CAST(OLD.end_state AS TEXT), ''), -1), ('tenures.acting', coalesce(CAST(OLD.acting AS TEXT), ''), -1), ('tenures.title_id', coalesce(CAST(NEW.title_id AS TEXT), ''), 1), ('tenures.organization_id', coalesce(CAST(NEW.organization_id AS TEXT), ''), 1), ('tenures.end_state', coalesce(CAST(NEW.end_state AS TEXT), ''), 1), ('tenures.acting', coalesce(CAST(NEW.acting AS TEXT), ''), 1)
    ON CONFLICT(counted, value) DO UPDATE SET number = number + excluded.number;
END;
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm001_first', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm002_tenures', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm003_likeness', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm004_undoing', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm005_imports', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm006_called_then', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm007_resolutions', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm008_outside', 'released');
INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('orgtrack', 'm009_counts', 'released');
