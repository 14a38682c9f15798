"""The window's dialogs, each room imported when it is asked for: the window is shown first. What they do is theirs."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.support.settings import WorkstationSettings
from desktop_app.widgets.desk import Desk


def history(desk: Desk, parent: QWidget) -> QDialog:
    """What was changed, and the recycle bin."""
    from desktop_app.shell.history import HistoryDialog

    return HistoryDialog(desk, parent)


def settings(desk: Desk, workstation: WorkstationSettings, parent: QWidget) -> Any:
    """The settings; the window connects what they ask for."""
    from desktop_app.shell.settings_dialog import SettingsDialog

    return SettingsDialog(desk, workstation, parent)


def shortcuts(parent: QWidget) -> QDialog:
    """The sheet of keys."""
    from desktop_app.shell.shortcuts import ShortcutSheet

    return ShortcutSheet(parent)


def figure_rows(desk: Desk, figure: Any, rows: Any, span: Any, parent: QWidget) -> QDialog:
    """The rows behind a figure."""
    from desktop_app.widgets.figure_rows import FigureRowsDialog

    return FigureRowsDialog(desk, figure, rows, span, parent)


def search(desk: Desk, parent: QWidget, commands: Mapping[str, Callable[[], None]]) -> Any:
    """The search through all ledgers and commands; the window connects what is chosen."""
    from desktop_app.ledger.everywhere import find_everywhere
    from desktop_app.shell.search_dialog import SearchEverywhere

    return SearchEverywhere(lambda text: find_everywhere(desk.office, desk.ledgers, text), parent, commands)
