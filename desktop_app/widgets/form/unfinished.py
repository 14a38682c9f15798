"""Forms that were half typed when the program ended: told when their ledger is shown again, and opened where they were (U3)."""

from typing import Any

from desktop_app.ledger import writes
from desktop_app.ledger.declaration import Ledger, Part
from desktop_app.ledger.page import read_row
from desktop_app.ledger.places import holders
from desktop_app.storage.office import Office
from desktop_app.widgets.form.drafts import Drafts, Left, left_drafts


class Unfinished:
    """The drafts of one ledger's tab: its own forms, those of its parts, and its steps."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self._office = office
        self._ledger = ledger
        self._every: list[tuple[Part | None, Left]] = [(None, left) for left in left_drafts(office, ledger)]
        self._every += [(part, left) for part in ledger.parts for left in left_drafts(office, part.ledger)]

    def in_words(self) -> str:
        """What was not finished, in a sentence; '' when nothing was."""
        named = [name for part, left in self._every if (name := self._name(part, left))]
        if not named:
            return ""
        some = "、".join(named[:2]) + (" 等" if len(named) > 2 else "")
        return f"上次没有填完：{some}。" if len(named) == 1 else f"上次有 {len(named)} 份没有填完：{some}。"

    def _name(self, part: Part | None, left: Left) -> str:
        """批准 买投影仪; '' for one whose record is gone meanwhile."""
        if left.step:
            title = self._title(self._ledger, left.of)
            return f"{left.step} {title}" if title else ""
        if part is not None:
            owner = self._title(self._ledger, self._owner(part, left))
            return f"{owner} 的{part.title}" if owner else ""
        if left.record is None:
            return f"新增{self._ledger.title}"
        title = self._title(self._ledger, left.record)
        return f"修改 {title}" if title else ""

    def _owner(self, part: Part, left: Left) -> int | None:
        if left.record is None:
            return left.of
        return next(iter(holders(self._office, (part,), [left.record])), None)

    def _title(self, ledger: Ledger, record: int | None) -> str:
        row = read_row(self._office, ledger, record) if record is not None else None
        return writes.record_title(ledger, row) if row else ""

    def resume(self, tab: Any) -> None:
        """Open the first of them where it was typed; what was typed is in it."""
        part, left = next((each for each in self._every if self._name(*each)), self._every[0])
        if left.step:
            self._resume_step(tab, left)
        elif part is not None:
            owner = self._owner(part, left)
            assert owner is not None
            tab.show_record(owner)
            tab.pane.read_now()
            tab.pane.belongings.open_part(part, left.record)
        else:
            tab.open_form(left.record)

    def _resume_step(self, tab: Any, left: Left) -> None:
        assert left.of is not None
        tab.show_record(left.of)
        tab.pane.read_now()
        if not tab.pane.belongings.start_step(left.step):
            # Somebody has taken it there meanwhile.
            Drafts(self._office, self._ledger, f"{left.of}.{left.step}").drop(None)
