"""A table that is closed to a reader shows nowhere: on no page, in no file, no feed and no picture."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_pages import Pages, named, readable, row, small_tracker

from orgtrack.plugin.serve import site
from orgtrack.plugin.shapes import Site
from orgtrack.store import open_tracker

CANARY = "Zorblax"
MOST_PAGES = 250
# What no link leads to.
TYPED = (
    "/names/-/timeline.svg",
    "/names/-/moves.atom",
    "/names/-/moves.ics",
    f"/names/-/search?q={CANARY}",
    "/names/-/org/1",
    "/names.json?sql=select+*+from+people",
    "/names?sql=select+*+from+timeline",
    "/names/people_fts",
    "/names/organizations_fts_content",
    "/names/name_blocks",
    "/names/change.json?_shape=array&_size=max",
    "/names/timeline.csv?_stream=1",
    "/names/current_holders.json",
    "/names/company_timeline.json?company=o1",
    "/names/events.json?_labels=on",
    "/names/events?_facet=person_id&_facet=title_id&_facet=organization_id",
    "/names/citations.csv?_labels=on",
    f"/names/events?_search={CANARY}",
    "/names/events.xlsx",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tracker in which one name, of a person, an organization, a title or a source, is found nowhere else."""
    made = small_tracker(tmp_path)
    with open_tracker(made, write=True) as tracker, tracker.writing(command="test", actor="", time=""):
        person = named(tracker, "people", f"{CANARY} Person", f"{CANARY} Other")
        at = named(tracker, "organizations", f"{CANARY} Organization", kind="company", company_id=3)
        title = row(tracker, "titles", name=f"{CANARY} Title", level="executive", name_key="zorblax title")
        source = row(tracker, "sources", title=f"{CANARY} Source", published="2025", published_earliest="2025-01-01")
        event = row(
            *(tracker, "events"),
            type="appointment", headline="somebody took over", date="2025-02-01", date_earliest="2025-02-01",
            date_latest="2025-02-01", date_precision="day", person_id=person, organization_id=at, title_id=title,
            company_id=at,
        )  # fmt: skip
        row(tracker, "citations", event_id=event, source_id=source, quote="took over")
        row(
            *(tracker, "tenures"),
            id=event, person_id=person, title_id=title, organization_id=at, start="2025-02-01", end_state="ongoing",
            start_earliest="2025-02-01", start_latest="2025-02-01", start_precision="day", event_ids=f"[{event}]",
            acting=0, start_planned=0, end_planned=0, visibility="public",
        )  # fmt: skip
    return made


def seen(application: Site) -> Iterator[tuple[str, int, str]]:
    """Every page that a reader without a name reaches from the first one, and some that they might type."""
    waiting, known = ["/", "/names", *TYPED], {"/", "/names", *TYPED}
    for _ in range(MOST_PAGES):
        if not waiting:
            return
        address = waiting.pop(0)
        answer: Any = asyncio.run(application.client.get(address))
        text = answer.text if not address.partition("?")[0].endswith(".xlsx") else answer.content.decode("latin-1")
        yield address, answer.status_code, text
        for link in re.findall(r'(?:href|src|action)="(/names[^"#]*)', text):
            link = html.unescape(link)
            # The same rows in another order show nothing else.
            if link not in known and "_sort" not in link:
                known.add(link)
                waiting.append(link)


@pytest.mark.parametrize(("closed", "name"), [("people", "Person"), ("titles", "Title"), ("sources", "Source")])
def test_a_closed_table_shows_nowhere(path: Path, closed: str, name: str) -> None:
    application: Any = site(path)
    application._metadata_local["databases"] = {"names": {"tables": {closed: {"allow": {"id": "owner"}}}}}
    found = list(seen(application))
    assert len(found) > 100
    told = [address for address, status, text in found if status == 200 and f"{CANARY} {name}" in html.unescape(text)]
    assert told == []
    # The others are still there.
    assert any(f"{CANARY} Organization" in text for _, _, text in found)
    statuses = {address: status for address, status, _ in found}
    assert statuses["/names/people_fts"] == statuses["/names?sql=select+*+from+timeline"] == 403
    assert statuses["/names/events?_facet=person_id&_facet=title_id&_facet=organization_id"] == 200
    for database in application.databases.values():
        database.close()


def test_its_owner_sees_all(path: Path) -> None:
    application: Any = site(path)
    application._metadata_local["databases"] = {"names": {"tables": {"people": {"allow": {"id": "owner"}}}}}
    cookie = {"ds_actor": application.sign({"a": {"id": "owner"}}, "actor")}
    for address in ("/names/people", "/names/timeline", "/names/-/timeline", "/names/company_timeline?company=o3"):
        answer = asyncio.run(application.client.get(address, cookies=cookie))
        assert answer.status_code == 200
        assert f"{CANARY} Person" in answer.text
    for database in application.databases.values():
        database.close()


def test_where_nothing_is_closed_every_table_is_open(path: Path) -> None:
    pages = Pages(path)
    for table in readable(path):
        assert pages.asked(f"/names/{table}")[0] == 200
    pages.close()
