"""Spreadsheets as people keep them: their headers and words, what is said of them, and the next version of each."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import SHARED, Story

from orgtrack.model.claims import Claim, SourceClaim
from orgtrack.model.event_types import Slot
from orgtrack.model.vocabulary import EventType, Noun
from orgtrack.record import Entry, add_claim
from orgtrack.record.batch import Batch
from orgtrack.record.derive import derive_waiting
from orgtrack.record.entry import Import
from orgtrack.store import open_tracker

IN_ORDER = "ORDER BY CAST(substr(id, 2) AS INTEGER)"


def table(*rows: str, header: str = "person,title,organization,start,end") -> str:
    return "\n".join([header, *rows]) + "\n"


def counts(story: Story, text: str, *options: str) -> dict[str, object]:
    """What an import says for programs."""
    found = json.loads(story.say("import", "-", "--format", "json", *options, stdin=text).out)
    assert isinstance(found, dict)
    return found


# --- headers and words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        "Name,Role,Firm,From,To",
        "Full Name,Position,Company,Appointed on,Left",
        "PERSON,TITLE,ORGANISATION,START,END",
        "officer_name,job title,Employer,start_date,end-date",
    ],
)
def test_plain_headers_are_understood_and_said(story: Story, header: str) -> None:
    said = story.load(table("Jane Roe,CEO,Acme,2019,2021", header=header))
    assert story.rows(f"SELECT date, type, person, title, organization FROM timeline {IN_ORDER}") == [
        ("2019", "appointment", "Jane Roe", "Chief Executive Officer", "Acme"),
        ("2021", "departure", "Jane Roe", "Chief Executive Officer", "Acme"),
    ]
    assert (f"'{header.split(',')[0]}' as person" in said.err) == (header.split(",")[0] != "PERSON")


def test_columns_that_are_not_read_are_said_and_slips_are_refused(story: Story) -> None:
    header = "person,title,organization,start,end,Fax,Room"
    assert "not read: 'Fax', 'Room'" in story.load(table("Jane Roe,CEO,Acme,2019,,1,2", header=header)).err
    slip = table("Jane Roe,CEO,Acme,2019,,1", header="person,title,organization,start,end,sauce")
    said = story.refuse("import", "-", stdin=slip)
    assert "--map source=sauce" in said.err
    assert "--ignore sauce" in said.err
    story.say("import", "-", "--ignore", "sauce", stdin=slip)


def test_an_end_that_no_column_is_read_as_is_asked_for(story: Story) -> None:
    text = table("Jane Roe,CEO,Acme,2019,2021", header="person,title,organization,start,Gone by")
    said = story.refuse("import", "-", stdin=text)
    assert "'Gone by' is not read" in said.err
    story.say("import", "-", "--map", "end=Gone by", stdin=text)
    assert story.rows('SELECT "end" FROM tenures') == [("2021",)]
    other = table("John Doe,CEO,Beta,2019,3", header="person,title,organization,start,Room")
    story.refuse("import", "-", stdin=other)
    story.say("import", "-", "--blank-end", "unknown", stdin=other)
    story.say("import", "-", "--ignore", "Room", stdin=other)


def test_two_columns_that_could_be_one_field_are_refused(story: Story) -> None:
    text = table("Jane Roe,CEO,Acme,2019,2018,", header="Name,Role,Firm,From,Start date,To")
    said = story.refuse("import", "-", stdin=text)
    assert "line 1, 'From': and 'Start date' could both be the start" in said.err
    story.say("import", "-", "--map", "start=Start date", "--ignore", "From", stdin=text)
    assert story.rows("SELECT date FROM timeline") == [("2018",)]


def test_events_are_told_in_plain_words(story: Story) -> None:
    rows = (
        "2019,Joined,Jane Roe,CEO,Acme",
        "2020,Promoted,John Doe,CFO,Acme",
        "2021,Stepped down,Jane Roe,CEO,Acme",
        "2022,New unit,,,Cloud",
    )
    said = story.load(table(*rows, header="Date,Event,Name,Role,Firm"))
    assert "'Joined' as appointment (1)" in said.err
    assert story.rows(f"SELECT type, manner, reason, organization FROM timeline {IN_ORDER}") == [
        ("appointment", None, None, "Acme"),
        ("appointment", "promoted", None, "Acme"),
        ("departure", None, "resigned", "Acme"),
        ("formation", None, None, "Cloud"),
    ]
    said = story.refuse(
        "import", "-", stdin=table("2019,Poached,Jane Roe,CEO,Acme", header="Date,Event,Name,Role,Firm")
    )
    assert "--map-value 'type:Poached=TYPE'" in said.err
    said = story.say(
        "import",
        "-",
        "--map-value",
        "type:Poached=appointment",
        stdin=table("2019,Poached,Jim Poe,CTO,Acme", header="Date,Event,Name,Role,Firm"),
    )
    assert story.count() == 5


def test_moves_are_deduced_and_said(story: Story) -> None:
    header = "Date,Name,Old title,Old company,New title,New company"
    rows = (
        "2019,Jane Roe,,,CEO,Acme",
        "2020,Jane Roe,CEO,Acme,Chairman,Acme",
        "2021,Jane Roe,Chairman,Acme,CFO,Beta",
        "2022,Jane Roe,CFO,Beta,,",
    )
    said = story.load(table(*rows, header=header))
    assert "rows as appointment with a post left (2)" in said.err
    assert "rows as departure (1)" in said.err
    asked = f"SELECT type, title, organization, from_title, from_organization FROM timeline {IN_ORDER}"
    assert story.rows(asked) == [
        ("appointment", "Chief Executive Officer", "Acme", None, None),
        ("appointment", "Chairman", "Acme", "Chief Executive Officer", "Acme"),
        ("appointment", "Chief Financial Officer", "Beta", "Chairman", "Acme"),
        ("departure", "Chief Financial Officer", "Beta", None, None),
    ]
    assert counts(story, table(*rows, header=header))["unchanged"] == 4
    said = story.refuse("import", "-", stdin=table("2019,Jane Roe,,,,", header=header))
    assert "line 2" in said.err


# --- what the user says ----------------------------------------------------------------------------------------------


def test_fields_cells_and_defaults_are_mapped(story: Story) -> None:
    text = table("Jane Roe,MD,2019,", header="Wer,Was,Von,Bis")
    options = ("--map", "person=Wer", "--map", "title=Was", "--map", "start=Von", "--map", "end=Bis")
    said = story.refuse("import", "-", *options, stdin=text)
    assert "organization" in said.err
    story.say(
        "import",
        "-",
        *options,
        "--default",
        "organization=Acme",
        "--map-value",
        "title:MD=Managing Director",
        stdin=text,
    )
    assert story.rows("SELECT person, title, title_text, organization FROM timeline") == [
        ("Jane Roe", "Managing Director", None, "Acme")
    ]
    story.refuse("import", "-", "--map", "persona=Wer", code=2, stdin=text)
    assert "has no column 'Who'" in story.refuse("import", "-", "--map", "person=Who", stdin=text).err
    story.refuse("import", "-", "--map", "person", code=2, stdin=text)


def test_ends_are_last_days_or_ongoing_as_the_user_says(story: Story) -> None:
    rows = ("Jane Roe,CEO,Acme,2019-01-01,2020-12-31", "John Doe,CFO,Acme,2019-01-01,to_date", "Jim Poe,CTO,Acme,2019,")
    story.say("import", "-", "--last-day", "--ongoing", "to_date", "--blank-end", "unknown", stdin=table(*rows))
    assert story.rows('SELECT start, "end", end_state FROM tenures ORDER BY id') == [
        ("2019-01-01", "2021-01-01", "ended"),
        ("2019-01-01", None, "ongoing"),
        ("2019", None, "unknown"),
    ]
    story.refuse("import", "-", "--blank-end", "perhaps", code=2, stdin=table(*rows))


def test_a_word_that_no_end_can_be_is_refused_with_what_it_may_mean(story: Story) -> None:
    said = story.refuse("import", "-", stdin=table("Jane Roe,CEO,Acme,2019,noch da"))
    assert "line 2, end: 'noch da'" in said.err
    assert "--ongoing 'noch da'" in said.err


@pytest.mark.parametrize("word", ["present", "Still in office", "still_in_office", "Current", "incumbent"])
def test_plain_words_for_who_is_still_there_are_understood(story: Story, word: str) -> None:
    said = story.load(table(f"Jane Roe,CEO,Acme,2019,{word}"))
    assert "as still in the post" in said.err
    assert story.rows("SELECT end_state FROM tenures") == [("ongoing",)]


def test_the_order_of_day_and_month_is_asked_for_or_said(story: Story) -> None:
    text = table("Jane Roe,CEO,Acme,03/04/2019,")
    assert "line 2, start" in story.refuse("import", "-", stdin=text).err
    story.say("import", "-", "--day-first", stdin=text)
    assert story.rows("SELECT date FROM timeline") == [("2019-04-03",)]
    story.refuse("import", "-", "--day-first", "--month-first", code=2, stdin=text)


def test_a_profile_keeps_what_was_said(story: Story) -> None:
    text = table("Jane Roe,MD,2019,to_date", header='"The ""Who""",Was,Von,Bis')
    profile = str(story.folder / "board.toml")
    options = ("--map", 'person=The "Who"', "--map", "title=Was", "--map", "start=Von", "--map", "end=Bis")
    more = ("--default", "organization=Acme", "--map-value", "title:MD=Managing Director", "--ongoing", "to_date")
    story.say("import", "-", *options, *more, "--save-profile", profile, "--dry-run", stdin=text)
    story.say("import", "-", "--profile", profile, stdin=text)
    assert story.rows("SELECT person, title, organization FROM timeline") == [("Jane Roe", "Managing Director", "Acme")]
    assert counts(story, text, "--profile", profile)["unchanged"] == 1
    for wrong in ("map = 1", "= no", 'columns = "x"'):
        (story.folder / "wrong.toml").write_text(wrong)
        story.refuse("import", "-", "--profile", str(story.folder / "wrong.toml"), stdin=text)
    story.refuse("import", "-", "--profile", str(story.folder / "none.toml"), stdin=text)


