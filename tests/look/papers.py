"""Every paper there is, on the demo office, as PDF and as pictures of its pages."""

import subprocess
from datetime import date
from pathlib import Path

from desktop_app import registry
from desktop_app.features.roster.papers import write_roster
from desktop_app.features.summary.booklet import write_booklet
from desktop_app.features.summary.papers import write_pdf
from desktop_app.paper.long_table import PaperColumn, TablePaper, official_foot, section, total
from desktop_app.shell.recovery_paper import write_recovery_paper
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, parse_span

_DPI = "60"
_MOST_PAGES = 12
"""Pages drawn of one paper: a roster of thousands has the same look on its first pages as on its last."""
_WIDE = 30


def draw_papers(office_folder: Path, out: Path) -> list[Path]:
    """Write every paper into `out` and draw its first pages; the pictures' paths."""
    out.mkdir(parents=True, exist_ok=True)
    with registry.open_office(office_folder) as office:
        for paper in (_rosters, _summaries):
            paper(office, out)
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
