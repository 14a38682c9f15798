"""Bringing a backup back from the window: which one, what it would change, and with what it opens."""
