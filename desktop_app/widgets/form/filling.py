"""What a chosen record says of other fields of the form: filled in at once, for the clerk to see and to change."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people.fields import Reference
from desktop_app.storage.office import Office
from desktop_app.widgets.form.editors import FieldEditor, PickEditor


class Filling(QObject):
    """Follows the pickers named in the ledger's `fills`. Another choice fills anew what the last one filled; her own words stay."""

    def __init__(self, office: Office, ledger: Ledger, editors: Mapping[str, FieldEditor], parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._ledger, self._editors = office, ledger, editors
        self._filled: dict[str, Any] = {}
        self._chosen: dict[str, Any] = {}
        for name in ledger.fills:
            editor = editors.get(name)
            if isinstance(editor, PickEditor):
                self._chosen[name] = editor.typed()
                editor.setProperty("fills", name)
                editor.edited.connect(self._choose)
                self._own_what_agrees(name)

    def _own_what_agrees(self, name: str) -> None:
        """What a stored record has from its choice already goes with another choice."""
        if isinstance(self._chosen[name], int):
            for target, value, _text in self._told_by(name):
                if target in self._editors and self._editors[target].typed() == value:
                    self._filled[target] = value

    @Slot()
    def _choose(self) -> None:
        name = self.sender().property("fills")
        chosen = self._editors[name].typed()
        if not isinstance(chosen, int) or chosen == self._chosen[name]:
            return
        self._chosen[name] = chosen
        for target, value, text in self._told_by(name):
            editor = self._editors.get(target)
            if editor is not None and editor.typed() in (None, "", self._filled.get(target)):
                editor.put(value, text)
                self._filled[target] = editor.typed()
                editor.edited.emit()

    def _told_by(self, name: str) -> Iterator[tuple[str, Any, str]]:
        """(field, value, text) of what the chosen record says of others."""
        source: Any = self._ledger.fields[name]
        for target, of in self._ledger.fills[name].items():
            yield target, *self._told(source, self._chosen[name], getattr(source.rel_model, of))

    def _told(self, source: Any, chosen: int, kind: Any) -> tuple[Any, str]:
        """The chosen record's value in a field, and what is shown for it where it is a reference."""
        sql = f'SELECT "{kind.column_name}" FROM "{table_of(source.rel_model)}" WHERE id = ?'
        value = self._office.database.one(sql, (chosen,))
        if not isinstance(kind, Reference) or value is None:
            return value, ""
        shown = text_of_reference(kind).column_name
        text = self._office.database.one(f'SELECT "{shown}" FROM "{table_of(kind.rel_model)}" WHERE id = ?', (value,))
        return value, text or ""
