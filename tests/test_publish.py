"""`orgtrack publish`: what everybody may see and nothing else, in a file of its own."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import yaml
from site_pages import Pages
from story import Story, process

from orgtrack.plugin.serve import site
from orgtrack.schema.history import LOGGED
from orgtrack.store.publishing import DERIVED, PUBLIC, UNPUBLISHED

SOURCE = ("--source", "https://example.com/a", "--published", "2025-07-01")


@pytest.fixture
def kept(story: Story) -> Story:
    """A tracker with something public and something private of each kind."""
    story.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025-01", *SOURCE, "--quote", "Lee takes over")
    story.add("appointment", "Bob Roe", "CFO", "Acme", "--date", "2025-02", *SOURCE, "--private")
    story.add("appointment", "Cid Poe", "CTO", "Acme", "--date", "2025-03")
    story.add("formation", "Acme Labs", "--parent", "Acme", "--date", "2024", "--new", *SOURCE)
    story.say("edit", "p1", "private_note=to be asked", "note=an engineer")
    return story


def copy_of(story: Story, *words: str) -> Story:
    """The published copy of a story, told as one."""
    story.say("publish", str(story.folder / "public.db"), *words)
    return Story(story.folder, file="public.db")


def bytes_of(path: Path) -> bytes:
    return b"".join(found.read_bytes() for found in path.parent.glob(f"{path.stem}*"))


def test_only_public_events_with_a_source_and_what_they_name_are_published(kept: Story) -> None:
    public = copy_of(kept)
    assert public.names("people") == ["Ann Lee"]
    assert public.names("organizations") == ["Acme", "Acme Labs"]
    assert public.names("titles") == ["Chief Executive Officer"]
    assert public.value("SELECT count(*) FROM events") == 2
    assert public.value("SELECT quote FROM citations WHERE quote IS NOT NULL") == "Lee takes over"
    assert public.value("SELECT note FROM people") == "an engineer"
    for word in (b"Bob", b"Roe", b"Cid", b"CTO", b"to be asked", b"tester"):
        assert word not in bytes_of(public.path)
    assert public.count("txn") == public.count("change") == 0
    public.check_whole()


def test_what_was_left_out_is_counted_by_reason(kept: Story) -> None:
    for words in ((), ("--dry-run",)):
        said = kept.say("publish", str(kept.folder / "public.db"), *words).err
        for line in ("private events (1)", "events without a source (1)", "people that nothing published names (2)"):
            assert f"left out: {line}" in said
        assert "private notes (1)" in said
        assert "entries of the log (5)" in said


def test_a_dry_run_writes_nothing(kept: Story) -> None:
    before = kept.content()
    kept.say("publish", str(kept.folder / "public.db"), "--dry-run")
    assert [path.name for path in kept.folder.iterdir() if not path.name.startswith("t.db")] == []
    assert kept.content() == before


def test_an_unchanged_tracker_gives_the_same_bytes(kept: Story) -> None:
    first = copy_of(kept).path.read_bytes()
    # Another process has other hashes and other addresses of everything.
    process("--db", "t.db", "publish", "public.db", folder=kept.folder)
    assert (kept.folder / "public.db").read_bytes() == first
    kept.add("appointment", "Dee Moe", "COO", "Acme", "--date", "2025-04", *SOURCE)
    assert copy_of(kept).path.read_bytes() != first


def test_what_follows_from_events_is_derived_from_the_public_ones(kept: Story) -> None:
    """A private departure, a private move and a private renaming have no effect on what is published."""
    kept.add("departure", "Ann Lee", "CEO", "Acme", "--date", "2025-05", *SOURCE, "--private")
    kept.add("formation", "Shell", "--date", "2020", *SOURCE, "--private")
    kept.add("move", "Acme Labs", "Shell", "--new-kind", "company", "--date", "2025", *SOURCE, "--private")
    kept.add("renaming", "Acme", "Covert Holding", "--date", "2025-06", *SOURCE, "--private")
    kept.add("appointment", "Eve Fox", "Secretary", "Covert Holding", "--date", "2025-06-20", *SOURCE)
    kept.add("milestone", "Covert Holding grows", "Covert Holding", "--date", "2025-07", *SOURCE)
    public = copy_of(kept)
    assert public.rows("SELECT person, organization, end FROM current_holders ORDER BY 1") == [
        ("Ann Lee", "Acme", None),
        ("Eve Fox", "Acme", None),
    ]
    assert public.rows("SELECT name, kind, parent_id, company_id FROM organizations") == [
        ("Acme", "company", None, 1),
        ("Acme Labs", "unit", 1, 1),
    ]
    assert "Eve Fox appointed Secretary of Acme" in [row[0] for row in public.rows("SELECT headline FROM events")]
    for word in (b"Covert", b"covert", b"Shell", b"shell"):
        assert word not in bytes_of(public.path)
    assert public.found_events("covert") == []
    assert public.found_names("organizations", "acme") == ["Acme", "Acme Labs"]


def test_a_public_renaming_keeps_its_names(kept: Story) -> None:
    kept.add("renaming", "Acme", "Apex", "--date", "2025-06", *SOURCE)
    public = copy_of(kept)
    assert public.names("organizations")[0] == "Apex"
    assert public.rows("SELECT name, kind, until FROM names") == [("Acme", "former", "2025-06")]
    assert public.found_names("organizations", "apex") == ["Apex"]


def test_events_that_a_public_one_points_at_are_not_named_where_they_are_private(kept: Story) -> None:
    kept.add("appointment", "Ann Lee", "Chair", "Acme", "--date", "2026-01", *SOURCE, "--private", "--planned")
    kept.say("postpone", "e5", "--date", "2026-02", *SOURCE)
    kept.say("edit", "e6", "visibility=public")
    public = copy_of(kept)
    assert public.event("e6", "supersedes_event_id", "date") == (None, "2026-02")
    assert public.event("e6", "status") == ("planned",)


def test_a_name_typed_for_a_private_event_only_is_not_published(kept: Story) -> None:
    kept.say("alias", "Ann Lee", "李安")
    with closing(sqlite3.connect(kept.path)) as connection:  # as `1+` at the question does, in one entry of the log
        connection.execute("INSERT INTO txn(time, command, is_open) VALUES ('2025-07-01T00:00:00Z', 'add', 1)")
        connection.execute("INSERT INTO names(name, name_key, person_id) VALUES ('Deep Throat', 'deep throat', 1)")
        connection.execute(
            "INSERT INTO events(type, headline, person_id, date_precision, visibility)"
            " VALUES ('milestone', 'x', 1, 'unknown', 'private')"
        )
        connection.execute("UPDATE txn SET is_open = NULL")
        connection.commit()
    public = copy_of(kept)
    assert public.rows("SELECT name FROM names") == [("李安",)]
    assert b"Throat" not in bytes_of(public.path)


def test_paths_of_files_stay_behind(kept: Story) -> None:
    kept.add("appointment", "Fay Orr", "COO", "Acme", "--date", "2025-04", "--source", "/home/me/Interview one.docx")
    kept.add("appointment", "Gus Pym", "CMO", "Acme", "--date", "2025-04", "--source", "http://192.168.0.7/x")
    local = "scan in /home/me/scans/a b.pdf"
    kept.add("milestone", "Acme moves", "Acme", "--date", "2025", *SOURCE, "--place", local, "--note", local)
    kept.say("edit", "s1", "archive_url=http://nas.local/a", "publisher=file:///home/me/x.html")
    said = kept.say("publish", str(kept.folder / "public.db")).err
    assert "events whose only source is a file or an address of this machine (2)" in said
    public = Story(kept.folder, file="public.db")
    for word in (b"/home", b"Interview", b"192.168", b"nas.local", b"file:", b"Fay", b"scans"):
        assert word not in bytes_of(public.path)
    assert public.value("SELECT note FROM events WHERE note IS NOT NULL") == "scan in [file]"


def test_commands_read_the_copy_as_they_read_the_tracker(story: Story) -> None:
    story.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025-01", *SOURCE)
    story.add("appointment", "Bob Roe", "CEO", "Acme", "--date", "2025-03", "--succeeding", "Ann Lee", *SOURCE)
    story.add("renaming", "Acme", "Apex", "--date", "2025-04", *SOURCE)
    public = copy_of(story)
    for words in (
        ("timeline",),
        ("export", "timeline"),
        ("export", "tenures"),
        ("export", "names"),
        ("list", "people"),
        ("show", "Acme"),
        ("asof", "2025-03-01"),
        ("succession", "CEO", "Apex"),
        ("find", "lee"),
        ("timeline", "--added-since", "2025-01-01"),
    ):
        assert public.say(*words).out == story.say(*words).out or words[-2:-1] == ("--added-since",)
    assert "Ann Lee" in public.say("export", "person", "Ann Lee").out


@pytest.mark.parametrize(
    "words",
    [
        ("add", "company", "X"),
        ("edit", "p1", "note=x"),
        ("check", "--rebuild"),
        ("import", "-"),
        ("redact", "person", "Ann Lee", "--reason", "x", "--yes"),
    ],
)
def test_commands_that_write_refuse_the_copy(kept: Story, words: tuple[str, ...]) -> None:
    public = copy_of(kept)
    before = public.path.read_bytes()
    said = public.refuse(*words, stdin="type,date\n")
    assert "is a published copy, which is only read" in said.err
    assert public.path.read_bytes() == before
    assert not public.path.with_name("public.db-wal").exists()


def test_a_copy_is_not_published_again(kept: Story) -> None:
    public = copy_of(kept)
    assert "is a published copy already" in public.refuse("publish", str(kept.folder / "again.db")).err
    assert not (kept.folder / "again.db").exists()


def test_only_an_earlier_copy_is_replaced(kept: Story) -> None:
    other, folder = kept.folder / "other.db", kept.folder
    other.write_bytes(b"not ours")
    (folder / "mine").mkdir()
    for path, why in (
        (kept.path, "is a tracker and stays as it is"),
        (other, "is no published copy and stays as it is"),
        (folder / "mine", "is no published copy"),
        (folder / "nowhere" / "public.db", "does not exist"),
    ):
        before = path.read_bytes() if path.is_file() else b""
        assert why in kept.refuse("publish", str(path)).err
        assert (path.read_bytes() if path.is_file() else b"") == before
    os.symlink(kept.path, folder / "link.db")
    assert "is a tracker" in kept.refuse("publish", str(folder / "link.db")).err
    assert copy_of(copy_of(kept) and kept).value("SELECT count(*) FROM events") == 2
    assert not list(folder.glob(".*")), "something was left beside"


def test_a_copy_in_use_by_a_writer_is_left_alone(kept: Story) -> None:
    public = copy_of(kept)
    public.path.with_name("public.db-journal").write_bytes(b"")
    assert "public.db-journal" in kept.refuse("publish", str(public.path)).err


def test_metadata_stands_beside_and_the_owners_own_stays(kept: Story) -> None:
    copy_of(kept, "--title", "Who runs Acme")
    path = kept.folder / "public.metadata.yml"
    read = yaml.safe_load(path.read_text())
    assert read["title"] == "Who runs Acme"
    assert read["databases"]["public"]["allow_sql"] is False
    assert "private_note" not in path.read_text()
    assert "events_without_a_source" not in path.read_text()
    path.write_text("title: mine\n")
    assert "is your own and stays" in kept.say("publish", str(kept.folder / "public.db")).out
    assert path.read_text() == "title: mine\n"


def test_the_site_of_a_copy_takes_no_sql_unless_its_owner_says_so(kept: Story) -> None:
    public = copy_of(kept, "--title", "Who runs Acme")
    pages = Pages(public.path)
    assert "Who runs Acme" in pages.page("/")
    assert pages.asked("/public?sql=select+1")[0] == 403
    assert pages.asked("/public/events?_where=1=1")[0] == 403
    assert "Ann Lee" in pages.page("/public/events")
    assert "Ann Lee" in pages.page("/public/person_timeline?person=Ann+Lee")
    assert "A note for the owner" not in pages.page("/public/people")
    pages.close()
    pages.site = site(public.path, date(2025, 7, 16), sql=True)
    assert pages.asked("/public?sql=select+1")[0] == 200
    pages.close()
    own = Pages(kept.path)
    assert own.asked("/t?sql=select+1")[0] == 200
    own.close()


def test_the_tracker_remembers_where_its_copies_are(kept: Story) -> None:
    copy_of(kept)
    copy_of(kept)
    assert kept.rows("SELECT kind, path FROM copies") == [("published", str(kept.folder / "public.db"))]
    assert "copies" not in [
        row[0] for row in Story(kept.folder, file="public.db").rows("SELECT name FROM sqlite_master")
    ]


def test_every_table_and_column_is_either_published_or_not(kept: Story) -> None:
    """A table or a column that is added is decided upon here, never by chance."""
    decided = {*PUBLIC, *DERIVED, *UNPUBLISHED}
    with closing(sqlite3.connect(kept.path)) as connection:
        tables = {
            row[0]
            for row in connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
                " AND name NOT LIKE 'sqlite_%'"
            )
        }
        assert tables == decided
        assert set(LOGGED) <= decided
        left = {
            f"{table}.{row[1]}"
            for table, plan in PUBLIC.items()
            for row in connection.execute(f"PRAGMA table_info({table})")
            if row[1] not in {name.rstrip("*@") for name in plan.split()}
        }
    assert left == {
        *(f"{table}.private_note" for table in ("people", "organizations", "events", "sources")),
        *(f"{table}.{name}" for table in ("people", "organizations") for name in ("search_keys", "search_prefixes")),
        *("organizations.parent_id", "organizations.company_id", "events.company_id"),  # derived
        *("sources.text", "sources.sha256", "names.event_id"),
    }


def test_search_engines_are_told_of_the_pages_of_a_published_copy_and_of_no_tracker(kept: Story) -> None:
    public = Pages(copy_of(kept).path)
    found = re.findall("<loc>(.*?)</loc>", public.page("/sitemap.xml"))
    addresses = [address.removeprefix("http://localhost") for address in found]
    assert addresses == [
        "/public",
        "/public/organizations/1",
        "/public/organizations/2",
        "/public/people/1",
    ]
    assert [public.asked(address)[0] for address in addresses] == [200] * 4
    public.close()
    own = Pages(kept.path)
    assert "<loc>" not in own.page("/sitemap.xml")
    own.close()


def test_a_large_page_is_sent_small_to_who_asks(kept: Story) -> None:
    public = Pages(copy_of(kept).path)
    answer = asyncio.run(public.site.client.get("/public/-/timeline", headers={"accept-encoding": "gzip"}))
    assert answer.headers["content-encoding"] == "gzip"
    assert "<svg" in answer.text
    public.close()
