"""Rows as XLSX and drawn as SVG: all that the filters leave, under the reader's permissions, and text stays text."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from site_pages import Pages, event, small_tracker
from test_plugin_safety import HOSTILE

from orgtrack.plugin import files
from orgtrack.store import open_tracker


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    path = small_tracker(tmp_path)
    with open_tracker(path, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        for number in range(130):
            event(tracker, "2020-01-01", f"=1+{number}", person_id=1, type="milestone")
        event(tracker, "2021-01-01", HOSTILE, person_id=2, type="milestone")
    made = Pages(path)
    yield made
    made.close()


def asked(pages: Pages, address: str) -> Any:  # noqa: ANN401 - an answer of Datasette's client
    return asyncio.run(pages.site.client.get(address))


def sheet(pages: Pages, address: str) -> list[dict[str, object]]:
    answer = asked(pages, address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == files.XLSX
    heading, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def test_the_page_offers_its_rows_as_xlsx_and_as_a_picture(pages: Pages) -> None:
    text = pages.page("/names/events?type=milestone")
    assert "/names/events.xlsx?type=milestone" in text
    assert "/names/events.svg?type=milestone" in text
    assert ".svg" not in pages.page("/names/people")


def test_all_rows_that_the_filters_leave_and_no_others(pages: Pages) -> None:
    rows = sheet(pages, "/names/events.xlsx?type=milestone&_labels=on&_size=20&_sort=id")
    assert len(rows) == 131
    assert [row["headline"] for row in rows][:3] == ["=1+0", "=1+1", "=1+2"]
    assert rows[0]["person_id"] == 1
    assert rows[0]["person_id_label"] == "Jack Ma"
    assert rows[-1]["headline"] == HOSTILE
    assert {str(row["date"])[:10] for row in rows} == {"2020-01-01", "2021-01-01"}
    assert len({row["id"] for row in rows}) == 131


def test_views_queries_and_single_rows_too(pages: Pages) -> None:
    assert len(sheet(pages, "/names/timeline.xlsx?type=milestone")) == 131
    assert len(sheet(pages, "/names/undated_events.xlsx")) == 1
    assert len(sheet(pages, "/names/people/1.xlsx")) == 1
    assert [row["n"] for row in sheet(pages, "/names.xlsx?sql=select+7+as+n")] == [7]
    assert sheet(pages, "/names/people.xlsx?name=nobody") == []


def test_what_is_too_much_is_said(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 100)
    answer = asked(pages, "/names/events.xlsx?type=milestone&_size=60")
    assert answer.status_code == 400
    assert "room for 100 rows" in answer.text


def test_a_picture_of_the_rows_is_a_file(pages: Pages) -> None:
    drawn = asked(pages, "/names/events.svg?type=formation&_labels=on")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "Cloud formed" in drawn.text
    assert asked(pages, "/names/people.svg").status_code == 404


def test_a_closed_table_is_in_no_file(pages: Pages) -> None:
    pages.site._metadata_local["databases"] = {"names": {"tables": {"events": {"allow": {"id": "owner"}}}}}
    for address in ("/names/events.xlsx", "/names/events.svg", "/names/timeline.xlsx"):
        assert asked(pages, address).status_code == 403
    assert asked(pages, "/names/-/timeline.svg?_rows=events").status_code == 403
