"""The words of the tracker: event types, enumerations, executive titles, claims and events."""
