"""What comes in and goes out of the visits: homes in one cell, slips by number, old contacts blanked, papers, what is due tomorrow."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import registry
from desktop_app.features.visits import HOUSEHOLDS, VISITS, chain, coverage, intake, papers, rules, slips, told
from desktop_app.ledger import writes
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import parse_span
from desktop_app.workbook.read import read_workbook
from tests.paper.reading import text as text_of

DAY = date(2016, 12, 1)


@pytest.fixture
def people(small_office):
    return small_office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 4")


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3304))
def test_an_address_in_one_cell_is_the_home_of_its_columns(building, unit, door):
    home = rules.home("胡杨小区", str(building), str(unit), str(door))
    for written in (
        f"胡杨小区{building}号楼{unit}单元{door}室",
        f"胡杨小区 {building}-{unit}-{door}",
        f"胡杨小区{building}栋{unit}单元{door}",
        home.told(),
    ):
        assert rules.address(written) == home


def test_an_address_that_names_no_home_is_refused_with_how_to_write_it():
    for written in ("胡杨小区", "", "3-2-501", "胡杨小区3号楼"):
        with pytest.raises(ValueError, match="看不出是哪一户"):
            rules.address(written)


def test_a_register_with_one_address_column_comes_in_each_home_once(small_office, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["住址", "备注"],
        ["柳荫小区3号楼2单元501", "朝南"],
        ["柳荫小区 3-2-502", ""],
        ["柳荫小区A座1203", ""],
    ):
        sheet.append(line)
    book.save(tmp_path / "户.xlsx")
    for added in (3, 0):
        plan = build_plan(small_office, HOUSEHOLDS, [read_workbook(tmp_path / "户.xlsx")])
        before = small_office.database.one("SELECT count(*) FROM household")
        apply_plan(small_office, plan, backup=False)
        assert small_office.database.one("SELECT count(*) FROM household") == before + added
    rows = small_office.database.rows(
        "SELECT estate, building, unit, door FROM household WHERE estate = '柳荫小区' ORDER BY id"
    )
    assert rows == [("柳荫小区", "3", "2", "501"), ("柳荫小区", "3", "2", "502"), ("柳荫小区", "A", "", "1203")]


def test_a_slips_number_finds_its_home_and_then_its_visit(small_office, people, tmp_path):
    homes = [
        home for (home,) in small_office.database.rows("SELECT id FROM household WHERE occupied ORDER BY id LIMIT 2")
    ]
    papers.HOUSEHOLD_PAPERS[0].write(small_office, tmp_path / "单.pdf", homes)
    first, second = slips.give_out(small_office, homes)
    assert first.code in text_of(tmp_path / "单.pdf").replace(" ", "")
    assert slips.find(small_office, f"2016-{int(first.code[5:])}").household == homes[0]
    values = {
        "on": "2016-12-01",
        "org": people[0][1],
        "visitor": people[0][0],
        "companion": people[1][0],
        "outcome": "见到",
    }
    with small_office.change("录入走访单"):
        visit = slips.enter(small_office, first, values)
    assert slips.find(small_office, first.code).visit == visit
    with small_office.change("另一次走访"):
        other = intake.create_visit({**values, "kind": "家庭户", "mode": "上门", "household": homes[1]}, small_office)
    code = small_office.database.one("SELECT code FROM visit WHERE id = ?", (other,))
    assert code not in (first.code, second.code)
    with pytest.raises(OfficeError, match="没有编号"):
        slips.find(small_office, "2016-99999")


def test_one_goer_without_a_reason_is_refused_at_the_slip_too(small_office, people):
    home = small_office.database.one("SELECT id FROM household LIMIT 1")
    (slip,) = slips.give_out(small_office, [home])
    with pytest.raises(writes.NotAccepted), small_office.change("录入走访单"):
        slips.enter(
            small_office, slip, {"on": "2016-12-01", "org": people[0][1], "visitor": people[0][0], "outcome": "见到"}
        )


def test_opening_the_office_blanks_names_told_back_ninety_days_ago_and_that_is_no_step_to_undo(small_office, people):
    rows = small_office.database.rows(
        "SELECT v.household_id FROM visit v JOIN appeal a ON a.visit_id = v.id WHERE v.household_id IS NOT NULL"
        " GROUP BY 1 HAVING max(ifnull(a.called_back_on, '9')) < '2016-09-01' LIMIT 1"
    )
    home = rows[0][0]
    writes.update(small_office, HOUSEHOLDS, home, {"contact_name": "欧阳柳"}, {})
    folder, title = small_office.folder, small_office.undo_title()
    small_office.close()
    with registry.open_office(folder) as office:
        assert office.database.one("SELECT contact_name FROM household WHERE id = ?", (home,)) is None
        assert any("清除 1 户" in line.change_title for line in office.history_of("household", home))
        assert office.undo_title() == title


def test_a_visit_due_tomorrow_is_on_the_list_today_and_one_due_later_is_not(small_office):
    crew, last = small_office.database.rows(
        "SELECT v.crew_id, max(v.on_day) FROM visit v WHERE v.crew_id IS NOT NULL AND v.outcome = '见到' GROUP BY 1 LIMIT 1"
    )[0]
    due = date.fromisoformat(last) + timedelta(days=180)
    assert crew in told.crews_due(small_office, due - timedelta(days=1))
    assert crew not in told.crews_due(small_office, due - timedelta(days=2))


def test_a_telephone_in_free_text_is_told_in_the_pane(small_office, people):
    home = small_office.database.one("SELECT id FROM household LIMIT 1")
    values = {
        "kind": "家庭户",
        "on": "2016-12-01",
        "org": people[0][1],
        "visitor": people[0][0],
        "companion": people[1][0],
    }
    visit = writes.create(small_office, VISITS, {**values, "household": home, "summary": "打13800001234联系"})
    assert told.doubts(small_office, visit)
    assert not told.doubts(small_office, small_office.database.one("SELECT min(id) FROM visit"))


def test_the_picture_shows_each_home_of_a_building_as_the_round_left_it(small_office, people):
    sweep = small_office.database.one("SELECT id FROM sweep")
    shown = coverage.buildings(small_office, sweep)
    assert sum(each.asked for each in shown) == sum(each.met for each in shown) > 0
    with small_office.change("登记"):
        intake.add_building(small_office, "朝阳小区", "7", 2, 3, 2)
    new = next(each for each in coverage.buildings(small_office, sweep) if each.estate == "朝阳小区")
    assert (new.asked, new.met, len(new.left)) == (12, 0, 12)
    assert [(unit, [floor for floor, _ in floors]) for unit, floors in new.units()] == [
        ("1", [3, 2, 1]),
        ("2", [3, 2, 1]),
    ]
    with small_office.change("整栋"):
        intake.tick_building(small_office, sweep, new.left, DAY, people[0][1], people[0][0], people[1][0])
    done = next(each for each in coverage.buildings(small_office, sweep) if each.estate == "朝阳小区")
    assert (done.met, done.left) == (12, [])


def test_the_chain_names_what_is_still_open_from_the_appeals_end(small_office):
    appeal, item = small_office.database.rows(
        "SELECT from_id, to_id FROM link WHERE from_table = 'appeal' AND to_table = 'problem_item' LIMIT 1"
    )[0]
    about = chain.about_chain(small_office, "appeal", appeal)
    assert about and [line.ledger for line in about.lines] == ["visits", "appeals", "problem_items", "appeals"]
    assert about.lines[2].id == item
    assert all(line.text.startswith((chain.DONE, chain.OPEN)) for line in about.lines)


def test_慰问_sums_by_month_and_fund_stand_on_the_paper(small_office, people, tmp_path):
    given = (("2016-01-10", 50000, "党费"), ("2016-01-20", 80000, "工会"), ("2016-06-03", 30000, "党费"))
    for on, cents, fund in given:
        row = {"member": people[0][0], "org": people[0][1], "hardship": "重大疾病", "by": "中心党委"}
        writes.create(small_office, registry.ledger("condolences"), {**row, "on": on, "amount": cents, "fund": fund})
    sums = dict(
        small_office.database.rows(
            "SELECT substr(on_day, 1, 7) || fund, sum(amount) FROM condolence WHERE on_day LIKE '2016%' GROUP BY 1"
        )
    )
    papers.CARE_PERIOD_PAPERS[0].write(small_office, tmp_path / "慰问.pdf", parse_span("2016"))
    shown = text_of(tmp_path / "慰问.pdf").replace(" ", "").replace("\n", "")
    for cents in (sums["2016-01党费"], sums["2016-01工会"], sums["2016-06党费"], sum(sums.values())):
        assert f"{cents / 100:,.2f}" in shown


def test_every_paper_of_the_visits_is_written(small_office, tmp_path):
    year = parse_span("2016")
    papers.VISIT_PERIOD_PAPERS[0].write(small_office, tmp_path / "台账.pdf", year)
    for name, paper, table in (
        ("诉求", papers.APPEAL_PAPERS[0], "appeal"),
        ("思想", papers.MOOD_PAPERS[0], "mood_round"),
        ("跟班", papers.TASK_PAPERS[0], "task"),
    ):
        paper.write(small_office, tmp_path / f"{name}.pdf", [small_office.database.one(f"SELECT id FROM {table}")])
        assert (tmp_path / f"{name}.pdf").stat().st_size > 2000
    assert "不涉及任何个人" in text_of(tmp_path / "思想.pdf").replace("\n", "").replace(" ", "")


def test_the_register_asks_for_the_whole_address(small_office):
    with pytest.raises(writes.NotAccepted) as refused:
        writes.create(small_office, HOUSEHOLDS, {"estate": "柳荫小区", "building": "3"})
    assert "要写全" in refused.value.faults["door"]


def test_a_years_workbook_of_visits_has_a_row_for_each_visit_and_no_householders_name(small_office, tmp_path):
    import openpyxl

    home = small_office.database.one("SELECT household_id FROM visit WHERE household_id IS NOT NULL LIMIT 1")
    writes.update(small_office, HOUSEHOLDS, home, {"contact_name": "欧阳柳"}, {})
    (entry,) = VISITS.offers.evidence()
    care, book = entry.write(small_office, tmp_path, parse_span("2016"), True)
    rows = [
        row
        for row in openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True)
        if str(row[0]).startswith("2016-")
    ]
    assert len(rows) == small_office.database.one("SELECT count(*) FROM visit WHERE on_day LIKE '2016%'")
    assert not [cell for row in rows for cell in row if "欧阳柳" in str(cell)] and care.exists()
    assert any("还没有回访" in sentence for sentence in entry.missing(small_office, parse_span("2016")))
