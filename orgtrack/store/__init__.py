"""The SQLite file: opening it, one transaction a command, and every SQL statement of the program."""

from orgtrack.store.file import Tracker, new_tracker, open_tracker

__all__ = ["Tracker", "new_tracker", "open_tracker"]
