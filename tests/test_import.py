"""`orgtrack import`: a CSV of events or tenures, all of it or nothing, every problem by line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story import SHARED, Story

from orgtrack.importers.lists import NAME_COLUMNS, ORGANIZATION_COLUMNS
from orgtrack.importers.tenures import TENURE_COLUMNS

TENURES = """\
person,title,organization,start,end,source
Jane Roe,CEO,Acme,2019-05,2021,A Bet
John Doe,Chairman and CEO,Acme,2021,,A Bet
Jim Poe,CFO,Acme,,2018-03-01,
Jill Coe,,Audit Committee,2020,2022,
"""
EVENTS = """\
date,type,person,title,organization,parent,sources,published,quotes,status,headline
2009,formation,,,Cloud,Acme,,,,,
mid-February 2025,appointment,Jane Roe,VP,Acme,,A Bet,2025-07-16,"she said ""yes"", twice",,
,departure,Jane Roe,all,Cloud,,,,,,
unknown,milestone,,,Acme,,,,,happened,A plan
2025-09-01,appointment,John Doe,CEO,Cloud,,"A Bet
https://example.com/b","2025-07-16
2025-07-17","first words
second words",planned,
"""
IN_ORDER = "ORDER BY CAST(substr(id, 2) AS INTEGER)"


def test_tenures_become_appointments_and_departures(story: Story) -> None:
    said = story.load(TENURES)
    assert "4 rows (tenures); 4 created, 0 updated, 0 unchanged; 7 new events" in said.out
    assert story.rows(f"SELECT date, type, person, title, organization, ends FROM timeline {IN_ORDER}") == [
        ("2019-05", "appointment", "Jane Roe", "Chief Executive Officer", "Acme", None),
        ("2021", "departure", "Jane Roe", "Chief Executive Officer", "Acme", "e1"),
        ("2021", "appointment", "John Doe", "Chairman", "Acme", None),
        ("2021", "appointment", "John Doe", "Chief Executive Officer", "Acme", None),
        ("2018-03-01", "departure", "Jim Poe", "Chief Financial Officer", "Acme", None),
        ("2020", "appointment", "Jill Coe", "Member", "Audit Committee", None),
        ("2022", "departure", "Jill Coe", "Member", "Audit Committee", "e6"),
    ]
    assert story.count("txn") == 1
    story.check_whole()


def test_a_tenure_of_two_titles_ends_in_both(story: Story) -> None:
    story.load("person,title,organization,start,end\nJane Roe,Chairman and CEO,Acme,2019,2021\n")
    assert story.rows(f"SELECT type, title, ends FROM timeline {IN_ORDER}") == [
        ("appointment", "Chairman", None),
        ("appointment", "Chief Executive Officer", None),
        ("departure", "Chairman", "e1"),
        ("departure", "Chief Executive Officer", "e2"),
    ]


def test_the_same_file_again_changes_nothing(story: Story) -> None:
    story.load(TENURES)
    before = story.content()
    assert "0 created, 0 updated, 4 unchanged; 0 new events" in story.load(TENURES).out
    assert story.content() == before


def test_an_end_that_arrives_later_is_added_to_the_stay(story: Story) -> None:
    story.load(TENURES)
    said = story.load(TENURES.replace("2021,,A Bet", "2021,2023,A Bet"))
    assert "0 created, 1 updated, 3 unchanged; 2 new events" in said.out
    assert story.rows("SELECT ends FROM timeline WHERE date = '2023'") == [("e3",), ("e4",)]


def test_terms_that_follow_each_other_are_kept_apart(story: Story) -> None:
    rows = "".join(f"Jane Roe,Mayor,Springfield,{year}-01-01,{year + 4}-01-01\n" for year in (2001, 2005, 2013))
    text = "person,title,organization,start,end\n" + rows
    assert "3 created, 0 updated, 0 unchanged; 6 new events" in story.load(text).out
    before = story.content()
    assert "3 unchanged" in story.load(text).out
    assert story.content() == before


def test_events_are_read_as_an_export_writes_them(story: Story) -> None:
    said = story.load(EVENTS)
    assert "5 rows (events); 5 created" in said.out
    assert story.rows(
        "SELECT date, type, person, title, title_text, organization, parent, status, sources, quotes FROM timeline "
        + IN_ORDER
    ) == [
        ("2009", "formation", None, None, None, "Cloud", "Acme", "happened", None, None),
        (
            "[2025-02-11..2025-02-20]",
            "appointment",
            "Jane Roe",
            "Vice President",
            "VP",
            "Acme",
            None,
            "happened",
            "A Bet",
            'she said "yes", twice',
        ),
        (None, "departure", "Jane Roe", None, "all", "Cloud", None, "happened", None, None),
        (None, "milestone", None, None, None, "Acme", None, "happened", None, None),
        (
            "2025-09-01",
            "appointment",
            "John Doe",
            "Chief Executive Officer",
            "CEO",
            "Cloud",
            None,
            "planned",
            "A Bet\nhttps://example.com/b",
            "first words\nsecond words",
        ),
    ]


def table(*rows: str, header: str = "person,title,organization,start,end") -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (table("Jane Roe,CEO,Acme,soon,"), ["line 2, start: 'soon'"]),
        (table("Jane Roe,CEO,Acme,2019,5/6/2024"), ["line 2, end: "]),
        (table("Jane Roe,CEO,Acme,2021,2019"), ["line 2: The end"]),
        (
            table(",CEO,Acme,2019,", "Jane Roe,CEO,,2019,"),
            ["line 2, person: is empty", "line 3, organization: is empty"],
        ),
        (table("Jane Roe,CEO,Acme,2019"), ["line 2: has 4 cells where the header has 5"]),
        (table("Jane Roe,CEO,Acme,2019,,"), ["line 2: has 6 cells where the header has 5"]),
        (table("Jane Roe,CEO,Acme,2019,", "", ",,,,", "p7,CEO,Acme,2019,"), ["line 5, person: There is no person p7"]),
        (table("Jane\x07Roe,CEO,Acme,2019,"), ["line 2, person: holds a control character (U+0007)"]),
        (table("x" * 500 + ",CEO,Acme,2019,"), ["line 2, person: The person's name"]),
        (table("a;b,CEO,Acme,2019,"), ["line 2, person: The person's name"]),
        (
            table('"Jane\nRoe",CEO,Acme,soon,', "John Doe,CEO,Acme,later,"),
            ["line 2, start: 'soon'", "line 4, start: 'later'"],
        ),
        (table("Jane,CEO,Acme,2019,,maybe", header="person,title,organization,start,end,acting"), ["line 2: acting"]),
        (table("2025,party,Acme", header="date,type,organization"), ["line 2: type 'party' is none of"]),
        (table("2025,,Acme", header="date,type,organization"), ["line 2: type"]),
        (table("2025,milestone,", header="date,type,organization"), ["line 2: milestone needs SENTENCE"]),
        (table("2025,appointment,Acme", header="date,type,organization"), ["line 2: appointment needs PERSON"]),
        (
            table("2025,formation,Acme,perhaps", header="date,type,organization,status"),
            ["line 2: status 'perhaps' is none of"],
        ),
        (
            table('2025,formation,Acme,"A\nB","x"', header="date,type,organization,sources,quotes"),
            ["line 2: quotes has 1 lines where sources has 2"],
        ),
        (
            table("2025,formation,Acme,javascript:alert(1)", header="date,type,organization,sources"),
            ["line 2: 'javascript:alert(1)' is refused"],
        ),
        (
            table("2025,formation,Acme,e9", header="date,type,organization,supersedes"),
            ["line 2, supersedes: 'e9' is the id of no row"],
        ),
        (
            table("2025,formation,Acme,hunch,", header="date,type,organization,date_basis,date_anchor"),
            ["line 2: date_basis 'hunch'"],
        ),
        (
            table("2025,formation,Acme,stated,soon", header="date,type,organization,date_basis,date_anchor"),
            ["line 2, date_anchor: "],
        ),
    ],
)
def test_every_problem_is_named_by_line_and_nothing_is_written(story: Story, text: str, problems: list[str]) -> None:
    said = story.refuse("import", "-", stdin=text)
    for problem in problems:
        assert problem in said.err
    assert f"{len(problems)} problem" in said.err
    assert not story.path.exists()


def test_all_problems_of_a_file_are_listed_at_once(story: Story) -> None:
    rows = [f"Person {chr(65 + n) * 5},CEO,Acme,{'soon' if n % 2 else 2000 + n}," for n in range(20)]
    said = story.refuse("import", "-", stdin=table(*rows))
    assert "10 problems" in said.err
    assert [f"line {n + 2}, start" in said.err for n in range(20)] == [n % 2 == 1 for n in range(20)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"person,title\nJane,CEO\n", "no known shape"),
        (b"\n" + TENURES.encode(), ""),
        (TENURES.replace("Roe", "Ro\u00e9").encode("latin-1"), "line 2: byte 51 of the file is not UTF-8"),
        (TENURES.replace("Doe", "D\x00e").encode(), "line 3, person: holds a NUL"),
        (TENURES.replace("Jim Poe", '"Jim Poe').encode(), "line 4"),
        (TENURES.replace("Jim Poe", '"Jim" Poe').encode(), "line 4"),
        (TENURES.replace("source", "start").encode(), "line 1, start: is the header of two columns"),
        (TENURES.replace("title", "").encode(), "line 1, column 2: has no header"),
        (TENURES.replace("source", "").encode(), "line 2, column 6: 'A Bet' stands under no header"),
        (TENURES.replace("source", "sauce").encode(), "line 1, 'sauce': is no column of this shape"),
        (TENURES.replace(",", "!").encode(), "no known shape"),
        (TENURES.replace("A Bet", "x" * 100_001, 1).encode(), "line 2"),
        (TENURES.replace("A Bet", "x" * 600, 1).encode(), "line 2"),
        (b"%PDF-1.4\n\xff\xff", "is a PDF"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_line(story: Story, content: bytes, word: str) -> None:
    if word == "":
        story.say("import", "-", stdin=content)
        return
    said = story.refuse("import", "-", stdin=content)
    assert word in said.err
    assert not story.path.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TENURES.encode(),
        TENURES.replace("\n", "\r\n").encode(),
        TENURES.replace("\n", "\r").encode(),
        TENURES.rstrip("\n").encode(),
        TENURES.replace("\n", "\n\n").encode(),
        (TENURES + ",,,,,\n").encode(),
        TENURES.replace("Jane Roe,CEO", '"Jane Roe","CEO"').encode(),
        TENURES.replace("Jane Roe,", " Jane Roe\t,").encode(),
        TENURES.replace(",", ";").encode(),
        TENURES.replace(",", "\t").encode(),
        TENURES.replace(",", "|").encode(),
        b"sep=;\r\n" + TENURES.replace(",", ";").encode(),
        TENURES.replace("\n", ",,,\n").encode(),
        TENURES.replace("Jim Poe", TENURES.split("\n")[0] + "\nJim Poe").encode(),
        TENURES.encode("utf-16"),
        b"\xfe\xff" + TENURES.encode("utf-16-be"),
    ],
    ids=[
        *("BOM", "CRLF", "CR", "no last newline", "blank lines", "empty row", "quotes", "blanks", "semicolons", "tabs"),
        *("pipes", "sep=", "empty columns", "header again", "UTF-16", "UTF-16 BE"),
    ],
)
def test_what_spreadsheets_do_to_a_file_does_not_matter(story: Story, content: bytes) -> None:
    plain = Story(story.folder, file="plain.db")
    plain.load(TENURES)
    story.load(content)
    assert story.snapshot() == plain.snapshot()


def test_line_breaks_in_cells_are_kept_where_they_mean_something_and_folded_elsewhere(story: Story) -> None:
    header = "person,title,organization,start,end,note"
    story.load(table('"Jane\nRoe",CEO,Acme,2019,,"one\ntwo"', header=header))
    assert story.rows("SELECT person, note FROM timeline") == [("Jane Roe", "one two")]


def test_a_long_cell_is_kept_whole(story: Story) -> None:
    note = "word " * 1_999 + "end"
    story.load(table(f"Jane Roe,CEO,Acme,2019,,{note}", header="person,title,organization,start,end,note"))
    assert story.rows("SELECT note FROM timeline") == [(note,)]


def test_a_rehearsal_reads_everything_and_writes_nothing(story: Story) -> None:
    said = story.say("import", "-", "--dry-run", stdin=TENURES)
    assert "7 new events" in said.out
    assert "Nothing was written" in said.out
    assert not story.path.exists()
    story.refuse("import", "-", "--dry-run", stdin=TENURES.replace("2019-05", "soon"))


def test_a_close_name_is_a_problem_of_its_line(told: Story) -> None:
    """
    2019 appointment "Jiang Fan" CEO Acme
    """
    said = told.refuse("import", "-", stdin=table("Fan Jiang,CEO,Acme,2020,", "Jane Roe,CEO,Acme,2020,"))
    assert "line 2, person: No person is called 'Fan Jiang', but close to it: Jiang Fan (p1" in said.err


def test_close_names_within_one_file_are_told_apart_by_the_file(story: Story) -> None:
    story.load(table("Jiang Fan,CEO,Acme,2020,", "Fan Jiang,CFO,Acme,2020,"))
    assert story.names("people") == ["Jiang Fan", "Fan Jiang"]


def test_a_file_that_cannot_be_read_is_named(story: Story) -> None:
    assert "nowhere.csv" in story.refuse("import", "nowhere.csv").err
    assert "import its files one by one" in story.refuse("import", str(story.folder)).err
    story.refuse("import", code=2)


def test_dates_that_cannot_both_be_true_are_recorded_twice_and_said(told: Story) -> None:
    """
    2019 appointment "Jane Roe" CEO Acme
    """
    said = told.load(table("Jane Roe,CEO,Acme,2021,"))
    assert "recorded as a second event" in said.err
    assert told.count() == 2


def test_names_and_organizations_are_loaded(story: Story) -> None:
    story.load("name,kind,fiscal_year_end,note\nMicrosoft,company,06-30,\nAzure,unit,,a cloud\n")
    story.load("kind,name,other_name,name_kind\norganization,Microsoft,MSFT,ticker\nperson,Jack Ma,马云,native\n")
    assert story.rows("SELECT name, kind, fiscal_year_end, note FROM organizations") == [
        ("Microsoft", "company", "06-30", None),
        ("Azure", "unit", None, "a cloud"),
    ]
    assert story.rows("SELECT name, kind FROM names") == [("MSFT", "ticker"), ("马云", "native")]
    for text in (
        "kind,name,other_name,name_kind\nplanet,Mars,Ares,native\n",
        "kind,name,other_name,name_kind\nperson,Jack Ma,Ma,nick\n",
        "name,kind\nMars,planet\n",
        "name,kind,fiscal_year_end\nMars,company,31-12\n",
    ):
        assert "line 2" in story.refuse("import", "-", stdin=text).err


# --- the file as people have it --------------------------------------------------------------------------------------

US_EXECUTIVE = SHARED / "data" / "us_executive" / "input.csv"


@pytest.mark.skipif(not US_EXECUTIVE.exists(), reason="the shared data are not beside the checkout")
def test_the_terms_of_us_presidents_are_loaded_and_again_change_nothing(story: Story) -> None:
    said = story.say("import", str(US_EXECUTIVE))
    assert "131 rows (tenures); 131 created, 0 updated, 0 unchanged; 262 new events" in said.out
    assert story.count() == 262
    with US_EXECUTIVE.open(encoding="utf-8", newline="") as rows:
        terms = [(r["person"], r["title"], r["organization"], r["start"], r["end"]) for r in csv.DictReader(rows)]
    stays = "FROM timeline AS begun JOIN timeline AS ended ON ended.ends = begun.id"
    asked = f"SELECT begun.person, begun.title, begun.organization, begun.date, ended.date {stays}"
    assert sorted(story.rows(asked)) == sorted(terms)
    before = story.content()
    assert "0 created, 0 updated, 131 unchanged" in story.say("import", str(US_EXECUTIVE)).out
    assert story.content() == before
    story.check_whole()


# --- whatever stands in a cell ---------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.sampled_from(["", "Jane Roe", "CEO", "Acme", "2025", "2025-02-30", "unknown", "all", "p1", "e1", "yes", "no"]),
    st.sampled_from(
        ["appointment", "formation", "departure", "renaming", "merger", "milestone", "happened", "a;b", ";"]
    ),
    st.text(max_size=12),
)
HEADERS = st.sampled_from(
    [
        ("date", "type", "person", "title", "organization", "parent", "predecessors", "successors", "new_name"),
        ("date", "type", "person", "title", "organization", "sources", "quotes", "says", "published", "status"),
        (
            "date",
            "type",
            "organization",
            "date_basis",
            "date_anchor",
            "date_text",
            "acting",
            "id",
            "supersedes",
            "ends",
        ),
        ("date", "type", "headline", "organization", "to_title", "to_organization", "from_title", "succeeding", "note"),
        TENURE_COLUMNS,
        NAME_COLUMNS,
        ORGANIZATION_COLUMNS,
    ]
)


@settings(max_examples=50)
@given(st.data())
def test_any_table_is_loaded_or_refused_by_line(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    headers = data.draw(HEADERS)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=4))
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    story = Story(tmp_path_factory.mktemp("table"))
    said = story.run("import", "-", stdin=text.getvalue().encode("utf-8", "surrogatepass"))
    assert said.code in (0, 1, 2)
    assert story.path.exists() == (said.code == 0)
    if said.code:
        assert "standard input" in said.err


@settings(max_examples=30)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_loaded_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    story = Story(tmp_path_factory.mktemp("bytes"))
    for words in (("import", "-"), ("add", "-")):
        assert story.run(*words, stdin=content).code in (0, 1, 2, 3)
