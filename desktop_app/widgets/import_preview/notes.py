"""What the preview says of a plan as a whole: what should be known before looking at rows, and what would be written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.ledger.importing.plan import Plan, Verdict

_MOST_NOTES = 4


def to_write(plan: Plan) -> tuple[int, int]:
    """How many records would be new and how many changed."""
    return len(plan.of(Verdict.NEW)), sum(bool(row.accepted or row.joining) for row in plan.of(Verdict.CHANGED))


def notes_of(plan: Plan) -> list[str]:
    """What the clerk should know before looking at rows."""
    notes = [f"“{file}”在 {at.replace('T', ' ')} 已经导入过一次。" for file, at in plan.already.items()]
    for sheet in plan.sheets:
        told = list(sheet.notes)
        if sheet.skipped:
            why = "、".join(f"第 {row} 行 {reason}" for row, reason in sheet.skipped[:_MOST_NOTES])
            told.append(f"跳过 {len(sheet.skipped)} 行（{why}{' 等' if len(sheet.skipped) > _MOST_NOTES else ''}）")
        if told:
            shown = "；".join(told[:_MOST_NOTES]) + (f" 等 {len(told)} 条" if len(told) > _MOST_NOTES else "")
            notes.append(f"{sheet.file} {sheet.sheet}：{shown}")
    if plan.new_orgs:
        notes.append(
            f"将新建 {len(plan.new_orgs)} 个党组织：{'、'.join(plan.new_orgs[:6])}{' 等' if len(plan.new_orgs) > 6 else ''}"
        )
    if derived := plan.derived_in_words():
        notes.append(f"{derived}。")
    return notes


def no_harm() -> QLabel:
    """What stands beside the list of those who are on no list."""
    words = QLabel(
        "这些人台账里有，这次的名单里没有。\n\n导入不会删除他们；是转出、去世还是漏填，请向支部核实，再用相应的办理事项。"
    )
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    words.setContentsMargins(12, 0, 0, 0)
    return words
