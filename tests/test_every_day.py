"""Days in their order, in every ledger: what ends does not end before it began, and what has been is not to come."""

import shutil

import pytest

from desktop_app import registry
from desktop_app.ledger.page import read_row
from desktop_app.ledger.record_rules import record_faults
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import check
from desktop_app.storage.fields import DayKind

_DAYS = [
    (ledger, name, kind)
    for ledger in registry.LEDGERS
    for name, kind in ledger.fields.items()
    if isinstance(kind, DayKind) and (kind.not_before or kind.past)
]


@pytest.fixture(scope="module")
def filled(_demo_folder, tmp_path_factory):
    """A demo office of the module's own; nothing is written into it."""
    folder = shutil.copytree(_demo_folder, tmp_path_factory.mktemp("日期") / _demo_folder.name)
    with registry.open_office(folder) as office:
        yield office


def values_of(office, ledger):
    """A record as it is stored; a bare one where the office has none."""
    last = office.database.one(f"SELECT max(id) FROM {table_of(ledger.record)}")
    row = read_row(office, ledger, last) if last else None
    return (last, dict(row.values)) if row else (None, dict.fromkeys(ledger.fields))


@pytest.mark.parametrize(("ledger", "name", "kind"), _DAYS, ids=[f"{each[0].key}.{each[1]}" for each in _DAYS])
def test_a_day_out_of_order_or_to_come_is_said_at_a_field(filled, ledger, name, kind):
    row, values = values_of(filled, ledger)
    if kind.not_before:
        wrong = values | {kind.not_before: "2016-06-10", name: "2016-06-09"}
        assert record_faults(ledger, wrong, filled, row), "an end before its beginning"
    if kind.past:
        assert record_faults(ledger, values | {name: "2017-06-10"}, filled, row), "a day to come"


def test_the_sentence_names_both_days(filled):
    ledger = registry.ledger("lecturers")
    row, values = values_of(filled, ledger)
    wrong = {**values, "from_on": "2016-06-10", "until_on": "2016-06-09"}
    assert check(filled, ledger, wrong, row) == {"until_on": "聘期止早于聘期起 2016-06-10"}
    assert check(filled, ledger, {**wrong, "until_on": "2016-06-10"}, row) == {}


def test_the_demo_keeps_its_days_in_order(filled):
    for ledger in {each.key: each for each, _, _ in _DAYS}.values():
        for (row_id,) in filled.database.rows(f"SELECT id FROM {table_of(ledger.record)} ORDER BY id LIMIT 400"):
            row = read_row(filled, ledger, row_id)
            days = {n: k for n, k in ledger.fields.items() if isinstance(k, DayKind) and (k.not_before or k.past)}
            said = record_faults(ledger, dict(row.values), filled, row_id)
            assert not days.keys() & said.keys(), (ledger.key, row_id, said)


@pytest.mark.parametrize("typed", ["9" * 12, "1" + "0" * 30])
def test_a_number_that_no_report_has_room_for_is_refused_in_words(filled, typed):
    for key, name in (("dossier_items", "pages"), ("fund_expenses", "amount"), ("study", "hours")):
        ledger = registry.ledger(key)
        row, values = values_of(filled, ledger)
        assert "太大" in check(filled, ledger, {**values, name: typed}, row)[name]
