"""Every figure against a hand-counted truth, for the center and for its organisations, on any day."""

from collections import defaultdict
from datetime import date

import pytest

from desktop_app.features.roster.figures import figures
from desktop_app.features.roster.lists import roster_of
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

FIGURES = {figure.code: figure for figure in figures()}
DECEMBER = parse_span("2016-12")
SPANS = [
    parse_span(text) for text in ("2016-12", "2016-10", "2016Q4", "2016H2", "2016", "2016-12-05..2016-12-19", "2015-12")
]


def values(small, span, org=None):
    return {code: figure.value(small.office, span, org) for code, figure in FIGURES.items()}


def picked(found, *codes):
    return [found[f"member.{code}"] for code in codes]


COMPARISON = ("opening", "in", "in.admitted", "in.transferred_in", "in.transferred_in.whole", "moved_in",
              "out", "out.expelled", "out.died", "out.transferred_out", "moved_out", "due", "actual", "gap")  # fmt: skip


def test_december_is_compared_as_it_was(small):
    center, offices, retired, third = (
        values(small, DECEMBER, org) for org in (None, small.offices, small.retired, small.third)
    )
    assert picked(center, *COMPARISON) == [9, 3, 1, 2, 2, 0, 2, 1, 1, 0, 0, 10, 10, 0]
    assert picked(offices, *COMPARISON) == [3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 0]
    assert picked(retired, *COMPARISON) == [6, 2, 0, 2, 2, 1, 2, 1, 1, 0, 0, 7, 7, 0]
    assert picked(third, *COMPARISON) == [4, 2, 0, 2, 2, 1, 1, 0, 1, 0, 0, 6, 6, 0]


def test_a_branch_given_to_another_superior_is_a_move_between_them_only(small):
    october = parse_span("2016-10")
    center, offices, retired, second = (
        values(small, october, org) for org in (None, small.offices, small.retired, small.second)
    )
    assert picked(center, "opening", "moved_in", "moved_out", "actual") == [9, 0, 0, 9]
    assert picked(offices, "opening", "moved_in", "moved_out", "actual") == [5, 0, 2, 3]
    assert picked(retired, "opening", "moved_in", "moved_out", "actual") == [4, 2, 0, 6]
    assert picked(second, "opening", "moved_in", "moved_out", "actual") == [2, 0, 0, 2]


def test_the_members_with_whom_the_records_begin_are_the_year_s_opening(small):
    year = values(small, parse_span("2016"))
    assert picked(year, "opening", "in", "out", "due", "actual", "gap") == [10, 3, 3, 10, 10, 0]
    assert picked(values(small, parse_span("2015-12")), "opening", "in", "out", "due", "actual") == [0] * 5


def test_the_special_groups_are_those_whose_mark_had_begun(small):
    found = values(small, DECEMBER)
    assert picked(found, "full", "probationary", "mobile", "lost", "frail", "hardship", "taiwan") == [
        9,
        1,
        1,
        0,
        1,
        1,
        1,
    ]
    assert values(small, parse_span("2016-11"))["member.lost"] == 1, "丁机 was still on the roster"
    assert values(small, parse_span("2017-03"))["member.mobile"] == 2


def test_the_breakdowns_are_as_counted_by_hand(small):
    found = {
        code: value
        for code, value in values(small, DECEMBER).items()
        if value and not code.startswith(("member", "org"))
    }
    assert found == {
        "sex.male": 5, "sex.female": 4, "sex.none": 1,
        "ethnicity.han": 6, "ethnicity.minority": 2, "ethnicity.none": 2,
        # 新预备 20; 甲机 30 on the very day; 乙机 31; 丙机 60; 乙二 71; 辛退 75; 己退 89; 庚退 and the two of the whole unit unknown
        "age.01": 2, "age.02": 1, "age.07": 1, "age.10": 3, "age.own10": 2, "age.own13": 1, "age.none": 3,
        "education.01": 1, "education.02": 2, "education.03": 1, "education.04": 1, "education.06": 1, "education.07": 1,
        "education.none": 3, "education.college_up": 4,
        "job.011": 1, "job.014": 1, "job.016": 1, "job.4": 4, "job.none": 3,
        # 己退 1949-09; 乙二 1966 could be either side of April; 庚退 on the last day of 1978; 辛退 on the first of 2012-11
        "era.03": 1, "era.06": 1, "era.07": 3, "era.08": 2, "era.09": 2, "era.none": 1,
        "standing.01": 1, "standing.02": 2, "standing.04": 2, "standing.05": 2, "standing.06": 1, "standing.none": 1,
        "standing.probationary": 1,
    }  # fmt: skip


