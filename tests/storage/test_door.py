"""The one door for writes."""

import threading

import peewee
import pytest

from desktop_app.storage.door import Changed
from desktop_app.storage.errors import OfficeClosed
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from tests.storage.small import add_branch, add_member, delete, dump, insert, update


def test_a_saved_record_is_one_line_of_history_with_title_time_and_operator(office: Office) -> None:
    add_branch(office)
    line = office.changes(10)[0]
    assert (line.title, line.at[:10], line.operator, line.rows, line.undone) == (
        "新建第一支部",
        "2016-12-31",
        "操作员",
        1,
        False,
    )


def test_an_error_inside_takes_back_everything_the_change_did(office: Office) -> None:
    before, changes = dump(office), len(office.changes(10))
    with pytest.raises(ZeroDivisionError), office.change("半途而废"):
        insert(office, "branch", name="第二支部")
        office.settings.put("列宽", [1, 2])
        raise ZeroDivisionError
    assert (dump(office), len(office.changes(10)), office.settings.get("列宽")) == (before, changes, None)
    add_branch(office)


def test_a_write_outside_a_change_is_refused_by_the_tables_themselves(office: Office) -> None:
    for sql in ("INSERT INTO branch (name) VALUES ('x')", "UPDATE member SET name = 'x'", "DELETE FROM member"):
        member = add_member(office, "李四")
        with pytest.raises(peewee.IntegrityError, match=r"history\.change"):
            office.database.execute_sql(sql)
        delete(office, "member", member)


def test_a_change_that_touches_nothing_leaves_no_line(office: Office) -> None:
    before = office.changes(10)
    with office.change("什么都没做"):
        pass
    member = add_member(office, "李四", phone="13900000000")
    update(office, "member", member, phone="13900000000")
    assert [line.title for line in office.changes(10)] == ["新建党员李四", *(line.title for line in before)]


def test_a_change_inside_a_change_on_the_same_thread_is_a_programming_error(office: Office) -> None:
    with office.change("外面"):
        assert office.in_change
        with pytest.raises(RuntimeError), office.change("里面"):
            pass
        insert(office, "branch", name="第一支部")
    assert not office.in_change
    assert office.counts()["branch"] == 1


def test_the_announcement_names_the_records_of_each_table_after_the_commit(office: Office) -> None:
    heard: list[Changed] = []
    stop = office.subscribe(heard.append)
    branch = add_branch(office)
    with office.change("两名党员") as change:
        one = insert(office, "member", name="甲", branch_id=branch)
        two = insert(office, "member", name="乙", branch_id=branch)
        change.title = "导入 2 人"
        assert len(heard) == 1
    assert heard[-1].records == {"member": frozenset((one, two))}
    assert (heard[-1].title, heard[-1].kind, heard[-1].change_id) == ("导入 2 人", "edit", office.changes(1)[0].id)
    office.undo()
    assert (heard[-1].kind, heard[-1].records) == ("undo", {"member": frozenset((one, two))})
    stop()
    add_branch(office, "第二支部")
    assert len(heard) == 3


def test_search_rows_follow_every_change_undo_and_redo(office: Office) -> None:
    def found() -> list[str]:
        return [text.split(" ")[0] for (text,) in office.database.rows("SELECT text FROM member_search ORDER BY id")]

    member = add_member(office, "王五")
    update(office, "member", member, name="王武")
    assert found() == ["王武"]
    office.undo()
    assert found() == ["王五"]
    office.undo()
    assert found() == []
    office.redo()
    office.redo()
    assert found() == ["王武"]


def test_what_a_rooms_check_refuses_is_not_saved_and_the_clerk_reads_why(office: Office) -> None:
    before = dump(office)
    with pytest.raises(OfficeError, match="党员要有姓名"):
        add_member(office, "无名")
    assert dump(office) == before


def test_an_inserted_or_replaced_row_leaves_its_trace(office: Office) -> None:
    member = add_member(office, "赵六", phone="1")
    with office.change("替换"):
        office.database.execute_sql(
            "INSERT OR REPLACE INTO member (id, name, phone) VALUES (?, '赵六', '2')", (member,)
        )
    assert [line.op for line in office.history_of("member", member)] == ["I", "D", "I"]
    office.undo()
    assert office.database.one("SELECT phone FROM member WHERE id = ?", (member,)) == "1"


def test_a_freed_id_never_goes_to_another_person(office: Office) -> None:
    member = add_member(office, "赵六")
    delete(office, "member", member)
    assert add_member(office, "钱七") > member
    with pytest.raises(peewee.IntegrityError, match="keeps its id"):
        update(office, "member", member + 1, id=member)


