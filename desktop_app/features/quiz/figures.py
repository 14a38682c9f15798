"""The numbers the contest gives to the summary (domain.md §9 section 4), each with its rows. A stage counts once it was held,
not when it is lined up; contestants are distinct people.
"""

from collections.abc import Callable, Sequence
from typing import Any

from desktop_app.features.quiz.people import PLAYERS, PRESENT
from desktop_app.features.quiz.progress import HELD
from desktop_app.ledger.figures import Figure, FigureRows
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

SECTION = "竞赛与征集"
_UNDER = "({org} IN (SELECT org_id FROM org_under WHERE ancestor_id = ?3) OR ?3 IS NULL)"
_HELD = (
    "SELECT DISTINCT s.id, s.on_day, c.name, s.title FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id"
    " JOIN quiz_result r ON r.stage_id = s.id JOIN quiz_entrant e ON e.id = r.entrant_id"
    f" WHERE s.on_day BETWEEN ?1 AND ?2 AND {HELD} AND {_UNDER.format(org='e.org_id')} ORDER BY s.on_day, s.id"
)
_CONTESTANTS = (
    "SELECT m.id, s.on_day, c.name, s.title, e.name, m.name"
    f" FROM ({PLAYERS}) p JOIN quiz_result r ON r.entrant_id = p.entrant_id JOIN quiz_stage s ON s.id = r.stage_id"
    " JOIN quiz_entrant e ON e.id = p.entrant_id JOIN quiz_contest c ON c.id = p.contest_id JOIN member m ON m.id = p.member_id"
    f" WHERE s.on_day BETWEEN ?1 AND ?2 AND {HELD} AND {PRESENT} AND {_UNDER.format(org='p.org_id')}"
    " ORDER BY s.on_day, s.id, e.id, p.player"
)
_ENTRANTS = (
    "SELECT DISTINCT e.id, c.name, e.name FROM quiz_entrant e JOIN quiz_contest c ON c.id = e.contest_id"
    " JOIN quiz_result r ON r.entrant_id = e.id JOIN quiz_stage s ON s.id = r.stage_id"
    f" WHERE s.on_day BETWEEN ?1 AND ?2 AND {HELD} AND {_UNDER.format(org='e.org_id')} ORDER BY e.id"
)
_AWARDS = (
    "SELECT a.id, a.awarded_on, c.name, a.award, a.name FROM quiz_award a JOIN quiz_contest c ON c.id = a.contest_id"
    f" WHERE a.awarded_on BETWEEN ?1 AND ?2 AND {_UNDER.format(org='a.org_id')} ORDER BY a.awarded_on, a.id"
)
_AFTER = (
    "SELECT a.id, a.on_day, a.title, coalesce(a.host, '') FROM quiz_after a"
    f" WHERE a.on_day BETWEEN ?1 AND ?2 AND {_UNDER.format(org='a.org_id')} ORDER BY a.on_day, a.id"
)
_ANSWERED = (
    "SELECT w.member_id, a.on_day, a.title, m.name, CASE w.correct WHEN 1 THEN '对' ELSE '错' END FROM quiz_after_answer w"
    " JOIN quiz_after a ON a.id = w.after_id JOIN member m ON m.id = w.member_id"
    f" WHERE a.on_day BETWEEN ?1 AND ?2 AND {_UNDER.format(org='a.org_id')} ORDER BY a.on_day, w.id"
)


def _rows(sql: str, table: str, *headings: str) -> Callable[[Office, Span, int | None], FigureRows]:
    def read(office: Office, span: Span, org: int | None) -> FigureRows:
        found = office.database.rows(sql, (span.start.isoformat(), span.end.isoformat(), org))
        return FigureRows(headings, [_told(row, headings) for row in found], table, [row[0] for row in found])

    return read


def _told(row: Sequence[Any], headings: Sequence[str]) -> Sequence[Any]:
    """With 编号 asked for, the id too: a distinct count is by it, namesakes are two people."""
    return tuple(row) if headings[0] == "编号" else tuple(row[1:])


def _count(rows: Callable[[Office, Span, int | None], FigureRows]) -> Callable[[Office, Span, int | None], float]:
    return lambda office, span, org: len(rows(office, span, org).rows)


def _distinct(rows: Callable[[Office, Span, int | None], FigureRows]) -> Callable[[Office, Span, int | None], float]:
    return lambda office, span, org: len({row[0] for row in rows(office, span, org).rows})


def figures() -> tuple[Figure, ...]:
    """Every figure of the contest, in the order of the paper."""
    held = _rows(_HELD, "quiz_stage", "日期", "竞赛", "阶段")
    people = _rows(_CONTESTANTS, "member", "编号", "日期", "竞赛", "阶段", "参赛方", "姓名")
    entrants = _rows(_ENTRANTS, "quiz_entrant", "编号", "竞赛", "参赛方")
    awards = _rows(_AWARDS, "quiz_award", "日期", "竞赛", "奖项", "获奖者")
    after = _rows(_AFTER, "quiz_after", "日期", "名称", "提问人")
    answered = _rows(_ANSWERED, "member", "日期", "学后竞答", "姓名", "结果")
    return (
        Figure("quiz.stages", "知识竞赛", "场", "flow", _count(held), held, section=SECTION),
        Figure(
            "quiz.entrants",
            "参赛队（方）",
            "个",
            "flow",
            _distinct(entrants),
            entrants,
            "distinct",
            "编号",
            section=SECTION,
        ),
        Figure(
            "quiz.contestants", "参赛党员", "人", "flow", _distinct(people), people, "distinct", "编号", section=SECTION
        ),
        Figure("quiz.awards", "竞赛获奖", "个", "flow", _count(awards), awards, section=SECTION),
        Figure("quiz.after", "学后竞答", "次", "flow", _count(after), after, section=SECTION),
        Figure("quiz.after_answers", "学后竞答答题", "人次", "flow", _count(answered), answered, section=SECTION),
    )
