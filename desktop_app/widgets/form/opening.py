"""Putting the whole form over a ledger's tab, and taking it away again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.ledger.declaration import Ledger
from desktop_app.people.tree import tree_on
from desktop_app.widgets.desk import Desk
from desktop_app.widgets.form.page import FormPage


def open_form_page(
    tab: Any,
    record_id: int | None,
    *,
    ledger: Ledger | None = None,
    given: Mapping[str, Any] | None = None,
    first: str = "",
) -> None:
    """Put the form over a standard tab until it is saved or left; a form that is open already stays.

    `ledger` in the tab's place where a new record comes in another way, `given` what it begins with, `first` the field that
    the keyboard goes to.
    """
    if tab.findChild(FormPage) is not None:
        return
    form = FormPage(tab.desk, ledger or tab.ledger, tab)
    cover = _Cover(tab, form)
    form.saved.connect(cover.saved)
    form.left.connect(cover.leave)
    if record_id is None and given is not None:
        form.open_new(given)
    elif record_id is None:
        org = tab.ledger.org_field
        chosen = tab.query().asked.org if org else None
        form.open_new({org: chosen} if chosen is not None and _may_be(tab.desk, tab.ledger, chosen) else None)
    elif not form.open_record(record_id):
        cover.leave()
        return
    cover.show(first)


def _may_be(desk: Desk, ledger: Ledger, org: int) -> bool:
    """Whether the organisation chosen in the tree can be a new record's: a 总支 can't be somebody's branch."""
    levels = ledger.fields[ledger.org_field].levels  # type: ignore[attr-defined]
    node = tree_on(desk.office, desk.clock.today()).nodes.get(org)
    return node is not None and (not levels or node.level in levels)


class _Cover(QObject):
    """The form in the place of the tab's own content, and back.

    The tab's keys rest meanwhile: Ctrl+F must not carry the keyboard into a search box that nobody sees.
    """

    def __init__(self, tab: Any, form: FormPage) -> None:
        super().__init__(form)
        self._tab, self._form = tab, form
        self._resting = [action for action in tab.actions() if action.isEnabled()]

    def show(self, first: str) -> None:
        for action in self._resting:
            action.setEnabled(False)
        self._tab.split.hide()
        self._tab.layout().addWidget(self._form)
        self._form.show()
        self._form.focus_first(first)

    @Slot(object)
    def saved(self, record_id: int) -> None:
        """The table goes to what was saved as soon as it lists it."""
        self._tab.listing.follow_saved(record_id)

    @Slot()
    def leave(self) -> None:
        self._form.hide()
        self._form.setParent(None)
        for action in self._resting:
            action.setEnabled(True)
        self._tab.split.show()
        self._tab.panel.setFocus()  # the table, or what an empty one says
        self._form.deleteLater()
