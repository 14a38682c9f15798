"""竞赛: the ledgers of contests, stages, rounds, entrants, marks, places and awards; what is done with them opens from ui/."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.features.quiz import draw
from desktop_app.features.quiz.live.scoring import parse_ladder, parse_numbers
from desktop_app.features.quiz.model import Award, Contest, Entrant, LoggedEvent, Mark, Outcome, Round, Stage
from desktop_app.features.quiz.ranking import parse_rule
from desktop_app.features.quiz.slice import SLICE
from desktop_app.features.quiz.steps import CONTEST_STEPS
from desktop_app.features.quiz.words import Form
from desktop_app.ledger.declaration import Action, Column, Condition, ImportSpec, Ledger, Part, Section, View
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import default_values, insert_rows
from desktop_app.storage.office import Office


def _readable(values: Mapping[str, Any], checks: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for each field whose words can't be read."""
    found = {}
    for name, read in checks.items():
        try:
            if values.get(name):
                read(values[name])
        except ValueError as fault:
            found[name] = str(fault)
    return found


def _check_stage(values: Mapping[str, Any], _office: Office, _row_id: int | None) -> Mapping[str, str]:
    found = _readable(values, {"tie_rule": parse_rule, "mix": draw.parse_mix, "paper_plan": draw.parse_paper})
    if values.get("form") == Form.WRITTEN and not values.get("paper_plan"):
        found["paper_plan"] = "笔试要写题量，例如 单选40×1；多选20×2；判断10×1"
    for name, label in (("promote_n", "晋级名额"), ("heats", "场次"), ("papers", "试卷份数")):
        if values.get(name) == 0:
            found[name] = f"{label}至少是 1"
    return found


def _check_round(values: Mapping[str, Any], _office: Office, _row_id: int | None) -> Mapping[str, str]:
    found = _readable(
        values,
        {
            "points": lambda text: parse_numbers(text, "分值"),
            "seconds": lambda text: parse_numbers(text, "限时"),
            "fouls": parse_ladder,
            "qtypes": _known_kinds,
        },
    )
    if not found and len(_split(values.get("seconds"))) not in (1, len(_split(values.get("points")))):
        found["seconds"] = "限时要么一种，要么与分值一样多"
    if not values.get("questions"):
        found["questions"] = "题数至少是 1"
    return found


def _split(text: str | None) -> Sequence[int]:
    return parse_numbers(text or "1", "")


def _known_kinds(text: str) -> None:
    unknown = draw.words_in(text) - {"单选", "多选", "判断", "填空", "简答"}
    if unknown:
        raise ValueError(f"没有题型“{'、'.join(sorted(unknown))}”")


def _check_entrant(values: Mapping[str, Any], office: Office, row_id: int | None) -> Mapping[str, str]:
    people = [values.get(name) for name in ("p1", "p2", "p3") if values.get(name)]
    if len(set(people)) < len(people):
        return {"p2": "同一人不能占两个选手号"}
    for name in ("p1", "p2", "p3"):
        if values.get(name) and (elsewhere := _plays_for(office, values, values[name], row_id)):
            return {name: f"这名党员已经代表“{elsewhere}”参赛"}
    same = office.database.one(
        "SELECT 1 FROM quiz_entrant WHERE contest_id = ? AND name = ? AND id <> ?",
        (values.get("contest"), values.get("name"), row_id or 0),
    )
    return {"name": "这项竞赛里已经有同名的参赛方"} if same else {}


def _plays_for(office: Office, values: Mapping[str, Any], member: int, row_id: int | None) -> str | None:
    return office.database.one(
        "SELECT name FROM quiz_entrant WHERE contest_id = ?1 AND id <> ?2 AND ?3 IN (p1_id, p2_id, p3_id)",
        (values.get("contest"), row_id or 0, member),
    )


def _check_mark(values: Mapping[str, Any], office: Office, _row_id: int | None) -> Mapping[str, str]:
    if values.get("absent") and values.get("score"):
        return {"absent": "缺考的不能有得分"}
    full = full_mark(office, values.get("stage"))
    if full and (values.get("score") or 0) > full * 10:
        return {"score": f"得分超过满分 {full}"}
    return {}


def full_mark(office: Office, stage: int | None) -> int:
    """What a whole paper of a stage is worth; 0 where its plan says nothing."""
    plan = office.database.one("SELECT paper_plan FROM quiz_stage WHERE id = ?", (stage,))
    try:
        return sum(want.count * want.points for want in draw.parse_paper(plan)) if plan else 0
    except ValueError:
        return 0


def _manage(tab: Any, ids: Sequence[int]) -> None:
    from desktop_app.features.quiz.ui.managing import ManageDialog

    ManageDialog(tab.desk, ids[0], tab.window()).open()


