"""The kernel's tables, told to the office: steps, derived tables, what is checked and derived before every commit."""

from collections.abc import Sequence

from peewee import Database

from desktop_app.people import pinyin, strokes
from desktop_app.people.links import check_ends, check_links
from desktop_app.people.membership import check_members, owners_of_events
from desktop_app.people.schema import STEPS, UNTRACKED
from desktop_app.people.verify import refresh_doubts
from desktop_app.people.versions import check_tree, check_versions
from desktop_app.storage.slices import BeforeCommit, Slice


def _members_touched(database: Database, members: Sequence[int]) -> None:
    check_members(database, members)
    refresh_doubts(database, members)


def _of_a_record(table: str) -> BeforeCommit:
    """What belongs to a record belongs to one that is there."""

    def check(database: Database, rows: Sequence[int]) -> None:
        check_ends(database, table, "x", rows)

    return check


SLICE = Slice(
    "people",
    STEPS,
    untracked=UNTRACKED,
    before_commit={
        "party_org": check_tree,
        "org_version": check_versions,
        "member": _members_touched,
        "link": check_links,
        "step_taken": _of_a_record("step_taken"),
        "record_file": _of_a_record("record_file"),
    },
    owners={"membership_event": ("member", owners_of_events)},
    functions={"pinyin_key": pinyin.sort_key, "strokes_key": strokes.sort_key},
)
