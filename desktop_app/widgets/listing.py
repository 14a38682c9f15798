"""What is listed and why: tree, views, conditions, words and order make one question; the table answers it, the counts follow."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from peewee import SQL
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ledger.declaration import Condition, Ledger, View
from desktop_app.ledger.offered import InOrder
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.views import Views
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.filters import FilterBar
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.table import TablePanel
from desktop_app.widgets.tree import Sidebar

if TYPE_CHECKING:
    from desktop_app.widgets.board.view import BoardView

_ROWS_VIEW = "所列各条"
_NOT_LISTED = "已保存，但不在现在列出的里面。"


class Listing(QWidget):
    """Filter bar, messages and table of a tab, tied to tree and views at the left. `step_asked(word)`: an empty table's next step."""

    step_asked = Signal(str)

    def __init__(self, desk: Desk, ledger: Ledger, side: Sidebar) -> None:
        super().__init__()
        self.desk = desk
        self.ledger = ledger
        self.side = side
        self._views = Views(desk.office, ledger)
        self._rows_view: View | None = None
        self._counted: Any = None
        self._rows_wanted = ""
        self.org: int | None = None
        self.panel = TablePanel(desk, ledger)
        self.bar = FilterBar(desk.office, ledger)
        self.message = MessageStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.message)
        column.addWidget(self.panel, 1)
        self._column = column
        self.board: BoardView | None = None
        self.board_wanted = False
        self._connect()
        self._restore()

    def _connect(self) -> None:
        self.side.asked.connect(self._side_chosen)
        self.side.views.drop_asked.connect(self._drop_view)
        self.side.views.rename_asked.connect(self._ask_new_name)
        self.bar.changed.connect(self._asked_otherwise)
        self.bar.save_asked.connect(self._save_view)
        self.bar.view_left.connect(self._leave_view)
        self.panel.order_changed.connect(self._order_changed)
        self.panel.next_step.connect(self._next_step)
        self.panel.counted.connect(self._show_wanted)
        self.panel.view.selection_counted.connect(self._rows_chosen)
        self.desk.changed.connect(self._changed)

    def _restore(self) -> None:
        layout = self.panel.layout_kept
        known = {view.name for view in self.side.views.views()}
        self.bar.set_conditions([c for c in layout.conditions if c.field in self.ledger.fields], tell=False)
        if layout.view in known:
            self.side.views.choose(layout.view)
        self.ask()

    # ---- the question

    def query(self) -> LedgerQuery:
        """The question whose answer is on the screen."""
        view = self._rows_view or self.side.views.current_view()
        asked = Asked(self.org, view, self.bar.conditions, self.bar.words, self.panel.order)
        return LedgerQuery(self.desk.office, self.ledger, asked)

    def ask(self) -> None:
        """List anew what tree, view, conditions, words and order ask for."""
        query = self.query()
        view = query.asked.view
        self.panel.show_columns_of(view.columns if view else ())
        self._say_empty(query)
        self.bar.show_view(view.name if view else "")
        self.panel.ask(query)
        if self.board is not None and self.board_wanted:
            self.board.ask(query)
        counted = (query.asking(words="", order=()).asked, [each.name for each in self.side.views.counted()])
        if counted != self._counted:  # words and order change no count: not at every key press
            self._counted = counted
            self._count()

    def _count(self) -> None:
        query = self.query().asking(words="", order=())
        self.desk.reader.ask(
            (self, "counts"),
            lambda: (query.counts_by_org(), query.counts_of_views(self.side.views.counted())),
            self._show_counts,
        )

    def _show_counts(self, counted: Any) -> None:
        by_org, by_view = counted
        if self.side.tree is not None:
            self.side.tree.show_counts(by_org)
        if len(by_view) == len(self.side.views.counted()):
            self.side.views.show_counts(by_view)

    def _say_empty(self, query: LedgerQuery) -> None:
        asked = query.asked
        if asked.words or asked.conditions or asked.view or asked.org is not None:
            self.panel.empty.say("search", "没有符合的记录。换个条件，或看全部。", "看全部")
        else:
            step = "导入" if self.ledger.imports else "新增" if self.ledger.is_typed_in else ""
            self.panel.empty.say(self.ledger.icon, self.ledger.empty or f"{self.ledger.title}还是空的。", step)

    def show_all(self) -> None:
        """No organisation, view, condition or word."""
        self._rows_view = None
        self.bar.title.clear()
        self.bar.search.clear()
        self.bar.set_conditions((), tell=False)
        self.side.show_all()

    @Slot()
    def _leave_view(self) -> None:
        """Back to the everyday list of the organisation chosen."""
        self.side.views.choose("")
        self._side_chosen(self.org, None)

    @Slot(object, object)
    def _side_chosen(self, org: int | None, _view: View | None) -> None:
        self.org = org
        self._rows_view = None
        self.bar.title.clear()
        self._asked_otherwise()

    @Slot()
    def _asked_otherwise(self) -> None:
        self.ask()
        self._keep_filter()

    def _keep_filter(self) -> None:
        view = self.side.views.current_view()
        self.panel.note_filter(view.name if view else "", self.bar.conditions)

    @Slot(object)
    def _order_changed(self, _order: object) -> None:
        self.ask()

    @Slot(object)
    def _changed(self, changed: Any) -> None:
        if self.message.text == _NOT_LISTED:
            self.message.hide()  # it was undone, say
        if "party_org" in changed.records and self.side.tree is not None:
            self.side.tree.fill()
        if self.panel.model.concerns(changed) or "party_org" in changed.records:
            self._count()

    @Slot(str)
    def _save_view(self, name: str) -> None:
        try:
            columns = [column.name for column in self.panel.columns_shown()]
            self._views.save(name, self.bar.conditions, columns, self.panel.order)
        except OfficeError as refusal:
            self.message.fail(refusal)
            return
        self.side.fill()
        self.bar.set_conditions((), tell=False)
        self.side.views.choose(name.strip())
        self._asked_otherwise()
        self.message.say(f"已存为视图“{name.strip()}”，列在左边。", "good")

    @Slot(str)
    def _drop_view(self, name: str) -> None:
        self._views.drop(name)
        self.side.fill()
        self._asked_otherwise()

    @Slot(str)
    def _ask_new_name(self, name: str) -> None:
        from desktop_app.widgets.naming import NameDialog

        dialog = NameDialog("视图改名", name, self)
        dialog.named.connect(self._rename_view)
        dialog.open()

    @Slot(str, str)
    def _rename_view(self, old: str, new: str) -> None:
        try:
            self._views.rename(old, new)
        except OfficeError as refusal:
            self.message.fail(refusal)
        self.side.fill()

    @Slot()
    def _next_step(self) -> None:
        step = self.panel.empty.step
        if step == "看全部":
            self.show_all()
        else:
            self.step_asked.emit(step)

    # ---- table or board

    def want_board(self, wanted: bool) -> "BoardView | None":
        """Show the board in the table's place, or the table again; the board is built when it is first wanted."""
        self.board_wanted = wanted and self.ledger.board is not None
        if self.board_wanted and self.board is None:
            from desktop_app.widgets.board.view import BoardView

            self.board = BoardView(self.desk, self.ledger)
            self._column.addWidget(self.board, 1)
        if self.board is not None and self.board_wanted:
            self.board.ask(self.query())
        self._show_wanted()
        return self.board

    @Slot()
    def _show_wanted(self) -> None:
        """What an empty list says is the table's to say, in the board's place too."""
        if self.board is not None:
            shown = self.board_wanted and bool(len(self.panel.model.ids))
            self.board.setVisible(shown)
            self.panel.setVisible(not shown)

    # ---- asked from outside

    def show_rows(self, which: Sequence[Any], title: str) -> None:
        """List exactly these ids, or what these conditions ask for, under a title."""
        self.show_all()
        if which and isinstance(which[0], Condition):
            self.bar.set_conditions(which)
            return
        self._rows_view = _view_of_rows(self.ledger, which)
        self.side.views.choose_nothing()
        self.bar.title.setText(title)
        self.ask()

    def ask_for_rows(self, act: str, *, one: bool = False) -> None:
        """Say that an act needs rows, until some are chosen."""
        some = "一行" if one else "几行（按住 Ctrl 或 Shift 可以多选）"
        self._rows_wanted = f"“{act}”要先在表里选{some}。"
        self.message.say(self._rows_wanted)

    @Slot(int)
    def _rows_chosen(self, count: int) -> None:
        if count and self._rows_wanted and self.message.text == self._rows_wanted:
            self.message.hide()

    def follow_saved(self, record_id: int) -> None:
        """Go to what was just saved; where what is asked for leaves it out, say so and lead there."""
        self.panel.follow(record_id)
        query = self.query()
        self.desk.reader.ask((self, "saved"), lambda: (record_id, query.lists(record_id)), self._tell_saved)

    def _tell_saved(self, answer: tuple[int, bool]) -> None:
        record_id, listed = answer
        if not listed:
            self.message.say(_NOT_LISTED, "good", "看这一条", lambda: self.show_one(record_id))

    def show_one(self, record_id: int) -> None:
        """Go to one record, whatever is listed now."""
        if self.panel.view.select_id(record_id):
            return
        self.show_all()
        self._rows_view = _view_of_rows(self.ledger, [record_id])
        self.side.views.choose_nothing()
        self.bar.title.setText("一条记录")
        self.ask()
        self.panel.follow(record_id)


def _view_of_rows(ledger: Ledger, ids: Sequence[int]) -> View:
    """A view of exactly these records, leavers included."""
    record: Any = ledger.record
    # As one parameter: a figure may have more rows behind it than a statement may have parameters.
    chosen = json.dumps([int(each) for each in ids])
    wanted = SQL("(SELECT value FROM json_each(?))", (chosen,))
    sequence = ids if isinstance(ids, InOrder) else ()
    return View(_ROWS_VIEW, where=lambda _today: record.id.in_(wanted), everything=True, sequence=sequence)
