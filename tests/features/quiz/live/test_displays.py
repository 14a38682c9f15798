"""Two displays for real (Q5, Q6): the hall's window covers the second one, goes when that is lost, and comes back with it."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
SCRIPT = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from desktop_app.features.quiz.ui.live.displays import HallPlace, told
from desktop_app.features.quiz.ui.live.hall_window import HallWindow

application = QApplication([])
first, second = QGuiApplication.screens()
console = QWidget()
console.setGeometry(first.geometry().adjusted(10, 10, -10, -10))
console.show()
hall = HallWindow(lambda: 0)
place = HallPlace(console, hall)
said = []
place.changed.connect(said.append)
listed = []
place.listed.connect(lambda: listed.append([each.name for each in place.displays()]))
assert [each.name for each in place.displays()] == ["hall"]
application.processEvents()
place.open(told(second).key)
application.processEvents()
assert hall.isVisible() and hall.geometry() == second.geometry(), hall.geometry()
assert not hall.geometry().intersects(console.geometry())
real = QGuiApplication.screens
QGuiApplication.screens = staticmethod(lambda: [first])
place._went(second)
assert not hall.isVisible()
assert "断开" in said[-1], said
assert listed == [[]]
QGuiApplication.screens = real
place._came(second)
application.processEvents()
assert hall.isVisible() and hall.geometry() == second.geometry()
assert listed[-1] == ["hall"]
hall.close()
assert hall.isVisible()  # Alt+F4 is not for the hall
place.close()
assert not hall.isVisible()
hall.leave()
print("done")
"""


def screen(name, x, width, height):
    return {
        "name": name,
        "x": x,
        "y": 0,
        "width": width,
        "height": height,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }


def test_the_hall_covers_the_second_display_and_never_the_console(tmp_path):
    config = tmp_path / "displays.json"
    displays = [screen("console", 0, 1366, 768), screen("hall", 1366, 1920, 1080)]
    config.write_text(
        json.dumps({"synchronousWindowSystemEvents": True, "windowFrameMargins": False, "screens": displays})
    )
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT, "-platform", f"offscreen:configfile={config}"],
        cwd=ROOT, capture_output=True, text=True, env={**__import__("os").environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
    )  # fmt: skip
    assert made.stdout.strip() == "done", made.stderr
