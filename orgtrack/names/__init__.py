"""Names as they are compared: folded for equality, and a reason where two are only close.

Pure: nothing here knows the database. Two names are one only when their keys are equal or a person says so. `compare`
stands in a module of its own (`orgtrack.names.comparing`), as a name that is on record needs no comparing.
"""

from __future__ import annotations

from orgtrack.names.checking import LONGEST_NAME, checked_name
from orgtrack.names.folding import fold
from orgtrack.names.searching import search_keys, search_prefixes

__all__ = ["LONGEST_NAME", "checked_name", "fold", "search_keys", "search_prefixes"]
