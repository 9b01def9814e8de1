"""What Datasette is told of a published copy: what it is, how to read it, and that nobody may ask it in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from orgtrack.plugin.trackers import DESCRIBED, shipped_metadata, without_private
from orgtrack.store import open_tracker
from orgtrack.store.publishing import publication

# A metadata file that begins so is ours, and is written anew with its copy.
MADE = "# Made by 'orgtrack publish', which writes it anew. Take this line away to keep what you change here.\n"


def metadata_of(path: Path, *, sql: bool = False) -> dict[str, Any]:
    """The metadata for the published copy at `path`; with `sql` everybody may ask it in SQL too."""
    with open_tracker(path, write=False) as copy:
        title, as_of = publication(copy)
    # Through JSON, so that what is the same in two places is written out in both.
    shipped: dict[str, Any] = json.loads(json.dumps(shipped_metadata()))
    described = without_private(shipped["databases"][DESCRIBED])
    kept = "A public copy of a tracker made with orgtrack" + (f", as of {as_of}" if as_of else "")
    return {
        **shipped,
        "title": title,
        "about": f"{kept}: public events that a source supports, and what follows from them. Every row can be filtered,"
        " counted and taken away as CSV or JSON.",
        "databases": {path.stem: {**described, "allow_sql": sql}},
    }


def metadata_text(metadata: Mapping[str, Any], path: Path) -> Iterable[str]:
    """The metadata as the text of a file beside the copy at `path`."""
    yield MADE
    yield f"# datasette {path.name} -m {metadata_path(path).name}\n"
    yield yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=120)


def metadata_path(path: Path) -> Path:
    """Where the metadata of the copy at `path` stands."""
    return path.with_name(f"{path.stem}.metadata.yml")
