"""Every paper there is, on the demo office, as PDF and as pictures of its pages."""

import subprocess
from datetime import date
from pathlib import Path

from desktop_app import registry
from desktop_app.features.roster.papers import write_roster
from desktop_app.features.summary.booklet import write_booklet
from desktop_app.features.summary.papers import write_pdf
from desktop_app.ledger.cells import Unmasking
from desktop_app.ledger.declaration import Ledger, RecordPaper
from desktop_app.ledger.query import LedgerQuery
from desktop_app.paper.long_table import PaperColumn, TablePaper, official_foot, section, total
from desktop_app.shell.recovery_paper import write_recovery_paper
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, parse_span

_DPI = "60"
_MOST_PAGES = 12
"""Pages drawn of one paper: a roster of thousands has the same look on its first pages as on its last."""
_WIDE = 30
_FULLEST = {
    "roster": "SELECT member_id FROM board_member WHERE until_on IS NULL ORDER BY board_id, seq",
    "study": "SELECT s.id FROM study_session s JOIN session_part p ON p.session_id = s.id ORDER BY abs(s.due_n - 30), s.id",
    "collections": "SELECT collection_id FROM submission GROUP BY 1 ORDER BY count(*) DESC",
    "dossiers": "SELECT dossier_id FROM dossier_item GROUP BY 1 ORDER BY count(*) DESC",
    "projects": "SELECT x_id FROM step_taken WHERE x_table = 'project' GROUP BY 1 ORDER BY count(*) DESC, x_id",
    "problem_items": "SELECT item_id FROM item_extension GROUP BY 1 ORDER BY count(*) DESC, 1",
    "problem_lists": "SELECT list_id FROM problem_item WHERE member_id IS NULL AND list_id IS NOT NULL GROUP BY 1"
    " ORDER BY count(*) DESC, 1",
    "problem_lists.own_list": "SELECT list_id FROM problem_item WHERE member_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1",
    "inspections": "SELECT id FROM inspection WHERE kind = '四位一体督查' ORDER BY on_day DESC, id",
    "appeals": "SELECT from_id FROM link WHERE from_table = 'appeal' AND to_table = 'problem_item' ORDER BY 1",
}
"""Of which records a ledger's papers (or one of them) are drawn: those that have the most to say; else the first ones of its list."""
_RECORDS = 2


def draw_papers(office_folder: Path, out: Path) -> list[Path]:
    """Write every paper into `out` and draw its first pages; the pictures' paths."""
    out.mkdir(parents=True, exist_ok=True)
    with registry.open_office(office_folder) as office:
        for paper in (_rosters, _summaries):
            paper(office, out)
        write_offered(office, out)
    write_recovery_paper(
        out / "恢复码.pdf", "第八社区管理中心", "AB3D-EFGH-JKLM-NPQR-STUV-WXYZ-2345", date(2016, 12, 31)
    )
    write_wide_table(out / "三十列的表.pdf")
    return [picture for paper in sorted(out.glob("*.pdf")) for picture in _pages_of(paper)]


def _month(office: Office) -> Span:
    return parse_span(office.clock.today().strftime("%Y-%m"))


def _rosters(office: Office, out: Path) -> None:
    span = _month(office)
    write_roster(office, out / "花名册.pdf", span)
    fullest = (
        "SELECT o.id FROM party_org o JOIN member m ON m.org_id = o.id WHERE m.left_on IS NULL"
        " GROUP BY o.id ORDER BY count(*) DESC LIMIT 1"
    )
    write_roster(office, out / "花名册 一个支部.pdf", span, office.database.rows(fullest)[0][0])


def _summaries(office: Office, out: Path) -> None:
    month = _month(office)
    for name, span in (("月", month), ("年", parse_span(str(month.start.year)))):
        write_pdf(office, registry.figures(), span, out / f"汇总 {name}.pdf")
        write_booklet(office, registry.figures(), span, out / f"分析 {name}.pdf")


def write_offered(office: Office, out: Path) -> list[Path]:
    """Every paper that any ledger offers: those of a span over the year, those of records over the ones that say the most."""
    year = parse_span(str(office.clock.today().year))
    written = []
    for ledger in registry.LEDGERS:
        for paper in ledger.offers.papers:
            if not paper.as_of:
                paper.write(office, _named(out, ledger, paper.title, written), year)
        for paper in ledger.offers.record_papers:
            ids = _records(office, ledger, paper)
            if ids:
                given = {"unmasking": Unmasking(office).begin("核对信息", "看样")} if paper.confided else {}
                paper.write(office, _named(out, ledger, paper.title, written), ids, **given)
    return written


def _named(out: Path, ledger: Ledger, title: str, written: list[Path]) -> Path:
    written.append(out / f"{ledger.title} {title}.pdf")
    return written[-1]


def _records(office: Office, ledger: Ledger, paper: RecordPaper) -> list[int]:
    sql = _FULLEST.get(f"{ledger.key}.{paper.key}") or _FULLEST.get(ledger.key)
    ids = [row for (row,) in office.database.rows(sql)] if sql else list(LedgerQuery(office, ledger).ids())
    return list(dict.fromkeys(ids))[: 1 if paper.one else _RECORDS]


def write_wide_table(path: Path) -> Path:
    """More columns than the official forms have, some long, some in groups, with a section and sums; the path."""
    columns = [PaperColumn("序号"), PaperColumn("姓名", wrap=False), PaperColumn("工作单位及职务", align="left")]
    columns += [
        PaperColumn(f"第{number}项", group="其中" if 10 <= number < 14 else "") for number in range(4, _WIDE + 1)
    ]
    rows = [
        (
            str(number),
            "欧阳建国",
            "油田第一采油厂准备大队退休职工管理站",
            *(str(number * k % 97) for k in range(4, _WIDE + 1)),
        )
        for number in range(1, 61)
    ]
    sums = total(("", "合计", "", *("2345" for _ in range(4, _WIDE + 1))))
    TablePaper(
        "三十列的表",
        columns,
        [section("第一党支部（60人）"), *rows, sums],
        unit_left="填报单位：第八社区管理中心",
        date_right="2016年12月31日",
        foot=official_foot("第八社区管理中心", "", "", "2016年12月31日"),
    ).write(path)
    return path


def _pages_of(paper: Path) -> list[Path]:
    """`名称-01.png` …, beside the PDF."""
    stem = paper.with_suffix("")
    subprocess.run(["pdftoppm", "-r", _DPI, "-png", "-l", str(_MOST_PAGES), str(paper), str(stem)], check=True)
    return sorted(paper.parent.glob(f"{paper.stem}-*.png"))
