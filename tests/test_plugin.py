"""The pages of a tracker: what a reader sees, finds, counts and follows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from markupsafe import escape
from site_pages import Pages, event, readable, shown, small_tracker
from sqlite_utils import Database

from orgtrack.store import open_tracker


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(small_tracker(tmp_path))
    yield made
    made.close()


def test_every_column_that_a_reader_sees_is_described_and_nothing_else_is(pages: Pages) -> None:
    pages.page("/")
    described = pages.site.metadata(database="names")["tables"]
    said = {name: list(table["columns"]) for name, table in described.items() if table.get("columns")}
    assert said == readable(pages.path)
    for name, table in described.items():
        assert name in said or table.get("hidden") or table.get("allow") is False
        if name in said:
            assert table["title"], name
            assert table["description"], name
            plan = (table.get("plugins") or {}).get("orgtrack", {})
            for key in ("columns", "needs", "internal", "more_facets"):
                assert set(plan.get(key, ())) <= set(said[name]), (name, key)
            assert len(plan.get("columns", ())) <= 12


def test_internals_are_not_listed_and_the_words_of_the_search_are_closed(pages: Pages) -> None:
    listed = pages.page("/names")
    for name in ("event_words", "txn", "change", "name_blocks", "import_rows", "_sqlite_migrations", "events_fts"):
        assert f"/names/{name}" not in listed
    assert pages.asked("/names/event_words")[0] == 403
    assert pages.asked("/names/event_words.json")[0] == 403


def test_every_page_that_the_home_page_leads_to_answers(pages: Pages) -> None:
    seen, waiting = set[str](), ["/"]
    while waiting and len(seen) < 400:
        address = waiting.pop(0)
        if address in seen or not address.startswith("/") or "sql=" in address:
            continue
        seen.add(address)
        status, text = pages.asked(address)
        # Rows that only confirm what others say have no mark in a picture.
        assert status == 200 or (status, text) == (404, "There is nothing to draw.\n"), (address, status, text)
        waiting += [urljoin(address, html.unescape(link)).split("#")[0] for link in re.findall(r'href="([^"]+)"', text)]
    assert len(seen) > 60
    assert "/names/people/1" in seen


def test_events_come_newest_first_with_names_for_numbers_and_at_most_twelve_columns(pages: Pages) -> None:
    text = pages.page("/names/events")
    rows = shown(text)
    assert [cells[1] for cells in rows] == ["24 Feb 2025", "3 Feb 2025", "10 Sep 2009", "undated"]
    names = ["Wu Yongming 3", "Chief Executive Officer 1", "Alibaba Group 1", "Alibaba Group 1"]
    assert rows[0][2:8] == ["appointment", *names, "Wu takes over"]
    assert {len(cells) for cells in rows} == {12}
    for facet in ("type", "company_id", "title_id", "year"):
        assert f'id="facet-{facet}"' in text
    for other in ("status", "manner", "date_precision"):
        assert f"_facet={other}" in text
        assert f'id="facet-{other}"' in pages.page(f"/names/events?_facet={other}")
    assert "Suggested facets" not in text


@pytest.fixture
def vague(pages: Pages) -> Pages:
    """Events of which little is known: reported, planned, withdrawn, of a month, of a period."""
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        at = {"organization_id": 1, "company_id": 1}
        event(tracker, None, "reported", date_latest="2025-07-16", **at)
        event(tracker, None, "hoped for", date_earliest="2023-03-28", status="planned", **at)
        event(tracker, None, "given up", date_earliest="2023-03-28", status="withdrawn", **at)
        month = {"date_precision": "month", "date_earliest": "2025-01-01", "date_latest": "2025-01-31"}
        event(tracker, "2025-01", "some day", **month, **at)
        until = {"date_precision": "range", "date_earliest": None, "date_latest": "2018-05-09"}
        event(tracker, "[..2018]", "bounded by its source", **until, **at)
    return pages


VAGUE = {
    "reported": "by 16 Jul 2025",
    "hoped for": "from 28 Mar 2023 (planned)",
    "given up": "undated",
    "some day": "Jan 2025",
    "bounded by its source": "by 9 May 2018",
    "Ekholm arrives": "undated",
    "Wu takes over": "24 Feb 2025",
}


@pytest.mark.parametrize(
    "address",
    [
        "events",
        "events?_all_columns=1",
        "events?_col=date&_col=headline",
        "timeline",
        "timeline?_col=headline&_col=date",
        "company_timeline?company=o1",
    ],
)
def test_a_date_says_in_words_what_is_known_of_it_and_no_more(vague: Pages, address: str) -> None:
    found = {}
    for cells in shown(vague.page(f"/names/{address}")):
        headline = next((cell for cell in cells if cell in VAGUE), None)
        dates = [cell for cell in cells if cell in VAGUE.values()]
        if headline:
            found[headline] = dates[0] if dates else None
    assert found == VAGUE
    assert {each["date"] for each in vague.rows(f"/names/{address}")} >= {None, "2025-01", "[..2018]"}


def test_every_undated_event_is_among_the_undated_ones(vague: Pages) -> None:
    rows = shown(vague.page("/names/undated_events"))
    assert [(cells[0], cells[5]) for cells in rows] == [
        ("undated", "given up"),
        ("from 28 Mar 2023 (planned)", "hoped for"),
        ("by 16 Jul 2025", "reported"),
        ("undated", "Ekholm arrives"),
    ]


def test_the_date_on_record_stays_in_reach(vague: Pages) -> None:
    assert '<span title="2025-01">Jan 2025</span>' in vague.page("/names/events")
    assert "<code>2025-01</code>" in vague.page("/names/events/8")
    dates = {key: shown(vague.page(f"/names/events/{key}"))[1][0] for key in (3, 5, 6, 8)}
    assert dates == {3: "undated", 5: "by 16 Jul 2025", 6: "from 28 Mar 2023 (planned)", 8: "Jan 2025 2025-01"}


def test_a_query_shows_no_column_that_only_serves_its_links(vague: Pages) -> None:
    text = vague.page("/names/company_timeline?company=o1")
    heads = re.findall(r'<th class="[^"]*" scope="col">([^<]*)', text)
    assert heads == ["date", "type", "person", "title", "organization", "headline", "status", "id"]
    assert {len(cells) for cells in shown(text)} == {len(heads)}
    assert {"person_id", "visibility", "date_latest"} <= set(vague.rows("/names/company_timeline?company=o1")[0])


def test_all_columns_are_one_click_away_and_the_filter_stays(pages: Pages) -> None:
    text = pages.page("/names/events?type=formation")
    link = html.unescape(re.findall(r'<a href="([^"]+)">Show all columns', text)[0])
    rows = shown(pages.page(link))
    assert [len(cells) for cells in rows] == [38]
    assert "Show the usual columns" in pages.page(link)


def test_a_private_event_is_marked_wherever_its_headline_stands(pages: Pages) -> None:
    for address in ("events", "events?_col=headline", "timeline", "person_timeline?person=p1", "events/2"):
        text = pages.page(f"/names/{address}")
        assert any("private · Ma leaves" in cells for cells in shown(text)), address
        assert not any("private · Wu takes over" in cells for cells in shown(text)), address


def test_a_row_is_a_list_with_names_and_without_what_the_program_keeps_for_itself(pages: Pages) -> None:
    text = pages.page("/names/people/3")
    assert "<h1>Wu Yongming</h1>" in text
    assert "search_prefixes" not in text
    assert '<a href="/names/people/3">Wu Yongming</a>' in pages.page("/names/events/1")
    assert '<a href="/names/sources/1">https://example.org/a</a>' in pages.page("/names/citations/1")
    assert "None" not in pages.page("/names/citations")


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("people", "马云", ["Jack Ma"]),
        ("people", "馬雲", ["Jack Ma"]),
        ("people", "Börje", ["Börje Ekholm"]),
        ("people", "borje", ["Börje Ekholm"]),
        ("people", "yongm", ["Wu Yongming"]),
        ("people", "yongming wu", ["Wu Yongming"]),
        ("organizations", "阿里巴巴", ["Alibaba Group"]),
        ("companies", "alibaba", ["Alibaba Group"]),
        ("units", "cloud", ["Cloud Group"]),
        ("units", "alibaba", []),
        ("events", "吴泳铭", ["Wu takes over"]),
        ("events", "takes", ["Wu takes over"]),
        ("events", "ekholm", ["Ekholm arrives"]),
        ("events", "yongm", ["Wu takes over"]),
        ("events", "wu yongm", ["Wu takes over"]),
        ("events", "EKH", ["Ekholm arrives"]),
        ("events", "tak", ["Wu takes over"]),
        ("events", "吴泳", ["Wu takes over"]),
        ("people", "ekho", ["Börje Ekholm"]),
        ("people", "yongming w", ["Wu Yongming"]),
        ("organizations", "alib", ["Alibaba Group"]),
        ("organizations", "cloud gr", ["Cloud Group"]),
        ("companies", "alib", ["Alibaba Group"]),
        ("events", "ongming", []),
        ("events", "zzqqxx", []),
        ("events", "zz", []),
        ("people", "zzqqxx", []),
        ("organizations", "zzqqxx", []),
        ("companies", "zzqqxx", []),
        ("people", '"', []),
        ("people", "ma) OR (name:*", []),
        ("people", "NEAR(jack ma)", []),
        ("people", "-^*:", []),
        ("people", "___", []),
        ("events", "*", []),
        ("events", '"', []),
        ("events", '"yongm', ["Wu takes over"]),
        ("events", "yongm*", ["Wu takes over"]),
        ("events", "-yongm", ["Wu takes over"]),
        ("events", "headline:takes", []),
        ("events", "takes OR formed", []),
        ("events", "takes NOT wu", []),
        ("events", "NEAR(wu takes, 5)", []),
        ("events", "'); DROP TABLE events; --", []),
        ("events", "tak\0es", []),
    ],
)
def test_the_search_box_finds_names_in_every_script_and_nothing_for_nonsense(
    pages: Pages, table: str, words: str, found: list[str]
) -> None:
    label = "headline" if table == "events" else "name"
    address = f"/names/{table}?_search={quote(words)}"
    assert [each[label] for each in pages.rows(address)] == found
    # The box still says what was typed.
    assert f'name="_search" value="{escape(words)}"' in pages.page(address).replace("\ufffd", "\0")


def test_the_search_of_another_database_stays_datasettes(pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = Database(path)
    other["notes"].insert({"words": "takes over"}).enable_fts(["words"])  # type: ignore[union-attr]
    other.close()
    pages.site.add_database(type(pages.site.databases["names"])(pages.site, path=str(path)))
    assert len(pages.rows("/other/notes?_search=takes")) == 1
    assert pages.rows("/other/notes?_search=tak") == []


@pytest.mark.parametrize("search", ["_search=", "_search=+", "_search_headline=tak", "_search=tak&_searchmode=escaped"])
def test_a_search_for_nothing_or_in_one_column_is_no_error(pages: Pages, search: str) -> None:
    assert "Wu takes over" in [each["headline"] for each in pages.rows(f"/names/events?{search}")]
    assert "Wu takes over" in pages.page(f"/names/events?{search}")


def test_an_empty_search_box_beside_a_filter_hides_nothing(pages: Pages) -> None:
    assert [each["headline"] for each in pages.rows("/names/events?_search=&type=formation")] == ["Cloud formed"]


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("moves", ["Wu takes over", "Ma leaves"]),
        ("moves?month=2009-09", []),
        ("moves?month=soon", []),
        ("company_timeline?company=o1", ["Wu takes over", "Ma leaves", "Cloud formed", "Ekholm arrives"]),
        ("company_timeline?company=阿里巴巴集团", ["Wu takes over", "Ma leaves", "Cloud formed", "Ekholm arrives"]),
        ("company_timeline?company=cloud+group", ["Cloud formed"]),
        ("company_timeline?company=p1", []),
        ("company_timeline", []),
        ("person_timeline?person=馬雲", ["Ma leaves"]),
        ("person_timeline?person=p3", ["Wu takes over"]),
        ("person_timeline", []),
        ("undated_events", ["Ekholm arrives"]),
        ("events_without_a_source", ["Cloud formed", "Ma leaves"]),
        ("conflicting_claims", ["Wu takes over", "Wu takes over"]),
    ],
)
def test_the_queries_answer_and_lead_to_the_rows(pages: Pages, query: str, headlines: list[str]) -> None:
    assert [each["headline"] for each in pages.rows(f"/names/{query}")] == headlines
    text = pages.page(f"/names/{query}")
    for each in pages.rows(f"/names/{query}"):
        assert f'<a href="/names/events/{each["id"][1:]}">{each["headline"]}</a>' in text
        if each.get("person"):
            assert f'<a href="/names/people/{each["person_id"][1:]}">{each["person"]}</a>' in text


def test_ties_at_the_end_of_a_page_are_on_the_next_one(pages: Pages) -> None:
    with open_tracker(pages.path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        for number in range(120):
            event(tracker, "2024-01-01", f"number {number}", organization_id=1, company_id=1)
    for start in ("", "?company_id=1", "?type=appointment", "?_sort=type", "?_sort=status", "?_sort_desc=year"):
        address, seen = f"/names/events{start}", list[str]()
        while address:
            text = pages.page(address)
            seen += [cells[0] for cells in shown(text)]
            following = re.findall(r'<a href="([^"]+)">Next page', text)
            address = html.unescape(following[0]).removeprefix("http://localhost") if following else ""
        assert len(seen) == len(set(seen)) == len(pages.rows(f"/names/events{start}")), start


def test_the_counts_of_a_later_page_are_those_of_all_rows(pages: Pages) -> None:
    first = pages.page("/names/events?_size=2")
    second = pages.page(html.unescape(re.findall(r'<a href="http://localhost([^"]+)">Next page', first)[0]))
    counted = re.compile(r">(appointment|departure|formation)</a> (\d+)")
    assert (
        counted.findall(first)
        == counted.findall(second)
        == [("appointment", "2"), ("departure", "1"), ("formation", "1")]
    )
    assert "_next" not in re.findall(r'href="([^"]+)">appointment', second)[0]
    assert "_nofacet" not in second
