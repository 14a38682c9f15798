"""The question bank: what is refused, what is nearly the same, what is retired, what comes in and goes out (Q1, Q2)."""

from datetime import date

import openpyxl
import pytest

from desktop_app.features.quiz import bank, draw, near, sources
from desktop_app.features.quiz.answers import faults, is_right
from desktop_app.features.quiz.formats.reading import read_text
from desktop_app.features.quiz.shipped import OF_2016, TODAY, add_questions, add_sources, read_questions
from desktop_app.ledger import writes
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Verdict
from desktop_app.ledger.importing.planner import build_plan

SINGLE = {"qtype": "单选", "stem": "甲题", "opt_a": "一", "opt_b": "二", "answer": "A", "score": 1}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"opt_b": None}, "opt_b", "至少要 2 个选项"),
        ({"answer": "AB"}, "answer", "只能有一个答案"),
        ({"answer": "C"}, "answer", "没有选项C"),
        ({"answer": "二"}, "answer", "要写选项字母"),
        ({"opt_b": "一"}, "opt_b", "两个选项一样"),
        ({"opt_c": None, "opt_d": "四"}, "opt_c", "空着"),
        ({"qtype": "多选", "opt_c": "三", "answer": "A"}, "answer", "至少要有两个答案"),
        ({"qtype": "判断"}, "opt_a", "没有选项"),
        ({"qtype": "判断", "opt_a": None, "opt_b": None, "answer": "大概"}, "answer", "只能是对或错"),
        ({"qtype": "填空", "opt_a": None, "opt_b": None}, "stem", "题干里要有空"),
        (
            {"qtype": "填空", "opt_a": None, "opt_b": None, "stem": "甲____乙____", "answer": "子"},
            "answer",
            "2 个空，答案有 1 个",
        ),
        ({"valid_from": "2016-01-01", "valid_to": "2015-01-01"}, "valid_to", "早于"),
    ],
)
def test_an_unsound_question_is_refused_with_the_reason(changes, field, words):
    assert faults(SINGLE) == {}
    assert words in faults({**SINGLE, **changes})[field]


def test_answers_to_gaps_are_right_in_any_of_their_ways():
    assert is_right("填空", "人民|老百姓；群众", "老百姓；群 众")
    assert not is_right("填空", "人民；群众", "人民")
    assert is_right("简答", "要点", "随便") is None


def test_nearly_the_same_is_shown_when_it_comes_in_and_can_be_listed(office):
    with office.change("题"):
        add_questions(office, read_questions(OF_2016)[:20])
    stem = office.database.one("SELECT stem FROM quiz_question WHERE stem LIKE '%预备期为%'")
    changed = stem.replace("规定，", "明确规定：").replace("为（　）", "是（　）")
    alike = near.like(office, changed)
    assert alike[0][1] == stem
    doubts = bank.LEDGER.imports.check({"stem": changed}, office)
    assert "很像" in doubts[0]
    assert near.like(office, "完全不相干的一道题，问的是今天天气") == []


def test_the_same_question_with_two_answers_is_a_contradiction(office):
    asked = {
        "stem": "党的纪律处分共有几种形式？请选出正确的一项。",
        "opt_a": "三",
        "opt_b": "五",
        "answer": "B",
        "source": "党章",
    }
    with office.change("题"):
        base = read_questions(OF_2016)[0]
        add_questions(office, [{**base, **asked}, {**base, **asked, "stem": asked["stem"] + "（ ）", "answer": "A"}])
    (found,) = bank.contradictions(office)
    assert "答案却不同" in found.sentence
    assert asked["stem"] in found.sentence and asked["stem"] + "（ ）（A）" in found.sentence
    assert len(found.places) == 2


def test_a_superseded_text_retires_its_questions_and_loses_none(office):
    with office.change("题"):
        add_sources(office)
        add_questions(office, read_questions(OF_2016))
    before = office.database.one("SELECT count(*) FROM quiz_question")
    source = office.database.one("SELECT id FROM quiz_source WHERE name = '中国共产党纪律处分条例（2015）'")
    assert draw.usable(office, "2016-12-31").total() == before
    retired = sources.supersede(office, source, date(2016, 6, 30), "新条例")
    assert retired == 5
    assert office.database.one("SELECT count(*) FROM quiz_question") == before
    assert draw.usable(office, "2016-12-31").total() == before - 5
    office.undo()
    assert draw.usable(office, "2016-12-31").total() == before


def test_a_dead_texts_questions_are_not_drawn_even_before_anybody_retires_them(office):
    with office.change("题"):
        add_sources(office)
        add_questions(office, [{**each, "valid_to": None} for each in read_questions(OF_2016)])
    assert draw.usable(office, "2017-10-24")["单选"] < draw.usable(office, "2017-10-23")["单选"]


def test_the_shipped_bank_comes_in_through_the_import_and_again_changes_nothing(office):
    plan = build_plan(office, bank.LEDGER, [TODAY])
    assert {row.verdict for row in plan.rows} == {Verdict.NEW}
    applied = apply_plan(office, plan)
    assert len(applied.inserted) == len(read_questions(TODAY))
    again = build_plan(office, bank.LEDGER, [TODAY])
    assert {row.verdict for row in again.rows} == {Verdict.SAME}


def test_an_excel_template_as_found_in_the_wild_comes_in_and_one_bad_row_bounces(office, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["党章党规题库"])
    sheet.append(["序号", "题型", "题目", "A", "B", "C", "D", "答案", "分数", "难易程度", "答案解析"])
    sheet.append([1, "单选题", "第一题问什么？", "甲", "乙", "丙", "丁", "Ｂ", 2, "容易", "见第一条"])
    sheet.append([2, "多项选择题", "第二题问什么？", "甲", "乙", "丙", "丁", "A、C,D", 2, "较难", None])
    sheet.append([3, "判断题", "第三题对不对？", None, None, None, None, "√", 1, None, None])
    sheet.append([4, "单选题", "第四题没有对的？", "甲", "乙", None, None, "E", 1, None, None])
    path = tmp_path / "题库.xlsx"
    book.save(path)
    plan = build_plan(office, bank.LEDGER, [path])
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert "没有选项E" in plan.rows[3].reasons[0]
    apply_plan(office, plan)
    rows = office.database.rows("SELECT qtype, answer, level, state FROM quiz_question ORDER BY id")
    assert rows == [("单选", "B", "易", "草稿"), ("多选", "ACD", "难", "草稿"), ("判断", "对", "中", "草稿")]


def test_pasted_text_goes_through_the_same_preview(office):
    text = "1. 党员有退党的自由。（√）\n2. 预备期多长（A）\nA. 一年 B. 两年\n3. 没有答案的题（ ）\nA. 甲 B. 乙\n"
    plan = build_plan(office, bank.LEDGER, [read_text(text, "粘贴的题目")])
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert "没有找到答案" in plan.rows[2].reasons[0]


def test_a_question_asked_already_is_refused_when_typed_again(office):
    values = {**SINGLE, "qtype": "单选"}
    writes.create(office, bank.LEDGER, values)
    with pytest.raises(writes.NotAccepted, match="已经有题干完全相同"):
        writes.create(office, bank.LEDGER, values)
