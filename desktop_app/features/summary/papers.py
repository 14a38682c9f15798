"""The paper that goes upward (上报件): what changed among the members in a span, as a 公文 with its tables as 附件.

Its words come from narrative.py, its numbers from reckoning.py; the looks are paper/official.py's. 主送机关 is kept in the office.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop_app.features.summary.narrative import Narrative
from desktop_app.features.summary.reckoning import (
    Line,
    Number,
    OrgRow,
    OrgTable,
    by_section,
    center,
    comparison,
    composition,
    lines,
    word_for_previous,
)
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.official import Annex, Block, Heading, OfficialPaper, PaperColumn, Paragraph
from desktop_app.paper.table import Row, section, total
from desktop_app.people.chart import Chart
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress

"""The setting that keeps 主送机关."""
_ANY_SUPERIOR = "上级党委组织部"
_INDENT = "\u3000"
_MOVEMENT_SECTION = "党员增减"
_LEAST = {True: 12.0, False: 9.0}
"""Least widths in millimetres: totals have four digits and more."""
_ALWAYS_SHOWN = frozenset(("member.opening", "member.due", "member.actual", "member.total"))
"""Columns in which a nought is written; elsewhere it is left blank, so that the eye finds the movement."""
_BRANCHES_LEFT_OUT = "注：总支所属各支部的情况计入总支，另见工作簿。"
_HOW_COUNTED = (
    "注：1. 年龄按周岁、党龄自转正之日起按周年计算，截至统计末日；年月不全的从所知年月之首日算起。",
    "　　2. 带“其中”的各行已计入其上各行，不重复相加；各期均为零的行从略。",
)


def write_pdf(office: Office, figures: Sequence[Figure], span: Span, path: Path, progress: Progress = SILENT) -> int:
    """Write the paper of a span; the number of pages."""
    told = lines(office, figures, span, progress=progress)
    chart = load_history(office.database).on(span.end)
    words = paper_foot(office)
    heads = f"填报单位：{words['unit']}"
    annexes = [
        _org_annex(office, "党员变动情况对照表", comparison(office, figures, span, progress), span, heads),
        _structure_annex(office, told, span, heads),
        _org_annex(
            office,
            "各党组织党员基本情况表",
            _down_to_generals(composition(office, figures, span, progress)),
            span,
            heads,
            notes=(_BRANCHES_LEFT_OUT,),
        ),
    ]
    contact = "，".join(word for word in (words["filler"], words["phone"]) if word)
    return OfficialPaper(
        f"{span.title()}党员队伍变动情况",
        list(_body(told, span, _short_name(chart, office))),
        to=words["addressee"] or _ANY_SUPERIOR,
        signer=center(chart) or office.name,
        signed_on=office.clock.today(),
        annexes=annexes,
        note=f"联系人：{contact}" if contact else "",
    ).write(path, progress)


def _short_name(chart: Chart, office: Office) -> str:
    tops = chart.children(None)
    return chart.nodes[tops[0]].short_name if tops else office.name


def _body(told: Sequence[Line], span: Span, name: str) -> Iterator[Block]:
    yield Paragraph(f"现将{span.title()}{name}党员队伍变动情况报告如下。")
    for part in Narrative(told, span, name).parts():
        yield Heading(part.heading)
        yield from (Paragraph(text) for text in part.paragraphs)
    yield Paragraph("特此报告。")


def _down_to_generals(told: OrgTable) -> OrgTable:
    """The center and what stands right under it: the workbook has every branch."""
    return OrgTable(told.columns, tuple(row for row in told.rows if row.depth < 2))


def _org_annex(office: Office, name: str, told: OrgTable, span: Span, heads: str, notes: Sequence[str] = ()) -> Annex:
    columns = [PaperColumn("党组织", align="left", min_width=46)]
    columns += [
        PaperColumn(column.heading, group=column.group, min_width=_LEAST[column.code in _ALWAYS_SHOWN])
        for column in told.columns
    ]
    codes = [column.code for column in told.columns]
    return Annex(
        f"{span.title()}{name}",
        columns,
        [_org_row(row, codes) for row in told.rows],
        unit_left=heads,
        date_right=f"截至{chinese_day(span.end)}　单位：人",
        foot=foot_places(office),
        notes=notes,
    )


def _org_row(row: OrgRow, codes: Sequence[str]) -> Row:
    cells = [_INDENT * row.depth + row.name]
    cells += [
        _number(number, code in _ALWAYS_SHOWN or row.depth == 0)
        for number, code in zip(row.numbers, codes, strict=True)
    ]
    return total(cells) if not row.depth or (row.depth == 1 and row.has_parts) else cells


def _number(number: Number, nought: bool = True) -> str:
    return f"{number}" if number or nought else ""


def _structure_annex(office: Office, told: Sequence[Line], span: Span, heads: str) -> Annex:
    previous = word_for_previous(span)
    columns = [
        PaperColumn("项目", align="left", min_width=62),
        PaperColumn("人数", min_width=18),
        PaperColumn("占总数", min_width=18),
        PaperColumn(previous, min_width=18),
        PaperColumn(f"比{previous}", min_width=18),
        PaperColumn("去年同期", min_width=20),
    ]
    return Annex(
        f"{span.title()}党员队伍结构情况表",
        columns,
        list(_structure_rows(told)),
        landscape=False,
        unit_left=heads,
        date_right=f"截至{chinese_day(span.end)}",
        foot=foot_places(office),
        notes=_HOW_COUNTED,
    )


def _structure_rows(told: Sequence[Line]) -> Iterator[Row]:
    members = next((line.value for line in told if line.code == "member.total"), 0)
    for title, lines_of in by_section(told).items():
        if title == _MOVEMENT_SECTION:
            continue
        yield section(title if lines_of[0].unit == "人" else f"{title}（{lines_of[0].unit}）")
        for line in filter(_says_something, lines_of):
            share = f"{line.value / members:.1%}" if members and line.unit == "人" and line.value else ""
            change = f"{line.change:+}" if line.change else "—"
            yield [line.label, f"{line.value}", share, f"{line.previous}", change, f"{line.last_year}"]


def _says_something(line: Line) -> bool:
    return bool(line.value or line.previous or line.last_year)
