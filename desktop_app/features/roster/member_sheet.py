"""党员信息卡: one member on paper, as the screen has it (R24): the fields, and what every ledger says about the member.

Boards, hours, contests, projects, problems, honours, transfers come from the ledgers themselves (Offers.about).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.features.roster.collection_form import write_masked, write_whole
from desktop_app.ledger import named
from desktop_app.ledger.declaration import RecordPaper
from desktop_app.ledger.page import LedgerRow, read_row
from desktop_app.ledger.paper_words import paper_foot
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

if TYPE_CHECKING:
    from desktop_app.paper.long_table import PaperColumn, TablePaper
    from desktop_app.paper.table import Row


def write_sheet(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """Two tables a member, numbers masked: what is known, and what was done."""
    # Here, because reportlab must not be paid for before a paper is asked for.
    from desktop_app.paper.long_table import write_together

    write_together(_tables(office, ids, progress), path, progress)


def _tables(office: Office, ids: Sequence[int], progress: Progress) -> "Iterator[TablePaper]":
    from desktop_app.features.roster import LEDGER

    for number, member in enumerate(ids):
        progress.report(number, len(ids), "党员信息卡")
        row = read_row(office, LEDGER, member)
        if row is not None:
            yield _known(office, row)
            yield _done(office, row)


def _table(office: Office, title: str, columns: "Sequence[PaperColumn]", rows: "Sequence[Row]") -> "TablePaper":
    from desktop_app.paper.long_table import TablePaper

    unit, day = paper_foot(office)["unit"], chinese_day(office.clock.today())
    return TablePaper(title, columns, rows, unit_left=f"填报单位：{unit}", date_right=f"截至{day}", landscape=False)


def _known(office: Office, row: LedgerRow) -> "TablePaper":
    from desktop_app.paper.long_table import PaperColumn

    columns = [
        PaperColumn("项目", min_width=26),
        PaperColumn("内容", align="left", weight=1, min_width=46),
        PaperColumn("项目", min_width=26),
        PaperColumn("内容", align="left", weight=1, min_width=46),
    ]
    return _table(office, f"党员信息卡　{row.values['name']}", columns, list(_known_rows(row)))


def _known_rows(row: LedgerRow) -> "Iterator[Row]":
    """Section by section of the form, two fields a line; what is empty is left out."""
    from desktop_app.features.roster import LEDGER
    from desktop_app.paper.long_table import section

    for part in LEDGER.form:
        pairs = [(LEDGER.fields[name].label, text) for name in part.fields if (text := _text(row, name))]
        if pairs:
            yield section(part.title)
        for at in range(0, len(pairs), 2):
            left, right = pairs[at], pairs[at + 1] if at + 1 < len(pairs) else ("", "")
            yield (*left, *right)


def _text(row: LedgerRow, name: str) -> str:
    from desktop_app.features.roster import LEDGER

    kind = LEDGER.fields[name]
    if name in row.texts:
        return row.texts[name] or ""
    value = row.values[name]
    return (kind.mask(value) if kind.sensitive else kind.show(value)) if value not in (None, False) else ""


def _done(office: Office, row: LedgerRow) -> "TablePaper":
    from desktop_app.paper.long_table import PaperColumn, section

    rows: list[Row] = []
    for told in named.said_about(office, "member", row.id):
        rows.append(section(f"{told.title}　{told.summary}"))
        rows += [(line.outside or line.text, line.note) for line in told.lines]
    columns = [
        PaperColumn("记录", align="left", weight=3, min_width=110),
        PaperColumn("情况", align="left", weight=1, min_width=30),
    ]
    return _table(office, f"工作记录　{row.values['name']}", columns, rows)


RECORD_PAPERS = (
    RecordPaper("sheet", "党员信息卡", write_sheet),
    RecordPaper("form", "党员基本信息采集表（号码遮盖）", write_masked),
    RecordPaper("form_whole", "党员基本信息采集表（号码写全，记入查阅记录）", write_whole),
)
