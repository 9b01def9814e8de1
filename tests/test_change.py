"""Changes to what is on record: plans, claims, citations, names, any field of any record."""

from __future__ import annotations

import pytest
from story import Story


def test_a_confirmed_plan_has_happened_and_has_its_source(told: Story) -> None:
    """
    2025-07 appointment "Jane Roe" CEO Acme --planned --announced 2025-06-01
    """
    said = told.say("confirm", "e1", "--source", "S", "--published", "2025-07-10", "--quote", "took over")
    assert said.out.startswith("e1 was planned and has happened: Jane Roe appointed")
    assert told.event("e1", "status", "date", "date_latest") == ("happened", "2025-07", "2025-07-10")
    assert told.rows("SELECT quotes FROM timeline") == [("took over",)]


def test_a_plan_is_confirmed_with_the_day_on_which_it_happened(told: Story) -> None:
    """
    2025-09 appointment "Jane Roe" CEO Acme --planned
    """
    told.refuse("confirm", "e1")
    told.refuse("confirm", "e1", "--date", "2025-07-17")
    told.refuse("confirm", "e1", "--date", "yesterday")
    told.say("confirm", "e1", "--date", "3 days ago", "--source", "S", "--published", "2025-07-16")
    assert told.event("e1", "status", "date") == ("happened", "2025-07-13")
    told.refuse("confirm", "e1")


def test_an_undated_plan_is_confirmed_without_a_day(told: Story) -> None:
    """
    unknown appointment "Jane Roe" CEO Acme --planned --announced 2025-06-01
    $ confirm e1 --source S --published 2025-07-10
    """
    assert told.event("e1", "status", "date", "date_earliest", "date_latest") == (
        "happened",
        None,
        None,
        "2025-07-10",
    )


def test_a_postponed_plan_stays_on_record_and_does_not_count(told: Story) -> None:
    """
    2025-09 move Cloud Acme --planned --source S
    $ postpone e1 --date 2025-12 --source T --published 2025-07-10 --note "for a reason"
    """
    assert told.event("e1", "status", "date", "supersedes_event_id") == ("planned", "2025-09", None)
    assert told.event("e2", "status", "date", "supersedes_event_id", "note") == (
        "planned",
        "2025-12",
        1,
        "for a reason",
    )
    assert told.rows("SELECT sources, parent FROM timeline ORDER BY id") == [("S", "Acme"), ("T", "Acme")]
    assert told.rows("SELECT DISTINCT event_id FROM hierarchy") == [(2,)]
    for verb in (("confirm", "e1"), ("postpone", "e1", "--date", "2026"), ("withdraw", "e1")):
        assert "e2" in told.refuse(*verb).err
    told.say("postpone", "e2", "--date", "2026")
    assert told.rows("SELECT DISTINCT event_id FROM hierarchy") == [(3,)]


def test_a_plan_may_be_postponed_without_a_day(told: Story) -> None:
    """
    2025-09 appointment "Jane Roe" CEO Acme --planned
    """
    told.say("postpone", "e1", "--date", "unknown", "--source", "S", "--published", "2025-07-10")
    assert told.event("e2", "date", "date_earliest", "status") == (None, "2025-07-10", "planned")


def test_a_postponement_needs_its_date(told: Story) -> None:
    """
    2025-09 appointment "Jane Roe" CEO Acme --planned
    """
    assert "--date" in told.refuse("postpone", "e1", code=2).err


def test_a_withdrawn_plan_stays_on_record_and_never_counts(told: Story) -> None:
    """
    2025-09 formation Cloud --parent Acme --planned
    2025-10 milestone "Cloud opens" Cloud
    $ withdraw e1 --source S --published 2025-07-10 --quote "scrapped"
    """
    assert told.event("e3", "type", "status", "supersedes_event_id", "announced") == (
        "formation",
        "withdrawn",
        1,
        "2025-07-10",
    )
    assert told.count("hierarchy") == 0
    assert told.company_of("Cloud") == "Cloud"
    assert told.company_of("", "e2") == "Cloud"


def test_a_withdrawal_judged_false_brings_the_plan_back(told: Story) -> None:
    """
    2025-09 formation Cloud --parent Acme --planned
    $ withdraw e1
    $ reject e2 --note "a misprint"
    """
    assert told.event("e2", "status", "note") == ("rejected", "a misprint")
    assert told.company_of("Cloud") == "Acme"
    assert told.say("confirm", "e1", "--date", "2025-07-01").ids == ["e1"]


