"""One chain, seen from each end (P7): what raised an item, how it stands, what follows from its closing; and from an inspection its items.

What an appeal or a visit is, is told by whoever keeps them (`origin_told`); the items that one of theirs led to are told here.
"""

from collections.abc import Sequence

from desktop_app.features.problems.words import ItemState
from desktop_app.ledger.named import ask
from desktop_app.ledger.offered import About, AboutLine
from desktop_app.storage.office import Office

DONE, OPEN = "✓ ", "○ "
TITLE = "来龙去脉"
_LED_TO = (
    "SELECT i.id, i.desc, i.state, ifnull(i.ext_to, i.due_on), i.closed_on, i.member_id FROM link k JOIN problem_item i ON i.id = k.to_id"
    " WHERE (k.from_table, k.from_id) = (?, ?) AND k.to_table = 'problem_item' ORDER BY i.id"
)
_STEPS = ((ItemState.OPEN, "整改"), (ItemState.WORKING, "报请验收"), (ItemState.TO_VERIFY, "验收销号"))


def about_chain(office: Office, table: str, row_id: int) -> About | None:
    """The chain of an item, or the items of an inspection."""
    if table == "inspection":
        lines = list(items_told(office, table, row_id))
        return About("发现的问题", _summary(lines), lines) if lines else None
    return _of_item(office, row_id) if table == "problem_item" else None


def items_told(office: Office, table: str, row_id: int) -> Sequence[AboutLine]:
    """A line for each item that a record led to, open ones marked."""
    lines = []
    for number, desc, state, due, closed, _member in office.database.rows(_LED_TO, (table, row_id)):
        done = state == ItemState.CLOSED
        note = f"{closed} 销号" if done else f"{state}，{due} 前" if due else state
        lines.append(AboutLine(f"{DONE if done else OPEN}问题：{desc}", note, "problem_items", number))
    return lines


def _of_item(office: Office, item: int) -> About | None:
    before, after = [], []
    for table, number in office.database.rows(
        "SELECT from_table, from_id FROM link WHERE (to_table, to_id) = ('problem_item', ?) ORDER BY id", (item,)
    ):
        for line in _origin(office, table, number):
            (after if "回访" in line.text[:4] else before).append(line)
    if not before:
        return None
    ((state, closed),) = office.database.rows("SELECT state, closed_on FROM problem_item WHERE id = ?", (item,))
    done = state == ItemState.CLOSED
    own = AboutLine(
        f"{DONE if done else OPEN}本条问题", f"{closed} 销号" if done else f"还差{_left(state)}", "problem_items", item
    )
    lines = [*before, own, *after]
    return About(TITLE, _summary(lines), lines)


def _left(state: str) -> str:
    at = next(at for at, (each, _) in enumerate(_STEPS) if each == state)
    return "、".join(step for _, step in _STEPS[at:])


def _origin(office: Office, table: str, number: int) -> Sequence[AboutLine]:
    if table == "inspection":
        rows = office.database.rows("SELECT ifnull(on_day, ''), title FROM inspection WHERE id = ?", (number,))
        return [AboutLine(f"{DONE}{on} {title}", "督查", "inspections", number) for on, title in rows]
    answer = ask("origin_told")
    return answer(office, table, number) if answer else ()


def _summary(lines: Sequence[AboutLine]) -> str:
    waiting = sum(line.text.startswith(OPEN) for line in lines)
    return f"还有 {waiting} 步没有走完" if waiting else "都已走完"
