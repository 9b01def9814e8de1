"""The public copy of a tracker: public events with a source, what they name, and what follows from them alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orgtrack.errors import OrgtrackError, shown
from orgtrack.model.vocabulary import Noun
from orgtrack.names import fold
from orgtrack.record.entry import Entry
from orgtrack.record.local_paths import public_address, public_title, without_paths
from orgtrack.record.rebuild import rebuild
from orgtrack.store import Tracker
from orgtrack.store import publishing as rows
from orgtrack.store.file import speaking
from orgtrack.store.names import display_name
from orgtrack.store.opening import is_published
from orgtrack.store.public_file import public_file

_CUTS = rows.Cuts(
    public_text=without_paths,
    public_title=public_title,
    public_address=public_address,
    name_key=lambda text: None if text is None else fold(text),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How much a published copy holds, by table, and how much was left out, by reason."""

    held: Mapping[str, int]
    left_out: Mapping[str, int]


def rehearse_publishing(tracker: Tracker) -> Published:
    """What `publish` would put into a copy, and what it would leave out; nothing is written."""
    _check(tracker)
    with rows.chosen(tracker.path, None, _CUTS) as connection:
        return _counted(connection)


def publish(tracker: Tracker, path: Path, *, title: str, today: date, before_placing: Callable[[], None]) -> Published:
    """Make the public copy of a tracker at `path`, whole or not at all; an unchanged tracker makes the same bytes.

    An earlier published copy there is replaced, anything else is refused. `before_placing` is called when the copy is
    whole and not yet in its place.
    """
    _check(tracker)
    path = Path(os.path.realpath(path))  # a link goes on pointing to what it points to
    with public_file(path) as made:
        with rows.chosen(tracker.path, made, _CUTS) as connection, speaking(path):
            counted, as_of = _counted(connection), rows.last_change(connection)
            rows.copy_rows(connection)
            copy = rows.tracker_of(connection, path)
            rebuild(Entry(tracker=copy, today=today))
            _hide_names(connection, copy)
            rows.finish(connection, title, as_of)
        before_placing()
    return counted


def _check(tracker: Tracker) -> None:
    if is_published(tracker):
        raise OrgtrackError(f"{shown(str(tracker.path))} is a published copy already; publish from its tracker.")


def _counted(connection: rows.Connection) -> Published:
    return Published(held=rows.counted(connection), left_out=rows.left_out(connection))


def _hide_names(connection: rows.Connection, copy: Tracker) -> None:
    """Put the public name of an organization into headlines made of one that only private renamings gave it."""
    for organization_id, hidden in rows.hidden_names(connection).items():
        public = display_name(copy, Noun.ORGANIZATION, organization_id)
        # The public name stands among them: where it holds a hidden one, that is no mention of it.
        words = sorted({public, *hidden}, key=len, reverse=True)
        name = re.compile("|".join(_as_words(one) for one in words), re.IGNORECASE)
        for event_id, headline in rows.headlines_of(connection, organization_id):
            # A name may hold what `sub` would take for a group.
            if (now := name.sub(public.replace("\\", "\\\\"), headline)) != headline:
                rows.set_headline(connection, event_id, now)


def _as_words(name: str) -> str:
    """The name where it is not part of a longer word; Chinese and Japanese write no blank between words."""
    before, after = (r"\b" if one.isalnum() and one < "\u2e80" else "" for one in (name[0], name[-1]))
    return f"{before}{re.escape(name)}{after}"