@pytest.mark.parametrize("verb", ["confirm", "postpone", "withdraw"])
def test_what_is_no_plan_is_not_confirmed_postponed_or_withdrawn(told: Story, verb: str) -> None:
    """
    2025 appointment "Jane Roe" CEO Acme
    """
    assert "is no plan" in told.refuse(verb, "e1", *(("--date", "2025-03") if verb == "postpone" else ())).err


@pytest.mark.parametrize("verb", ["confirm", "withdraw", "reject", "remove", "postpone", "cite"])
@pytest.mark.parametrize("what", ["e9", "p1", "Acme", "", "e", "1", "e0", "e99999999999999999999"])
def test_what_is_no_event_on_record_is_refused(told: Story, verb: str, what: str) -> None:
    """
    2025-09 appointment "Jane Roe" CEO Acme --planned
    """
    more = {"postpone": ("--date", "2026"), "cite": ("--source", "S")}.get(verb, ())
    before = told.content()
    said = told.run(verb, what, *more)
    assert said.code in (1, 2)
    assert told.content() == before


def test_a_claim_judged_false_is_kept_shown_and_never_counts(told: Story) -> None:
    """
    2020 formation Cloud --parent Acme
    2022 move Cloud Globex
    $ reject e2 --note "a misprint"
    """
    assert told.company_of("Cloud") == "Acme"
    assert told.event("e2", "status", "note", "headline") == ("rejected", "a misprint", "Cloud moved under Globex")
    assert "rejected already" in told.refuse("reject", "e2").err


def test_a_second_source_is_cited_with_what_it_says(told: Story) -> None:
    """
    2023-09-10 appointment "Jane Roe" CEO Acme --source S
    """
    words = ("cite", "e1", "--source", "T", "--quote", "from Monday", "--place", "p. 3", "--says", "date=2023-09-11")
    said = told.say(*words)
    assert "has another citation" in said.out
    assert told.rows("SELECT quote, place, says_field, says_value, says_earliest FROM citations WHERE id = 2") == [
        ("from Monday", "p. 3", "date", "2023-09-11", "2023-09-11")
    ]
    before = told.content()
    assert "nothing was added" in told.say(*words).out
    assert told.content() == before
    assert "--source" in told.refuse("cite", "e1", code=2).err


def test_what_a_source_says_of_any_word_is_kept_and_only_real_differences_are_conflicts(told: Story) -> None:
    """
    2023-09-10 milestone "A plan" Acme --amount "5 EUR" --source S
    $ cite e1 --source T --says "amount=5 EUR" --says "date=September 2023" --says "mood=grim"
    $ cite e1 --source U --says "amount=6 EUR" --says "mood=jolly"
    """
    assert told.rows("SELECT field, recorded, says FROM conflicts ORDER BY field") == [
        ("amount", "5 EUR", "6 EUR"),
        ("mood", None, "grim\njolly"),
    ]


# --- edit ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def world(story: Story) -> Story:
    """One of each record: an appointment with its source, a departure, a unit."""
    story.article(
        "source: A Bet\npublished: 2025-07-16\norganization: Acme\n"
        'appointment "Jane Roe" CEO --date 2024-05\n> she is\n'
        'departure "Jane Roe" CEO --date 2025-05 --reason resigned\nformation Cloud --date 2009\n'
        'milestone "A plan" --person "Jane Roe" --amount "5 EUR" --date 2025\n'
    )
    return story


