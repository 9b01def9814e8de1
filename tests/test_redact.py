"""`orgtrack redact person` and `orgtrack export person`: everything held on somebody, and nothing of it any more."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from story import Story, Terminal, environment

from orgtrack.store.digests import chain

SOURCE = ("--source", "https://example.com/a", "--published", "2025-07-01")
WHY = ("--reason", "request of 3 May")


@pytest.fixture
def kept(story: Story) -> Story:
    """Ann Lee in every place where a name can be."""
    story.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025-01", *SOURCE, "--quote", "Ann LEE takes over")
    story.say("alias", "Ann Lee", "李安")
    story.say("edit", "p1", "wikidata=Q123456", "private_note=met Ann Lee")
    story.add("appointment", "Bob Roe", "CEO", "Acme", "--date", "2025-03", *SOURCE, "--succeeding", "Ann Lee")
    story.say("cite", "e2", "--source", "https://example.com/ann-lee-goes", "--quote", "Roe comes after Lee, Ann")
    story.add("milestone", "Ann Lee opens a shop", "Acme", "--person", "Ann Lee", "--date", "2025-02", *SOURCE)
    story.add("milestone", "Acme moves", "Acme", "--date", "2025-04", *SOURCE, "--note", "as 李安 had wished")
    story.add("departure", "Ann Lee", "CEO", "Acme", "--date", "2025-05", "--source", "Farewell to Ann Lee")
    story.say("remove", "e5")
    return story


def everything(folder: Path, but: str = "") -> bytes:
    """All bytes of all files of a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != but)


def gone(story: Story, *words: str) -> None:
    """No byte of the file, of its log and of whatever lies beside holds a word, in any case."""
    held = everything(story.folder).lower()
    for word in words:
        assert word.lower().encode() not in held, word


def test_a_person_goes_from_every_place(kept: Story) -> None:
    said = kept.say("redact", "person", "Ann Lee", *WHY, "--yes").out
    assert "no byte of the file and of its write-ahead log holds any of the names" in said
    gone(kept, "Ann Lee", "李安", "ann-lee", "Lee, Ann", "Q123456", "met Ann")
    assert kept.names("people") == ["Bob Roe"]
    assert kept.rows("SELECT 'e' || id, headline, person_id FROM events ORDER BY id") == [
        ("e2", "Bob Roe appointed Chief Executive Officer of Acme", 2),
        ("e3", "[redacted] opens a shop", None),
        ("e4", "Acme moves", None),
    ]
    assert kept.value("SELECT note FROM events WHERE id = 4") == "as [redacted] had wished"
    assert kept.rows("SELECT quote FROM citations WHERE quote IS NOT NULL") == [("Roe comes after [redacted]",)]
    assert "https://example.com/" in [row[0] for row in kept.rows("SELECT url FROM sources")]
    assert kept.found_events("lee") == kept.found_events("李安") == []
    kept.check_whole()
    assert kept.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"


def test_the_log_keeps_that_it_was_done_and_why_and_of_whom_nothing(kept: Story) -> None:
    before = kept.count("txn")
    kept.say("redact", "person", "Ann Lee", "--reason", "Ann Lee asked for it", "--yes")
    assert kept.count("txn") == before + 1
    assert kept.value("SELECT command FROM txn ORDER BY id DESC LIMIT 1") == (
        "orgtrack redact person p1 --reason '[redacted] asked for it'"
    )
    for command, old in kept.rows("SELECT command, old FROM txn JOIN change ON txn_id = txn.id"):
        assert "Lee" not in f"{command}{old}"
    assert kept.rows("SELECT 1 FROM change WHERE table_name = 'people' AND row_id = 1") == []
    assert kept.rows("SELECT 1 FROM change WHERE table_name = 'people' AND row_id = 2") != []


def test_what_would_go_is_shown_first_and_done_only_when_said(kept: Story) -> None:
    before = kept.content()
    shown = kept.say("redact", "person", "Ann Lee", *WHY, "--dry-run").out
    for line in (
        "p1 Ann Lee goes, with every name: Ann Lee, 李安",
        "goes: e1 Ann Lee appointed Chief Executive Officer of Acme",
        "stays without the person: e2 Bob Roe appointed Chief Executive Officer of Acme",
        "stays without the person: e3 [redacted] opens a shop",
        "no longer names the person: quote of e2",
        "no longer names the person: note of e4",
        "no longer names the person: url of s2",
        "Nothing was written (--dry-run).",
    ):
        assert line in shown
    assert kept.content() == before
    said = kept.run("redact", "person", "Ann Lee", *WHY)
    assert said.code == 3
    assert "give --yes" in said.err
    assert kept.content() == before


