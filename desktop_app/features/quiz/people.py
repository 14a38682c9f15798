"""Whoever took part: contestants of a contest, what a member's pane says of them, hours credited to the study log (Q13)."""

from typing import NamedTuple

from desktop_app.features.quiz.words import ContestState
from desktop_app.ledger.named import ask
from desktop_app.ledger.offered import About, AboutLine
from desktop_app.people.links import End, links_of
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

PLAYERS = (
    "SELECT id AS entrant_id, contest_id, 1 AS player, p1_id AS member_id, org_id FROM quiz_entrant WHERE p1_id IS NOT NULL"
    " UNION ALL SELECT id, contest_id, 2, p2_id, org_id FROM quiz_entrant WHERE p2_id IS NOT NULL"
    " UNION ALL SELECT id, contest_id, 3, p3_id, org_id FROM quiz_entrant WHERE p3_id IS NOT NULL"
)
"""Every contestant with the entrant they play for."""


PRESENT = (
    "(EXISTS (SELECT 1 FROM quiz_mark k WHERE (k.stage_id, k.entrant_id, k.player) = (r.stage_id, p.entrant_id, p.player)"
    " AND NOT k.absent) OR NOT EXISTS (SELECT 1 FROM quiz_mark k"
    " WHERE (k.stage_id, k.entrant_id, k.player) = (r.stage_id, p.entrant_id, p.player)))"
)
"""SQL: whether player `p` of place `r` was there: not 缺考 in every paper of the stage."""


class Credit(NamedTuple):
    """What crediting would write: to whom, for which day, tenths of an hour."""

    members: tuple[int, ...]
    on: str
    hours: int


def contestants(office: Office, contest: int) -> list[int]:
    """Distinct members who were in a stage of this contest; who was 缺考 in all of a written stage was not in it."""
    return [at for (at,) in office.database.rows(
        f"SELECT DISTINCT p.member_id FROM ({PLAYERS}) p JOIN quiz_result r ON r.entrant_id = p.entrant_id"
        f" WHERE p.contest_id = ? AND {PRESENT} ORDER BY 1",
        (contest,),
    )]  # fmt: skip


def can_credit() -> bool:
    """Whether somebody keeps a study log."""
    return ask("credit_hours") is not None


def to_credit(office: Office, contest: int) -> Credit:
    """What crediting this contest would write. OfficeError when it was done, or hours or day are missing."""
    name, hours, day, done = office.database.rows(
        "SELECT name, hours, coalesce(held_to, held_from), credited_on FROM quiz_contest WHERE id = ?", (contest,)
    )[0]
    if done:
        raise OfficeError(f"“{name}”的学时已于 {done} 记入学习台账。", "要更正请在学习台账里改。")
    if not hours or not day:
        raise OfficeError(f"“{name}”还没有写{'计入学时' if not hours else '结束日期'}。", "请在竞赛的资料里填上。")
    return Credit(tuple(contestants(office, contest)), day, hours)


def credit(office: Office, contest: int) -> int:
    """Credit every contestant's hours in the study log; one change; how many people."""
    credit_hours = ask("credit_hours")
    if credit_hours is None:
        raise OfficeError("学习台账不在这个程序里，学时没有记入。")
    told = to_credit(office, contest)
    if office.database.one("SELECT state FROM quiz_contest WHERE id = ?", (contest,)) != ContestState.FINISHED:
        raise OfficeError("竞赛还没有结束，学时还不能记。", "决赛比完自动结束；没有决赛的，请先点“结束竞赛”。")
    name = office.database.one("SELECT name FROM quiz_contest WHERE id = ?", (contest,))
    with office.change(f"竞赛学时记入学习台账：{name}（{len(told.members)} 人）"):
        credit_inside(office, contest, told, name)
    return len(told.members)


def credit_inside(office: Office, contest: int, told: Credit, name: str) -> None:
    """The same inside an open change."""
    from datetime import date

    credit_hours = ask("credit_hours")
    if credit_hours is not None:
        credit_hours(
            office, list(told.members), date.fromisoformat(told.on), told.hours, name, End("quiz_contest", contest)
        )
        office.database.execute_sql(
            "UPDATE quiz_contest SET credited_on = ? WHERE id = ?", (office.clock.today().isoformat(), contest)
        )


def about(office: Office, table: str, row_id: int) -> About | None:
    """What the contest has to say in another record's pane: a member's contests, an organisation's, a session's 学后竞答."""
    if table == "member":
        return _about_member(office, row_id)
    if table == "party_org":
        return _about_org(office, row_id)
    return _about_other(office, table, row_id)


def _about_member(office: Office, member: int) -> About | None:
    rows = office.database.rows(
        "SELECT c.id, c.name, coalesce(c.held_from, ''), e.name, (SELECT group_concat(award, '、') FROM quiz_award a"
        " WHERE a.contest_id = c.id AND (a.member_id = ?1 OR a.entrant_id = e.id)),"
        " (SELECT s.stage || '第 ' || r.rank || ' 名' FROM quiz_result r JOIN quiz_stage s ON s.id = r.stage_id"
        "  WHERE r.entrant_id = e.id AND r.rank IS NOT NULL ORDER BY s.id DESC LIMIT 1)"
        " FROM quiz_entrant e JOIN quiz_contest c ON c.id = e.contest_id WHERE ?1 IN (e.p1_id, e.p2_id, e.p3_id)"
        " ORDER BY c.held_from DESC",
        (member,),
    )
    lines = [
        AboutLine(f"{day} {name}（{entrant}）".strip(), awards or place or "", "quiz_contest", at)
        for at, name, day, entrant, awards, place in rows
    ]
    asked, right = office.database.rows(
        "SELECT count(*), coalesce(sum(correct), 0) FROM quiz_after_answer WHERE member_id = ?", (member,)
    )[0]
    if not lines and not asked:
        return None
    parts = [f"参赛 {len(lines)} 次"] * bool(lines) + [f"学后竞答 {asked} 题，答对 {right}"] * bool(asked)
    return About("知识竞赛", "；".join(parts), lines)


def _about_org(office: Office, org: int) -> About | None:
    rows = office.database.rows(
        "SELECT c.id, c.name, coalesce(c.held_from, ''), e.name FROM quiz_entrant e JOIN quiz_contest c ON c.id = e.contest_id"
        " WHERE e.org_id = ? ORDER BY c.held_from DESC",
        (org,),
    )
    lines = [AboutLine(f"{day} {name}".strip(), entrant, "quiz_contest", at) for at, name, day, entrant in rows]
    return About("知识竞赛", f"参赛 {len(lines)} 队次", lines) if lines else None


def _about_other(office: Office, table: str, row_id: int) -> About | None:
    tied = [tie.other.id for tie in links_of(office, End(table, row_id)) if tie.other.table == "quiz_after"]
    lines = []
    for after in tied:
        on, title, asked, right = office.database.rows(
            "SELECT a.on_day, a.title, count(w.id), coalesce(sum(w.correct), 0) FROM quiz_after a"
            " LEFT JOIN quiz_after_answer w ON w.after_id = a.id WHERE a.id = ? GROUP BY a.id",
            (after,),
        )[0]
        lines.append(AboutLine(f"{on} {title}", f"{asked} 人次，答对 {right}", "quiz_after", after))
    return About("学后竞答", f"{len(lines)} 次", lines) if lines else None
