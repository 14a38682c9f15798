"""排查图: a round's buildings with their coverage at the left, the chosen one as a picture, ticked home by home or as a whole (V2)."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.features.visits import coverage, intake
from desktop_app.features.visits.coverage import Building, Flat, HomeState
from desktop_app.features.visits.ui.house import HouseView
from desktop_app.people.fields import Member, Org
from desktop_app.storage.fields import FullDate
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.editors import FieldEditor, editor_for
from desktop_app.widgets.messages import MessageStrip
from desktop_app.widgets.plain_list import PlainList

_EMPTY = "还没有排查轮次。在“稳定排查”里新增一轮，再来这里按楼栋逐户打勾。"
_NO_HOMES = "还没有登记家庭户。在“家庭户”里用“登记整栋楼”一次登记一栋。"


class SweepPage(QWidget):
    """The page of the shelf. Who went, and when, is typed once at the top and holds for every tick."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._buildings: list[Building] = []
        self._stale = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        layout.addLayout(self._build_goers())
        self.message = MessageStrip()
        layout.addWidget(self.message)
        layout.addWidget(self._build_middle(), 1)
        self.setFocusProxy(self.list)
        desk.changed.connect(self._changed)
        desk.closing.connect(self.house.stop)
        self.refresh()

    # ---- building

    def _build_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.round = QComboBox()
        self.round.setAccessibleName("排查轮次")
        self.round.setMinimumWidth(theme.scaled(240))
        self.round.currentIndexChanged.connect(self.refresh)
        self.total = QLabel()
        self.total.setObjectName("sectionTitle")
        self.left = QPushButton("没见到的户…")
        self.left.setToolTip("列出这一轮还没见到的家庭户")
        self.left.clicked.connect(self.list_left)
        row.addWidget(self.round)
        row.addWidget(self.total, 1)
        row.addWidget(self.left)
        return row

    def _build_goers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.editors: dict[str, FieldEditor] = {}
        for name, kind in (
            ("on", FullDate("日期", required=True)),
            ("org", Org("走访党组织", column_name="org_id", required=True)),
            ("visitor", Member("走访人", column_name="visitor_id", required=True)),
            ("companion", Member("同行人", column_name="companion_id", required=True)),
        ):
            editor = self.editors[name] = editor_for(self.desk, kind, self)
            row.addWidget(QLabel(kind.label))
            row.addWidget(editor, 1)
        self.editors["on"].put(self.desk.clock.today().isoformat(), "")
        self.whole = QPushButton("整栋打勾")
        self.whole.setIcon(theme.icon("check"))
        self.whole.clicked.connect(self.tick_all)
        row.addWidget(self.whole)
        return row

    def _build_middle(self) -> QSplitter:
        self.list = PlainList()
        self.list.setAccessibleName("楼栋")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show_building)
        self.house = HouseView()
        self.house.ticked.connect(self.tick)
        self.house.opened.connect(self.open_home)
        self.house.moved.connect(self._tell_flat)
        self.head, self.flat, legend = QLabel(), QLabel(), QLabel("✓ 已见到　◐ 去过未见到　□ 还没去　┄ 空置")
        self.head.setObjectName("sectionTitle")
        legend.setObjectName("muted")
        self.flat.setObjectName("muted")
        scroll = QScrollArea()
        scroll.setWidget(self.house)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        for widget in (self.head, legend, scroll, self.flat):
            column.addWidget(widget, 1 if widget is scroll else 0)
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.scaled(250), theme.scaled(900)])
        return splitter

    # ---- reading

    @property
    def sweep(self) -> int | None:
        """The round that is shown."""
        return self.round.currentData()

    def show_sweep(self, sweep: int) -> None:
        """Show this round."""
        at = self.round.findData(sweep)
        if at >= 0:
            self.round.setCurrentIndex(at)
        else:
            self.round.setProperty("wanted", sweep)
            self.refresh()

    @Slot()
    def refresh(self, _index: object = None) -> None:
        """Read anew, beside the window."""
        self._stale = False
        sweep, office = self.sweep, self.desk.office

        def read() -> tuple[Any, Any, list[Building]]:
            rounds = office.database.rows("SELECT id, title FROM sweep ORDER BY from_on DESC, id DESC")
            chosen = sweep if sweep in [number for number, _ in rounds] else rounds[0][0] if rounds else None
            return rounds, chosen, coverage.buildings(office, chosen)

        self.desk.reader.ask(self, read, self._show)

    def _show(self, answer: tuple[Any, Any, list[Building]]) -> None:
        rounds, chosen, self._buildings = answer
        wanted = self.round.property("wanted")
        self.round.blockSignals(True)
        self.round.clear()
        for number, title in rounds:
            self.round.addItem(title, number)
        self.round.setCurrentIndex(max(0, self.round.findData(wanted or chosen)))
        self.round.blockSignals(False)
        if wanted is not None:
            self.round.setProperty("wanted", None)
            if wanted != chosen and self.round.findData(wanted) >= 0:
                self.refresh()
                return
        empty = "" if rounds and self._buildings else _NO_HOMES if rounds else _EMPTY
        for widget in (self.whole, self.left, self.house, self.list):
            widget.setEnabled(not empty)
        self._fill_list()
        if empty:
            self.message.say(empty)
        elif self.message.text in (_EMPTY, _NO_HOMES):
            self.message.hide()
        self.total.setText(coverage.told(self._buildings) if self._buildings else "")
        self.status_changed.emit(self.status_text())

    def _fill_list(self) -> None:
        at = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for each in self._buildings:
            rate = f"{each.met * 100 // each.asked}%" if each.asked else "—"
            item = QListWidgetItem(f"{each.title}　{each.met}/{each.asked}　{rate}")
            if each.asked and each.met == each.asked:
                item.setIcon(theme.icon("circle-check", "good"))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self._show_building(self.list.currentRow())

    @property
    def building(self) -> Building | None:
        """The chosen building."""
        at = self.list.currentRow()
        return self._buildings[at] if 0 <= at < len(self._buildings) else None

    @Slot(int)
    def _show_building(self, _row: int) -> None:
        building = self.building
        self.house.show_building(building)
        self.head.setText(f"{building.title}　应查 {building.asked} 户，已查 {building.met} 户" if building else "")
        self.whole.setEnabled(bool(building and building.left))

    @Slot(object)
    def _tell_flat(self, flat: Flat | None) -> None:
        self.flat.setText(f"{flat.unit} 单元 {flat.door}　{flat.state}" if flat else "")

    @Slot(object)
    def _changed(self, _changed: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def status_text(self) -> str:
        """How far the round has come."""
        return coverage.told(self._buildings) if self._buildings else ""

    # ---- acting

    @Slot(object)
    def tick(self, home: int) -> None:
        """Mark one home as met; met and empty ones are left."""
        flat = next((each for each in self.building.flats if each.id == home), None) if self.building else None
        if flat is None or flat.state in (HomeState.MET, HomeState.EMPTY):
            return
        self._tick([home], f"排查 {flat.unit}-{flat.door}")

    @Slot()
    def tick_all(self) -> None:
        """Mark every home of the building that is still to be met."""
        if (building := self.building) and building.left:
            self._tick(building.left, f"排查 {building.title} {len(building.left)} 户")

    def _tick(self, homes: list[int], title: str) -> None:
        for editor in self.editors.values():
            editor.settle()
        faults = [editor.fault for editor in self.editors.values() if editor.fault]
        if faults:
            self.message.say(f"先写好谁去查、哪天查：{'；'.join(faults)}。", "bad")
            return
        values = {name: editor.kind.parse(editor.typed()) for name, editor in self.editors.items()}
        office, sweep, on = self.desk.office, self.sweep, date.fromisoformat(values["on"])
        assert sweep is not None

        def change() -> int:
            with office.change(title):
                return intake.tick_building(
                    office, sweep, homes, on, values["org"], values["visitor"], values["companion"]
                )

        def done(count: int) -> None:
            self.message.hide()
            self.desk.message(f"已记 {count:,} 户。按 Ctrl+Z 可以一步撤销。")

        self.desk.save(change, done, self.message.fail)

    @Slot(object)
    def open_home(self, home: int) -> None:
        """The home's visits; the home itself where there are none."""
        rows = self.desk.office.database.rows("SELECT id FROM visit WHERE household_id = ?", (home,))
        if rows:
            title = self.desk.office.database.one("SELECT title FROM household WHERE id = ?", (home,))
            self.desk.open_rows("visits", [visit for (visit,) in rows], f"{title} 的走访")
        else:
            self.desk.open_record("households", home)

    @Slot()
    def list_left(self) -> None:
        """Every home this round has not met, as a list."""
        left = [home for building in self._buildings for home in building.left]
        if left:
            self.desk.open_rows("households", left, f"{self.round.currentText()}还没见到的家庭户")
        else:
            self.message.say("这一轮应查的户都见到了。", "good")


def build(desk: Any) -> SweepPage:
    """The page of the shelf."""
    return SweepPage(desk)
