"""The real roster out to every branch of the demo office and back."""

import json
import random

import openpyxl
import pytest

from desktop_app import commands, registry
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.rounds.apply import apply_collect
from desktop_app.ledger.rounds.collect import plan_collect
from desktop_app.ledger.rounds.distribute import distribute

EDITS = {
    "备注": lambda n: f"核对{n}",
    "工作单位及职务": lambda n: f"第{n}车间",
    "手机": lambda n: f"139{n:08d}",
    "民族": lambda n: ("回族", "满族", "侗族")[n % 3],
    "在职情况": lambda n: ("在职", "离休", "退休")[n % 3],
}


def edit_at_random(folder, wanted, seed):
    """(branch file, row, heading) → what was typed into that many cells whose value that changes."""
    picks, made = random.Random(seed), {}
    books = {path: openpyxl.load_workbook(path) for path in sorted(folder.iterdir())}
    filled = [(path, row) for path, book in books.items() for row in range(4, book.worksheets[0].max_row + 1)
              if book.worksheets[0].cell(row, 2).value]  # fmt: skip
    while len(made) < wanted:
        path, row = picks.choice(filled)
        heading = picks.choice(list(EDITS))
        sheet = books[path].worksheets[0]
        at = next(cell.column for cell in sheet[3] if cell.value == heading)
        typed = EDITS[heading](picks.randrange(10_000))
        if sheet.cell(row, at).value != typed and (path.name, row, heading) not in made:
            sheet.cell(row, at).value = typed
            made[path.name, row, heading] = typed
    for path, book in books.items():
        book.save(path)
    return made


def there_and_back(office, folder, edits):
    sent = distribute(office, LEDGER, folder, "信息核对")
    before = office.database.rows("SELECT * FROM member ORDER BY id")
    plan = plan_collect(office, LEDGER, folder)
    assert (plan.items, plan.new, plan.refused, plan.missing) == ([], None, [], [])
    assert plan.counts()["same"] == sent.rows
    assert apply_collect(office, plan).change_id is None
    assert office.database.rows("SELECT * FROM member ORDER BY id") == before
    made = edit_at_random(folder, edits, seed=edits)
    plan = plan_collect(office, LEDGER, folder)
    assert {(i.returned[0].file, i.returned[0].row, i.column.heading): i.returned[0].text for i in plan.changes} == made
    assert (plan.asked, plan.new) == ([], None)
    apply_collect(office, plan)
    assert plan_collect(office, LEDGER, folder).items == []
    office.undo()
    assert office.database.rows("SELECT * FROM member ORDER BY id") == before
    return sent


def test_some_branches_go_out_and_come_back(small_office, tmp_path):
    orgs = small_office.database.rows(
        "SELECT org_id FROM member WHERE left_on IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 6"
    )
    folder = tmp_path / "out"
    distribute_to = [row[0] for row in orgs]
    distribute(small_office, LEDGER, folder, orgs=distribute_to)
    made = edit_at_random(folder, 20, seed=1)
    plan = plan_collect(small_office, LEDGER, folder)
    assert {(i.returned[0].file, i.returned[0].row, i.column.heading): i.returned[0].text for i in plan.changes} == made


@pytest.mark.faults
def test_every_branch_of_the_whole_demo_office_goes_out_and_comes_back(demos, tmp_path):
    with demos.copy(tmp_path, 6703) as office:
        sent = there_and_back(office, tmp_path / "out", 300)
    assert sent.rows == 6703
    assert len(sent.books) >= 135


def test_the_commands_send_out_and_take_back(small_office, tmp_path, capsys):
    folder = str(small_office.folder)
    name, org = small_office.database.rows(
        "SELECT m.name, o.name FROM member m JOIN party_org o ON o.id = org_id WHERE left_on IS NULL ORDER BY m.id LIMIT 1"
    )[0]
    small_office.close()
    out = tmp_path / "下发"
    assert commands.main(["distribute", "roster", str(out), "--org", org, "--office", folder]) == 0
    assert "已下发 1 份" in capsys.readouterr().out
    path = next(out.iterdir())
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["B"] if cell.value == name)
    sheet.cell(row, next(cell.column for cell in sheet[3] if cell.value == "备注")).value = "支部核对过"
    book.save(path)
    assert commands.main(["collect", "roster", str(out), "--dry-run", "--json", "--office", folder]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["changes"], told["missing"], told["items"][0]["returned"]) == (1, 0, ["支部核对过"])
    assert commands.main(["collect", "roster", str(out), "--office", folder]) == 0
    assert "支部改了 1 处" in capsys.readouterr().out
    with registry.open_office(small_office.folder) as office:
        assert office.database.one("SELECT remark FROM member WHERE name = ?", (name,)) == "支部核对过"


def test_whole_numbers_need_a_reason_at_the_command_too(small_office, tmp_path, capsys):
    folder = str(small_office.folder)
    small_office.close()
    assert commands.main(["distribute", "roster", str(tmp_path / "x"), "--unmask", "--office", folder]) == 1
    assert "--reason" in capsys.readouterr().err
    assert commands.main(["distribute", "roster", str(tmp_path / "x"), "--org", "没有的支部", "--office", folder]) == 1
    assert not (tmp_path / "x").exists()
