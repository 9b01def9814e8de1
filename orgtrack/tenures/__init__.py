"""What follows from the events: pure functions, no file, no clock."""
