"""What is put into the offices that are stored for the upgrade tests: eighty invented people and their two years."""

from desktop_app.demo.build import DemoBuilder
from desktop_app.storage.office import Office
from desktop_app.support.clock import FixedClock
from desktop_app.support.tasks import SILENT


def populate(office: Office) -> None:
    """Through the clerk's doors, as the demo office is built; a setting and a showing besides."""
    clock = office.clock
    assert isinstance(clock, FixedClock)
    DemoBuilder(office, clock, members=80, seed=1).build(SILENT)
    office.settings.put("views.roster", [])
    office.log_access("导出", {"member": [1]}, "核对信息")
