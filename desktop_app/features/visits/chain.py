"""One chain, seen from each end (P7): visit → appeal → problem item → closing → 回访, and what is open where.

The part that stands in the problem lists is told by whoever keeps them (`items_told`); what an item came from is told here to them.
"""

from collections.abc import Sequence

from desktop_app.features.visits.words import AppealState
from desktop_app.ledger.named import ask
from desktop_app.ledger.offered import About, AboutLine
from desktop_app.storage.office import Office

DONE, OPEN = "✓ ", "○ "
TITLE = "来龙去脉"
_APPEALS = (
    "SELECT a.id, a.text, a.state, a.due_on, a.done_on, a.called_back_on, a.satisfaction, v.id, v.on_day, v.code FROM appeal a"
    " JOIN visit v ON v.id = a.visit_id WHERE {where} ORDER BY a.id"
)
Appeal = tuple[int, str, str, str, str | None, str | None, str | None, int, str, str]


def about_chain(office: Office, table: str, row_id: int) -> About | None:
    """The chain of a visit (all its appeals), of an appeal, of a 跟班 whose points were not met."""
    if table == "task_log":
        lines = _items(office, "task_log", row_id)
        return About(TITLE, _summary(lines), lines) if lines else None
    where = {"visit": "a.visit_id = ?", "appeal": "a.id = ?"}.get(table)
    if where is None:
        return None
    lines = []
    for appeal in office.database.rows(_APPEALS.format(where=where), (row_id,)):
        lines += [] if table == "visit" else [_visited(appeal)]
        lines += [_asked(appeal), *_items(office, "appeal", appeal[0]), _told_back(appeal)]
    return About(TITLE, _summary(lines), lines) if lines else None


def origin_told(office: Office, table: str, row_id: int) -> Sequence[AboutLine]:
    """What a problem item came from: the visit and the appeal, or the 跟班; and behind it the 回访. () where it is none of ours."""
    if table == "task_log":
        rows = office.database.rows("SELECT on_day, site FROM task_log WHERE id = ?", (row_id,))
        return [AboutLine(f"{DONE}{on} 跟班 {site}", "不到位", "task_logs", row_id) for on, site in rows]
    if table != "appeal":
        return ()
    return [
        line
        for appeal in office.database.rows(_APPEALS.format(where="a.id = ?"), (row_id,))
        for line in (_visited(appeal), _asked(appeal), _told_back(appeal))
    ]


def _items(office: Office, table: str, row_id: int) -> Sequence[AboutLine]:
    answer = ask("items_told")
    return answer(office, table, row_id) if answer else ()


def _visited(appeal: Appeal) -> AboutLine:
    return AboutLine(f"{DONE}{appeal[8]} 走访", appeal[9], "visits", appeal[7])


def _asked(appeal: Appeal) -> AboutLine:
    number, text, state, due_on, done_on, *_ = appeal
    done = state != AppealState.OPEN
    note = f"{done_on} 办结" if done else f"{state}，{due_on} 前"
    return AboutLine(f"{DONE if done else OPEN}诉求：{text}", note, "appeals", number)


def _told_back(appeal: Appeal) -> AboutLine:
    told = appeal[2] == AppealState.TOLD
    note = f"{appeal[5]} {appeal[6] or ''}".strip() if told else "没有回访"
    return AboutLine(f"{DONE if told else OPEN}回访", note, "appeals", appeal[0])


def _summary(lines: Sequence[AboutLine]) -> str:
    waiting = sum(line.text.startswith(OPEN) for line in lines)
    return f"还有 {waiting} 步没有走完" if waiting else "都已走完"
