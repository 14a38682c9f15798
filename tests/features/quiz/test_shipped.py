"""The questions that come with the program: a wrong answer on the big screen is the worst bug of all."""

import re

import pytest

from desktop_app.features.quiz import near
from desktop_app.features.quiz.answers import faults, options_of
from desktop_app.features.quiz.draw import USABLE
from desktop_app.features.quiz.shipped import OF_2016, SOURCES, TODAY, add_questions, add_sources, read_questions
from desktop_app.storage.kind import plain_lines

FILES = {"today": TODAY, "2016": OF_2016}
# The chapters of the Party's constitution by their last article: of 2022 and of 2012.
LAST_ARTICLE = {"中国共产党章程（2022）": 55, "中国共产党章程（2012）": 53, "中国共产党廉洁自律准则（2015）": 8}
_DIGITS = "零一二三四五六七八九"


def number(words):
    """五十三 → 53."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _DIGITS.index(words)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


@pytest.fixture(params=FILES, ids=list(FILES))
def questions(request):
    return read_questions(FILES[request.param])


def test_there_are_enough(questions):
    assert len(read_questions(TODAY)) >= 120
    assert len(read_questions(OF_2016)) >= 40


def test_each_is_sound_reviewed_and_has_article_and_explanation(questions):
    for question in questions:
        assert faults(question) == {}, question["stem"]
        assert question["state"] == "已审"
        assert question["article"] and question["analysis"] and question["source"]
        assert question["stem"] == plain_lines(question["stem"])


def test_the_explanation_says_the_answer_and_none_of_the_wrong_ones(questions):
    for question in questions:
        options = options_of(question)
        right = [options["ABCDEF".index(letter)] for letter in question["answer"]] if options else []
        for option in right:
            assert option in question["analysis"] or option in question["stem"], (question["stem"], option)
        if question["qtype"] == "填空":
            assert question["answer"].split("|")[0] in question["analysis"]


def test_the_article_named_is_one_the_text_has_and_the_explanation_names_the_same(questions):
    for question in questions:
        named = [number(words) for words in re.findall(r"第([一二三四五六七八九十]+)条", question["article"])]
        assert named or question["article"] == "总纲"
        assert all(1 <= each <= LAST_ARTICLE.get(question["source"], 160) for each in named)
        told = re.search(r"第([一二三四五六七八九十]+)条", question["analysis"])
        if told and named:
            assert named[0] <= number(told[1]) <= named[-1], question["stem"]


def test_no_two_ask_nearly_the_same_and_disagree(questions):
    for at, one in enumerate(questions):
        for other in questions[at + 1 :]:
            if near.alike(one["stem"], other["stem"]) > 0.9 and one["source"] == other["source"]:
                assert one["article"] != other["article"] or one["answer"] == other["answer"], (
                    one["stem"],
                    other["stem"],
                )


def test_the_right_letter_is_not_always_the_same(questions):
    singles = [question["answer"] for question in questions if question["qtype"] == "单选"]
    assert all(singles.count(letter) >= len(singles) * 0.1 for letter in "ABCD")


def test_those_of_2016_are_only_on_texts_valid_then():
    for question in read_questions(OF_2016):
        assert (question["valid_from"] or "") <= "2016-01-01"
        assert (question["valid_to"] or "9999") > "2016-12-31"


def test_none_is_drawn_before_its_text_was_issued(office):
    """党徽党旗条例 had no first day: a contest of 2016 could have drawn a text of 2021."""
    with office.change("题库"):
        add_sources(office)
        add_questions(office, read_questions(TODAY))
    assert office.database.rows("SELECT name FROM quiz_source WHERE valid_from IS NULL") == []
    drawable = {at for at, *_ in office.database.rows(USABLE, ("2016-12-31",))}
    later = office.database.rows(
        "SELECT q.id FROM quiz_question q JOIN quiz_source s ON s.name = q.source WHERE s.valid_from > '2016-12-31'"
    )
    assert later and not drawable & {at for (at,) in later}


def test_every_source_is_listed_with_its_days():
    listed = SOURCES.read_text(encoding="utf-8")
    for file in FILES.values():
        assert all(question["source"] in listed for question in read_questions(file))
