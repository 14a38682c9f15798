"""迎检资料包 (X8, P11, B7): numbered folders with contents, PDFs, workbooks and attachments, from every ledger, for a span.

The standard tab keeps the catalogue: the superior's 检查细则, pasted, each line pointed at its proof. Which folders there are is
catalogue.py's to say, what goes into them tables.py's and each ledger's own Evidence; making.py makes, scanning.py trusts nobody.
"""

from collections.abc import Sequence
from typing import Any

from desktop_app.features.pack.fields import fill
from desktop_app.features.pack.model import PackLine
from desktop_app.features.pack.retention import PAPERS, dues
from desktop_app.features.pack.schema import STEPS
from desktop_app.ledger.declaration import Action, Column, ImportSpec, Ledger, Offers, Section, View
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice

__all__ = ["LEDGER", "fill"]
SLICE = Slice("pack", STEPS)


def _make(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.pack.ui.dialog import PackDialog

    PackDialog(tab.desk, tab.window()).open()


def _verify(tab: Any, _ids: Sequence[int]) -> None:
    from desktop_app.features.pack.ui.verifying import ask_and_verify

    ask_and_verify(tab)


def _create(values: dict[str, Any], office: Office) -> int:
    return insert_records(office, PackLine, [values])[0]


LEDGER = Ledger(
    key="pack",
    title="迎检资料包",
    unit="条",
    record=PackLine,
    slice=SLICE,
    columns=(Column("folder"), Column("title"), Column("source"), Column("dossier"), Column("remark")),
    searched=("title", "source"),
    form=(Section("检查细则", ("title", "folder", "source", "dossier", "remark")),),
    views=(View("没有指到材料的", where=lambda _today: PackLine.source.is_null() & PackLine.dossier.is_null()),),
    order=(("folder", False),),
    imports=ImportSpec(
        keys=(),
        asks_by="title",
        required=("title", "folder"),
        synonyms={"title": ("检查内容", "检查要点", "细则"), "folder": ("序号", "类别"), "source": ("材料", "台账")},
    ),
    creates=_create,
    actions=(
        Action("生成资料包…", _make, selection="none", icon="folder"),
        Action("核对资料包…", _verify, selection="none", icon="shield-check"),
    ),
    offers=Offers(papers=PAPERS, dues=dues),
    icon="folder",
    empty="标准的 18 个文件夹不用登记，直接点“生成资料包”。上级另发检查细则的，粘贴到这里，每条指到台账、材料或卷宗。",
)
