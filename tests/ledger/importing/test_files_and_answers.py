"""Which files are taken, how they are told apart, and answers given ahead: `import` without anybody watching."""

import json
from pathlib import Path

import openpyxl
import pytest

from desktop_app import commands, registry
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.files import files_in, labels_of, read_files
from desktop_app.ledger.importing.plan import NEW, Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.people import membership, tree
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.support.errors import OfficeError
from desktop_app.workbook.cells import Workbook, WorkbookError
from tests.conftest import TODAY

HEADINGS = ["姓名", "身份证号", "出生日期", "手机", "支部"]
NUMBER = "410999195203050025"


def write(path: Path, *rows, headings=HEADINGS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path):
    made, _ = Office.create(tmp_path / "第八社区.office", "第八社区", registry.slices(), clock=FixedClock(TODAY))
    with made:
        yield made


@pytest.fixture
def branches(office):
    with office.change("组织树"):
        root = tree.found(office, "中共第八社区委员会", "中心党委", "党委", None)
        return {
            n: tree.found(office, f"中共第八社区{n}", n, "党支部", root) for n in ("第一党支部", "离退休第三党支部")
        }


@pytest.fixture
def known(office, branches):
    person = {
        "name": "李娜",
        "id_no": NUMBER,
        "birth_date": "1952-03-05",
        "org": branches["第一党支部"],
        "category": "正式党员",
    }
    with office.change("期初"):
        return membership.open_with(office, [person], "2016-01-01")[0]


