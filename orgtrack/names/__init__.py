"""Names as they are compared: folded for equality, and a reason where two are only close.

Pure: nothing here knows the database. Two names are one only when their keys are equal or a person says so. `compare`
(`orgtrack.names.comparing`), the words of search (`searching`) and the keys of candidates (`blocks`) stand in modules
of their own: a name that is on record needs none of them.
"""

from __future__ import annotations

from orgtrack.names.checking import LONGEST_NAME, checked_name
from orgtrack.names.folding import fold

__all__ = ["LONGEST_NAME", "checked_name", "fold"]
