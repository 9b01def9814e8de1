"""Everything that follows from the events derived anew, what differs counted and mended."""

from __future__ import annotations

from collections.abc import Mapping

from orgtrack.record.derive import derive_names, derive_places, derive_spells
from orgtrack.record.entry import Entry
from orgtrack.store.careers import derive_all_tenures
from orgtrack.store.counting import mend_counts
from orgtrack.store.full_text import mend_full_text
from orgtrack.store.hierarchy import organizations_in_batches
from orgtrack.store.names import derive_name_keys, renamed_organizations


def rebuild(entry: Entry, *, logged: bool = True) -> Mapping[str, int]:
    """How many parents, places, companies of events, names, name keys, tenures and counts were not as they follow.

    All are, afterwards; with `logged` False names, kinds and counts stay as they are. Memory stays flat whatever
    the size of the record.
    """
    tracker = entry.tracker
    # What is derived below has its words brought into the indexes, which must be sound for that.
    indexes = mend_full_text(tracker) if logged else 0
    spells = places = companies = 0
    for batch in organizations_in_batches(tracker):
        spells += derive_spells(tracker, batch, logged=logged)
    # A company is found by way of all parents, so these come first.
    for batch in organizations_in_batches(tracker):
        in_place, of_events = derive_places(tracker, batch)
        places += in_place
        companies += of_events
    renamed = renamed_organizations(tracker) if logged else []
    names = sum(derive_names(entry, organization_id) for organization_id in renamed)
    return {
        "parents": spells,
        "organizations": places,
        "companies of events": companies,
        "names": names,
        "full-text indexes": indexes,
        "name keys": derive_name_keys(tracker),
        "tenures": derive_all_tenures(tracker),
        # Last, because all of the above is counted.
        "counts": mend_counts(tracker) if logged else 0,
    }
