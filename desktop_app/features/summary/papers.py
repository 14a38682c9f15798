"""The paper that goes upward (上报件): what the chapters say of a span, as a 公文 with its tables as 附件.

Its words come from texts.py, its numbers from reckoning.py, titles and columns from forms.py; the looks are paper/official.py's.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop_app.features.summary.chapters import BASICS, by_chapter, numbered
from desktop_app.features.summary.forms import CHANGES, ORGANISATIONS, STRUCTURE, UPWARD, WORK, org_columns
from desktop_app.features.summary.reckoning import (
    COMPARISON,
    COMPOSITION,
    Line,
    Number,
    OrgColumn,
    OrgRow,
    OrgTable,
    by_organisation,
    center,
    spoken_heading,
)
from desktop_app.features.summary.report import Report, report
from desktop_app.ledger.figures import Figure
from desktop_app.ledger.forms import Form, FormColumn, form_of
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.official import Annex, Block, Heading, OfficialPaper, PaperColumn, Paragraph
from desktop_app.paper.table import Row, section, total
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span, chinese_day
from desktop_app.support.tasks import SILENT, Progress

_ANY_SUPERIOR = "上级党委组织部"
_INDENT = "\u3000"
_MOVEMENT_SECTION = "党员增减"
_LEAST = {True: 12.0, False: 9.0}
"""Least widths in millimetres: totals have four digits and more."""
_WIDTHS = {"label": 50.0, "unit": 12.0}
_ALWAYS_SHOWN = frozenset(("member.opening", "member.due", "member.actual", "member.total"))
"""Columns in which a nought is written; elsewhere it is left blank, so that the eye finds the movement."""
_BRANCHES_LEFT_OUT = "注：总支所属各支部的情况计入总支，另见工作簿。"
_HOW_COUNTED = (
    "注：1. 年龄按周岁、党龄自转正之日起按周年计算，截至统计末日；年月不全的从所知年月之首日算起。",
    "　　2. 带“其中”的各行已计入其上各行，不重复相加；各期均为零的行从略。",
)
_HOW_WORK_COUNTED = (
    "注：场次、人次、人、份、条、件、户各计各的；整改率、按期率、投用率、覆盖率为统计末日数；各期均为零的行从略。",
)


def write_pdf(office: Office, figures: Sequence[Figure], span: Span, path: Path, progress: Progress = SILENT) -> int:
    """Write the paper of a span; the number of pages."""
    return write_report(office, figures, report(office, figures, span, progress), path, progress)


def write_report(
    office: Office, figures: Sequence[Figure], told: Report, path: Path, progress: Progress = SILENT
) -> int:
    """Write the paper of a report that is reckoned already."""
    chart = load_history(office.database).on(told.span.end)
    words = paper_foot(office)
    contact = "，".join(word for word in (words["filler"], words["phone"]) if word)
    return OfficialPaper(
        form_of(office, UPWARD).title_of(told.span),
        list(body(told)),
        to=words["addressee"] or _ANY_SUPERIOR,
        signer=center(chart) or office.name,
        signed_on=office.clock.today(),
        annexes=annexes(office, figures, told, progress),
        note=f"联系人：{contact}" if contact else "",
    ).write(path, progress)


def annexes(office: Office, figures: Sequence[Figure], told: Report, progress: Progress = SILENT) -> list[Annex]:
    """The tables that follow the text; the one of the work is left out where no other ledger tells anything."""
    heads = f"填报单位：{paper_foot(office)['unit']}"
    span = told.span
    changes = by_organisation(office, figures, span, org_columns(office, CHANGES, COMPARISON), progress)
    groups = by_organisation(office, figures, span, org_columns(office, ORGANISATIONS, COMPOSITION), progress)
    found = [
        _org_annex(office, CHANGES, changes, span, heads),
        _lines_annex(office, STRUCTURE, told, span, heads, _HOW_COUNTED),
    ]
    if any(chapter is not BASICS for chapter in by_chapter(told.lines)):
        found.append(_lines_annex(office, WORK, told, span, heads, _HOW_WORK_COUNTED))
    found.append(_org_annex(office, ORGANISATIONS, _down_to_generals(groups), span, heads, (_BRANCHES_LEFT_OUT,)))
    return found


def body(told: Report) -> Iterator[Block]:
    """The letter's text: every chapter that says something, numbered in turn."""
    yield Paragraph(f"现将{told.span.title()}{told.center}党务工作情况报告如下。")
    said = [chapter for chapter in told.texts if chapter.paragraphs]
    for number, chapter in enumerate(said, 1):
        yield Heading(numbered(number, chapter.chapter.heading))
        yield from (Paragraph(text) for text in chapter.paragraphs)
    yield Paragraph("特此报告。")


