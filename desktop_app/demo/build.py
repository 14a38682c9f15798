"""Builds the demo office through the clerk's doors: the tree, those present at the start, then month by month what happened."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random

from desktop_app.demo import life
from desktop_app.demo.life import MonthOfLife
from desktop_app.demo.names import Branch, Names, branches
from desktop_app.demo.profile import Profiler
from desktop_app.people import membership, tree
from desktop_app.people.chart import BRANCHES
from desktop_app.people.membership import Arrival, Papers
from desktop_app.people.words import Category, EventKind, MemberKind
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.support.spans import Span
from desktop_app.support.tasks import SILENT, Progress

# What a ledger offers as its demo: begun with the office and the seed, it gives what lives one month.
Lives = Callable[[Office, int], Callable[[Span], None]]

TODAY = date(2016, 12, 31)
OFFICE_NAME = "第八社区管理中心"
_ELSEWHERE = (
    "采油一厂机关党委",
    "勘探局职工医院党委",
    "濮东街道党工委",
    "油建公司党委",
    "信阳基地党委",
    "兰考县直机关工委",
)
_POSTS = ("21", "22", "23", "24", "25")
_COMMITTEE_POSTS = ("01", "02", "03", "05", "05", "05", "05")
_GENERAL_POSTS = ("11", "12", "13")


class DemoBuilder:
    """One office being built. `office` is open and empty; its clock is moved through the two years."""

    def __init__(self, office: Office, clock: FixedClock, members: int, seed: int, lives: Sequence[Lives]) -> None:
        self._office = office
        self._clock = clock
        self._random = Random(seed)
        self._seed = seed
        self._lives = lives
        self._months = life.two_years(self._random, members, TODAY)
        self._members = members
        self._profiler = Profiler(self._random, Names(), TODAY)
        self._orgs: dict[str, int] = {}
        self._plan: dict[int, Branch] = {}
        self._present: dict[int, int] = {}
        self._born: dict[int, str] = {}
        # Everybody who ever entered, as a list, so that drawing one costs nothing.
        self._everybody: list[int] = []

    def build(self, progress: Progress) -> None:
        """The tree, the opening, the 24 months; the last day is the office's today."""
        self._clock.day = self._months[0].span.eve()
        with self._office.change("建立组织树"):
            self._build_tree()
        with self._office.change("期初建账：录入在册党员"):
            self._open()
        lives = [begin(self._office, self._seed) for begin in self._lives]
        for number, month in enumerate(self._months):
            progress.report(number, len(self._months), f"示范办公室：{month.span.title()}")
            self._clock.day = month.span.end
            with self._office.change(f"{month.span.title()}党员变动"):
                self._live(month)
            for live in lives:
                live(month.span)
        self._clock.day = TODAY
        progress.report(len(self._months), len(self._months), "示范办公室建好了")

    # The beginning.

    def _build_tree(self) -> None:
        for line in branches():
            org = tree.found(
                self._office,
                line.name,
                line.short_name,
                line.level,
                self._orgs.get(line.parent),
                line=line.line or None,
                member_kind=line.member_kind or None,
            )
            self._orgs[line.short_name] = org
            if line.level in BRANCHES:
                self._plan[org] = line

    def _open(self) -> None:
        opening = self._members - sum(month.growth for month in self._months)
        places = self._places(opening)
        people = []
        for org, count in places.items():
            kind = self._plan[org].member_kind
            people += [{**self._profiler.person(kind), "org": org} for _ in range(count)]
        self._give_posts(people)
        ids = membership.open_with(self._office, people, self._months[0].span.eve())
        for member, values in zip(ids, people, strict=True):
            self._enter(member, values)
        self._pair_up(ids, people)

    def _places(self, people: int) -> dict[int, int]:
        """How many each branch begins with: in the proportions of the plan, none left empty, adding up exactly."""
        planned = sum(line.members for line in self._plan.values())
        shares = {org: people * line.members / planned for org, line in self._plan.items()}
        places = {org: int(share) for org, share in shares.items()}
        left = people - sum(places.values())
        for org in sorted(shares, key=lambda org: places[org] - shares[org])[:left]:
            places[org] += 1
        return places

    def _give_posts(self, people: list[dict]) -> None:
        by_branch: dict[int, list[dict]] = defaultdict(list)
        for person in people:
            if not person.get("is_mobile") and not person.get("is_lost") and not person.get("frail"):
                by_branch[person["org"]].append(person)
        for able in by_branch.values():
            chosen = self._random.sample(able, min(len(able), len(_POSTS) if len(able) > 12 else 2))
            for person, post in zip(chosen, _POSTS, strict=False):
                person["party_post"] = post
        self._give_higher_posts(by_branch)

    def _give_higher_posts(self, by_branch: dict[int, list[dict]]) -> None:
        """The 党委 sits in the first branches of the offices, each 总支's committee in its own first branch."""
        parents = {self._orgs[line.short_name]: line.parent for line in branches() if line.level in BRANCHES}
        free = {org: [p for p in able if not p.get("party_post")] for org, able in by_branch.items()}
        for top in dict.fromkeys(parents.values()):
            below = [person for org, parent in parents.items() if parent == top for person in free.get(org, ())]
            posts = _COMMITTEE_POSTS if top == branches()[0].short_name else _GENERAL_POSTS
            for person, post in zip(below, posts, strict=False):
                person["party_post"] = post

    def _pair_up(self, ids: list[int], people: list[dict]) -> None:
        """联系人 of those who are away, 结对联系人 of the frail: somebody of their own branch who holds a post."""
        keepers = {p["org"]: member for member, p in zip(ids, people, strict=True) if p.get("party_post") == "23"}
        for column, told in (("liaison_id", "is_mobile"), ("helper_id", "frail")):
            pairs = [
                (keepers[p["org"]], member)
                for member, p in zip(ids, people, strict=True)
                if p.get(told) and p["org"] in keepers
            ]
            self._office.database.executemany(f"UPDATE member SET {column} = ? WHERE id = ?", pairs)

    def _enter(self, member: int, values: dict) -> None:
        self._present[member] = values["org"]
        self._born[member] = values.get("birth_date") or "1950"
        self._everybody.append(member)

    # The months.

    def _live(self, month: MonthOfLife) -> None:
        regroup = {"2015-04": self._rename_one, "2015-11": self._merge_two, "2016-06": self._split_one}
        regroup.get(month.span.start.strftime("%Y-%m"), lambda _day: None)(month.span.start)
        self._bring_in(month)
        self._let_go(month)
        self._move_about(month)
        self._restore(month)
        self._make_full(month.span)

    def _bring_in(self, month: MonthOfLife) -> None:
        arrivals = [self._arrival(month.span, EventKind.ADMITTED) for _ in range(month.counts[EventKind.ADMITTED])]
        arrivals += [
            self._arrival(month.span, EventKind.TRANSFERRED_IN) for _ in range(month.counts[EventKind.TRANSFERRED_IN])
        ]
        arrivals += self._whole_unit(month)
        for member, arrival in zip(membership.enter(self._office, arrivals), arrivals, strict=True):
            self._enter(member, dict(arrival.values))

    def _arrival(self, span: Span, kind: EventKind) -> Arrival:
        on = life.day_in(self._random, span)
        if kind == EventKind.ADMITTED:
            org = self._some_branch(MemberKind.WORKING)
            values = self._profiler.person(MemberKind.WORKING, joined=on)
            return Arrival({**values, "org": org}, kind, on, Papers(basis=f"中心党委批复{on.year}-{on.month}号"))
        org = self._some_branch()
        values = self._profiler.person(self._plan[org].member_kind)
        papers = Papers(elsewhere=self._random.choice(_ELSEWHERE), basis=f"介绍信{self._random.randint(1, 999):03d}号")
        return Arrival({**values, "org": org, "entered_on": on.isoformat()}, kind, on, papers)

    def _whole_unit(self, month: MonthOfLife) -> list[Arrival]:
        """A unit that came as a whole, into one branch of working people."""
        if not month.unit_in:
            return []
        on, org = month.span.start, self._some_branch(MemberKind.WORKING)
        papers = Papers(basis="油田机构调整通知", elsewhere="供水管理处维修队党支部", whole_unit=True)
        people = [self._profiler.person(MemberKind.WORKING) for _ in range(month.unit_in)]
        return [
            Arrival({**values, "org": org, "entered_on": on.isoformat()}, EventKind.TRANSFERRED_IN, on, papers)
            for values in people
        ]

    def _let_go(self, month: MonthOfLife) -> None:
        self._die(month)
        for kind in (EventKind.TRANSFERRED_OUT, EventKind.EXPELLED, EventKind.SUSPENDED):
            for _ in range(month.counts[kind]):
                self._leave([self._somebody()], kind, month.span)
        if month.unit_out:
            org = self._some_branch(MemberKind.WORKING)
            group = [member for member, place in self._present.items() if place == org][: month.unit_out]
            group += [self._somebody() for _ in range(month.unit_out - len(group))]
            papers = Papers(basis="油田机构调整通知", elsewhere="市政管理处党委", whole_unit=True)
            self._leave(list(dict.fromkeys(group)), EventKind.TRANSFERRED_OUT, month.span, papers)

    def _die(self, month: MonthOfLife) -> None:
        """The old go first: of five drawn, the one born earliest."""
        for _ in range(month.counts[EventKind.DIED]):
            oldest = min((self._somebody() for _ in range(5)), key=self._born.__getitem__)
            self._leave([oldest], EventKind.DIED, month.span)

    def _leave(self, members: list[int], kind: EventKind, span: Span, papers: Papers | None = None) -> None:
        # The last day of the month: later than anything else that happened to them in it.
        how = life.expelled_how(self._random) if kind == EventKind.EXPELLED else None
        if papers is None:
            away = self._random.choice(_ELSEWHERE) if kind == EventKind.TRANSFERRED_OUT else None
            papers = Papers(
                elsewhere=away, basis=None if kind == EventKind.DIED else f"中心党委{span.start.year}年文件"
            )
        membership.leave(self._office, members, kind, span.end, how=how, papers=papers)
        for member in members:
            del self._present[member]

    def _move_about(self, month: MonthOfLife) -> None:
        for _ in range(month.counts[EventKind.MOVED]):
            member = self._somebody()
            kind = self._plan[self._present[member]].member_kind
            org = self._some_branch(kind, other_than=self._present[member])
            if org != self._present[member]:
                membership.move(self._office, [member], org, month.span.end, Papers(basis="本人申请，支部同意"))
                self._present[member] = org

    def _restore(self, month: MonthOfLife) -> None:
        if not month.counts[EventKind.RESTORED]:
            return
        values = {**self._profiler.person(MemberKind.RETIRED), "org": self._some_branch(MemberKind.RETIRED)}
        papers = Papers(basis="油田党委组织部批复")
        self._enter(membership.restore(self._office, values, month.span.end, papers), values)

    def _make_full(self, span: Span) -> None:
        """Those whose year of probation is up become 正式党员."""
        before = f"{span.start.year - 1}-{span.start.month:02d}"
        self._office.database.execute_sql(
            "UPDATE member SET category = ?, full_on = CAST(substr(joined_on, 1, 4) + 1 AS TEXT) || substr(joined_on, 5)"
            " WHERE category = ? AND substr(joined_on, 1, 7) = ?",
            (Category.FULL, Category.PROBATIONARY, before),
        )

    # The tree changes too: a branch gets another name, one is merged into its neighbour, one comes out of another.

    def _rename_one(self, day: date) -> None:
        org, line = list(self._plan.items())[-1]
        name, short_name = (each.replace("联合支部", "社区联合支部") for each in (line.name, line.short_name))
        tree.rename(self._office, org, day, name=name, short_name=short_name, basis="中心党委更名批复")

    def _merge_two(self, day: date) -> None:
        retired = [org for org, line in self._plan.items() if line.member_kind == MemberKind.RETIRED]
        source, target = retired[-1], retired[-2]
        tree.merge(self._office, source, target, day, basis="中心党委支部优化设置批复")
        self._present.update({member: target for member, org in self._present.items() if org == source})
        del self._plan[source]

    def _split_one(self, day: date) -> None:
        working = [org for org, line in self._plan.items() if line.member_kind == MemberKind.WORKING]
        source = max(working, key=lambda org: sum(place == org for place in self._present.values()))
        there = [member for member, org in self._present.items() if org == source]
        part = tree.Part("中共第八社区管理中心便民服务站支部委员会", "便民服务站支部", there[: len(there) // 3])
        (made,) = tree.split(self._office, source, [part], day, basis="中心党委成立支部批复")
        self._present.update(dict.fromkeys(part.members, made))
        self._plan[made] = self._plan[source]

    # Drawing.

    def _somebody(self) -> int:
        while True:
            member = self._random.choice(self._everybody)
            if member in self._present:
                return member

    def _some_branch(self, kind: str | None = None, other_than: int | None = None) -> int:
        fitting = [org for org, line in self._plan.items() if kind in (None, line.member_kind) and org != other_than]
        return self._random.choice(fitting or list(self._plan))


def build_demo(
    create: Callable[..., tuple[Office, str | None]],
    folder: Path,
    *,
    lives: Sequence[Lives] = (),
    members: int = 6703,
    seed: int = 1,
    progress: Progress = SILENT,
) -> Office:
    """A new demo office in `folder`, open, whose today is 2016-12-31. `create` is the registry's; `lives` what its ledgers add."""
    office, _code = create(folder, OFFICE_NAME, today=TODAY)
    try:
        clock = office.clock
        assert isinstance(clock, FixedClock)
        DemoBuilder(office, clock, members, seed, lives).build(progress)
        office.begin_here()
    except BaseException:
        office.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return office
