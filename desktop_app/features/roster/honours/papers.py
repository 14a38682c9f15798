"""荣誉证书, 承诺书 and 亮身份牌 of the records that are selected."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.ledger.declaration import RecordPaper
from desktop_app.people.events import among
from desktop_app.storage.office import Office
from desktop_app.support.spans import chinese_day
from desktop_app.support.tasks import SILENT, Progress


def write_certificates(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """A page for each honour."""
    from desktop_app.paper.canvas import Canvas
    from desktop_app.paper.certificate import PAGE, draw_certificate

    chosen, parameters = among(ids)
    rows = office.database.rows(
        f"SELECT honouree, kind, batch, approved_on FROM honour WHERE id IN {chosen} ORDER BY id", parameters
    )
    canvas = Canvas(PAGE, title="荣誉证书")
    for number, (name, kind, batch, approved_on) in enumerate(rows):
        progress.report(number, len(rows), "荣誉证书")
        on = date.fromisoformat(approved_on) if approved_on else office.clock.today()
        draw_certificate(
            canvas, "荣誉证书", name, f"在{batch}中被授予“{kind}”称号，特发此证，以资鼓励。", office.name, on
        )
    canvas.save(path)


def write_pledges(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """党员承诺书: a page for each plate, signed by the member."""
    from desktop_app.paper.canvas import Canvas
    from desktop_app.paper.fonts import Role
    from desktop_app.paper.measures import ERHAO, MM, SANHAO, sheet

    canvas = Canvas(sheet("A4", landscape=False), title="党员承诺书")
    width, height = canvas.size
    side, pitch = 30 * MM, 29.0
    rows = _plates(office, ids)
    for number, (post, name, branch, pledge, up_on) in enumerate(rows):
        progress.report(number, len(rows), "承诺书")
        canvas.text(width / 2, height - 60 * MM, "党员承诺书", Role.TITLE, ERHAO, align="center")
        y = height - 78 * MM
        body = [
            f"我是{branch}党员{name}，岗位是{post}。我郑重承诺：",
            *pledge.splitlines(),
            "以上承诺，请组织和群众监督。",
        ]
        for paragraph in body:
            for line in canvas.pen(Role.BODY, SANHAO).wrap(f"　　{paragraph}", width - 2 * side):
                canvas.text(side, y, line, Role.BODY, SANHAO)
                y -= pitch
        canvas.text(width - side - 8 * SANHAO, y - 2 * pitch, "承诺人（签名）：", Role.BODY, SANHAO)
        day = chinese_day(date.fromisoformat(up_on))
        canvas.text(width - side, y - 3.2 * pitch, day, Role.BODY, SANHAO, align="right")
        canvas.end_page()
    canvas.save(path)


def write_plates(office: Office, path: Path, ids: Sequence[int], progress: Progress = SILENT) -> None:
    """亮身份牌 to cut out: four to a sheet, post, name, branch and pledge."""
    from desktop_app.paper.canvas import Canvas
    from desktop_app.paper.fonts import Role
    from desktop_app.paper.measures import MM, sheet

    canvas = Canvas(sheet("A4", landscape=True), title="亮身份牌")
    width, height = canvas.size
    plate_width, plate_height = (width - 30 * MM) / 2, (height - 30 * MM) / 2
    rows = _plates(office, ids)
    for number, (post, name, branch, pledge, _up_on) in enumerate(rows):
        progress.report(number, len(rows), "亮身份牌")
        at = number % 4
        x = 10 * MM + at % 2 * (plate_width + 10 * MM)
        top = height - 10 * MM - at // 2 * (plate_height + 10 * MM)
        canvas.box(x, top - plate_height, plate_width, plate_height, line=1)
        canvas.text(x + plate_width / 2, top - 14 * MM, "共产党员先锋岗", Role.TITLE, 20, align="center")
        canvas.lines([(x + 8 * MM, top - 19 * MM, x + plate_width - 8 * MM, top - 19 * MM)])
        for line, (label, told) in enumerate((("岗位", post), ("姓名", name), ("支部", branch))):
            canvas.text(x + 10 * MM, top - (29 + 9 * line) * MM, f"{label}：{told}", Role.HEI, 14)
        y = top - 58 * MM
        for words in canvas.pen(Role.KAI, 13).wrap(f"承诺：{pledge}", plate_width - 20 * MM)[:4]:
            canvas.text(x + 10 * MM, y, words, Role.KAI, 13)
            y -= 7 * MM
        if at == 3 or number == len(rows) - 1:
            canvas.end_page()
    canvas.save(path)


def _plates(office: Office, ids: Sequence[int]) -> list[tuple[str, str, str, str, str]]:
    chosen, parameters = among(ids)
    return office.database.rows(
        "SELECT p.post, m.name, o.short_name, p.pledge, p.up_on FROM post_plate p JOIN member m ON m.id = p.member_id"
        f" JOIN party_org o ON o.id = p.org_id WHERE p.id IN {chosen} ORDER BY p.id",
        parameters,
    )


HONOUR_PAPERS = (RecordPaper("certificate", "荣誉证书", write_certificates),)
PLATE_PAPERS = (RecordPaper("pledge", "承诺书", write_pledges), RecordPaper("plate", "亮身份牌", write_plates))
