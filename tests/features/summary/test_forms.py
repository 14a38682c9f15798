"""Forms as data (X12): what the clerk calls things is what prints; what she left out isn't there; the way back is one click."""

import openpyxl
import pytest

from desktop_app import registry
from desktop_app.features.summary.excel import write_excel
from desktop_app.features.summary.forms import CHANGES, FORMS, SHEET, UPWARD, WORK
from desktop_app.features.summary.papers import write_pdf
from desktop_app.ledger.forms import LONGEST, all_columns, forget_form, form_of, remember_form
from desktop_app.ledger.paper_words import SIGNATURES, foot_places, remember_signatures, signatures
from desktop_app.support.errors import OfficeError
from tests.features.summary.test_papers import text_of

FIGURES = registry.figures()


def printed(office, span, folder):
    write_pdf(office, FIGURES, span, folder / "上报件.pdf")
    return "".join(text_of(folder / "上报件.pdf", "-raw").split())


def columns_of(form, **changed):
    """The declared columns with other headings, or False for one that is left out."""
    return [
        (c.key, changed.get(c.key, c.heading) or c.heading, changed.get(c.key, True) is not False) for c in form.columns
    ]


def test_a_changed_title_prints(living, december, tmp_path):
    remember_form(living, UPWARD, "关于{期间}党建工作的报告", [])
    remember_form(living, WORK, "{期间}党建工作统计表", columns_of(WORK, cumulative="年内累计", last_year=False))
    told = printed(living, december, tmp_path)
    assert "关于2016年12月党建工作的报告" in told and "2016年12月党务工作情况上级" not in told
    assert "2016年12月党建工作统计表" in told and "年内累计" in told


def test_columns_come_in_her_order_and_those_left_out_are_gone(living, december, tmp_path):
    told = columns_of(SHEET, unit=False, cumulative="累计")
    remember_form(living, SHEET, "", [told[2], told[4], told[3], told[1], *told[5:], told[0]])
    write_excel(living, FIGURES, december, tmp_path / "汇总.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "汇总.xlsx")["汇总表"].iter_rows(values_only=True))
    assert rows[2][:3] == ("累计", "本月", "项目") and "单位" not in rows[2] and rows[2][-1] == "类别"
    checks = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["校核"]
    assert checks.cell(4, 3).value.startswith("=汇总表!$B$"), "the check follows the column"


def test_what_a_form_can_t_do_without_stays(living):
    remember_form(living, SHEET, "", columns_of(SHEET, value=False, label=False))
    assert {"value", "label"} <= {column.key for column in form_of(living, SHEET).columns}


def test_a_table_of_organisations_may_have_fewer_columns(living, december, tmp_path):
    remember_form(living, CHANGES, "", columns_of(CHANGES, **{"member.gap": False, "member.in": "增加合计"}))
    told = printed(living, december, tmp_path)
    assert "增加" in told and form_of(living, CHANGES).heading("member.in") == "增加合计"


def test_a_column_that_a_later_version_adds_is_not_lost(living):
    remember_form(living, WORK, "", [(c.key, c.heading, True) for c in WORK.columns[:3]])
    assert [column.key for column in form_of(living, WORK).columns] == [column.key for column in WORK.columns]


def test_back_to_the_form_that_came_with_the_program(living):
    remember_form(living, WORK, "别的", columns_of(WORK, unit=False))
    assert ("unit", False) in [(column.key, shown) for column, shown in all_columns(living, WORK)]
    forget_form(living, WORK)
    assert form_of(living, WORK) == WORK and all(form_of(living, form) == form for form in FORMS)


def test_a_title_without_end_or_no_column_at_all_is_refused(living):
    with pytest.raises(OfficeError, match="太长"):
        remember_form(living, UPWARD, "长" * (LONGEST + 1), [])
    with pytest.raises(OfficeError, match="一栏"):
        remember_form(living, WORK, "", [(c.key, c.heading, False) for c in WORK.columns])


def test_who_signs_is_hers_to_say_and_prints_below_every_table(living, december, tmp_path):
    remember_signatures(living, [("组织委员（签名）", ""), ("经办人", "filler"), ("", "leader")])
    assert [label for label, _ in foot_places(living)] == ["组织委员（签名）", "经办人"]
    told = printed(living, december, tmp_path)
    assert "组织委员（签名）：" in told and "审核人（签名）" not in told
    remember_signatures(living, [])
    assert signatures(living) == SIGNATURES
