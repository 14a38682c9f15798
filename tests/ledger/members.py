"""A plain ledger of the members, enough for the kit's tests; the real roster is features/roster's."""

from desktop_app.ledger.declaration import Column, ImportSpec, Ledger, Section
from desktop_app.people import membership
from desktop_app.people.member import PartyMember
from desktop_app.people.slice import SLICE
from desktop_app.support import dates, id_number

OPENED_ON = "2016-01-01"
NAMES = (
    "name",
    "sex",
    "ethnicity",
    "birth_date",
    "org",
    "category",
    "joined_on",
    "full_on",
    "party_post",
    "id_no",
    "mobile",
)


def _month(value: str) -> str:
    return dates.show(value, "dotted")


def _doubts(values, _office) -> list[str]:
    if not values["id_no"]:
        return ["缺证号"]
    return [doubt.chinese for doubt in id_number.inspect(values["id_no"], birth=values["birth_date"]).doubts]


MEMBERS = Ledger(
    key="members",
    title="党员",
    unit="人",
    record=PartyMember,
    slice=SLICE,
    columns=tuple(Column(name, style=_month if name.endswith(("_on", "_date")) else None) for name in NAMES),
    searched=("name", "id_no", "mobile", "tel"),
    form=(Section("基本", NAMES, read_only=frozenset(("org",))),),
    base=lambda: PartyMember.left_on.is_null(),
    order=(("org", False), ("party_post", False), ("name.strokes", False)),
    org_field="org",
    group_field="group",
    imports=ImportSpec(
        keys=("id_no",),
        asks_by="name",
        required=("name",),
        synonyms={"id_no": ("身份证号码", "身份证号"), "mobile": ("联系电话", "电话"), "org": ("支部", "所在支部")},
        check=_doubts,
        inserts=lambda office, rows: membership.open_with(office, rows, OPENED_ON),
    ),
)