@pytest.mark.parametrize(("answer", "code"), [("p1", 0), ("y", 1), ("", 1)])
def test_at_a_terminal_it_asks(kept: Story, answer: str, code: int) -> None:
    words = ("--db", "t.db", "redact", "person", "Ann Lee", *WHY)
    with Terminal(*words, folder=kept.folder, env=environment()) as terminal:
        terminal.sees("This cannot be undone.")
        terminal.types(answer)
        assert terminal.ends() == code
    assert ("Ann Lee" in kept.names("people")) is bool(code)


def test_it_needs_a_reason_and_a_person(kept: Story) -> None:
    assert "--reason" in kept.refuse("redact", "person", "Ann Lee", "--yes", code=2).err
    assert "There is no person called" in kept.refuse("redact", "person", "Nobody Atall", *WHY, "--yes").err
    assert not (kept.folder / "none.db").exists()
    assert "There is no tracker" in Story(kept.folder, file="none.db").refuse("redact", "person", "X", *WHY).err


def test_whom_the_person_succeeded_has_still_left(story: Story) -> None:
    story.add("appointment", "Bob Roe", "CEO", "Acme", "--date", "2020", *SOURCE)
    story.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025-03", "--succeeding", "Bob Roe", *SOURCE)
    story.say("redact", "person", "Ann Lee", *WHY, "--yes")
    assert story.rows("SELECT type, headline FROM events ORDER BY id") == [
        ("appointment", "Bob Roe appointed Chief Executive Officer of Acme"),
        ("departure", "Bob Roe left as Chief Executive Officer of Acme"),
    ]
    assert story.rows('SELECT person_id, end_state, "end" FROM tenures') == [(1, "ended", "2025-03")]
    assert story.say("check", "--rebuild").out == "Everything is as it follows from the events.\n"
    gone(story, "Ann Lee")


def test_nobody_brings_the_person_back(kept: Story) -> None:
    kept.say("redact", "person", "Ann Lee", *WHY, "--yes")
    csv = "person,title,organization,start,end\nAnn Lee,CEO,Acme,2025,\n"
    for words, stdin in (
        (("add", "appointment", "ann LEE", "CEO", "Acme", "--date", "2025"), ""),
        (("add", "appointment", "Lee Ann", "CEO", "Acme", "--date", "2025", "--new"), ""),
        (("add", "appointment", "李安", "CEO", "Acme", "--date", "2025", "--new"), ""),
        (("add", "person", "Ann Lee"), ""),
        (("alias", "Bob Roe", "Ann Lee"), ""),
        (("edit", "p2", "name=Ann Lee"), ""),
        (("edit", "p2", "wikidata=Q123456"), ""),
        (("import", "-"), csv),
    ):
        said = kept.refuse(*words, stdin=stdin)
        assert "was redacted on 2025-07-16" in said.err, words
    assert "Ann" not in str(kept.rows("SELECT * FROM tombstones"))
    assert "may be recorded again" in kept.say("redact", "person", "李安", "--lift").out
    kept.add("appointment", "Ann Lee", "CEO", "Acme", "--date", "2025")
    assert "never redacted" in kept.refuse("redact", "person", "Ann Lee", "--lift").err


def test_a_namesake_and_a_company_of_that_name_keep_theirs(kept: Story) -> None:
    kept.say("add", "person", "Another")
    with closing(sqlite3.connect(kept.path)) as connection:
        connection.execute("UPDATE people SET name = 'Ann Lee', name_key = 'ann lee' WHERE id = 3")
        connection.commit()
    kept.add(
        "appointment", "p3", "CFO", "Ann Lee & Co", "--date", "2025-06", *SOURCE, "--note", "this Ann Lee", "--new"
    )
    said = kept.say("redact", "person", "p1", *WHY, "--yes").out
    for line in (
        "p3 is called Ann Lee",
        "o2 is called Ann Lee & Co",
        "note of e6",
        "stands in names and words of others",
    ):
        assert line in said
    assert kept.value("SELECT note FROM events WHERE id = 6") == "this Ann Lee"
    assert kept.names("people") == ["Bob Roe", "Ann Lee"]
    assert kept.value("SELECT headline FROM events WHERE id = 3") == "[redacted] opens a shop"


def test_a_part_of_the_name_is_pointed_out(kept: Story) -> None:
    kept.say("cite", "e2", "--source", "B", "--quote", "Mrs Lee agreed")
    assert (
        "may mean the person by a part of the name: quote of e2"
        in kept.say("redact", "person", "Ann Lee", *WHY, "--dry-run").out
    )


def test_copies_that_still_hold_the_person_are_named(kept: Story) -> None:
    public = kept.folder / "public.db"
    kept.say("publish", str(public))
    kept.say("publish", str(kept.folder / "moved.db"))
    (kept.folder / "moved.db").unlink()
    said = kept.say("redact", "person", "Ann Lee", *WHY, "--yes").out
    assert f"{public}: still holds it" in said
    assert "moved.db: is no longer there" in said
    kept.say("publish", str(public))
    assert b"Ann Lee" not in public.read_bytes()
    (kept.folder / "moved.metadata.yml").unlink()
    gone(kept, "Ann Lee", "李安")


