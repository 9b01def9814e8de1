"""Tables as registers and queries of other people write them: names in parts, numbers of firms, words of languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from story import Story


def held(story: Story) -> list[tuple[object, ...]]:
    """Who holds what where from when to when."""
    return [
        tuple(row)
        for row in story.rows(
            'SELECT p.name, t.name, o.name, h.start, h."end" FROM tenures h JOIN people p ON p.id = h.person_id'
            " JOIN titles t ON t.id = h.title_id JOIN organizations o ON o.id = h.organization_id ORDER BY h.id"
        )
    ]


def load_twice(story: Story, path: Path, text: str, *options: str) -> str:
    """Import a file, and again: then nothing is new. What the first import said."""
    path.write_text(text, encoding="utf-8")
    said = story.say("import", str(path), *options)
    assert "0 created, 0 updated" in story.say("import", str(path), *options).out
    return said.out + said.err


def test_a_companys_number_is_not_its_officers(story: Story, tmp_path: Path) -> None:
    text = (
        "Company Number,Company Name,Officer Name,Officer Role,Appointed On,Resigned On\n"
        '00000001,ACME LTD,"SMITH, John",Director,13/04/2015,\n00000001,ACME LTD,"ROE, Jane",Director,14/04/2015,\n'
    )
    load_twice(story, tmp_path / "a.csv", text)
    assert [row[0] for row in held(story)] == ["SMITH, John", "ROE, Jane"]
    assert [tuple(row) for row in story.rows("SELECT scheme, value, organization_id FROM identifiers")] == [
        ("companies-house", "00000001", 1)
    ]


def test_a_number_beside_quite_another_name_is_refused(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    rows = "320193,Apple,COOK TIMOTHY,CEO,2011,\n320193,Apple,MAESTRI LUCA,CFO,2014,\n"
    table.write_text(f"cik,company,name,role,start,end\n{rows}")
    said = story.refuse("import", str(table))
    assert "line 3, name: cik:320193 is on record as p1 COOK TIMOTHY, and 'MAESTRI LUCA' is quite another" in said.err
    story.say("import", str(table), "--map", "organization_cik=cik")
    assert story.value("SELECT count(*) FROM people") == 2


@pytest.mark.parametrize("other", ["T. Cook", "Timothy Donald Cook", "库克"])
def test_a_number_decides_over_a_name_that_may_be_theirs(story: Story, tmp_path: Path, other: str) -> None:
    rows = f"Q1,Apple,Timothy Cook,CEO,2011,\nQ1,Auburn,{other},Trustee,2014,\n"
    load_twice(story, tmp_path / "a.csv", f"wikidata,company,name,role,start,end\n{rows}")
    assert story.value("SELECT count(*) FROM people") == 1


@pytest.mark.parametrize(
    ("headers", "person"),
    [
        ("Nom,Prénom", "Éloïse Dupont"),
        ("Surname,Given name", "Éloïse Dupont"),
        ("Nachname,Vorname", "Éloïse Dupont"),
        ("Name,Email", "Dupont"),
        ("Name,Surname", "Dupont Éloïse"),
        ("Nombre,Apellidos", "Dupont Éloïse"),
    ],
)
def test_a_name_in_two_columns_is_one(story: Story, tmp_path: Path, headers: str, person: str) -> None:
    text = f"{headers},Role,Firm,From,To\nDupont,Éloïse,Chair,Acme,2001,2002\nDupont,Marc,Chair,Beta,2001,2002\n"
    load_twice(story, tmp_path / "a.csv", text)
    assert held(story)[0][0] == person


def test_a_whole_name_beside_its_parts_is_the_name(story: Story, tmp_path: Path) -> None:
    text = "name,first_name,last_name,role,firm,from,to\nDr. Ann Lee,Ann,Lee,Chair,Acme,2001,2002\n"
    load_twice(story, tmp_path / "a.csv", text)
    assert held(story)[0][0] == "Dr. Ann Lee"


def test_people_with_terms_are_no_organizations(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("id,name,sort_name,group,start_date,end_date,gender\na,Ann Lee,Lee,Greens,2015,,female\n")
    assert "of no known shape" in story.refuse("import", str(table)).err
    story.say("import", str(table), "--map", "organization=group")
    assert held(story)[0][:1] == ("Ann Lee",)


def test_an_answer_of_wikidata(story: Story, tmp_path: Path) -> None:
    entity = "http://www.wikidata.org/entity/"
    text = (
        "item,itemLabel,position,positionLabel,organization,organizationLabel,start_time,end_time\n"
        f"{entity}Q567,Angela Merkel,{entity}Q49,Chancellor,{entity}Q1,Germany,"
        "2005-11-22T00:00:00Z,2021-12-08T00:00:00Z\n"
    )
    load_twice(story, tmp_path / "a.csv", text, "--map", "wikidata=item")
    assert held(story) == [("Angela Merkel", "Chancellor", "Germany", "2005-11-22", "2021-12-08")]
    assert story.value("SELECT value FROM identifiers") == "Q567"


def test_a_japanese_list(story: Story, tmp_path: Path) -> None:
    rows = "1,岸田 文雄,首相,内閣,令和3年10月4日,R6.10.1\n2,石破 茂,首相,内閣,R6.10.1,現職\n"
    text = f"代,氏名,役職,内閣,就任日,退任日\n{rows}"
    said = load_twice(story, tmp_path / "a.csv", text, "--map", "organization=内閣")
    assert "'現職' as still in the post (1)" in said
    assert [row[3:] for row in held(story)] == [("2021-10-04", "2024-10-01"), ("2024-10-01", None)]


def test_a_german_list(story: Story, tmp_path: Path) -> None:
    rows = "Groß, Käthe;Vorstand;Muster AG;01.02.2019;31.12.2022\nÖz, A.;Vorstand;Muster AG;1.7.2020;heute\n"
    load_twice(story, tmp_path / "a.csv", f"Name;Funktion;Unternehmen;Von;Bis\n{rows}", "--day-first")
    assert [row[3:] for row in held(story)] == [("2019-02-01", "2022-12-31"), ("2020-07-01", None)]


def test_a_fault_of_no_column_blames_none(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("person,title,organization,hue,start,end\nAnn Lee,CEO,Acme,red,2020,2019\n")
    assert "line 2: The end, 2019, is certainly before the start, 2020" in story.refuse("import", str(table)).err


@pytest.mark.parametrize(
    "cell", ["Ed Fo; Gi Ha", "Ed Fo & Gi Ha", "Ed Fo / Gi Ha", "Ed Fo and Gi Ha", '"Ed Fo\nGi Ha"', "Ed Fo | Gi Ha"]
)
def test_several_people_in_a_cell_are_refused(story: Story, tmp_path: Path, cell: str) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f"person,title,organization,start,end\n{cell},CEO,Acme,2020,\n")
    said = story.refuse("import", str(table), "--delimiter", "comma")
    assert "line 2, person: " in said.err
    assert "holds several names" in said.err


@pytest.mark.parametrize("cell", ["Ma Yun / 马云", "José Ortega y Gasset", "Sandy Andrews", "Smith & Wesson"])
def test_one_person_is_not_several(story: Story, tmp_path: Path, cell: str) -> None:
    load_twice(story, tmp_path / "a.csv", f"person,title,organization,start,end\n{cell},CEO,Acme,2020,\n")
    assert [row[0] for row in held(story)] == [cell]


@pytest.mark.parametrize("end", ["9999-12-31", "31.12.9999", "9999-12-31T00:00:00Z", "(ongoing)", "en cours", "heute"])
def test_words_for_no_end(story: Story, tmp_path: Path, end: str) -> None:
    said = load_twice(story, tmp_path / "a.csv", f"person,title,organization,start,end\nAnn Lee,CEO,Acme,2020,{end}\n")
    assert f"'{end}' as still in the post (1)" in said
    assert story.value("SELECT end_state FROM tenures") == "ongoing"


@pytest.mark.parametrize("start", ["since 1 July 2020", "depuis le 1er juillet 2020", "seit 01.07.2020"])
def test_since_a_day_is_a_start_on_it(story: Story, tmp_path: Path, start: str) -> None:
    table = f"person,title,organization,start,end\nAnn Lee,CEO,Acme,{start},\n"
    load_twice(story, tmp_path / "a.csv", table, "--day-first")
    assert held(story)[0][3] == "2020-07-01"


@pytest.mark.parametrize("cell", ["Vacant", "VACANT", "N/A", "空席"])
def test_nobody_is_no_person(story: Story, tmp_path: Path, cell: str) -> None:
    table = tmp_path / "a.csv"
    table.write_text(f"person,title,organization,start,end\n{cell},CEO,Acme,2020,\n", encoding="utf-8")
    assert f"line 2, person: '{cell}' says that there was nobody" in story.refuse("import", str(table)).err


def test_marks_of_footnotes_are_no_part_of_cells(story: Story, tmp_path: Path) -> None:
    text = (
        "name,office,organization,took office,left office\n"
        "Ann Lee[a],President,Ozland,1 January 2001[1][note 2],5 May 2005 [2]\n"
        "Ann Lee[b],Speaker[c],Ozland,[2006..2007],Incumbent[12]\n"
    )
    said = load_twice(story, tmp_path / "a.csv", text)
    assert "marks of footnotes as none (6)" in said
    assert held(story) == [
        ("Ann Lee", "President", "Ozland", "2001-01-01", "2005-05-05"),
        ("Ann Lee", "Speaker", "Ozland", "[2006..2007]", None),
    ]


def test_a_total_that_is_refused_goes_to_the_file_of_the_refused(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("person,title,organization,start,end\nAnn Lee,CEO,Acme,2020,\nTotal,,,1,\nAnn Roe,CEO\n")
    story.say("import", str(table), "--skip-refused")
    refused = (tmp_path / "a.csv.refused.csv").read_text(encoding="utf-8").splitlines()
    assert refused[1].startswith("Total,,,1,,3,")
    assert refused[2].startswith("Ann Roe,CEO,,,,4,")


def test_a_term_in_one_cell_is_a_start_and_an_end(story: Story, tmp_path: Path) -> None:
    text = "Name,Office,Body,Term\nAnn Lee,President,Ozland,2001–2005\nBob Ray,President,Ozland,2005–present\n"
    load_twice(story, tmp_path / "a.csv", text, "--map", "start=Term")
    assert [row[3:] for row in held(story)] == [("2001", "2005"), ("2005", None)]


def test_a_term_beside_another_end_is_refused(story: Story, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("person,title,organization,start,end\nAnn Lee,CEO,Acme,2001–2005,2007\n", encoding="utf-8")
    assert "line 2: the start, '2001–2005', tells of an end too" in story.refuse("import", str(table)).err
