"""The site that is read: the sample tracker and what it lacks, and the addresses of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from serving import serving
from story import TODAY, Story

from orgtrack.cli.sample import load_sample
from orgtrack.shipped import shipped
from orgtrack.store import new_tracker

# Names from right to left and in several scripts, long ones, and what a picture has a mark of its own for.
_TOLD = """
$ add title 'Chief Operating Officer' --level executive --seats 1
2001 formation 'شركة المثال القابضة'
2003-04-01 appointment 'محمد بن عبد الله' CEO 'شركة المثال القابضة'
2009-09 appointment 'דוד לוי' CEO 'شركة المثال القابضة' --succeeding 'محمد بن عبد الله'
2011 formation 'مثال للاتصالات' --parent 'شركة المثال القابضة'
2012-05-01 appointment '山田太郎' CEO 'مثال للاتصالات' --acting
1999 formation 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
2004-02-10 appointment 'Ælfgifu Ó Súilleabháin-Þorvaldsdóttir von und zu Hohenstein' \
'Senior Executive Vice President, Global Go-to-Market Strategy and Partnerships' \
'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
2010-03-01 formation 'Acme Rockets'
2010-03-01 appointment Ann CEO 'Acme Rockets'
2014-05 departure Ann CEO 'Acme Rockets'
2014-09-01 appointment Bob CEO 'Acme Rockets' --acting --announced 2014-07-01
2015 appointment Eve CEO 'Acme Rockets' --succeeding Bob
2018-02-03 departure Eve CEO 'Acme Rockets'
2018-04-01 vacancy CEO 'Acme Rockets'
2019-07-01 in-post Zoe CEO 'Acme Rockets'
2016-01-01 appointment Ida COO 'Acme Rockets' --private
2017-03 departure Ida COO 'Acme Rockets' --private
2020-02-01 renaming 'Acme Rockets' 'Acme Space'
2026-01-01 appointment Max CEO 'Acme Space' --planned --succeeding Zoe
2025-07-03 appointment 'Bob' COO 'Acme Space'
$ alias 'דוד לוי' 'David Levi' --kind transliteration
$ alias '山田太郎' 'Yamada Tarō' --kind transliteration
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running site: its home, and its pages by what they are called here."""

    home: str
    pages: Mapping[str, str]


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """The program serving the tracker, at a fixed day, until the end."""
    story = Story(folder, file="orgtrack.db")
    with new_tracker(story.path) as made, made.writing(command="demo", actor="tester", time=f"{TODAY}T00:00:00Z"):
        load_sample(made, shipped("data"), today=date.fromisoformat(TODAY))
    story.tell(_TOLD.replace("\\\n", ""))
    pages = dict(_pages(story))
    with serving("--today", TODAY, "serve", str(story.path), "--port", "0", folder=folder) as (_, port):
        yield Site(home=f"http://127.0.0.1:{port}", pages=pages)


def _pages(story: Story) -> Iterator[tuple[str, str]]:
    def number(table: str, name: str) -> int:
        return int(story.value(f"SELECT id FROM {table} WHERE name = ?", name))

    def row(table: str, name: str) -> str:
        return f"/orgtrack/{table}/{number(table, name)}"

    group, acme = number("organizations", "Alibaba Group"), number("organizations", "Acme Space")
    yield "instance", "/"
    yield "home", "/orgtrack"
    yield "search", "/orgtrack/-/search?q=wu"
    yield "search-nothing", "/orgtrack/-/search?q=wuyongmin"
    yield "timeline-company", f"/orgtrack/-/timeline?company=o{group}"
    yield "timeline-marks", f"/orgtrack/-/timeline?company=o{acme}"
    yield "timeline-all", "/orgtrack/-/timeline?highlight=Wu+Yongming"
    yield "timeline-refused", "/orgtrack/-/timeline?company=nobody"
    yield "timeline-svg", f"/orgtrack/-/timeline.svg?company=o{acme}"
    yield "org", f"/orgtrack/-/org/{group}"
    yield "org-marks", f"/orgtrack/-/org/{acme}?on=2014-10-01"
    yield "org-right-to-left", f"/orgtrack/-/org/{number('organizations', 'شركة المثال القابضة')}?on=2013-01-01"
    yield "events", "/orgtrack/events"
    yield "events-filtered", f"/orgtrack/events?organization_id={acme}&_search=bob"
    yield "tenures", "/orgtrack/tenures"
    yield "people", "/orgtrack/people"
    yield "timeline-view", "/orgtrack/timeline"
    yield "query-moves", "/orgtrack/moves"
    yield "query-holders", "/orgtrack/holders_on?" + urlencode({"day": "2014-10-01"})
    yield "query-company", "/orgtrack/company_timeline?" + urlencode({"company": "Acme Space"})
    yield "row-person", row("people", "Wu Yongming")
    yield "row-person-right-to-left", row("people", "דוד לוי")
    yield "row-company", row("organizations", "Alibaba Group")
    yield "row-company-long", row("organizations", _LONG)
    yield "row-unit", row("organizations", "Cloud Intelligence Group")
    yield "row-title", row("titles", "Chief Executive Officer")
    yield (
        "row-post",
        "/orgtrack/posts/" + str(story.value("SELECT min(id) FROM posts WHERE organization_id = ?", group)),
    )
    yield "row-source", "/orgtrack/sources/3"
    yield "row-event", "/orgtrack/events/18"


_LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
