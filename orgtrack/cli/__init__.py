"""The command line: each command parses, calls one function, prints."""

from orgtrack.cli.root import app

__all__ = ["app"]