def _manage_its_contest(tab: Any, ids: Sequence[int]) -> None:
    contest = tab.desk.office.database.one(
        f"SELECT s.contest_id FROM quiz_stage s JOIN {table_of(tab.ledger.record)} r ON r.stage_id = s.id WHERE r.id = ?",
        (ids[0],),
    )
    _manage(tab, [contest])


def _never_typed(_values: Mapping[str, Any], _office: Office, _row_id: int | None) -> Mapping[str, str]:
    return {"what": "现场记录只由现场比赛写下，不能手工增改"}


_OF_ITS_CONTEST = (Action("竞赛办理", _manage_its_contest, selection="one", icon="player-play"),)


ROUNDS = Ledger(
    key="quiz_round",
    title="环节",
    unit="个环节",
    record=Round,
    slice=SLICE,
    columns=(
        Column("seq"), Column("kind"), Column("title"), Column("questions"), Column("points"), Column("seconds"),
        Column("wrong"), Column("fouls"), Column("early", hidden=True), Column("order_by", hidden=True), Column("stage", hidden=True),
    ),
    searched=("title",),
    form=(
        Section("环节", ("stage", "seq", "kind", "title", "questions", "points", "seconds")),
        Section("扣分", ("wrong", "wrong_points", "late", "partial", "fouls", "early", "start_within")),
        Section("出题", ("order_by", "qtypes", "topics")),
    ),
    order=(("stage", False), ("seq", False)),
    validate=_check_round,
    numbered={"seq": "stage"},
    icon="list",
    empty="还没有环节。",
)  # fmt: skip
STAGES = Ledger(
    key="quiz_stage",
    title="阶段",
    unit="个阶段",
    record=Stage,
    slice=SLICE,
    columns=(
        Column("contest"), Column("stage"), Column("title"), Column("form"), Column("on"), Column("place"), Column("heats"),
        Column("promote_n"), Column("tie_rule"), Column("paper_plan", hidden=True), Column("minutes", hidden=True),
    ),
    searched=("title", "place"),
    form=(
        Section("阶段", ("contest", "stage", "form", "title", "on", "place", "heats", "promote_n", "tie_rule")),
        Section("笔试", ("paper_plan", "minutes", "papers", "multi_rule")),
        Section("出题范围", ("topics", "mix", "remark")),
    ),
    order=(("on", True),),
    validate=_check_stage,
    needs=lambda values, _office: ("paper_plan",) if values.get("form") == Form.WRITTEN else (),
    parts=(Part("环节", ROUNDS, "stage"),),
    icon="list-check",
    empty="还没有阶段。先在“竞赛”里新增一项竞赛，再加初赛、复赛、决赛。",
)  # fmt: skip
ENTRANTS = Ledger(
    key="quiz_entrant",
    title="参赛方",
    unit="个参赛方",
    record=Entrant,
    slice=SLICE,
    columns=(
        Column("contest"), Column("name"), Column("org"), Column("p1"), Column("p2"), Column("p3"), Column("leader"),
        Column("remark", hidden=True),
    ),
    searched=("name", "leader"),
    form=(Section("参赛方", ("contest", "name", "org", "p1", "p2", "p3", "leader", "remark")),),
    order=(("contest", True), ("name", False)),
    org_field="org",
    imports=ImportSpec(
        keys=(),
        required=("contest", "name"),
        synonyms={
            "contest": ("竞赛", "竞赛名称"), "name": ("参赛队", "队名", "参赛单位"), "p1": ("选手1", "选手一", "队员1", "姓名"),
            "p2": ("选手2", "选手二", "队员2"), "p3": ("选手3", "选手三", "队员3"), "org": ("支部", "所在支部", "党支部"),
        },
    ),
    validate=_check_entrant,
    icon="users",
    empty="还没有参赛方。一个队最多三名选手；个人赛一人一个参赛方。",
)  # fmt: skip
OUTCOMES = Ledger(
    key="quiz_result",
    title="名次",
    unit="个名次",
    record=Outcome,
    slice=SLICE,
    columns=(
        Column("stage"), Column("heat"), Column("seat"), Column("entrant"), Column("total"), Column("playoff"), Column("rank"),
        Column("promoted"), Column("how"),
    ),
    searched=("how",),
    form=(
        Section(
            "名次",
            ("stage", "entrant", "heat", "seat", "total", "playoff", "rank", "promoted", "how"),
            read_only=frozenset(("total", "rank", "promoted", "playoff", "how")),
        ),
    ),
    views=(View("晋级", (Condition("promoted", "是", (True,)),)),),
    order=(("stage", True), ("heat", False), ("rank", False)),
    actions=_OF_ITS_CONTEST,
    icon="flag",
    empty="还没有名次。在“竞赛”里选一项，点“竞赛办理”，排定参赛方、录入成绩或比完现场以后就有了。",
)  # fmt: skip
MARKS = Ledger(
    key="quiz_mark",
    title="笔试成绩",
    unit="份试卷",
    record=Mark,
    slice=SLICE,
    columns=(
        Column("ticket"), Column("member"), Column("entrant"), Column("stage"), Column("paper_no"), Column("version"),
        Column("score"), Column("absent"), Column("marker"), Column("player", hidden=True),
    ),
    searched=("ticket", "marker"),
    form=(
        Section(
            "成绩",
            ("stage", "ticket", "entrant", "player", "member", "paper_no", "version", "score", "absent", "marker"),
            read_only=frozenset(("stage", "ticket", "entrant", "player", "member", "paper_no", "version")),
        ),
    ),
    views=(
        View("还没有成绩", (Condition("score", "为空"), Condition("absent", "是", (False,)))),
        View("缺考", (Condition("absent", "是", (True,)),)),
    ),
    order=(("stage", True), ("ticket", False)),
    imports=ImportSpec(
        keys=("ticket",),
        required=("ticket", "stage", "entrant", "player", "paper_no", "version"),
        synonyms={"ticket": ("准考证号", "编号", "座号"), "score": ("成绩", "分数", "总分"), "marker": ("阅卷", "评卷人")},
    ),
    validate=_check_mark,
    actions=_OF_ITS_CONTEST,
    icon="pencil",
    empty="排定参赛方并编好考号以后，每份试卷在这里占一行；成绩可以逐份录入，也可以按考号从 Excel 导入。",
)  # fmt: skip
AWARDS = Ledger(
    key="quiz_award",
    title="获奖",
    unit="个奖项",
    record=Award,
    slice=SLICE,
    columns=(
        Column("contest"), Column("award"), Column("name"), Column("org"), Column("member"), Column("entrant"), Column("on"),
        Column("remark", hidden=True),
    ),
    searched=("name", "award"),
    form=(Section("获奖", ("contest", "award", "name", "org", "member", "entrant", "on", "remark")),),
    order=(("contest", True), ("award", False)),
    icon="trophy",
    empty="还没有获奖。竞赛办理里可以按名次一次生成，再按需要增减。",
)  # fmt: skip
EVENTS = Ledger(
    key="quiz_event",
    title="现场记录",
    unit="条",
    record=LoggedEvent,
    slice=SLICE,
    is_typed_in=False,
    columns=(
        Column("at"), Column("stage"), Column("heat"), Column("round"), Column("what"), Column("entrant"), Column("result"),
        Column("value"), Column("reason"), Column("judge"), Column("ref_id", hidden=True),
    ),
    searched=("reason", "judge"),
    form=(
        Section(
            "记录", ("at", "stage", "heat", "round", "what", "entrant", "result", "value", "reason", "judge"),
            read_only=frozenset(("at", "stage", "heat", "round", "what", "entrant", "result", "value", "reason", "judge")),
        ),
    ),
    order=(("at", True),),
    deletes=False,
    validate=_never_typed,
    actions=_OF_ITS_CONTEST,
    icon="history",
    empty="现场比赛每一步都在这里留下一条记录，不能删改；判错了用改判、撤回，会另留一条。",
)  # fmt: skip


