"""The numbers the problem lists give to the summary (domain.md §9, section 6), each with its rows. 份 and 条 are counted apart (P1).

整改率 = closed ÷ those whose day has come; 按期率 = finished in time ÷ finished and accepted. Personal lists are counted, their
text is never shown (P11): the rows name the list and the state, not what somebody writes about himself.
"""

from collections.abc import Iterator

from desktop_app.features.problems.words import FixType, InspectionKind, ListKind, RectifyState
from desktop_app.ledger.counted import counted
from desktop_app.ledger.figures import Figure

SECTION = "问题整改"
_LISTS, _ITEMS, _PLACES = "份", "条", "个"
_IN_SPAN = "BETWEEN :start AND :end"
_ITEM_HEADINGS = ("党组织", "问题", "领域", "责任人", "时限", "状态")
_DESC = "CASE WHEN i.member_id IS NULL THEN i.desc ELSE '（党员个人清单，内容不列）' END"
_DUE = "ifnull(i.ext_to, i.due_on)"
_ITEM = (
    f"SELECT i.id, i.org_id, o.short_name, {_DESC}, ifnull(i.domain, ''), ifnull(w.name, ''), ifnull({_DUE}, ''), i.state"
    " FROM problem_item i JOIN party_org o ON o.id = i.org_id LEFT JOIN member w ON w.id = i.owner_id"
)


def figures() -> tuple[Figure, ...]:
    """Every figure of the problem lists, in the order of the paper."""
    return (*_lists(), *_items(), *_rates(), *_inspections())


def _lists() -> Iterator[Figure]:
    for code, label, kind in (
        ("problem.org_lists", "党组织问题清单", ListKind.ORG),
        ("problem.member_lists", "党员个人问题清单", ListKind.MEMBER),
    ):
        yield counted(
            code,
            label,
            _LISTS,
            "flow",
            section=SECTION,
            table="problem_list",
            headings=("党组织", "清单", "制定日期", "状态"),
            sql=f"SELECT l.id, l.org_id, o.short_name, l.title, l.made_on, l.state FROM problem_list l"
            f" JOIN party_org o ON o.id = l.org_id WHERE l.kind = '{kind}' AND l.made_on {_IN_SPAN}"
            " ORDER BY l.made_on, l.id",
        )


def _items() -> Iterator[Figure]:
    closed = f"i.closed_on {_IN_SPAN}"
    # What is closed after the span's end was still open on its last day.
    still_open = "i.found_on <= :end AND (i.closed_on IS NULL OR i.closed_on > :end)"
    late = f"i.fix_type <> '{FixType.LASTING}' AND {_DUE} < :end AND (i.done_on IS NULL OR i.done_on > :end)"
    yield _of_items("problem.items_new", "新增问题", "flow", f"i.found_on {_IN_SPAN}")
    yield _of_items("problem.items_closed", "销号问题", "flow", closed)
    yield _of_items("problem.major_closed", "其中：解决重要问题", "flow", f"i.is_major AND {closed}")
    yield _of_items("problem.items_open", "未销号问题", "stock", still_open)
    yield _of_items("problem.items_overdue", "其中：超期", "stock", f"{still_open} AND {late}")
    yield _of_items("problem.items_total", "累计问题", "stock", "i.found_on <= :end")
    yield _of_items("problem.items_reopened", "反弹过的问题", "stock", "i.reopened > 0 AND i.found_on <= :end")


def _of_items(code: str, label: str, kind: str, where: str) -> Figure:
    return counted(
        code,
        label,
        _ITEMS,
        "flow" if kind == "flow" else "stock",
        section=SECTION,
        table="problem_item",
        headings=_ITEM_HEADINGS,
        sql=f"{_ITEM} WHERE {where} ORDER BY {_DUE}, i.id",
    )


def _rates() -> Iterator[Figure]:
    due = f"i.fix_type <> '{FixType.LASTING}' AND {_DUE} <= :end"
    yield counted(
        "problem.fix_rate",
        "整改率",
        "%",
        "stock",
        section=SECTION,
        table="problem_item",
        headings=("党组织", "问题", "时限", "销号日期", "已销号"),
        sql=f"SELECT i.id, i.org_id, o.short_name, {_DESC}, {_DUE}, ifnull(i.closed_on, ''),"
        " (i.closed_on IS NOT NULL AND i.closed_on <= :end)"
        f" FROM problem_item i JOIN party_org o ON o.id = i.org_id WHERE {due} ORDER BY {_DUE}, i.id",
        measure="ratio",
        measured="已销号",
    )
    yield counted(
        "problem.on_time_rate",
        "按期率",
        "%",
        "stock",
        section=SECTION,
        table="problem_item",
        headings=("党组织", "问题", "时限", "完成时间", "按期完成"),
        sql=f"SELECT i.id, i.org_id, o.short_name, {_DESC}, {_DUE}, i.done_on, (i.done_on <= {_DUE})"
        " FROM problem_item i JOIN party_org o ON o.id = i.org_id"
        f" WHERE i.fix_type <> '{FixType.LASTING}' AND i.done_on IS NOT NULL AND i.closed_on <= :end AND {_DUE} IS NOT NULL"
        " ORDER BY i.done_on, i.id",
        measure="ratio",
        measured="按期完成",
    )


def _inspections() -> Iterator[Figure]:
    for code, label, kind in (
        ("inspection.fourfold", "四位一体督查", InspectionKind.FOURFOLD),
        ("inspection.regular", "定期督导", InspectionKind.REGULAR),
        ("inspection.received", "接受上级检查", InspectionKind.RECEIVED),
    ):
        yield counted(
            code,
            label,
            "次",
            "flow",
            section=SECTION,
            table="inspection",
            headings=("日期", "党组织", "督查", "督查组", "进度"),
            sql="SELECT s.id, s.org_id, s.on_day, o.short_name, s.title, ifnull(s.team, ifnull(s.from_unit, '')), s.state"
            f" FROM inspection s JOIN party_org o ON o.id = s.org_id WHERE s.kind = '{kind}' AND s.on_day {_IN_SPAN}"
            " ORDER BY s.on_day, s.id",
        )
    yield counted(
        "rectify.running",
        "整顿中的党组织",
        _PLACES,
        "stock",
        section=SECTION,
        table="rectification",
        headings=("党组织", "认定日期", "认定情形", "时限", "进度"),
        sql="SELECT r.id, r.org_id, o.short_name, r.found_on, r.situation, r.due_on, r.state FROM rectification r"
        " JOIN party_org o ON o.id = r.org_id WHERE r.found_on <= :end AND (r.closed_on IS NULL OR r.closed_on > :end)",
    )
    yield counted(
        "rectify.closed",
        "整顿后销号",
        _PLACES,
        "flow",
        section=SECTION,
        table="rectification",
        headings=("党组织", "认定日期", "验收单位", "销号日期"),
        sql="SELECT r.id, r.org_id, o.short_name, r.found_on, ifnull(r.accepted_by, ''), r.closed_on FROM rectification r"
        f" JOIN party_org o ON o.id = r.org_id WHERE r.state = '{RectifyState.CLOSED}' AND r.closed_on {_IN_SPAN}",
    )
