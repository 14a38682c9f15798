"""The window around the tabs, by keyboard and mouse."""