@pytest.mark.parametrize("span", SPANS, ids=lambda span: span.title())
def test_the_bands_of_every_breakdown_sum_to_the_total(small, span):
    for org in (None, small.root, small.offices, small.third):
        sums: dict[str, float] = defaultdict(float)
        total = FIGURES["member.total"].value(small.office, span, org)
        for figure in FIGURES.values():
            if not figure.code.startswith(("member", "org")) and not figure.label.startswith("其中"):
                sums[figure.section] += figure.value(small.office, span, org)
        assert set(sums.values()) == {total} and len(sums) == 7


@pytest.mark.parametrize("span", SPANS, ids=lambda span: span.title())
def test_the_rows_behind_every_figure_give_it(small, span):
    for org in (None, small.offices, small.retired, small.second, small.third):
        for figure in FIGURES.values():
            told = figure.rows(small.office, span, org)
            assert measured_value(figure, told) == figure.value(small.office, span, org), (figure.code, org)
            assert all(len(row) == len(told.headings) for row in told.rows)
            assert not told.ids or len(told.ids) == len(told.rows)


def test_the_organisations_are_counted_by_level_as_of_the_day(small):
    found = values(small, DECEMBER)
    assert [found[f"org.{code}"] for code in ("total", "committee", "general", "branch", "joint", "group")] == [
        6,
        1,
        2,
        3,
        0,
        0,
    ]
    assert values(small, DECEMBER, small.offices)["org.branch"] == 1
    assert values(small, parse_span("2016-09"), small.offices)["org.branch"] == 2


def test_flows_add_up_over_months_and_stocks_are_of_the_last_day(small):
    months = [values(small, parse_span(f"2016-{month}")) for month in (10, 11, 12)]
    quarter = values(small, parse_span("2016Q4"))
    for code, figure in FIGURES.items():
        if figure.kind == "flow":
            assert quarter[code] == sum(month[code] for month in months), code
        elif code not in ("member.opening", "member.due", "member.gap"):
            assert quarter[code] == months[-1][code], code
    assert quarter["member.opening"] == months[0]["member.opening"]
    for org in (small.offices, small.retired):
        moved = [
            FIGURES["member.moved_in"].value(small.office, parse_span(f"2016-{month}"), org) for month in (10, 11, 12)
        ]
        assert FIGURES["member.moved_in"].value(small.office, parse_span("2016Q4"), org) == sum(moved)


def test_what_was_counted_is_counted_again_after_a_change(small):
    assert FIGURES["sex.male"].value(small.office, DECEMBER, None) == 5
    with small.office.change("改性别"):
        small.office.database.execute_sql("UPDATE member SET sex = '1' WHERE sex IS NULL")
    assert FIGURES["sex.male"].value(small.office, DECEMBER, None) == 6
    small.office.undo()
    assert FIGURES["sex.male"].value(small.office, DECEMBER, None) == 5


def test_an_empty_office_has_figures_of_nought(office):
    for figure in figures():
        assert figure.value(office, DECEMBER, None) == 0
        assert not figure.rows(office, DECEMBER, None).rows or figure.measure == "sum"


def test_the_people_of_a_figure_stand_in_the_official_order(small_office):
    told = FIGURES["member.total"].rows(small_office, parse_span("2016-12"), None)
    assert list(told.ids) == [listed.member for listed in roster_of(small_office, date(2016, 12, 31))]
