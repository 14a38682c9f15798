"""The ledgers of 攻坚任务: duties by unit, the 跟班 log."""

from desktop_app.features.visits import acts
from desktop_app.features.visits.model import Task, TaskDuty, TaskLog
from desktop_app.features.visits.papers import TASK_PAPERS
from desktop_app.features.visits.schema import SLICE
from desktop_app.ledger.declaration import Column, ImportSpec, Ledger, Offers, Part, Section, View

DUTIES = Ledger(
    key="task_duties",
    title="任务分工",
    unit="项",
    record=TaskDuty,
    slice=SLICE,
    columns=(Column("org"), Column("duty")),
    searched=(),
    form=(Section("分工", ("task", "org", "duty")),),
    order=(("org", False),),
)
LOGS = Ledger(
    key="task_logs",
    title="跟班",
    unit="人次",
    record=TaskLog,
    slice=SLICE,
    columns=(
        Column("on"),
        Column("shift"),
        Column("site"),
        Column("org"),
        Column("cadre"),
        Column("covered"),
        Column("sprayed"),
        Column("planted"),
        Column("note"),
        Column("task", hidden=True),
    ),
    searched=("site", "cadre"),
    form=(Section("跟班", ("task", "on", "shift", "site", "org", "cadre", "covered", "sprayed", "planted", "note")),),
    views=(View("有不到位的", where=lambda _today: ~(TaskLog.covered & TaskLog.sprayed & TaskLog.planted)),),
    order=(("on", True),),
    org_field="org",
    imports=ImportSpec(keys=(), required=("task", "on", "site", "org", "cadre")),
    actions=acts.LOG_ACTIONS,
    icon="clock",
    empty="这里还没有跟班记录。",
)
TASKS = Ledger(
    key="tasks",
    title="攻坚任务",
    unit="项",
    record=Task,
    slice=SLICE,
    columns=(Column("title"), Column("from_on"), Column("to_on"), Column("aim")),
    searched=("title",),
    form=(Section("任务", ("title", "from_on", "to_on", "aim")),),
    order=(("from_on", True),),
    parts=(Part("分工", DUTIES, "task"), Part("跟班", LOGS, "task")),
    offers=Offers(record_papers=TASK_PAPERS),
    icon="flag",
    empty="这里还没有攻坚任务。",
)
