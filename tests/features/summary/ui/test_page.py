"""The tab as the clerk works with it: fold, search, open rows, write a text, close the month."""

import pytest
from PySide6.QtCore import QDate, Qt

from desktop_app import registry
from desktop_app.features.summary import ISSUES
from desktop_app.features.summary.forms import ANALYSIS, FORMS, UPWARD, WORK
from desktop_app.features.summary.issues import stored_content
from desktop_app.features.summary.texts import typing_of
from desktop_app.features.summary.ui.forms_page import FormsPage
from desktop_app.features.summary.ui.page import SummaryPage
from desktop_app.ledger.forms import form_of
from desktop_app.ledger.writes import create
from desktop_app.support.spans import parse_span
from desktop_app.widgets import where
from desktop_app.widgets.belongings.step_dialog import StepDialog
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.standard_tab import StandardTab


@pytest.fixture
def living(demos, tmp_path):
    with demos.copy(tmp_path, 40, seed=3) as office:
        yield office


@pytest.fixture
def desk(living, qtbot):
    made = Desk(living, registry.LEDGERS, registry.TABS, registry.figures())
    yield made
    made.close()
    made.jobs.strip.deleteLater()


def settle(qtbot, desk):
    qtbot.waitUntil(lambda: not (desk.reader.busy or desk.jobs.busy or desk.is_saving), timeout=60_000)


@pytest.fixture
def page(desk, qtbot):
    made = SummaryPage(desk)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    settle(qtbot, desk)
    return made


def close(page):
    """定稿, and yes."""
    page.closing_button.click()
    page.message.act()


def labels(page):
    return [item.text(0) for item in page.table._items() if not item.isHidden() and item.childCount() == 0]


def headings(page):
    root = page.table.invisibleRootItem()
    return [root.child(at).text(0) for at in range(root.childCount())]


def test_every_chapter_of_the_report_stands_in_order_with_every_figure(page):
    assert headings(page)[:4] == ["一、基本情况", "二、组织生活", "三、党课与宣讲", "四、竞赛与征集"]
    assert headings(page)[-3:] == ["六、问题整改", "七、走访与诉求", "八、典型与宣传"]
    assert len(labels(page)) == len(registry.figures())
    assert [page.table.headerItem().text(at) for at in range(6)] == [
        "项目",
        "本月",
        "本年累计",
        "上月",
        "比上月",
        "去年同期",
    ]


def test_a_kind_of_session_added_by_the_clerk_appears_beside_the_other_learning(page, desk, living, qtbot):
    create(living, registry.ledger("study_kinds"), {"name": "读书分享会", "audience": "全体党员"})
    settle(qtbot, desk)
    page.reckon()
    settle(qtbot, desk)
    told = labels(page)
    assert told[told.index("其他学习活动（场次）") + 1] == "其中：读书分享会（场次）"


def test_searching_leaves_what_holds_the_words_and_the_way_back_shows_all(page, qtbot):
    page.search.setText("问题清单")
    assert labels(page) == ["党组织问题清单（份）", "党员个人问题清单（份）"]
    page.search.clear()
    assert len(labels(page)) == len(registry.figures())


def test_what_is_nought_throughout_can_be_left_out(page):
    page.only_said.setChecked(True)
    assert 0 < len(labels(page)) < len(registry.figures())


def test_enter_on_a_figure_opens_its_rows(page, desk, qtbot):
    asked = []
    desk.figure_asked.connect(lambda figure, rows, span: asked.append((figure.code, len(rows.rows), span)))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert asked == [("member.total", 40, parse_span("2016-12"))]


def test_what_was_folded_stays_folded_when_the_month_is_another(page, desk, qtbot):
    page.table.fold_all(True)
    page.span.back.click()
    settle(qtbot, desk)
    root = page.table.invisibleRootItem()
    assert page.span.title.text() == "2016年11月"
    assert not any(root.child(at).isExpanded() for at in range(root.childCount()))


def test_any_days_from_to_can_be_chosen(page, desk, qtbot):
    page.span.kind.setCurrentText("任意期间")
    page.span.first.setDate(QDate(2016, 3, 5))
    page.span.last.setDate(QDate(2016, 4, 11))
    settle(qtbot, desk)
    assert page.span.span() == parse_span("2016-03-05..2016-04-11")
    assert page.table.headerItem().text(1) == "本期"


