"""Whatever is done through the doors, every month and every organisation balances, and any past day can be shown again."""

import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.people import membership, tree
from desktop_app.people.chart import BRANCHES
from desktop_app.people.events import events_of
from desktop_app.people.membership import Papers
from desktop_app.people.roll import balance_of, heads_on, members_on, regrouped_members, rolled_up
from desktop_app.people.slice import SLICE
from desktop_app.people.versions import load_history
from desktop_app.people.words import EventKind
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.support.errors import OfficeError
from desktop_app.support.spans import Span, parse_span
from tests.people.conftest import TODAY, build_center

acts = st.tuples(
    st.sampled_from(("open", "admit", "in", "move", "out", "back", "under", "merge", "split", "dissolve", "correct", "take back")),
    st.integers(0, 150),
    st.integers(0, 30),
    st.integers(0, 30),
    st.booleans(),
)  # fmt: skip
MONTHS = [parse_span(f"2016-{month:02d}") for month in range(8, 13)]


class Clerk:
    """Does at random what a clerk can do; what is refused is left."""

    def __init__(self, office):
        self.office = office
        build_center(office)
        self.done = 0

    def some(self, sql, number):
        rows = self.office.database.rows(sql)
        if not rows:
            raise OfficeError("没有可选的。")
        return rows[number % len(rows)][0]

    def act(self, what, days, one, other, flag):
        day = TODAY - timedelta(150 - days)
        try:
            with self.office.change(what):
                getattr(self, "do_" + what.replace(" ", "_"))(day, one, other, flag)
            self.done += 1
        except OfficeError:
            pass

    def branch(self, number):
        return self.some("SELECT id FROM party_org WHERE level = '党支部' ORDER BY id", number)

    def member(self, number, left=False):
        return self.some(f"SELECT id FROM member WHERE left_on IS {'NOT' if left else ''} NULL ORDER BY id", number)

    def do_open(self, day, one, other, flag):
        membership.open_with(self.office, [{"name": "甲", "org": self.branch(one)}] * (other + 1), day)

    def do_admit(self, day, one, other, flag):
        membership.admit(self.office, {"name": "乙", "org": self.branch(one)}, day)

    def do_in(self, day, one, other, flag):
        membership.transfer_in(self.office, {"name": "丙", "org": self.branch(one)}, day, Papers(whole_unit=flag))

    def do_move(self, day, one, other, flag):
        membership.move(self.office, [self.member(one)], self.branch(other), day)

    def do_out(self, day, one, other, flag):
        kind = (EventKind.DIED, EventKind.TRANSFERRED_OUT, EventKind.EXPELLED, EventKind.SUSPENDED)[other % 4]
        membership.leave(self.office, [self.member(one)], kind, day, how="除名" if kind == EventKind.EXPELLED else None)

    def do_back(self, day, one, other, flag):
        kind = EventKind.RESTORED if flag else EventKind.TRANSFERRED_IN
        membership.come_back(self.office, [self.member(one, left=True)], kind, self.branch(other), day)

    def do_under(self, day, one, other, flag):
        superior = self.some("SELECT id FROM party_org WHERE level <> '党支部' ORDER BY id", other)
        tree.place_under(self.office, self.branch(one), superior, day)

    def do_merge(self, day, one, other, flag):
        level = "党总支" if flag else "党支部"
        orgs = f"SELECT id FROM party_org WHERE level = '{level}' ORDER BY id"
        tree.merge(self.office, self.some(orgs, one), self.some(orgs, other), day)

    def do_split(self, day, one, other, flag):
        source, name = self.branch(one), f"分出{days_since_epoch(day)}-{one}-{other}"
        there = [member for member, _ in members_on(self.office.database, day, [source])]
        tree.split(self.office, source, [tree.Part(f"中共{name}", name, there[: other % 5])], day)

    def do_dissolve(self, day, one, other, flag):
        tree.dissolve(self.office, self.branch(one), day)

    def do_correct(self, day, one, other, flag):
        event = self.some("SELECT id FROM membership_event ORDER BY id", one)
        membership.correct(self.office, event, on=day, **({"org": self.branch(other)} if flag else {}))

    def do_take_back(self, day, one, other, flag):
        membership.take_back(self.office, self.some("SELECT id FROM membership_event ORDER BY id", one))


