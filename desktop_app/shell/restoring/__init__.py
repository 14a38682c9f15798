"""Bringing a backup back from the window: which one, what it would change, and with what it opens."""

from desktop_app.shell.restoring.dialog import RestoreDialog
from desktop_app.shell.restoring.wanted import BACKUP_FOLDERS, Wanted, remember_backup_folder

__all__ = ["BACKUP_FOLDERS", "RestoreDialog", "Wanted", "remember_backup_folder"]
