"""The widgets' desk, tree and members serve the roster's dialogs too."""

from tests.widgets.conftest import branches, desk, members, roster

__all__ = ["branches", "desk", "members", "roster"]
