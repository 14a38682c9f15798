"""One scale, one palette: draws every view into a folder. Run as its own process, because Qt reads its scale once at the start."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app import registry
from desktop_app.widgets import theme
from desktop_app.widgets.garbage import CollectsHere
from tests.look.views import all_views


def shoot(office_folder: Path, out: Path, *, dark: bool) -> None:
    """Write `名称.png` for every view."""
    application = QApplication([])
    CollectsHere(application)
    translator = QTranslator()
    translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(translator)
    theme.dress(application, dark=dark)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, registry.open_office(office_folder) as office:
        for view in all_views(application, office, Path(scratch)):
            view.widget.grab().save(str(out / f"{view.name}.png"))


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), Path(sys.argv[2]), dark=sys.argv[3] == "dark")
