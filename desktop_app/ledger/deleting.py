"""Deleting records with all that belongs to them: their parts, files, steps and ties. Undo brings everything back."""

import json
from collections.abc import Collection

from desktop_app.ledger.declaration import Ledger
from desktop_app.ledger.search_index import table_of
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError

_CHOSEN = "(SELECT value FROM json_each(?))"
_OF_THEM = (("step_taken", "x"), ("record_file", "x"), ("link", "from"), ("link", "to"))


def delete_rows(office: Office, ledger: Ledger, ids: Collection[int]) -> None:
    """Delete records and what belongs to them, inside an open change; refuses while records elsewhere need them."""
    _delete_with_parts(office, ledger, ids)
    _refuse_needed(office, table_of(ledger.record), ids)


def _delete_with_parts(office: Office, ledger: Ledger, ids: Collection[int]) -> None:
    chosen, table = json.dumps(list(ids)), table_of(ledger.record)
    for part in ledger.parts:
        column = part.ledger.fields[part.field].column_name
        sql = f'SELECT id FROM "{table_of(part.ledger.record)}" WHERE "{column}" IN {_CHOSEN}'
        if inner := [row for (row,) in office.database.rows(sql, (chosen,))]:
            _delete_with_parts(office, part.ledger, inner)
    for of_them, end in _OF_THEM:
        sql = f"DELETE FROM {of_them} WHERE {end}_table = ? AND {end}_id IN {_CHOSEN}"
        office.database.execute_sql(sql, (table, chosen))
    office.database.execute_sql(f'DELETE FROM "{table}" WHERE id IN {_CHOSEN}', (chosen,))


def _refuse_needed(office: Office, table: str, ids: Collection[int]) -> None:
    """In words, before the tables' own rules refuse at the end of the change."""
    chosen, needed = json.dumps(list(ids)), 0
    for reference in office.shape.pointing_at(table):
        if reference.parent == table:
            sql = f'SELECT count(*) FROM "{reference.table}" WHERE "{reference.column}" IN {_CHOSEN}'
            needed += office.database.one(sql, (chosen,))
    if needed:
        raise OfficeError(f"还有 {needed:,} 条别处的记录用到它，不能删除。", "请先改掉或删除那些记录。")