def test_a_folder_gives_its_workbooks_and_those_below_each_once_and_not_what_wps_keeps_beside_an_open_one(tmp_path):
    for name in ("乙/名册.xlsx", "甲.csv", "~$甲.xlsx", ".~甲.et", "照片.jpg", "说明.docx", "丙/丁/旧.xls"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = files_in([tmp_path / "甲.csv", tmp_path])
    assert {str(path.relative_to(tmp_path)) for path in found} == {"乙/名册.xlsx", "甲.csv", "丙/丁/旧.xls"} and len(
        found
    ) == 3
    (tmp_path / "空").mkdir()
    with pytest.raises(OfficeError, match="“空”里没有表格文件"):
        files_in([tmp_path / "空"])


def test_files_of_one_name_are_told_apart_by_their_folders():
    def named(*paths):
        return labels_of([Workbook(Path(path), "xlsx", "", []) for path in paths])

    assert named("一/名册.xlsx", "二/名册.xlsx", "三/别的.xlsx") == ["一/名册.xlsx", "二/名册.xlsx", "别的.xlsx"]
    assert named("a/一/名册.xlsx", "b/一/名册.xlsx") == ["a/一/名册.xlsx", "b/一/名册.xlsx"]
    assert len(set(named("a/名册.xlsx", "a/名册.xlsx"))) == 2


def test_two_files_of_one_name_keep_a_mapping_each_and_a_bounce_sheet_each(office, branches, tmp_path):
    one = write(tmp_path / "一" / "名册.xlsx", ["王一", None, "1960-01", "13800000000", "第一党支部"])
    two = write(
        tmp_path / "二" / "名册.xlsx", ["王二", None, "第一党支部", "1961-01"], headings=["姓名", "甲", "乙", "丙"]
    )
    plan = build_plan(office, LEDGER, [one, two])
    assert [sheet.file for sheet in plan.sheets] == ["一/名册.xlsx", "二/名册.xlsx"]
    first = plan.sheets[0].mapping
    assert first is not None and plan.sheets[1].mapping is None
    other = first.__class__(
        first.header.__class__(0, 0, ("姓名", "甲", "乙", "丙")), {0: "name", 2: "org", 3: "birth_date"}
    )
    mapped = build_plan(office, LEDGER, [one, two], mappings={("二/名册.xlsx", "Sheet"): other})
    assert [(row.file, row.name, row.values["birth_date"]) for row in mapped.rows] == [
        ("一/名册.xlsx", "王一", "1960-01"), ("二/名册.xlsx", "王二", "1961-01"),
    ]  # fmt: skip


def test_every_file_that_cannot_be_read_is_named_and_nothing_is_taken(tmp_path):
    good = write(tmp_path / "好.xlsx", ["王一", None, None, None, "第一党支部"])
    (tmp_path / "坏.xlsx").write_bytes(good.read_bytes()[:2000])
    (tmp_path / "空.xlsx").touch()
    with pytest.raises(WorkbookError, match="有 2 个文件读不了.*坏.xlsx.*空.xlsx"):
        read_files(files_in([tmp_path]))


def test_one_number_answered_new_twice_is_one_person_and_the_second_row_says_so(office, branches, tmp_path):
    rows = ["王一", NUMBER, None, None, "第一党支部"], ["王二", NUMBER, None, None, "第一党支部"]
    plan = build_plan(office, LEDGER, [write(tmp_path / "a.xlsx", *rows)])
    assert plan.answer(plan.rows[0], NEW) == ""
    assert "同一个证号只能新增一次" in plan.answer(plan.rows[1], NEW)
    assert plan.rows[1].verdict == Verdict.ASK and "只能新增一次" in plan.rows[1].reasons[-1]
    assert len(apply_plan(office, plan, backup=False).inserted) == 1


def test_the_number_of_somebody_on_the_list_is_not_given_to_a_new_one(office, known, tmp_path):
    plan = build_plan(office, LEDGER, [write(tmp_path / "a.xlsx", ["王二", NUMBER, None, None, "第一党支部"])])
    assert "已是台账里“李娜”的" in plan.answer(plan.rows[0], NEW) and plan.rows[0].verdict == Verdict.ASK


def test_two_rows_said_to_be_one_record_may_not_say_two_things_of_it(office, known, tmp_path):
    rows = ["李娜", None, None, "13800000001", "第一党支部"], ["李娜", None, None, "13800000002", "第一党支部"]
    plan = build_plan(office, LEDGER, [write(tmp_path / "a.xlsx", *rows)])
    assert plan.answer(plan.rows[0], known) == ""
    assert "手机与这一行不同" in plan.answer(plan.rows[1], known)
    apply_plan(office, plan, backup=False)
    assert office.database.rows("SELECT mobile FROM member") == [("13800000001",)]


@pytest.fixture
def run(office, tmp_path, capsys):
    """Runs `import roster` over a copy of the office as it is; exit status, what was printed, and the members afterwards."""

    def run_import(*arguments):
        office.close()
        status = commands.main(
            ["import", "roster", *map(str, arguments), "--office", str(office.folder), "--today", TODAY.isoformat()]
        )
        return status, capsys.readouterr()

    return run_import


def members(office):
    with registry.open_office(office.folder) as opened:
        return opened.database.rows("SELECT name, id_no, birth_date, mobile FROM member ORDER BY id")


def test_a_folder_is_imported_with_answers_given_ahead_and_unused_ones_are_told(office, known, run, tmp_path):
    folder = tmp_path / "各支部"
    write(folder / "一" / "名册.xlsx", ["李娜", 410999195203050000, None, "13800000001", "第一党支部"])
    write(
        folder / "二" / "名册.xlsx",
        ["王一", None, 1958.1, None, "离退休三支部"],
        ["李娜", None, "1960-01", None, "第一党支部"],
    )
    answers = tmp_path / "答案.json"
    told = {
        "cells": {
            "出生日期": {"1958.1": "1958-10"},
            "支部": {"离退休三支部": "离退休第三党支部", "没有的": "第一党支部"},
        },
        "proposed": ["身份证号"],
        "rows": [{"file": "二/名册.xlsx", "row": 3, "answer": "new"}, {"row": 99, "answer": "skip"}],
    }
    answers.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    status, said = run(folder, "--answers", answers)
    assert status == 0
    assert "支部“没有的”的答案没有用上" in said.err and "第 99 行的答案没有用上" in said.err
    assert members(office) == [
        ("李娜", NUMBER, "1952-03-05", "13800000001"), ("王一", None, "1958-10", None), ("李娜", None, "1960-01", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"cell": {}}', '{"rows": [{"row": "7", "answer": "new"}]}', '{"cells": {"支部": {"甲": 3}}}'],
)
def test_an_answer_file_of_another_shape_is_refused_with_the_right_one(office, known, run, tmp_path, content):
    (tmp_path / "答案.json").write_text(content, encoding="utf-8")
    status, said = run(
        write(tmp_path / "a.xlsx", ["王一", None, None, None, "第一党支部"]), "--answers", tmp_path / "答案.json"
    )
    assert status == 1 and "写法不对" in said.err and '"proposed"' in said.err
    assert len(members(office)) == 1


def test_an_answer_that_is_no_value_is_refused_before_anything_is_written(office, known, run, tmp_path):
    (tmp_path / "答案.json").write_text('{"cells": {"支部": {"离退休三支部": "月球支部"}}}', encoding="utf-8")
    path = write(tmp_path / "a.xlsx", ["王一", None, None, None, "离退休三支部"])
    status, said = run(path, "--answers", tmp_path / "答案.json")
    assert status == 1 and "月球支部" in said.err and len(members(office)) == 1
