"""Pages about one record, in our frame: a person, a company or unit, a post, a title, a source, an event."""
