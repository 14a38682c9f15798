"""Spoiled rosters with the truth known: nothing wrong is stored unseen, every fault is found where it stands (issue 3's measure).

A handful of files in every run; 200 files of 500 rows under the marker `faults`.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field

import pytest

from desktop_app import registry
from desktop_app.features.roster import LEDGER
from desktop_app.ledger.importing.apply import apply_plan
from desktop_app.ledger.importing.plan import Plan, PlanRow, Verdict
from desktop_app.ledger.importing.planner import build_plan
from desktop_app.people import membership, tree
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.workbook.read import read_workbook
from tests.conftest import TODAY
from tests.ledger.messy.corruption import BRANCHES, FIELDS, KINDS, Fault, Person, Spoiled, Spoiler, pool

PEOPLE, ON_THE_ROSTER = 1_200, 500
_SPOILED = ("id as a number", "id in scientific notation", "id with a tail of 000", "O for 0 in the id")


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return pool(1, PEOPLE)


@pytest.fixture(scope="module")
def standing(tmp_path_factory, people):
    """An office in which every third or so of the pool is on the roster already; each file is taken back after it was looked at."""
    folder = tmp_path_factory.mktemp("spoiled") / "第八社区.office"
    made, _ = Office.create(folder, "第八社区", registry.slices(), clock=FixedClock(TODAY))
    with made:
        with made.change("组织树"):
            root = tree.found(made, "中共第八社区委员会", "中心党委", "党委", None)
            orgs = {name: tree.found(made, f"中共第八社区{name}", name, "党支部", root) for name in BRANCHES}
        with made.change("期初"):
            told = [{**person, "org": orgs[person["org"]], "mobile": None} for person in people[:ON_THE_ROSTER]]
            membership.open_with(made, told, "2015-01-01")
        yield made, orgs


@dataclass
class Found:
    """What the files showed."""

    files: int = 0
    rows: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Fault]] = field(default_factory=list)
    stored: int = 0
    wrong: list[tuple[str, int, str]] = field(default_factory=list)
    wrong_shown: int = 0
    alarms: list[tuple[str, int, str]] = field(default_factory=list)
    not_rows: list[str] = field(default_factory=list)
    proposals: Counter[str] = field(default_factory=Counter)


def look(office: Office, orgs: dict[str, int], file: Spoiled, found: Found) -> None:
    """Plan and take in one file, compare it with the truth, take it back."""
    plan = build_plan(office, LEDGER, [read_workbook(file.path)], mode="overwrite")
    by_row = {row.row: row for row in plan.rows}
    found.files, found.rows = found.files + 1, found.rows + len(file.people)
    if by_row.keys() != file.people.keys():
        found.not_rows.append(f"{file.path.name}: {sorted(by_row.keys() ^ file.people.keys())[:5]}")
    at_fault = {fault.row for fault in file.faults}
    for fault in file.faults:
        found.injected[fault.kind] += 1
        row = by_row.get(fault.row)
        if row is None or not reported(row, fault):
            found.missed.append((file.path.name, fault))
    _judge_proposals(office, plan, file, found)
    for at, row in by_row.items():
        doubts = [doubt for doubt in row.doubts if "按上面单独一行的" not in doubt]  # case 28: told of every row
        if at in file.people and at not in at_fault and (doubts or row.faults):
            found.alarms.append((file.path.name, at, "；".join([*doubts, *row.reasons])[:80]))
    _compare_stored(office, orgs, plan, file, found)


def reported(row: PlanRow, fault: Fault) -> bool:
    """Whether the row says so: in the field's own cell, or in words about it."""
    said = [*row.reasons, *row.doubts]
    if fault.kind == "shifted by one column":
        return row.verdict == Verdict.REFUSED and len(row.faults) >= 2
    if fault.kind == "no branch" and row.match is not None:
        return True  # it is known to whom the row belongs, and a blank wipes nothing
    in_its_cell = fault.field in row.faults
    return in_its_cell or any(word in sentence for word in fault.words for sentence in said)


