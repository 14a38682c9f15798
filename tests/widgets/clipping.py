"""Finds what is cut off in a window: words that don't fit, parts that stick out, characters no face has.

`faults(widget)` walks everything visible below a widget. Cells of tables may be elided (the whole is shown on hover); nothing else may.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QTextDocument, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QSplitter,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QWidget,
)

# Rounding of a scaled screen: half a pixel at each side is no fault.
_ROUNDING = 2
_HEADING_MARGIN = 8
_MARKUP = re.compile(r"</?[a-z][^>]*>")


def faults(root: QWidget) -> list[str]:
    """One line for each thing that is cut off, sticks out or has no glyph."""
    found = []
    for widget in _visible(root):
        for fault in _faults_of(widget, root):
            found.append(f"{_path(widget, root)}: {fault}")
    return found


def _visible(root: QWidget) -> Iterator[QWidget]:
    yield root
    for child in root.findChildren(QWidget):
        if child.isVisibleTo(root) and child.window() is root.window() and not _is_rolled_away(child, root):
            yield child


def _is_rolled_away(widget: QWidget, root: QWidget) -> bool:
    """A part of a splitter that was folded has no room and wants none."""
    while widget is not root and widget is not None:
        if isinstance(widget.parentWidget(), QSplitter) and 0 in (widget.width(), widget.height()):
            return True
        widget = widget.parentWidget()
    return False


def _faults_of(widget: QWidget, root: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button(widget)
    elif isinstance(widget, QComboBox):
        yield from _line(widget.currentText(), widget.width() - 30, widget)
    elif isinstance(widget, QLineEdit):
        yield from _line_edit(widget)
    elif isinstance(widget, QHeaderView):
        yield from _headings(widget)
    elif isinstance(widget, QTabBar):
        yield from _tabs(widget)
    if widget is not root:
        yield from _outside(widget)
    yield from _overlaps(widget)


def _label(label: QLabel) -> Iterator[str]:
    text = _plain(label.text())
    if label.buddy() is not None:
        text = text.replace("&", "")
    if not text:
        return
    yield from _glyphs(text, label.font())
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _ROUNDING:
            yield f"“{text}” needs {needed} px of height and has {label.height()}"
        widest = max((label.fontMetrics().horizontalAdvance(word) for word in text.split()), default=0)
        if _has_no_break(text) and widest > room.width() + _ROUNDING:
            yield f"“{text}” is {widest} px wide and has {room.width()}"
    else:
        widest = max(label.fontMetrics().horizontalAdvance(line) for line in text.splitlines())
        if widest > room.width() + _ROUNDING:
            yield f"“{text}” is {widest} px wide and has {room.width()}"


def _has_no_break(text: str) -> bool:
    """Chinese breaks anywhere; a number or a Latin word does not."""
    return text.isascii()


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() or (hasattr(button, "toolButtonStyle") and _shows_picture_only(button)):
        return
    yield from _glyphs(button.text(), button.font())
    least = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
    if least > button.width() + _ROUNDING:
        yield f"button “{button.text()}” is {button.width()} px wide, its words {least}"
    elif button.fontMetrics().height() > button.height() + _ROUNDING:
        yield f"button “{button.text()}” is {button.height()} px high, its words {button.fontMetrics().height()}"


def _shows_picture_only(button: QAbstractButton) -> bool:
    only = button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly  # type: ignore[attr-defined]
    return only and not button.icon().isNull()


def _line_edit(line: QLineEdit) -> Iterator[str]:
    if isinstance(line.parentWidget(), (QComboBox, QAbstractSpinBox)):
        return
    text = line.text() or line.placeholderText()
    yield from _glyphs(text, line.font())
    if not line.text():
        yield from _line(text, line.width() - 16, line)
    if line.fontMetrics().height() > line.height() + _ROUNDING:
        yield f"a line of {line.height()} px is too low for its letters"


def _line(text: str, room: int, widget: QWidget) -> Iterator[str]:
    needed = widget.fontMetrics().horizontalAdvance(text)
    if needed > room + _ROUNDING:
        yield f"“{text}” is {needed} px wide and has {room}"


def _headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return
    for at in range(header.count()):
        text = str(header.model().headerData(at, Qt.Orientation.Horizontal) or "")
        yield from _glyphs(text, header.font())
        if not header.isSectionHidden(at):
            yield from _line(text, header.sectionSize(at) - _HEADING_MARGIN, header)


def _tabs(bar: QTabBar) -> Iterator[str]:
    for at in range(bar.count()):
        yield from _glyphs(bar.tabText(at), bar.font())
        yield from _line(bar.tabText(at), bar.tabRect(at).width(), bar)


def _outside(widget: QWidget) -> Iterator[str]:
    """Sticking out of what holds it, unless that rolls."""
    parent = widget.parentWidget()
    rolls = isinstance(parent, (QAbstractScrollArea, QStackedWidget, QSplitter)) or parent is None
    if rolls or isinstance(widget, QSplitterHandle) or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return
    room = parent.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING)
    if not room.contains(widget.geometry()) and widget.geometry().isValid():
        yield f"{_box(widget.geometry())} sticks out of {_box(parent.rect())}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Two things in one layout, one over the other."""
    layout = parent.layout()
    if not isinstance(layout, (QBoxLayout, QGridLayout, QFormLayout)):
        return
    placed = [each for each in _widgets_of(layout) if each.isVisibleTo(parent) and not each.size().isEmpty()]
    for at, one in enumerate(placed):
        for other in placed[at + 1 :]:
            both = one.geometry().intersected(other.geometry())
            if both.width() > _ROUNDING and both.height() > _ROUNDING:
                yield f"{_path(one, parent)} lies over {_path(other, parent)}"


def _widgets_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item else None
        if item and item.widget() is not None:
            yield item.widget()
        elif inner is not None:
            yield from _widgets_of(inner)


def _glyphs(text: str, font: QFont) -> Iterator[str]:
    missing = missing_characters(text, font)
    if missing:
        yield f"no face has {missing!r} of “{text}”"


def missing_characters(text: str, font: QFont) -> str:
    """The characters that none of the font's faces nor any fallback can draw."""
    return "".join(dict.fromkeys(character for character in text if _is_missing(character, font)))


def _is_missing(character: str, font: QFont) -> bool:
    if character.isspace():
        return False
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())


def _plain(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _box(rect: QRect) -> str:
    return f"({rect.x()}, {rect.y()}, {rect.width()} × {rect.height()})"


def _path(widget: QWidget, root: QWidget) -> str:
    names = []
    while widget is not None and widget is not root:
        names.append(widget.objectName() or widget.metaObject().className())
        widget = widget.parentWidget()
    return " < ".join(names[:4]) or root.metaObject().className()
