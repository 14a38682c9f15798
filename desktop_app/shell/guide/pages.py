"""The pages of the first-start guide. Each checks itself; the dialog alone knows their order."""

from pathlib import Path
from tempfile import TemporaryFile

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.support.paths import OFFICE_SUFFIX, default_home
from desktop_app.widgets.where import start_folder

_SHORTEST_PASSWORD = 8


class GuidePage(QWidget):
    """A page with a title and a sentence; `fault()` says in Chinese why it can't be left yet, '' when it can."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        heading = QLabel(title)
        heading.setObjectName("pageTitle")
        words = QLabel(sentence)
        words.setWordWrap(True)
        self.body.addWidget(heading)
        self.body.addWidget(words)

    def fault(self) -> str:
        """Why the clerk can't go on; '' when all is well."""
        return ""


class ChoosePage(GuidePage):
    """New office, an existing one, or the demo."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("欢迎使用社区党务台账", "所有资料只存在这台电脑上，程序不联网。请选择从哪里开始：")
        self._add("new", "新建我的办公室", "起名、设密码，然后从 Excel 导入党员花名册")
        self._add("open", "打开已有的办公室", "选择以 .office 结尾的文件夹")
        self._add("restore", "从备份恢复", "换了电脑，或办公室打不开了：选一份备份，或 U 盘上的备份文件")
        self._add("demo", "先看看示范办公室", "6,703 名虚构党员，随便试，不影响任何真实资料")
        self.body.addStretch()

    def _add(self, key: str, title: str, hint: str) -> None:
        button = QPushButton(title)
        button.setObjectName("choice")
        button.setProperty("choice", key)
        button.setMinimumHeight(40)
        button.clicked.connect(self._choose)
        note = QLabel(hint)
        note.setObjectName("hint")
        note.setWordWrap(True)
        self.body.addWidget(button)
        self.body.addWidget(note)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("choice"))


class NamePage(GuidePage):
    """What the office and its Party committee are called, and where the folder goes."""

    def __init__(self) -> None:
        super().__init__("办公室叫什么", "名称会印在报表上，以后可以在设置里改。")
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.name = QLineEdit()
        self.name.setPlaceholderText("例如：第八社区管理中心")
        self.committee = QLineEdit()
        self.committee.setPlaceholderText("例如：中共第八社区管理中心委员会")
        self.parent_folder = QLineEdit(str(default_home()))
        form.addRow("办公室名称", self.name)
        form.addRow("党组织全称", self.committee)
        form.addRow("存放位置", self._build_folder_row())
        self.body.addLayout(form)
        self.body.addStretch()
        self.name.textEdited.connect(self._suggest_committee)

    def _build_folder_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.parent_folder, 1)
        browse = QPushButton("选择…")
        browse.clicked.connect(self._browse)
        layout.addWidget(browse)
        return row

    @Slot(str)
    def _suggest_committee(self, name: str) -> None:
        if not self.committee.isModified():
            self.committee.setText(f"中共{name.strip()}委员会" if name.strip() else "")

    @Slot()
    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "办公室放在哪个文件夹里", start_folder(self.parent_folder.text())
        )
        if chosen:
            self.parent_folder.setText(chosen)

    def folder(self) -> Path:
        """The office's folder to be made."""
        return Path(self.parent_folder.text()) / f"{self.name.text().strip()}{OFFICE_SUFFIX}"

    def fault(self) -> str:
        name = self.name.text().strip()
        if not name:
            return "请填办公室名称。"
        if any(character in name for character in '\\/:*?"<>|'):
            return '名称里不能有 \\ / : * ? " < > | 这些符号。'
        if not self.committee.text().strip():
            return "请填党组织全称，如公章上所刻。"
        if fault := _place_fault(Path(self.parent_folder.text())):
            return fault
        if self.folder().exists():
            return "这里已有同名的办公室，请换个名称，或回上一步打开它。"
        return ""


