"""The tree of any day, and what a sound one is."""

import pytest

from desktop_app.people.chart import BEGINNING, FOREVER, Chart, ChartHistory, OrgNode

ROOT, GENERAL, OTHER, FIRST, SECOND, GROUP = 1, 2, 3, 4, 5, 6


def node(org, level, parent, *, day=BEGINNING, name="", seq=0, closed=False):
    return OrgNode(org, day, name or f"中共第{org}", name or f"第{org}", level, parent, seq, closed)


CENTER = (
    node(ROOT, "党委", None),
    node(GENERAL, "党总支", ROOT, seq=1),
    node(OTHER, "党总支", ROOT, seq=0),
    node(FIRST, "党支部", GENERAL, seq=2),
    node(SECOND, "联合党支部", GENERAL, seq=1),
    node(GROUP, "党小组", FIRST),
)


def test_the_official_order_is_parents_first_and_siblings_as_dragged():
    order = ChartHistory(CENTER).on("2016-12-31").order
    assert order == ((ROOT, 0), (OTHER, 1), (GENERAL, 1), (SECOND, 2), (FIRST, 2), (GROUP, 3))


def test_a_past_day_shows_the_names_and_parents_of_then():
    later = (
        node(FIRST, "党支部", OTHER, day="2016-07-01", name="新名"),
        node(SECOND, "联合党支部", GENERAL, day="2016-09-01", closed=True),
    )
    history = ChartHistory((*later, *CENTER))
    june, july, october = history.on("2016-06-30"), history.on("2016-07-01"), history.on("2016-10-01")
    assert june.nodes[FIRST].name == "中共第4" and june.chain(FIRST) == (FIRST, GENERAL, ROOT)
    assert july.nodes[FIRST].name == "新名" and july.chain(FIRST) == (FIRST, OTHER, ROOT)
    assert SECOND in dict(july.order) and SECOND not in dict(october.order)
    assert SECOND in october.under(GENERAL), "what happened in a closed branch still counts under its superior"
    assert history.homes(SECOND) == [(BEGINNING, "2016-09-01")]
    assert history.homes(FIRST) == [(BEGINNING, FOREVER)]
    assert history.homes(GENERAL) == history.homes(GROUP) == []
    assert history.away(SECOND) == [("", BEGINNING), ("2016-09-01", FOREVER)]
    assert history.away(GENERAL) == [("", FOREVER)]


def test_branches_that_came_under_another_superior_are_named_with_what_they_left_and_gained():
    history = ChartHistory((*CENTER, node(FIRST, "党支部", OTHER, day="2016-07-01")))
    assert list(history.regroupings("2016-07-01", "2016-07-31")) == [
        ("2016-07-01", FIRST, frozenset((GENERAL,)), frozenset((OTHER,))),
        ("2016-07-01", GROUP, frozenset((GENERAL,)), frozenset((OTHER,))),
    ]
    assert not list(history.regroupings("2016-06-01", "2016-06-30"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (node(7, "党委", None), "只能有一个"),
        (node(7, "党支部", FIRST), "上级不能是党支部"),
        (node(7, "党委", ROOT), "上级不能是党委"),
        (node(7, "党小组", GENERAL), "要是党支部"),
        (node(7, "党小组", None), "党小组要有所在的党支部"),
        (node(7, "党支部", 99), "还没有成立"),
        (node(7, "党支部", ROOT, name="第4"), ""),
        (node(7, "党支部", GENERAL, name="第4"), "简称“第4”重复"),
        (node(7, "党支部", ROOT, name="中共第4"), "党组织名称“中共第4”重复"),
    ],
)
def test_an_unsound_tree_is_refused_in_a_sentence(change, sentence):
    faults = "；".join(Chart({n.id: n for n in (*CENTER, change)}).faults())
    assert sentence in faults and bool(sentence) == bool(faults)


def test_a_circle_ends_and_is_refused():
    chart = Chart({n.id: n for n in (node(1, "党总支", 2), node(2, "党支部", 1))})
    assert chart.chain(1) == (1, 2)
    assert chart.faults()


def test_an_empty_office_has_an_empty_tree():
    assert ChartHistory(()).on("2016-12-31").order == ()
    assert ChartHistory(()).on("2016-12-31").faults() == []
