"""The study ledger's period tables: 三会一课统计表, 学时统计表, 学习计划."""

from pathlib import Path
from typing import Any

from desktop_app.features.study import frequency, hours
from desktop_app.features.study.frequency import FrequencyBoard
from desktop_app.features.study.words import Duty
from desktop_app.ledger.paper_words import foot_places, paper_foot
from desktop_app.paper.long_table import PaperColumn, TablePaper
from desktop_app.paper.table import section, total
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

_SHOWN = (Duty.ASSEMBLY, Duty.COMMITTEE, Duty.GROUP, Duty.CLASS, Duty.PARTY_DAY, Duty.LIFE_MEETING, Duty.APPRAISAL)


def write_frequency(
    office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT
) -> Any:
    """Branches × duties: asked and held in the periods that ended within the span, gaps told in words."""
    boards = [frequency.frequency_board(office, year, scope) for year in range(span.start.year, span.end.year + 1)]
    columns = [PaperColumn("党支部", align="left", min_width=34)]
    for duty in _SHOWN:
        columns += [PaperColumn("应开", group=str(duty)), PaperColumn("已开", group=str(duty))]
    columns.append(PaperColumn("缺开", align="left", weight=1, min_width=24))
    rows, sums = _frequency_rows(office, boards, span, scope)
    rows.append(total(("合计", *(str(number) for number in sums), "")))
    customary = any(board.customary for board in boards)
    return TablePaper(
        f"{span.title()}三会一课统计表",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right="单位：场次",
        foot=foot_places(office),
        notes=("注：应开次数为当时惯例；季度、年度的会议在期末月份计应开。",) if customary else (),
    ).write(path, progress)


def _frequency_rows(
    office: Office, boards: list[FrequencyBoard], span: Span, scope: int | None
) -> tuple[list[Any], list[int]]:
    asked: dict[tuple[str, str], list[int]] = {}
    for duty in _SHOWN:
        for name, _, needed, held in frequency.required_and_held(office, span, scope, duty):
            pair = asked.setdefault((name, duty), [0, 0])
            pair[0] += needed
            pair[1] += held
    missing: dict[str, list[str]] = {}
    for gap in frequency.gaps(office, span, scope):
        missing.setdefault(gap.name, []).append(f"{gap.on.month}月{gap.duty}")
    rows: list[Any] = []
    sums = [0] * (2 * len(_SHOWN))
    for name in dict.fromkeys(branch.name for board in boards for branch in board.branches):
        cells: list[str] = []
        for at, duty in enumerate(_SHOWN):
            needed, held = asked.get((name, duty), (0, 0))
            sums[2 * at] += needed
            sums[2 * at + 1] += held
            cells += [str(needed or ""), str(held or ("0" if needed else ""))]
        rows.append((name, *cells, "、".join(missing.get(name, ()))))
    return rows, sums


def write_hours(office: Office, path: Path, span: Span, scope: int | None = None, progress: Progress = SILENT) -> Any:
    """Branches with their means, and under each the people short of the year's hours; those apart at the end."""
    people = hours.hours_of_year(office, span.end.year, scope)
    short = hours.short_of(people)
    rows: list[Any] = []
    for branch in hours.branch_hours(people):
        rows.append(
            section(f"{branch.name}　考核 {branch.people} 人，达标 {branch.reached} 人，人均 {branch.mean:.1f} 学时")
        )
        for person in short:
            if person.org == branch.org:
                rows.append(_person(person))
    apart = [person for person in people if person.apart]
    if apart:
        rows.append(section(f"不考核 {len(apart)} 人（年老体弱、失联、流动、不满一年）"))
        rows += [_person(person) for person in apart]
    headings = ("党支部", "姓名", "类别", "学时", "应有", "送学次数", "说明")
    columns = [
        PaperColumn(heading, align="left" if heading in ("党支部", "说明") else "center") for heading in headings
    ]
    return TablePaper(
        f"{span.end.year}年度党员学时统计表",
        columns,
        rows,
        unit_left=f"填报单位：{paper_foot(office)['unit']}",
        date_right=f"未达标 {len(short)} 人",
        foot=foot_places(office),
        notes=("注：党员每年不少于32学时，书记和班子成员不少于56学时并至少参加1次集中培训；一天最多计8学时。",),
    ).write(path, progress)


def _person(person: hours.PersonHours) -> tuple[str, ...]:
    return (
        person.branch,
        person.name,
        "班子成员" if person.leader else "党员",
        f"{person.hours / 10:g}",
        f"{person.needed / 10:g}",
        str(person.delivered or ""),
        person.apart or person.missing,
    )


def write_plan(office: Office, path: Path, span: Span, _scope: int | None = None, progress: Progress = SILENT) -> Any:
    """The year's 专题 with content and manner by kind of branch."""
    rows: list[Any] = []
    last = None
    for title, first, until, line, kind, content, manner in office.database.rows(
        "SELECT t.title, ifnull(t.from_on, ''), ifnull(t.until_on, ''), d.line, d.member_kind, ifnull(d.content, ''),"
        " ifnull(d.manner, '') FROM study_topic t LEFT JOIN study_duty d ON d.topic_id = t.id WHERE t.year = ? ORDER BY t.seq, t.id, d.id",
        (span.end.year,),
    ):
        if title != last:
            rows.append(section(f"{title}（{first} 至 {until}）"))
            last = title
        rows.append((line or "各条线", kind or "各类支部", content, manner))
    columns = [
        PaperColumn("条线", min_width=16),
        PaperColumn("支部类型", min_width=22),
        PaperColumn("学习内容", align="left", weight=2),
        PaperColumn("方式", align="left", weight=1),
    ]
    return TablePaper(
        f"{span.end.year}年学习计划",
        columns,
        rows,
        unit_left=f"单位：{paper_foot(office)['unit']}",
        landscape=False,
    ).write(path, progress)
