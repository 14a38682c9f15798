"""The pack's own widgets: asking what is wanted while what is missing is told, and checking a pack."""
