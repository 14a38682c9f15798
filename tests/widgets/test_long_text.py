"""Long text is written where three lines of it are seen, however long the form and however low its window: the form scrolls."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from desktop_app import registry
from desktop_app.widgets import theme
from desktop_app.widgets.belongings.part_dialog import PartDialog
from desktop_app.widgets.form.editors import LongEditor
from desktop_app.widgets.form.page import FormPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_LINES = 3


@pytest.fixture(params=[100, 150])
def dressed(request, qapp):
    theme.dress(qapp, dark=False, type_size=request.param)
    yield
    theme.dress(qapp, dark=False)


def has_long_text(ledger) -> bool:
    return any(ledger.fields[name].entry == "long" for section in ledger.form for name in section.fields)


def height_given(widget: QWidget, inside: QWidget) -> int:
    """How much of a widget's height is left over by whatever holds it."""
    shown, holder = widget.rect(), widget
    while holder is not inside:
        shown.translate(holder.pos())
        holder = holder.parentWidget()
        shown = shown.intersected(holder.rect())
    return shown.height()


def squashed(form: FormPage) -> list[str]:
    QApplication.processEvents()
    return [
        name
        for name, editor in form.editors.items()
        if isinstance(editor, LongEditor)
        and height_given(editor.text, form.fields) < editor.text.fontMetrics().lineSpacing() * _LINES
    ]


def test_three_lines_are_seen_in_the_form_of_every_part(desk, dressed, qtbot):
    parts = {
        part.ledger.key: part for ledger in registry.LEDGERS for part in ledger.parts if has_long_text(part.ledger)
    }
    assert parts
    narrow = {}
    for key, part in parts.items():
        dialog = PartDialog(desk, part, 1, "某条")
        qtbot.addWidget(dialog)
        dialog.show_record(None)
        dialog.show()
        QApplication.processEvents()
        narrow[key] = squashed(dialog.form)
        dialog.hide()
    assert {key: names for key, names in narrow.items() if names} == {}


def test_a_form_longer_than_its_window_scrolls(desk, dressed, qtbot):
    projects = next(ledger for ledger in registry.LEDGERS if ledger.key == "projects")
    form = FormPage(desk, projects)
    qtbot.addWidget(form)
    form.resize(620, 360)
    form.open_new()
    form.show()
    QApplication.processEvents()
    form._show_faults(dict.fromkeys(form.editors, "这一项要填写"))
    assert squashed(form) == []
    lines = [editor.input for editor in form.editors.values() if isinstance(editor.input, QLineEdit)]
    low = [line.accessibleName() for line in lines if line.height() < line.fontMetrics().height() + 2]
    assert low == [], "a line of text is cut at its foot"
    assert form.findChild(QScrollArea).verticalScrollBar().maximum() > 0
