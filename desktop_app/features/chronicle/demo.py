"""The demo office's chronicle: some ten events a year, among them the visit of 2016-05-26 by 200余名代表 (domain.md §11)."""

from collections.abc import Callable
from random import Random
from typing import Any

from desktop_app.features.chronicle.model import Event
from desktop_app.features.chronicle.words import EventKind
from desktop_app.ledger.writes import insert_records
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_HALL = "中心会议室"
_VISIT = {
    "title": "油田“两学一做”学习教育现场推进会代表到中心观摩",
    "kind": EventKind.VISIT,
    "on": "2016-05-26",
    "place": "党员活动中心",
    "guests": "200余名代表",
    "story": "代表们参观了党员活动阵地和创新工作室，听取了学习教育的做法介绍。",
}
_EVERY_YEAR: tuple[tuple[int, EventKind, str, str, str], ...] = (
    (1, EventKind.MEETING, "召开党建工作年度会议", _HALL, "部署全年党建工作，与各支部签订责任书。"),
    (2, EventKind.ACTIVITY, "开展春节走访慰问", "各家属院", "班子成员分组看望困难党员和老党员。"),
    (3, EventKind.ACTIVITY, "组织学雷锋志愿服务", "各小区广场", "党员志愿者为居民提供便民服务。"),
    (4, EventKind.INSPECTION, "上级党委到中心检查党建责任制落实", _HALL, "检查组查阅了支部工作记录，反馈了意见。"),
    (5, EventKind.ACTIVITY, "举办党建知识讲座", _HALL, "结合工作实际作了辅导。"),
    (6, EventKind.ACTIVITY, "召开庆祝建党表彰大会", "职工活动中心", "表彰先进党支部和优秀共产党员，新党员宣誓。"),
    (8, EventKind.MEETING, "召开半年党建工作推进会", _HALL, "通报上半年工作，研究下半年安排。"),
    (9, EventKind.ACTIVITY, "开展重阳节走访老党员", "各家属院", "为行动不便的老党员送学上门。"),
    (10, EventKind.INSPECTION, "油田党委督导组到中心督导", _HALL, "督导组看台账、进支部、问党员。"),
    (12, EventKind.MEETING, "召开党支部书记述职评议会", _HALL, "各支部书记逐一述职，党员代表现场测评。"),
)


def demo(office: Office, seed: int) -> Callable[[Span], None]:
    """What lives one month of the chronicle (Offers.demo)."""
    random = Random(f"chronicle {seed}")

    def live(span: Span) -> None:
        if events := _of_month(span, random):
            with office.change(f"{span.title()}大事记"):
                insert_records(office, Event, events)

    return live


def _of_month(span: Span, random: Random) -> list[dict[str, Any]]:
    """The month's events as they are stored, in order of their days."""
    events = [
        {
            "title": title,
            "kind": kind,
            "on": f"{span.start:%Y-%m}-{random.randint(5, 25):02d}",
            "place": place,
            "story": story,
        }
        for month, kind, title, place, story in _EVERY_YEAR
        if month == span.start.month
    ]
    if _VISIT["on"].startswith(f"{span.start:%Y-%m}"):
        events.append(dict(_VISIT))
    return sorted(events, key=lambda event: event["on"])
