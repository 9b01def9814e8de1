"""The pages about records when the text is hostile, tables are hidden or absent, and rows are private."""

from __future__ import annotations

import asyncio
import html
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages, small_tracker
from story import Story
from test_plugin_safety import HOSTILE
from test_site_records import address, section

from orgtrack.plugin.serve import site
from orgtrack.store import open_tracker

BREAKING = "</script><script>alert(1)</script><!--\u2028 &\"'"
KINDS = ("people", "organizations", "posts", "titles", "sources", "events")
TOLD = """
2010-03 formation 'Cloud Group' --parent Acme
2012-05-10 appointment Ann CEO Acme --source 'The News' --quote 'Ann leads'
2014-02 departure Ann CEO Acme
2015? appointment Ann Chair Acme
2016-01-01 appointment Ann CFO 'Secret Corp' --private
2016-03-01 appointment Bob CFO Acme
2018 departure Bob CFO Acme --private
2011-01-01 formation 'Hidden Unit' --parent Acme --private
$ alias Ann 安妮
$ edit Ann wikidata=Q7
$ edit Acme lei=5493001NTNQJDH60PM02
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    made = Story(tmp_path, today="2025-02-28", file="names.db")
    made.tell(TOLD)
    return made


@pytest.fixture
def pages(story: Story) -> Iterator[Pages]:
    made = Pages(story.path)
    yield made
    made.close()


def linked(text: str) -> dict[str, Any]:
    """The schema.org data of a page; nothing where it has none."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert len(found) <= 1
    said: dict[str, Any] = json.loads(found[0]) if found else {}
    return said


