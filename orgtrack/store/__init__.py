"""The SQLite file: opening it, one transaction a command, and every SQL statement of the program."""

from orgtrack.store.file import Tracker
from orgtrack.store.opening import exists, new_tracker, open_tracker

__all__ = ["Tracker", "exists", "new_tracker", "open_tracker"]
