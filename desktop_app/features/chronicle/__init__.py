"""大事记 (X15): dated events with their guests in the paper's own words, photographs as files, the year as a 公文.

How many 200余名代表 are is guests.py's to read; what is counted figures.py's, the print papers.py's.
"""

from typing import Any

from desktop_app.features.chronicle.figures import figures
from desktop_app.features.chronicle.guests import guest_about, guest_heads, in_words
from desktop_app.features.chronicle.model import Event
from desktop_app.features.chronicle.papers import PAPERS
from desktop_app.features.chronicle.rules import validate
from desktop_app.features.chronicle.schema import STEPS
from desktop_app.features.chronicle.words import EventKind
from desktop_app.ledger.declaration import Column, Condition, ImportSpec, Ledger, Offers, Section, View
from desktop_app.ledger.offered import About, AboutLine
from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice


def _demo(office: Any, seed: int) -> Any:
    from desktop_app.features.chronicle.demo import demo

    return demo(office, seed)


SLICE = Slice("chronicle", STEPS, functions={"guest_heads": guest_heads, "guest_about": guest_about})
_NEWEST = 20


def _heads(guests: str | None, _today: Any) -> str:
    return in_words(guests)


def about(office: Office, table: str, row_id: int) -> About | None:
    """The events an organisation was host to."""
    if table != "party_org":
        return None
    rows = office.database.rows(
        "SELECT id, on_day, title, kind FROM chronicle_event WHERE org_id = ? ORDER BY on_day DESC", (row_id,)
    )
    lines = [AboutLine(f"{on} {title}", kind, "chronicle", number) for number, on, title, kind in rows[:_NEWEST]]
    return About("大事记", f"{len(rows)} 件", lines) if rows else None


LEDGER = Ledger(
    key="chronicle",
    title="大事记",
    unit="件",
    record=Event,
    slice=SLICE,
    columns=(
        Column("on"),
        Column("until_on", hidden=True),
        Column("kind"),
        Column("title"),
        Column("place"),
        Column("guests"),
        Column("heads", label="来宾人数", needs=("guests",), compute=_heads, align="right", width=9),
        Column("leaders", hidden=True),
        Column("org"),
        Column("story"),
        Column("remark", hidden=True),
    ),
    searched=("title", "place", "guests", "story"),
    form=(
        Section("事件", ("title", "kind", "on", "until_on", "place", "org")),
        Section("来宾", ("guests", "leaders")),
        Section("经过", ("story", "remark")),
    ),
    views=tuple(View(str(kind), (Condition("kind", "是", (kind,)),)) for kind in EventKind),
    order=(("on", True),),
    imports=ImportSpec(
        keys=(),
        asks_by="title",
        required=("title", "on"),
        synonyms={
            "title": ("事项", "内容", "大事"),
            "on": ("时间",),
            "guests": ("参加人数", "来宾人数", "人数"),
            "story": ("主要内容",),
        },
    ),
    validate=validate,
    offers=Offers(figures=figures, papers=PAPERS, about=about, demo=_demo),
    icon="flag",
    empty="这里还没有大事记。记一件事，照片放在它的附件里。",
)
