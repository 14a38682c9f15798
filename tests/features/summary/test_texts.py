"""A chapter's text is the draft until the clerk writes her own; hers is kept with the span and marked when a figure has changed since."""

import pytest

from desktop_app import registry
from desktop_app.features.summary import ISSUES, chapters
from desktop_app.features.summary.issues import close_report
from desktop_app.features.summary.papers import write_pdf
from desktop_app.features.summary.report import report
from desktop_app.features.summary.texts import LONGEST, forget_text, keep_text
from desktop_app.ledger.taken import take
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from tests.features.summary.test_papers import text_of

FIGURES = registry.figures()


def told(office, span, chapter):
    return next(each for each in report(office, FIGURES, span).texts if each.chapter is chapter)


def test_the_year_is_told_in_the_article_s_sentences(village):
    said = "".join(text for each in report(village, FIGURES, parse_span("2016")).texts for text in each.paragraphs)
    for sentence in (
        "5人组成的讲师团广泛开展理论宣讲", "中心领导班子成员讲专题党课23场次", "名党员参加了初赛、复赛和决赛",
        "“我心中的合格党员”等征文240篇", "涌现出身边榜样13人", "党员“走基层、访万家”，走访班组", "梳理解决重要问题",
    ):  # fmt: skip
        assert sentence in said, sentence


def test_every_clause_of_a_draft_says_a_number_of_its_figures(village):
    for each in report(village, FIGURES, parse_span("2016")).texts:
        assert "{" not in each.text and "}" not in each.text
        assert not each.text or each.draft.numbers


def test_her_own_words_are_printed_and_kept_with_that_month_only(living, december, tmp_path):
    draft = told(living, december, chapters.PLANS).draft
    keep_text(living, december, draft, "继续抓好学习教育。\n\n  迎接半年督导。 ")
    mine = told(living, december, chapters.PLANS)
    assert mine.kept and mine.paragraphs == ("继续抓好学习教育。", "迎接半年督导。")
    assert not told(living, parse_span("2016-11"), chapters.PLANS).kept
    write_pdf(living, FIGURES, december, tmp_path / "上报件.pdf")
    letter = "".join(text_of(tmp_path / "上报件.pdf", "-raw").split())
    assert "继续抓好学习教育。" in letter and "迎接半年督导。" in letter


def test_a_text_is_marked_when_a_figure_changes_after_it_was_written(living, december):
    draft = told(living, december, chapters.HONOURS).draft
    keep_text(living, december, draft, "本月宣传有声有色。")
    assert told(living, december, chapters.HONOURS).changed == ()
    with living.change("又一篇报道"):
        living.database.execute_sql(
            "INSERT INTO media_item (title, outlet, on_day, headline) VALUES ('新报道', '油田报', '2016-12-20', 0)"
        )
    (changed, *_) = told(living, december, chapters.HONOURS).changed
    assert str(changed).startswith("宣传报道 ")
    assert told(living, december, chapters.HONOURS).text == "本月宣传有声有色。", "hers stays until she changes it"
    forget_text(living, december, chapters.HONOURS)
    assert "宣传报道" in told(living, december, chapters.HONOURS).text


def test_writing_the_draft_again_forgets_her_own(living, december):
    draft = told(living, december, chapters.BASICS).draft
    keep_text(living, december, draft, "只有一句。")
    keep_text(living, december, draft, draft.text)
    assert not told(living, december, chapters.BASICS).kept


def test_what_was_written_can_be_undone(living, december):
    keep_text(living, december, told(living, december, chapters.PLANS).draft, "一句。")
    living.undo()
    assert not told(living, december, chapters.PLANS).kept


def test_a_text_without_end_is_refused(living, december):
    with pytest.raises(OfficeError, match="字"):
        keep_text(living, december, told(living, december, chapters.PLANS).draft, "长" * (LONGEST + 1))


def test_a_closed_month_s_words_stay_as_its_paper_prints_them_until_it_is_voided_or_returned(living, december):
    draft = told(living, december, chapters.PLANS).draft
    keep_text(living, december, draft, "迎接半年督导。")
    issue = close_report(living, FIGURES, december)
    for write in (
        lambda: keep_text(living, december, draft, "改了主意。"),
        lambda: forget_text(living, december, chapters.PLANS),
    ):
        with pytest.raises(OfficeError, match="2016年12月定稿（第1稿），文字不能再改。.*作废"):
            write()
    assert told(living, december, chapters.PLANS).text == "迎接半年督导。"
    take(living, ISSUES, issue, "作废", living.clock.today(), "李干事", "写错了")
    keep_text(living, december, draft, "改了主意。")
    assert told(living, december, chapters.PLANS).text == "改了主意。"
