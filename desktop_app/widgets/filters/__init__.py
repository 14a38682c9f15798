"""The bar over a table: its conditions as chips, the editor of one condition, the quick search box."""

from desktop_app.widgets.filters.bar import FilterBar

__all__ = ["FilterBar"]
