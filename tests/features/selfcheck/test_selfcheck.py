"""The self-check: what was planted is found, each once, nothing else; what was found right is remembered with its reason."""

import pytest

from desktop_app import registry
from desktop_app.features.selfcheck.finding import accept, find, withdraw
from desktop_app.people import tree
from desktop_app.people.files import attach
from desktop_app.people.links import End
from desktop_app.people.words import OrgLevel
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError


def _found(office):
    return find(office, registry.checks())


def _open(office):
    return [each.contradiction for each in _found(office) if not each.accepted]


class Seeds:
    """Plants contradictions into an office that has none, each in records of its own."""

    def __init__(self, office: Office, photo) -> None:
        self.office, self.photo = office, photo
        self.rows = office.database.rows
        self.org = self.rows(
            "SELECT org_id FROM member WHERE left_on IS NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        )[0][0]
        self.people = [row for (row,) in self.rows("SELECT id FROM member WHERE left_on IS NULL ORDER BY id LIMIT 30")]
        self.gone, self.left_on = self.rows(
            "SELECT id, left_on FROM member WHERE left_on BETWEEN '2015-01-01' AND '2016-06-30' ORDER BY id LIMIT 1"
        )[0]
        self._days = iter(f"2016-{month:02d}-{day:02d}" for month in range(7, 12) for day in range(1, 29))

    def do(self, sql, *values):
        return self.office.database.execute_sql(sql, values).lastrowid

    def session(self, **values):
        row = {
            "kind_id": 9,
            "org_id": self.org,
            "title": f"补学{next(self._days)}",
            "on_day": next(self._days),
            **values,
        }
        names = ", ".join(row)
        return self.do(f"INSERT INTO study_session ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())

    def sign(self, session, member):
        day = self.rows(
            "SELECT CAST(julianday(on_day) - 1721424.5 AS INTEGER) FROM study_session WHERE id = ?", (session,)
        )
        self.do(
            "INSERT INTO attendance (session_id, member_id, org_id, day, status) VALUES (?, ?, ?, ?, '出席')",
            session,
            member,
            self.org,
            day[0][0],
        )

    def item(self, **values):
        row = {"desc": "路灯不亮", "org_id": self.org, "source": "自查", "found_on": "2016-05-01", "fix_type": "立行立改",
               "state": "已销号", "measures": "更换灯具", "closed_on": "2016-06-01", "done_on": "2016-05-20", **values}  # fmt: skip
        return self.do(
            f"INSERT INTO problem_item ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values()
        )

    def visit(self, **values):
        count = self.rows("SELECT count(*) FROM visit")[0][0]
        row = {"code": f"甲-{count}", "kind": "走访家庭户", "on_day": "2016-08-08", "org_id": self.org, "visitor_id": self.people[0],
               "mode": "面谈", "outcome": "见到", **values}  # fmt: skip
        return self.do(f"INSERT INTO visit ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", *row.values())

    # The twenty

    def one_photo_on_two_days(self):
        picture = self.photo(tint="blue")
        attach(self.office, End("study_session", self.session()), picture, "会场.jpg")
        attach(self.office, End("visit", self.visit()), picture, "走访.jpg")

    def a_photo_of_another_day(self):
        attach(self.office, End("visit", self.visit()), self.photo("2016:08:01 10:00:00"), "入户.jpg")

    def host_of_two_at_once(self):
        day = next(self._days)
        for start, end, kind in (("19:00", "20:30", 9), ("20:00", "21:00", 10)):
            self.session(on_day=day, start_at=start, end_at=end, host_id=self.people[1], kind_id=kind)

    def host_signed_in_elsewhere(self):
        day = next(self._days)
        self.session(on_day=day, start_at="19:00", end_at="20:30", speaker_id=self.people[2])
        other = self.session(on_day=day, start_at="20:00", end_at="21:00", kind_id=10)
        self.sign(other, self.people[2])

    def signed_in_twice_at_once(self):
        day = next(self._days)
        for start, end, kind in (("19:00", "20:30", 9), ("20:00", "21:00", 10)):
            self.sign(self.session(on_day=day, start_at=start, end_at=end, kind_id=kind), self.people[3])

    def signed_in_before_coming(self):
        late = self.rows(
            "SELECT member_id FROM membership_event e JOIN member m ON m.id = e.member_id WHERE m.left_on IS NULL"
            " GROUP BY 1 HAVING min(on_day) > '2015-02-01' ORDER BY 1 LIMIT 1"
        )[0][0]
        self.sign(self.session(on_day="2015-01-04"), late)

    def signed_in_after_leaving(self):
        self.sign(self.session(), self.gone)

    def chaired_after_leaving(self):
        self.session(host_id=self.gone)

    def companion_after_leaving(self):
        self.visit(companion_id=self.gone)

    def visited_after_leaving(self):
        self.visit(visitor_id=self.gone)

    def cared_for_after_death(self):
        self.do(
            "INSERT INTO condolence (member_id, org_id, hardship, on_day, by_whom, fund)"
            " VALUES (?, ?, '重病', '2016-09-09', '工会', '工会')",
            self.gone,
            self.org,
        )

    def still_on_the_board(self):
        board = self.rows("SELECT id FROM board WHERE org_id = ? AND actual_on IS NULL", (self.org,))[0][0]
        self.do(
            "INSERT INTO board_member (board_id, member_id, post, from_on) VALUES (?, ?, '23', '2014-12-25')",
            board,
            self.gone,
        )

    def met_before_the_branch_was_founded(self):
        session = self.session(on_day="2015-03-03")
        top = self.rows("SELECT id FROM party_org WHERE parent_id IS NULL")[0][0]
        founded = tree.found(self.office, "中共新支部委员会", "新支部", OrgLevel.BRANCH, top)
        self.do("UPDATE party_org SET founded_on = '2016-01-01' WHERE id = ?", founded)
        self.do("UPDATE study_session SET org_id = ? WHERE id = ?", founded, session)

    def item_before_its_inspection(self):
        inspection = self.do(
            "INSERT INTO inspection (title, kind, org_id, on_day, state) VALUES ('夏季督查', '日常督查', ?, '2016-07-01', '已反馈')",
            self.org,
        )
        item = self.item(found_on="2016-05-01")
        self.do(
            "INSERT INTO link (from_table, from_id, to_table, to_id, role) VALUES ('inspection', ?, 'problem_item', ?, '引出')",
            inspection,
            item,
        )

    def more_votes_than_people(self):
        self.session(votes_for=30, votes_against=2, present_n=20, due_n=20)

    def one_number_for_two(self):
        self.do("UPDATE member SET id_no = (SELECT id_no FROM member WHERE id = ?) WHERE id = ?", *self.people[5:7])

    def minutes_with_other_numbers(self):
        words = "会议传达了上级精神，党员逐一发言，" * 8
        for number in (3, 4):
            self.session(content=f"{words}提出了{number}条意见。")

    def closed_before_measures(self):
        self.do("INSERT INTO item_progress (item_id, on_day, text) VALUES (?, '2016-06-20', '更换灯具')", self.item())

    def verified_by_oneself(self):
        self.item(verifier_id=self.people[8], owner_id=self.people[8])

    def honoured_after_leaving(self):
        self.do(
            "INSERT INTO honour (honouree, kind, member_id, org_id, batch, approved_on)"
            " VALUES ('甲', '优秀共产党员', ?, ?, '七一', '2016-07-01')",
            self.gone,
            self.org,
        )


_TOOLS = ("__init__", "do", "session", "sign", "item", "visit")
_SEEDS = [name for name, thing in vars(Seeds).items() if callable(thing) and name not in _TOOLS]


@pytest.fixture
def seeds(small_office, photo):
    return Seeds(small_office, photo)


def test_the_clean_office_contradicts_itself_nowhere(small_office):
    assert _found(small_office) == []


def test_of_twenty_planted_exactly_twenty_are_found(small_office, seeds):
    assert len(_SEEDS) == 20
    with small_office.change("播种"):
        for name in _SEEDS:
            getattr(seeds, name)()
    found = _found(small_office)
    assert len(found) == 20, [each.contradiction.sentence for each in found]
    ledgers = {ledger.key for ledger in registry.LEDGERS}
    for each in found:
        assert each.contradiction.places
        assert {ledger for ledger, _ in each.contradiction.places} <= ledgers
    small_office.undo()
    assert _found(small_office) == []


@pytest.mark.parametrize("name", _SEEDS)
def test_each_planted_one_is_found_by_itself(name, small_office, seeds):
    with small_office.change("播种"):
        getattr(seeds, name)()
    assert len(_found(small_office)) == 1


def test_what_is_right_is_remembered_with_its_reason_until_the_records_say_otherwise(small_office, seeds):
    with small_office.change("播种"):
        seeds.verified_by_oneself()
        seeds.more_votes_than_people()
    first, second = _open(small_office)
    with pytest.raises(OfficeError, match="理由"):
        accept(small_office, [first], "  ")
    accept(small_office, [first], "两人同名")
    assert _open(small_office) == [second]
    accepted = next(each for each in _found(small_office) if each.accepted)
    assert (accepted.reason, accepted.on) == ("两人同名", small_office.clock.today())
    accept(small_office, [first], "另有人复核")
    assert small_office.database.rows("SELECT reason FROM check_accepted") == [("另有人复核",)]
    withdraw(small_office, [first])
    assert _open(small_office) == [first, second]
    small_office.undo()
    assert _open(small_office) == [second]
    line = small_office.changes(3)[-1]
    assert "自查" in line.title or "撤" in line.title
