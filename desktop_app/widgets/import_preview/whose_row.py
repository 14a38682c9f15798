"""整张表归 [支部]: for a sheet without a column that tells the branch. What the sheet says is suggested, never taken in silence."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop_app.ledger.importing.whose import Named


class WhoseRow(QWidget):
    """`chosen` is an organisation, the name of one to be made, or None; `asks` says what is still to be said."""

    changed = Signal()

    def __init__(self, branches: Mapping[int, str], named: Named | None, into_org: int | None) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setMaxVisibleItems(20)
        self._says = QLabel()
        self._says.setObjectName("hint")
        self._says.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel("整张表归(&W)")
        label.setBuddy(self.box)
        row.addWidget(label)
        row.addWidget(self.box)
        row.addWidget(self._says, 1)
        self._clash = ""
        self._offer(branches, named)
        self._suggest(branches, named, into_org)
        self.box.currentIndexChanged.connect(self.changed)

    def _offer(self, branches: Mapping[int, str], named: Named | None) -> None:
        self.box.addItem("（没有选）", None)
        if named is not None and named.org is None:
            self.box.addItem(f"新建“{named.text}”", named.text)
        for org, path in branches.items():
            self.box.addItem(path, org)

    def _suggest(self, branches: Mapping[int, str], named: Named | None, into_org: int | None) -> None:
        """One of the two, where they agree or only one speaks; else the clerk has to say."""
        wanted = named.text if named and named.org is None else named.org if named else into_org
        if named is None:
            self._says.setText("表里没有支部一列。" if into_org is None else "表里没有支部一列，按左边选中的支部。")
        else:
            told = branches.get(named.org, named.text) if named.org is not None else named.text
            self._says.setText(f"表的标题或名称里写的是“{told}”。")
            if into_org is not None and into_org != named.org:
                self._clash = (
                    f"表里写的是“{told}”，左边选中的是“{branches.get(into_org, '别的组织')}”：请选定整张表归哪里"
                )
                return
        self.box.setCurrentIndex(max(self.box.findData(wanted), 0))

    @property
    def chosen(self) -> int | str | None:
        """Whose the sheet is."""
        return self.box.currentData()

    @property
    def asks(self) -> str:
        """What the clerk has still to say; '' when nothing."""
        return self._clash if self.chosen is None else ""
