"""What belongs to a record beyond its fields, as sections of its pane: parts, steps, files, ties, what other ledgers say of it."""
