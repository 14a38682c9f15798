"""Properties of reading cells: dates come back as written, spoiled numbers are known for what they are, nothing else ever happens."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.ledger.importing.cell_reading import CellReader, Fault, Masked, Noted, Words
from desktop_app.storage.fields import Address, FullDate, IdNumber, PartialDate, PersonName, Phone, Text
from desktop_app.support import id_number
from desktop_app.workbook.cells import BadCell

TODAY = date(2016, 12, 31)
DAYS = st.dates(date(1900, 1, 1), date(2016, 12, 31))
FIRST_17 = st.builds(
    lambda born, order: f"410999{born:%Y%m%d}{order:03}",
    st.dates(date(1900, 1, 1), date(2016, 1, 1)),
    st.integers(0, 999),
)
WHOLE = FIRST_17.map(lambda first: first + id_number.check_digit(first))
WAYS = (
    "{y}.{m}.{d}",
    "{y}年{m}月{d}日",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}{m:02}{d:02}",
    " {y} . {m} . {d} ",
    "{y}．{m}．{d}",
)
CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.integers(-(10**19), 10**19), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.just(BadCell("#N/A", "错误值")),
)  # fmt: skip


def reader(kind, **how):
    return CellReader(kind, None, TODAY, **how)


def as_excel_keeps(number: str) -> int:
    return int(number[:15]) * 1000


@given(DAYS, st.sampled_from(WAYS))
def test_a_day_comes_back_however_it_is_written(day, way):
    said = way.format(y=day.year, m=day.month, d=day.day)
    assert reader(PartialDate("日期"))[said] == day.isoformat()
    assert reader(PartialDate("日期"))[day] == day.isoformat()
    assert reader(FullDate("日期"))[datetime(day.year, day.month, day.day, 8, 30)] == day.isoformat()


@given(DAYS, st.booleans())
def test_a_day_that_excel_counts_is_proposed_and_not_taken(day, mac):
    serial = (day - (date(1904, 1, 1) if mac else date(1899, 12, 30))).days
    found = reader(PartialDate("日期"), mac_dates=mac)[serial]
    if serial >= 10_000:
        assert isinstance(found, Fault) and found.choices == (day.isoformat(),)
        assert reader(PartialDate("日期"), mac_dates=mac, untyped=True)[str(serial)] == found
    else:
        assert isinstance(found, (Fault, str)) and found != day.isoformat()


@given(st.integers(1900, 2016), st.sampled_from([1, 10]), st.booleans())
def test_january_or_october_is_always_asked_where_the_cell_is_a_number_or_was_one(year, month, untyped):
    cell = f"{year}.1" if untyped else float(f"{year}.{month}")
    found = reader(PartialDate("日期"), untyped=untyped)[cell]
    assert isinstance(found, Fault) and found.choices == (f"{year}-01", f"{year}-10")


@given(WHOLE.filter(str.isdigit), st.integers(3, 15))
def test_a_number_spoiled_in_any_way_is_never_a_value_and_its_whole_is_found(whole, shown):
    digits = as_excel_keeps(whole)
    kept = (Decimal(whole[:15]) / Decimal(10) ** (15 - shown)).quantize(
        Decimal(1), rounding=ROUND_HALF_UP
    )  # as Excel rounds
    scientific = f"{str(kept)[0]}.{str(kept)[1:]}E+17"
    for spoiled in (digits, scientific, scientific.replace("E+", "e+")):
        found = reader(IdNumber("证号"))[spoiled]
        assert isinstance(found, Fault), spoiled
        known = id_number.inspect(found.said).known
        assert known and id_number.propose_whole(known, [whole]) == [whole], spoiled


@given(WHOLE, st.sampled_from("Oo〇○"))
def test_letters_that_look_like_digits_are_proposed_as_digits_and_never_taken(whole, letter):
    said = whole[:17].replace("0", letter) + whole[17]
    found = reader(IdNumber("证号"))[said]
    if said != whole:
        assert isinstance(found, Fault) and found.choices == (whole,)


@given(WHOLE, st.integers(0, 16), st.sampled_from("0123456789"))
def test_a_wrong_digit_never_becomes_another_sound_number_by_mending(whole, at, digit):
    said = whole[:at] + digit + whole[at + 1 :]
    assert id_number.mended(said) is None


@given(WHOLE, st.sampled_from(["'{}", "\u00a0{}", "{}\u200b", " {} ", "{}\n"]), st.booleans())
def test_what_surrounds_a_number_goes_and_its_digits_stay(whole, around, wide):
    said = around.format("".join(chr(ord(each) + 0xFEE0) for each in whole) if wide else whole)
    assert reader(IdNumber("证号"))[said] == whole


@pytest.mark.parametrize(
    "kind", [IdNumber("证号"), PartialDate("日期"), FullDate("日期"), Phone("手机"), PersonName("姓名")]
)
@given(cell=CELLS, untyped=st.booleans())
@example(cell=float("inf"), untyped=False)
def test_whatever_stands_in_a_cell_it_is_a_value_nothing_or_said_what_is_wrong(kind, cell, untyped):
    found = reader(kind, words=True, untyped=untyped)[cell]
    assert found is None or (isinstance(found, str) and found) or isinstance(found, (Fault, Masked, Noted, Words))
    if isinstance(found, Fault):
        assert found.sentence


@pytest.mark.parametrize("kind", [PersonName("姓名"), Phone("手机"), IdNumber("证号"), Text("籍贯"), Address("住址")])
@given(st.data())
def test_usual_text_is_stored_as_it_stands_and_holds_no_stars(kind, data):
    said = data.draw(st.from_regex(kind.usual, fullmatch=True))
    assert reader(kind)[said] == kind.read(said) == said
    assert not set("*#●•■□") & set(said)


def test_a_kind_that_reads_in_its_own_way_takes_no_usual_text_of_another() -> None:
    class Shouted(Text):
        def read(self, typed: object) -> str:
            return str(typed).upper()

    assert reader(Shouted("口号"))["hurra"] == "HURRA"
