"""Tenures in the browser: their table, the current holders, and who held what on a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_pages import Pages, shown
from story import Story


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Pages]:
    story = Story(tmp_path, today="2025-02-28", file="names.db")
    story.tell(
        """
        2010 formation 'Cloud Group' --parent 'Alibaba Group'
        2013-05-10 appointment 'Lu Zhaoxi' CEO 'Alibaba Group'
        2015-05-10 appointment 'Daniel Zhang' CEO 'Alibaba Group' --succeeding 'Lu Zhaoxi'
        2023-09-10 appointment 'Wu Yongming' CEO 'Alibaba Group' --succeeding 'Daniel Zhang'
        2024 appointment 'Jane Roe' CTO 'Cloud Group' --acting
        2020 appointment 'Ann Poe' CFO 'Beta' --private
        2020-06-01 move 'Cloud Group' 'Beta'
        """
    )
    made = Pages(story.path)
    yield made
    made.close()


def test_tenures_come_newest_first_with_names_and_facets(pages: Pages) -> None:
    text = pages.page("/names/tenures")
    rows = shown(text)
    assert [cells[1] for cells in rows][:2] == ["Jane Roe 4", "Wu Yongming 3"]
    assert any("Daniel Zhang" in cells[1] and cells[4:7] == ["2015-05-10", "2023-09-10", "ended"] for cells in rows)
    for facet in ("title_id", "organization_id", "end_state", "acting"):
        assert f'id="facet-{facet}"' in text
    assert len(shown(pages.page("/names/tenures?end_state=ended"))) == 2
    (private,) = [cells for cells in rows if any("private" in cell for cell in cells)]
    assert "Ann Poe 5" in private[1]


def test_a_tenure_has_a_page_that_leads_to_its_events(pages: Pages) -> None:
    (wanted,) = [row for row in pages.rows("/names/tenures") if row["person_id"] == 3]
    text = pages.page("/names/tenures/{organization_id},{title_id},{person_id},{id}".format(**wanted))
    assert 'href="/names/events/' in text
    assert "Wu Yongming" in text


def test_current_holders_are_those_who_have_not_left(pages: Pages) -> None:
    assert sorted(cells[0].removeprefix("private · ") for cells in shown(pages.page("/names/current_holders"))) == [
        "Ann Poe",
        "Jane Roe",
        "Wu Yongming",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("day=2014-01-01&company=&title=", [("Lu Zhaoxi", "certain")]),
        ("day=2014-01-01&company=alibaba group&title=ceo", [("Lu Zhaoxi", "certain")]),
        ("day=2023-09-10&company=alibaba group&title=CEO", [("Wu Yongming", "certain")]),
        ("day=&company=Beta&title=", [("Jane Roe", "presumed"), ("Ann Poe", "presumed")]),
        ("day=2019-12-31&company=Beta&title=", []),
        ("day=soon&company=&title=", []),
        ("day=2024-01-01&company=nowhere&title=", []),
    ],
)
def test_who_held_what_on_a_day(pages: Pages, asked: str, found: list[tuple[str, str]]) -> None:
    rows = pages.rows(f"/names/holders_on?{asked.replace(' ', '+')}")
    assert sorted((row["person"], row["certainty"]) for row in rows) == sorted(found)
