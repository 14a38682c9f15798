"""Working days as the State Council's notices have them."""

from datetime import date

from chinese_calendar import constants

from desktop_app.support import workdays


def test_moved_holidays_count_as_they_were_worked():
    assert workdays.is_workday(date(2016, 10, 8))  # a Saturday worked for the National Day week
    assert not workdays.is_workday(date(2016, 10, 3))
    assert workdays.count(date(2016, 10, 1), date(2016, 10, 9)) == 2


def test_five_working_days_over_the_holiday_end_after_it():
    assert workdays.after(date(2016, 9, 29), 5) == date(2016, 10, 10)
    assert workdays.after(date(2016, 12, 5), 5) == date(2016, 12, 9)


def test_beyond_the_table_only_weekends_are_off_and_it_says_so():
    far = date(workdays.LAST_YEAR + 5, 10, 1)
    assert not workdays.covered(far) and str(workdays.LAST_YEAR) in workdays.told_coverage()
    assert workdays.count(far, far.replace(day=14)) == 10


def test_the_years_it_tells_are_those_of_the_table():
    years = {day.year for day in constants.holidays}
    assert (min(years), max(years)) == (workdays.FIRST_YEAR, workdays.LAST_YEAR)
