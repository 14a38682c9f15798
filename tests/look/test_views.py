"""Nothing is cut off in any view, at the usual size and at one and a half with large type (U7)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.widgets import theme
from tests.look.views import all_views
from tests.widgets.clipping import faults

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_ROOT = Path(__file__).parents[2]


@pytest.fixture
def light(qapp):
    before = qapp.font()
    theme.dress(qapp, dark=False)
    yield qapp
    qapp.setStyleSheet("")
    qapp.setFont(before)


def test_nothing_is_cut_off_in_any_view(light, small_office, tmp_path):
    seen = {view.name: faults(view.widget) for view in all_views(light, small_office, tmp_path)}
    assert {name: found for name, found in seen.items() if found} == {}
    assert {"空 首页", "首页", "花名册 新增", "导入 完成", "设置 字体", "改动记录 回收站", "打印"} <= set(seen)


def test_nothing_is_cut_off_at_one_and_a_half_with_large_type(_demo_folder, tmp_path):
    order = [sys.executable, "-m", "tests.look.walk", str(_demo_folder), str(tmp_path), "130"]
    scaled = {**os.environ, "QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(order, env=scaled, cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_clipped_label_among_the_views_would_be_told(light, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("填报单位（盖章）", window)
    label.setGeometry(0, 0, 40, 24)
    window.show()
    assert any("填报单位" in fault for fault in faults(window))
