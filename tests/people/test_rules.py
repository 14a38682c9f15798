"""What can follow what in a membership."""

from datetime import date

import pytest

from desktop_app.people.chart import BEGINNING, FOREVER, ChartHistory, OrgNode
from desktop_app.people.rules import (
    Event,
    Position,
    Stay,
    day_fault,
    in_order,
    place_fault,
    position,
    sequence_fault,
    stays,
)

A, B = 1, 2


def events(*told):
    """(kind, day, from, to[, how]) in the order they were written."""
    return in_order(
        Event(number, 1, kind, day, start, to, *how) for number, (kind, day, start, to, *how) in enumerate(told)
    )


SOUND = [
    [("期初在册", "2016-01-01", None, A)],
    [("发展党员", "2016-01-01", None, A), ("支部间调整", "2016-02-01", A, B), ("死亡", "2016-03-01", B, None)],
    [("期初在册", "2016-01-01", None, A), ("停止党籍", "2016-02-01", A, None), ("恢复党籍", "2016-08-01", None, B)],
    [
        ("期初在册", "2016-01-01", None, A),
        ("转出组织关系", "2016-02-01", A, None),
        ("转入组织关系", "2016-08-01", None, A),
    ],
    [("转入组织关系", "2016-01-01", None, A), ("支部间调整", "2016-01-01", A, B), ("支部间调整", "2016-01-01", B, A)],
    [("期初在册", "2016-01-01", None, A), ("出党", "2016-02-01", A, None, "退党"), ("发展党员", "2018-02-01", None, A)],
]
UNSOUND = [
    ([], "没有变动记录"),
    ([("死亡", "2016-01-01", A, None)], "不在册"),
    ([("期初在册", "2016-01-01", None, A), ("发展党员", "2016-02-01", None, A)], "已在册"),
    ([("期初在册", "2016-01-01", None, A), ("死亡", "2016-02-01", B, None)], "不一致"),
    ([("期初在册", "2016-01-01", None, A), ("死亡", "2016-02-01", A, None), ("恢复党籍", "2016-03-01", None, A)], "死亡之后"),
    ([("期初在册", "2016-01-01", None, A), ("转出组织关系", "2016-02-01", A, None), ("恢复党籍", "2016-03-01", None, A)], "不能恢复"),
    ([("期初在册", "2016-01-01", None, A), ("转出组织关系", "2016-02-01", A, None), ("死亡", "2016-03-01", A, None)], "已在"),
    ([("期初在册", "2016-01-01", None, A), ("出党", "2016-02-01", A, None)], "方式"),
    ([("期初在册", "2016-01-01", None, A), ("支部间调整", "2016-02-01", A, A)], "原支部、现支部不对"),
    ([("期初在册", "2016-01-01", B, A)], "原支部、现支部不对"),
    ([("发展党员", "2016-03-01", None, A), ("死亡", "2016-02-01", A, None)], "不在册"),
]  # fmt: skip


@pytest.mark.parametrize("told", SOUND)
def test_a_life_as_it_happens_is_accepted(told):
    assert sequence_fault(events(*told)) == ""


@pytest.mark.parametrize(("told", "sentence"), UNSOUND)
def test_a_life_that_cannot_be_is_refused_in_a_sentence(told, sentence):
    assert sentence in sequence_fault(events(*told))
    assert sequence_fault(events(*told))


def test_stays_follow_from_the_events_and_a_stay_of_no_day_is_none():
    told = events(
        ("期初在册", "2016-01-01", None, A),
        ("支部间调整", "2016-03-01", A, B),
        ("支部间调整", "2016-03-01", B, A),
        ("死亡", "2016-05-01", A, None),
    )
    assert stays(told) == [Stay(A, "2016-01-01", "2016-03-01"), Stay(A, "2016-03-01", "2016-05-01")]
    assert stays(told[:1]) == [Stay(A, "2016-01-01", FOREVER)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (("出党", "2016-05-01", A, None, "除名"), Position(A, "2016-05-01", "除名", "正常")),
        (("停止党籍", "2016-05-01", A, None), Position(A, "2016-05-01", "停止党籍", "停止党籍")),
        (("转出组织关系", "2016-05-01", A, None), Position(A, "2016-05-01", "转出组织关系", "正常")),
        (("支部间调整", "2016-05-01", A, B), Position(B, None, None, "正常")),
    ],
)
def test_the_record_says_what_the_last_event_left(last, expected):
    assert position(events(("期初在册", "2016-01-01", None, A), last)) == expected


def test_nobody_belongs_to_a_branch_before_it_stands_or_after_it_is_dissolved():
    def version(day, *, closed=False, level="党支部"):
        return OrgNode(A, day, "中共一支部", "一支部", level, None, 0, closed)

    history = ChartHistory([version("2016-02-01"), version("2016-09-01", closed=True)])
    assert place_fault([Stay(A, "2016-02-01", "2016-09-01")], history) == ""
    assert "还没有成立" in place_fault([Stay(A, "2016-01-31", "2016-03-01")], history)
    assert "名下还有党员" in place_fault([Stay(A, "2016-02-01", "2016-09-02")], history)
    assert "已经撤销" in place_fault([Stay(A, "2016-10-01", FOREVER)], history)
    assert "不在组织树里" in place_fault([Stay(9, "2016-10-01", FOREVER)], history)
    committee = ChartHistory([version(BEGINNING, level="党委")])
    assert "不是党支部" in place_fault([Stay(A, "2016-10-01", FOREVER)], committee)


@pytest.mark.parametrize(
    ("typed", "wrong"), [("2016-12-31", False), ("2017-01-01", True), ("2016-12", True), ("", True)]
)
def test_a_change_is_dated_to_the_day_and_not_ahead(typed, wrong):
    assert bool(day_fault(typed, date(2016, 12, 31))) == wrong
