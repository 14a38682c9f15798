"""What innovation tells others: what is due (home page), what can't be right (self-check), what concerns a member, organisation or team."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from desktop_app.features.innovation import rules
from desktop_app.ledger.offered import About, AboutLine, Contradiction, Due, Urgency, dues_by_day
from desktop_app.storage.office import Office

_NEWEST = 20
_SOON = 7
_TERM_SOON = 30
_MOVING = ", ".join(f"'{state}'" for state in rules.RUNNING)
_SETTLED = ", ".join(f"'{state}'" for state in rules.NO_MORE_WAITED_FOR)
_GOES_ON = f"p.state NOT IN ({_SETTLED})"


def dues(office: Office, today: date) -> Sequence[Due]:
    """Quiet projects, milestones, plans that ran out, terms, benefits to be confirmed, money overspent."""
    return list(_dues(office, today))


_MILESTONE = (
    "SELECT s.id, s.due_on FROM milestone s JOIN project p ON p.id = s.project_id"
    f" WHERE s.done_on IS NULL AND {_GOES_ON} AND s.due_on {{}} ORDER BY s.due_on, s.id"
)
_DUES: tuple[tuple[Urgency, str, str, str, str], ...] = (
    (
        "overdue",
        "项目 60 天没有更新",
        "项",
        "projects",
        f"SELECT id, updated_on FROM project WHERE state IN ({_MOVING}) AND updated_on <= :quiet ORDER BY updated_on, id",
    ),
    ("overdue", "里程碑超过计划日期", "个", "milestones", _MILESTONE.format("< :now")),
    ("soon", "里程碑七天内到期", "个", "milestones", _MILESTONE.format("BETWEEN :now AND :soon")),
    (
        "overdue",
        "攻关超过计划完成日期",
        "项",
        "projects",
        "SELECT id, due_on FROM project WHERE due_on < :now ORDER BY due_on, id",
    ),
    (
        "missing",
        "效益计算期已满、财务没有确认",
        "笔",
        "benefits",
        "SELECT id, to_on FROM benefit WHERE confirmed_on IS NULL AND to_on < :now ORDER BY to_on, id",
    ),
    (
        "missing",
        "项目实支超过批准经费",
        "项",
        "projects",
        "SELECT id, approved_on FROM project WHERE spent > budget_approved ORDER BY approved_on, id",
    ),
    (
        "soon",
        "团队任期将满或已满",
        "个",
        "teams",
        "SELECT id, term_to FROM team WHERE disbanded_on IS NULL AND term_to <= :term ORDER BY term_to, id",
    ),
)


def _dues(office: Office, today: date) -> Iterator[Due]:
    days = {
        "now": today.isoformat(),
        "soon": (today + timedelta(days=_SOON)).isoformat(),
        "quiet": rules.quiet_since(today),
        "term": (today + timedelta(days=_TERM_SOON)).isoformat(),
    }
    for urgency, title, unit, ledger, sql in _DUES:
        rows = office.database.execute_sql(sql, days).fetchall()
        if rows:
            if urgency == "soon":
                yield from dues_by_day(title, unit, ledger, rows, today)
                continue
            first = next((date.fromisoformat(on) for _, on in rows if on), None)
            yield Due(urgency, title, len(rows), unit, ledger, [row for row, _ in rows], first)


_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "没有带头人",
        "teams",
        "团队{what}现在没有带头人。",
        "SELECT id, name, '' FROM team WHERE disbanded_on IS NULL AND leader_id IS NULL",
    ),
    (
        "离开后还在团队",
        "teams",
        "{what}在 {on} 已离开，团队里还没有写退出日期。",
        "SELECT t.team_id, m.name, m.left_on FROM team_member t JOIN member m ON m.id = t.member_id"
        " JOIN team g ON g.id = t.team_id WHERE t.to_on IS NULL AND m.left_on IS NOT NULL AND g.disbanded_on IS NULL",
    ),
    (
        "没有验收也没有试用就投用",
        "projects",
        "项目{what}在 {on} 投用，却没有验收，也没有试用。",
        "SELECT id, name, in_use_on FROM project WHERE in_use_on IS NOT NULL"
        " AND ifnull(accepted_on, '9999') > in_use_on AND ifnull(trial_on, '9999') > in_use_on",
    ),
    (
        "带头人不在攻关成员里",
        "projects",
        "项目{what}的带头人不在立项那天的攻关成员里。",
        "SELECT p.id, p.name, '' FROM project p WHERE p.approved_on IS NOT NULL AND p.leader_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM project_member x WHERE x.project_id = p.id AND x.member_id = p.leader_id)",
    ),
    (
        "效益早于投用",
        "benefits",
        "项目{what}的效益从 {on} 算起，那时还没有投用或试用。",
        "SELECT b.id, p.name, b.from_on FROM benefit b JOIN project p ON p.id = b.project_id"
        " WHERE b.from_on < ifnull(p.trial_on, ifnull(p.in_use_on, '9999'))",
    ),
    (
        "获奖项目没有了",
        "awards",
        "奖项{what}的项目已经不在台账里。",
        "SELECT a.id, a.title, '' FROM award a WHERE a.subject_table = 'project'"
        " AND NOT EXISTS (SELECT 1 FROM project p WHERE p.id = a.subject_id)",
    ),
)


def checks(office: Office) -> Sequence[Contradiction]:
    """Teams, projects and benefits that can't be the way they say."""
    found = []
    for rule, ledger, sentence, sql in _CHECKS:
        for number, what, on in office.database.rows(sql):
            told = sentence.format(what=f"“{what}”", on=on or "")
            found.append(Contradiction(rule, f"{ledger}:{number}:{rule}", told, ((ledger, number),)))
    return found


