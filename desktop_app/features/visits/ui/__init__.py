"""The visits' own widgets: the picture of a building in a 稳定排查 round, and what its buttons ask."""
