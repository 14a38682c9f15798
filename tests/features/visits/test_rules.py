"""The rules of visits, as domain.md §7 says them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.features.visits import rules
from desktop_app.features.visits.words import Mode, VisitKind

TODAY = date(2016, 12, 31)


def test_fields_of_a_home_are_spelt_one_way():
    assert rules.home("胡杨小区", "3号楼", "2单元", "501室") == rules.home("胡杨小区", "03", "2", "0501")
    assert rules.home("和谐苑", "a座", "", "1203").told() == "和谐苑 A-1203"


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3304))
def test_every_usual_spelling_of_a_home_is_the_same_home(building, unit, door):
    plain = rules.home("槐香苑", str(building), str(unit), str(door))
    assert (
        plain
        == rules.home("槐香苑 ", f"{building:02d}号楼", f"{unit}单元", f"{door}室")
        == ("槐香苑", str(building), str(unit), str(door))
    )


def visit(**values):
    plain = {
        "kind": VisitKind.HOME,
        "on": "2016-12-01",
        "household": 1,
        "crew": None,
        "visitor": 1,
        "companion": 2,
        "mode": Mode.DOOR,
    }
    return plain | values


def test_two_go_to_a_home_or_it_says_why_not():
    assert rules.visit_faults(visit(), TODAY) == {}
    assert "alone_reason" in rules.visit_faults(visit(companion=None), TODAY)
    assert rules.visit_faults(visit(companion=None, alone_reason="另一名生病"), TODAY) == {}
    assert rules.visit_faults(visit(companion=None, mode=Mode.PHONE), TODAY) == {}
    assert "companion" in rules.visit_faults(visit(companion=1), TODAY)


def test_a_visit_is_to_a_crew_or_to_a_home_and_not_to_come():
    assert "crew" in rules.visit_faults(visit(kind=VisitKind.CREW), TODAY)
    assert "household" in rules.visit_faults(visit(crew=3), TODAY)
    assert "household" in rules.visit_faults(visit(household=None), TODAY)
    assert "on" in rules.visit_faults(visit(on="2017-01-01"), TODAY)


def test_free_text_with_an_identity_number_is_refused_and_with_a_phone_is_doubted():
    for number in ("410999195801010016", "410999195801010011"):  # typed wrong it is somebody's all the same
        assert "summary" in rules.visit_faults(visit(summary=f"户主身份证{number}"), TODAY)
    assert "summary" not in rules.visit_faults(visit(summary="物业费单号410999999901010011"), TODAY)
    assert "summary" in rules.visit_faults(visit(summary="户主身份证410999195801010016"), TODAY) or rules.unwritable(
        {"summary": "410999580101001"}, ("summary",)
    )
    assert rules.visit_faults(visit(summary="燃气表号 202311110000123456"), TODAY) == {}
    assert rules.doubtful_text("电话13800001234请晚上打") and not rules.doubtful_text("门牌 501，报修两次")


def test_an_appeals_days_stand_in_order():
    appeal = {"due_on": "2016-11-30", "done_on": None, "called_back_on": None}
    assert "due_on" in rules.appeal_faults(appeal, "2016-12-01", TODAY)
    assert "called_back_on" in rules.appeal_faults(
        {**appeal, "due_on": None, "called_back_on": "2016-12-05"}, "2016-12-01", TODAY
    )
    done = {**appeal, "due_on": "2016-12-10", "done_on": "2016-12-04", "called_back_on": "2016-12-05"}
    assert rules.appeal_faults(done, "2016-12-01", TODAY) == {}


def test_a_building_is_doors_by_floor_and_place():
    doors = rules.doors_of(2, 3, 2)
    assert len(doors) == 12 and doors[0] == ("1", "101") and doors[-1] == ("2", "302")
    assert [rules.floor_of(door) for door in ("101", "1203", "")] == [1, 12, 0]


def test_the_next_visit_is_due_so_many_days_after_the_last():
    assert rules.next_due("2016-12-01", 31) == date(2017, 1, 1)
    assert rules.next_due(None, 31) is None
