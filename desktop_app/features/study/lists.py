"""The study shelf's plain lists: lecturers, hours by other ways, dossiers, 民主评议, 谈心谈话, plan, 阵地, boards."""

from datetime import date
from typing import Any

from peewee import SQL, Node

from desktop_app.features.study import entry
from desktop_app.features.study.board_offers import about, board_dues, check_board
from desktop_app.features.study.model import HourCredit, Lecturer, StudyDuty, StudyTopic
from desktop_app.features.study.model_more import (
    Appraisal,
    Dossier,
    DossierItem,
    PlaceVisit,
    StudyGroup,
    StudyPlace,
    Talk,
    WallBoard,
)
from desktop_app.features.study.papers import DOSSIER_PAPERS, PLACE_PAPERS
from desktop_app.features.study.slice import SLICE
from desktop_app.ledger.declaration import Column, Condition, Ledger, Offers, Part, Section, View
from desktop_app.people.boards.model import Board, BoardMember
from desktop_app.people.boards.rules import reminder
from desktop_app.people.boards.seats import SLICE as BOARDS


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _in_term(today: date) -> Node:
    return Lecturer.until_on.is_null() | (Lecturer.until_on > today.isoformat())


def _live(_today: date) -> Node:
    return Board.actual_on.is_null()


def _due_soon(today: date) -> Node:
    return SQL("actual_on IS NULL AND due_on <= date(?, '+6 months')", (today.isoformat(),))


def _due(due_on: Any, actual_on: Any, today: date) -> str:
    """What the clerk should know of a board's renewal."""
    if actual_on or not due_on:
        return ""
    months = reminder(due_on, today)
    return "" if months is None else "已到期" if months == 0 else f"{months} 个月内换届"


LECTURERS = Ledger(
    key="lecturers",
    title="讲师团",
    unit="人",
    record=Lecturer,
    slice=SLICE,
    columns=_columns("member", "origin", "from_on", "until_on", "topics", "remark"),
    searched=("member", "topics"),
    form=(Section("讲师", ("member", "origin", "from_on", "until_on", "topics", "remark")),),
    views=(View("聘期内", where=_in_term),),
    order=(("from_on", False),),
    icon="users",
    empty="讲师团的成员和课题记在这里。",
)

CREDITS = Ledger(
    key="hour_credits",
    title="其他学时",
    unit="条",
    record=HourCredit,
    slice=SLICE,
    columns=_columns("member", "on_day", "hours", "title", "remark"),
    searched=("title",),
    form=(Section("学时", ("member", "on_day", "hours", "title", "remark")),),
    order=(("on_day", True),),
    icon="clock",
    empty="竞赛、外出培训等得到的学时记在这里。",
)

ITEMS = Ledger(
    key="dossier_items",
    title="卷内文件",
    unit="件",
    record=DossierItem,
    slice=SLICE,
    columns=_columns("seq", "doc_no", "author", "title", "dated", "pages", "remark"),
    searched=("title", "doc_no"),
    form=(Section("文件", ("dossier", "seq", "title", "doc_no", "author", "dated", "pages", "remark")),),
    order=(("seq", False),),
    numbered={"seq": "dossier"},
    validate=entry.check_item,
    icon="file-text",
    empty="卷内还没有文件。",
)
DOSSIERS = Ledger(
    key="dossiers",
    title="卷宗",
    unit="卷",
    record=Dossier,
    slice=SLICE,
    columns=_columns("year", "no", "title", "keeper", "retention", "place", "remark"),
    searched=("title", "no"),
    form=(Section("卷宗", ("year", "no", "title", "keeper", "retention", "place", "remark")),),
    order=(("year", True), ("no", False)),
    parts=(Part("卷内文件", ITEMS, "dossier"),),
    offers=Offers(record_papers=DOSSIER_PAPERS),
    icon="books",
    empty="按年度立卷：方案制度、学习计划、三会一课……封面、脊背和目录可以打印。",
)

APPRAISALS = Ledger(
    key="appraisals",
    title="民主评议",
    unit="人",
    record=Appraisal,
    slice=SLICE,
    columns=_columns(
        "member", "year", "org", "grade", "self_grade", "v_excellent", "v_good", "v_basic", "v_bad", "fed_back_on"
    ),
    searched=(),
    form=(
        Section("评议", ("year", "org", "member", "self_grade", "v_excellent", "v_good", "v_basic", "v_bad")),
        Section("结果", ("opinion", "grade", "fed_back_on")),
    ),
    views=(
        View("优秀", (Condition("grade", "是", ("优秀",)),)),
        View("基本合格和不合格", (Condition("grade", "是", ("基本合格", "不合格")),)),
    ),
    order=(("year", True), ("org", False)),
    org_field="org",
    validate=entry.check_appraisal,
    icon="list-check",
    empty="民主评议的结果记在这里。优秀不超过正式党员的三分之一。",
)

TALKS = Ledger(
    key="talks",
    title="谈心谈话",
    unit="次",
    record=Talk,
    slice=SLICE,
    columns=_columns("a", "b", "on_day", "org", "pair", "notes"),
    searched=(),
    form=(Section("谈心谈话", ("on_day", "org", "a", "b", "pair", "notes")),),
    order=(("on_day", True),),
    org_field="org",
    validate=entry.check_talk,
    icon="users",
    empty="谈心谈话记在这里：委员之间、委员与党员、党员之间。",
)

