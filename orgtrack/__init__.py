"""orgtrack: a tracker of executives and organizations through time."""

__version__ = "0.1.0"
