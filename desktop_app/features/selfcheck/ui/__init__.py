"""The self-check's own widgets: the list of contradictions, and the question why they are right."""
