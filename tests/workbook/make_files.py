"""Makes workbooks in the formats branches really send, small and from the ground up, so that every oddity is on purpose.

Beside them `files/` holds what can't be made here: workbooks saved by LibreOffice 7.4, and three that open with the password
123456. All people are invented.
"""

import io
import zipfile
from pathlib import Path

import xlwt

FILES = Path(__file__).parent / "files"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
DATE, DURATION = 1, 2
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="[h]:mm"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)


def text(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def number(reference: str, value: object, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def row(at: int, *cells: str, more: str = "") -> str:
    return f'<row r="{at}"{more}>{"".join(cells)}</row>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(sheets: dict[str, str], *, book: str = "", hidden: tuple[str, ...] = (), **parts: bytes | str) -> bytes:
    """A workbook of sheets given as XML. `book` goes before its list of sheets; `parts` replace or add whole parts."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{at}" state="{"hidden" if name in hidden else "visible"}" r:id="rId{at}"/>'
        for at, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="rIdS" Type="{_DOCUMENT}/styles" Target="styles.xml"/>'
    content: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_DOCUMENT}">{book}<sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    content |= {f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), 1)} | parts
    return zipped(content)


def zipped(content: dict[str, bytes | str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return whole.getvalue()


def simple_xlsx(rows: str, **more: str) -> bytes:
    return xlsx({"花名册": sheet_xml(rows, **more)})


def xls(fill, *, mac_dates: bool = False) -> bytes:
    """A BIFF workbook; `fill` gets the xlwt workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = mac_dates
    fill(book)
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def renamed_stream(data: bytes, name: str) -> bytes:
    """The same compound file with its one stream under another name, which is how its kinds differ."""
    old = "Workbook".encode("utf-16-le")
    at = data.index(old)
    new = name.encode("utf-16-le")
    entry = new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little")
    return data[:at] + entry + data[at + 66 :]


def ods(tables: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{office}manifest:1.0"/>',
            "content.xml": f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
            f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet>'
            "</office:body></office:document-content>",
        }
    )


def spreadsheet_ml(worksheets: str, encoding: str = "utf-8") -> bytes:
    space = "urn:schemas-microsoft-com:office:"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}spreadsheet" xmlns:ss="{space}spreadsheet" xmlns:x="{space}excel">{worksheets}</Workbook>'
    ).encode(encoding)