def test_a_text_is_kept_when_she_leaves_it_and_marked_in_the_list(page, desk, living, qtbot):
    page.text.go_to("plans")
    page.text.editor.setFocus()
    page.text.editor.selectAll()
    page.text.editor.insertPlainText("继续抓好学习教育。")
    page.text.keep()
    settle(qtbot, desk)
    assert living.database.rows("SELECT chapter, body FROM report_text") == [("plans", "继续抓好学习教育。")]
    assert page.text.chapter.currentText() == "下步安排（已改写）"
    page.text.redraft.click()
    settle(qtbot, desk)
    assert living.database.rows("SELECT chapter FROM report_text") == []


def test_a_text_that_is_still_right_is_unmarked_by_one_click(page, desk, living, qtbot):
    page.text.go_to("honours")
    page.text.editor.setPlainText("本月宣传有声有色。")
    page.text.editor.document().setModified(True)
    page.text.keep()
    settle(qtbot, desk)
    with living.change("又一篇"):
        living.database.execute_sql(
            "INSERT INTO media_item (title, outlet, on_day, headline) VALUES ('新报道', '油田报', '2016-12-20', 0)"
        )
    qtbot.waitUntil(lambda: page.text.chapter.currentText() == "典型与宣传（有数变了）", timeout=30_000)
    assert "宣传报道" in page.text.note.text()
    page.text.agree.click()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: page.text.chapter.currentText() == "典型与宣传（已改写）", timeout=30_000)


def test_typing_is_not_lost_when_another_month_is_chosen(page, desk, living, qtbot):
    page.text.go_to("plans")
    page.text.editor.setPlainText("十二月的安排。")
    page.text.editor.document().setModified(True)
    page.span.back.click()
    settle(qtbot, desk)
    assert living.database.rows("SELECT start_on, body FROM report_text") == [("2016-12-01", "十二月的安排。")]
    assert page.text.editor.toPlainText() != "十二月的安排。"


def test_half_a_sentence_is_there_again_after_a_crash(page, desk, living, qtbot):
    page.text.go_to("plans")
    page.text.editor.setFocus()
    page.text.editor.selectAll()
    qtbot.keyClicks(page.text.editor, "half")
    qtbot.waitUntil(lambda: typing_of(living, parse_span("2016-12")) == {"plans": "half"}, timeout=10_000)
    assert living.database.rows("SELECT body FROM report_text") == [], "nothing is kept that she has not left"
    again = SummaryPage(desk)  # as after a kill: nothing was left, no focus was lost
    qtbot.addWidget(again)
    settle(qtbot, desk)
    again.text.go_to("plans")
    assert again.text.editor.toPlainText() == "half" and "上次写到一半" in again.text.note.text()
    again.text.keep()
    settle(qtbot, desk)
    assert living.database.rows("SELECT body FROM report_text") == [("half",)]
    assert typing_of(living, parse_span("2016-12")) == {}


def test_turning_the_wheel_over_the_chapters_loses_nothing(page, desk, living, qtbot):
    page.text.go_to("plans")
    page.text.editor.setPlainText("写好的安排。")
    page.text.editor.document().setModified(True)
    page.text.chapter.setCurrentIndex(0)
    settle(qtbot, desk)
    assert living.database.rows("SELECT chapter, body FROM report_text") == [("plans", "写好的安排。")]


def test_a_slip_of_the_mouse_closes_no_month(page, desk, living, qtbot):
    page.closing_button.click()
    settle(qtbot, desk)
    assert page.message.text.startswith("今天还在本期里。2016年12月的数字") and page.message.text.endswith(
        "现在定稿吗？"
    )
    assert living.database.rows("SELECT id FROM report_issue") == []
    page.span.back.click()
    settle(qtbot, desk)
    assert page.message.text == "", "it was asked of December"
    page.closing_button.click()
    assert page.message.text.startswith("2016年11月的数字")


def test_at_a_section_its_first_figures_course_is_drawn_and_a_new_reckoning_stays_there(page, desk, living, qtbot):
    with qtbot.waitSignal(page.table.line_chosen) as chosen:
        page.table.go_to("visits")
    assert chosen.args[0].code == "visit.visits"
    settle(qtbot, desk)
    page.reckon()
    settle(qtbot, desk)
    assert page.table.currentItem().text(0) == "七、走访与诉求"


