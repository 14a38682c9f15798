"""Where the program's own files lie, in the source tree and in a built program alike, and where an office goes by default.

Nothing here creates a folder: that is for whoever writes into it.
"""

import sys
from pathlib import Path

import platformdirs

HOME_OF_PROGRAM = Path(__file__).parents[2]
RESOURCES = HOME_OF_PROGRAM / "resources"
DATA = HOME_OF_PROGRAM / "data"

OFFICE_SUFFIX = ".office"
_APP_FOLDER = "shequ-dangwu-taizhang"


def default_home() -> Path:
    """The folder in which new offices are made: beside the program when a `portable` marker lies there, else documents."""
    beside = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (beside / "portable").exists():
        return beside
    return Path(platformdirs.user_documents_dir())


def settings_folder() -> Path:
    """The user's own folder for what belongs to the workstation and not to an office (last office, appearance, log)."""
    return Path(platformdirs.user_config_dir(_APP_FOLDER, appauthor=False))
