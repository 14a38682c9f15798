"""Questions from text: as clerks paste them from Word, as Moodle writes GIFT and Aiken. A bad one bounces alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.quiz.fields import tidy_answer
from desktop_app.features.quiz.formats import aiken, gift, pasted
from desktop_app.features.quiz.formats.gift_out import gift_text
from desktop_app.features.quiz.formats.reading import read_text, spread_options
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.cells import BadCell, Sheet, Workbook


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("A,B", "AB"), ("BA", "AB"), ("A、B", "AB"), ("Ａ；Ｃ", "AC"), ("a b d", "ABD"), ("（C）", "C"), ("答案：D", "D"),
        ("正确", "对"), ("√", "对"), (True, "对"), ("T", "对"), ("错误", "错"), ("×", "错"), (False, "错"), ("否", "错"),
        ("人民；群众", "人民；群众"), ("ABBA", "AB"), ("A和B", "AB"),
    ],
)  # fmt: skip
def test_answers_are_read_in_every_notation(typed, stored):
    assert tidy_answer(typed) == stored


WORD = """
一、单项选择题（每题2分）
1. 党的最高理想和最终目标是（B）。
A．建成小康　B．实现共产主义  C．改革开放  D．民族复兴
2、预备党员的预备期为
A. 半年
B. 一年
C. 两年
答案：B
解析：第七条。
出处：党章第七条
二、多项选择题
3. 新发展理念包括（ ABD ）
A 创新不是选项行
A、创新
B、协调
C、攀比
D、绿色
三、判断题
4. 党员有退党的自由。（√）
5. 党允许个人崇拜。（错）
四、填空题
6. 党的根本组织原则是____。
答案：民主集中制
五、简答题
7. 什么是“四个服从”？
参考答案：个人服从组织；
少数服从多数。
六、单选题
8. 没有答案的题（ ）
A. 甲 B. 乙
"""


def test_word_text_in_the_usual_notations():
    drafts = pasted.read(WORD)
    assert [str(draft.kind) for draft in drafts] == ["单选", "单选", "多选", "判断", "判断", "填空", "简答", "单选"]
    first, second, third, fourth, fifth, sixth, seventh, last = drafts
    assert (first.answer, first.options[1], first.points) == ("B", "实现共产主义", "2")
    assert first.stem == "党的最高理想和最终目标是（　）。"
    assert (second.answer, second.options, second.analysis, second.source) == (
        "B",
        ("半年", "一年", "两年"),
        "第七条。",
        "党章第七条",
    )
    assert (third.answer, third.options[-1]) == ("ABD", "绿色")
    assert (fourth.answer, fourth.stem) == ("对", "党员有退党的自由。")
    assert fifth.answer == "错"
    assert (sixth.answer, sixth.stem) == ("民主集中制", "党的根本组织原则是____。")
    assert seventh.answer == "个人服从组织；\n少数服从多数。"
    assert last.fault == "没有找到答案"


def test_no_stem_keeps_its_answer():
    for draft in pasted.read(WORD):
        if draft.answer and draft.options:
            assert f"（{draft.answer}）" not in draft.stem


def test_answers_gathered_at_the_end_find_their_questions():
    text = (
        "一、单选题\n1. 甲题（ ）\nA. 一 B. 二\n2. 乙题（ ）\nA. 一 B. 二\n二、判断题\n1. 丙题。\n2. 丁题。\n"
        "参考答案\n一、单选题\n1-2 BA\n二、判断题\n1.√ 2.×\n"
    )
    assert [draft.answer for draft in pasted.read(text)] == ["B", "A", "对", "错"]


def test_one_bad_question_bounces_alone():
    sheet = read_text(WORD, "粘贴的题目").sheets[0]
    bad = [row for row in sheet.rows if any(isinstance(cell, BadCell) for cell in row)]
    assert len(bad) == 1
    assert "没有找到答案（原文第" in next(cell.why for cell in bad[0] if isinstance(cell, BadCell))


@given(st.text(alphabet="1.、A B C（）()答案：√×\n党章____题{}=~#", max_size=200))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        workbook = read_text(text, "粘贴的题目")
    except OfficeError as refusal:
        assert "没有找到题目" in str(refusal)
    else:
        assert len(workbook.sheets[0].rows) > 1


AIKEN = """What is the correct answer to this question?
A. Is it this one?
B. Maybe this answer?
C. Possibly this one?
ANSWER: B