def test_each_number_opens_the_rows_of_its_own_span(page, desk, living, qtbot):
    (item,) = [item for item in page.table._items() if item.text(0) == "死亡（人）"]
    shown = [int(item.text(column).replace(",", "")) for column in (1, 2, 3, 5)]
    assert len(set(shown)) > 1 and shown[1] > shown[0], shown
    for column, value, span in zip(
        (1, 2, 3, 5), shown, ("2016-12", "2016-01-01..2016-12-31", "2016-11", "2015-12"), strict=True
    ):
        with qtbot.waitSignal(desk.figure_asked) as asked:
            page.table.itemActivated.emit(item, column)
        _figure, rows, of = asked.args
        assert (len(rows.rows), of) == (value, parse_span(span)), column


def test_closing_says_what_comes_next_and_offers_it_until_it_is_done(page, desk, living, qtbot):
    assert page.state.text() == "草稿" and page.report_button.isHidden()
    with qtbot.waitSignal(desk.backed_up, timeout=60_000):  # the status bar counts from it
        close(page)
    settle(qtbot, desk)
    assert page.state.text() == "定稿（第1稿），表里是定稿时的数" and not page.closing_button.isEnabled()
    assert "已定稿" in page.message.text and "下一步：把上报件和上报表报给上级" in page.message.text
    assert not page.message._going.isActive(), "it waits to be read"
    page.message.act()
    settle(qtbot, desk)
    (dialog,) = page.window().findChildren(StepDialog)
    dialog.take_button.click()
    settle(qtbot, desk)
    assert "报给哪个单位" in dialog.editors["recipient"].told
    dialog.editors["recipient"].put("油田党委组织部")
    dialog.take_button.click()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: page.state.text().startswith("已上报（第1稿）"), timeout=30_000)
    assert page.report_button.isHidden()


def test_reporting_by_the_button_takes_the_reminder_away(page, desk, qtbot):
    close(page)
    settle(qtbot, desk)
    assert "下一步" in page.message.text
    page.report_button.click()
    settle(qtbot, desk)
    (dialog,) = page.window().findChildren(StepDialog)
    dialog.editors["recipient"].put("油田党委组织部")
    dialog.take_button.click()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: page.state.text().startswith("已上报（第1稿）"), timeout=30_000)
    assert page.message.text == ""


def test_a_stopped_closing_says_so_and_the_month_is_a_draft(page, desk, living, qtbot):
    close(page)
    qtbot.waitUntil(lambda: desk.jobs.busy, timeout=10_000)
    desk.jobs.cancel()
    settle(qtbot, desk)
    assert page.message.text == "已取消，没有定稿。"
    assert page.state.text() == "草稿" and living.database.rows("SELECT id FROM report_issue") == []


def test_a_closed_month_is_read_and_not_written_and_says_how_it_is_changed(page, desk, living, qtbot):
    page.text.go_to("plans")
    page.text.editor.setFocus()
    page.text.editor.selectAll()
    page.text.editor.insertPlainText("最后一刻写的安排。")
    close(page)
    settle(qtbot, desk)
    assert living.database.rows("SELECT body FROM report_text") == [("最后一刻写的安排。",)]
    assert page.text.editor.isReadOnly() and page.text.redraft.isHidden()
    assert "本期定稿（第1稿），文字不能再改" in page.text.note.text() and "作废" in page.text.note.text()
    qtbot.keyClicks(page.text.editor, "x")
    page.text.keep()
    settle(qtbot, desk)
    assert living.database.rows("SELECT body FROM report_text") == [("最后一刻写的安排。",)]
    page.span.back.click()
    settle(qtbot, desk)
    assert not page.text.editor.isReadOnly(), "November is still a draft"