@pytest.mark.parametrize("hostile", [HOSTILE, BREAKING])
def test_hostile_text_stays_text_in_every_part(tmp_path: Path, hostile: str) -> None:
    path = small_tracker(tmp_path)
    texts = {
        "people": ("name", "note"),
        "organizations": ("name", "note"),
        "titles": ("name", "short", "note"),
        "events": ("headline", "note", "date_text", "private_note"),
        "citations": ("quote", "place", "says_value"),
        "sources": ("title", "publisher", "note"),
        "names": ("name", "language", "script", '"from"'),
        "posts": ("note",),
        "identifiers": ("value",),
    }
    wanted = {"says_value": "says_field IS NOT NULL"}
    with open_tracker(path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        for table, columns in texts.items():
            for column in columns:
                tracker.connection.execute(f"UPDATE {table} SET {column} = ? WHERE {wanted.get(column, 1)}", (hostile,))
    pages = Pages(path)
    for table in KINDS:
        text = pages.page(f"/names/{table}/1")
        assert '<article class="record">' in text, table
        outside = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
        assert "<script" not in outside.lower(), table
        assert "}}49" not in outside, table
        if hostile is HOSTILE:
            read = re.sub(r"<bdi[^>]*>[^<]*</bdi>|<title>.*?</title>|(?s:<svg.*?</svg>)", "", outside)
            assert "\u202e" not in read, table
    assert linked(pages.page("/names/people/1")) == {}
    said = linked(pages.page("/names/people/3"))
    assert said["name"] == hostile
    pages.close()


def test_only_addresses_that_can_be_followed_are_links(story: Story) -> None:
    with closing(sqlite3.connect(story.path)) as connection, connection:
        connection.execute("UPDATE sources SET url = 'javascript:alert(1)', archive_url = 'https://u:p@example.org/'")
        connection.execute("UPDATE identifiers SET value = 'Q1/../x' WHERE scheme = 'wikidata'")
    pages = Pages(story.path)
    text = pages.page("/names/sources/1")
    assert 'href="javascript' not in text
    assert 'href="https://u:p' not in text
    person = pages.page(address(story, "people", "Ann"))
    assert "wikidata.org" not in person
    assert "Q1/../x" in person
    pages.close()


def test_the_policy_allows_no_script_and_no_style_in_the_page(story: Story, pages: Pages) -> None:
    for table in KINDS:
        response = asyncio.run(pages.site.client.get(f"/names/{table}/1"))
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        text = re.sub(r'<script type="application/ld\+json">', "", response.text)
        assert "<script" not in text, table
        assert "<style" not in text, table
        assert " style=" not in text, table
        assert not re.search(r" on[a-z]+=\"", text), table


# For each table what is gone with it from which pages.
HIDDEN: dict[str, dict[str, tuple[str, ...]]] = {
    "tenures": {"people": ("Career", "On a day", "<svg"), "organizations": ("Leadership", "<svg")},
    "names": {"people": ("安妮",), "organizations": ("Leadership",)},
    "identifiers": {"people": ("Q7",), "organizations": ("5493001",)},
    "events": {"people": ("Events and sources", "Career"), "sources": ("What rests on it",)},
    "sources": {"people": ("The News", "Ann leads"), "events": ("The News",)},
    "citations": {"people": ("The News", "Ann leads"), "events": ("Ann leads",)},
    "people": {"organizations": ("Leadership", "/names/people/"), "posts": ("/names/people/",)},
    "organizations": {"people": ("Career", "/names/organizations/"), "events": ("/names/organizations/",)},
    "titles": {"posts": ("Chief Executive Officer",), "people": ("/names/titles/",)},
    "hierarchy": {"organizations": ("Units and subsidiaries", "application/ld+json")},
}


@pytest.mark.parametrize("table", HIDDEN)
def test_a_part_is_shown_only_to_who_may_see_all_that_it_is_made_from(story: Story, table: str) -> None:
    made: Any = site(story.path, date(2025, 2, 28))
    made._metadata_local["databases"] = {"names": {"tables": {table: {"allow": {"id": "owner"}}}}}
    acme = address(story, "organizations", "Acme").split("/")[-1]
    number = {"organizations": acme, "events": story.value("SELECT id FROM events WHERE date = '2012-05-10'")}
    own = Pages(story.path)
    for kind in KINDS:
        page = f"/names/{kind}/{number.get(kind, 1)}"
        response = asyncio.run(made.client.get(page))
        if kind == table:
            assert response.status_code == 403
            continue
        assert response.status_code == 200, page
        assert '<article class="record">' in response.text
        assert f'href="/names/{table}/' not in response.text, page
        for gone in HIDDEN[table].get(kind, ()):
            assert gone in own.page(page), (page, gone)
            read = (
                re.sub(r"(?s)<details class=\"whole-row.*", "", response.text) if table == "titles" else response.text
            )
            read = re.sub(r"(?s)<ul class=\"told\">.*?</ul>\n", "", read) if table == "titles" else read
            assert gone not in read, (page, gone)
    own.close()


@pytest.mark.parametrize(
    "table", ["tenures", "hierarchy", "resolutions", "names", "identifiers", "citations", "event_participants", "posts"]
)
def test_a_copy_without_a_table_has_pages_without_what_it_held(story: Story, table: str) -> None:
    with closing(sqlite3.connect(story.path)) as connection, connection:
        for (view,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
        ).fetchall():
            kind = (
                "TRIGGER"
                if connection.execute(
                    "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'trigger'", (view,)
                ).fetchone()
                else "VIEW"
            )
            connection.execute(f'DROP {kind} "{view}"')
        connection.execute(f"DROP TABLE {table}")
    pages = Pages(story.path)
    for kind in KINDS:
        if kind != table:
            assert '<article class="record">' in pages.page(f"/names/{kind}/1"), kind
    pages.close()


def test_a_published_copy_has_the_same_pages_without_what_is_private(story: Story) -> None:
    story.say("publish", str(story.folder / "public.db"))
    public = Pages(story.folder / "public.db")
    number = address(story, "people", "Ann").split("/")[-1]
    text = public.page(f"/public/people/{number}")
    assert '<article class="record">' in text
    assert "Chief Executive Officer" in section(text, "Career")
    assert "Secret" not in text
    public.close()


def test_the_pages_of_the_public_copy_agree_with_the_owners_on_what_is_public(story: Story, pages: Pages) -> None:
    for name, number in (("people", "Ann"), ("organizations", "Acme")):
        said = linked(pages.page(address(story, name, number)))
        assert "Secret" not in json.dumps(said)
        assert "Hidden" not in json.dumps(said)


def test_a_person_is_told_to_machines_as_exactly_as_known_and_no_more(story: Story, pages: Pages) -> None:
    said = linked(pages.page(address(story, "people", "Ann")))
    assert said["@type"] == "Person"
    assert said["name"] == "Ann"
    assert said["alternateName"] == ["安妮"]
    assert said["sameAs"] == ["https://www.wikidata.org/wiki/Q7"]
    assert said["jobTitle"] == ["Chair"]
    roles = {role["roleName"]: role for role in said["worksFor"]}
    assert set(roles) == {"Chief Executive Officer", "Chair"}
    assert (roles["Chief Executive Officer"]["startDate"], roles["Chief Executive Officer"]["endDate"]) == (
        "2012-05-10",
        "2014-02",
    )
    # A year with a question mark is no date for a machine.
    assert "startDate" not in roles["Chair"]
    assert "endDate" not in roles["Chair"]
    assert roles["Chair"]["worksFor"]["name"] == "Acme"
    assert roles["Chair"]["worksFor"]["@id"].endswith(address(story, "organizations", "Acme"))


def test_what_rests_on_a_private_event_is_told_to_no_machine(story: Story, pages: Pages) -> None:
    # A private departure leaves the end of a public tenure private, and so the whole of it.
    assert "worksFor" not in linked(pages.page(address(story, "people", "Bob")))
    secret = pages.page(address(story, "organizations", "Secret Corp"))
    assert linked(secret) == {}
    assert "private-mark" in secret
    assert linked(pages.page(address(story, "organizations", "Hidden Unit"))) == {}


def test_a_name_typed_for_a_private_event_or_given_by_one_is_told_to_no_machine(story: Story) -> None:
    story.say("add", "renaming", "Acme", "Acme Quiet", "--date", "2024-01-01", "--private")
    pages = Pages(story.path)
    page = address(story, "organizations", "Acme Quiet")
    assert linked(pages.page(page)) == {}
    assert "Quiet" not in json.dumps(linked(pages.page(address(story, "people", "Ann"))))
    assert "Quiet" not in json.dumps(linked(pages.page(address(story, "organizations", "Cloud Group"))))
    pages.close()


def test_a_company_is_told_to_machines_with_where_it_stands(story: Story, pages: Pages) -> None:
    said = linked(pages.page(address(story, "organizations", "Acme")))
    assert said["@type"] == "Organization"
    assert said["leiCode"] == "5493001NTNQJDH60PM02"
    assert [unit["name"] for unit in said["subOrganization"]] == ["Cloud Group"]
    unit = linked(pages.page(address(story, "organizations", "Cloud Group")))
    assert unit["foundingDate"] == "2010-03"
    assert unit["parentOrganization"]["name"] == "Acme"
    assert "dissolutionDate" not in unit


def test_private_rows_are_marked(story: Story, pages: Pages) -> None:
    text = pages.page(address(story, "people", "Ann"))
    career = section(text, "Career")
    assert "Chief Financial Officer of Secret Corp since 1 Jan 2016" in career
    assert re.search(r"Secret Corp since 1 Jan 2016 [^§]*?private", career)
    assert career.count("private") == 1
    story.say("edit", "Ann", "private_note=off the record")
    again = pages.page(address(story, "people", "Ann"))
    assert re.search(r'private-mark">private</strong> off the record', again)


def test_a_record_that_was_joined_leads_to_the_one_that_was_kept(story: Story) -> None:
    story.say("add", "person", "Anne", "--new")
    story.say("same", "Ann", "Anne")
    gone = story.value("SELECT max(other_id) FROM same_as")
    pages = Pages(story.path)
    response = asyncio.run(pages.site.client.get(f"/names/people/{gone}?on=2013", follow_redirects=False))
    assert (response.status_code, response.headers["location"]) == (302, address(story, "people", "Ann") + "?on=2013")
    assert "Anne" in section(pages.page(address(story, "people", "Ann")), "Names and identifiers")
    pages.close()


def test_an_absent_row_is_not_found_and_a_damaged_one_is_shown_as_it_is(story: Story) -> None:
    with closing(sqlite3.connect(story.path)) as connection, connection:
        connection.execute("UPDATE tenures SET start_earliest = 'soon'")
    pages = Pages(story.path)
    for table in KINDS:
        assert pages.asked(f"/names/{table}/999")[0] == 404, table
    text = pages.page(address(story, "people", "Ann"))
    assert '<article class="record">' not in text
    assert '<th scope="row" class="col-name">name</th>' in text
    pages.close()


def test_other_databases_beside_a_tracker_keep_their_pages(story: Story, tmp_path: Path) -> None:
    from datasette.app import Datasette  # type: ignore[import-untyped]

    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        connection.execute("INSERT INTO people VALUES (1, 'x')")
    both: Any = Datasette([str(story.path), str(other)])
    assert '<article class="record">' not in asyncio.run(both.client.get("/other/people/1")).text
    assert '<article class="record">' in asyncio.run(both.client.get("/names/people/1")).text


def test_a_name_keeps_its_language_and_its_direction(story: Story) -> None:
    with closing(sqlite3.connect(story.path)) as connection, connection:
        connection.execute("UPDATE names SET language = 'zh', script = 'Hans'")
    pages = Pages(story.path)
    assert '<bdi lang="zh-Hans">安妮</bdi>' in html.unescape(pages.page(address(story, "people", "Ann")))
    pages.close()


def test_a_sentence_runs_from_left_to_right_and_a_name_as_it_is_written(story: Story) -> None:
    story.tell("2013-01-01 appointment 'דוד לוי' CEO 'شركة المثال'")
    pages = Pages(story.path)
    text = pages.page(address(story, "people", "דוד לוי"))
    assert "<h1><bdi>דוד לוי</bdi></h1>" in text
    assert "<bdi>شركة المثال</bdi>" in text
    assert '<bdi dir="ltr">דוד לוי appointed Chief Executive Officer of شركة المثال</bdi>' in text
    number = story.value("SELECT max(id) FROM events")
    assert '<h1><bdi dir="ltr">דוד לוי appointed' in pages.page(f"/names/events/{number}")
    pages.close()


def test_a_company_that_stood_below_nobody_says_nothing_of_parents(story: Story, pages: Pages) -> None:
    assert "Parents through time" not in pages.page(address(story, "organizations", "Acme"))
    assert "Parents through time" in pages.page(address(story, "organizations", "Cloud Group"))
