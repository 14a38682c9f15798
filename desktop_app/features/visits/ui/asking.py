"""What the visits' buttons ask: a whole building, a visit by the number of its slip."""

from typing import Any

from desktop_app.features.visits import intake, slips
from desktop_app.features.visits.model import Visit
from desktop_app.features.visits.words import Outcome
from desktop_app.ledger.declaration import fields_of
from desktop_app.storage.fields import Text
from desktop_app.storage.numbers import Number
from desktop_app.support.errors import OfficeError
from desktop_app.widgets.asking import AskDialog

_MOST_HOMES = 2000


def add_building(tab: Any) -> None:
    """登记整栋楼: how many units, floors, homes on a floor; those known already stay."""
    desk = tab.desk
    office = desk.office
    fields = {
        "estate": Text("小区", required=True),
        "building": Text("楼栋", required=True, hint="3 或 3号楼"),
        "units": Number("单元数", required=True),
        "floors": Number("层数", required=True),
        "per_floor": Number("每层户数", required=True),
    }

    def work(values: dict[str, Any]) -> int:
        units, floors, per_floor = (values[name] for name in ("units", "floors", "per_floor"))
        if min(units, floors, per_floor) < 1 or units * floors * per_floor > _MOST_HOMES:
            raise OfficeError(f"一栋楼的户数要在 1 到 {_MOST_HOMES:,} 之间。", "请核对单元数、层数和每层户数。")
        with office.change(f"登记 {values['estate']} {values['building']} 整栋楼"):
            return intake.add_building(office, values["estate"], values["building"], units, floors, per_floor)

    def done(new: int) -> None:
        desk.message(f"新登记 {new:,} 户，原有的不变。按 Ctrl+Z 可以一步撤销。")

    AskDialog(
        desk,
        "登记整栋楼",
        "按单元、楼层一次登记一栋；门牌写成 101、102 … 601",
        fields,
        work,
        done,
        tab.window(),
        given={"units": 3, "floors": 6, "per_floor": 2},
        words="登记",
    ).open()


def enter_slip(tab: Any) -> None:
    """按走访单编号录入: the number finds the visit, or the home it was printed for."""
    desk = tab.desk

    def work(values: dict[str, Any]) -> slips.Slip:
        return slips.find(desk.office, values["code"])

    def found(slip: slips.Slip) -> None:
        if slip.visit is not None:
            desk.open_record("visits", slip.visit)
        else:
            _fill_slip(tab, slip)

    AskDialog(
        desk, "按走访单编号录入", "走访单右上角的编号", {"code": Text("编号", required=True)}, work, found, tab.window()
    ).open()


def _fill_slip(tab: Any, slip: slips.Slip) -> None:
    desk, office = tab.desk, tab.desk.office
    kinds = fields_of(Visit)
    names = ("on", "org", "visitor", "companion", "alone_reason", "outcome", "topics", "leaflets", "summary")
    told = f"走访单 {slip.code}　{slip.title}"

    def work(values: dict[str, Any]) -> int:
        with office.change(f"录入走访单 {slip.code}"):
            return slips.enter(office, slip, values)

    def done(visit: int) -> None:
        desk.open_record("visits", visit)

    given = {"outcome": str(Outcome.MET), "on": desk.clock.today().isoformat()}
    fields = {name: kinds[name] for name in names}
    AskDialog(desk, "录入走访单", told, fields, work, done, tab.window(), given=given, words="录入").open()
