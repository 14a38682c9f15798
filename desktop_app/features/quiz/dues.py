"""What of the contests is due: a stage that comes without questions, papers without marks, a contest past its last day, hours not
credited, questions of dead texts.
"""

from datetime import date, timedelta

from desktop_app.features.quiz.people import can_credit
from desktop_app.ledger.offered import Due, dues_by_day
from desktop_app.storage.office import Office

_AHEAD = timedelta(days=7)


def dues(office: Office, today: date) -> list[Due]:
    """The lines for the home page; none with nothing to do."""
    found = [
        *_coming(office, today),
        *_not_ended(office, today),
        *_unmarked(office, today),
        *_dead_texts(office, today),
    ]
    if can_credit():
        found += _not_credited(office)
    return found


def _line(rows: list[tuple], urgency: str, title: str, unit: str, ledger: str) -> list[Due]:
    if not rows:
        return []
    days = [date.fromisoformat(day) for _, day in rows if day]
    ids = [at for at, _ in sorted(rows, key=lambda row: (row[1] or "9999", row[0]))]
    return [Due(urgency, title, len(ids), unit, ledger, ids, min(days, default=None))]  # type: ignore[arg-type]


def _coming(office: Office, today: date) -> list[Due]:
    rows = office.database.rows(
        "SELECT s.id, s.on_day FROM quiz_stage s JOIN quiz_contest c ON c.id = s.contest_id"
        " WHERE s.on_day BETWEEN ? AND ? AND c.state <> '已结束'"
        " AND NOT EXISTS (SELECT 1 FROM quiz_drawn d WHERE d.stage_id = s.id)",
        (today.isoformat(), (today + _AHEAD).isoformat()),
    )
    return dues_by_day("一周内开赛，还没有抽题的竞赛", "场", "quiz_stage", rows, today)


def _unmarked(office: Office, today: date) -> list[Due]:
    rows = office.database.rows(
        "SELECT m.id, s.on_day FROM quiz_mark m JOIN quiz_stage s ON s.id = m.stage_id"
        " WHERE s.on_day < ? AND m.score IS NULL AND m.absent = 0",
        (today.isoformat(),),
    )
    return _line(rows, "missing", "考完还没有成绩的试卷", "份", "quiz_mark")


def _not_ended(office: Office, today: date) -> list[Due]:
    rows = office.database.rows(
        "SELECT id, held_to FROM quiz_contest WHERE held_to < ? AND state <> '已结束'", (today.isoformat(),)
    )
    return _line(rows, "overdue", "过了结束日期、还没有办完的竞赛", "项", "quiz_contest")


def _not_credited(office: Office) -> list[Due]:
    rows = office.database.rows(
        "SELECT id, coalesce(held_to, held_from) FROM quiz_contest"
        " WHERE state = '已结束' AND hours > 0 AND credited_on IS NULL",
    )
    return _line(rows, "missing", "结束了还没有记学时的竞赛", "项", "quiz_contest")


def _dead_texts(office: Office, today: date) -> list[Due]:
    rows = office.database.rows(
        "SELECT q.id, s.valid_to FROM quiz_question q JOIN quiz_source s ON s.name = q.source"
        " WHERE s.valid_to < ? AND q.state <> '停用'",
        (today.isoformat(),),
    )
    return _line(rows, "missing", "出处已经停止施行、还没有停用的题", "题", "quiz_question")
