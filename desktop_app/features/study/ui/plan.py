"""学习进度 (S19): branches × 专题, each branch by what the plan asks of its kind; Enter lists what was done."""

from typing import Any

from desktop_app.features.study.plan import PlanProgress, plan_progress
from desktop_app.features.study.ui.year_page import YearPage
from desktop_app.widgets import theme
from desktop_app.widgets.desk import Desk


class PlanPage(YearPage):
    """A cell says how many sessions ticked the 专题; 缺 where its day is past and there was none."""

    empty = "这一年还没有学习计划。先在“学习计划”里列出专题和分类要求。"

    paper = "plan"
    title = "学习进度表"

    def __init__(self, desk: Desk) -> None:
        self._plan: PlanProgress | None = None
        super().__init__(desk)
        self.legend.setText("数字：已开展场次　缺：过了期限没有开展　待：期限内　—：这类支部不要求　整顿：先整顿到位")

    def read(self, year: int) -> PlanProgress:
        return plan_progress(self.desk.office, year)

    def show_read(self, answer: PlanProgress) -> None:
        self._plan = answer
        headings = ("条线", "类型", *(topic.title for topic in answer.topics)) if answer.topics else ()
        rows = []
        if answer.topics:
            rows = [
                (b.line, b.member_kind, *(self._word(b, topic) for topic in answer.topics)) for b in answer.branches
            ]
        self.cells.bad = lambda row, column: self.cells.rows[row][column] == "缺"
        self.cells.muted = lambda row, column: self.cells.rows[row][column] in ("待", "—", "整顿")
        self.cells.hint = self._hint
        self.cells.fill(headings, rows, [branch.name for branch in answer.branches])
        for column, heading in enumerate(headings):
            self.table.setColumnWidth(
                column, max(theme.scaled(80), self.fontMetrics().horizontalAdvance(heading) + theme.scaled(24))
            )
        late = sum(row.count("缺") for row in rows)
        self.tell(f"{len(rows)} 个支部 · {len(answer.topics)} 个专题 · 缺 {late} 项")

    def _word(self, branch: Any, topic: Any) -> str:
        assert self._plan is not None
        done = self._plan.done.get((branch.org, topic.id), 0)
        if done:
            return str(done)
        if not self._plan.duty(branch, topic):
            return "—"
        if branch.org in self._plan.resting:
            return "整顿"
        return "缺" if self._plan.is_late(branch, topic, self.desk.clock.today().isoformat()) else "待"

    def _hint(self, row: int, column: int) -> str:
        if self._plan is None or column < 2:
            return ""
        branch, topic = self._plan.branches[row], self._plan.topics[column - 2]
        return (
            f"{branch.name}　{topic.title}（{topic.until_on} 前）\n{self._plan.duty(branch, topic) or '这类支部不要求'}"
        )

    def opened(self, row: int, column: int) -> None:
        if self._plan is None or column < 2:
            return
        branch, topic = self._plan.branches[row], self._plan.topics[column - 2]
        ids = [
            session
            for (session,) in self.desk.office.database.rows(
                "SELECT DISTINCT session_id FROM session_kind WHERE org_id = ? AND topic_id = ?", (branch.org, topic.id)
            )
        ]
        if ids:
            self.desk.open_rows("study", ids, f"{branch.name}：{topic.title}")
        else:
            self.message.say(f"{branch.name}：{self._plan.duty(branch, topic) or '这个专题不要求'}")


def build(desk: Any) -> PlanPage:
    """The page of the shelf."""
    return PlanPage(desk)
