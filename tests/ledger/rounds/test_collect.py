"""What comes back from the branches: nothing lost, nothing settled silently that two sides see differently."""

import random
import shutil
import subprocess

import pytest

from desktop_app.ledger.importing.plan import SKIP, Verdict
from desktop_app.ledger.rounds.apply import apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.kept import rounds
from desktop_app.ledger.rounds.plan import KEEP, Why
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import update_rows
from desktop_app.people import membership
from desktop_app.people.words import EventKind
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import Cancelled, Progress
from tests.ledger.rounds.conftest import SENT_MEMBERS, SENT_THINGS, BranchSheet


def member(office, row_id, *names):
    columns = ", ".join(names)
    return office.database.rows(f"SELECT {columns} FROM member WHERE id = ?", (row_id,))[0]


def edit_here(office, row_id, **values):
    with office.change("改"):
        update_rows(office, SENT_MEMBERS, [(row_id, values)])


def whys(plan):
    return {(item.name, item.column.name if item.column else "", str(item.why)) for item in plan.items}


# ---- nothing changed


def test_untouched_workbooks_change_nothing(office, send, people, collect):
    send()
    before = office.changes(1)[0].id
    plan = collect()
    assert (plan.items, plan.new, plan.missing) == ([], None, [])
    assert plan.counts()["same"] == 6
    assert apply_collect(office, plan).change_id is None
    assert office.changes(1)[0].id == before


def test_masked_cells_that_come_back_so_are_no_change(office, send, people, collect, sheet):
    send()
    assert "*" in sheet("一支部").get("张建国", "公民身份证号")
    sheet("一支部").put("张建国", "备注", "").save()
    assert collect().items == []


def test_a_full_ledger_of_every_kind_of_field_comes_back_as_it_went(office, send, add, orgs, people, collect):
    add(
        "投影仪", price="1,234.50", pieces="2", bought_on="2014-05", keeper=people["张建国"], lent="是", remark="一\n二"
    )
    add("=1+1", number="007", price="0")
    send(SENT_THINGS)
    assert collect(SENT_THINGS).items == []


# ---- three ways


