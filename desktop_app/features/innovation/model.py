"""The records of the innovation ledger: teams, projects and what belongs to them, small ideas (domain.md §5)."""

from desktop_app.features.innovation.fields import Quantity
from desktop_app.features.innovation.words import (
    RIGHT_TONES,
    STATE_TONES,
    Direction,
    Formula,
    IdeaKind,
    Origin,
    ProjectState,
    RightKind,
    RightState,
    TeamRole,
    Verdict,
)
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.storage.fields import Choice, FullDate, LongText, Text
from desktop_app.storage.numbers import Hours, Money, Number
from desktop_app.storage.record import Record


class Team(Record):
    """A team with its term; `leader` and `size` follow from its members in term."""

    name = Text("团队名称", required=True, width=20)
    org = Org("挂靠党组织", required=True)
    direction = Choice("主攻方向", Direction, width=14)
    term_from = FullDate("任期开始", required=True)
    term_to = FullDate("任期结束")
    disbanded_on = FullDate("撤销日期")
    leader = Member("带头人", column_name="leader_id")
    size = Number("党员人数", required=True, default=0, width=8)
    others = Text("其他成员（群众）")
    remark = LongText("备注")

    class Meta:
        table_name = "team"


class TeamMember(Record):
    """One member's time in a team."""

    team = Reference("团队", Team, column_name="team_id", required=True, width=20)
    member = Member("党员", required=True)
    role = Choice("角色", TeamRole, required=True, default=TeamRole.MEMBER)
    from_on = FullDate("加入日期", required=True)
    to_on = FullDate("退出日期", hint="还在团队的不填")
    remark = Text("备注")

    class Meta:
        table_name = "team_member"


class Project(Record):
    """One project from its draft to where it is used. Money spent, benefit and score follow from its parts."""

    name = Text("项目名称", required=True, width=22)
    code = Text("项目编号", width=9, hint="立项时按年度流水号给出")
    origin = Choice("来源", Origin, required=True, default=Origin.OWN)
    direction = Choice("研究方向", Direction, required=True, default=Direction.OTHER, width=14)
    team = Reference("团队", Team, column_name="team_id", width=18)
    leader = Member("带头人", column_name="leader_id")
    org = Org("申报单位", hint="不填就是团队挂靠的党组织")
    problem = LongText("现状与问题")
    aim = LongText("目标")
    plan = LongText("方案")
    novelty = LongText("创新点")
    plan_from = FullDate("计划开始")
    plan_to = FullDate("计划完成")
    budget_asked = Money("申请经费（元）")
    budget_approved = Money("批准经费（元）")
    spent = Money("实支（元）", required=True, default=0)
    applied_on = FullDate("申报日期")
    approved_on = FullDate("立项日期")
    approver = Text("批准人")
    doc_no = Text("立项文号")
    accepted_on = FullDate("验收日期")
    accept_head = Text("验收组长")
    verdict = Choice("验收结论", Verdict)
    trial_on = FullDate("试用日期")
    in_use_on = FullDate("投用日期")
    use_place = Text("使用单位", width=14)
    qty = Number("数量", width=6)
    rolled_out_on = FullDate("推广日期")
    rollout_to = Text("首个推广单位")
    net_confirmed = Money("已确认效益（元）", required=True, default=0, width=14)
    net_estimated = Money("预估效益（元）", required=True, default=0, width=14)
    score = Hours("评审得分")
    updated_on = FullDate("最近更新")
    due_on = FullDate("应完成日期")
    state = Choice("状态", ProjectState, required=True, default=ProjectState.DRAFT, tones=STATE_TONES)
    remark = LongText("备注")

    class Meta:
        table_name = "project"


class ProjectMember(Record):
    """Who worked on a project, as the team was on the day of 立项, with the branch of that day; a later move leaves it (I6)."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    member = Member("党员", required=True)
    role = Choice("角色", TeamRole, required=True, default=TeamRole.MEMBER)
    org = Org("当时党支部")
    task = Text("分工")

    class Meta:
        table_name = "project_member"


class ProjectNote(Record):
    """One dated line of how a project goes."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    on = FullDate("日期", required=True, column_name="on_day")
    text = LongText("进展", required=True)

    class Meta:
        table_name = "project_note"