def _place_fault(place: Path) -> str:
    """Why no office can be made there; ''. The folder that the program itself offers is made with the office."""
    there = place.parent if place == default_home() and not place.exists() and place.parent.is_dir() else place
    if not there.is_dir():
        return "存放位置不存在，请点“选择…”另选一个文件夹。"
    try:
        with TemporaryFile(dir=there):
            return ""
    except OSError:
        return f"不能写入：{there}。请点“选择…”换一个文件夹。"


class PasswordPage(GuidePage):
    """The password twice, or none on purpose."""

    def __init__(self) -> None:
        super().__init__("设一个密码", "密码用来加密整个办公室。密码和恢复码都丢了，资料就再也打不开，谁也帮不了。")
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.first = QLineEdit()
        self.second = QLineEdit()
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow("密码", self.first)
        form.addRow("再输一遍", self.second)
        self.body.addLayout(form)
        self.without = QCheckBox("不设密码（不加密，任何能打开这台电脑的人都能看到资料）")
        self.without.toggled.connect(self.first.setDisabled)
        self.without.toggled.connect(self.second.setDisabled)
        self.body.addWidget(self.without)
        self.body.addStretch()

    def password(self) -> str | None:
        """The password, None for an office without one."""
        return None if self.without.isChecked() else self.first.text()

    def fault(self) -> str:
        if self.without.isChecked():
            return ""
        if len(self.first.text()) < _SHORTEST_PASSWORD:
            return f"密码至少 {_SHORTEST_PASSWORD} 位。可以用一句话，好记又难猜。"
        if self.first.text() != self.second.text():
            return "两次输入的密码不一样。"
        return ""


class RecoveryPage(GuidePage):
    """Shows the recovery code and has it typed back once, so that it really is on paper."""

    def __init__(self) -> None:
        super().__init__(
            "抄下或打印恢复码",
            "忘了密码时只有它能打开办公室。请印在纸上锁好；一定要存成文件的，请存到 U 盘，不要存在这台电脑里。",
        )
        self._code = ""
        self._shown = QLabel()
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown.setObjectName("recoveryCode")
        face = QFont(self._shown.font())
        face.setPointSizeF(face.pointSizeF() * 1.4)
        self._shown.setFont(face)
        self._shown.setWordWrap(True)
        self.typed_back = QLineEdit()
        self.typed_back.setPlaceholderText("照着纸上的恢复码输一遍，大小写和横线不论")
        self.print_button = QPushButton("打印恢复码…")
        self.save_button = QPushButton("另存为 PDF…")
        self.save_button.setToolTip("存到 U 盘，和纸一起锁好")
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch()
        self.told = QLabel()
        self.told.setObjectName("hint")
        self.told.setWordWrap(True)
        self.body.addWidget(self._shown)
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.typed_back)
        self.body.addStretch()

    def show_code(self, code: str) -> None:
        """The code that the new office gave."""
        self._code = code
        self._shown.setText(code)

    def say(self, words: str) -> None:
        """How it went with the paper."""
        self.told.setText(words)

    def code(self) -> str:
        """The code on the page."""
        return self._code

    def fault(self) -> str:
        if _letters(self.typed_back.text()) != _letters(self._code):
            return "和恢复码不一致，请对照纸上的再看一遍。"
        return ""


class DonePage(GuidePage):
    """The office stands; what next."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("办公室建好了", "下一步一般是把现有的党员花名册导进来。支部可以随花名册一起建立。")
        for key, words in (("import", "现在导入花名册"), ("enter", "先进去看看")):
            button = QPushButton(words)
            button.setObjectName("choice")
            button.setProperty("choice", key)
            button.setMinimumHeight(40)
            button.clicked.connect(self._choose)
            self.body.addWidget(button)
        self.body.addStretch()

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("choice"))


def _letters(code: str) -> str:
    return "".join(character for character in code.upper() if character.isalnum())
