"""The member's record and the dated events of a membership.

Fields follow domain.md §2.1 (the official 16 items), §2.2 and §2.3. To add a field: a line here, a step in schema.py, a column in
features/roster/__init__.py. Changing where a member belongs is people/membership.py's, never a plain edit.
"""

from desktop_app.people.chart import BRANCHES
from desktop_app.people.fields import Code, Member, Org
from desktop_app.people.words import (
    Category,
    Delivery,
    Employment,
    EventKind,
    ExpelledHow,
    Frailty,
    Hardship,
    OrgLevel,
    Standing,
)
from desktop_app.storage.fields import (
    Address,
    Choice,
    Flag,
    FullDate,
    IdNumber,
    LongText,
    PartialDate,
    PersonName,
    Phone,
    Text,
    YearMonth,
)
from desktop_app.storage.record import Record


class PartyMember(Record):
    """One Party member. On the roster while `left_on` is empty; leavers stay as 历史党员 and are never deleted."""

    # 党员基本信息采集表, items 1–16
    name = PersonName("姓名", required=True)
    sex = Code("性别", "sex", width=5)
    ethnicity = Code("民族", "ethnicity", width=7)
    id_no = IdNumber("公民身份证号")
    birth_date = PartialDate("出生日期")
    edu_code = Code("学历", "education", width=9)
    category = Choice(
        "人员类别", Category, required=True, default=Category.FULL, synonyms={"正式": "正式党员", "预备": "预备党员"}
    )
    org = Org("所在党支部", required=True, levels=BRANCHES)
    joined_on = PartialDate("加入党组织日期", width=12)
    full_on = PartialDate("转为正式党员日期", width=13)
    job_code = Code("工作岗位", "job", width=14)
    mobile = Phone("手机")
    tel = Phone("固定电话")
    address = Address("家庭住址")
    status = Choice("党籍状态", Standing, required=True, default=Standing.NORMAL)
    is_lost = Flag("是否失联")
    lost_since = YearMonth("失去联系年月")
    is_mobile = Flag("是否流动")
    flow_prov = Code("流向省", "province", width=8)
    flow_city = Text("流向市", width=8)
    flow_county = Text("流向县", width=8)

    # Working fields clerks add (§2.2)
    native_place = Text("籍贯", width=10)
    work_started_on = PartialDate("参加工作日期", width=11)
    unit_post = Text("工作单位及职务", width=18)
    group = Org("党小组", column_name="group_id", levels=(OrgLevel.GROUP,))
    party_post = Code("党内职务", "party_post", width=9)
    applied_on = PartialDate("申请入党日期", width=11)
    activist_on = PartialDate("确定积极分子日期", width=13)
    candidate_on = PartialDate("确定发展对象日期", width=13)
    introducers = Text("入党介绍人", width=12)
    joined_branch = Text("入党时所在支部", width=16)
    entered_on = PartialDate("转入日期")
    tech_title = Text("专业技术职务", width=12)
    is_migrant_worker = Flag("是否农民工", width=8)
    dues_paid_to = YearMonth("党费交至年月", width=11)
    employment = Choice("在职情况", Employment)
    remark = LongText("备注")

    # Special groups (§2.3)
    flow_on = PartialDate("流出日期")
    flow_reason = Text("外出原因", width=12)
    host_org = Text("流入地党组织", width=16)
    liaison = Member("流动联系人", column_name="liaison_id", model="self")
    last_contact_on = PartialDate("最近联系日期", width=11)
    permit_no = Text("流动党员活动证号", width=14)
    lost_code = Code("失联情形", "lost", width=12)
    suspended_on = FullDate("停止党籍日期", width=11)
    suspend_doc = Text("停止党籍文号", width=14)
    frail = Choice("年老体弱类别", Frailty, width=11)
    delivery = Choice("送学方式", Delivery)
    helper = Member("结对联系人", column_name="helper_id", model="self")
    hardship = Choice("困难类型", Hardship)
    quorum_exempt = Flag("不计入应到会", width=10)
    exempt_reason = Text("不计入原因", width=14)
    exempt_doc = Text("上级同意文号", width=14)
    exempt_on = FullDate("大会决议日期", width=11)

    # What the identity number leaves open, and the end of the membership
    id_note = Text("证号核实说明", width=16)
    left_on = FullDate("离开日期")
    leave_reason = Text("离开原因", width=12)

    class Meta:
        table_name = "member"


class MembershipEvent(Record):
    """One dated thing that happened to a membership; the roster of any day follows from these (R13, R29)."""

    member = Member("党员", required=True)
    kind = Choice("变动", EventKind, required=True, width=12)
    on = FullDate("日期", required=True, column_name="on_day")
    from_org = Org("原支部", column_name="from_org_id")
    to_org = Org("现支部", column_name="to_org_id")
    whole_unit = Flag("整建制")
    how = Choice("出党方式", ExpelledHow)
    elsewhere = Text("转自/转往单位", width=18)
    basis = Text("依据", width=16)
    remark = LongText("备注")

    class Meta:
        table_name = "membership_event"
