"""What the study ledger puts into the inspection pack (domain.md §9): folders 04, 05, 06, 09, 10. No number of a person is in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.features.study import frequency, hours
from desktop_app.ledger.offered import Evidence
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_HEADINGS = ("日期", "组织", "类型", "主题", "主持人", "主讲人", "应到", "实到", "学时", "状态", "录入日期")
_WIDTHS = (12, 22, 14, 34, 10, 10, 7, 7, 7, 9, 12)
_SQL = (
    "SELECT s.on_day, o.short_name, k.name, s.title, ifnull(h.name, ''), coalesce(p.name, s.speaker_name, ''), s.due_n, s.present_n,"
    " s.hours / 10.0, s.state, ifnull(s.entered_on, '') FROM study_session s JOIN study_kind k ON k.id = s.kind_id"
    " JOIN party_org o ON o.id = s.org_id LEFT JOIN member h ON h.id = s.host_id LEFT JOIN member p ON p.id = s.speaker_id"
    " WHERE s.on_day BETWEEN ? AND ? AND (k.id IN (SELECT id FROM study_kind WHERE {where}) OR s.id IN (SELECT x.session_id"
    " FROM session_part x WHERE x.kind_id IN (SELECT id FROM study_kind WHERE {where}))) ORDER BY s.on_day, s.id"
)
_MEETINGS = "duty IN ('支部党员大会', '支委会', '党小组会', '党课')"


def evidence() -> Sequence[Evidence]:
    """One entry a folder."""
    return (
        Evidence("04", "三会一课", _meetings, _missing_meetings),
        Evidence("05", "主题党日", _listed("主题党日记录", "duty = '主题党日'"), _missing_minutes("duty = '主题党日'")),
        Evidence("06", "组织生活会与民主评议", _listed("组织生活会记录", "duty IN ('组织生活会', '民主评议')"), _none),
        Evidence("09", "学习计划与学时", _plan_and_hours, _missing_hours),
        Evidence(
            "10", "领导讲党课", _listed("领导讲党课", "duty = '党课'", "AND s.leader_level = '中心班子成员'"), _none
        ),
    )


def _meetings(office: Office, directory: Path, span: Span, masked: bool, progress: Progress = SILENT) -> Sequence[Path]:
    from desktop_app.features.study.papers.tables import write_frequency

    table = directory / "三会一课统计表.pdf"
    write_frequency(office, table, span, None, progress)
    return [table, *_listed("三会一课记录", _MEETINGS)(office, directory, span, masked, progress)]


def _plan_and_hours(
    office: Office, directory: Path, span: Span, _masked: bool, progress: Progress = SILENT
) -> Sequence[Path]:
    from desktop_app.features.study.papers.tables import write_hours, write_plan

    plan, table = directory / "学习计划.pdf", directory / "学时统计表.pdf"
    write_plan(office, plan, span, None, progress)
    write_hours(office, table, span, None, progress)
    return [plan, table]


def _listed(title: str, where: str, more: str = "") -> Any:
    def write(
        office: Office, directory: Path, span: Span, _masked: bool, progress: Progress = SILENT
    ) -> Sequence[Path]:
        from desktop_app.workbook.plan import ColumnPlan, SheetPlan
        from desktop_app.workbook.write import write_workbook

        sql = _SQL.format(where=where).replace(" ORDER BY", f" {more} ORDER BY") if more else _SQL.format(where=where)
        rows = office.database.rows(sql, (str(span.start), str(span.end)))
        kinds: tuple[Any, ...] = ("date", *["text"] * 5, *["number"] * 3, "text", "date")
        columns = [
            ColumnPlan(head, width=width, kind=kind)
            for head, width, kind in zip(_HEADINGS, _WIDTHS, kinds, strict=True)
        ]
        path = directory / f"{title}.xlsx"
        write_workbook(
            path, [SheetPlan(f"{span.title()}{title}", columns, rows, note_left=f"共 {len(rows)} 场")], progress
        )
        return [path]

    return write


def _none(_office: Office, _span: Span) -> Sequence[str]:
    return ()


def _missing_meetings(office: Office, span: Span) -> Sequence[str]:
    gaps = [f"{gap.name}：{gap.on:%Y-%m} 前缺{gap.duty}" for gap in frequency.gaps(office, span)]
    return [*gaps, *_missing_minutes(_MEETINGS)(office, span)]


def _missing_minutes(where: str) -> Any:
    def missing(office: Office, span: Span) -> Sequence[str]:
        rows = office.database.rows(
            "SELECT o.short_name, s.on_day, s.title FROM study_session s JOIN party_org o ON o.id = s.org_id WHERE s.state <> '已归档'"
            f" AND s.on_day BETWEEN ? AND ? AND s.kind_id IN (SELECT id FROM study_kind WHERE {where}) ORDER BY s.on_day, s.id",
            (str(span.start), str(span.end)),
        )
        return [f"{org} {day}“{title}”的记录没有归档" for org, day, title in rows]

    return missing


def _missing_hours(office: Office, span: Span) -> Sequence[str]:
    short = hours.short_of(hours.hours_of_year(office, span.end.year))
    planned = office.database.one("SELECT count(*) FROM study_topic WHERE year = ?", (span.end.year,))
    found = [] if planned else [f"{span.end.year} 年没有学习计划"]
    return [*found, *(f"{person.branch} {person.name}：{person.missing}" for person in short)]
