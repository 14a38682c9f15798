"""Walks all views at the scale of the process and prints what is cut off: python -m tests.look.walk OFFICE SCRATCH TYPE_SIZE."""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app import registry
from desktop_app.widgets import theme
from desktop_app.widgets.garbage import CollectsHere
from tests.look.views import all_views
from tests.widgets.clipping import faults


def main(office_folder: Path, scratch: Path, type_size: int) -> int:
    """The number of views in which something is cut off."""
    application = QApplication([])
    CollectsHere(application)
    translator = QTranslator()
    translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(translator)
    theme.dress(application, dark=True, type_size=type_size)
    copy = shutil.copytree(office_folder, scratch / office_folder.name)
    bad = 0
    with registry.open_office(copy) as office:
        for view in all_views(application, office, scratch):
            found = faults(view.widget)
            bad += bool(found)
            for fault in found:
                sys.stdout.write(f"{view.name}: {fault}\n")
    return bad


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