def _down_to_generals(told: OrgTable) -> OrgTable:
    """The center and what stands right under it: the workbook has every branch."""
    return OrgTable(told.columns, tuple(row for row in told.rows if row.depth < 2))


def _org_annex(office: Office, form: Form, told: OrgTable, span: Span, heads: str, notes: Sequence[str] = ()) -> Annex:
    columns = [PaperColumn("党组织", align="left", min_width=46), *map(_org_column, told.columns)]
    codes = [column.code for column in told.columns]
    return Annex(
        form_of(office, form).title_of(span),
        columns,
        [_org_row(row, codes) for row in told.rows],
        unit_left=heads,
        date_right=f"截至{chinese_day(span.end)}　单位：人",
        foot=foot_places(office),
        notes=notes,
    )


def _org_column(column: OrgColumn) -> PaperColumn:
    return PaperColumn(column.heading, group=column.group, min_width=_LEAST[column.code in _ALWAYS_SHOWN])


def _org_row(row: OrgRow, codes: Sequence[str]) -> Row:
    cells = [_INDENT * row.depth + row.name]
    cells += [
        _number(number, code in _ALWAYS_SHOWN or row.depth == 0)
        for number, code in zip(row.numbers, codes, strict=True)
    ]
    return total(cells) if not row.depth or (row.depth == 1 and row.has_parts) else cells


def _number(number: Number, nought: bool = True) -> str:
    return f"{number}" if number or nought else ""


def _lines_annex(office: Office, form: Form, told: Report, span: Span, heads: str, notes: Sequence[str]) -> Annex:
    """One of the two tables of figures: the members' structure, or the work of all other chapters."""
    kept = form_of(office, form)
    parts = by_chapter(told.lines)
    basics = form is STRUCTURE
    rows = [
        row
        for chapter, sections in parts.items()
        if (chapter is BASICS) is basics
        for row in _section_rows(sections, kept.columns, told.lines)
    ]
    return Annex(
        kept.title_of(span),
        [_paper_column(column, span) for column in kept.columns],
        rows,
        landscape=False,
        unit_left=heads,
        date_right=f"截至{chinese_day(span.end)}",
        foot=foot_places(office),
        notes=notes,
    )


def _paper_column(column: FormColumn, span: Span) -> PaperColumn:
    heading = spoken_heading(column.heading, span)
    if column.key == "label":
        return PaperColumn(heading, align="left", min_width=_WIDTHS["label"])
    return PaperColumn(heading, min_width=_WIDTHS.get(column.key, 16.0))


def _section_rows(
    sections: Mapping[str, Sequence[Line]], columns: Sequence[FormColumn], told: Sequence[Line]
) -> Iterator[Row]:
    members = next((line.value for line in told if line.code == "member.total"), 0)
    for title, lines_of in sections.items():
        said = list(filter(_says_something, lines_of))
        if title == _MOVEMENT_SECTION or not said:
            continue
        yield section(
            title
            if lines_of[0].unit == "人" or "unit" in {c.key for c in columns}
            else f"{title}（{lines_of[0].unit}）"
        )
        for line in said:
            yield [_cell(line, column.key, members) for column in columns]


def _cell(line: Line, key: str, members: Number) -> str:
    if key == "share":
        return f"{line.value / members:.1%}" if members and line.unit == "人" and line.value else ""
    if key == "change":
        return f"{line.change:+}" if line.change else "—"
    return f"{getattr(line, key)}"


def _says_something(line: Line) -> bool:
    return bool(line.value or line.previous or line.last_year or line.cumulative)
