"""JSON: one object a row, its keys the columns; an empty cell is null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _objects(columns: Sequence[str], batch: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    return (_encoded(dict(zip(columns, row, strict=True))) for row in batch)


def json_text(columns: Sequence[str], batches: Iterable[Sequence[tuple[str | None, ...]]]) -> Iterator[str]:
    """One array, an object a line."""
    before = "[\n"
    for batch in batches:
        yield before + ",\n".join(_objects(columns, batch))
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_lines_text(columns: Sequence[str], batches: Iterable[Sequence[tuple[str | None, ...]]]) -> Iterator[str]:
    """One object a line, and nothing else."""
    for batch in batches:
        yield "".join(f"{line}\n" for line in _objects(columns, batch))
