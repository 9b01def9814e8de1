"""The site that is read: the sample tracker and what it lacks, and the addresses of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from serving import serving
from story import TODAY, Story

from orgtrack.cli.sample import load_sample
from orgtrack.shipped import shipped
from orgtrack.store import new_tracker, open_tracker

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
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
$ alias '山田太郎' 'やまだたろう' --kind native
"""

# More than a picture draws one by one.
_MANY = [
    f"Person {n},Director,Company {n % 4},{1950 + n % 70}-03,{1953 + n % 70}-06,Directors of the past"
    for n in range(1_050)
]

_LABELS = {
    "people": "name",
    "organizations": "name",
    "titles": "name",
    "sources": "title",
    "events": "headline",
    "posts": "(SELECT name FROM organizations WHERE id = organization_id)",
}

PAGES = {
    "instance": "/",
    "home": "/orgtrack",
    "search": "/orgtrack/-/search?q=wu",
    "search-close": "/orgtrack/-/search?q=wuyongmin",
    "timeline-company": "/orgtrack/-/timeline?company=Alibaba+Group&highlight=Wu+Yongming",
    "timeline-marks": "/orgtrack/-/timeline?company=Acme+Space",
    "timeline-title": "/orgtrack/-/timeline?title=CEO&from=2010&to=2020",
    "timeline-right-to-left": "/orgtrack/-/timeline?company=شركة+المثال+القابضة",
    "timeline-long": f"/orgtrack/-/timeline?company={LONG}",
    "timeline-counted": "/orgtrack/-/timeline",
    "timeline-embedded": "/orgtrack/-/timeline?company=Acme+Space&embed=1",
    "timeline-refused": "/orgtrack/-/timeline?company=nobody",
    "timeline-svg": "/orgtrack/-/timeline.svg?company=Acme+Space",
    "org": "/orgtrack/-/org/{organizations:Alibaba Group}",
    "org-marks": "/orgtrack/-/org/{organizations:Acme Space}?on=2014-10-01",
    "org-right-to-left": "/orgtrack/-/org/{organizations:شركة المثال القابضة}?on=2013-01-01",
    "events": "/orgtrack/events",
    "events-filtered": "/orgtrack/events?organization_id={organizations:Acme Space}&_search=bob",
    "events-right-to-left": "/orgtrack/events?organization_id={organizations:شركة المثال القابضة}",
    "tenures": "/orgtrack/tenures",
    "people": "/orgtrack/people",
    "timeline-view": "/orgtrack/timeline",
    "posts": "/orgtrack/posts",
    "sql": "/orgtrack?sql=select+id,+name+from+people+limit+3",
    "missing": "/orgtrack/people/9999999",
    "query-conflicts": "/orgtrack/conflicting_claims",
    "query-vacancies": "/orgtrack/vacancies?day=2014-10-01",
    "query-moves": "/orgtrack/moves",
    "query-holders": "/orgtrack/holders_on?day=2014-10-01",
    "query-company": "/orgtrack/company_timeline?company=Acme+Space",
    "row-person": "/orgtrack/people/{people:Wu Yongming}",
    "row-person-right-to-left": "/orgtrack/people/{people:דוד לוי}",
    "row-person-native": "/orgtrack/people/{people:山田太郎}",
    "row-company": "/orgtrack/organizations/{organizations:Alibaba Group}",
    "row-company-long": f"/orgtrack/organizations/{{organizations:{LONG}}}",
    "row-unit": "/orgtrack/organizations/{organizations:Cloud Intelligence Group}",
    "row-title": "/orgtrack/titles/{titles:Chief Executive Officer}",
    "row-post": "/orgtrack/posts/{posts:Acme Space}",
    "row-source": "/orgtrack/sources/{sources:Ex-Alibaba CEO steps down from cloud unit}",
    "row-event-right-to-left": (
        "/orgtrack/events/{events:דוד לוי appointed Chief Executive Officer of شركة المثال القابضة}"
    ),
    "row-event": "/orgtrack/events/{events:Wu Yongming appointed acting Chairman of Cloud Intelligence Group}",
}
"""Every kind of page, and each that is hard to set, by what it is called here."""


def status_of(page: str) -> int:
    """How a page answers, by what it is called here."""
    return {"timeline-refused": 400, "missing": 404}.get(page, 200)


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
    story.load("\n".join(["person,title,organization,start,end,source", *_MANY]))
    with open_tracker(story.path, write=True) as made, made.writing(command="test", actor="tester", time=""):
        made.connection.execute("UPDATE names SET language = 'ja' WHERE name = 'やまだたろう'")
    pages = {name: _address(story, page) for name, page in PAGES.items()}
    with serving("--today", TODAY, "serve", str(story.path), "--port", "0", folder=folder) as (_, port):
        yield Site(home=f"http://127.0.0.1:{port}", pages=pages)


def _address(story: Story, page: str) -> str:
    """The address with the numbers of the rows that it names."""

    def number(named: re.Match[str]) -> str:
        return str(story.value(f"SELECT min(id) FROM {named[1]} WHERE {_LABELS[named[1]]} = ?", named[2]))

    return re.sub(r"\{(\w+):([^}]+)\}", number, page)
