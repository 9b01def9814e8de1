"""A file of any kind read as a table of text cells with line numbers; what the cells mean is not known here."""

from orgtrack.importers.reading.kinds import open_table
from orgtrack.importers.reading.table import Reading, Table

__all__ = ["Reading", "Table", "open_table"]
