"""Lists and items in a real office: what the clerk may do with them, and what is refused with which sentence."""

from datetime import date

import pytest

from desktop_app.features.problems import INSPECTIONS, ITEMS, LISTS, RECTIFICATIONS
from desktop_app.features.problems.intake import raise_item
from desktop_app.ledger import writes
from desktop_app.ledger.bulk import review
from desktop_app.ledger.page import read_row
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.taken import ON, steps_taken, take
from desktop_app.people.links import End, links_of
from desktop_app.support.errors import OfficeError

DAY = date(2016, 12, 1)


@pytest.fixture
def branch(small_office):
    return small_office.database.one(
        "SELECT org_id FROM member WHERE left_on IS NULL GROUP BY org_id ORDER BY count(*) DESC"
    )


@pytest.fixture
def people(small_office, branch):
    rows = small_office.database.rows("SELECT id FROM member WHERE left_on IS NULL ORDER BY id")
    return [member for (member,) in rows]


def make_item(office, branch, people, **values):
    plain = {
        "desc": "楼道灯不亮，群众反映三次没有修",
        "org": branch,
        "found_on": "2016-11-01",
        "measures": "本周换灯",
        "lead": people[0],
        "owner": people[1],
        "due_on": "2016-12-10",
    }
    return writes.create(office, ITEMS, plain | values)


def row(office, ledger, record_id):
    found = read_row(office, ledger, record_id)
    assert found
    return found.values


def close(office, number, verifier, day=DAY):
    take(office, ITEMS, number, "开始整改", date(2016, 11, 2))
    take(office, ITEMS, number, "报请验收", day, values={"done_on": "2016-11-20", "evidence": "已全部更换"})
    take(office, ITEMS, number, "验收销号", day, values={"verifier": verifier, "verdict": "现场看过，亮了"})


def test_an_item_goes_its_way_to_closing_and_back_when_it_returns(small_office, branch, people):
    number = make_item(small_office, branch, people)
    close(small_office, number, people[2])
    closed = row(small_office, ITEMS, number)
    assert (closed["state"], closed["closed_on"], closed["look_back_on"]) == ("已销号", "2016-12-01", "2016-12-31")
    take(small_office, ITEMS, number, "反弹重开", date(2016, 12, 20), opinion="又坏了", values={"due_on": "2017-01-10"})
    again = row(small_office, ITEMS, number)
    assert (again["state"], again["reopened"], again["closed_on"], again["verifier"]) == ("整改中", 1, None, None)
    assert [taken.step for taken in steps_taken(small_office, "problem_item", number)] == [
        "开始整改",
        "报请验收",
        "验收销号",
        "反弹重开",
    ]


def test_no_step_is_taken_before_the_problem_was_there(small_office, branch, people):
    plan = {"owner": people[1], "measures": "更换", "due_on": "2016-12-20", "found_on": "2016-11-01"}
    number = writes.create(small_office, ITEMS, {"desc": "灯不亮", "org": branch, **plan})
    with pytest.raises(writes.NotAccepted) as refused:
        take(small_office, ITEMS, number, "开始整改", date(2016, 10, 31))
    assert refused.value.faults == {ON: "日期不能早于提出日期 2016-11-01"}
    take(small_office, ITEMS, number, "开始整改", date(2016, 11, 1))


def test_a_step_out_of_order_is_refused_with_the_reason(small_office, branch, people):
    number = make_item(small_office, branch, people)
    with pytest.raises(OfficeError, match="现在是“待整改”，不能验收销号"):
        take(small_office, ITEMS, number, "验收销号", DAY, values={"verifier": people[2], "verdict": "好"})
    bare = make_item(small_office, branch, people, owner=None, measures=None)
    with pytest.raises(OfficeError, match="要先写明责任人、整改措施"):
        take(small_office, ITEMS, bare, "开始整改", DAY)


def test_nothing_is_closed_without_evidence_or_by_its_owner(small_office, branch, people):
    number = make_item(small_office, branch, people)
    take(small_office, ITEMS, number, "开始整改", date(2016, 11, 2))
    take(small_office, ITEMS, number, "报请验收", DAY, values={"done_on": "2016-11-20"})
    with pytest.raises(OfficeError, match="佐证"):
        take(small_office, ITEMS, number, "验收销号", DAY, values={"verifier": people[2], "verdict": "好"})
    writes.update(small_office, ITEMS, number, {"evidence": "照片三张"}, {})
    with pytest.raises(OfficeError, match="验收人不能是责任人本人"):
        take(small_office, ITEMS, number, "验收销号", DAY, values={"verifier": people[1], "verdict": "好"})
    assert row(small_office, ITEMS, number)["state"] == "待验收"


