"""The clauses of the drafted chapters as data: {code} stands for a figure's number. The words follow the source article of 2016.

A chapter is paragraphs, a paragraph sentences, a sentence clauses; a clause is left out when its first number is nought or
one of its figures is not offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Sentence:
    """Clauses joined by `between`, after `opening`; {span} in the opening is 本月, 本季 …"""

    clauses: tuple[str, ...]
    opening: str = ""
    between: str = "，"


def _said(*clauses: str, opening: str = "", between: str = "，") -> Sentence:
    return Sentence(clauses, opening, between)


SENTENCES: Final[Mapping[str, tuple[tuple[Sentence, ...], ...]]] = {
    "life": (
        (
            _said("开展各类会议和学习{study.sessions}场次", opening="{span}"),
            _said(
                "支部党员大会{study.held.assembly}场次",
                "支委会{study.held.committee}场次",
                "党小组会{study.held.group}场次",
                "党课{study.held.class}场次",
                "主题党日{study.held.party_day}场次",
                "组织生活会{study.held.life_meeting}场次",
                "民主评议{study.held.appraisal}场次",
                opening="其中",
                between="、",
            ),
            _said("应到{study.due}人次，实到{study.present}人次，到会率{study.rate}%", "补课{study.made_up}人次"),
            _said("开展谈心谈话{study.talks}人次"),
        ),
    ),
    "study": (
        (
            _said(
                "{lecturer.people}人组成的讲师团广泛开展理论宣讲",
                "讲师团宣讲{study.team_classes}场次",
                "中心领导班子成员讲专题党课{study.leader_classes}场次",
            ),
            _said("开展互讲党课{study.mutual_classes}场次", "组织收看电视党课、视频党课{study.screen_classes}场次"),
            _said("其他学习活动{study.held.other}场次", "党员学时合计{study.hours}学时"),
        ),
    ),
    "works": (
        (
            _said(
                "举办知识竞赛{quiz.stages}场",
                "{quiz.contestants}名党员参加了初赛、复赛和决赛",
                "评出奖项{quiz.awards}个",
            ),
            _said("学习后开展竞答互动{quiz.after}次", "{quiz.after_answers}人次答题"),
        ),
        (
            _said(
                "“我心中的合格党员”等征文{study.essays}篇",
                "手抄党章{study.hand_copies}份",
                "党课课件{study.courseware}份",
                "党课教案{study.lesson_plans}份",
                "创意党课设计{study.creative}份",
                "学习心得{study.reflections}篇",
                opening="{span}征集",
                between="、",
            ),
        ),
    ),
    "innovation": (
        (
            _said(
                "项目攻关团队{innovation.teams}个",
                "项目带头人{innovation.leaders}名",
                "党员{innovation.members}名",
                opening="目前有",
            ),
            _said(
                "立项攻关{innovation.projects}项",
                "{innovation.in_use}项用于生产",
                "小发明、小改造、小创新{innovation.small_ideas}件",
            ),
            _said("获油田职工创新成果一等奖{innovation.first_prizes}项"),
        ),
    ),
    "problems": (
        (
            _said("制定党组织问题清单{problem.org_lists}份", "党员个人制定问题清单{problem.member_lists}份"),
            _said(
                "新增问题{problem.items_new}条",
                "销号{problem.items_closed}条",
                "梳理解决重要问题{problem.major_closed}个",
            ),
            _said(
                "截至期末，未销号问题{problem.items_open}条",
                "其中超期{problem.items_overdue}条",
                "整改率{problem.fix_rate}%",
            ),
        ),
        (
            _said(
                "开展四位一体督查{inspection.fourfold}次",
                "定期督导{inspection.regular}次",
                "接受上级检查{inspection.received}次",
            ),
            _said("整顿中的党组织{rectify.running}个", "整顿后销号{rectify.closed}个"),
        ),
    ),
    "visits": (
        (
            _said("走访班组{visit.crews}个", "走访职工家庭{visit.households}户", opening="党员“走基层、访万家”，"),
            _said("送学上门{visit.study}户", "发放宣传资料{visit.leaflets}份"),
            _said("稳定大排查覆盖率{visit.coverage}%", "已查{visit.swept}户"),
        ),
        (
            _said(
                "新增诉求{appeal.new}件", "办结{appeal.done}件", "回访{appeal.told}件", "回访满意率{appeal.satisfied}%"
            ),
            _said("慰问困难党员{condolence.times}人次"),
            _said("党员干部跟班作业{task.logs}人次", "思想动态调研{mood.heads}人"),
        ),
    ),
    "honours": (
        (
            _said(
                "集中宣传了{honour.benchmarks}个时代标杆",
                "涌现出身边榜样{honour.role_models}人",
                "创新创效标兵{honour.pacesetters}人",
            ),
            _said("表彰优秀共产党员{honour.members}人", "先进党支部{honour.branches}个"),
            _said("党员事迹宣传报道{media.items}篇", "其中报纸头条{media.headlines}篇"),
            _said("挂牌上岗、亮明身份{plate.hanging}块"),
            _said("约{event.visitors}名代表来观摩"),
        ),
    ),
    "weak": (
        (
            _said(
                "{study.gap_branches}个支部“三会一课”等缺开{study.gaps}项",
                "待补课{study.owed}人次",
                "{study.hours_short}名党员学时未达标",
                "{problem.items_overdue}条问题整改超期",
                "{appeal.overdue}件诉求超过承诺时限",
                "{member.lost}名党员失联",
                between="；",
            ),
        ),
    ),
    "plans": (
        (
            _said(
                "督促有缺开的{study.gap_branches}个支部补开并记清原因",
                "组织待补课的{study.owed}人次补课",
                "盯住超期的{problem.items_overdue}条问题，逐条销号",
                "办结并回访{appeal.open}件诉求",
                "继续查找失联党员{member.lost}名",
                between="；",
            ),
        ),
    ),
}
