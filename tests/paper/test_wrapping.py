"""Lines of Chinese text break where GB/T 15834 lets them, and nothing of the text is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.paper.wrapping import NEVER_FIRST, NEVER_LAST, breaks, may_break, pieces, wrap

TEXTS = st.text(st.sampled_from("中党员委支部，。、；：）》”（《“—…·%年月123aB-. \n䶮𠅤"), max_size=60)


def widths(text: str) -> list[float]:
    return [5.0 if char.isascii() else 10.0 for char in text]


@given(TEXTS, st.integers(1, 30).map(lambda n: n * 5.0))
def test_nothing_but_spaces_is_lost(text: str, width: float):
    assert "".join(wrap(text, width, widths)).replace(" ", "") == "".join(text.split())


@given(TEXTS, st.integers(2, 30).map(lambda n: n * 5.0))
def test_no_line_is_wider_than_the_room(text: str, width: float):
    for line in wrap(text, width, widths):
        assert sum(widths(line)) <= width or len(line) == 1


@given(TEXTS.map(lambda text: text.replace("\n", "")), st.integers(2, 30).map(lambda n: n * 5.0))
def test_a_line_ends_where_it_may_unless_it_has_no_such_place(text: str, width: float):
    lines = list(breaks(text, widths(text), width))
    for (start, end), (after, _) in pairwise(lines):
        if not may_break(text[after - 1], text[after]):
            inside = range(start + 1, end)
            assert not any(may_break(text[place - 1], text[place]) for place in inside), text[start:end]


@given(TEXTS.map(lambda text: text.replace("\n", "")), st.integers(4, 30).map(lambda n: n * 5.0))
def test_no_line_could_have_taken_the_next_piece(text: str, width: float):
    lines = list(breaks(text, widths(text), width))
    for (start, _), (after, _) in pairwise(lines):
        if may_break(text[after - 1], text[after]):
            assert sum(widths(text[start:after])) + sum(widths(pieces(text[after:])[0])) > width


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("党员大会，支委会", 40, ["党员大", "会，支委", "会"]),
        ("学习《党章》要点", 30, ["学习", "《党", "章》要", "点"]),
        ("进一步——再努力", 40, ["进一步", "——再努", "力"]),
        ("于2016年12月", 45, ["于2016年", "12月"]),
        ("参学率97.6%，好", 40, ["参学率", "97.6%，", "好"]),
        ("全体党员 共6703名", 45, ["全体党员", "共6703名"]),
        ("第一行\n第二行", 100, ["第一行", "第二行"]),
        ("", 100, [""]),
        ("410999195801011234", 40, ["41099919", "58010112", "34"]),
        ("1976-12-01", 40, ["1976-12-", "01"]),
    ],
)
def test_known_cases(text: str, room: float, lines: list[str]):
    assert wrap(text, room, widths) == lines


def test_the_first_line_may_be_shorter():
    assert wrap("一二三四五六七八", 40, widths, first=20) == ["一二", "三四五六", "七八"]


def test_no_character_is_both_opening_and_closing():
    assert not NEVER_FIRST & NEVER_LAST
