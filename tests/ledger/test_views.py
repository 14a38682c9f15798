"""Views saved by name, and the table as it was left, are there after a restart (R15, U2)."""

import pytest

from desktop_app.ledger.declaration import Condition
from desktop_app.ledger.query import Asked, LedgerQuery
from desktop_app.ledger.slices import all_slices
from desktop_app.ledger.views import Layout, Views
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from tests.ledger.conftest import titles
from tests.ledger.members import MEMBERS
from tests.ledger.sample_ledger import THINGS

DEAR = (Condition("price", "大于", (10_000,)), Condition("state", "是", ("新购", "在用")))


def reopened(office):
    office.close()
    return Office.open(office.folder, all_slices((MEMBERS, THINGS)), clock=office.clock)


def test_a_saved_view_lists_the_same_rows_after_a_restart(office, add):
    add("投影仪", price="5000")
    add("旗", price="20")
    Views(office, THINGS).save("贵重物品", DEAR, columns=("name", "price"), order=(("price", True),))
    with reopened(office) as again:
        saved = Views(again, THINGS).saved()[0]
        assert (saved.name, saved.view.columns, saved.order) == ("贵重物品", ("name", "price"), (("price", True),))
        assert titles(LedgerQuery(again, THINGS, Asked(view=saved.view, order=saved.order))) == ["投影仪"]


def test_saving_again_under_a_name_replaces_and_dropping_forgets(office):
    views = Views(office, THINGS)
    views.save("贵重", DEAR)
    views.save(" 贵重 ", DEAR[:1])
    assert [saved.view.conditions for saved in views.saved()] == [DEAR[:1]]
    views.rename("贵重", "值钱的")
    assert [saved.name for saved in views.saved()] == ["值钱的"]
    views.drop("值钱的")
    assert views.saved() == []


@pytest.mark.parametrize("name", ["", "  ", "名" * 21, "借出的"])
def test_a_view_needs_a_short_name_of_its_own(office, name):
    with pytest.raises(OfficeError):
        Views(office, THINGS).save(name, DEAR)


def test_a_view_is_not_renamed_onto_another(office):
    views = Views(office, THINGS)
    views.save("甲", DEAR)
    views.save("乙", DEAR)
    with pytest.raises(OfficeError, match="已经有名为“乙”"):
        views.rename("甲", "乙")


def test_a_view_is_found_among_declared_and_saved_ones(office):
    views = Views(office, THINGS)
    views.save("贵重", DEAR)
    assert views.find("贵重").conditions == DEAR
    assert views.find("借出的") is THINGS.views[0]
    assert views.find("没有的") is None


def test_the_table_is_found_as_it_was_left(office):
    layout = Layout(
        ("price", "name"), {"name": 30}, frozenset(("state",)), (("name.strokes", True),), "借出的",
        (Condition("lent", "是", (True,)),),
    )  # fmt: skip
    Views(office, THINGS).keep_layout(layout)
    with reopened(office) as again:
        assert Views(again, THINGS).layout() == layout


def test_columns_that_are_new_to_the_program_stand_beside_their_neighbours(office):
    layout = Layout(("price", "name", "gone"))
    names = [column.name for column in layout.arranged(THINGS)]
    assert sorted(names) == sorted(column.name for column in THINGS.columns)
    assert names.index("number") == names.index("name") + 1


def test_what_the_program_no_longer_knows_is_dropped(office):
    office.settings.put(
        "views.things",
        [
            {
                "name": "旧",
                "conditions": [["gone", "是", [1]], ["price", "古", [1]]],
                "columns": ["gone"],
                "order": [["gone", True]],
            }
        ],
    )
    saved = Views(office, THINGS).saved()[0]
    assert (saved.view.conditions, saved.view.columns, saved.order) == ((), (), ())


def test_a_table_never_touched_is_as_declared(office):
    layout = Views(office, THINGS).layout()
    assert layout.arranged(THINGS) == list(THINGS.columns)
    assert [column.name for column in THINGS.columns if not layout.shows(column)] == ["remark"]
