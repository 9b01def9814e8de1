"""What a page about one record says: a person, an organization, a post, a title, a source, an event."""