def test_a_day_left_open_is_today_and_a_deadline_before_it_is_refused(small_office, branch, people):
    with pytest.raises(writes.NotAccepted, match="早于提出日期"):
        make_item(small_office, branch, people, found_on=None, due_on="2015-12-01")
    number = make_item(small_office, branch, people, found_on=None, due_on="2017-01-10")
    assert row(small_office, ITEMS, number)["found_on"] == "2016-12-31"


def test_once_work_has_begun_the_deadline_moves_by_an_extension_only(small_office, branch, people):
    number = make_item(small_office, branch, people)
    writes.update(small_office, ITEMS, number, {"due_on": "2016-12-11"}, {})
    take(small_office, ITEMS, number, "开始整改", date(2016, 11, 2))
    with pytest.raises(writes.NotAccepted, match="延期"):
        writes.update(small_office, ITEMS, number, {"due_on": "2016-12-31"}, {})
    writes.update(small_office, ITEMS, number, {"measures": "换灯并检查线路"}, {})
    take(small_office, ITEMS, number, "报请验收", DAY, values={"done_on": "2016-11-20", "evidence": "已全部更换"})
    take(small_office, ITEMS, number, "验收销号", DAY, values={"verifier": people[2], "verdict": "亮了"})
    with pytest.raises(writes.NotAccepted, match="延期"):
        writes.update(small_office, ITEMS, number, {"due_on": "2016-12-31"}, {})
    line = review(small_office, ITEMS, [number], {"due_on": ""}).lines[0]
    assert "延期" in line.fault, "emptied for many at once it would be timely too"
    reopen = {"on": date(2016, 12, 20), "opinion": "又坏"}
    with pytest.raises(OfficeError, match="重开的那一天"):
        take(small_office, ITEMS, number, "反弹重开", **reopen, values={"due_on": "2016-12-10"})
    take(small_office, ITEMS, number, "反弹重开", **reopen, values={"due_on": "2017-01-10"})
    assert row(small_office, ITEMS, number)["due_on"] == "2017-01-10"


def test_what_an_item_was_closed_upon_is_not_taken_back_by_an_edit(small_office, branch, people):
    number = make_item(small_office, branch, people)
    close(small_office, number, people[2])
    with pytest.raises(writes.NotAccepted, match="不能清空"):
        writes.update(small_office, ITEMS, number, {"evidence": ""}, {})
    with pytest.raises(writes.NotAccepted, match="验收人本人"):
        writes.update(small_office, ITEMS, number, {"owner": people[2]}, {})
    writes.update(small_office, ITEMS, number, {"evidence": "已全部更换，附照片"}, {})
    assert row(small_office, ITEMS, number)["state"] == "已销号"


def test_a_list_whose_batch_is_corrected_is_called_by_it_and_undo_calls_it_back(small_office, branch):
    values = {"kind": "党组织", "org": branch, "batch": "2016年试", "made_on": "2016-12-01"}
    number = writes.create(small_office, LISTS, values)
    before = row(small_office, LISTS, number)["title"]
    writes.update(small_office, LISTS, number, {"batch": "2016年试批"}, {})
    assert row(small_office, LISTS, number)["title"] == before.replace("2016年试", "2016年试批")
    small_office.undo()
    assert row(small_office, LISTS, number)["title"] == before


def test_extensions_keep_every_old_date(small_office, branch, people):
    number = make_item(small_office, branch, people)
    take(small_office, ITEMS, number, "开始整改", date(2016, 11, 2))
    for on, to in ((date(2016, 12, 5), "2016-12-20"), (date(2016, 12, 18), "2017-01-20")):
        asked = {"ext_to": to, "ext_reason": "等配件", "ext_approver": "中心党委"}
        take(small_office, ITEMS, number, "延期", on, values=asked)
    kept = small_office.database.rows(
        "SELECT old_due, new_due FROM item_extension WHERE item_id = ? ORDER BY id", (number,)
    )
    assert kept == [("2016-12-10", "2016-12-20"), ("2016-12-20", "2017-01-20")]
    assert row(small_office, ITEMS, number)["due_on"] == "2016-12-10"
    with pytest.raises(OfficeError, match="晚于"):
        take(small_office, ITEMS, number, "延期", date(2016, 12, 19), values={**asked, "ext_to": "2017-01-01"})


def test_two_lists_of_one_batch_are_refused_and_share_nothing_with_a_members(small_office, branch, people):
    values = {"kind": "党组织", "org": branch, "batch": "2016年试批", "made_on": "2016-06-01"}
    first = writes.create(small_office, LISTS, values)
    assert "2016年试批问题清单" in row(small_office, LISTS, first)["title"]
    with pytest.raises(writes.NotAccepted) as refused:
        writes.create(small_office, LISTS, values)
    assert "已经有一份清单" in refused.value.faults["batch"]
    own = writes.create(small_office, LISTS, {**values, "kind": "党员个人", "member": people[0]})
    with pytest.raises(OfficeError, match="至少要有一条"):
        take(small_office, LISTS, own, "提交", DAY)
    number = writes.create(small_office, ITEMS, {"desc": "学习不够主动", "list": own, "aspect": "精神不振"})
    item = row(small_office, ITEMS, number)
    assert (item["owner"], item["member"], item["seq"]) == (people[0], people[0], 1)
    take(small_office, LISTS, own, "提交", DAY)


