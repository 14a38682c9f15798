"""A second start of an office raises the first window."""

from desktop_app.shell.single import RaiseRequests, ask_first_window


def test_the_second_start_asks_the_first_to_come_forward(qtbot, tmp_path):
    requests = RaiseRequests(tmp_path)
    for _ in range(3):
        with qtbot.waitSignal(requests.asked, timeout=5000):
            ask_first_window(tmp_path)
    requests.deleteLater()
