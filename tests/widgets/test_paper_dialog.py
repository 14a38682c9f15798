"""A ledger's own paper: of when, of which organisation, and whole numbers only for somebody who is named."""

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.ledger.declaration import Paper
from desktop_app.widgets import where
from desktop_app.widgets.paper_dialog import PaperDialog
from tests.ledger.members import MEMBERS
from tests.widgets.stock import desk, office, settled

__all__ = ["desk", "office", "settled"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_whole_numbers_go_on_paper_only_for_a_purpose_and_to_somebody(
    desk, office, tmp_path, qtbot, settled, monkeypatch
):
    written = []

    def write(_office, path, span, org, _progress, unmasking):
        written.append((span.title(), org, unmasking.purpose, unmasking.recipient))
        path.write_bytes(b"%PDF-1.4")

    monkeypatch.setattr(where, "ask_target", lambda *_: tmp_path / "名册.pdf")
    monkeypatch.setattr(PaperDialog, "_show_paper", staticmethod(lambda _made: None))
    dialog = PaperDialog(desk, MEMBERS, Paper("roll", "名册", write, as_of=True), None)
    qtbot.addWidget(dialog)
    dialog.whole.setChecked(True)
    for purpose, recipient, told in ((" ", "", "要写明用途"), ("上报组织部", " ", "要说明交给谁")):
        dialog.purpose.setEditText(purpose)
        dialog.recipient.setText(recipient)
        dialog._make()
        assert told in " ".join(label.text() for label in dialog.findChildren(QLabel)) and not written
    dialog.recipient.setText("油田党委组织部")
    dialog._make()
    settled()
    ((_, _, purpose, recipient),) = written
    assert (purpose, recipient) == ("上报组织部", "油田党委组织部")
