"""Opening + in − out = closing, for every month and organisation, whatever happens to people and to the tree."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.people.balance import MOVED_IN, MOVED_OUT, WHOLE, Moves, Regrouping, balances
from desktop_app.people.chart import BEGINNING, ChartHistory, OrgNode
from desktop_app.support.spans import Span

ROOT, LEFT, RIGHT = 1, 2, 3
BRANCHES = (4, 5, 6)
FIRST = date(2016, 1, 1)


def node(org, parent, day=BEGINNING):
    level = "党委" if org == ROOT else "党总支" if org in (LEFT, RIGHT) else "党支部"
    return OrgNode(org, day, f"中共{org}", str(org), level, parent, org, False)


CENTER = [node(ROOT, None), node(LEFT, ROOT), node(RIGHT, ROOT), node(4, LEFT), node(5, LEFT), node(6, RIGHT)]

# What happens: day offset, and either a person's step or a branch's new superior.
steps = st.one_of(
    st.tuples(
        st.just("in"),
        st.sampled_from(("期初在册", "发展党员", "转入组织关系", "恢复党籍")),
        st.sampled_from(BRANCHES),
        st.booleans(),
    ),
    st.tuples(
        st.just("out"), st.sampled_from(("死亡", "转出组织关系", "出党", "停止党籍")), st.integers(0, 40), st.booleans()
    ),
    st.tuples(st.just("move"), st.sampled_from(BRANCHES), st.integers(0, 40), st.booleans()),
    st.tuples(st.just("tree"), st.sampled_from(BRANCHES), st.sampled_from((ROOT, LEFT, RIGHT)), st.booleans()),
)
stories = st.lists(st.tuples(st.integers(0, 90), steps), max_size=60).map(
    lambda told: sorted(told, key=lambda each: each[0])
)


class World:
    """Lives a story day by day and remembers where everybody was at the end of each day."""

    def __init__(self, story):
        self.versions, self.moves, self.where = list(CENTER), [], {}
        self.at_end_of = {}
        person = 0
        for offset in range(91):
            day = FIRST + timedelta(offset)
            today = [step for when, step in story if when == offset]
            for what, org, parent, _ in today:
                if what == "tree":
                    self.regroup(org, parent, day)
            for what, *details in today:
                if what == "in":
                    person += 1
                    self.happen(person, details[0], day, None, details[1], details[2])
                elif what != "tree" and self.where:
                    whom = sorted(self.where)[details[1] % len(self.where)]
                    self.step(what, whom, day, details)
            self.at_end_of[day] = dict(self.where)

    def step(self, what, whom, day, details):
        place = self.where[whom]
        if what == "out":
            self.happen(whom, details[0], day, place, None, details[2])
        elif details[0] != place:
            self.happen(whom, "支部间调整", day, place, details[0], details[2])

    def happen(self, whom, kind, day, start, to, whole):
        self.moves.append(Moves(day.isoformat(), kind, whole, start, to, 1))
        self.where.pop(whom, None)
        if to is not None:
            self.where[whom] = to

    def regroup(self, org, parent, day):
        self.versions = [v for v in self.versions if (v.id, v.from_on) != (org, day.isoformat())]
        self.versions.append(node(org, parent, day.isoformat()))

    def balances(self, span):
        history = ChartHistory(self.versions)
        opening, closing = (Counter(self.at_end_of.get(day, {}).values()) for day in (span.eve(), span.end))
        regroupings = [
            Regrouping(left, gained, heads)
            for day, org, left, gained in history.regroupings(span.start.isoformat(), span.end.isoformat())
            if (heads := Counter(self.at_end_of.get(date.fromisoformat(day) - timedelta(1), {}).values())[org])
        ]
        moves = [move for move in self.moves if span.start.isoformat() <= move.on_day <= span.end.isoformat()]
        return history, balances(history, span, opening=opening, closing=closing, moves=moves, regroupings=regroupings)


@given(stories, st.integers(0, 90), st.integers(0, 60))
def test_every_organisation_balances_over_any_span(story, first, length):
    start = FIRST + timedelta(first)
    span = Span(start, min(start + timedelta(length), FIRST + timedelta(90)))
    world = World(story)
    history, found = world.balances(span)
    chart = history.on(span.end)
    for org, balance in found.items():
        there = sum(org in chart.chain(place) for place in world.at_end_of[span.end].values())
        assert balance.closing == there
        assert balance.gap == 0, f"organisation {org}"
    center = found[ROOT]
    assert center.flows[MOVED_IN] == center.flows[MOVED_OUT] == 0, "moves within are invisible at the top"
    assert center.closing == sum(found[org].closing for org in chart.children(ROOT))
    for kind in ("发展党员", "死亡", "转入组织关系"):
        told = [
            move
            for move in world.moves
            if move.kind == kind and span.start.isoformat() <= move.on_day <= span.end.isoformat()
        ]
        assert center.flows[kind] == len(told)
        assert center.flows[kind, WHOLE] == sum(move.whole_unit for move in told)


@given(stories)
def test_the_months_of_a_quarter_add_up(story):
    world = World(story)
    months = [world.balances(Span(*days))[1][ROOT] for days in (
        (date(2016, 1, 1), date(2016, 1, 31)), (date(2016, 2, 1), date(2016, 2, 29)), (date(2016, 3, 1), date(2016, 3, 31)),
    )]  # fmt: skip
    quarter = world.balances(Span(date(2016, 1, 1), date(2016, 3, 31)))[1][ROOT]
    assert sum((month.flows for month in months), Counter()) == +quarter.flows
    assert quarter.closing == months[-1].closing


def test_a_branch_given_to_another_superior_is_a_move_between_the_two():
    day = "2016-02-01"
    history = ChartHistory([*CENTER, node(4, RIGHT, day)])
    span = Span(date(2016, 2, 1), date(2016, 2, 29))
    regroupings = [Regrouping(left, gained, 30) for _, _, left, gained in history.regroupings(day, day)]
    found = balances(history, span, opening={4: 30}, closing={4: 30}, moves=(), regroupings=regroupings)
    assert (found[LEFT].opening, found[LEFT].flows[MOVED_OUT], found[LEFT].closing) == (30, 30, 0)
    assert (found[RIGHT].opening, found[RIGHT].flows[MOVED_IN], found[RIGHT].closing) == (0, 30, 30)
    assert found[ROOT].flows[MOVED_IN] == found[ROOT].flows[MOVED_OUT] == 0
    assert all(balance.gap == 0 for balance in found.values())