def test_several_titles_in_a_cell_are_several_posts(story: Story) -> None:
    story.load(table('Jane Roe,"Chairman\nCEO",Acme,2019,2021', "John Doe,Buyer; Driver,Acme,2019,"))
    assert story.rows("SELECT count(*) FROM tenures") == [(4,)]
    said = story.refuse("import", "-", stdin=table('"Jane Roe\nJohn Doe",CEO,Beta,2019,'))
    assert "line 2, person" in said.err
    assert "several names" in said.err


def test_a_date_of_confirmation_confirms(story: Story) -> None:
    story.load(table("Jane Roe,CEO,Acme,2019,,2023-05-04", header="person,title,organization,start,end,confirmed"))
    assert story.rows("SELECT start, confirmed FROM tenures") == [("2019", "2023-05-04")]


# --- who is who ------------------------------------------------------------------------------------------------------


def test_numbers_in_registers_tell_namesakes_apart(story: Story) -> None:
    header = "person,title,organization,start,end,wikidata"
    text = table("B. N. Datar,Minister,India,1952,,Q1", "B. N. Datar,Clerk,India,1960,,Q2", header=header)
    story.load(text)
    assert story.names("people") == ["B. N. Datar", "B. N. Datar"]
    assert counts(story, text)["unchanged"] == 2
    # The number decides, whatever the name.
    story.load(table("Datar,Whip,India,1965,,Q2", header=header))
    assert story.rows("SELECT count(*) FROM people") == [(2,)]
    assert story.rows("SELECT person_id FROM timeline WHERE title = 'Whip'") == [("p2",)]
    assert "2 people are called" in story.refuse("import", "-", stdin=table("B. N. Datar,Whip,India,1970,")).err