class Milestone(Record):
    """Something a project will have reached by a day."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    title = Text("里程碑", required=True, width=18)
    due_on = FullDate("计划日期", required=True)
    done_on = FullDate("完成日期", past=True)
    note = Text("说明")

    class Meta:
        table_name = "milestone"


class Spending(Record):
    """Money that a project spent."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    on = FullDate("日期", required=True, column_name="on_day")
    what = Text("用途", required=True, width=18)
    amount = Money("金额（元）", required=True)
    voucher = Text("凭证号")

    class Meta:
        table_name = "spending"


class Benefit(Record):
    """What a project saved in a span of at most twelve months, by a formula with its factors; 预估 until finance confirms it."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    from_on = FullDate("计算期起", required=True, hint="从见效之日起，最多 12 个月，可以跨年")
    to_on = FullDate("计算期止", required=True)
    formula = Choice("公式", Formula, required=True, default=Formula.HOURS)
    old_use = Quantity("原定额工时／原单耗／外委单价")
    new_use = Quantity("新定额工时／新单耗／自制单价")
    price = Quantity("平均工时费用／材料单价（元）")
    quantity = Quantity("产量／数量")
    saved = Money("节约额（元）", hint="公式选“其他”时填，依据里写明怎么算的")
    cost = Money("投入（元）", required=True, default=0)
    net = Money("净效益（元）", required=True, default=0)
    basis = LongText("佐证依据", hint="定额单、领料单、外委合同等写明出处，扫描件拖到附件里")
    confirmed_by = Text("财务确认人")
    confirmed_on = FullDate("财务确认日期", past=True)

    class Meta:
        table_name = "benefit"


class Rollout(Record):
    """A unit that took a project's result over."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    unit = Text("推广单位", required=True, width=16)
    on = FullDate("日期", required=True, column_name="on_day")
    qty = Number("数量", width=6)
    note = Text("说明")

    class Meta:
        table_name = "rollout"


class IpRight(Record):
    """A right that a project led to; inventors in their order."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    kind = Choice("类型", RightKind, required=True, default=RightKind.UTILITY)
    title = Text("名称", required=True, width=20)
    apply_no = Text("申请号", width=14)
    apply_on = FullDate("申请日期", past=True)
    grant_no = Text("授权号", width=14)
    grant_on = FullDate("授权日期", not_before="apply_on", past=True)
    inventors = Text("发明人（按顺序）", width=16)
    state = Choice("状态", RightState, required=True, default=RightState.APPLIED, tones=RIGHT_TONES)

    class Meta:
        table_name = "ip_right"


class Review(Record):
    """One reviewer's marks for a project by weighted criteria; `total` out of 100 follows from them."""

    project = Reference("项目", Project, column_name="project_id", required=True, width=22)
    reviewer = Text("评委", required=True)
    on = FullDate("评审日期", required=True, column_name="on_day")
    technical = Hours("技术水平（30）", required=True)
    economic = Hours("经济效益（30）", required=True)
    scope = Hours("应用范围（20）", required=True)
    practical = Hours("实用性（20）", required=True)
    total = Hours("总分", required=True, default=0)
    opinion = Text("意见", width=18)

    class Meta:
        table_name = "project_review"


class SmallIdea(Record):
    """小改小革 (五小): a register of its own, not counted among the projects."""

    name = Text("名称", required=True, width=22)
    kind = Choice("类型", IdeaKind, required=True, default=IdeaKind.RENEWAL)
    on = FullDate("日期", required=True, column_name="on_day")
    member = Member("完成人")
    others = Text("其他完成人", width=12)
    org = Org("党组织", hint="不填就是完成人当时所在的党支部")
    place = Text("使用地点", width=14)
    effect = LongText("效果", width=22)
    remark = LongText("备注")

    class Meta:
        table_name = "small_idea"