def test_copies_can_be_deleted_with_the_person(kept: Story) -> None:
    public = kept.folder / "public.db"
    kept.say("publish", str(public))
    assert "held it and was deleted" in kept.say("redact", "person", "Ann Lee", *WHY, "--yes", "--remove-copies").out
    assert not public.exists()
    assert kept.count("copies") == 0


def test_while_another_program_reads_it_is_not_done_and_goes_on_when_asked_again(
    kept: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgtrack.store.file.PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(kept.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        said = kept.run("redact", "person", "Ann Lee", *WHY, "--yes")
        assert said.code == 1
        assert "open in another program" in said.err
        assert "no byte" not in said.out
    assert kept.value("SELECT min(is_purged) FROM tombstones") == 0
    assert "no byte of the file" in kept.say("redact", "person", "Ann Lee", *WHY).out
    assert kept.value("SELECT min(is_purged) FROM tombstones") == 1
    gone(kept, "Ann Lee", "李安")


def test_whoever_was_joined_with_the_person_goes_too(kept: Story) -> None:
    kept.add("appointment", "Annabel Leigh", "CFO", "Acme", "--date", "2024", *SOURCE, "--new")
    kept.say("edit", "Annabel Leigh", "wikidata=Q7654321")
    kept.say("same", "p1", "Annabel Leigh")
    kept.say("redact", "person", "p1", *WHY, "--yes")
    gone(kept, "Ann Lee", "Annabel Leigh", "Q7654321")
    assert "was redacted" in kept.refuse("add", "person", "Annabel Leigh").err


def test_the_chain_of_digests_is_made_anew(kept: Story) -> None:
    kept.say("redact", "person", "p1", *WHY, "--yes")
    with closing(sqlite3.connect(kept.path)) as connection:
        links = list(chain(connection))
    assert len(links) == kept.count("txn")
    assert [link.stored for link in links] == [link.computed for link in links]
    kept.add("milestone", "Acme goes on", "Acme", "--date", "2025-06")
    kept.say("undo")
    assert "Ann Lee" not in kept.say("log").out


def test_no_undo_brings_the_person_back(kept: Story) -> None:
    kept.say("redact", "person", "p1", *WHY, "--yes")
    number = str(kept.value("SELECT max(id) FROM txn"))
    assert "a redaction is for good" in kept.refuse("undo", number).err
    for _ in range(kept.count("txn")):
        kept.run("undo")
    assert "Ann Lee" not in kept.names("people")
    gone(kept, "Ann Lee", "李安")
    kept.check_whole()


def test_what_was_deleted_long_before_is_overwritten_too(kept: Story) -> None:
    with closing(sqlite3.connect(kept.path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")  # as most builds of SQLite have it
        connection.execute("UPDATE sources SET text = ? WHERE id = 1", ("Ann Lee " * 4000,))
        connection.commit()
        connection.execute("UPDATE sources SET text = NULL WHERE id = 1")
        connection.execute("DELETE FROM change WHERE old LIKE '%Ann Lee Ann Lee%'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Ann Lee Ann Lee" in kept.path.read_bytes()
    kept.say("redact", "person", "Ann Lee", *WHY, "--yes")
    gone(kept, "Ann Lee")


def test_everything_held_on_a_person_is_exported(kept: Story) -> None:
    held = json.loads(kept.say("export", "person", "李安").out)
    assert held["person"]["private_note"] == "met Ann Lee"
    assert [name["name"] for name in held["names"]] == ["李安"]
    assert [one["value"] for one in held["identifiers"]] == ["Q123456"]
    assert [event["id"] for event in held["events"]] == [1, 3, 2]
    assert held["events"][0]["citations"][0]["quote"] == "Ann LEE takes over"
    assert held["events"][0]["citations"][0]["source"]["url"] == "https://example.com/a"
    assert [tenure["title"] for tenure in held["tenures"]] == ["Chief Executive Officer"]
    assert {"note of e4", "quote of e2", "title of s3", "url of s2"} <= {one["where"] for one in held["mentions"]}
    removed = [one for one in held["history"] if one["operation"] == "delete" and one["table"] == "events"]
    assert removed[0]["old"]["headline"] == "Ann Lee left as Chief Executive Officer of Acme"
    kept.say("redact", "person", "p1", *WHY, "--yes")
    assert "There is no person" in kept.refuse("export", "person", "p1").err


def test_export_person_takes_a_name_and_nothing_else(kept: Story) -> None:
    kept.refuse("export", "person", code=2)
    kept.refuse("export", "person", "p1", "--type", "appointment", code=2)
    kept.refuse("export", "person", "p1", "--format", "csv", code=2)
    kept.refuse("export", "people", "p1", code=2)
    assert "3 events" in kept.say("export", "person", "p1", "-o", str(kept.folder / "ann.json")).err