def test_unresolved_names_are_decided_in_one_file(told: Story) -> None:
    """
    2019 appointment "Jiang Fan" CEO Acme
    2019 appointment "Wu Yongming" CEO Beta
    """
    text = table("Fan Jiang,CFO,Acme,2020,", "Wu Yong Ming,CFO,Beta,2020,", "Fan Jiang,COO,Acme,2021,")
    file = told.folder / "names.csv"
    said = told.refuse("import", "-", "--decisions", str(file), stdin=text)
    assert f"--decisions {file}" in said.err
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines(keepends=True)))
    assert [(row["noun"], row["name"], row["rows"], row["decision"]) for row in rows] == [
        ("person", "Fan Jiang", "2", ""),
        ("person", "Wu Yong Ming", "1", ""),
    ]
    assert rows[0]["candidates"].startswith("p1 Jiang Fan (")
    content = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([content[0], content[1] + "same+remember", content[2] + "new"]), encoding="utf-8")
    told.say("import", "-", "--decisions", str(file), stdin=text)
    assert told.names("people") == ["Jiang Fan", "Wu Yongming", "Wu Yong Ming"]
    assert told.rows("SELECT name FROM names WHERE person_id = 1") == [("Fan Jiang",)]
    file.write_text("\n".join([content[0], content[1] + "perhaps"]), encoding="utf-8")
    assert "line 2, decision" in told.refuse("import", "-", "--decisions", str(file), stdin=text).err