GOOD = [
    ("e1", "date=mid-March 2024", "events", "date", "[2024-03-11..2024-03-20]"),
    ("e1", "date=", "events", "date", None),
    ("e1", "date=unknown", "events", "date", None),
    ("e1", "announced=2024-04", "events", "announced", "2024-04"),
    ("e1", "announced=", "events", "announced", None),
    ("e1", "headline=She took over", "events", "headline", "She took over"),
    ("e1", "status=rejected", "events", "status", "rejected"),
    ("e1", "acting=yes", "events", "acting", 1),
    ("e1", "acting=", "events", "acting", 0),
    ("e1", "manner=elected", "events", "manner", "elected"),
    ("e1", "manner=", "events", "manner", None),
    ("e2", "reason=retired", "events", "reason", "retired"),
    ("e2", "reason=", "events", "reason", None),
    ("e4", "amount=6 EUR", "events", "amount", "6 EUR"),
    ("e4", "amount=", "events", "amount", None),
    ("e2", "last_day=yes", "events", "last_day", 1),
    ("e1", "end_state=unknown", "events", "end_state", "unknown"),
    ("e2", "ends=e1", "events", "ends_event_id", 1),
    ("e1", "supersedes=e4", "events", "supersedes_event_id", 4),
    ("e1", "visibility=private", "events", "visibility", "private"),
    ("e1", "note=so says she", "events", "note", "so says she"),
    ("e1", "private_note=mine", "events", "private_note", "mine"),
    ("e1", "person=John Doe", "events", "person_id", 2),
    ("e1", "title=CFO", "events", "title_id", 2),
    ("e1", "organization=Cloud", "events", "organization_id", 2),
    ("p1", "name=Jane Q. Roe", "people", "name", "Jane Q. Roe"),
    ("p1", "note=a=b", "people", "note", "a=b"),
    ("Jane Roe", "private_note=x", "people", "private_note", "x"),
    ("o1", "kind=agency", "organizations", "kind", "agency"),
    ("Acme", "fiscal_year_end=06-30", "organizations", "fiscal_year_end", "06-30"),
    ("Acme", "fiscal_year_end=", "organizations", "fiscal_year_end", None),
    ("o1", "name=Apex", "organizations", "name", "Apex"),
    ("t1", "name=Boss", "titles", "name", "Boss"),
    ("t1", "short=Boss", "titles", "short", "Boss"),
    ("CEO", "level=board", "titles", "level", "board"),
    ("t1", "seats=2", "titles", "seats", 2),
    ("t1", "seats=", "titles", "seats", None),
    ("post:1", "seats=3", "posts", "seats", 3),
    ("post:1", "note=empty since", "posts", "note", "empty since"),
    ("s1", "title=A Bold Bet", "sources", "title", "A Bold Bet"),
    ("s1", "url=https://example.com/a", "sources", "url", "https://example.com/a"),
    ("s1", "publisher=KEYT", "sources", "publisher", "KEYT"),
    ("s1", "published=July 2025", "sources", "published", "2025-07"),
    ("s1", "published=", "sources", "published_earliest", None),
    ("s1", "retrieved=2025-07-16", "sources", "retrieved", "2025-07-16"),
    ("s1", "archive_url=https://web.archive.org/x", "sources", "archive_url", "https://web.archive.org/x"),
    ("s1", "text=", "sources", "sha256", None),
    ("s1", "note=n", "sources", "note", "n"),
    ("s1", "private_note=n", "sources", "private_note", "n"),
]


@pytest.mark.parametrize(("what", "field", "table", "column", "value"), GOOD)
def test_every_field_of_every_record_can_be_edited(
    world: Story, what: str, field: str, table: str, column: str, value: object
) -> None:
    number = what.lstrip("epots:") if what[-1].isdigit() else "1"
    said = world.say("edit", what, field)
    assert said.out.count("\n") == 1
    assert world.value(f"SELECT {column} FROM {table} WHERE id = ?", number) == value
    world.check_whole()


def test_every_field_is_in_the_tests_above() -> None:
    from orgtrack.model.vocabulary import Noun
    from orgtrack.record.edits import EVENT_FIELDS, FIELDS

    tried = {(table, field.split("=")[0]) for _, field, table, _, _ in GOOD}
    assert {("events", name) for name in EVENT_FIELDS} - tried == {("events", "new_name")}
    assert {(noun.table, name) for noun in FIELDS for name in FIELDS[noun]} - tried == {
        (Noun.ORGANIZATION.table, "note"),
        (Noun.ORGANIZATION.table, "private_note"),
        (Noun.TITLE.table, "note"),
    }


