"""Party organisations: the tree as it is now, and its dated versions, so that any past day shows its own tree.

Changing the tree (rename, merge, split, dissolve, drag) is people/tree.py's; here are only the records.
"""

from peewee import CompositeKey, IntegerField

from desktop_app.people.fields import Org
from desktop_app.people.words import Line, MemberKind, OrgLevel, UnitRelation
from desktop_app.storage.fields import Choice, FullDate, LongText, Phone, Text
from desktop_app.storage.numbers import Number
from desktop_app.storage.record import Record


class PartyOrg(Record):
    """A Party organisation as it stands today (domain.md §1 `party_org`)."""

    name = Text("党组织名称", required=True, width=24)
    short_name = Text("简称", required=True, width=14)
    level = Choice("组织类别", OrgLevel, required=True)
    parent = Org("上级", column_name="parent_id", model="self")
    seq = Number("次序", required=True, default=0)
    line = Choice("条线", Line)
    member_kind = Choice("人员类型", MemberKind)
    unit_relation = Choice("所在单位情况", UnitRelation)
    contact = Text("联系人", width=9)
    phone = Phone("联系电话")
    founded_on = FullDate("成立日期")
    closed_on = FullDate("撤销日期")
    remark = LongText("备注")

    class Meta:
        table_name = "party_org"


class OrgVersion(Record):
    """What an organisation was called and where it stood from a day on (R34). The last one agrees with `PartyOrg`."""

    org = Org("党组织", required=True)
    from_on = FullDate("起始日期", required=True)
    name = Text("党组织名称", required=True)
    short_name = Text("简称", required=True)
    level = Choice("组织类别", OrgLevel, required=True)
    parent = Org("上级", column_name="parent_id")
    seq = Number("次序", required=True, default=0)
    closed = Number("已撤销", required=True, default=0)
    basis = Text("依据")

    class Meta:
        table_name = "org_version"


class OrgPlace(Record):
    """Derived: each organisation's place in the official order of today's tree (0 first) and its depth."""

    id = None  # the organisation is the key
    org_id = IntegerField(primary_key=True)
    place = IntegerField()
    depth = IntegerField()

    class Meta:
        table_name = "org_place"


class OrgUnder(Record):
    """Derived: every (ancestor, organisation) pair of today's tree, each organisation under itself too."""

    id = None
    ancestor_id = IntegerField()
    org_id = IntegerField()

    class Meta:
        table_name = "org_under"
        primary_key = CompositeKey("ancestor_id", "org_id")