# --- all, or all but what is refused ---------------------------------------------------------------------------------


def test_refused_rows_go_to_a_file_when_that_is_asked_for(story: Story) -> None:
    file = story.folder / "in.csv"
    rows = (
        "Jane Roe,CEO,Acme,2019,2020",
        "Bad Person,CFO,Nowhere,soon,later",
        "=Evil,,Acme,2021,2019",
        "Jim Poe,CTO,Acme,2019,",
    )
    file.write_text(table(*rows), encoding="utf-8")
    said = story.refuse("import", str(file))
    assert "line 3, start: 'soon'" in said.err
    assert "line 3, end: 'later'" in said.err
    said = story.say("import", str(file), "--skip-refused")
    assert "4 rows (tenures); 2 created, 0 updated, 0 unchanged, 2 refused" in said.out
    assert story.names("people") == ["Jane Roe", "Jim Poe"]
    assert story.names("organizations") == ["Acme"]
    refused = list(csv.reader(Path(f"{file}.refused.csv").read_text(encoding="utf-8").splitlines(keepends=True)))
    assert refused[0] == ["person", "title", "organization", "start", "end", "line", "problem"]
    assert refused[1][:6] == ["Bad Person", "CFO", "Nowhere", "soon", "later", "3"]
    assert refused[2][0] == "'=Evil"
    assert "certainly before" in refused[2][6]
    story.refuse("import", "-", "--skip-refused", code=2, stdin=table(*rows))
    story.refuse("import", str(file), "--refused", "x.csv", code=2)
    story.check_whole()


def test_programs_read_the_plan(story: Story) -> None:
    text = table("Jane Roe,CEO,Acme,2019,2020", "John Doe,CFO,Acme,soon,")
    said = story.run("import", "-", "--format", "json", stdin=text)
    assert said.code == 1
    found = json.loads(said.out)
    assert (found["created"], found["refused"], found["written"]) == (1, 1, False)
    assert [(one["line"], one["column"]) for one in found["problems"]] == [(3, "start")]
    assert not story.path.exists()
    found = counts(story, table("Jane Roe,CEO,Acme,2019,2020"), "--dry-run")
    assert (found["created"], found["written"]) == (1, False)
    assert not story.path.exists()
    found = counts(story, table("Jane Roe,CEO,Acme,2019,2020"))
    assert {name: found[name] for name in ("created", "updated", "unchanged", "refused", "problems")} == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "problems": [],
    }


# --- the next version of a file --------------------------------------------------------------------------------------


def test_an_end_that_has_come_updates_the_row(story: Story) -> None:
    story.load(table("Jane Roe,CEO,Acme,2019,", "John Doe,CFO,Acme,2019,"))
    found = counts(story, table("Jane Roe,CEO,Acme,2019,2024", "John Doe,CFO,Acme,2019,"))
    assert (found["created"], found["updated"], found["unchanged"]) == (0, 1, 1)
    assert story.rows('SELECT "end" FROM tenures ORDER BY id') == [("2024",), (None,)]


def test_a_key_finds_the_row_again_when_its_dates_are_corrected(story: Story) -> None:
    header = "id,person,title,organization,start,end"
    story.say("import", "-", "--key", "id", stdin=table("7,Jane Roe,CEO,Acme,2019,2021", header=header))
    found = counts(story, table("7,Jane Roe,CEO,Acme,2017,2018", header=header), "--key", "id")
    assert (found["created"], found["updated"]) == (0, 1)
    assert story.rows('SELECT start, "end" FROM tenures') == [("2017", "2018")]
    assert counts(story, table("7,Jane Roe,CEO,Acme,2017,2018", header=header), "--key", "id")["unchanged"] == 1
    said = story.refuse("import", "-", "--key", "id", stdin=table("7,John Doe,CEO,Acme,2017,2018", header=header))
    assert "was imported before as e1" in said.err
    story.check_whole()


