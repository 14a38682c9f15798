"""The problem lists' own widgets: the table of categories, and what its buttons ask."""
