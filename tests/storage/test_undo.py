"""Undo and redo: with names, in any order, refused with a list when something stands in the way."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.storage.office import Office
from desktop_app.storage.undo import NothingToUndo, UndoClash
from tests.storage.conftest import CLOCK
from tests.storage.small import SLICES, add_branch, add_member, delete, dump, insert, update


def imported(office: Office, branch: int, names: str) -> int:
    with office.change("导入花名册", "import") as change:
        change.insert_rows("member", ("name", "branch_id"), [(name, branch) for name in names])
    return change.id


def rows_of(clash: UndoClash) -> dict[tuple[str, int], str]:
    return {(held.table, held.row_id): held.why for held in clash.held}


def test_the_menu_names_what_undo_and_redo_would_do(office: Office) -> None:
    assert (office.undo_title(), office.redo_title()) == (None, None)
    add_branch(office)
    member = add_member(office, "甲")
    update(office, "member", member, phone="1")
    assert (office.undo_title(), office.redo_title()) == ("修改member", None)
    office.undo()
    assert (office.undo_title(), office.redo_title()) == ("新建党员甲", "修改member")
    office.undo()
    assert (office.undo_title(), office.redo_title()) == ("新建第一支部", "新建党员甲")
    office.redo()
    assert (office.undo_title(), office.redo_title()) == ("新建党员甲", "修改member")
    add_branch(office, "第二支部")
    assert (office.undo_title(), office.redo_title()) == ("新建第二支部", None)
    assert [line.title for line in office.changes(3)] == ["新建第二支部", "重做：新建党员甲", "撤销：新建党员甲"]


def test_with_nothing_left_undo_and_redo_say_so(office: Office) -> None:
    for step in (office.undo, office.redo):
        with pytest.raises(NothingToUndo):
            step()
    with pytest.raises(NothingToUndo, match="不能撤销"):
        office.undo(office.changes(1)[0].id)
    with pytest.raises(NothingToUndo):
        office.undo(999)


def test_a_whole_import_is_one_step_and_leaves_no_difference_a_month_later(office: Office) -> None:
    branch = add_branch(office)
    before = dump(office)
    change = imported(office, branch, "甲乙丙丁")
    after = dump(office)
    other = add_branch(office, "第二支部")
    add_member(office, "与导入无关", branch_id=other)
    undone = office.undo(change)
    assert (undone.rows, undone.left, undone.title) == (4, (), "导入花名册")
    office.undo()
    with pytest.raises(NothingToUndo, match="已经撤销"):
        office.undo(change)
    office.undo()
    assert dump(office) == before
    office.redo()
    office.redo()
    office.redo()
    assert [row[1] for row in dump(office)["member"]] == ["甲", "乙", "丙", "丁", "与导入无关"]
    assert dump(office)["member"][:4] == after["member"]


def test_rows_touched_since_are_listed_with_what_touched_them_and_the_rest_goes_on_request(office: Office) -> None:
    branch = add_branch(office)
    change = imported(office, branch, "甲乙丙")
    update(office, "member", 2, phone="13900000002")
    before = dump(office)
    with pytest.raises(UndoClash) as caught:
        office.undo(change)
    assert rows_of(caught.value) == {("member", 2): "之后又改过：修改member"}
    assert "其余的 2 条" in str(caught.value)
    assert dump(office) == before
    undone = office.undo(change, partial=True)
    assert (undone.rows, [held.row_id for held in undone.left]) == (2, [2])
    assert [row[1] for row in dump(office)["member"]] == ["乙"]
    assert office.changes(1)[0].held == 1
    office.redo()
    assert [row[1] for row in dump(office)["member"]] == ["甲", "乙", "丙"]


def test_what_was_left_can_be_undone_once_nothing_stands_in_the_way(office: Office) -> None:
    branch = add_branch(office)
    change = imported(office, branch, "甲乙丙")
    update(office, "member", 2, phone="1")
    touching = office.changes(1)[0].id
    office.undo(change, partial=True)
    office.undo(touching)
    assert office.undo(change).rows == 1
    assert office.counts()["member"] == 0
    with pytest.raises(NothingToUndo, match="已经撤销"):
        office.undo(change)


def test_an_undone_later_edit_does_not_stand_in_the_way(office: Office) -> None:
    branch = add_branch(office)
    change = imported(office, branch, "甲乙")
    update(office, "member", 1, phone="1")
    office.undo()
    office.redo()
    office.undo()
    assert office.undo(change).rows == 2


def test_undoing_an_older_step_that_was_redone_undoes_the_redo(office: Office) -> None:
    branch = add_branch(office)
    change = imported(office, branch, "甲乙")
    office.undo(change)
    office.redo()
    assert office.undo(change).rows == 2
    assert office.redo_title() == "导入花名册"
    office.redo()
    assert office.counts()["member"] == 2


def test_an_imported_row_that_later_records_refer_to_is_listed_with_what_holds_it(office: Office) -> None:
    branch = add_branch(office)
    change = imported(office, branch, "甲乙丙")
    with office.change("支部大会"):
        meeting = insert(office, "meeting", title="大会")
        attendance = insert(office, "attendance", meeting_id=meeting, member_id=1)
        link = insert(office, "link", from_table="meeting", from_id=meeting, to_table="member", to_id=2)
    with pytest.raises(UndoClash) as caught:
        office.undo(change)
    held = {each.row_id: each.by for each in caught.value.held}
    assert held == {1: (("attendance", attendance),), 2: (("link", link),)}
    assert office.undo(change, partial=True).rows == 1
    assert [row[1] for row in dump(office)["member"]] == ["甲", "乙"]


def test_what_stays_holds_what_it_belongs_to(office: Office) -> None:
    with office.change("导入支部和党员", "import"):
        branch = insert(office, "branch", name="新支部")
        insert(office, "branch", name="下级", parent_id=branch)
        kept = insert(office, "member", name="甲", branch_id=branch)
        insert(office, "member", name="乙", branch_id=branch)
    change = office.changes(1)[0].id
    update(office, "member", kept, phone="1")
    undone = office.undo(change, partial=True)
    assert {(held.table, held.row_id) for held in undone.left} == {("member", kept), ("branch", branch)}
    assert dump(office)["branch"] == [(branch, "新支部", None)]
    assert office.check().ok


def test_a_row_is_not_put_back_under_a_branch_that_is_gone(office: Office) -> None:
    old, new = add_branch(office), add_branch(office, "第二支部")
    member = add_member(office, "甲", branch_id=old)
    update(office, "member", member, branch_id=new)
    moved = office.changes(1)[0].id
    delete(office, "branch", old)
    with pytest.raises(UndoClash, match="原来所属的记录已不在"):
        office.undo(moved)
    office.undo()
    assert office.undo(moved).rows == 1


def test_a_number_taken_by_somebody_else_meanwhile_is_a_clash_not_a_crash(office: Office) -> None:
    with office.change("两个"):
        insert(office, "member", name="甲", id_number="410999195001010011")
        insert(office, "member", name="乙", id_number="410999195001010012")
    with office.change("删除"):
        office.database.execute_sql("DELETE FROM member")
    removal = office.changes(1)[0].id
    add_member(office, "丙", id_number="410999195001010011")
    before = dump(office)
    with pytest.raises(UndoClash, match="占用了同样的号码"):
        office.undo(removal)
    assert dump(office) == before
    assert office.undo(removal, partial=True).rows == 1
    assert [row[1] for row in dump(office)["member"]] == ["乙", "丙"]


def test_two_people_who_swapped_numbers_swap_back(office: Office) -> None:
    add_member(office, "甲", id_number="1")
    add_member(office, "乙", id_number="2")
    before = dump(office)
    with office.change("对调"):
        for sql in ("id_number = 'x' WHERE id = 1", "id_number = '1' WHERE id = 2", "id_number = '2' WHERE id = 1"):
            office.database.execute_sql(f"UPDATE member SET {sql}")
    office.undo()
    assert dump(office) == before


def test_a_meeting_deleted_with_its_attendance_comes_back_with_it(office: Office) -> None:
    member = add_member(office, "甲")
    with office.change("大会"):
        meeting = insert(office, "meeting", title="大会")
        for _ in range(3):
            insert(office, "attendance", meeting_id=meeting, member_id=member)
    before = dump(office)
    delete(office, "meeting", meeting)
    assert office.counts()["attendance"] == 0
    [gone] = office.deleted("meeting")
    assert (gone.row_id, gone.change_title, gone.values["title"]) == (meeting, "删除meeting", "大会")
    assert office.bring_back("meeting", meeting).rows == 4
    assert dump(office) == before
    assert office.deleted("meeting") == []
    assert office.undo_title() == "恢复删除的记录（删除meeting）"


def test_bringing_back_a_sponsor_ties_those_who_named_him_again(office: Office) -> None:
    sponsor = add_member(office, "介绍人")
    member = add_member(office, "甲", sponsor_id=sponsor)
    changed = add_member(office, "乙", sponsor_id=sponsor)
    delete(office, "member", sponsor)
    update(office, "member", changed, sponsor_id=member)
    undone = office.bring_back("member", sponsor)
    assert office.database.rows("SELECT sponsor_id FROM member WHERE id IN (?, ?) ORDER BY id", (member, changed)) == [
        (sponsor,),
        (member,),
    ]
    assert [held.row_id for held in undone.left] == [changed]


def test_a_record_is_not_brought_back_before_what_it_belongs_to(office: Office) -> None:
    member = add_member(office, "甲")
    with office.change("大会"):
        meeting = insert(office, "meeting", title="大会")
        attendance = insert(office, "attendance", meeting_id=meeting, member_id=member)
    delete(office, "meeting", meeting)
    with pytest.raises(UndoClash, match="原来所属的记录已不在"):
        office.bring_back("attendance", attendance)
    with pytest.raises(NothingToUndo):
        office.bring_back("member", member)


def test_issued_letter_numbers_are_never_undone(office: Office) -> None:
    member = add_member(office, "甲")
    with office.change("转出并开介绍信"):
        insert(office, "letter", number="2016-1", member_id=member)
        office.database.execute_sql("UPDATE member SET phone = '1' WHERE id = ?", (member,))
    with pytest.raises(UndoClash) as caught:
        office.undo()
    assert rows_of(caught.value) == {("letter", 1): "正式记录，只能用新的记录更正"}
    assert office.undo(office.changes(1)[0].id, partial=True).rows == 1
    with office.change("只开介绍信"):
        insert(office, "letter", number="2016-2", member_id=member)
    assert office.undo_title() == "新建党员甲"
    with pytest.raises(UndoClash) as told:
        office.undo(office.changes(1)[0].id)
    assert str(told.value) == "“只开介绍信”留下了正式记录，不能撤销。请另开一张介绍信，把这张作废。"
    for sql in ("UPDATE letter SET number = 'x'", "DELETE FROM letter"):
        with pytest.raises(Exception, match="final"), office.change("改介绍信"):
            office.database.execute_sql(sql)


def test_a_hook_that_refuses_the_earlier_state_stops_the_undo_whole(office: Office, folder: Any) -> None:
    member = add_member(office, "甲")
    door = office._engine.door
    hooks, door._hooks = door._hooks, []
    update(office, "member", member, name="无名")
    door._hooks = hooks
    update(office, "member", member, name="乙")
    before = dump(office)
    with pytest.raises(Exception, match="党员要有姓名"):
        office.undo()
    assert dump(office) == before


_EDITS = st.lists(
    st.tuples(st.sampled_from(["insert", "update", "delete", "meet", "replace"]), st.integers(0, 30)), max_size=50
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=_EDITS)
def test_fifty_mixed_edits_undone_and_redone_leave_no_difference(
    edits: list[tuple[str, int]], tmp_path_factory: Any
) -> None:
    folder = tmp_path_factory.mktemp("undo") / "社区.office"
    with Office.create(folder, "社区", SLICES, clock=CLOCK)[0] as office:
        office.database.execute_sql("PRAGMA synchronous = OFF")
        states = [dump(office)]
        for number, (kind, chosen) in enumerate(edits):
            before = len(office.changes(1000))
            with office.change(f"第{number}步"):
                _edit(office, kind, chosen, number)
            if len(office.changes(1000)) > before:
                states.append(dump(office))
        for state in reversed(states[:-1]):
            office.undo()
            assert dump(office) == state
        assert office.undo_title() is None
        for state in states[1:]:
            office.redo()
            assert dump(office) == state
        assert office.redo_title() is None
        assert office.check().ok


def _edit(office: Office, kind: str, chosen: int, number: int) -> None:
    """One step of every sort a clerk's work makes in the tables."""
    members = [row for (row,) in office.database.rows("SELECT id FROM member ORDER BY id")]
    member = members[chosen % len(members)] if members else None
    if kind == "insert" or member is None:
        insert(office, "member", name=f"党员{number}", id_number=f"n{number}", sponsor_id=member)
    elif kind == "update":
        sql = "UPDATE member SET name = ?, sponsor_id = ? WHERE id IN (?, ?)"
        office.database.execute_sql(sql, (f"改{number}", members[0], member, members[-1]))
    elif kind == "replace":
        held = f"n{chosen % max(number, 1)}"
        sql = "DELETE FROM attendance WHERE member_id = ? OR member_id IN (SELECT id FROM member WHERE id_number = ?)"
        office.database.execute_sql(sql, (member, held))
        sql = "INSERT OR REPLACE INTO member (id, name, id_number) VALUES (?, ?, ?)"
        office.database.execute_sql(sql, (member, f"换{number}", held))
    elif kind == "meet":
        meeting = insert(office, "meeting", title=f"会{number}")
        for each in members:
            insert(office, "attendance", meeting_id=meeting, member_id=each)
    else:
        office.database.execute_sql("DELETE FROM meeting WHERE id % 2 = ?", (chosen % 2,))
        office.database.execute_sql("DELETE FROM attendance WHERE member_id = ?", (member,))
        office.database.execute_sql("DELETE FROM member WHERE id = ?", (member,))
