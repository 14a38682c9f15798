"""What belongs to a record beyond its fields, as sections of its pane: parts, steps, files, ties, what other ledgers say of it."""

from desktop_app.widgets.belongings.all import Belongings

__all__ = ["Belongings"]
