"""A report as Markdown that is ready to send; whatever a name, a headline or a source holds stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from orgtrack.exporters.as_markdown import inline
from orgtrack.store.read_period import Cited
from orgtrack.timeline.news import Entry, News
from orgtrack.timeline.report import Report

_HEADINGS = {
    News.JOINED: "Joined",
    News.LEFT: "Left",
    News.MOVED: "Moved",
    News.IN_POST: "Seen in post",
    News.VACANT: "Vacant",
    News.ORGANIZATIONS: "Formed, merged, renamed, moved or closed",
    News.OTHER: "Also",
    News.PLANNED: "Planned",
    News.WITHDRAWN: "Withdrawn, or judged false",
    News.CORRECTED: "Changed",
    News.CITED: "Further sources",
    News.TAKEN_BACK: "Taken back",
    News.OPEN: "Open questions",
}
# What may stand in the destination of a link as it is.
_URL_SAFE = "-._~:/?#@!$+,;=%&'"
_HTTP = re.compile(r"https?://", re.IGNORECASE)


def report_markdown(report: Report) -> Iterator[str]:
    """A heading a company and a kind, a line an entry."""
    at = f" at {inline(report.about)}" if report.about else ""
    yield f"# What is new{at}\n\n"
    if not report.entries:
        yield f"{inline(report.nothing)}\n"
        return
    yield f"Recorded {report.span}.\n"
    for (_, company), of_company in groupby(report.entries, key=lambda entry: (entry.company_id, entry.company)):
        yield f"\n## {inline(company) or 'Of no company'}\n"
        for news, entries in groupby(of_company, key=lambda entry: entry.news):
            yield f"\n### {_HEADINGS[news]}\n\n"
            for entry in entries:
                yield f"- {_line(entry)}\n"


def _line(entry: Entry) -> str:
    when = f", {inline(entry.when)}" if entry.when else ""
    marks = f" ({inline(entry.status)})" if entry.status != "happened" else ""
    told = [f"{inline(entry.sentence)}{when}{marks}."]
    told += [f"{_capital(inline(one))}." for one in entry.more]
    if entry.sources:
        sources = list(dict.fromkeys(map(_source, entry.sources)))
        told.append(f"{'Source' if len(sources) == 1 else 'Sources'}: {', '.join(sources)}.")
    return " ".join(told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _source(source: Cited) -> str:
    name = inline(source.title or source.url or "")
    day = f" ({inline(source.published)})" if source.published else ""
    if source.url is None or not _HTTP.match(source.url):
        return f"{name}{day}"
    # An entity in a destination is read as what it stands for.
    return f"[{name}]({quote(source.url, safe=_URL_SAFE).replace('&', '&amp;')}){day}"
