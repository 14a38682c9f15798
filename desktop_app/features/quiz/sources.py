"""出处文件: the texts that questions are drawn from, by edition; when one is superseded its questions are retired, not lost (Q1)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop_app.features.quiz.model import Source
from desktop_app.features.quiz.slice import SLICE
from desktop_app.ledger.declaration import Action, Column, Condition, ImportSpec, Ledger, Section, View
from desktop_app.ledger.writes import default_values, insert_rows
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError


def supersede(office: Office, source: int, last_day: date, successor: str = "") -> int:
    """A text's last day: it is kept with the text, and its questions that are valid beyond it end with it and are 停用. How many."""
    name = office.database.one("SELECT name FROM quiz_source WHERE id = ?", (source,))
    if name is None:
        raise OfficeError("这个文件已经不在了。", "请刷新后再试。")
    day = last_day.isoformat()
    with office.change(f"{name} 停止施行") as change:
        office.database.execute_sql(
            "UPDATE quiz_source SET valid_to = ?, successor = coalesce(?, successor) WHERE id = ?",
            (day, successor or None, source),
        )
        retired = office.database.execute_sql(
            "UPDATE quiz_question SET state = '停用', valid_to = min(coalesce(valid_to, ?1), ?1)"
            " WHERE source = ?2 AND state <> '停用'",
            (day, name),
        ).rowcount
        change.title = f"{name} 停止施行，停用 {retired} 题"
    return retired


def eve_of(day: date) -> date:
    """The day before a new text takes effect."""
    return day - timedelta(days=1)


def _supersede(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.superseding import SupersedeDialog

    SupersedeDialog(tab.desk, ids[0], tab.window()).open()


def _validate(values: dict[str, Any], _office: Office, _row_id: int | None) -> dict[str, str]:
    start, end = values.get("valid_from"), values.get("valid_to")
    return {"valid_to": "停止施行日期早于施行日期"} if start and end and end < start else {}


def _create(values: Mapping[str, Any], office: Office) -> int:
    return insert_rows(office, LEDGER, [default_values(LEDGER) | dict(values)])[0]


LEDGER = Ledger(
    key="quiz_source",
    title="出处文件",
    unit="份",
    record=Source,
    slice=SLICE,
    columns=(
        Column("name"), Column("valid_from"), Column("valid_to"), Column("successor"), Column("remark", hidden=True),
    ),
    searched=("name", "successor"),
    form=(Section("文件", ("name", "valid_from", "valid_to", "successor", "remark")),),
    views=(
        View("现行", (Condition("valid_to", "为空"),)),
        View("已停止施行", (Condition("valid_to", "不为空"),)),
    ),
    creates=_create,
    order=(("name", False),),
    imports=ImportSpec(keys=("name",), required=("name",), synonyms={"name": ("文件", "文件名称", "出处")}),
    validate=_validate,
    actions=(Action("停止施行…", _supersede, selection="one", icon="history"),),
    icon="books",
    empty="这里记题目出自哪些文件、哪个版本。文件修订以后在这里办“停止施行”，它的题目就不再抽到。",
)  # fmt: skip
