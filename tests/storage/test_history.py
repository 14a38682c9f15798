"""What happened to one record, the access log, and the purge that leaves the chain whole."""

import peewee
import pytest

from desktop_app.storage.office import Office
from desktop_app.storage.undo import UndoClash
from tests.storage.small import add_branch, add_member, delete, insert, update


def test_a_records_history_tells_old_and_new_of_every_change(office: Office) -> None:
    branch = add_branch(office)
    member = add_member(office, "张三", phone="1")
    update(office, "member", member, phone="2", branch_id=branch)
    update(office, "member", member, name="张珊")
    delete(office, "member", member)
    office.bring_back("member", member)
    told = [(line.op, line.change_title, line.old, line.new) for line in office.history_of("member", member)]
    assert told == [
        ("I", "新建党员张三", {}, {"name": "张三", "phone": "1"}),
        ("U", "修改member", {"phone": "1", "branch_id": None}, {"phone": "2", "branch_id": branch}),
        ("U", "修改member", {"name": "张三"}, {"name": "张珊"}),
        ("D", "删除member", {"name": "张珊", "phone": "2", "branch_id": branch}, {}),
        ("I", "恢复删除的记录（删除member）", {}, {"name": "张珊", "phone": "2", "branch_id": branch}),
    ]


def test_the_list_of_changes_pages_backwards(office: Office) -> None:
    for number in range(5):
        add_branch(office, str(number))
    newest = office.changes(2)
    assert [line.title for line in newest] == ["新建4", "新建3"]
    assert [line.title for line in office.changes(2, newest[-1].id)] == ["新建2", "新建1"]
    assert office.changes(99)[-1].title == "建立办公室"


def test_a_record_whose_creation_was_undone_is_not_in_the_recycle_bin_but_a_deleted_one_is(office: Office) -> None:
    add_member(office, "甲")
    office.undo()
    assert office.deleted("member") == []
    member = add_member(office, "乙")
    delete(office, "member", member)
    assert [line.row_id for line in office.deleted("member")] == [member]
    office.bring_back("member", member)
    office.undo()
    assert [line.row_id for line in office.deleted("member")] == [member]


def test_a_showing_is_logged_with_who_when_what_rows_why_and_recipient(office: Office) -> None:
    office.log_access("导出花名册", {"member": [3, 1, 2, 9]}, "上报组织部", "区委组织部")
    office.log_access("显示证件号", range(1, 7001), "核对信息")
    second, first = office.accesses()
    assert first[1:] == (
        "2016-12-31" + first.at[10:],
        "操作员",
        "导出花名册",
        "member:1-3,9",
        4,
        "上报组织部",
        "区委组织部",
    )
    assert (second.records, second.total) == ("1-7000", 7000)
    assert [line.what for line in office.accesses(1)] == ["显示证件号"]
    assert [line.what for line in office.accesses(1, second.id)] == ["导出花名册"]


def test_a_purge_deletes_what_the_history_kept_of_a_person_and_leaves_line_hash_and_seal(office: Office) -> None:
    member = add_member(office, "要清除的人", id_number="410999195001010011")
    update(office, "member", member, phone="13900000001")
    other = add_member(office, "别人", phone="1")
    delete(office, "member", other)
    with pytest.raises(RuntimeError), office.change("不是清除") as change:
        change.forget("member", [member])
    with office.change("按规定清除", "purge") as change:
        office.database.execute_sql("DELETE FROM member WHERE id = ?", (member,))
        assert change.forget("member", [member]) == 2
    images = office.database.rows("SELECT old, new FROM history_image")
    assert "要清除的人" not in str(images) and "13900000001" not in str(images) and "别人" in str(images)
    assert office.check().ok, office.check().faults
    assert [line.op for line in office.history_of("member", member)] == ["I", "U", "D", "P"]
    assert [line.row_id for line in office.deleted("member")] == [other]
    assert office.undo_title() == "删除member"
    edit = next(line.id for line in office.changes(20) if line.title == "修改member")
    with pytest.raises(UndoClash, match="已按规定清除"):
        office.undo(edit)


def test_final_records_go_only_in_a_purge(office: Office) -> None:
    with office.change("开介绍信"):
        letter = insert(office, "letter", number="1")
    with pytest.raises(peewee.IntegrityError, match="final"):
        delete(office, "letter", letter)
    with office.change("按规定清除", "purge") as change:
        office.database.execute_sql("DELETE FROM letter")
        change.forget("letter", [letter])
    assert office.counts()["letter"] == 0
    assert office.check().ok
