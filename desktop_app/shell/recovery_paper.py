"""The sheet with the recovery code: printed and locked away; as a PDF only for a stick that goes into the safe too."""

from datetime import date
from pathlib import Path

from desktop_app.paper.canvas import Canvas
from desktop_app.paper.faces import Role
from desktop_app.paper.measures import ERHAO, MM, SANHAO, SIHAO, sheet
from desktop_app.support.spans import chinese_day

_LEFT = 30 * MM
_WORDS = (
    "忘了密码时，在打开办公室的页面点“忘了密码，用恢复码”，照着输入。",
    "密码和恢复码都丢了，办公室里的资料就再也打不开，谁也帮不了。",
    "请把这张纸锁进保险柜，不要拍照，不要存在电脑里。",
)


def write_recovery_paper(path: Path, office_name: str, code: str, today: date) -> None:
    """One A4 page with the code in large type and what it is for."""
    width, height = sheet("A4", landscape=False)
    canvas = Canvas((width, height), title="恢复码")
    canvas.text(width / 2, height - 60 * MM, "恢 复 码", Role.TITLE, ERHAO, align="center")
    canvas.text(_LEFT, height - 85 * MM, f"办公室：{office_name}", Role.BODY, SANHAO)
    canvas.text(_LEFT, height - 97 * MM, f"日期：{chinese_day(today)}", Role.BODY, SANHAO)
    canvas.box(_LEFT, height - 132 * MM, width - 2 * _LEFT, 22 * MM, line=1)
    size = min(ERHAO, (width - 2 * _LEFT - 8 * MM) / canvas.pen(Role.HEI, 1).width(code))
    canvas.text(width / 2, height - 124 * MM, code, Role.HEI, size, align="center")
    top = height - 150 * MM
    for words in _WORDS:
        for line in canvas.pen(Role.BODY, SIHAO).wrap(words, width - 2 * _LEFT):
            canvas.text(_LEFT, top, line, Role.BODY, SIHAO)
            top -= 9 * MM
        top -= 3 * MM
    canvas.end_page()
    canvas.save(path)