def test_a_row_that_is_gone_is_said_and_closed_only_when_asked(story: Story) -> None:
    file = story.folder / "board.csv"
    file.write_text(table("Jane Roe,CEO,Acme,2019,", "John Doe,CFO,Acme,2019,"), encoding="utf-8")
    story.say("import", str(file))
    story.today = "2025-08-01"
    file.write_text(table("Jane Roe,CEO,Acme,2019,"), encoding="utf-8")
    said = story.say("import", str(file))
    assert "no longer has e2 (John Doe appointed" in said.err
    assert story.rows("SELECT end_state FROM tenures ORDER BY id") == [("ongoing",), ("ongoing",)]
    said = story.say("import", str(file), "--close-missing")
    assert "closed as last seen on 2025-07-16" in said.err
    assert story.rows('SELECT end_state, "end", confirmed FROM tenures ORDER BY id') == [
        ("ongoing", None, "2019-01-01"),
        ("unknown", None, "2025-07-16"),
    ]
    assert "no longer has" not in story.say("import", str(file)).err
    story.check_whole()


@pytest.mark.parametrize(("end", "state"), [("", "ongoing"), ("2020", "ended")])
def test_a_row_that_was_gone_and_is_back_is_one_tenure(story: Story, end: str, state: str) -> None:
    file = story.folder / "board.csv"
    for rows in (("Jane Roe,CEO,Acme,2019,", "John Doe,CFO,Acme,2019,"), ("Jane Roe,CEO,Acme,2019,",)):
        file.write_text(table(*rows), encoding="utf-8")
        story.say("import", str(file), "--close-missing")
        story.today = "2025-08-01"
    file.write_text(table("Jane Roe,CEO,Acme,2019,", f"John Doe,CFO,Acme,2019,{end}"), encoding="utf-8")
    said = story.say("import", str(file)).err
    assert "e3 (last seen in board.csv) is taken back: the row of e2 is in the file again" in said
    assert story.rows("SELECT end_state FROM tenures ORDER BY id") == [("ongoing",), (state,)]
    assert "0 created, 0 updated, 2 unchanged" in story.say("import", str(file)).out
    story.check_whole()


def test_an_earlier_term_does_not_bring_back_the_row_of_a_later(story: Story) -> None:
    file = story.folder / "board.csv"
    for rows in (("John Doe,CFO,Acme,2001,2005", "John Doe,CFO,Acme,2019,"), ("John Doe,CFO,Acme,2001,2005",)):
        file.write_text(table("Jane Roe,CEO,Acme,2019,", *rows), encoding="utf-8")
        story.say("import", str(file), "--close-missing")
    assert "0 created, 0 updated, 2 unchanged" in story.say("import", str(file)).out
    assert story.rows("SELECT end_state FROM tenures ORDER BY id") == [("ongoing",), ("ended",), ("unknown",)]


def test_another_file_of_the_same_name_makes_no_row_vanish(story: Story) -> None:
    file = story.folder / "board.csv"
    for row in ("Jane Roe,CEO,Acme,2019,", "John Doe,CFO,Hooli,2019,"):
        file.write_text(table(row), encoding="utf-8")
        assert "no longer has" not in story.say("import", str(file), "--close-missing").err


def test_a_number_that_is_new_updates_the_row(story: Story) -> None:
    story.load(table("Jane Roe,CEO,Acme,2019,"))
    header = "person,title,organization,start,end,wikidata"
    assert counts(story, table("Jane Roe,CEO,Acme,2019,,Q7", header=header))["updated"] == 1
    assert story.rows("SELECT value FROM identifiers") == [("Q7",)]


# --- lists -----------------------------------------------------------------------------------------------------------


def test_organizations_come_with_when_they_began_and_ended(story: Story) -> None:
    text = table("Acme,,1999,,,", "Cloud,unit,2009,2023,Acme,Aliyun", header="name,kind,start,end,parent,former name")
    assert counts(story, text)["created"] == 2
    assert story.rows(f"SELECT date, type, organization, parent FROM timeline {IN_ORDER}") == [
        ("1999", "formation", "Acme", None),
        ("2009", "formation", "Cloud", "Acme"),
        ("2023", "dissolution", "Cloud", None),
    ]
    assert story.rows("SELECT name, kind FROM names") == [("Aliyun", "former")]
    before = story.content()
    assert counts(story, text)["unchanged"] == 2
    assert story.content() == before
    assert "certainly before" in story.refuse("import", "-", stdin=table("Beta,2009,2001", header="name,start,end")).err


