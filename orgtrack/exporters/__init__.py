"""Rows as text in the formats that other programs and people read.

A format is a function from columns and batches of rows to pieces of text, in `EXPORTERS`: a new one is one file, one
line here, one test. Pieces come as rows do, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from orgtrack.exporters.as_csv import csv_text
from orgtrack.exporters.as_json import json_lines_text, json_text
from orgtrack.exporters.as_markdown import markdown_text

Exporter = Callable[[Sequence[str], Iterable[Sequence[tuple[str | None, ...]]]], Iterator[str]]

EXPORTERS: Mapping[str, Exporter] = {
    "csv": csv_text,
    "json": json_text,
    "jsonl": json_lines_text,
    "markdown": markdown_text,
}

__all__ = ["EXPORTERS", "Exporter", "csv_text", "json_lines_text", "json_text", "markdown_text"]
