"""Files in: every row read, every problem listed by line, then all of it recorded or nothing."""

from orgtrack.importers.load import ImportRefused, Loaded, load_table

__all__ = ["ImportRefused", "Loaded", "load_table"]