def test_a_closed_month_shows_what_it_told_and_marks_what_the_records_say_now(page, desk, living, qtbot):
    def line_of(label):
        (item,) = [item for item in page.table._items() if item.text(0).startswith(label)]
        return item

    before = line_of("宣传报道").text(1)
    close(page)
    settle(qtbot, desk)
    assert not [item for item in page.table._items() if "现为" in item.text(0)]
    with living.change("又一篇"):
        living.database.execute_sql(
            "INSERT INTO media_item (title, outlet, on_day, headline) VALUES ('新报道', '油田报', '2016-12-20', 0)"
        )
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: "现为" in line_of("宣传报道").text(0), timeout=30_000)
    now = int(before) + 1
    assert line_of("宣传报道").text(1) == before and line_of("宣传报道").text(0).endswith(f"▲ 现为 {now}")
    with qtbot.waitSignal(desk.figure_asked) as asked:
        page.table.itemActivated.emit(line_of("宣传报道"), 1)
    assert len(asked.args[1].rows) == int(before), "the rows that were told"
    page.org.setCurrentIndex(1)
    settle(qtbot, desk)
    assert page.state.text() == "定稿（第1稿）", "of one organisation nothing was closed"


def test_the_papers_of_a_closed_month_are_those_that_were_closed(page, desk, living, qtbot, tmp_path, monkeypatch):
    close(page)
    settle(qtbot, desk)
    with living.change("又一篇"):
        living.database.execute_sql(
            "INSERT INTO media_item (title, outlet, on_day, headline) VALUES ('新报道', '油田报', '2016-12-20', 0)"
        )
    for make, ending, which in ((page.make_workbook, "xlsx", "workbook"), (page.make_paper, "pdf", "pdf")):
        target = tmp_path / f"存下的.{ending}"
        monkeypatch.setattr(where, "ask_target", lambda *_, target=target: target)
        make()
        settle(qtbot, desk)
        assert target.read_bytes() == stored_content(living, 1, which)


def test_an_issue_is_made_by_closing_and_never_typed(desk, qtbot):
    tab = StandardTab(desk, ISSUES)
    qtbot.addWidget(tab)
    settle(qtbot, desk)
    assert "在“月度汇总”里选好月份，按“定稿”" in tab.panel.empty.text
    assert tab.panel.empty.step == ""


def test_a_course_is_drawn_for_the_chosen_figure(page):
    assert page.trend._document.pageCount() == 1


def test_a_form_is_changed_with_its_paper_in_view(desk, living, qtbot):
    page = FormsPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, desk)
    letter = page.preview.page_count
    assert letter > 3, "the paper is in view before anything is changed"
    page.forms.setCurrentRow(FORMS.index(ANALYSIS))
    settle(qtbot, desk)
    assert page.preview.page_count > letter, "the booklet's own"
    page.forms.setCurrentRow(FORMS.index(UPWARD))
    page.title.setText("关于{期间}工作的报告")
    page.save()
    settle(qtbot, desk)
    assert form_of(living, UPWARD).title == "关于{期间}工作的报告" and page.preview.page_count > 3
    page.forms.setCurrentRow([form.name for form in FORMS].index(WORK.name))
    page.columns.setCurrentCell(1, 0)
    page.move_down()
    page.columns.item(6, 0).setCheckState(Qt.CheckState.Unchecked)
    page.save()
    settle(qtbot, desk)
    assert [column.key for column in form_of(living, WORK).columns][:3] == ["label", "value", "unit"]
    assert "last_year" not in {column.key for column in form_of(living, WORK).columns}
    page.reset()
    settle(qtbot, desk)
    assert form_of(living, WORK) == WORK


def test_a_title_typed_and_not_saved_is_kept_when_she_goes_elsewhere(desk, living, qtbot):
    page = FormsPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle(qtbot, desk)
    for at, leave in ((0, lambda: page.forms.setCurrentRow(2)), (2, page.hide), (3, desk.closing.emit)):
        page.show()
        page.forms.setCurrentRow(at)
        assert not page._is_changed
        page.title.clear()
        qtbot.keyClicks(page.title, f"title {at}")
        leave()
        assert form_of(living, FORMS[at]).title == f"title {at}"
        assert [column.key for column in form_of(living, FORMS[at]).columns] == [c.key for c in FORMS[at].columns]
    settle(qtbot, desk)


def test_what_changed_while_another_page_was_in_front_is_seen_on_coming_back(page, desk, qtbot):
    before = page._answer
    page.hide()
    with desk.office.change("改一名"):
        desk.office.database.execute_sql("UPDATE member SET remark = '改过' WHERE id = (SELECT min(id) FROM member)")
    qtbot.waitUntil(lambda: page._outdated)
    assert page._answer is before
    page.show()
    qtbot.waitUntil(lambda: page._answer is not before, timeout=60_000)
    assert not page._outdated
