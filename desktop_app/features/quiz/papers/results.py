"""成绩册: how the contest went, the places of every stage, the awards (Q13), as a paper that can be sent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.features.quiz import staging
from desktop_app.features.quiz.people import contestants
from desktop_app.features.quiz.words import StageName
from desktop_app.paper.official import Block, Heading, OfficialPaper, PaperColumn, Paragraph, SmallTable
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress

_NUMBERS = "一二三四五六七八九十"


def write_results(office: Office, path: Path, contest: int, progress: Progress = SILENT) -> None:
    """The whole contest so far."""
    name, host, held_to = office.database.rows(
        "SELECT name, coalesce(host, ''), coalesce(held_to, held_from) FROM quiz_contest WHERE id = ?", (contest,)
    )[0]
    blocks: list[Block] = [Heading("一、竞赛概况"), Paragraph(_overview(office, contest))]
    for at, told in enumerate(staging.stages_of(office, contest), 1):
        blocks += [Heading(f"{_NUMBERS[at]}、{told['title']}（{_held(told)}）"), *_stage(office, told)]
    number = len(staging.stages_of(office, contest)) + 1
    blocks += [Heading(f"{_NUMBERS[number]}、获奖名单"), *_awards(office, contest)]
    signed = date.fromisoformat(held_to) if held_to else office.clock.today()
    OfficialPaper(f"{name}\n成绩册", blocks, signer=host or office.name, signed_on=signed).write(path, progress)


def _overview(office: Office, contest: int) -> str:
    name, mode, start, end = office.database.rows(
        "SELECT name, mode, held_from, held_to FROM quiz_contest WHERE id = ?", (contest,)
    )[0]
    entrants = office.database.one("SELECT count(*) FROM quiz_entrant WHERE contest_id = ?", (contest,))
    stages = "、".join(told["title"] for told in staging.stages_of(office, contest))
    days = [chinese_day(date.fromisoformat(day)) for day in (start, end) if day]
    when = "至".join(dict.fromkeys(days))
    what = f"{entrants} 个参赛方" if mode == "个人" else f"{entrants} 支代表队"
    return f"{name}{'于' + when + '举行' if when else ''}，{what}、{len(contestants(office, contest))} 名党员参加，经{stages}，成绩如下。"


def _held(told: dict[str, Any]) -> str:
    """When, how, and how many go on."""
    day = [chinese_day(date.fromisoformat(told["on_day"]))] if told["on_day"] else []
    where = "每场前" if told["heats"] > 1 else "前"
    through = [] if told["stage"] == StageName.FINAL else [f"{where} {told['promote_n']} 名晋级"]
    return "，".join([*day, told["form"], *through])


def _stage(office: Office, told: dict[str, Any]) -> Iterator[Block]:
    rows = office.database.rows(
        "SELECT r.heat, r.rank, e.name, coalesce(o.short_name, ''), a.name, b.name, c.name, r.total, r.promoted, coalesce(r.how, '')"
        " FROM quiz_result r JOIN quiz_entrant e ON e.id = r.entrant_id LEFT JOIN party_org o ON o.id = e.org_id"
        " LEFT JOIN member a ON a.id = e.p1_id LEFT JOIN member b ON b.id = e.p2_id LEFT JOIN member c ON c.id = e.p3_id"
        " WHERE r.stage_id = ? ORDER BY r.heat, r.rank IS NULL, r.rank, e.id",
        (told["id"],),
    )
    if not rows:
        yield Paragraph("本阶段还没有参赛名单。")
        return
    last = told["stage"] == StageName.FINAL
    headings = [PaperColumn("名次"), PaperColumn("参赛方", align="left"), PaperColumn("所在组织", align="left"),
                PaperColumn("选手", align="left"), PaperColumn("总分", align="right"), PaperColumn("备注")]  # fmt: skip
    several = told["heats"] > 1
    if several:
        headings.insert(0, PaperColumn("场次"))
    yield SmallTable(headings, [_row(row, several, last) for row in rows])


def _row(row: tuple[Any, ...], several: bool, last: bool) -> list[str]:
    heat, rank, name, org, *players, total, promoted, how = row
    people = "、".join(filter(None, players))
    note = "、".join(filter(None, ("晋级" if promoted and not last else "", how)))
    told = [str(rank or ""), name, org, people, points(total), note]
    return [str(heat), *told] if several else told


def points(tenths: int | None) -> str:
    """A score without a needless decimal: 86, 85.5."""
    return "" if tenths is None else f"{tenths / 10:g}"


def _awards(office: Office, contest: int) -> Iterator[Block]:
    rows = office.database.rows(
        "SELECT a.award, a.name, coalesce(o.short_name, '') FROM quiz_award a LEFT JOIN party_org o ON o.id = a.org_id"
        " WHERE a.contest_id = ? ORDER BY a.id",
        (contest,),
    )
    if not rows:
        yield Paragraph("（未设奖项）")
        return
    columns = [PaperColumn("奖项"), PaperColumn("获奖者", align="left"), PaperColumn("所在组织", align="left")]
    yield SmallTable(columns, [list(row) for row in rows])