@pytest.mark.parametrize(
    ("what", "field"),
    [
        *(("e1", f"{name}=x y") for name in ("date", "announced", "status", "acting", "manner", "reason", "last_day")),
        *(("e1", f"{name}=x y") for name in ("end_state", "ends", "supersedes", "visibility")),
        *(("e1", f"{name}=e99") for name in ("ends", "supersedes", "person", "title", "organization")),
        *(("e1", field) for field in ("status=", "visibility=", "headline=", "person=", "organization=", "date=soon")),
        *(("e1", field) for field in ("colour=red", "id=5", "company_id=1", "type=departure", "supersedes=e1")),
        *(("e1", field) for field in ("date=5/6/2024", "date=last month", "note=" + "x" * 10_001, "note=a\x07b")),
        *(("p1", field) for field in ("name=", "name=" + "x" * 500, "name=p7", "name=a;b", "kind=unit", "name_key=x")),
        *(("p1", field) for field in ("note=a\x00b", "id=9", "parent_id=1")),
        *(("o1", field) for field in ("kind=club", "kind=", "fiscal_year_end=31-12", "fiscal_year_end=02-30")),
        *(("o1", field) for field in ("parent_id=2", "company_id=2", "parent=Cloud", "search_keys=x")),
        *(("t1", field) for field in ("level=boss", "level=", "seats=0", "seats=-1", "seats=x", "seats=1.5", "name=")),
        *(("t1", field) for field in ("seats=99999", "seats=²", "seats=٣")),
        *(("post:1", field) for field in ("seats=0", "title=CFO", "name=x")),
        *(("s1", field) for field in ("url=javascript:alert(1)", "url=ftp://x/y", "url=https://u:p@x.com", "url=x")),
        *(("s1", field) for field in ("published=soon", "retrieved=x", "archive_url=data:x", "title=", "title=…")),
        ("s1", "text=the words"),
        *(("e1", field) for field in ("=x", "note", "")),
        ("e9", "note=x"),
        ("p9", "note=x"),
        ("post:9", "note=x"),
        ("s9", "note=x"),
        ("Nobody", "note=x"),
    ],
    ids=lambda text: text[:30].encode("unicode_escape").decode(),
)
def test_a_field_that_does_not_exist_or_a_value_it_cannot_hold_is_refused(world: Story, what: str, field: str) -> None:
    before = world.content()
    said = world.run("edit", what, field)
    assert said.code in (1, 2), said
    assert "Traceback" not in said.err
    assert "SQLite" not in said.err, "a sentence for the user, not the database's"
    assert world.content() == before


def test_a_field_that_is_refused_keeps_the_others_out_too(world: Story) -> None:
    world.refuse("edit", "p1", "name=Jane Q. Roe", "note=" + "x" * 10_001)


def test_a_generated_headline_follows_what_is_edited(world: Story) -> None:
    world.say("edit", "e1", "person=John Doe", "title=CFO", "manner=elected")
    assert world.event("e1", "headline") == ("John Doe elected Chief Financial Officer of Acme",)
    world.say("edit", "p1", "name=Jane Q. Roe")
    assert world.event("e2", "headline") == ("Jane Q. Roe left as Chief Executive Officer of Acme",)
    world.say("edit", "o1", "name=Apex")
    assert world.event("e1", "headline") == ("John Doe elected Chief Financial Officer of Apex",)
    world.say("edit", "t1", "name=Boss")
    assert world.event("e2", "headline") == ("Jane Q. Roe left as Boss of Apex",)
    world.check_whole()


def test_a_headline_of_ones_own_stays(world: Story) -> None:
    world.say("edit", "e1", "headline=She took over")
    world.say("edit", "p1", "name=Jane Q. Roe")
    world.say("edit", "e1", "manner=elected")
    assert world.event("e1", "headline") == ("She took over",)


def test_a_headline_follows_an_edit_after_a_renaming_too(world: Story) -> None:
    world.add("renaming", "Acme", "Apex", "--date", "2025-06")
    world.say("edit", "e1", "person=John Doe")
    assert str(world.event("e1", "headline")[0]).startswith("John Doe ")


def test_a_post_comes_to_be_with_an_edit_that_names_it(world: Story) -> None:
    world.say("edit", "e1", "title=CFO")
    posts = world.rows(
        "SELECT titles.name, posts.seats FROM posts JOIN titles ON titles.id = title_id ORDER BY posts.id"
    )
    assert posts == [("Chief Executive Officer", 1), ("Chief Financial Officer", 1)]


def test_the_words_of_the_source_do_not_stay_with_another_title(told: Story) -> None:
    """
    2024 appointment "Jane Roe" "Chief Exec." Acme
    $ edit e1 title=CFO
    """
    assert told.event("e1", "title_text") != ("Chief Exec.",)


def test_an_edited_parent_or_organization_moves_what_follows_from_it(world: Story) -> None:
    world.add("milestone", "Cloud opens", "Cloud", "--date", "2024")
    assert world.company_of("", "e5") == "Acme"
    world.say("edit", "e3", "status=rejected")
    assert world.company_of("", "e5") == world.company_of("Cloud") == "Cloud"
    world.say("edit", "e3", "status=happened")
    assert world.company_of("", "e5") == world.company_of("Cloud") == "Acme"
    world.say("edit", "e5", "organization=Acme")
    assert world.company_of("", "e5") == "Acme"