def _judge_proposals(office: Office, plan: Plan, file: Spoiled, found: Found) -> None:
    """Of spoiled numbers: was the whole one proposed, where the roster has it; and was it ever filled in by itself?"""
    rows = {row.row: row for row in plan.rows}
    there = {number for (number,) in office.database.rows("SELECT id_no FROM member")}
    for fault in file.faults:
        if fault.kind in _SPOILED and fault.row in rows:
            row, truth = rows[fault.row], file.people[fault.row]["id_no"]
            found.proposals["spoiled"] += 1
            found.proposals["proposed"] += truth in row.choices.get("id_no", ())
            if truth in there and truth.isdigit():  # a number with an X at its end Excel leaves alone
                found.proposals["of the roster"] += 1
                found.proposals["of the roster, proposed"] += truth in row.choices.get("id_no", ())
            found.proposals["filled in"] += row.values.get("id_no") == truth


def _compare_stored(office: Office, orgs: dict[str, int], plan: Plan, file: Spoiled, found: Found) -> None:
    new = plan.of(Verdict.NEW)
    changed = [row for row in plan.of(Verdict.CHANGED) if row.accepted]
    applied = apply_plan(office, plan, backup=False)
    pairs = [*zip(applied.inserted, new, strict=True), *((row.match, row) for row in changed)]
    columns = ", ".join("org_id" if name == "org" else name for name in FIELDS)
    there = {row[0]: row[1:] for row in office.database.rows(f"SELECT id, {columns} FROM member")}
    for member, row in pairs:
        found.stored += 1
        truth = file.people[row.row]
        for name, value in zip(FIELDS, there[member], strict=True):
            if not _is_true(value, orgs[truth["org"]] if name == "org" else truth[name]):
                if row.doubts:
                    found.wrong_shown += 1
                else:
                    found.wrong.append((file.path.name, row.row, name))
    if applied.change_id is not None:
        office.undo(applied.change_id)


def _is_true(value: object, truth: object) -> bool:
    """Nothing, the truth, or less of it (a month of a day)."""
    return value is None or value == truth or (isinstance(value, str) and str(truth).startswith(f"{value}-"))


def run(standing, people, folder, seeds, rows) -> Found:
    office, orgs = standing
    found = Found()
    for seed in seeds:
        look(office, orgs, Spoiler(seed, people, folder, rows).make(), found)
    return found


def in_words(found: Found) -> str:
    return (
        f"\n{found.files} files, {found.rows:,} rows, {sum(found.injected.values()):,} faults, {found.stored:,} stored; "
        f"missed {len(found.missed)}, wrong unseen {len(found.wrong)}, wrong but shown {found.wrong_shown:,}, "
        f"clean rows doubted {len(found.alarms)}; {dict(found.proposals)}\n"
    )


def judge(found: Found) -> None:
    assert found.not_rows == []
    assert found.missed == [], f"{len(found.missed)} of {sum(found.injected.values())} not reported"
    assert found.wrong == []
    assert found.alarms == [], f"{len(found.alarms)} clean rows were doubted"
    assert found.proposals["filled in"] == 0
    assert found.proposals["of the roster, proposed"] == found.proposals["of the roster"] > 0
    assert found.wrong_shown > 0, "what is doubtful is storable: some must have been stored, and shown"


def test_of_spoiled_rosters_nothing_wrong_is_stored_unseen_and_every_fault_is_found_where_it_stands(
    standing, people, tmp_path
):
    found = run(standing, people, tmp_path, range(6), 200)
    judge(found)
    assert found.stored > 600 and sum(found.injected.values()) > 100


@pytest.mark.faults
def test_of_200_spoiled_rosters_of_500_rows_too(standing, people, tmp_path, capsys):
    found = run(standing, people, tmp_path, range(1000, 1200), 500)
    with capsys.disabled():
        sys.stdout.write(in_words(found))
    judge(found)
    assert set(found.injected) == set(KINDS)


def test_the_measure_can_fail(standing, people, tmp_path):
    """With the truth changed behind its back the comparison must see it."""
    office, orgs = standing
    file = Spoiler(3, people, tmp_path, 100).make()
    file.people = {at: {**person, "joined_on": "1901-01-01"} for at, person in file.people.items()}
    found = Found()
    look(office, orgs, file, found)
    assert len(found.wrong) > 50
