"""The steps of a contest: the clerk ends it, and opens it again; all between goes by what its stages do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.features.quiz import progress
from desktop_app.ledger.steps import Step, Steps
from desktop_app.storage.office import Office


def _no_more_to_end(office: Office, values: Mapping[str, Any], _on: date) -> str:
    """A live stage under way is ended at its console, not over its head."""
    stages = office.database.rows(
        "SELECT id, title FROM quiz_stage WHERE contest_id = ? AND form = '现场' ORDER BY id", (values["id"],)
    )
    running = [
        title for stage, title in stages if any(begun for _, begun in progress.open_heats(office.database, stage))
    ]
    return f"“{running[0]}”的现场还没有结束，请先在现场点“结束比赛”。" if running else ""


CONTEST_STEPS = Steps(
    "state",
    (
        Step("结束竞赛", ("筹备", "已抽题", "初赛", "复赛", "决赛", "进行中"), "已结束", refuses=_no_more_to_end),
        Step("重新办理", ("已结束",), "进行中"),
    ),
    since="held_from",
)
