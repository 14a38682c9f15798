"""Passwords, the recovery code, and the slots beside the file."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage import keys
from desktop_app.storage.errors import OfficeDamaged, TooManyTries, WrongPassword
from desktop_app.storage.layout import Layout
from desktop_app.storage.office import Office
from desktop_app.storage.recovery_code import CodeMistyped, new_code, read_code
from desktop_app.storage.tries import Tries, wait_after
from desktop_app.support.errors import OfficeError
from tests.storage.conftest import CLOCK, PASSWORD
from tests.storage.small import SLICES, add_branch


def made(folder: Path, password: str = PASSWORD) -> str:
    """An encrypted office, closed again; gives its recovery code."""
    office, code = Office.create(folder, "社区", SLICES, password=password, clock=CLOCK)
    with office:
        add_branch(office)
    assert code is not None
    return code


def test_a_wrong_password_is_refused_ten_times_with_growing_waits(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder)
    now = [1000.0]
    monkeypatch.setattr("desktop_app.storage.opening.Tries", lambda layout: Tries(layout, lambda: now[0]))
    waits: list[float] = []
    for _ in range(10):
        with pytest.raises(WrongPassword, match="密码不对"):
            Office.open(folder, SLICES, password="错")
        waits.append(0.0)
        while True:
            try:
                Tries(Layout(folder), lambda: now[0]).allow()
                break
            except TooManyTries as error:
                waits[-1] += error.seconds
                with pytest.raises(TooManyTries, match="请等"):
                    Office.open(folder, SLICES, password=PASSWORD)
                now[0] += error.seconds
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30]
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        assert office.counts()["branch"] == 1
    assert not Layout(folder).tries.exists()


def test_a_clock_moved_back_never_makes_the_wait_longer_than_the_rule(folder: Path) -> None:
    folder.mkdir()
    for _ in range(6):
        Tries(Layout(folder), lambda: 1e9).failed()
    with pytest.raises(TooManyTries) as caught:
        Tries(Layout(folder), lambda: 0.0).allow()
    assert caught.value.seconds == wait_after(6) == 2


def test_a_password_typed_composed_or_decomposed_opens_the_same_office(folder: Path) -> None:
    password = "Café党员가"
    made(folder, unicodedata.normalize("NFD", password))
    with Office.open(folder, SLICES, password=unicodedata.normalize("NFC", password)) as office:
        assert office.encrypted


def test_an_empty_password_is_refused_and_nothing_is_made(folder: Path) -> None:
    with pytest.raises(OfficeError, match="密码不能为空"):
        Office.create(folder, "社区", SLICES, password="")
    assert not folder.exists()
    with pytest.raises(OfficeError, match="密码不能为空"):
        keys.wrap_with_password("x", keys.new_data_key(), "操作员", "")


def test_the_recovery_code_opens_the_office_and_a_new_password_can_be_set(folder: Path) -> None:
    code = made(folder)
    typed = code.lower().replace("-", " ").replace("0", "O").replace("1", "l")
    with Office.open(folder, SLICES, recovery_code=typed) as office:
        office.operators.confirm_recovery_code(code)
        office.operators.set_password("操作员", "新密码")
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, password=PASSWORD)
    Office.open(folder, SLICES, password="新密码").close()


def test_another_offices_code_is_told_apart_from_a_mistyped_one(folder: Path) -> None:
    code = made(folder)
    with pytest.raises(WrongPassword, match="不是这个办公室的"):
        Office.open(folder, SLICES, recovery_code=new_code())
    with pytest.raises(CodeMistyped, match="29 位"):
        Office.open(folder, SLICES, recovery_code=code[:-1])


def test_a_new_recovery_code_replaces_the_printed_one(folder: Path) -> None:
    old = made(folder)
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        new = office.operators.new_recovery_code()
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, recovery_code=old)
    Office.open(folder, SLICES, recovery_code=new).close()


@given(st.integers(0, 29), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_anywhere_in_the_code_is_noticed(position: int, letter: str) -> None:
    code = new_code().replace("-", "")
    typed = code[:position] + letter + code[position + 1 :]
    if typed == code:
        assert read_code(typed) == code[:26]
    else:
        with pytest.raises(CodeMistyped):
            read_code(typed)


def test_a_new_password_rewrites_the_slots_only(folder: Path) -> None:
    made(folder)
    before = Layout(folder).main.read_bytes()
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        office.operators.change_password("操作员", PASSWORD, "第二个密码")
        with pytest.raises(WrongPassword):
            office.operators.change_password("操作员", PASSWORD, "第三个")
    assert Layout(folder).main.read_bytes() == before
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, password=PASSWORD)
    Office.open(folder, SLICES, password="第二个密码").close()


def test_one_damaged_or_missing_copy_of_the_slots_is_made_again_from_the_other(folder: Path) -> None:
    made(folder)
    one, two = Layout(folder).keys
    whole = one.read_bytes()
    for spoil in (lambda: one.write_bytes(whole[:100]), lambda: two.unlink(), lambda: two.write_bytes(b"")):
        spoil()
        Office.open(folder, SLICES, password=PASSWORD).close()
        assert one.read_bytes() == two.read_bytes() == whole
    one.write_bytes(b"{}")
    two.write_bytes(whole.replace(b'"wrapped"', b'"warpped"'))
    with pytest.raises(OfficeDamaged, match="两个副本都已损坏"):
        Office.open(folder, SLICES, password=PASSWORD)


def test_slots_survive_a_round_trip_and_differ_every_time() -> None:
    data_key = keys.new_data_key()
    slots = [keys.wrap_with_password("x", data_key, "甲", "密码") for _ in range(2)]
    assert slots[0].wrapped != slots[1].wrapped
    one = keys.Slots("x", True).with_slot(slots[0])
    assert keys.from_bytes(keys.to_bytes(one)) == one
    assert keys.unwrap_with_password(one, "密码") == (data_key, "甲")
    other_office = keys.Slots("y", True).with_slot(slots[0])
    with pytest.raises(WrongPassword):
        keys.unwrap_with_password(other_office, "密码")


def test_two_operators_have_their_own_passwords_and_one_history(folder: Path) -> None:
    made(folder)
    with Office.open(folder, SLICES, password=PASSWORD) as office:
        with pytest.raises(OfficeError, match="自己的密码"):
            office.operators.add("王芳")
        office.operators.add("王芳", "王芳的密码")
        with pytest.raises(OfficeError, match="重复"):
            office.operators.add("王芳", "x")
        assert office.operator == "操作员"
    with Office.open(folder, SLICES, password="王芳的密码") as office:
        assert office.operator == "王芳"
        add_branch(office, "第二支部")
        office.log_access("显示证件号", [1], "核对信息")
        assert [line.operator for line in office.changes(2)] == ["王芳", "操作员"]
        assert office.accesses()[0].operator == "王芳"
        with pytest.raises(WrongPassword):
            office.operators.switch("操作员", "王芳的密码")
        office.operators.switch("操作员", PASSWORD)
        assert office.operator == "操作员"
        office.operators.remove("王芳")
        assert office.operators.names() == ["操作员"]
        with pytest.raises(OfficeError, match="至少"):
            office.operators.remove("操作员")
    with pytest.raises(WrongPassword):
        Office.open(folder, SLICES, password="王芳的密码")


def test_in_a_plain_office_a_name_is_enough(folder: Path) -> None:
    Office.create(folder, "社区", SLICES, operator="李娜", clock=CLOCK)[0].close()
    with Office.open(folder, SLICES) as office:
        assert office.operator == "李娜"
        office.operators.add("王芳")
        office.operators.switch("王芳")
        add_branch(office)
        assert office.changes(1)[0].operator == "王芳"
        with pytest.raises(OfficeError, match="没有加密"):
            office.operators.new_recovery_code()
    with Office.open(folder, SLICES, operator="王芳") as office:
        assert office.operator == "王芳"
    with pytest.raises(OfficeError, match="可用的操作员：李娜、王芳"):
        Office.open(folder, SLICES, operator="张三")


def test_the_real_slot_costs_what_the_rule_says() -> None:
    assert (keys.Cost().memory, keys.Cost().passes, keys.Cost().lanes) == (256 * 1024, 3, 4)