DUTIES = Ledger(
    key="study_duties",
    title="分类要求",
    unit="项",
    record=StudyDuty,
    slice=SLICE,
    columns=_columns("line", "member_kind", "content", "manner"),
    searched=("content",),
    order=(("line", False),),
    form=(Section("分类要求", ("topic", "line", "member_kind", "content", "manner")),),
    icon="list",
    empty="机关和基层、在职和离退休支部各学什么、怎么学。",
)
TOPICS = Ledger(
    key="study_topics",
    title="学习计划",
    unit="个专题",
    record=StudyTopic,
    slice=SLICE,
    columns=_columns("year", "seq", "title", "from_on", "until_on", "remark"),
    searched=("title",),
    form=(Section("专题", ("year", "seq", "title", "from_on", "until_on", "remark")),),
    order=(("year", True), ("seq", False)),
    parts=(Part("分类要求", DUTIES, "topic"),),
    icon="calendar",
    empty="按年度列出专题，再写明各类支部的内容和方式。",
)

WALLS = Ledger(
    key="wall_boards",
    title="展板",
    unit="块",
    record=WallBoard,
    slice=SLICE,
    columns=_columns("title", "version", "up_on", "down_on"),
    searched=("title", "body"),
    order=(("title", False),),
    form=(Section("展板", ("study_place", "title", "version", "up_on", "down_on", "body")),),
    icon="photo",
    empty="上墙的展板：文字、版次、上墙日期，可以打印。",
)
VISITS = Ledger(
    key="place_visits",
    title="来访登记",
    unit="次",
    record=PlaceVisit,
    slice=SLICE,
    columns=_columns("on_day", "visitors", "heads", "is_estimate", "purpose"),
    searched=("visitors",),
    form=(Section("来访", ("study_place", "on_day", "visitors", "heads", "is_estimate", "purpose")),),
    order=(("on_day", True),),
    icon="users",
    empty="来参观学习的单位和人数。",
)
PLACES = Ledger(
    key="study_places",
    title="阵地",
    unit="处",
    record=StudyPlace,
    slice=SLICE,
    columns=_columns("name", "kind", "org", "address", "keeper", "opened_on", "seats"),
    searched=("name",),
    order=(("name", False),),
    form=(Section("阵地", ("name", "kind", "org", "address", "keeper", "opened_on", "seats", "remark")),),
    parts=(Part("展板", WALLS, "study_place"), Part("来访登记", VISITS, "study_place")),
    offers=Offers(record_papers=PLACE_PAPERS),
    icon="home",
    empty="学习教育室、党建园地的展板和来访登记在这里；照片拖进右边的窗格。",
)
GROUPS = Ledger(
    key="study_groups",
    title="学习群",
    unit="个",
    record=StudyGroup,
    slice=SLICE,
    columns=_columns("name", "org", "platform", "keeper", "size", "checked_on"),
    searched=("name",),
    form=(Section("学习群", ("name", "org", "platform", "keeper", "size", "checked_on", "remark")),),
    order=(("org", False),),
    org_field="org",
    icon="users",
    empty="支部的学习群登记在这里，只记群名、管理员、人数和检查日期。",
)

SEATS = Ledger(
    key="board_members",
    title="班子成员",
    unit="人",
    record=BoardMember,
    slice=BOARDS,
    columns=_columns("seq", "member", "post", "duty", "from_on", "until_on"),
    searched=("member",),
    form=(Section("任职", ("board", "member", "post", "seq", "from_on", "until_on", "duty")),),
    order=(("seq", False),),
    numbered={"seq": "board"},
    icon="users",
    empty="还没有班子成员。",
)
BOARD_TERMS = Ledger(
    key="boards",
    title="班子届次",
    unit="届",
    record=Board,
    slice=BOARDS,
    columns=(
        *_columns("org", "title", "term_no", "term_years", "elected_on", "due_on"),
        Column(
            "renewal",
            label="换届",
            needs=("due_on", "actual_on"),
            compute=_due,
            width=12,
            sorts_by="due_on",
            tones={"已到期": "bad", "1 个月内换届": "bad", "3 个月内换届": "warn", "6 个月内换届": "note"},
        ),
        *_columns("actual_on", "extension_doc"),
    ),
    searched=("title",),
    form=(
        Section(
            "届次",
            ("org", "title", "term_no", "term_years", "elected_on", "due_on", "actual_on", "extension_doc", "remark"),
            read_only=frozenset(("due_on",)),
        ),
    ),
    views=(View("现任班子", where=_live), View("六个月内换届", where=_due_soon, hint="应换届日期在六个月内或已过")),
    order=(("org", False), ("term_no", True)),
    org_field="org",
    validate=check_board,
    parts=(Part("班子成员", SEATS, "board"),),
    offers=Offers(dues=board_dues, about=about),
    icon="building",
    empty="各级班子的届次、任期和成员记在这里，换届前六、三、一个月提醒。",
)
