"""Why a window closes when the program goes on: to be locked, or to have a backup put in the office's place."""

from desktop_app.shell.restoring.wanted import Wanted
from desktop_app.support.frozen import frozen


@frozen
class Leaving:
    """`restore` is what to bring back; None: only lock."""

    restore: Wanted | None = None
