"""How field kinds read what people type: one word however it is written."""

from enum import StrEnum

import pytest

from desktop_app.storage.fields import Choice, Choices


class Blood(StrEnum):
    """血型."""

    A = "A型"
    ZERO = "O型"


class Topic(StrEnum):
    """宣讲内容."""

    SAFETY = "安全"
    LAW = "法制"
    PETITION = "信访"


@pytest.mark.parametrize("typed", ["A型", "a型", "Ａ型", " ａ型 "])
def test_a_word_is_the_same_in_full_width_and_small_letters(typed):
    assert Choice("血型", Blood).parse(typed) == "A型"


def test_a_word_nobody_knows_is_refused_with_the_words_there_are():
    with pytest.raises(ValueError, match="只能是：A型、O型"):
        Choice("血型", Blood).parse("B型")


@pytest.mark.parametrize("typed", ["法制、安全", "安全,法制", "法制 安全", "安全；法制、安全"])
def test_several_words_stand_once_each_in_their_order(typed):
    assert Choices("宣讲内容", Topic).parse(typed) == "安全、法制"


def test_an_unknown_one_of_several_is_named():
    with pytest.raises(ValueError, match="没有“卫生”"):
        Choices("宣讲内容", Topic).parse("安全、卫生")