Which LMS has the most quiz import formats?
A) Moodle
B) ATutor
ANSWER: A

这道题没有答案行
A. 甲
B. 乙
"""


def test_aiken_as_moodle_writes_it():
    first, second, broken = aiken.read(AIKEN)
    assert (first.answer, len(first.options)) == ("B", 3)
    assert (second.stem, second.options, second.answer) == (
        "Which LMS has the most quiz import formats?", ("Moodle", "ATutor"), "A",
    )  # fmt: skip
    assert broken.fault == "没有 ANSWER 行"


# The notations of Moodle's own sample file, one each.
GIFT = r"""
// a comment
$CATEGORY: top/党章/组织

Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}

Grant is {~buried =entombed ~living} in Grant's tomb.

Grant is buried in Grant's tomb.{FALSE}

Who's buried in Grant's tomb (short)?{=no one =nobody}

Two plus two equals {=four =4}.

When was Ulysses S. Grant born?{#1822:5}

Matching Question. {
    =subquestion1 -> subanswer1
    =subquestion2 -> subanswer2
    }

::Kanji Origins::Japanese characters originally
came from what country? {
    ~India
    =China#Very good!
    ~Korea}

What two people are entombed in Grant's tomb? {
    ~%-50%No one
    ~%50%Grant
    ~%50%Grant's wife
    ~%-50%Grant's father }

Difficult question.{~wrong answer ~%50%half credit answer =full credit answer}

Which answer equals 5? {
     ~ \= 2 + 2
     = \= 2 + 3
     ~ \= 2 + 4  }

[html]<p>The sun rises in the <b>east</b>.</p>{T}

Write about it. {}

写出四个服从。{####个人服从组织}

This is a description only.
"""


def test_gift_in_every_notation_of_moodles_own_sample():
    drafts = gift.read(GIFT)
    told = [(str(draft.kind or ""), draft.answer, draft.fault[:4]) for draft in drafts]
    assert told == [
        ("单选", "C", ""), ("单选", "B", ""), ("判断", "错", ""), ("填空", "no one|nobody", ""), ("填空", "four|4", ""),
        ("", "", "数值题（"), ("", "", "配对题（"), ("单选", "B", ""), ("多选", "BC", ""), ("单选", "C", ""), ("单选", "B", ""),
        ("判断", "对", ""), ("简答", "", "简答题没"), ("简答", "个人服从组织", ""), ("", "", "没有答案"),
    ]  # fmt: skip
    assert drafts[1].stem == "Grant is（　）in Grant's tomb."
    assert drafts[4].stem == "Two plus two equals____."
    assert drafts[7].stem == "Japanese characters originally came from what country?"
    assert (drafts[7].analysis, drafts[9].note) == ("Very good!", "选项的部分分没有导入")
    assert drafts[10].options == ("= 2 + 2", "= 2 + 3", "= 2 + 4")
    assert drafts[11].stem == "The sun rises in the east."
    assert drafts[0].topic == "组织"


QUESTIONS = [
    {"qtype": "单选", "stem": "a=b~{c}#d:e\\f（　）", "opt_a": "甲=1", "opt_b": "乙~2", "answer": "B", "analysis": "见第一条#注",
     "topic": "党章"},
    {"qtype": "多选", "stem": "三个对的", "opt_a": "甲", "opt_b": "乙", "opt_c": "丙", "opt_d": "丁", "answer": "ABD", "topic": "党章"},
    {"qtype": "判断", "stem": "地球是圆的。", "answer": "对", "analysis": "因为", "topic": "党章"},
    {"qtype": "填空", "stem": "民主____制", "answer": "集中|集 中", "topic": "党章"},
    {"qtype": "简答", "stem": "什么是党章？", "answer": "总章程；总规矩", "topic": "党章"},
]  # fmt: skip


def test_what_goes_out_as_gift_comes_back_the_same():
    back = gift.read(gift_text(QUESTIONS))
    assert [draft.fault for draft in back] == [""] * 5
    for question, draft in zip(QUESTIONS, back, strict=True):
        assert (str(draft.kind), draft.stem, draft.answer) == (question["qtype"], question["stem"], question["answer"])
        assert draft.options == tuple(question[f"opt_{letter}"] for letter in "abcdef" if question.get(f"opt_{letter}"))
        assert draft.topic == "党章"


def test_a_table_with_all_options_in_one_cell_gets_a_column_each(tmp_path):
    rows = [
        ["题型", "题干", "选项", "答案"],
        ["单选", "甲题", "A.一 B.二；C.三", "B"],
        ["多选", "乙题", "A、一\nB、二\nC、三", "AB"],
    ]
    sheet = spread_options(Workbook(tmp_path, "xlsx", "", [Sheet("题", rows=rows)])).sheets[0]
    assert sheet.rows[0][2:5] == ["选项A", "选项B", "选项C"]
    assert sheet.rows[1][2:6] == ["一", "二", "三", None]
    assert sheet.rows[2][2:5] == ["一", "二", "三"]


def test_answers_at_the_end_of_a_line_in_the_gaps_and_after_a_word_are_found():
    text = """一、单项选择题
1.预备党员的预备期为（ ）。
A.半年 B.一年 C.两年　答案：B
二、判断题
2.党的干部是人民的公仆。 答案：正确
3.下列答案中没有对的（错）
三、填空题
4.《中国共产党章程》（2022年修改）规定，党的根本宗旨是（全心全意为人民服务）。
5.党的组织原则是（民主集中制），作风是（实事求是）。
四、简答题
6.党员有哪些义务？
答：1.认真学习。
2.贯彻执行党的路线。
3.维护党的团结。
7.党员的权利？
答：（一）参加会议。
（二）表决。
8.简述“三会一课”。
答案：党员大会等。
"""
    drafts = {each.stem.split("\n")[0]: each for each in pasted.read(text)}
    assert [each.fault for each in drafts.values()] == [""] * 8
    told = [(str(each.kind), each.answer) for each in drafts.values()]
    assert told[:5] == [
        ("单选", "B"), ("判断", "对"), ("判断", "错"), ("填空", "全心全意为人民服务"), ("填空", "民主集中制;实事求是"),
    ]  # fmt: skip
    stems = list(drafts)
    assert stems[3] == "《中国共产党章程》（2022年修改）规定，党的根本宗旨是____。"
    assert stems[4] == "党的组织原则是____，作风是____。"
    assert drafts[stems[0]].options == ("半年", "一年", "两年")
    assert drafts[stems[5]].answer.splitlines() == ["1.认真学习。", "2.贯彻执行党的路线。", "3.维护党的团结。"]
    assert drafts[stems[6]].answer == "（一）参加会议。\n（二）表决。"
    assert stems[7] == "简述“三会一课”。"


def test_colons_and_brackets_stay_chinese():
    (draft,) = pasted.read(
        "1．第五条：会议（每月一次）在10:30开，这叫（　）。\nＡ．甲：乙\nＢ．丙\n答案：Ａ\n解析：见第五条：甲。"
    )
    assert draft.stem == "第五条：会议（每月一次）在10:30开，这叫（　）。"
    assert draft.options == ("甲：乙", "丙")
    assert (draft.answer, draft.analysis) == ("A", "见第五条：甲。")


def test_a_question_whose_brace_was_forgotten_bounces_alone():
    told = gift.read(
        "::一::第一题{=甲 ~乙}\n\n::二::忘了括号{=甲 ~乙\n\n::三::第三题{\n=对\n\n~错\n}\n\n判断题{T}\n\n也忘了{=丙 ~丁\n"
    )
    assert [draft.stem for draft in told] == ["第一题", "忘了括号", "第三题", "判断题", "也忘了"]
    assert [draft.fault for draft in told] == ["", "没有写完：缺右大括号 }", "", "", "没有写完：缺右大括号 }"]
    assert [draft.line for draft in told] == [1, 3, 5, 11, 13]
