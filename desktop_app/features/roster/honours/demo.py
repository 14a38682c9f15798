"""The demo office's honours: 32 benchmarks, 13 role models, one pacesetter, three headline articles, plates at the posts."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from desktop_app.ledger.writes import insert_records
from desktop_app.people.honours.model import Honour, MediaItem, PostPlate
from desktop_app.people.honours.words import HonourKind, Tag
from desktop_app.storage.office import Office
from desktop_app.support import workdays
from desktop_app.support.spans import Span

_STORY = "立足岗位、服务居民，事迹经支部推荐、公示无异议。"
_HEADLINES = (
    ("2016-04", "老党员就该当排头兵", "第1版"),
    ("2016-07", "一片丹心绣党旗", "第1版"),
    ("2016-10", "为民服务 余热生辉", "第1版"),
)
_POSTS = (
    "物业维修岗",
    "收费窗口岗",
    "供热运行岗",
    "绿化养护岗",
    "门卫巡逻岗",
    "居民服务岗",
    "环卫保洁岗",
    "管网巡检岗",
)
_PLEDGES = (
    "接到报修当日到场，小修不过夜。",
    "文明用语、首问负责，不让居民跑第二趟。",
    "每班巡检两次，发现隐患立即处理并登记。",
    "主动帮助困难邻居，每周上门一次。",
)


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the honours (Offers.demo)."""
    return _Life(office, Random(f"honours {seed}")).live


class _Life:
    def __init__(self, office: Office, random: Random) -> None:
        self._office, self._random = office, random

    def live(self, span: Span) -> None:
        month = span.start.strftime("%Y-%m")
        people = self._people(span.end)
        if not people:
            return
        if month == "2015-07":
            self._put_up(span, people)
        if month == "2016-06":
            self._honour(span, people, HonourKind.BENCHMARK, 32, "2016年时代标杆评选")
            self._honour(span, people, HonourKind.MEMBER, 20, "2016年七一表彰")
            self._honour_branches(span, people, "2016年七一表彰")
        if month == "2016-11":
            self._honour(span, people, HonourKind.ROLE_MODEL, 13, "2016年身边榜样评选")
            self._honour(span, people, HonourKind.PACESETTER, 1, "2016年党员创新创效标兵评选")
        if month == "2016-08":
            self._review(span)
        self._print(month, span, people)
        self._take_down(span)

    def _people(self, day: date) -> Sequence[tuple[int, str, int]]:
        return self._office.database.rows(
            "SELECT m.id, m.name, s.org_id FROM member m JOIN stay s ON s.member_id = m.id AND s.org_id IS NOT NULL"
            " AND s.from_on <= ?1 AND s.until > ?1 WHERE m.left_on IS NULL AND m.category = '正式党员' AND NOT m.is_lost"
            " ORDER BY m.id",
            (day.isoformat(),),
        )

    def _honour(self, span: Span, people: Sequence[Any], kind: HonourKind, count: int, batch: str) -> None:
        chosen = self._random.sample(people, k=min(count, len(people)))
        rows = [self._decided(span, kind, batch, member, name, org) for member, name, org in chosen]
        with self._office.change(batch):
            insert_records(self._office, Honour, rows)

    def _honour_branches(self, span: Span, people: Sequence[Any], batch: str) -> None:
        orgs = self._random.sample(sorted({org for _, _, org in people}), k=min(12, len({org for _, _, org in people})))
        names = dict(self._office.database.rows("SELECT id, short_name FROM party_org"))
        rows = [self._decided(span, HonourKind.BRANCH, batch, None, names[org], org) for org in orgs]
        with self._office.change(f"{batch}先进党支部"):
            insert_records(self._office, Honour, rows)

    def _decided(
        self, span: Span, kind: HonourKind, batch: str, member: int | None, name: str, org: int
    ) -> dict[str, Any]:
        start = span.start.replace(day=6)
        end = workdays.after(start, 5)
        return {
            "honouree": name,
            "kind": kind,
            "member": member,
            "org": org,
            "batch": batch,
            "tag": self._random.choice(list(Tag)) if member else None,
            "story": _STORY,
            "notice_from": start.isoformat(),
            "notice_to": end.isoformat(),
            "approved_on": span.start.replace(day=20).isoformat(),
            "doc_no": f"中心党发〔{span.start.year}〕{span.start.month + 10}号",
        }

    def _print(self, month: str, span: Span, people: Sequence[Any]) -> None:
        told = [line for line in _HEADLINES if line[0] == month]
        if not told and span.start.month % 3:
            return
        member, name, org = self._random.choice(people)
        row = {
            "outlet": "中原石油报",
            "on": span.start.replace(day=15).isoformat(),
            "member": member,
            "org": org,
            "author": "社区通讯员",
        }
        rows = [{**row, "title": title, "page": page, "headline": True, "words": 1200} for _, title, page in told]
        if not told:
            rows = [{**row, "title": f"记社区党员{name}的一天", "page": "第3版", "headline": False, "words": 600}]
        with self._office.change(f"{span.title()}宣传报道"):
            insert_records(self._office, MediaItem, rows)

    def _put_up(self, span: Span, people: Sequence[Any]) -> None:
        rows = [
            {
                "post": self._random.choice(_POSTS),
                "member": member,
                "org": org,
                "pledge": self._random.choice(_PLEDGES),
                "up_on": span.start.isoformat(),
            }
            for member, _name, org in self._random.sample(people, k=min(120, len(people)))
        ]
        with self._office.change("先锋岗挂牌"):
            insert_records(self._office, PostPlate, rows)

    def _review(self, span: Span) -> None:
        """Most plates are reviewed after a year; those of people who left come down; a few wait."""
        day = span.start.replace(day=20).isoformat()
        plates = self._office.database.rows("SELECT id FROM post_plate ORDER BY id")
        kept = [(day, plate) for (plate,) in plates if self._random.random() < 0.95]
        with self._office.change("先锋岗年度复核"):
            self._office.database.executemany(
                "UPDATE post_plate SET reviewed_on = ?, review = '保留' WHERE id = ?", kept
            )

    def _take_down(self, span: Span) -> None:
        """The plates of those who left come down in the month in which they did."""
        left = self._office.database.rows(
            "SELECT p.id FROM post_plate p JOIN member m ON m.id = p.member_id WHERE m.left_on IS NOT NULL"
            " AND p.down_on IS NULL"
        )
        if left:
            with self._office.change("摘牌"):
                self._office.database.executemany(
                    "UPDATE post_plate SET down_on = ?, review = '摘牌' WHERE id = ?",
                    [(span.end.isoformat(), plate) for (plate,) in left],
                )