def doubts(office: Office, project: int) -> Sequence[str]:
    """What the pane of a project warns of: more spent than approved, figures that finance has not confirmed."""
    rows = office.database.rows("SELECT spent, budget_approved, net_estimated FROM project WHERE id = ?", (project,))
    if not rows:
        return []
    spent, approved, estimated = rows[0]
    over = rules.overspent({"spent": spent, "budget_approved": approved})
    rough = "效益里有财务还没有确认的，只算预估。" if estimated else ""
    return [sentence for sentence in (over, rough) if sentence]


_OF = {
    "member": "p.leader_id = ?1 OR p.id IN (SELECT project_id FROM project_member WHERE member_id = ?1)",
    "party_org": "p.org_id = ?1",
    "team": "p.team_id = ?1",
}
_AWARDED = (
    "(SELECT group_concat(a.level || '级' || replace(a.grade, '无', '奖'), '、') FROM award a"
    " WHERE a.subject_table = 'project' AND a.subject_id = p.id)"
)


def about(office: Office, table: str, row_id: int) -> About | None:
    """The projects, with their awards, the teams and the small ideas of a member or an organisation; a team's projects and awards."""
    where = _OF.get(table)
    if where is None:
        return None
    parts = [
        "SELECT 'projects', p.id, ifnull(p.approved_on, ifnull(p.applied_on, '')) AS d, p.name,"
        f" p.state || ifnull('　' || {_AWARDED}, '') FROM project p WHERE {where}"
    ]
    if table == "member":
        parts.append(
            "SELECT 'teams', t.id, x.from_on, t.name, x.role || ifnull('（至 ' || x.to_on || '）', '') FROM team_member x"
            " JOIN team t ON t.id = x.team_id WHERE x.member_id = ?1"
        )
    if table == "team":
        parts.append(
            "SELECT 'awards', a.id, a.awarded_on, a.title || '（' || p.name || '）', a.level || '级' || replace(a.grade, '无', '')"
            " FROM award a JOIN project p ON a.subject_table = 'project' AND p.id = a.subject_id WHERE p.team_id = ?1"
        )
    else:
        column = "member_id" if table == "member" else "org_id"
        parts.append(f"SELECT 'small_ideas', s.id, s.on_day, s.name, s.kind FROM small_idea s WHERE s.{column} = ?1")
    rows = office.database.rows(f"{' UNION ALL '.join(parts)} ORDER BY 3 DESC, 2 DESC", (row_id,))
    if not rows:
        return None
    lines = [
        AboutLine(f"{on} {text}".strip(), note, ledger, number) for ledger, number, on, text, note in rows[:_NEWEST]
    ]
    projects, awards = (sum(ledger == key for ledger, *_ in rows) for key in ("projects", "awards"))
    won = f"，获奖 {awards} 项" if awards else ""
    return About("创新", f"项目 {projects} 项{won}，共 {len(rows)} 条", lines)
