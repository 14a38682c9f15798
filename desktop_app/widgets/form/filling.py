"""What a chosen record, or a value that was typed, says of other fields of the form: filled in at once, to be seen and changed."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

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


class Deriving(QObject):
    """Fills what one value says of others that are empty (the birth and the sex in an ID number), as an import would.

    Only when it says something new: what the clerk empties again stays empty, and so does what an old record leaves open.
    """

    def __init__(self, ledger: Ledger, editors: Mapping[str, FieldEditor], parent: QObject) -> None:
        super().__init__(parent)
        self._derives = ledger.imports.derives if ledger.imports else None
        self._editors = editors
        if self._derives is not None:
            self._said = self._derives(self._standing())
            for editor in editors.values():
                editor.left.connect(self._look_soon)
                editor.done.connect(self.look)

    def _standing(self) -> dict[str, Any]:
        """What can be read of the fields that are not empty, as stored."""
        found = {}
        for name, editor in self._editors.items():
            with suppress(ValueError):
                found[name] = editor.kind.parse(editor.typed())
        return {name: value for name, value in found.items() if value not in (None, "")}

    @Slot()
    def _look_soon(self) -> None:
        # A form that is taken away leaves its field in the midst of its going: then nothing is to be looked at.
        QTimer.singleShot(0, self, self.look)

    @Slot()
    def look(self) -> None:
        """Fill what is said now and was not said before."""
        if self._derives is None:
            return
        standing = self._standing()
        said = self._derives(standing)
        if not said or said == self._said:
            return
        self._said = said
        for name, value in said.items():
            if name not in standing and name in self._editors:
                self._editors[name].put(value)
                self._editors[name].edited.emit()
