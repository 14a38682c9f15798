"""Identity numbers as branches send them: right, old, wrong, masked, and spoiled by Excel (GB 11643-1999)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.support import id_number
from desktop_app.support.id_number import Shape, inspect

PUBLISHED = "370101190102039973"
BIRTHS = st.dates(date(1900, 1, 1), date(2010, 12, 31))
FIRST_17 = st.builds(lambda born, n: f"410999{born:%Y%m%d}{n:03d}", BIRTHS, st.integers(0, 999))
WHOLE = FIRST_17.map(lambda first: first + id_number.check_digit(first))


def codes(typed, **beside):
    return [doubt.code for doubt in inspect(typed, **beside).doubts]


def test_the_published_example_passes_and_tells_birth_and_sex():
    found = inspect(PUBLISHED, birth="1901-02", sex="1")
    assert (found.shape, found.doubts, found.birth, found.sex) == (Shape.WHOLE, (), "1901-02-03", "1")


@given(FIRST_17, st.sampled_from([4, 7, 10]), st.sampled_from(["1", "2", None]), st.sampled_from("0123456789X"))
def test_a_number_called_sound_at_a_glance_has_no_doubt_when_looked_at(first, known, sex, last):
    birth, number = f"{first[6:10]}-{first[10:12]}-{first[12:14]}"[:known], first + last
    if id_number.is_sound(number, birth, sex):
        assert not inspect(number, birth=birth, sex=sex).doubts


def test_a_number_that_agrees_with_day_or_month_and_sex_is_sound_at_a_glance():
    assert id_number.is_sound(PUBLISHED, "1901-02-03", "1") and id_number.is_sound(PUBLISHED, "1901-02", None)
    assert not id_number.is_sound(PUBLISHED, "1901-02-03", "2") and not id_number.is_sound(PUBLISHED, "1901-03", "1")


@given(FIRST_17)
def test_the_check_digit_follows_the_standard_s_weights(first):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
    assert id_number.check_digit(first) == "10X98765432"[total % 11]


@given(WHOLE, st.integers(0, 17), st.integers(1, 9))
def test_any_single_digit_mistyped_is_noticed(number, place, step):
    old = 10 if number[place] == "X" else int(number[place])
    wrong = number[:place] + str((old + step) % 10) + number[place + 1 :]
    assert wrong == number or inspect(wrong).doubts


@given(WHOLE)
def test_a_right_number_raises_no_doubt_but_the_tail_of_zeros(number):
    assert codes(number) == (["tail_000"] if number.endswith("000") else [])
    assert inspect(number).birth == f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


@pytest.mark.parametrize(
    "typed",
    [
        " 41099919580101102x", "'41099919580101102X", "41099919580101102Х", "41099919580101102×", "41099919580101102х",
        "４１０９９９１９５８０１０１１０２Ｘ", "410999\u00a019580101\u200b102X", "410999-19580101-102X", "410999 19580101 102X",
    ],
)  # fmt: skip
def test_what_only_looks_different_is_one_number(typed):
    assert id_number.parse(typed) == "41099919580101102X"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("4109991958010110", "length"), ("41099919580101102", "length"), ("4109991958010110233", "length"),
        ("41099919580101102A", "letter"), ("4109991958010110X2", "letter"), ("41099958010110X", "letter"),
        ("4109****1234", "masked"), ("410999XXXXXXXX1029", "masked"), ("410999＊＊＊＊1029", "masked"),
        ("4.10999E+17", "scientific"), ("4.10999195801011e17", "scientific"), (410999195801011000, "number"),
        (4.10999195801011e17, "number"), ("无", "letter"), (3.5, "letter"), (12345.0, "length"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_reason(typed, code):
    assert codes(typed) == [code]
    assert not inspect(typed).storable
    if isinstance(typed, str):
        with pytest.raises(ValueError, match="证号"):
            id_number.parse(typed)


@pytest.mark.parametrize(
    ("typed", "beside", "doubts"),
    [
        ("410999195801011020", {}, ["check"]),
        ("410999195802301021", {}, ["birth_impossible", "check"]),
        ("410999195801011027", {"birth": "1958-01-02"}, ["check", "birth_differs"]),
        ("41099919580101102X", {"birth": "1957", "sex": "1"}, ["birth_differs", "sex_differs"]),
        ("41099919580101102X", {"birth": "1958", "sex": "2"}, []),
    ],
)
def test_what_is_doubtful_is_storable_and_says_why(typed, beside, doubts):
    found = inspect(typed, **beside)
    assert found.storable and found.number == typed
    assert [doubt.code for doubt in found.doubts if doubt.code != "check" or "check" in doubts] == doubts
    assert all(doubt.chinese for doubt in found.doubts)


@given(BIRTHS.filter(lambda born: born.year < 2000), st.integers(0, 995))
def test_an_old_number_is_kept_and_its_new_form_proposed(born, sequence):
    old = f"410999{born:%y%m%d}{sequence:03d}"
    for cell in (old, int(old), float(old)):
        found = inspect(cell, birth=born.isoformat())
        assert (found.number, found.shape, codes(cell)) == (old, Shape.OLD, ["old_15"])
        assert found.proposal and found.proposal[6:8] == "19" and found.proposal[:6] + found.proposal[8:17] == old
        assert inspect(found.proposal).shape is Shape.WHOLE


def test_centenarians_of_old_numbers_need_their_century_said():
    old = "410999880101997"
    assert codes(old) == ["century"] and inspect(old).birth is None
    with pytest.raises(ValueError, match="世纪"):
        id_number.from_15(old)
    assert id_number.from_15(old, "18").startswith("41099918880101997")


@given(WHOLE.filter(lambda number: number.isdigit()))
def test_excel_s_spoiling_leaves_fifteen_digits_that_still_match_the_number(number):
    for cell in (float(number), int(number[:15] + "000")):
        known = inspect(cell).known if isinstance(cell, int) else inspect(float(number[:15] + "000")).known
        assert known == number[:15]
        assert id_number.matches(known, number)
    assert number in set(id_number.candidates(number[:15], sex=inspect(number).sex))


@given(WHOLE.filter(lambda number: number.isdigit()), st.integers(0, 13))
def test_a_number_shown_in_powers_of_ten_still_matches_what_it_was(number, places):
    kept = Decimal(number[:15]).scaleb(-14)
    shown = kept.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    found = inspect(f"{shown}E+17")
    assert found.shape is Shape.SPOILED
    assert id_number.matches(found.known, number)


@given(st.lists(WHOLE, min_size=1, max_size=6, unique=True))
def test_only_numbers_that_can_have_been_there_are_proposed(held):
    proposed = id_number.propose_whole(held[0][:15], held)
    assert proposed == [number for number in held if number[:15] == held[0][:15] and number.isdigit()]


def test_a_number_ending_in_x_was_never_spoiled():
    assert not id_number.matches("410999195801011", "41099919580101102X")


@given(WHOLE)
def test_a_masked_number_hides_the_birth_date_and_all_but_seven_characters(number):
    masked = id_number.mask(number)
    assert masked == number[:3] + "*" * 11 + number[-4:]
    assert id_number.inspect(masked).shape is Shape.MASKED


def test_a_wrong_letter_is_named_by_its_place_and_the_number_is_not_repeated():
    with pytest.raises(ValueError, match="第 11 位是“O”") as refused:
        id_number.parse("4109991958O101102X")
    assert "410999" not in str(refused.value)
    with pytest.raises(ValueError, match="这里是“见档案”"):
        id_number.parse("见档案")


def test_words_in_the_place_of_a_number_stay_readable_and_digits_do_not():
    assert (id_number.mask("见档案"), id_number.mask("4109"), id_number.mask("")) == ("见档案", "****", "")


def test_the_year_of_birth_is_told_for_two_digit_dates():
    assert id_number.birth_year(PUBLISHED) == 1901
    assert id_number.birth_year("410999580101123") == 1958
    assert id_number.birth_year("4109") is None
