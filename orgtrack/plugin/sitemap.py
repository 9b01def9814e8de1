"""For datasette-sitemap, where it is installed: which pages of a published copy a search engine may look at."""

from __future__ import annotations

from functools import partial

from orgtrack.plugin.own import may_see, told
from orgtrack.plugin.shapes import Request, Site
from orgtrack.plugin.trackers import is_published
from orgtrack.store.rows import first_ids

# A sitemap holds so many addresses.
_MOST = 50_000
_TABLES = ("organizations", "people")


async def paths(datasette: Site, request: Request) -> list[str]:
    """The pages of the people and organizations of published copies; of a tracker none, as it is its owner's own."""
    found: list[str] = []
    for name in sorted(each for each in datasette.databases if is_published(datasette, each)):
        database = datasette.databases[name]
        found.append(datasette.urls.database(name))
        for table in _TABLES:
            if await may_see(request, datasette, database, (table,)):
                first = partial(first_ids, table=table, most=max(_MOST - len(found), 0))
                ids = await told(datasette, database, first)
                found += (datasette.urls.row(name, table, str(number)) for number in ids)
    return found[:_MOST]
