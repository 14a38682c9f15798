"""荣誉 typed by hand: the chosen member says whose honour it is and which branch proposes it."""

import pytest

from desktop_app.features.roster.honours import HONOURS, PLATES
from desktop_app.widgets.form.page import FormPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def two(members, branches):
    """Two members of two branches: (id, name, branch's id, branch's short name) each."""
    told = (("张建国", "一支部"), ("孙梅", "二支部"))
    return [(members[name], name, branches[branch], branch) for name, branch in told]


@pytest.fixture
def form(desk, qtbot):
    def make(ledger):
        made = FormPage(desk, ledger)
        qtbot.addWidget(made)
        made.resize(900, 700)
        made.show()
        return made

    return make


def choose(editor, person):
    editor.put(person[0], person[1])
    editor.edited.emit()  # as the picker says it


def shown(page):
    return page.editors["honouree"].typed(), page.editors["org"].typed(), page.editors["org"].picker.text()


def test_choosing_the_member_fills_whose_honour_it_is_and_the_proposing_branch(form, two, office, qtbot):
    page, (first, second) = form(HONOURS), two
    page.open_new()
    choose(page.editors["member"], first)
    assert shown(page) == (first[1], first[2], first[3])
    choose(page.editors["member"], second)
    assert shown(page) == (second[1], second[2], second[3]), "another choice fills anew"
    page.editors["batch"].put("2016年七一")
    with qtbot.waitSignal(page.saved, timeout=10_000) as saved:
        page.save()
    row = office.database.rows("SELECT honouree, org_id, member_id FROM honour WHERE id = ?", (saved.args[0],))
    assert row == [(second[1], second[2], second[0])]
    page.open_record(saved.args[0])
    choose(page.editors["member"], first)
    assert shown(page) == (first[1], first[2], first[3]), "of a stored one too"


def test_what_she_typed_herself_stays(form, two):
    page, (first, second) = form(HONOURS), two
    page.open_new()
    page.editors["honouree"].put("巾帼服务队")
    page.editors["org"].put(second[2], second[3])
    choose(page.editors["member"], first)
    assert shown(page) == ("巾帼服务队", second[2], second[3])


def test_a_plate_takes_the_branch_of_its_member(form, two):
    page, (first, _) = form(PLATES), two
    page.open_new()
    choose(page.editors["member"], first)
    assert page.editors["org"].typed() == first[2]
