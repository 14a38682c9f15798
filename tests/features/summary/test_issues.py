"""月报定稿: what was issued is kept to the byte; what is edited after acceptance is corrected in the next month, once."""

from datetime import timedelta

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.summary import ISSUES, chapters
from desktop_app.features.summary.corrections import corrections
from desktop_app.features.summary.issues import close_report, reprint, stored_content, take_out
from desktop_app.features.summary.issues_state import standing
from desktop_app.features.summary.report import report
from desktop_app.features.summary.stored import read_stored
from desktop_app.ledger.figures import FigureRows, measured_value
from desktop_app.ledger.paper_words import remember_paper_foot
from desktop_app.ledger.taken import take
from desktop_app.ledger.writes import NotAccepted
from desktop_app.storage.undo import UndoClash
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from desktop_app.support.tasks import Cancelled, Progress

FIGURES = registry.figures()
OCTOBER, NOVEMBER = parse_span("2016-10"), parse_span("2016-11")


def close(office, span):
    return close_report(office, FIGURES, span)


def step(office, issue, name, **values):
    take(office, ISSUES, issue, name, office.clock.today(), "李干事", values.pop("opinion", ""), values)


def add_report(office, day):
    with office.change("补记报道"):
        office.database.execute_sql(
            "INSERT INTO media_item (title, outlet, on_day, headline) VALUES (?, '油田报', ?, 0)", (f"补记 {day}", day)
        )


def test_a_month_returned_twice_has_three_issues_each_with_its_bytes(living):
    issues = []
    for number in (1, 2, 3):
        issues.append(close(living, NOVEMBER))
        assert standing(living, NOVEMBER).words() == f"定稿（第{number}稿）"
        step(living, issues[-1], "上报", recipient="油田党委组织部")
        if number < 3:
            step(living, issues[-1], "退回", opinion="数字不符")
            assert standing(living, NOVEMBER).is_draft
            add_report(living, f"2016-11-{number:02d}")
    step(living, issues[-1], "接收")
    rows = living.database.rows("SELECT number, state FROM report_issue ORDER BY number")
    assert rows == [(1, "退回"), (2, "退回"), (3, "已接收")]
    papers = [stored_content(living, issue, "pdf") for issue in issues]
    assert len(set(papers)) == 3 and all(paper.startswith(b"%PDF") for paper in papers)


def test_a_reprint_is_the_stored_bytes_whatever_was_changed_since(living, tmp_path):
    issue = close(living, NOVEMBER)
    before = stored_content(living, issue, "pdf")
    add_report(living, "2016-11-05")
    reprint(living, tmp_path / "重印.pdf", [issue])
    assert (tmp_path / "重印.pdf").read_bytes() == before
    for which, sheets in (("upward", 4), ("workbook", 5)):
        take_out(living, tmp_path / f"{which}.xlsx", issue, which)
        assert (tmp_path / f"{which}.xlsx").read_bytes() == stored_content(living, issue, which)
        assert len(openpyxl.load_workbook(tmp_path / f"{which}.xlsx").sheetnames) >= sheets


def test_every_figure_and_every_row_behind_it_is_stored(living):
    issue = close(living, NOVEMBER)
    stored = read_stored(
        living, living.database.one("SELECT figures_sha256 FROM issue_content WHERE issue_id = ?", (issue,))
    )
    assert [figure["code"] for figure in stored["figures"]] == [figure.code for figure in FIGURES]
    for figure, kept in zip(FIGURES, stored["figures"], strict=True):
        again = measured_value(figure, FigureRows(kept["headings"], kept["rows"]))
        assert round(again, 6) == round(kept["value"], 6) == round(figure.value(living, NOVEMBER, None), 6), figure.code


def test_what_is_out_is_not_closed_again(living):
    issue = close(living, NOVEMBER)
    with pytest.raises(OfficeError, match="作废"):
        close(living, NOVEMBER)
    step(living, issue, "作废", opinion="写错了")
    second = close(living, NOVEMBER)
    step(living, second, "上报", recipient="油田党委组织部")
    with pytest.raises(OfficeError, match="退回"):
        close(living, NOVEMBER)
    step(living, second, "接收")
    with pytest.raises(OfficeError, match="更正"):
        close(living, NOVEMBER)


def test_reporting_asks_in_a_sentence_to_whom_and_proposes_whom_the_papers_go_to(living):
    issue = close(living, NOVEMBER)
    for blank in ("", "  "):
        with pytest.raises(NotAccepted) as told:
            step(living, issue, "上报", recipient=blank)
        assert told.value.faults == {"recipient": "报往要填写：报给哪个单位，例如：油田党委组织部"}
    assert standing(living, NOVEMBER).words() == "定稿（第1稿）"
    remember_paper_foot(living, {"addressee": "中原油田党委"})
    october = close(living, OCTOBER)
    assert living.database.one("SELECT recipient FROM report_issue WHERE id = ?", (october,)) == "中原油田党委"


def test_an_issue_is_not_reported_before_it_was_closed(living):
    issue, today = close(living, NOVEMBER), living.clock.today()
    with pytest.raises(OfficeError, match=f"日期不能早于定稿日期 {today}"):
        take(living, ISSUES, issue, "上报", today - timedelta(days=1), values={"recipient": "油田党委组织部"})


def test_a_month_to_come_is_not_closed(living):
    with pytest.raises(OfficeError, match="还没有开始"):
        close(living, parse_span("2017-03"))


def test_an_issue_is_never_undone_only_its_steps(living):
    issue = close(living, NOVEMBER)
    with pytest.raises(UndoClash, match="不能撤销。要改这一稿，请在“月报定稿”里把它“作废”") as told:
        living.undo()
    assert "改动记录" in told.value.next_step
    step(living, issue, "上报", recipient="油田党委组织部")
    living.undo()
    assert standing(living, NOVEMBER).words() == "定稿（第1稿）"


def test_closing_makes_a_backup(living):
    before = living.last_backup()
    close(living, NOVEMBER)
    after = living.last_backup()
    assert after is not None and after != before and not living.changed_since_backup


def test_a_cancelled_closing_leaves_no_issue(living):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        close_report(living, FIGURES, NOVEMBER, progress)
    assert standing(living, NOVEMBER).words() == "草稿"


def test_an_edit_after_acceptance_is_a_correction_in_the_next_month_and_not_again(living, december):
    issue = close(living, OCTOBER)
    step(living, issue, "上报", recipient="油田党委组织部")
    add_report(living, "2016-10-08")
    assert corrections(living, FIGURES, NOVEMBER) == [], "not accepted yet: it can still be returned"
    step(living, issue, "接收")
    found = {each.code: each for each in corrections(living, FIGURES, NOVEMBER)}
    assert set(found) == {"media.items"}
    assert found["media.items"].now == found["media.items"].told + 1
    (text,) = [each for each in report(living, FIGURES, NOVEMBER).texts if each.chapter is chapters.CORRECTIONS]
    assert text.text.startswith("2016年10月“宣传报道”原报")
    second = close(living, NOVEMBER)
    step(living, second, "上报", recipient="油田党委组织部")
    step(living, second, "接收")
    assert corrections(living, FIGURES, december) == [], "told in November, it is known"
    add_report(living, "2016-10-09")
    assert [(each.span, each.code) for each in corrections(living, FIGURES, december)] == [(OCTOBER, "media.items")]
