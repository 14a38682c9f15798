"""清单下发和收回 (P12): the items a branch answers for, and which lists it has, out as workbooks and back."""

from desktop_app.ledger.round_spec import RoundSpec

ROUND = RoundSpec(
    columns=(
        "desc",
        "list",
        "org",
        "member",
        "aspect",
        "domain",
        "source",
        "measures",
        "lead",
        "owner",
        "dept",
        "fix_type",
        "found_on",
        "due_on",
        "evidence",
        "state",
    ),
    read_only=frozenset(("member", "found_on")),
    day="found_on",
    hints=(
        "每个问题一行；新查摆的问题写在空行里，“所属清单”照抄本表已有清单的名称，也可以空着。",
        "党员个人清单属自我批评材料，没有写明用途时内容不列，请不要改动那些行。",
        "整改时限写成 2016-12-31；销号由上级办理，状态不用填。",
    ),
)
LIST_ROUND = RoundSpec(
    columns=("title", "kind", "org", "member", "batch", "made_on", "state", "remark"),
    read_only=frozenset(("title",)),
    day="made_on",
    hints=("每份清单一行；党员个人清单写上党员姓名。清单名称由程序生成，不用填。",),
)
