"""The month's figures side by side, for the center and organisation by organisation."""

import json

import pytest

from desktop_app.features.roster import LEDGER
from desktop_app.features.summary.chapters import BASICS, by_chapter
from desktop_app.features.summary.reckoning import COMPARISON, by_organisation, lines
from desktop_app.support.spans import parse_span
from desktop_app.support.tasks import Cancelled, Progress

FIGURES = LEDGER.offers.figures()


def comparison(office, figures, span):
    return by_organisation(office, figures, span, COMPARISON)


DECEMBER = parse_span("2016-12")


def line(told, code):
    return next(each for each in told if each.code == code)


def test_a_figure_has_this_month_the_year_so_far_last_month_and_a_year_ago(small):
    told = lines(small.office, FIGURES, DECEMBER)
    assert line(told, "member.total").as_json() == {
        "code": "member.total", "label": "党员总数", "unit": "人", "value": 10, "cumulative": 10, "previous": 9, "last_year": 0,
    }  # fmt: skip
    out = line(told, "member.out")
    assert (out.value, out.cumulative, out.previous, out.last_year, out.change) == (2, 3, 0, 0, 2)
    opening = line(told, "member.opening")
    assert (opening.value, opening.cumulative, opening.previous) == (9, 10, 9), (
        "the year's opening is the roster it began with"
    )
    assert json.loads(json.dumps([each.as_json() for each in told])) == [each.as_json() for each in told]


def test_an_organisation_has_its_own_figures(small):
    told = lines(small.office, FIGURES, DECEMBER, small.third)
    assert [line(told, f"member.{code}").value for code in ("opening", "in", "moved_in", "out", "actual")] == [
        4,
        2,
        1,
        1,
        6,
    ]


def test_chapters_come_in_the_order_of_the_report_whoever_offers_first(small):
    told = lines(small.office, FIGURES, DECEMBER)
    parts = by_chapter(list(reversed(told)))
    assert list(parts) == [BASICS]
    assert list(parts[BASICS]) == [
        "党员增减", "党组织", "党员队伍", "性别", "民族", "年龄", "学历", "工作岗位", "入党时间", "党龄"
    ]  # fmt: skip


def test_the_comparison_has_every_organisation_in_order_and_its_columns_agree(small):
    told = comparison(small.office, FIGURES, DECEMBER)
    assert [(row.name, row.depth) for row in told.rows] == [
        ("中心党委", 0), ("机关党总支", 1), ("第一支部", 2), ("离退休党总支", 1), ("第三支部", 2), ("第二支部", 2)
    ]  # fmt: skip
    codes = [column.code for column in told.columns]
    assert told.columns[0].heading == "上月末总数"
    rows = {row.name: dict(zip(codes, row.numbers, strict=True)) for row in told.rows}
    assert rows["中心党委"]["member.moved_in"] == 0 and rows["第三支部"]["member.moved_in"] == 1
    for code in codes:
        if "moved" not in code:
            assert rows["中心党委"][code] == rows["机关党总支"][code] + rows["离退休党总支"][code], code
    assert all(row["member.due"] == row["member.actual"] and row["member.gap"] == 0 for row in rows.values())


@pytest.mark.parametrize(
    ("span", "heading"),
    [
        ("2016-12", "上月末总数"),
        ("2016Q4", "上季末总数"),
        ("2016", "上年底总数"),
        ("2016-12-05..2016-12-09", "期初总数"),
    ],
)
def test_the_opening_is_called_by_the_length_of_the_span(small, span, heading):
    assert comparison(small.office, FIGURES, parse_span(span)).columns[0].heading == heading


def test_a_branch_dissolved_within_the_month_is_still_in_its_comparison(small):
    from desktop_app.people import tree

    with small.office.change("合并"):
        tree.merge(small.office, small.first, small.third, "2016-12-28")
    told = comparison(small.office, FIGURES, DECEMBER)
    row = next(row for row in told.rows if row.name == "第一支部（已撤销）")
    numbers = dict(zip((column.code for column in told.columns), row.numbers, strict=True))
    assert (numbers["member.opening"], numbers["member.moved_out"], numbers["member.actual"]) == (3, 4, 0), (
        "丙机 left before, and who was admitted in December goes along"
    )


def test_an_office_without_organisations_has_a_comparison_of_nought(office):
    (row,) = comparison(office, FIGURES, DECEMBER).rows
    assert row.name == "合计" and not any(row.numbers)


def test_the_reckoning_can_be_cancelled(small):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        lines(small.office, FIGURES, DECEMBER, progress=progress)
