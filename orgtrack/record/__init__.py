"""Recording: claims in, events on record out. Everything here runs inside one transaction of the tracker."""

from orgtrack.record.entry import Decision, Entry, Recorded
from orgtrack.record.events import add_claim

__all__ = ["Decision", "Entry", "Recorded", "add_claim"]
