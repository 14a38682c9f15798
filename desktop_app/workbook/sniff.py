"""What a file is, told from its content and never from its name; and the sentences for what is no workbook."""

import io
import re
import zipfile

from desktop_app.workbook.cells import EmptyWorkbook, NotAWorkbook, ProtectedWorkbook, WorkbookError, broken
from desktop_app.workbook.ole import MAGIC as OLE_MAGIC
from desktop_app.workbook.ole import CompoundFile

SAVE_AS = "请在 Excel 或 WPS 中打开它，另存为“Excel 工作簿（.xlsx）”再导入。"
_CHOOSE = "请选择 .xlsx、.xls、.ods 或 .csv 文件。"
_STRANGERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
    (b"MZ", "程序"),
    (b"SQLite format 3", "数据库"),
)
_ZIPPED_STRANGERS = (("word/", "Word 文档"), ("ppt/", "演示文稿"), ("OFD.xml", "OFD 版式文件"))
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_SPREADSHEET_ML = b"urn:schemas-microsoft-com:office:spreadsheet"
_BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LOOKED_AT = 4096


def kind_of(data: bytes, name: str) -> str:
    """'xlsx', 'xlsb', 'ods', 'xls', 'xml2003', 'html' or 'csv'. Raises WorkbookError for everything else.

    `name` serves the sentences, and tells .et, which is WPS's own format inside the container of .xls.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise EmptyWorkbook(f"“{name}”是空文件，里面没有内容。", "请确认发送人发的是填好的表，或重新复制一次。")
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(OLE_MAGIC):
        return _ole_kind(data, name)
    for magic, what in _STRANGERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:_LOOKED_AT]):
            raise stranger(what)
    if _BARE_BIFF.match(data):
        raise WorkbookError("这是很旧的 Excel 格式（5.0 以前），本程序不能直接读取。", SAVE_AS)
    return _text_kind(data)


def stranger(what: str) -> NotAWorkbook:
    """A file of another kind, named."""
    return NotAWorkbook(f"这是{what}，不是 Excel 工作簿。", _CHOOSE)


def protected() -> ProtectedWorkbook:
    """What is said of every workbook that opens with a password only."""
    return ProtectedWorkbook(
        "这个工作簿设有打开密码，读不出来。", "请用密码在 Excel 或 WPS 中打开，取消密码后另存再导入。"
    )


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, EOFError) as error:
        raise broken("文件不完整或已损坏（可能还没有复制完、下载完，或正在被 WPS 保存）。") from error


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    names = {name.lower() for name in archive.namelist()}
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise protected()
    if "mimetype" in names and archive.read("mimetype").strip().startswith(_ODS):
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise protected()
        return "ods"
    for kind, mark in (("xlsb", "xl/workbook.bin"), ("xlsx", "xl/workbook.xml")):
        if mark in names:
            return kind
    if "[content_types].xml" in names and any(name.startswith("xl/worksheets/") for name in names):
        return "xlsx"
    for mark, what in _ZIPPED_STRANGERS:
        if any(name.startswith(mark.lower()) for name in names):
            raise stranger(what)
    raise NotAWorkbook("这是压缩包，不是 Excel 工作簿。", "请先解压，再选择里面的表格文件。")


def _ole_kind(data: bytes, name: str) -> str:
    container = CompoundFile(data)
    if "EncryptedPackage" in container:
        raise protected()
    if "WordDocument" in container:
        raise stranger("Word 文档")
    if "PowerPoint Document" in container:
        raise stranger("演示文稿")
    if name.lower().endswith((".et", ".ett")):
        raise WorkbookError("这是 WPS 表格自己的格式（.et），本程序不能直接读取。", SAVE_AS)
    if "Workbook" in container:
        return "xls"
    if "Book" in container:
        raise WorkbookError("这是很旧的 Excel 格式（5.0/95），本程序不能直接读取。", SAVE_AS)
    raise NotAWorkbook("这不是 Excel 工作簿。", _CHOOSE)


def _text_kind(data: bytes) -> str:
    """Markup is told by ASCII words, which every encoding in use writes alike (UTF-16 with zeros between)."""
    beginning = data[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if beginning.startswith(b"<"):
        if _SPREADSHEET_ML in beginning:
            return "xml2003"
        if _HTML.search(beginning):
            return "html"
    if beginning[:13].lower() == b"mime-version:":
        raise WorkbookError("这是“单个文件网页”（.mht），本程序不能直接读取。", SAVE_AS)
    return "csv"
