"""What a form refuses because it is empty carries a star in it: for every ledger, over the demo's records and every kind of them."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from desktop_app import registry
from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.page import read_row
from desktop_app.ledger.search_index import table_of
from desktop_app.ledger.writes import default_values, needed
from desktop_app.storage.fields import Choice, Flag
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage

_ROWS = 12


@pytest.fixture(scope="module")
def star_folder(_demo_folder, tmp_path_factory):
    """A demo office of the module's own; nothing is written into it."""
    return shutil.copytree(_demo_folder, tmp_path_factory.mktemp("星号") / _demo_folder.name)


@pytest.fixture
def star_office(star_folder):
    with registry.open_office(star_folder) as office:
        yield office


@pytest.fixture
def desk(star_office, qapp):
    made = Desk(star_office, registry.LEDGERS)
    yield made
    made.close()
    made.jobs.strip.deleteLater()


@pytest.fixture
def star_ledgers():
    return {ledger.key: ledger for ledger in registry.LEDGERS}


def records(office, ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Some of its records from all over, and each of them once as every other word its choices and ticks have."""
    ids = [row[0] for row in office.database.rows(f'SELECT id FROM "{table_of(ledger.record)}" ORDER BY id')]
    for row_id in ids[:: max(1, len(ids) // _ROWS)]:
        row = read_row(office, ledger, row_id)
        assert row is not None
        yield {"id": row_id, **row.values}
        for name, kind in ledger.fields.items():
            if isinstance(kind, Choice):
                yield from (
                    {"id": row_id, **row.values, name: str(word)} for word in kind.words if word != row.values[name]
                )
            elif isinstance(kind, Flag):
                yield {"id": row_id, **row.values, name: not row.values[name]}


def emptied(ledger: Ledger, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The record with each of its fields that may be empty left empty, and with all of them."""
    typed = {name for section in ledger.form for name in section.fields if name not in section.read_only}
    blanks = {n: v for n, v in default_values(ledger).items() if n in typed and not ledger.fields[n].required}
    yield {**values, **blanks}
    for name, blank in blanks.items():
        if values[name] not in (None, "", blank):
            yield {**values, name: blank}


def is_empty(value: Any) -> bool:
    return value is None or value == ""


@pytest.mark.parametrize("ledger", [each for each in registry.LEDGERS if each.validate], ids=lambda each: each.key)
def test_what_is_refused_when_empty_has_a_star(ledger, star_office):
    unmarked = {}
    for record in records(star_office, ledger):
        for values in emptied(ledger, record):
            wanted = needed(star_office, ledger, values)
            # As a new record and as the one it is: what is refused of one of them only is no matter of being empty.
            row_id, told = values["id"], ledger.validate(values, star_office, None)
            for name in told.keys() & ledger.validate(values, star_office, row_id).keys() & values.keys() - wanted:
                if is_empty(values[name]):
                    unmarked[name] = told[name]
    assert unmarked == {}


@pytest.mark.parametrize("ledger", [each for each in registry.LEDGERS if each.needs], ids=lambda each: each.key)
def test_what_has_a_star_is_refused_when_empty(ledger, star_office):
    taken = set()
    for record in records(star_office, ledger):
        for values in emptied(ledger, record):
            wanted = {name for name in needed(star_office, ledger, values) if name in values and is_empty(values[name])}
            always = {name for name, kind in ledger.fields.items() if kind.required}
            if wanted - always and not wanted & always and not ledger.validate(values, star_office, None):
                taken |= wanted
    assert taken == set()


def test_the_star_follows_what_is_typed(desk, qtbot, star_ledgers):
    form = FormPage(desk, star_ledgers["visits"])
    qtbot.addWidget(form)
    form.open_new()
    labels = form.fields._labels
    assert "*" in labels["on"].text() and "*" in labels["household"].text() and "*" not in labels["crew"].text()
    form.editors["kind"].put_words("班组")
    form.fields.edited.emit()
    assert "*" in labels["crew"].text() and "*" not in labels["household"].text()


def test_a_project_marks_its_unit(desk, qtbot, star_ledgers):
    form = FormPage(desk, star_ledgers["projects"])
    qtbot.addWidget(form)
    form.open_new()
    assert "*" in form.fields._labels["org"].text() and "*" not in form.fields._labels["problem"].text()


def test_a_record_that_was_only_looked_at_in_its_form_has_no_changes(desk, star_office, qtbot):
    """Else leaving the form would ask about typing that nobody did."""
    changed = {}
    for ledger in registry.LEDGERS:
        row_id = star_office.database.one(f'SELECT min(id) FROM "{table_of(ledger.record)}"')
        form = FormPage(desk, ledger)
        qtbot.addWidget(form)
        if row_id is not None and form.open_record(row_id):
            changed |= {(ledger.key, name): typed for name, typed in form.fields.changes().items()}
    assert changed == {}
