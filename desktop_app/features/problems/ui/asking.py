"""What the problem lists' buttons ask: a finding of an inspection, the list that loose items belong to."""

from collections.abc import Sequence
from typing import Any

from desktop_app.features.problems import intake
from desktop_app.features.problems.model import ProblemItem, ProblemList
from desktop_app.ledger.declaration import fields_of
from desktop_app.people.fields import Org
from desktop_app.storage.fields import LongText
from desktop_app.widgets.asking import AskDialog


def raise_finding(tab: Any, inspection: int) -> None:
    """One item from what an inspection found: organisation, day, time limit and what stands beside a weak mark are there already."""
    desk, office = tab.desk, tab.desk.office
    ((org, org_name, title, due_on),) = office.database.rows(
        "SELECT i.org_id, o.short_name, i.title, i.due_on FROM inspection i JOIN party_org o ON o.id = i.org_id WHERE i.id = ?",
        (inspection,),
    )
    kinds = fields_of(ProblemItem)
    fields = {
        "desc": LongText("发现的问题", required=True),
        "org": Org("责任党组织", column_name="org_id", required=True),
        **{name: kinds[name] for name in ("aspect", "domain", "measures", "lead", "owner", "due_on")},
    }

    def work(values: dict[str, Any]) -> int:
        with office.change(f"{title}发现问题"):
            return intake.raise_finding(office, inspection, values)

    left = intake.findings_left(office, inspection)
    AskDialog(
        desk,
        "发现问题转为条目",
        f"{title}　{org_name}" + (f"（还有 {len(left)} 处没有转）" if len(left) > 1 else ""),
        fields,
        work,
        lambda item: desk.open_record("problem_items", item),
        tab.window(),
        given={"org": (org, org_name), "due_on": due_on, "desc": next(iter(left), None)},
        words="转为条目",
    ).open()


def file_under(tab: Any, ids: Sequence[int]) -> None:
    """Put items that stand in no list into the list of their organisation or member of a batch, made where there is none."""
    desk, office = tab.desk, tab.desk.office
    kinds = fields_of(ProblemList)
    fields = {name: kinds[name] for name in ("batch", "made_on")}

    def work(values: dict[str, Any]) -> tuple[int, int]:
        with office.change(f"归入清单 {values['batch']}"):
            return intake.file_under(office, ids, values["batch"], values["made_on"])

    def done(counts: tuple[int, int]) -> None:
        items, lists = counts
        desk.message(f"{items:,} 条归入清单，新建清单 {lists:,} 份。按 Ctrl+Z 可以一步撤销。")

    told = f"把选中的 {len(ids):,} 条问题归入各自党组织（或党员）的清单；已在清单里的不动"
    given = {"made_on": desk.clock.today().isoformat()}
    AskDialog(desk, "归入清单", told, fields, work, done, tab.window(), given=given, words="归入").open()