def test_long_ids_and_words_like_null_come_back_as_they_were(office: Office) -> None:
    names = {"id_number": "410999195001010011", "phone": "null", "name": '引号"和\\反斜杠\n换行', "joined": "1958"}
    member = add_member(office, **names)
    delete(office, "member", member)
    office.undo()
    row = office.database.rows("SELECT id_number, phone, name, joined FROM member")[0]
    assert row == tuple(names.values())


def test_history_and_seals_refuse_to_be_edited(office: Office) -> None:
    member = add_member(office, "赵六")
    update(office, "member", member, name="赵七")
    office.log_access("查看", [member], "核对信息")
    for table in ("history", "history_image", "history_hash", "seal", "change", "access_log"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid + 100"):
            with pytest.raises((peewee.IntegrityError, peewee.OperationalError)):
                office.database.execute_sql(sql)
    assert office.check().ok


def test_changes_from_many_threads_pass_one_at_a_time_and_none_is_lost(office: Office) -> None:
    counter = add_branch(office, "0")

    def add_one() -> None:
        for _ in range(10):
            with office.change("加一"):
                now = int(office.database.one("SELECT name FROM branch WHERE id = ?", (counter,)))
                office.database.execute_sql("UPDATE branch SET name = ? WHERE id = ?", (str(now + 1), counter))
        office.database.close()

    threads = [threading.Thread(target=add_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert office.database.one("SELECT name FROM branch WHERE id = ?", (counter,)) == "60"
    assert office.check().ok


def test_waiting_changes_are_let_through_in_the_order_in_which_they_came(office: Office) -> None:
    started = [threading.Event() for _ in range(5)]

    def write(number: int) -> None:
        started[number].set()
        add_branch(office, str(number))
        office.database.close()

    waiting = office._engine.door.turnstile._waiting
    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    with office.change("占着"):
        for number, thread in enumerate(threads):
            thread.start()
            started[number].wait()
            while len(waiting) <= number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert [name for (name,) in office.database.rows("SELECT name FROM branch ORDER BY id")] == list("01234")


def test_the_writer_thread_does_submitted_work_in_order_and_hands_back_results_and_errors(office: Office) -> None:
    futures = [office.writer.submit(add_branch, office, f"支部{number}") for number in range(5)]
    refused = office.writer.submit(add_member, office, "无名")
    assert [future.result(10) for future in futures] == [1, 2, 3, 4, 5]
    with pytest.raises(OfficeError, match="党员要有姓名"):
        refused.result(10)


def test_a_reader_on_another_thread_sees_the_last_committed_state_while_a_change_is_open(office: Office) -> None:
    seen: list[int] = []

    def read() -> None:
        with office.database.connection_context():
            seen.append(office.database.one("SELECT count(*) FROM branch"))

    with office.change("长事务"):
        insert(office, "branch", name="第一支部")
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert seen == [0]


def test_after_closing_a_change_is_refused_in_words(office: Office) -> None:
    office.close()
    with pytest.raises(OfficeClosed, match="没有保存"), office.change("太晚了"):
        pass
    office.close()


def test_settings_are_remembered_and_not_part_of_the_history(office: Office) -> None:
    before = len(office.changes(10))
    office.settings.put("花名册.列", {"姓名": 9, "支部": 14})
    assert office.settings.get("花名册.列") == {"姓名": 9, "支部": 14}
    office.settings.drop("花名册.列")
    assert office.settings.get("花名册.列", "没有") == "没有"
    assert len(office.changes(10)) == before


def test_whoever_a_row_belongs_to_is_looked_at_before_commit_and_not_announced_as_changed(office: Office) -> None:
    member, heard = add_member(office, "李四"), list[Changed]()
    office.subscribe(heard.append)
    with office.change("开会"):
        office.database.execute_sql("DELETE FROM member_search")
        insert(office, "attendance", meeting_id=insert(office, "meeting", title="党课"), member_id=member)
    assert office.database.rows("SELECT id FROM member_search") == [(member,)]
    assert heard[0].records.keys() == {"meeting", "attendance"}


def test_rows_by_the_thousand_come_in_in_their_order_each_with_its_line_of_history(office: Office) -> None:
    rows = [(f"党员{at}", None if at % 3 else f"139{at:08}") for at in range(5_003)]
    with office.change("导入") as change:
        assert change.insert_rows("member", ("name", "phone"), rows) == len(rows)
    assert office.database.rows("SELECT name, phone FROM member ORDER BY id") == rows
    assert office.changes(1)[0].rows == len(rows)
    office.undo()
    assert office.database.one("SELECT count(*) FROM member") == 0