def test_what_only_the_branch_changed_is_taken_in_one_change_and_one_undo(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部").put("张建国", "手机", "13800000009").put("张建国", "民族", "回族")
    mine.put("王强", "出生日期", "1955.6.8").save()
    sheet("二支部").put("单雄", "是否流动", "是").save()
    plan = collect()
    assert whys(plan) == {
        ("张建国", "mobile", "change"), ("张建国", "ethnicity", "change"),
        ("王强", "birth_date", "change"), ("单雄", "is_mobile", "change"),
    }  # fmt: skip
    before = office.changes(1)[0].id
    done = apply_collect(office, plan)
    assert len(done.changed) == 3
    assert [line.title for line in office.changes(2, None)][0] == "收回党员 3 份（修改 3 人）"
    assert member(office, people["张建国"], "mobile", "ethnicity") == ("13800000009", "03")
    assert office.changes(1)[0].id == before + 1
    office.undo()
    assert member(office, people["张建国"], "mobile", "ethnicity") == ("13912345678", None)


def test_what_was_changed_only_here_stays(office, send, people, collect):
    send()
    edit_here(office, people["张建国"], mobile="13700000001")
    plan = collect()
    assert (plan.items, plan.counts()["kept_here"]) == ([], 1)


def test_the_same_change_on_both_sides_is_agreed(office, send, people, collect, sheet):
    send()
    edit_here(office, people["张建国"], ethnicity="03")
    sheet("一支部").put("张建国", "民族", "回族").save()
    plan = collect()
    assert (plan.items, plan.counts()["agreed"]) == ([], 1)


def test_different_changes_on_both_sides_are_asked_field_by_field(office, send, people, collect, sheet):
    send()
    edit_here(office, people["张建国"], mobile="13700000001", ethnicity="02")
    sheet("一支部").put("张建国", "手机", "13800000009").put("张建国", "民族", "回族").save()
    plan = collect()
    asked = {item.column.name: item for item in plan.open}
    assert {item.why for item in asked.values()} == {Why.CONFLICT}
    assert (asked["ethnicity"].sent.text, asked["ethnicity"].returned[0].text, asked["ethnicity"].here.text) == (
        "", "回族", "蒙古族",
    )  # fmt: skip
    apply_collect(office, plan)
    assert member(office, people["张建国"], "mobile", "ethnicity") == ("13700000001", "02")
    plan = collect()
    for item in plan.open:
        plan.answer(item, 0 if item.column.name == "mobile" else KEEP)
    apply_collect(office, plan)
    assert member(office, people["张建国"], "mobile", "ethnicity") == ("13800000009", "02")


def test_questions_of_one_kind_are_answered_together(office, send, people, collect, sheet):
    send()
    for name in ("张建国", "单雄", "仇玉兰"):
        edit_here(office, people[name], remark="这里写的")
    for branch, name in (("一支部", "张建国"), ("二支部", "单雄"), ("三支部", "仇玉兰")):
        sheet(branch).put(name, "备注", "支部写的").save()
    plan = collect()
    assert plan.answer_alike(plan.open[0], 0) == 3
    apply_collect(office, plan)
    assert {member(office, people[name], "remark")[0] for name in ("张建国", "单雄", "仇玉兰")} == {"支部写的"}


def test_a_cell_that_was_emptied_is_asked_about(office, send, people, collect, sheet):
    send()
    sheet("一支部").put("张建国", "出生日期", None).save()
    plan = collect()
    assert whys(plan) == {("张建国", "birth_date", "cleared")}
    plan.answer(plan.items[0], 0)
    apply_collect(office, plan)
    assert member(office, people["张建国"], "birth_date") == (None,)


def test_what_cannot_be_read_or_stored_is_told_and_changes_nothing(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部").put("张建国", "出生日期", "不详").put("张建国", "公民身份证号", "410***********9999")
    mine.put("王强", "姓名", None).put("张建国", "手机", "12")
    mine.save()
    plan = collect()
    assert {(name, field) for name, field, why in whys(plan) if why == "unreadable"} == {
        ("张建国", "birth_date"), ("张建国", "id_no"), ("王强", "name"), ("张建国", "mobile"),
    }  # fmt: skip
    assert apply_collect(office, plan).change_id is None


def test_a_whole_number_in_place_of_the_stars_is_compared_with_what_is_under_them(office, send, people, collect, sheet):
    send()
    sheet("一支部").put("张建国", "公民身份证号", "410999194803050016").save()
    assert collect().items == []
    sheet("一支部").put("张建国", "公民身份证号", "410999194804050016").save()
    plan = collect()
    assert [(item.why, item.returned[0].value) for item in plan.items] == [(Why.CHANGE, "410999194804050016")]
    told = str(plan.as_json())
    assert "410999194804050016" not in told and "隐去的几位不同" in told
    assert plan.items[0].doubts  # the check digit is wrong


def test_what_a_branch_may_only_read_is_not_taken_and_told(office, send, people, collect, sheet):
    send()
    sheet("一支部").put("张建国", "所在党支部", "二支部").save()
    plan = collect()
    assert plan.items == []
    assert "所在党支部" in str([file.notes for file in plan.files])


def test_somebody_who_left_meanwhile_is_asked_about(office, send, people, collect, sheet):
    send()
    with office.change("转出"):
        membership.leave(office, [people["单雄"]], EventKind.TRANSFERRED_OUT, "2016-12-01")
    sheet("二支部").put("单雄", "手机", "13800000009").save()
    assert whys(collect()) == {("单雄", "mobile", "gone")}


# ---- two workbooks


def test_two_workbooks_that_edit_one_person_are_asked_about(office, send, people, collect, sheet, out):
    send()
    sheet("一支部").put("张建国", "民族", "回族").save()
    BranchSheet(out / "一支部.xlsx").put("张建国", "民族", "满族").put("张建国", "备注", "另一份").save(
        out / "一支部2.xlsx"
    )
    plan = collect()
    assert whys(plan) == {("张建国", "ethnicity", "two"), ("张建国", "remark", "two")}
    ethnicity = next(item for item in plan.items if item.column.name == "ethnicity")
    assert [said.text for said in ethnicity.returned] == ["回族", "满族"]
    plan.answer(ethnicity, 1)
    apply_collect(office, plan)
    assert member(office, people["张建国"], "ethnicity", "remark") == ("11", None)


def test_an_older_copy_without_changes_stands_in_no_ones_way(office, send, people, collect, sheet, out):
    send()
    shutil.copy(out / "一支部.xlsx", out / "一支部 旧.xlsx")
    sheet("一支部").put("张建国", "民族", "回族").save()
    assert whys(collect()) == {("张建国", "ethnicity", "change")}


def test_the_same_file_twice_is_taken_once_and_told(office, send, people, collect, out):
    send()
    shutil.copy(out / "一支部.xlsx", out / "一支部(1).xlsx")
    plan = collect()
    assert "一模一样" in plan.refused[0][1]
    assert plan.items == []


def test_a_person_added_by_one_branch_and_kept_by_another_is_asked_about(office, send, people, collect, sheet):
    send()
    sheet("一支部").put("张建国", "民族", "回族").save()
    sheet("二支部").add(姓名="张建国", 公民身份证号="410999194803050016", 手机="13800000009").save()
    plan = collect()
    row = plan.new.rows[0]
    assert (row.verdict, row.candidates) == (Verdict.ASK, (people["张建国"],))
    assert "一支部" in row.reasons[0]
    assert "也改过" in row.reasons[1]
    apply_collect(office, plan)
    assert member(office, people["张建国"], "org_id", "mobile") == (
        member(office, people["王强4"], "org_id")[0],
        "13912345678",
    )


# ---- rows that went and rows that came


def test_rows_a_branch_deleted_are_asked_about_and_never_deleted_silently(office, send, people, collect, sheet):
    send()
    sheet("三支部").wipe("仇玉兰").save()
    plan = collect()
    assert whys(plan) == {("仇玉兰", "", "deleted")}
    assert plan.items[0].answers == [KEEP]
    apply_collect(office, plan)
    assert member(office, people["仇玉兰"], "left_on") == (None,)


def test_a_row_whose_cells_were_emptied_counts_as_deleted(office, send, people, collect, sheet):
    send()
    mine = sheet("三支部")
    row = mine.row("仇玉兰")
    for at in range(2, mine.column("记录键")):
        if not mine.sheet.cell(row, at).protection.locked:
            mine.sheet.cell(row, at).value = None
    mine.save()
    assert whys(collect()) == {("仇玉兰", "", "deleted")}


def test_where_the_ledger_deletes_the_clerk_may_agree(office, send, add, orgs, collect, sheet):
    kept, gone = add("投影仪"), add("旧桌子")
    send(SENT_THINGS)
    sheet("一支部").wipe("旧桌子").save()
    plan = collect(SENT_THINGS)
    plan.answer(plan.items[0], 0)
    assert apply_collect(office, plan).deleted == (gone,)
    assert office.database.rows(f'SELECT id FROM "{table_of(SENT_THINGS.record)}"') == [(kept,)]
    office.undo()
    assert len(office.database.rows("SELECT id FROM thing")) == 2


def test_added_rows_come_in_with_their_branch_in_the_same_change(office, send, people, orgs, collect, sheet):
    send()
    mine = sheet("二支部").add(姓名="周新", 公民身份证号="410999196703030011", 出生日期="1967-03-03", 性别="男")
    mine.put("单雄", "手机", "13800000009").save()
    plan = collect()
    assert plan.counts()["new"] == 1
    done = apply_collect(office, plan)
    assert member(office, done.inserted[0], "name", "org_id") == ("周新", orgs["二支部"])
    assert office.changes(1)[0].title == "收回党员 3 份（修改 1 人，新增 1 人）"
    office.undo()
    assert office.database.one("SELECT count(*) FROM member") == 6


def test_added_rows_keep_their_numbers_and_their_faults(office, send, people, collect, sheet):
    send()
    mine = sheet("二支部").add(姓名="周新", 出生日期="三月")
    row = mine.row("周新")
    mine.save()
    plan = collect()
    new = plan.new.rows[0]
    assert (new.file, new.row, new.verdict) == ("二支部.xlsx", row, Verdict.REFUSED)


def test_a_namesake_that_is_added_is_asked_about(office, send, people, collect, sheet):
    send()
    sheet("二支部").add(姓名="王强").save()
    plan = collect()
    assert plan.new.rows[0].verdict == Verdict.ASK
    plan.new.answer(plan.new.rows[0], SKIP)
    assert apply_collect(office, plan).change_id is None


# ---- workbooks that suffered on the way


def test_a_sorted_list_comes_back_the_same(office, send, people, collect, sheet):
    send()
    mine = sheet("三支部")
    rows = [[cell.value for cell in mine.sheet[at]] for at in list(mine.rows())[:3]]
    for at, values in zip(mine.rows(), reversed(rows), strict=False):
        for column, value in enumerate(values, 1):
            mine.sheet.cell(at, column).value = value
    mine.save()
    assert collect().items == []


def test_a_list_sorted_without_its_hidden_keys_is_known_by_what_it_says(office, send, people, collect, sheet):
    send()
    mine = sheet("三支部")
    key = mine.column("记录键")
    rows = [[cell.value for cell in mine.sheet[at]][: key - 1] for at in list(mine.rows())[:3]]
    for at, values in zip(mine.rows(), [rows[2], rows[0], rows[1]], strict=False):
        for column, value in enumerate(values, 1):
            mine.sheet.cell(at, column).value = value
    mine.put("仇玉兰", "手机", "13800000009").save()
    plan = collect()
    assert [(item.row_id, item.why) for item in plan.items] == [(people["仇玉兰"], Why.CHANGE)]
    assert plan.new is None


@pytest.mark.parametrize("value", [None, "坏了", "ABCD-EFGH"])
def test_broken_keys_are_made_up_for_by_what_the_rows_say(office, send, people, collect, sheet, value):
    send()
    mine = sheet("一支部")
    for at in mine.rows():
        if mine.sheet.cell(at, 2).value:
            mine.sheet.cell(at, mine.column("记录键")).value = value
    mine.put("张建国", "手机", "13800000009").save()
    plan = collect()
    assert [(item.row_id, item.why) for item in plan.items] == [(people["张建国"], Why.CHANGE)]
    assert plan.new is None and "按内容认定" in str([file.notes for file in plan.files])


def test_a_key_column_that_was_deleted_costs_nothing(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部")
    mine.sheet.delete_cols(mine.column("记录键"))
    mine.save()
    assert collect().items == []


def test_a_copied_row_is_asked_about_and_the_original_stays_itself(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部")
    spare = next(row for row in mine.rows() if not mine.sheet.cell(row, 2).value)
    for at in range(1, mine.sheet.max_column + 1):
        mine.sheet.cell(spare, at).value = mine.sheet.cell(mine.row("张建国"), at).value
    mine.sheet.cell(spare, 2).value = "李新人"
    mine.sheet.cell(spare, mine.column("公民身份证号")).value = None
    mine.save()
    plan = collect()
    assert plan.items == []
    assert [row.name for row in plan.new.rows] == ["李新人"]


def test_a_name_put_right_is_the_same_person(office, send, people, collect, sheet):
    send()
    sheet("二支部").put("单雄", "姓名", "单大雄").save()
    plan = collect()
    assert [(item.row_id, item.column.name) for item in plan.items] == [(people["单雄"], "name")]
    assert plan.new is None


def test_a_renamed_file_is_known_by_what_is_inside(office, send, people, collect, out, orgs):
    send()
    (out / "一支部.xlsx").rename(out / "新建 Microsoft Excel 工作表 (2).xlsx")
    plan = collect()
    assert orgs["一支部"] in [file.org for file in plan.files]
    assert (plan.missing, plan.items) == ([], [])


def test_without_stamp_and_keys_the_file_name_still_tells_the_branch(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部")
    mine.sheet.delete_cols(mine.column("记录键"))
    del mine.book["下发标识"]
    mine.put("张建国", "手机", "13800000009").save()
    assert whys(collect()) == {("张建国", "mobile", "change")}


def test_a_column_that_was_deleted_says_nothing(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部")
    mine.sheet.delete_cols(mine.column("手机"))
    mine.save()
    plan = collect()
    assert plan.items == []
    assert "少了1列（手机）" in str([file.notes for file in plan.files])


def test_other_files_in_the_folder_are_told_and_stop_nothing(office, send, people, collect, out, workbook):
    send()
    shutil.move(workbook(["菜名", "价格"], ["白菜", 2]), out / "菜单.xlsx")
    (out / "坏.xlsx").write_bytes(b"PK\x03\x04 half")
    (out / "~$一支部.xlsx").write_bytes(b"x")
    plan = collect()
    assert sorted(file for file, _ in plan.refused) == ["坏.xlsx", "菜单.xlsx"]
    assert len(plan.files) == 3


def test_another_offices_workbooks_are_refused(office, send, people, collect, sheet):
    send()
    mine = sheet("一支部")
    stamp = mine.book["下发标识"]
    row = next(at for at in range(1, 9) if stamp.cell(at, 1).value == "office")
    stamp.cell(row, 2).value = "0" * 32
    mine.save()
    plan = collect()
    assert "不是本办公室下发的" in plan.refused[0][1]
    assert [each.name for each in plan.missing] == ["一支部"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_workbooks_saved_as_xls_by_another_program_come_back_whole(office, send, people, collect, sheet, out, tmp_path):
    send()
    sheet("一支部").put("张建国", "手机", "13800000009").save()
    back = tmp_path / "收回"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "xls", "--outdir", back,
         *sorted(out.iterdir())],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    plan = collect(folder=back)
    assert {path.suffix for path in back.iterdir()} == {".xls"}
    assert whys(plan) == {("张建国", "mobile", "change")}
    assert (plan.refused, plan.missing, plan.new) == ([], [], None)


def test_cancelled_while_reading_it_leaves_nothing_running(office, send, people, out):
    send()
    progress = Progress()
    progress.listen(lambda done, total, what: progress.cancel() if what.startswith("读取") and done == 2 else None)
    with pytest.raises(Cancelled):
        plan_collect(office, SENT_MEMBERS, out, progress)


# ---- who has not returned


def test_who_has_not_returned_is_listed_with_contact_and_phone(office, send, people, collect, out, orgs):
    with office.change("联系人"):
        office.database.execute_sql(
            "UPDATE party_org SET contact = '刘联系', phone = '0371-6666666' WHERE id = ?", (orgs["二支部"],)
        )
        office.database.execute_sql("UPDATE member SET party_post = '21' WHERE id = ?", (people["仇玉兰"],))
        office.database.execute_sql("UPDATE member SET mobile = '13600000001' WHERE id = ?", (people["仇玉兰"],))
    send()
    for branch in ("二支部", "三支部"):
        (out / f"{branch}.xlsx").unlink()
    plan = collect()
    assert [(each.name, each.contact, each.phone) for each in plan.missing] == [
        ("二支部", "刘联系", "0371-6666666"), ("三支部", "仇玉兰", "13600000001"),
    ]  # fmt: skip
    apply_collect(office, plan)
    assert sorted(rounds(office)[0].returned) == sorted(set(rounds(office)[0].orgs) - {orgs["二支部"], orgs["三支部"]})


def test_who_returned_before_is_not_asked_for_again(office, send, people, collect, out, tmp_path):
    send()
    late = tmp_path / "补交"
    late.mkdir()
    (out / "二支部.xlsx").rename(late / "二支部.xlsx")
    apply_collect(office, collect())
    plan = collect(folder=late)
    assert plan.missing == []


def test_before_anything_was_sent_there_is_nothing_to_take_back(office, people, collect, out):
    out.mkdir()
    with pytest.raises(OfficeError, match="还没有下发过"):
        collect()


def test_what_changed_here_after_the_plan_was_made_stops_it(office, send, people, collect, sheet):
    send()
    sheet("一支部").put("张建国", "手机", "13800000009").save()
    plan = collect()
    edit_here(office, people["张建国"], mobile="13700000001")
    with pytest.raises(OfficeError, match="请重新收回"):
        apply_collect(office, plan)
    assert member(office, people["张建国"], "mobile") == ("13700000001",)


def test_the_row_of_somebody_moved_meanwhile_still_counts(office, send, people, collect, orgs, sheet):
    send()
    with office.change("调整"):
        membership.move(office, [people["单雄"]], orgs["一支部"], "2016-12-30")
    sheet("二支部").put("单雄", "手机", "13800000009").save()
    plan = collect()
    assert whys(plan) == {("单雄", "mobile", "change")}
    apply_collect(office, plan)
    assert member(office, people["单雄"], "mobile", "org_id") == ("13800000009", orgs["一支部"])


# ---- many edits at random


def test_random_edits_come_back_exactly(office, orgs, send, collect, out):
    told = [
        {"name": f"党员{chr(0x4E00 + at)}", "org": orgs[("一支部", "二支部", "三支部")[at % 3]], "remark": f"备注{at}",
         "birth_date": f"19{50 + at % 40}-0{at % 9 + 1}"}
        for at in range(90)
    ]  # fmt: skip
    with office.change("期初"):
        ids = membership.open_with(office, told, "2016-01-01")
    send()
    picks, expected = random.Random(3), {}
    sheets = {name: BranchSheet(out / f"{name}.xlsx") for name in ("一支部", "二支部", "三支部")}
    edits = {
        "remark": ("备注", lambda n: (f"改{n}", f"改{n}")),
        "birth_date": (
            "出生日期",
            lambda n: (f"19{40 + n % 50}.{n % 12 + 1}.3", f"19{40 + n % 50}-{n % 12 + 1:02d}-03"),
        ),
        "sex": ("性别", lambda n: (("男", "1"), ("女", "2"))[n % 2]),
        "mobile": ("手机", lambda n: (f"138{n:08d}", f"138{n:08d}")),
        "ethnicity": ("民族", lambda n: (("回族", "03"), ("满族", "11"))[n % 2]),
    }
    while len(expected) < 300:
        at, field = picks.randrange(len(told)), picks.choice(list(edits))
        heading, make = edits[field]
        typed, stored = make(picks.randrange(10_000))
        sheets[("一支部", "二支部", "三支部")[at % 3]].put(told[at]["name"], heading, typed)
        expected[ids[at], field] = stored
    for each in sheets.values():
        each.save()
    plan = collect()
    assert {(item.row_id, item.column.name): item.returned[0].value for item in plan.items} == expected
    assert {item.why for item in plan.items} == {Why.CHANGE}
    apply_collect(office, plan)
    assert all(member(office, row_id, field) == (value,) for (row_id, field), value in expected.items())
    assert collect().items == []
