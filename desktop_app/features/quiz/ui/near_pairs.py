"""查近似题: every nearly equal pair of the bank, listed side by side in the table."""

from typing import Any

from desktop_app.features.quiz import near
from desktop_app.support.tasks import Progress


def show_near(tab: Any) -> None:
    """Look on the worker, then list them."""
    office = tab.desk.office

    def work(_progress: Progress) -> list[near.Near]:
        return near.pairs(office)

    def show(found: list[near.Near]) -> None:
        if not found:
            tab.message.say("没有近似的题。", "good")
            return
        ids = list(dict.fromkeys(at for pair in found for at in (pair.one, pair.other)))
        tab.desk.open_rows("quiz_question", ids, f"近似的题（{len(found)} 对）")

    tab.desk.jobs.run("查近似题", work, show)
