"""思想动态分析报告 (V9): one round, always as totals: how it was asked, what people care about, what they suggest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.ledger.paper_words import paper_foot
from desktop_app.paper.official import Block, Heading, OfficialPaper, PaperColumn, Paragraph, SmallTable
from desktop_app.storage.office import Office
from desktop_app.support.errors import OfficeError
from desktop_app.support.tasks import SILENT, Progress


def write_mood(office: Office, path: Path, round_id: int, progress: Progress = SILENT) -> int:
    """The report of one round; the number of pages."""
    names = (
        "title",
        "from_on",
        "to_on",
        "manner",
        "units",
        "heads",
        "satisfied",
        "fairly",
        "dissatisfied",
        "suggestions",
        "analysis",
    )
    rows = office.database.rows(f"SELECT {', '.join(names)} FROM mood_round WHERE id = ?", (round_id,))
    if not rows:
        raise OfficeError("这轮调研已经不在了。", "请刷新后再选。")
    told: dict[str, Any] = dict(zip(names, rows[0], strict=True))
    concerns = office.database.rows(
        "SELECT topic, heads, ifnull(note, '') FROM concern WHERE round_id = ? ORDER BY heads DESC, id", (round_id,)
    )
    paper = OfficialPaper(
        f"{told['title']}分析报告",
        list(_blocks(told, concerns)),
        signer=paper_foot(office)["unit"],
        signed_on=office.clock.today(),
    )
    return paper.write(path, progress)


def _day(on: str) -> str:
    year, month, day = on.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _percent(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


def _blocks(told: dict[str, Any], concerns: list[tuple[str, int, str]]) -> Iterator[Block]:
    heads = told["heads"]
    yield Paragraph(
        f"{_day(told['from_on'])}至{_day(told['to_on'])}，以{told['manner']}方式在{told['units']}个单位调研{heads:,}人。"
        "本报告只汇总人数，不涉及任何个人。"
    )
    yield Heading("一、关注的话题")
    if concerns:
        first = "、".join(f"{topic}（{count}人，{_percent(count, heads)}）" for topic, count, _ in concerns[:3])
        yield Paragraph(f"关注最多的是：{first}。")
        columns = [
            PaperColumn("话题", "left", weight=1), PaperColumn("人数"), PaperColumn("占比"), PaperColumn("主要反映", "left", weight=2),
        ]  # fmt: skip
        yield SmallTable(
            columns, [(topic, f"{count:,}", _percent(count, heads), note) for topic, count, note in concerns]
        )
    else:
        yield Paragraph("没有记录集中关注的话题。")
    yield Heading("二、满意度")
    answers = [told[name] or 0 for name in ("satisfied", "fairly", "dissatisfied")]
    if sum(answers):
        words = "，".join(
            f"{label}{count:,}人（{_percent(count, sum(answers))}）"
            for label, count in zip(("满意", "基本满意", "不满意"), answers, strict=True)
        )
        silent = heads - sum(answers)
        yield Paragraph(f"作答{sum(answers):,}人，{words}。" + (f"未作答{silent:,}人。" if silent else ""))
    else:
        yield Paragraph("本轮没有调查满意度。")
    yield Heading("三、意见建议")
    yield Paragraph(told["suggestions"] or "没有集中的意见建议。")
    yield Heading("四、分析")
    yield Paragraph(told["analysis"] or "（待分析）")
