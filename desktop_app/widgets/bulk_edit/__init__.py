"""One field of many records at once: say what, look at every change, then write them as one step of undo (R16)."""

from desktop_app.widgets.bulk_edit.dialog import BulkEditDialog

__all__ = ["BulkEditDialog"]
