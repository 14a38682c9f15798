"""The lines of 党内统计: every value falls into just one, at the edges as the forms have them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.roster.rules import PROBATIONARY_MARK, age_band, breakdowns, era, standing
from desktop_app.people import codes

END = date(2016, 12, 31)


def label(key, band):
    (line,) = [
        line
        for each in breakdowns()
        if each.key == key
        for line in each.lines
        if band in line.bands and not line.within
    ]
    return line.label


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1986-01-01", "30岁及以下"), ("1985-12-31", "31至35岁"), ("1946-01-01", "66至70岁"), ("1945-12-31", "71岁及以上"),
        ("1926-12-31", "71岁及以上"), (None, "未填"), ("2017-01-01", "未填"), ("1986", "30岁及以下"), ("1985", "31至35岁"),
    ],
)  # fmt: skip
def test_ages_at_the_edges_of_the_official_bands(birth, expected):
    assert label("age", age_band(birth, END)) == expected


@pytest.mark.parametrize(
    ("birth", "expected"),
    [("1945-12-31", "71至75岁"), ("1927-01-01", "86至89岁"), ("1926-12-31", "90岁及以上"), ("1910", "90岁及以上")],
)
def test_the_office_s_own_bands_go_on_to_ninety(birth, expected):
    (age,) = [each for each in breakdowns() if each.key == "age"]
    (line,) = [line for line in age.lines if line.within and age_band(birth, END) in line.bands]
    assert line.label == f"其中：{expected}"


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("1937-07-06", "1937年7月6日及以前"), ("1937-07-07", "1937年7月7日至1945年9月2日"), ("1949-09", "1945年9月3日至1949年9月"),
        ("1949-10", "1949年10月至1966年4月"), ("1966-05", "1966年5月至1976年10月"), ("1978-12-31", "1976年11月至1978年12月"),
        ("1979", "1979年1月至2002年10月"), ("2012-11", "2012年11月及以后"), ("1949", "未填或日期不全"), (None, "未填或日期不全"),
    ],
)  # fmt: skip
def test_joining_dates_at_the_edges_of_the_eras(joined, expected):
    assert label("era", era(joined, END)) == expected


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("2012-01-01", "不满5年"), ("2011-12-31", "5年以上不满10年"), ("1966-12-31", "50年及以上"), ("1967-01-01", "30年以上不满50年"),
        (PROBATIONARY_MARK, "预备党员（不计党龄）"), (None, "转正时间未填"),
    ],
)  # fmt: skip
def test_party_standing_runs_from_full_membership(full, expected):
    assert label("standing", standing(full, END)) == expected


partial = st.none() | st.dates(date(1850, 1, 1), date(2099, 1, 1)).flatmap(
    lambda day: st.sampled_from((str(day), str(day)[:7], str(day)[:4]))
)
coded = {key: st.sampled_from([None, "?", *(line.code for line in codes.table(table).lines)]) for key, table in
         (("sex", "sex"), ("ethnicity", "ethnicity"), ("education", "education"), ("job", "job"))}  # fmt: skip


@given(st.data(), st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_every_value_stands_in_just_one_line_that_is_not_a_part_of_another(data, day):
    for breakdown in breakdowns():
        value = data.draw(coded.get(breakdown.key, partial))
        band = breakdown.band(value, day)
        assert sum(band in line.bands for line in breakdown.lines if not line.within) == 1, (breakdown.key, value)