def _create(values: Mapping[str, Any], office: Office) -> int:
    return insert_rows(office, CONTESTS, [default_values(CONTESTS) | dict(values)])[0]


CONTESTS = Ledger(
    key="quiz_contest",
    title="竞赛",
    unit="项竞赛",
    record=Contest,
    slice=SLICE,
    columns=(
        Column("name"), Column("mode"), Column("host"), Column("held_from"), Column("held_to"), Column("state"),
        Column("hours", hidden=True), Column("credited_on", hidden=True), Column("seed", hidden=True),
    ),
    searched=("name", "host"),
    form=(
        Section(
            "竞赛",
            ("name", "mode", "host", "held_from", "held_to", "base_score", "state"),
            read_only=frozenset(("state",)),
        ),
        Section("抽题与学时", ("seed", "hours", "credited_on", "remark"), read_only=frozenset(("credited_on",))),
    ),
    views=(View("进行中", (Condition("state", "不是", ("已结束",)),)), View("已结束", (Condition("state", "是", ("已结束",)),))),
    creates=_create,
    steps=CONTEST_STEPS,
    order=(("held_from", True),),
    parts=(Part("阶段", STAGES, "contest"), Part("参赛方", ENTRANTS, "contest"), Part("获奖", AWARDS, "contest")),
    actions=(Action("竞赛办理", _manage, selection="one", icon="player-play"),),
    icon="flag",
    empty="还没有竞赛。新增一项，加上阶段和参赛方，再点“竞赛办理”。",
)  # fmt: skip
