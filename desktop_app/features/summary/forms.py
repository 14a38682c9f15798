"""The summary's forms as they are before the clerk changes them (X12): titles and columns of the papers, annexes and sheets."""

from typing import Final

from desktop_app.features.summary.reckoning import COMPARISON, COMPOSITION, OrgColumn
from desktop_app.ledger.forms import SPAN_MARK, Form, FormColumn, form_of
from desktop_app.storage.office import Office


def _of_orgs(columns: tuple[OrgColumn, ...]) -> tuple[FormColumn, ...]:
    return tuple(FormColumn(column.code, column.heading) for column in columns)


UPWARD: Final = Form("summary.upward", "上报件", f"{SPAN_MARK}党务工作情况")
ANALYSIS: Final = Form("summary.analysis", "内部分析册", f"{SPAN_MARK}党务工作分析")
CHANGES: Final = Form(
    "summary.comparison", "党员变动情况对照表", f"{SPAN_MARK}党员变动情况对照表", _of_orgs(COMPARISON)
)
STRUCTURE: Final = Form(
    "summary.structure",
    "党员队伍结构情况表",
    f"{SPAN_MARK}党员队伍结构情况表",
    (
        FormColumn("label", "项目", needed=True),
        FormColumn("value", "人数", needed=True),
        FormColumn("share", "占总数"),
        FormColumn("previous", "上期"),
        FormColumn("change", "比上期"),
        FormColumn("last_year", "去年同期"),
    ),
)
WORK: Final = Form(
    "summary.work",
    "党务工作情况表",
    f"{SPAN_MARK}党务工作情况表",
    (
        FormColumn("label", "项目", needed=True),
        FormColumn("unit", "单位"),
        FormColumn("value", "本期", needed=True),
        FormColumn("cumulative", "本年累计"),
        FormColumn("previous", "上期"),
        FormColumn("change", "比上期"),
        FormColumn("last_year", "去年同期"),
    ),
)
ORGANISATIONS: Final = Form(
    "summary.composition", "各党组织党员基本情况表", f"{SPAN_MARK}各党组织党员基本情况表", _of_orgs(COMPOSITION)
)
SHEET: Final = Form(
    "summary.sheet",
    "汇总表（Excel）",
    f"{SPAN_MARK}党务工作情况汇总表",
    (
        FormColumn("section", "类别"),
        FormColumn("label", "项目", needed=True),
        FormColumn("unit", "单位"),
        FormColumn("value", "本期", needed=True),
        FormColumn("cumulative", "本年累计"),
        FormColumn("previous", "上期"),
        FormColumn("change", "比上期"),
        FormColumn("last_year", "去年同期"),
    ),
)
FORMS: Final = (UPWARD, ANALYSIS, CHANGES, STRUCTURE, WORK, ORGANISATIONS, SHEET)


def org_columns(office: Office, declared: Form, known: tuple[OrgColumn, ...]) -> tuple[OrgColumn, ...]:
    """The columns of a table of organisations as the clerk wants them."""
    groups = {column.code: column.group for column in known}
    return tuple(OrgColumn(groups[each.key], each.heading, each.key) for each in form_of(office, declared).columns)