def test_a_happened_event_is_not_edited_into_the_time_to_come(world: Story) -> None:
    world.say("edit", "e1", "date=2030-01-01")
    assert world.event("e1", "status") == ("planned",)


def test_two_events_do_not_supersede_each_other(world: Story) -> None:
    world.say("edit", "e1", "supersedes=e2")
    world.refuse("edit", "e2", "supersedes=e1")


def test_two_titles_or_sources_are_not_edited_into_one(world: Story) -> None:
    world.say("add", "title", "CFO")
    said = world.refuse("edit", "t2", "name=chief executive officer")
    assert "t1" in said.err
    world.say("add", "source", "https://example.com/a")
    world.say("add", "source", "https://example.com/b")
    said = world.refuse("edit", "s3", "url=http://www.example.com/a/")
    assert "s2" in said.err


def test_a_source_keeps_a_title_or_an_address(world: Story) -> None:
    said = world.refuse("edit", "s1", "title=")
    assert "SQLite" not in said.err


def test_the_name_of_a_renamed_organization_comes_from_the_renaming(world: Story) -> None:
    world.add("renaming", "Acme", "Apex", "--date", "2025-06")
    assert "new_name" in world.refuse("edit", "Apex", "name=Zenith").err
    world.say("edit", "e5", "new_name=Zenith")
    assert world.names("organizations")[0] == "Zenith"


def test_an_identifier_is_given_kept_once_and_taken_away(world: Story) -> None:
    world.say("edit", "Acme", "wikidata=Q1", "ticker=ACM")
    world.say("edit", "Acme", "ticker=ACME")
    before = world.content()
    world.say("edit", "Acme", "wikidata=Q1")
    assert world.content() == before
    assert "another record" in world.refuse("edit", "Cloud", "wikidata=Q1").err
    world.say("edit", "Acme", "wikidata=")
    assert world.rows("SELECT scheme, value FROM identifiers ORDER BY id") == [("ticker", "ACM"), ("ticker", "ACME")]
    world.say("edit", "Cloud", "wikidata=Q1")


# --- remove ----------------------------------------------------------------------------------------------------------


def test_a_removed_event_goes_with_its_citations_and_what_followed_from_it(world: Story) -> None:
    world.add("milestone", "Cloud opens", "Cloud", "--date", "2024")
    world.say("remove", "e3")
    assert world.company_of("", "e5") == "Cloud"
    world.say("remove", "e1")
    assert world.rows("SELECT DISTINCT event_id FROM citations") == [(2,), (4,)]
    assert world.count("hierarchy") == 0
    world.check_whole()
    assert world.found_events("appointed") == []


@pytest.mark.parametrize("what", ["p1", "o1", "t1", "s1", "post:1", "o2"])
def test_what_an_event_rests_on_is_not_removed(world: Story, what: str) -> None:
    said = world.refuse("remove", what)
    assert "SQLite" not in said.err


def test_what_nothing_rests_on_is_removed_with_its_names_and_identifiers(world: Story) -> None:
    world.say("add", "person", "John Doe", "--alias", "Johnny")
    world.say("add", "company", "Globex", "--alias", "GX")
    world.say("edit", "Globex", "lei=5493")
    world.say("add", "title", "Boss", "--alias", "Chief")
    world.say("add", "source", "A page")
    for what in ("p2", "o3", "t2", "s2"):
        assert world.say("remove", what).out == f"Removed {what}.\n"
    assert world.count("names") == world.count("identifiers") == 0
    world.check_whole()
    for what in ("p2", "o3", "t2", "s2", "e9", "post:9"):
        world.refuse("remove", what)
    world.refuse("remove", "Jane Roe", code=2)


def test_an_event_that_others_point_at_says_so_when_it_is_to_go(world: Story) -> None:
    world.say("edit", "e2", "ends=e1")
    assert "e2" in world.refuse("remove", "e1").err
    world.say("edit", "e4", "supersedes=e2")
    assert "e4" in world.refuse("remove", "e2").err


def test_a_post_that_somebody_left_or_reports_to_is_not_removed(told: Story) -> None:
    """
    2024 promotion "Jane Roe" CEO Acme --from-title CFO
    """
    told.refuse("remove", "post:2")


# --- alias, and records of their own ---------------------------------------------------------------------------------


