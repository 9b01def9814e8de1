"""Pictures of what is on record, as SVG text. Pure: no clock, no file, no SQLite; today and the addresses are given."""
