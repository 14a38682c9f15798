"""支部月报 (S21): a branch's month out as a workbook and back, with the absentees' names or with counts alone."""

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.commands import main
from desktop_app.features.study.attendance import Mark
from desktop_app.features.study.round import away_text, parse_away
from desktop_app.features.study.words import Status
from desktop_app.ledger.rounds.apply import apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.distribute import distribute


class Report:
    """A branch's workbook in a branch's hands."""

    def __init__(self, path):
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book.worksheets[0]
        self.head = next(row for row in range(1, 9) if self.sheet.cell(row, 1).value == "序号")

    def fill(self, row, **values):
        for heading, value in values.items():
            at = next(c for c in range(1, self.sheet.max_column + 1) if self.sheet.cell(self.head, c).value == heading)
            self.sheet.cell(self.head + row, at).value = value
        self.book.save(self.path)


def _collect(branch, out):
    plan = plan_collect(branch.office, registry.ledger("study"), out)
    apply_collect(branch.office, plan, backup=False)
    return plan


def _sessions(branch, columns):
    return branch.office.database.rows(f"SELECT {columns} FROM study_session ORDER BY id")


@pytest.fixture
def out(branch, tmp_path):
    folder = tmp_path / "下发"
    folder.mkdir()
    distribute(branch.office, registry.ledger("study"), folder, "2016年12月月报")
    return folder


def test_a_branch_reports_a_session_with_the_absentees_names(branch, out):
    Report(out / "甲支部.xlsx").fill(
        1,
        主题="十二月主题党日",
        类型="主题党日",
        日期="2016-12-05",
        学时=1.5,
        应到=10,
        实到=8,
        未到人员="李秀英（请假：住院，支部书记准假）、张卫东",
    )
    _collect(branch, out)
    assert _sessions(branch, "title, due_n, present_n, absent_n, heads_only") == [("十二月主题党日", 10, 8, 2, 0)]
    rows = branch.office.database.rows(
        "SELECT m.name, a.status, a.reason FROM attendance a JOIN member m ON m.id = a.member_id WHERE a.status <> '出席'"
    )
    assert sorted(rows) == [("张卫东", "缺席", None), ("李秀英", "请假", "住院")]


def test_a_head_count_alone_is_marked_and_gives_no_one_hours(branch, out):
    Report(out / "乙支部.xlsx").fill(1, 主题="学习会", 类型="集中学习", 日期="2016-12-06", 学时=2, 应到=30, 实到=28)
    _collect(branch, out)
    assert _sessions(branch, "due_n, present_n, absent_n, heads_only") == [(30, 28, 2, 1)]
    assert branch.office.database.one("SELECT count(*) FROM attendance") == 0
    from desktop_app.ledger.query import Asked, LedgerQuery

    ledger = registry.ledger("study")
    view = next(view for view in ledger.views if view.name == "未到人")
    assert LedgerQuery(branch.office, ledger, Asked(view=view)).count() == 1


def test_who_has_not_reported_is_named(branch, out):
    (out / "乙支部.xlsx").unlink()
    plan = _collect(branch, out)
    assert [each.name for each in plan.missing] == ["乙支部"]


def test_an_unknown_absentee_is_told_and_not_written(branch, out):
    Report(out / "甲支部.xlsx").fill(1, 主题="会", 类型="集中学习", 日期="2016-12-06", 未到人员="查无此人")
    plan = plan_collect(branch.office, registry.ledger("study"), out)
    told = plan.in_words() + str(plan.as_json())
    assert "查无此人" in told


def test_absentees_have_one_plain_form():
    marks = parse_away("张三(请假:住院,李四准假)，王五（公差） 赵六")
    assert marks == [
        ("张三", Mark(Status.LEAVE, "住院", "李四")),
        ("王五", Mark(Status.ON_DUTY)),
        ("赵六", Mark(Status.ABSENT)),
    ]
    assert parse_away(away_text(marks)) == marks
    assert parse_away("全到") == []
    assert away_text([]) == "无"


def test_a_month_alone_goes_out_from_the_terminal(branch, tmp_path, capsys):
    branch.session(title="十一月", on_day="2016-11-05")
    branch.session(title="十二月", on_day="2016-12-05")
    folder, out = branch.office.folder, tmp_path / "月报"
    out.mkdir()
    branch.office.close()
    assert main(["distribute", "study", "2016-12", str(out), "--office", str(folder)]) == 0
    sheet = openpyxl.load_workbook(out / "甲支部.xlsx").worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "十二月" in texts and "十一月" not in texts
    assert any("2016年12月" in text for text in texts)
    capsys.readouterr()
