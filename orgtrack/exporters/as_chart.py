"""A chart as indented text, as a nested Markdown list, as a Mermaid flowchart, and as nested JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from orgtrack.exporters.as_markdown import inline
from orgtrack.exporters.as_table import legible
from orgtrack.tenures.certainty import Certainty
from orgtrack.timeline.charts import Chart, ChartHolder, ChartPost, ChartUnit

_INDENT = "  "
# What a Mermaid label, or HTML and Markdown within it, could take for markup: written as character codes.
_MERMAID_ACTIVE = re.compile(r"^[-+]|[^\w .,:()/+'-]|_|(?<=\d)\.")


def chart_text(chart: Chart) -> Iterator[str]:
    """Indented lines: a unit, its posts, the units below it."""
    for depth, words in _lines(chart, legible):
        yield f"{_INDENT * depth}{words}\n"


def chart_markdown(chart: Chart) -> Iterator[str]:
    """A nested list; units in bold, and whatever a name holds stays text."""
    for depth, words in _lines(chart, inline, strong="**"):
        yield f"{_INDENT * depth}- {words}\n"


def _lines(chart: Chart, safe: Callable[[str], str], *, strong: str = "") -> Iterator[tuple[int, str]]:
    waiting = [(0, chart.top)] if chart.top else []
    while waiting:
        depth, unit = waiting.pop()
        yield depth, f"{strong}{safe(unit.name)}{strong}{_marked(unit.certainty)}"
        for post in unit.posts:
            for words in _post_lines(post, since=True):
                yield depth + 1, safe(words)
        waiting += [(depth + 1, below) for below in reversed(unit.units)]


def _marked(certainty: Certainty, *more: str) -> str:
    marks = [*more, *([] if certainty is Certainty.CERTAIN else [str(certainty)])]
    return f" ({', '.join(marks)})" if marks else ""


def _post_lines(post: ChartPost, *, since: bool) -> Iterator[str]:
    if post.vacant:
        yield f"{post.title}: vacant{_marked(post.vacant)}"
    for holder in post.holders:
        yield f"{post.title}: {_holder(holder, since=since)}"
    for above in post.reports_to:
        at = "" if above.is_here else f" of {above.organization}"
        yield f"{post.title}: reports to {above.title}{at}{_marked(above.certainty)}"


def _holder(holder: ChartHolder, *, since: bool) -> str:
    began = f", since {holder.since}" if since and holder.start else ""
    return f"{holder.person}{began}{_marked(holder.certainty, *(['acting'] if holder.acting else []))}"


def chart_mermaid(chart: Chart) -> Iterator[str]:
    """A flowchart, a box a unit with its posts in it; a dashed line where a unit is no more than possible."""
    yield "flowchart TD\n"
    waiting: list[tuple[str, ChartUnit]] = [("", chart.top)] if chart.top else []
    number = 0
    while waiting:
        above, unit = waiting.pop()
        node = f"n{number}"
        number += 1
        lines = [f"{unit.name}{_marked(unit.certainty)}"]
        lines += [words for post in unit.posts for words in _post_lines(post, since=False)]
        yield f'    {node}["{"<br>".join(map(_label, lines))}"]\n'
        if above:
            yield f"    {above} {'-.->' if unit.certainty is Certainty.POSSIBLE else '-->'} {node}\n"
        waiting += [(node, below) for below in reversed(unit.units)]


def _label(text: str) -> str:
    return _MERMAID_ACTIVE.sub(lambda found: f"#{ord(found[0])};", legible(text))


def chart_json(chart: Chart) -> Iterator[str]:
    """One object, units within units; null where the organization did not exist."""
    unit = _unit_object(chart.top) if chart.top else None
    yield json.dumps(unit and {"day": chart.day.isoformat(), **unit}, ensure_ascii=False, indent=2) + "\n"


def _unit_object(unit: ChartUnit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "organization": unit.name,
        "kind": unit.kind,
        "certainty": str(unit.certainty),
        "posts": [
            {
                "title_id": post.title_id,
                "title": post.title,
                "vacant": post.vacant and str(post.vacant),
                "holders": [_holder_object(holder) for holder in post.holders],
                "reports_to": [
                    {
                        "title_id": above.title_id,
                        "title": above.title,
                        "organization_id": above.organization_id,
                        "organization": above.organization,
                        "certainty": str(above.certainty),
                    }
                    for above in post.reports_to
                ],
            }
            for post in unit.posts
        ],
        "units": [_unit_object(below) for below in unit.units],
    }


def _holder_object(holder: ChartHolder) -> dict[str, Any]:
    return {
        "person_id": holder.person_id,
        "person": holder.person,
        "certainty": str(holder.certainty),
        "acting": holder.acting,
        "start": holder.start or None,
        "id": holder.event_id,
    }


CHARTS: Mapping[str, Callable[[Chart], Iterator[str]]] = {
    "table": chart_text,
    "markdown": chart_markdown,
    "mermaid": chart_mermaid,
    "json": chart_json,
}
