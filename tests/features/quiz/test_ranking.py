"""Places, ties and promotion (domain.md §4, rule sets a and b)."""

import pytest

from desktop_app.features.quiz.ranking import Placed, Promotion, Score, parse_rule, promote, rank
from desktop_app.features.quiz.words import TieBreak

BY_PLAYER = parse_rule("一号选手、二号选手、三号选手")


def test_three_papers_are_summed_and_a_tie_goes_by_player_one_then_two_then_three():
    scores = [
        Score(1, 250, (80, 90, 80)),
        Score(2, 250, (90, 80, 80)),
        Score(3, 250, (80, 85, 85)),
        Score(4, 260, (60, 100, 100)),
    ]
    placed = rank(scores, BY_PLAYER)
    assert [each.entrant for each in placed] == [4, 2, 1, 3]
    assert [each.rank for each in placed] == [1, 2, 3, 4]
    assert [each.how for each in placed] == ["", "一号选手", "二号选手", ""]


def test_equal_in_everything_shares_the_place_and_the_next_is_counted_on():
    placed = rank([Score(1, 90), Score(2, 90), Score(3, 80)])
    assert [(each.entrant, each.rank) for each in placed] == [(1, 1), (2, 1), (3, 3)]


def test_a_tie_across_the_line_is_handed_back_to_be_settled():
    placed = rank([Score(1, 99), Score(2, 90), Score(3, 90), Score(4, 80)])
    assert promote(placed, 2) == Promotion((1,), (2, 3), 1)
    assert promote(placed, 3) == Promotion((1, 2, 3))
    assert promote(placed, 9) == Promotion((1, 2, 3, 4))


def test_a_play_off_settles_it():
    rule = parse_rule("加试、书记到场")
    scores = [Score(1, 90, told={"playoff": -10}), Score(2, 90, told={"playoff": 10}), Score(3, 70)]
    placed = rank(scores, rule)
    assert placed[0] == Placed(2, 1, 90, TieBreak.PLAYOFF)
    assert promote(placed, 1) == Promotion((2,))


def test_the_secretarys_presence_settles_it_where_the_rule_says_so():
    rule = parse_rule("书记到场")
    assert rank([Score(1, 90), Score(2, 90, told={"secretary": 1})], rule)[0].entrant == 2


def test_a_rule_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="并列规则没有“掷骰子”"):
        parse_rule("一号选手、掷骰子")
