"""One of each kind of doubt lands in 待核实; a clean record never does (R7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people.doubts import Record, doubts
from desktop_app.people.member import PartyMember
from desktop_app.people.verify import doubtful, doubts_of
from desktop_app.support.id_number import check_digit
from tests.people.conftest import TODAY

CLEAN = Record("张建国", "1", "", "1952-03-05", "正式党员", "1975-07-01", "1975-07-01", "1970-01", None)


def number(birth="19520305", sequence="001"):
    first = f"410999{birth}{sequence}"
    return first + check_digit(first)


CLEAN = CLEAN._replace(id_no=number())
WRONG_END = number()[:17] + ("0" if number()[17] != "0" else "1")
OF_EACH_KIND = [
    ("id_check", {"id_no": WRONG_END}),
    ("id_birth_differs", {"birth_date": "1953-03-05"}),
    ("id_birth_impossible", {"id_no": number("19520231"), "birth_date": None}),
    ("id_sex_differs", {"sex": "2"}),
    ("id_old_15", {"id_no": "410999520305001"}),
    ("id_century", {"id_no": "410999120305997", "birth_date": None}),
    ("name_private", {"name": "张\ue123"}),
    ("joined_young", {"joined_on": "1970-02-01", "full_on": "1970-02-01", "work_started_on": None}),
    ("joined_young", {"joined_on": "1944-12-01", "birth_date": "1938-03-05", "id_no": None, "full_on": None}),
    ("joined_young", {"joined_on": "1930", "birth_date": "1938-03-05", "id_no": None, "full_on": None}),
    ("mobile_short", {"mobile": "1391234"}),
    ("mobile_short", {"mobile": "48212345-801"}),
    ("joined_early", {"joined_on": "1920-01", "full_on": None}),
    ("worked_young", {"work_started_on": "1960"}),
    ("full_on", {"full_on": "1975-06-01"}),
    ("full_on", {"full_on": "1976-07-01"}),
    ("full_on", {"joined_on": "1985-07-01", "full_on": "1985-12-01"}),
    ("full_on", {"joined_on": "1985-07-01", "full_on": "1988-12-01"}),
    ("full_of_probationary", {"category": "预备党员"}),
    ("birth_early", {"birth_date": "1890", "id_no": None}),
    ("left_before_joined", {"left_on": "1974-01-01"}),
]


def test_a_clean_record_raises_no_doubt():
    assert doubts(CLEAN) == []


@pytest.mark.parametrize(("code", "changed"), OF_EACH_KIND)
def test_each_kind_of_doubt_is_named_in_a_sentence(code, changed):
    found = {doubt.code: doubt.sentence for doubt in doubts(CLEAN._replace(**changed))}
    assert found.get(code)


@pytest.mark.parametrize(
    "changed",
    [
        {"birth_date": "1952"},
        {"birth_date": "1952-03"},
        {"joined_on": "1975", "full_on": "1975"},
        {"joined_on": "1985-07", "full_on": "1986-07"},
        {"joined_on": "1985-07-01", "full_on": "1987-07-01"},
        {
            "joined_on": "1955-07-01",
            "full_on": "1956-03-01",
            "birth_date": "1932",
            "id_no": None,
            "work_started_on": None,
        },
        {"joined_on": None, "full_on": None},
        {"joined_on": "1944", "full_on": "1944", "birth_date": "1928", "id_no": None, "work_started_on": None},
        {"mobile": "13912345678"},
        {"mobile": "0393-4821234"},
        {"full_on": None},
        {"id_no": None, "birth_date": None, "sex": None},
        {"joined_on": "1970", "full_on": "1970"},
    ],
)
def test_what_may_be_right_is_not_doubted(changed):
    assert doubts(CLEAN._replace(**changed)) == []


partial = st.none() | st.dates().map(str).flatmap(lambda day: st.sampled_from((day, day[:7], day[:4])))
dated = partial.filter(lambda day: day is None or "1850" <= day < "2100")


@given(
    dated,
    dated,
    dated,
    dated,
    st.sampled_from(("正式党员", "预备党员")),
    st.from_regex(r"\d{18}|\d{15}", fullmatch=True),
)
def test_no_record_is_too_strange_to_look_at(birth, joined, full, worked, category, id_no):
    codes = [doubt.code for doubt in doubts(Record("某", "1", id_no, birth, category, joined, full, worked, None))]
    assert len(codes) == len(set(codes))


def ids_in_view(center):
    rows = PartyMember.select(PartyMember.id).where(doubtful(TODAY)).order_by(PartyMember.id).tuples()
    return [row_id for (row_id,) in rows]


def test_the_doubtful_are_in_the_view_with_their_reasons_and_leave_it_when_mended(center):
    values = CLEAN._asdict() | {"left_on": None}
    values.pop("left_on")
    clean = center.person(**{**values, "id_no": number(sequence="003")})
    wrong = center.person(**{**values, "id_no": WRONG_END})
    ahead = center.person(**{**values, "id_no": None, "full_on": "2017-05"})
    assert ids_in_view(center) == [wrong, ahead]
    assert [doubt.code for doubt in doubts_of(center.office.database, wrong, TODAY)] == ["id_check"]
    assert "full_on_ahead" in [doubt.code for doubt in doubts_of(center.office.database, ahead, TODAY)]
    with center.office.change("改证号"):
        PartyMember.update(id_no=number(sequence="005")).where(PartyMember.id == wrong).execute()
    assert ids_in_view(center) == [ahead]
    center.office.undo()
    assert ids_in_view(center) == [wrong, ahead]
    assert doubts_of(center.office.database, clean, TODAY) == []


def test_one_number_held_by_two_is_doubtful_at_both(center):
    first = center.person("甲", id_no=number(), birth_date="1952-03-05", sex="1")
    second = center.person("乙", id_no=number(), birth_date="1952-03-05", sex="1")
    assert ids_in_view(center) == [first, second]
    assert [doubt.sentence for doubt in doubts_of(center.office.database, first, TODAY)] == ["证号与乙的相同"]
