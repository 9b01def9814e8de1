"""The SQLite file: opening it, one transaction a command, and every SQL statement of the program."""

from orgtrack.store.file import Tracker, open_tracker

__all__ = ["Tracker", "open_tracker"]