def test_a_finding_of_an_inspection_becomes_an_item_tied_to_it(small_office, branch):
    marks = dict.fromkeys(("s_discipline", "s_attitude", "s_efficiency", "s_contact"), "较好")
    number = writes.create(small_office, INSPECTIONS, {"title": "第一轮督查", "org": branch, "round_no": 1})
    with pytest.raises(OfficeError, match="四项都要评分"):
        take(small_office, INSPECTIONS, number, "记录督查", DAY, values={"on": "2016-12-01"})
    take(small_office, INSPECTIONS, number, "记录督查", DAY, values={"on": "2016-12-01", "team": "第一组", **marks})
    with small_office.change("督查发现问题"):
        item = raise_item(small_office, "督导检查", branch, "记录不全", End("inspection", number))
    assert row(small_office, ITEMS, item)["source"] == "督导检查"
    assert [tie.other for tie in links_of(small_office, End("problem_item", item))] == [End("inspection", number)]


def test_rectification_closes_only_with_the_acceptance_from_above(small_office, branch, people):
    told = {"org": branch, "situation": "三会一课长期不正常", "found_on": "2016-09-01", "due_on": "2016-12-31"}
    number = writes.create(small_office, RECTIFICATIONS, told)
    with pytest.raises(writes.NotAccepted, match="已经在整顿"):
        writes.create(small_office, RECTIFICATIONS, told)
    with pytest.raises(OfficeError, match="整顿方案、联系领导"):
        take(small_office, RECTIFICATIONS, number, "报请验收", DAY, values={"result": "已正常"})
    writes.update(small_office, RECTIFICATIONS, number, {"plan": "调整班子", "lead": people[0]}, {})
    take(small_office, RECTIFICATIONS, number, "报请验收", DAY, values={"result": "已正常"})
    with pytest.raises(writes.NotAccepted):
        take(small_office, RECTIFICATIONS, number, "上级验收销号", DAY, values={})
    accepted = {"accepted_by": "油田党委组织部", "accepted_on": "2016-12-01"}
    take(small_office, RECTIFICATIONS, number, "上级验收销号", DAY, opinion="达标", values=accepted)
    assert row(small_office, RECTIFICATIONS, number)["state"] == "已销号"
    assert writes.create(small_office, RECTIFICATIONS, told) != number


def test_the_views_list_what_they_say(small_office, branch, people):
    late = make_item(small_office, branch, people)
    near = make_item(small_office, branch, people, due_on="2017-01-05")
    lasting = make_item(small_office, branch, people, fix_type="长期坚持", due_on="2016-12-15")
    closed = make_item(small_office, branch, people)
    close(small_office, closed, people[2])

    def listed(name):
        view = next(view for view in ITEMS.views if view.name == name)
        return {number for number in LedgerQuery(small_office, ITEMS, Asked(view=view)).ids() if number >= late}

    assert listed("超期") == {late}
    assert listed("七天内到期") == {near}
    assert listed("长期坚持到复查日") == {lasting}
    assert listed("该回头看") == {closed}


def test_a_closed_problem_presses_nobody_on_the_board(small_office, branch, people, qtbot):
    from desktop_app import registry
    from desktop_app.widgets.board.column import BoardColumn
    from desktop_app.widgets.desk import Desk

    number = make_item(small_office, branch, people)
    close(small_office, number, people[2])
    desk = Desk(small_office, registry.LEDGERS, registry.TABS)
    assert ITEMS.board
    pressing = {}
    for state in ITEMS.board.columns:
        column = BoardColumn(desk, ITEMS, ITEMS.board, state)
        qtbot.addWidget(column)
        pressing[state] = column.cards.itemDelegate()._told("2016-01-01")[1]
    desk.close()
    assert pressing == {"待整改": True, "整改中": True, "待验收": False, "已销号": False}


def test_an_item_sent_back_by_its_verifier_is_overdue_again(small_office, branch, people):
    number = make_item(small_office, branch, people)
    take(small_office, ITEMS, number, "开始整改", date(2016, 11, 2))
    take(small_office, ITEMS, number, "报请验收", DAY, values={"done_on": "2016-11-20", "evidence": "换了一半"})
    late = LedgerQuery(small_office, ITEMS, Asked(view=next(view for view in ITEMS.views if view.name == "超期")))
    assert number not in late.ids()
    take(small_office, ITEMS, number, "退回整改", date(2016, 12, 12), opinion="三层还是黑的")
    back = row(small_office, ITEMS, number)
    assert (back["state"], back["done_on"]) == ("整改中", None) and number in late.ids()
