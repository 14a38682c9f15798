"""One line of the superior's 检查细则, pointed at where its proof is."""

from desktop_app.features.pack.fields import FolderNumber, Source
from desktop_app.storage.fields import LongText, Text
from desktop_app.storage.record import Record


class PackLine(Record):
    """`source` is a ledger or a material that a ledger offers; `dossier` the number of a 卷宗 (卷号)."""

    title = LongText("检查细则", required=True, width=40)
    folder = FolderNumber("文件夹", required=True)
    source = Source("证明材料")
    dossier = Text("卷号", width=10)
    remark = LongText("备注")

    class Meta:
        table_name = "pack_line"
