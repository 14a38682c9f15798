"""The small acts of the study ledger: 登记补课, 照上次再开一场, 转为问题, 按名次定等次."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.features.study.acts_done import award, like_last, over_quota, raise_problem
from desktop_app.features.study.attendance import make_up
from desktop_app.features.study.which import which
from desktop_app.features.study.words import MakeupHow
from desktop_app.people.fields import Org
from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Progress
from desktop_app.widgets import theme, where
from desktop_app.widgets.asking import AskDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for, starred
from desktop_app.widgets.form.opening import open_form_page
from desktop_app.widgets.messages import MessageStrip


class MakeUpDialog(QDialog):
    """The day, the manner and who held it, for all selected absences at once."""

    def __init__(self, desk: Desk, ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("登记补课")
        self.setMinimumWidth(theme.scaled(440))
        self.desk = desk
        self._ids = list(ids)
        self.strip = MessageStrip()
        self.editors: dict[str, FieldEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        told = QLabel(f"给 {len(self._ids):,} 人次登记补课")
        told.setObjectName("sectionTitle")
        column.addWidget(told)
        column.addWidget(self.strip)
        column.addLayout(self._build_form())
        column.addWidget(self._build_buttons())
        self.editors["on"].setFocus()

    def _build_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        today = self.desk.clock.today().isoformat()
        for name, kind, value in (
            ("on", FullDate("补课日期", required=True), today),
            ("how", Choice("补课方式", MakeupHow, required=True), str(MakeupHow.TOGETHER)),
            ("by", Text("补课人"), None),
        ):
            editor = self.editors[name] = editor_for(self.desk, kind, self)
            if value is not None:
                editor.put(value, "")
            form.addRow(starred(kind.label, kind.required), editor)
        # Enter goes on, and registers from the last field.
        self.editors["on"].done.connect(self.editors["how"].setFocus)
        self.editors["how"].done.connect(self.editors["by"].setFocus)
        self.editors["by"].done.connect(self.act)
        return form

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = QPushButton("登记")
        buttons.addButton(self.do, QDialogButtonBox.ButtonRole.AcceptRole)
        theme.make_primary(self.do)
        buttons.accepted.connect(self.act)
        buttons.rejected.connect(self.reject)
        return buttons

    def _value(self, name: str) -> Any:
        editor = self.editors[name]
        editor.settle()
        return None if editor.fault else editor.kind.parse(editor.typed())

    @Slot()
    def act(self) -> None:
        """Record it as one change."""
        values = {name: self._value(name) for name in self.editors}
        self.strip.hide()
        if not values["on"] or not values["how"]:
            self.strip.say("补课日期和方式要填写。", "bad")
            return
        office, ids = self.desk.office, self._ids

        def change() -> None:
            with office.change(f"登记补课 {len(ids)} 人次"):
                make_up(office, ids, date.fromisoformat(values["on"]), values["how"], values["by"] or "")

        self.desk.save(change, self._done, self._refused)

    def _done(self, _result: object) -> None:
        self.desk.message(f"已登记 {len(self._ids):,} 人次补课。按 Ctrl+Z 可以一步撤销。")
        self.accept()

    def _refused(self, refusal: OfficeError) -> None:
        self.strip.fail(refusal)


def copy_session(tab: Any, session: int) -> None:
    """The same once more as a form, the day first: nothing is on record before it is saved."""
    desk: Desk = tab.desk
    open_form_page(tab, None, given=like_last(desk.office, tab.ledger, session), first="on_day")


def raise_session_problem(tab: Any, session: int) -> None:
    """What the session found becomes a problem item tied to it; the item is opened for its measures, owner and day."""
    desk: Desk = tab.desk
    office = desk.office
    held = which(office, session)
    fields = {
        "desc": LongText("发现的问题", required=True),
        "org": Org("责任党组织", column_name="org_id", required=True),
    }

    def work(values: dict[str, Any]) -> int:
        with office.change(f"{held.title}发现问题"):
            return raise_problem(office, session, values["desc"], values["org"])

    def done(item: int) -> None:
        desk.open_record("problem_items", item)

    told = f"{held.on} {held.org_name}“{held.title}”"
    given = {"org": (held.org, held.org_name)}
    AskDialog(desk, "转为问题", told, fields, work, done, tab.window(), given=given, words="转为问题").open()


def award_collection(tab: Any, collection: int) -> None:
    """Give the awards by place and quota."""
    desk: Desk = tab.desk
    office = desk.office

    def change() -> int:
        with office.change("按名次定等次"):
            return award(office, collection)

    def done(count: int) -> None:
        more = "；".join(over_quota(office, collection))
        told = f"名次并列，{more}，请核对。" if more else ""
        desk.message(f"已按名次和名额给 {count:,} 件作品定等次。{told}按 Ctrl+Z 可以撤销。")

    desk.save(change, done)


def save_result_book(tab: Any, collection: int) -> None:
    """The 成绩册 as a workbook, where the clerk wants it."""
    desk: Desk = tab.desk
    target = where.ask_target(tab.window(), "成绩册存到哪里", "成绩册", where.EXCEL)
    if target is None:
        return

    def write(progress: Progress) -> Path:
        from desktop_app.features.study.papers.works import write_result_book

        write_result_book(desk.office, target, collection, progress)
        return target

    desk.jobs.run("成绩册", write, lambda path: desk.message(f"已存为 {path.name}。"), desk.error)
