"""立项申报表 and 验收报告 of projects, a form each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.features.innovation.papers.facts import Facts, project_facts
from desktop_app.features.innovation.papers.form_sheet import PAGE, FormSheet
from desktop_app.paper.canvas import Canvas
from desktop_app.storage.office import Office
from desktop_app.support.tasks import SILENT, Progress


def write_applications(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """立项申报表 of each of these projects."""
    _write(office, path, ids, "立项申报表", _application, progress)


def write_acceptances(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """验收报告 of each of these projects."""
    _write(office, path, ids, "验收报告", _acceptance, progress)


def _write(
    office: Office,
    path: Path,
    ids: Sequence[int],
    title: str,
    draw: Callable[[Canvas, str, Facts], None],
    progress: Progress,
) -> None:
    canvas = Canvas(PAGE, title=title)
    for number, project in enumerate(ids):
        progress.report(number, len(ids), title)
        draw(canvas, office.name, project_facts(office, project))
    canvas.save(path)


def _application(canvas: Canvas, office: str, facts: Facts) -> None:
    form = FormSheet(canvas, f"{office}创新项目立项申报表", f"编号：{facts.text('code') or '（立项时编）'}")
    form.pairs(("项目名称", facts.text("name")))
    form.pairs(("研究方向", facts.text("direction")), ("来　　源", facts.text("origin")))
    form.pairs(("申报单位", facts.org), ("攻关团队", facts.team))
    form.pairs(("带 头 人", facts.leader), ("申请经费", facts.money("budget_asked")))
    form.pairs(("计划开始", facts.day("plan_from")), ("计划完成", facts.day("plan_to")))
    form.block("攻关成员", "、".join(facts.people))
    form.block("现状与问题", facts.text("problem"), 22)
    form.block("目　　标", facts.text("aim"), 16)
    form.block("方　　案", facts.text("plan"), 26)
    form.block("创 新 点", facts.text("novelty"), 16)
    form.block("单位初审\n意见", facts.opinion("初审通过", "退回"), 20)
    form.block("评审立项\n意见", facts.opinion("评审立项"), 20)
    form.pairs(("批准经费", facts.money("budget_approved")), ("立项文号", facts.text("doc_no")))
    form.close()


def _acceptance(canvas: Canvas, office: str, facts: Facts) -> None:
    form = FormSheet(canvas, f"{office}创新项目验收报告", f"编号：{facts.text('code')}")
    form.pairs(("项目名称", facts.text("name")))
    form.pairs(("申报单位", facts.org), ("攻关团队", facts.team))
    form.pairs(("带 头 人", facts.leader), ("立项日期", facts.day("approved_on")))
    form.pairs(("计划完成", facts.day("plan_to")), ("验收日期", facts.day("accepted_on")))
    form.pairs(("批准经费", facts.money("budget_approved")), ("实　　支", facts.money("spent")))
    form.block("攻关成员", "、".join(facts.people))
    form.block("预定目标", facts.text("aim"), 16)
    form.block("完成情况", facts.milestones, 22)
    form.block("使用情况", _use(facts), 14)
    form.block("经济效益", facts.benefits or ["（还没有计算）"], 22)
    form.block("知识产权", facts.rights or ["无"])
    form.pairs(("评审得分", _score(facts)), ("验收结论", facts.text("verdict")))
    form.block("验收意见", facts.opinion("验收通过", "验收不通过", "投用后验收"), 24)
    form.pairs(("验收组长", facts.text("accept_head")), ("签　　名", ""))
    form.close()


def _score(facts: Facts) -> str:
    score = facts.fields["score"]
    return "" if score is None else f"{score / 10:.1f} 分"


def _use(facts: Facts) -> list[str]:
    if not facts.fields["in_use_on"]:
        return (
            [f"{facts.day('trial_on')}起试用，{facts.text('use_place')}"]
            if facts.fields["trial_on"]
            else ["（还没有投用）"]
        )
    own = f"{facts.day('in_use_on')}投用，{facts.text('use_place')}，{facts.text('qty')} 台（套）"
    return [own, *facts.rollouts]