def days_since_epoch(day):
    return (day - date(2016, 1, 1)).days


@given(st.lists(acts, min_size=10, max_size=45))
@settings(max_examples=25)
def test_every_month_and_organisation_balances_whatever_is_done(told):
    folder = Path(tempfile.mkdtemp())
    office, _ = Office.create(folder / "测试.office", "测试", [SLICE], clock=FixedClock(TODAY))
    with office:
        clerk = Clerk(office)
        clerk.act("open", 0, 1, 9, False)
        for act in told:
            clerk.act(*act)
        check_everything(office)
        while office.undo_title():
            office.undo()
        assert office.database.one("SELECT count(*) FROM member") == 0
        for table in ("org_place", "org_under", "org_version", "member_doubt"):
            assert office.database.one(f"SELECT count(*) FROM {table}") == 0
    shutil.rmtree(folder)


def check_everything(office):
    history = load_history(office.database)
    for span in (*MONTHS, parse_span("2016H2"), Span(date(2016, 8, 17), date(2016, 11, 3))):
        found = balance_of(office.database, span, history)
        chart, there = history.on(span.end), members_on(office.database, span.end)
        assert len({member for member, _ in there}) == len(there), "one person in two places"
        for org, balance in found.items():
            assert balance.gap == 0
            assert balance.closing == sum(org in chart.chain(branch) for _, branch in there)
        (top,) = chart.children(None)
        assert found[top].closing == len(there) == sum(heads_on(office.database, span.end).values())
        assert found[top].flows["调入"] == found[top].flows["调出"] == 0
        for org, _ in chart.order:
            below = sum(found[child].closing for child in chart._children.get(org, ()) if child in found)
            own = sum(branch == org for _, branch in there)
            assert (found[org].closing if org in found else 0) == below + own
            assert not own or chart.nodes[org].level in BRANCHES and not chart.nodes[org].closed
    now = rolled_up(history, TODAY, heads_on(office.database, TODAY))
    on_roster = Counter(
        dict(office.database.rows("SELECT org_id, count(*) FROM member WHERE left_on IS NULL GROUP BY 1"))
    )
    assert rolled_up(history, TODAY, dict(on_roster)) == now, "the members' own rows say the same as the events"
    assert len(regrouped_members(office.database, history, parse_span("2016"))) >= 0
    for events in events_of(
        office.database, [row for (row,) in office.database.rows("SELECT id FROM member")]
    ).values():
        assert all(event.on_day <= TODAY.isoformat() for event in events)


def test_the_regrouped_are_named_one_by_one(center):
    here = center.person("甲", center.first)
    center.person("乙", center.second)
    with center.office.change("调整上级"):
        tree.place_under(center.office, center.first, center.retired, "2016-10-08")
    history = load_history(center.office.database)
    (told,) = regrouped_members(center.office.database, history, parse_span("2016Q4"))
    assert (told.day, told.member_id, told.branch) == ("2016-10-08", here, center.first)
    assert (told.left, told.gained) == (frozenset((center.offices,)), frozenset((center.retired,)))
    assert regrouped_members(center.office.database, history, parse_span("2016Q3")) == []


def test_those_with_whom_the_records_begin_are_the_opening_of_that_month(center):
    center.person(on="2016-11-30")
    found = balance_of(center.office.database, parse_span("2016-11"))
    assert (found[center.root].opening, found[center.root].closing, found[center.root].gap) == (1, 1, 0)
    assert balance_of(center.office.database, parse_span("2016-10"))[center.root].opening == 0
    assert balance_of(center.office.database, parse_span("2016-12"))[center.root].opening == 1
