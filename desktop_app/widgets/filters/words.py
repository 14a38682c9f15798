"""A condition in the clerk's words: 学历 是 大学本科 或 大学专科. No widgets here."""

from typing import Any

from desktop_app.ledger.declaration import Condition, Ledger
from desktop_app.people.fields import Reference
from desktop_app.storage.office import Office

_MOST_NAMED = 3


def in_words(office: Office, ledger: Ledger, condition: Condition) -> str:
    """The condition as its chip says it."""
    label = ledger.fields[condition.field].label
    if not condition.values:
        return f"{label} {condition.operator}"
    shown = [value_in_words(office, ledger, condition.field, value) for value in condition.values]
    joint = " 至 " if condition.operator == "介于" else " 或 "
    more = f" 等 {len(shown)} 项" if len(shown) > _MOST_NAMED else ""
    return f"{label} {condition.operator} {joint.join(shown[:_MOST_NAMED])}{more}"


def value_in_words(office: Office, ledger: Ledger, field: str, value: Any) -> str:
    """One value as it is shown; a reference by the text that stands for it."""
    kind = ledger.fields[field]
    if isinstance(kind, Reference):
        table, column = kind.rel_model._meta.table_name, kind.shown_by
        found = office.database.rows(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (value,))
        return str(found[0][0]) if found else "（已不在）"
    if kind.entry == "flag":
        return "是" if value else "否"
    return kind.show(value)