def test_people_come_with_numbers_and_other_names(story: Story) -> None:
    text = table("Jack Ma,Q1137062,马云;Ma Yun,founder", header="name,wikidata,alias,note")
    story.refuse("import", "-", stdin=text)
    assert counts(story, text, "--shape", "people")["created"] == 1
    assert story.rows("SELECT name FROM names") == [("马云",), ("Ma Yun",)]
    assert story.rows("SELECT scheme, value FROM identifiers") == [("wikidata", "Q1137062")]
    assert counts(story, text, "--shape", "people")["unchanged"] == 1


# --- many rows -------------------------------------------------------------------------------------------------------


def test_many_rows_are_written_as_few_are(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-wise, with indexes and triggers put aside: the log, the index for search and the schema are whole after."""
    header = "person,title,organization,start,end,source"
    titles = ("CEO", "CFO", "Buyer")
    rows = [
        f"Person {n % 3000:04}x,{titles[n % 3]},Org {n % 97},{1990 + n % 30},{2021 + n % 4},page {n % 50}"
        for n in range(10_500)
    ]
    few = Story(story.folder, file="few.db")
    story.load(table(*rows, header=header))
    monkeypatch.setattr("orgtrack.store.bulk._MANY", len(rows) ** 2)
    monkeypatch.setattr("orgtrack.record.batch._EVENTS_AT_ONCE", 190)
    few.load(table(*rows, header=header))
    schema = "SELECT name, sql FROM sqlite_master ORDER BY name"
    assert story.rows(schema) == few.rows(schema)
    assert story.say("export", "timeline").out == few.say("export", "timeline").out
    for name in ("tenures", "people", "posts", "citations", "import_rows", "sources"):
        columns = "*"
        assert story.rows(f"SELECT {columns} FROM {name} ORDER BY 1") == few.rows(
            f"SELECT {columns} FROM {name} ORDER BY 1"
        )
    found = "SELECT rowid FROM events_fts WHERE events_fts MATCH 'cfo OR buyer' ORDER BY 1"
    assert story.rows(found) == few.rows(found) != []
    counted = "SELECT table_name, operation, count(*) FROM change GROUP BY 1, 2 ORDER BY 1, 2"
    assert story.rows(counted) == few.rows(counted)
    story.check_whole()


# --- files as people have them ---------------------------------------------------------------------------------------

INDIA = SHARED / "data" / "india_cabsec" / "tenures.csv"
UK = SHARED / "data" / "uk_government_organisations" / "government-organisation.tsv"


@pytest.mark.skipif(not INDIA.exists(), reason="the shared data are not beside the checkout")
def test_the_ministers_of_india_are_loaded_by_command_alone(story: Story) -> None:
    options = [
        *("--map", "person=officer_name", "--map", "title=role", "--map", "organization=post_id"),
        *("--map", "wikidata=officer_id", "--ongoing", "to_date"),
    ]
    said = story.say("import", str(INDIA), *options)
    assert "4273 rows (tenures); 4272 created, 1 updated, 0 unchanged" in said.out
    assert story.rows("SELECT count(*) FROM people") == [(924,)]
    assert story.rows("SELECT count(*) FROM tenures WHERE end_state = 'ongoing'") == [(114,)]
    before = story.content()
    assert "0 created, 0 updated, 4273 unchanged" in story.say("import", str(INDIA), *options).out
    assert story.content() == before
    story.check_whole()


@pytest.mark.skipif(not UK.exists(), reason="the shared data are not beside the checkout")
def test_the_bodies_of_british_government_are_loaded_by_command_alone(story: Story) -> None:
    said = story.say("import", str(UK), "--default", "kind=agency")
    assert "981 rows (organizations); 981 created, 0 updated, 0 unchanged; 285 new events" in said.out
    assert story.rows("SELECT count(*) FROM events WHERE type = 'dissolution' AND date_precision = 'year'") == [(30,)]
    before = story.content()
    assert "0 created, 0 updated, 981 unchanged" in story.say("import", str(UK), "--default", "kind=agency").out
    assert story.content() == before


# --- one rule --------------------------------------------------------------------------------------------------------

PEOPLE = ("Jane Roe", "Wu Yongming", "B. N. Datar")
DATES = ("2019", "2019-05", "2019-05-04", "c. 2020", "2021-01", "unknown", "2024")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PEOPLE),
            st.sampled_from(("CEO", "acting CFO", "Chairman and CEO", "Buyer", "")),
            st.sampled_from(("Acme", "Hooli")),
            st.sampled_from(DATES),
            st.sampled_from(("", *DATES)),
            st.sampled_from(("", "A page", "Another")),
        ),
        max_size=8,
    )
)
def test_a_file_of_tenures_says_what_the_same_facts_told_one_by_one_say(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    """The set-wise path against the path of a single event: each row as the events that it stands for."""
    folder = tmp_path_factory.mktemp("rule")
    whole, single = Story(folder, file="whole.db"), Story(folder, file="single.db")
    header = ("person", "title", "organization", "start", "end", "source")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    said = whole.run("import", "-", stdin=text.getvalue())
    if said.code:
        assert "certainly before" in said.err
        return
    tell_one_by_one(single, rows)
    assert whole.say("export", "timeline", "--raw").out == single.say("export", "timeline", "--raw").out
    columns = "person_id, title_id, organization_id, start, end, end_state, acting, event_ids"
    for name, selected in (("tenures", columns), ("posts", "*"), ("citations", "*"), ("people", "*")):
        asked = f"SELECT {selected} FROM {name} ORDER BY id".replace(" end,", ' "end",')
        assert whole.rows(asked) == single.rows(asked), name
    before = whole.content()
    assert "0 created, 0 updated" in whole.load(text.getvalue()).out
    assert whole.content() == before


def tell_one_by_one(story: Story, rows: list[tuple[str, ...]]) -> None:
    """Record the rows as claims of their own in one import."""
    with open_tracker(story.path, write=True) as tracker, tracker.writing(command="t", actor="t", time="2025"):
        entry = Entry(tracker=tracker, today=date.fromisoformat(story.today))
        entry.importing = Import(newest_before=dict.fromkeys(Noun, 0), batch=Batch(tracker))
        for person, title, organization, start, end, source in rows:
            words = {Slot.PERSON: (person,), Slot.TITLE: (title,), Slot.ORGANIZATION: (organization,)}
            begun = Claim(type=EventType.APPOINTMENT, words=words, date=start, source=SourceClaim(where=source))
            for one in add_claim(entry, begun):
                if end:
                    held = tracker.row("SELECT title_id, acting FROM events WHERE id = ?", (one.event_id,))
                    assert held is not None
                    ended = {**words, Slot.TITLE: (Noun.TITLE.id(held[0]),)}
                    departure = replace(begun, type=EventType.DEPARTURE, words=ended, date=end, acting=bool(held[1]))
                    add_claim(entry, replace(departure, ends=f"e{one.event_id}", title_text=""))
        derive_waiting(entry)


def test_a_list_of_people_in_posts_is_no_list_of_organizations(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,name,position,start_date,end_date\n1,Ann Lee,President,1999-05-01,2003-05-01\n")
    said = story.refuse("import", str(table))
    assert "tenures need organization" in said.err
    assert "--default organization=VALUE" in said.err
    story.say("import", str(table), "--default", "organization=Ozland")
    assert story.count() == 2


def test_comments_ahead_of_the_header_are_told_how_to_leave_out(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("# exported\nperson,title,organization,start,end\nAnn Lee,CEO,Acme,2020,\n")
    assert "--comment '#'" in story.refuse("import", str(table)).err
    story.say("import", str(table), "--comment", "#")
    assert story.count() == 1


def test_of_many_dates_to_come_one_sentence_is_said(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    rows = "".join(f"Person {'abcdefgh'[n]},Director,Acme,2031-0{n + 1},\n" for n in range(8))
    table.write_text("person,title,organization,start,end\n" + rows)
    said = story.say("--today", "2030-01-01", "import", str(table)).err
    assert said.count("recorded as planned") == 1
    assert "2031-01 and 7 more dates are after today, 2030-01-01: recorded as planned" in said
