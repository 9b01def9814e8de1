"""The pages of a tracker: what a reader sees, finds, counts and follows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from site_pages import Pages, event, readable, shown, small_tracker

from orgtrack.store import open_tracker


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    made = Pages(small_tracker(tmp_path))
    yield made
    made.close()


def test_every_column_that_a_reader_sees_is_described_and_nothing_else_is(pages: Pages) -> None:
    pages.page("/")
    described = pages.site.metadata("tables", database="names")
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
    for name in ("event_words", "txn", "change", "_sqlite_migrations", "events_fts"):
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
        text = pages.page(address)
        waiting += [urljoin(address, html.unescape(link)).split("#")[0] for link in re.findall(r'href="([^"]+)"', text)]
    assert len(seen) > 60
    assert "/names/people/1" in seen


def test_events_come_newest_first_with_names_for_numbers_and_at_most_twelve_columns(pages: Pages) -> None:
    text = pages.page("/names/events")
    rows = shown(text)
    assert [cells[1] for cells in rows] == ["2025-02-24", "2025-02-03", "2009-09-10", "undated"]
    names = ["Wu Yongming 3", "Chief Executive Officer 1", "Alibaba Group 1", "Alibaba Group 1"]
    assert rows[0][2:8] == ["appointment", *names, "Wu takes over"]
    assert {len(cells) for cells in rows} == {12}
    for facet in ("type", "company_id", "title_id", "year"):
        assert f'id="facet-{facet}"' in text
    for other in ("status", "manner", "date_precision"):
        assert f"_facet={other}" in text
        assert f'id="facet-{other}"' in pages.page(f"/names/events?_facet={other}")
    assert "Suggested facets" not in text


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
    assert '<p class="row-label">Wu Yongming</p>' in text
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
        ("events", "zzqqxx", []),
        ("people", "zzqqxx", []),
        ("organizations", "zzqqxx", []),
        ("companies", "zzqqxx", []),
        ("people", '"', []),
        ("people", "ma) OR (name:*", []),
        ("people", "NEAR(jack ma)", []),
        ("people", "-^*:", []),
    ],
)
def test_the_search_box_finds_names_in_every_script_and_nothing_for_nonsense(
    pages: Pages, table: str, words: str, found: list[str]
) -> None:
    label = "headline" if table == "events" else "name"
    address = f"/names/{table}?_search={quote(words)}"
    assert [each[label] for each in pages.rows(address)] == found
    assert 'name="_search"' in pages.page(address)


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
        ("conflicting_claims", ["Wu takes over"]),
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