def test_an_alias_of_each_noun_is_found_and_told_again_changes_nothing(world: Story) -> None:
    for what, other in (("Jane Roe", "马云"), ("Acme", "阿里巴巴"), ("CEO", "大老板")):
        assert f"is also called '{other}'" in world.say("alias", what, other, "--kind", "native").out
    before = world.content()
    assert "already" in world.say("alias", "Jane Roe", "马云").out
    assert world.content() == before
    world.add("in-post", "马云", "大老板", "阿里巴巴", "--date", "2024-06")
    assert world.event("e5", "person_id", "title_id", "organization_id") == (1, 1, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("alias", "Jane Roe", ""), 1),
        (("alias", "Jane Roe", "x" * 500), 1),
        (("alias", "Jane Roe", "p7"), 1),
        (("alias", "Jane Roe", "a;b"), 1),
        (("alias", "Jane Roe", "Jane", "--kind", "nick"), 2),
        (("alias", "e1", "Jane"), 1),
        (("alias", "s1", "Jane"), 1),
        (("alias", "p9", "Jane"), 1),
        (("alias", "Nobody", "Jane"), 1),
        (("alias", "Jane Roe"), 2),
    ],
)
def test_what_is_no_alias_is_refused(world: Story, words: tuple[str, ...], code: int) -> None:
    world.refuse(*words, code=code)


def test_records_are_made_without_an_event_and_told_again_change_nothing(story: Story) -> None:
    commands = [
        ("add", "person", "Wu Yongming", "--alias", "Eddie Wu", "--alias", "吴泳铭", "--note", "CEO"),
        ("add", "company", "Microsoft", "--fiscal-year-end", "06-30", "--note", "big"),
        ("add", "unit", "Azure", "--parent", "Microsoft", "--alias", "Windows Azure"),
        ("add", "unit", "Audit Committee", "--kind", "committee"),
        ("add", "title", "Chief AI Officer", "--short", "CAIO", "--level", "executive", "--seats", "1"),
        ("add", "source", "https://example.com/a?utm_source=x", "--title", "A Bet", "--published", "2025-07-16"),
    ]
    for words in commands:
        assert story.say(*words).out.count("\n") == 1
    before = story.content()
    for words in commands:
        story.say(*words)
    assert story.content() == before
    assert story.rows("SELECT name, kind, parent_id, company_id FROM organizations") == [
        ("Microsoft", "company", None, 1),
        ("Azure", "unit", 1, 1),
        ("Audit Committee", "committee", None, 3),
    ]
    assert story.rows("SELECT name, short, level, seats FROM titles") == [("Chief AI Officer", "CAIO", "executive", 1)]
    story.check_whole()


def test_a_page_is_found_again_by_its_address_whatever_hangs_on_it(told: Story) -> None:
    """
    $ add source https://www.example.com/a/?id=1&utm_source=x#top
    """
    for address in ("http://example.com/a?id=1", "HTTPS://WWW.EXAMPLE.COM/a/?id=1", "www.example.com/a?id=1&gclid=9"):
        if address.startswith("www"):
            told.refuse("add", "source", address)
        else:
            told.say("add", "source", address)
    assert told.count("sources") == 1
    told.say("add", "source", "https://example.com/a?id=2")
    told.say("add", "source", "https://example.com/A?id=1")
    assert told.count("sources") == 3


def test_reports_of_two_years_with_one_title_are_two_sources(told: Story) -> None:
    """
    $ add source "Annual report" --published 2023
    $ add source "Annual report" --published 2024
    """
    assert told.count("sources") == 2
    said = told.refuse("add", "milestone", "x y", "Acme", "--date", "2022", "--source", "annual report", code=3)
    assert {c["id"] for c in said.candidates} == {"s1", "s2"}
    told.add("milestone", "x y", "Acme", "--date", "2022", "--source", "s2")


def test_a_command_that_changes_nothing_leaves_no_entry_in_the_log(world: Story) -> None:
    count = world.count("txn")
    for words in (
        ("edit", "p1", "name=Jane Roe"),
        ("edit", "e1", "date=2024-05"),
        ("edit", "o1", "kind=company"),
        ("edit", "e1", "headline=Jane Roe appointed Chief Executive Officer of Acme"),
        ("add", "person", "jane roe"),
        ("cite", "e1", "--source", "A Bet", "--quote", "she is"),
    ):
        world.say(*words)
        assert world.count("txn") == count, words
