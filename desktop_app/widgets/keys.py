"""The keys every ledger's tab answers to, told once: the tab binds them from here, the F1 sheet lists them from here."""

from typing import Final, NamedTuple


class Key(NamedTuple):
    """A key sequence as Qt reads it, and what it does in the clerk's words."""

    sequence: str
    words: str


NEW: Final = Key("Ctrl+N", "新增一条")
IMPORT: Final = Key("Ctrl+I", "导入")
EXPORT: Final = Key("Ctrl+E", "导出 Excel")
PRINT: Final = Key("Ctrl+P", "打印")
FIND: Final = Key("Ctrl+F", "在本台账里找")
FILTER: Final = Key("Ctrl+Shift+F", "添加筛选条件")
EDIT: Final = Key("F2", "改这一条")
BULK: Final = Key("Ctrl+Shift+E", "批量修改选中的")
DELETE: Final = Key("Delete", "删除选中的")
COPY: Final = Key("Ctrl+C", "复制选中的行（带表头）")
COPY_CELL: Final = Key("Ctrl+Shift+C", "复制这一格")
PASTE: Final = Key("Ctrl+V", "粘贴从 Excel 复制的行（先预览）")
TREE: Final = Key("Ctrl+1", "到组织树")
TABLE: Final = Key("Ctrl+2", "到表格")
BOARD: Final = Key("Ctrl+4", "表格和看板互换（有看板的台账）")
PANE: Final = Key("Ctrl+3", "到右边的记录")
NEXT_PAGE: Final = Key("Ctrl+PgDown", "同一标签页里的下一个台账")
PAGE_BEFORE: Final = Key("Ctrl+PgUp", "同一标签页里的上一个台账")
SAVE: Final = Key("Ctrl+S", "表单和办理窗口里：保存、办理")
REVEAL: Final = Key("Ctrl+Shift+M", "显示完整证号（要说明用途）")

TAB_KEYS: Final = (
    NEW, IMPORT, EXPORT, PRINT, FIND, FILTER, EDIT, BULK, DELETE, COPY, COPY_CELL, PASTE, TREE, TABLE, PANE, BOARD, REVEAL,
    Key("Ctrl+PgUp … Ctrl+PgDown", "同一标签页里换到旁边的台账"),
    Key("← → … Ctrl+← →", "看板里：到旁边一列 … 办到旁边一列"),
    Key("Enter", "表单里：到下一项"),
    SAVE,
    Key("Esc", "表单里：放弃没有保存的改动"),
)  # fmt: skip
