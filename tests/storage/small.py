"""A small office for the storage tests: branches, members, meetings, letters, in three schema versions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peewee import Database

from desktop_app.storage.office import Office
from desktop_app.storage.slices import Slice
from desktop_app.support.errors import OfficeError

_V1 = """
CREATE TABLE branch (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, parent_id INTEGER REFERENCES branch (id));
CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    id_number TEXT UNIQUE,
    branch_id INTEGER REFERENCES branch (id),
    phone TEXT
);
CREATE INDEX member_branch ON member (branch_id);
"""
_V2 = """
ALTER TABLE member ADD COLUMN joined TEXT;
CREATE TABLE meeting (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, held TEXT);
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL REFERENCES member (id),
    hours INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX attendance_member ON attendance (member_id);
CREATE TABLE member_search (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO member_search (id, text) SELECT id, name || ' ' || small_key(name) FROM member;
"""
# The whole table is made anew, as a real step must when a constraint changes: its children must not notice.
_V3 = """
CREATE TABLE member_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    id_number TEXT UNIQUE,
    branch_id INTEGER REFERENCES branch (id),
    phone TEXT,
    joined TEXT,
    photo_sha256 TEXT,
    sponsor_id INTEGER REFERENCES member (id) ON DELETE SET NULL
);
INSERT INTO member_new (id, name, id_number, branch_id, phone, joined)
    SELECT id, name, id_number, branch_id, phone, joined FROM member;
DROP TABLE member;
ALTER TABLE member_new RENAME TO member;
CREATE INDEX member_branch ON member (branch_id);
CREATE INDEX member_joined ON member (joined);
CREATE TABLE letter (id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, member_id INTEGER REFERENCES member (id));
CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    from_table TEXT NOT NULL, from_id INTEGER NOT NULL, to_table TEXT NOT NULL, to_id INTEGER NOT NULL
);
"""


def small_key(text: str) -> str:
    """Stands for a pinyin key: a function that steps and hooks use."""
    return "-".join(f"{ord(character):x}" for character in text)


def index_members(database: Database, ids: Sequence[int]) -> None:
    """Keeps the search table in step with the members."""
    database.connection().executemany("DELETE FROM member_search WHERE id = ?", [(number,) for number in ids])
    database.connection().executemany(
        "INSERT INTO member_search (id, text) SELECT id, name || ' ' || small_key(name) FROM member WHERE id = ?",
        [(number,) for number in ids],
    )


def no_ghosts(database: Database, ids: Sequence[int]) -> None:
    """Refuses a member called 无名."""
    for number in ids:
        row = database.execute_sql("SELECT name FROM member WHERE id = ?", (number,)).fetchone()
        if row and row[0] == "无名":
            raise OfficeError("党员要有姓名。", "请填写姓名。")


def member_hook(database: Database, ids: Sequence[int]) -> None:
    index_members(database, ids)
    no_ghosts(database, ids)


def who_attended(database: Database, ids: Sequence[int]) -> list[int]:
    """Whose attendances these are."""
    marks = ", ".join("?" * len(ids))
    rows = database.execute_sql(f"SELECT member_id FROM attendance WHERE id IN ({marks})", tuple(ids))
    return [member for (member,) in rows.fetchall()]


def small(version: int) -> tuple[Slice, ...]:
    """The slice as a program of that version knew it."""
    return (
        Slice(
            "small",
            (_V1, _V2, _V3)[:version],
            untracked=frozenset(("member_search",)) if version > 1 else frozenset(),
            final={"letter": "请另开一张介绍信，把这张作废。"} if version > 2 else {},
            before_commit={"member": member_hook} if version > 1 else {},
            owners={"attendance": ("member", who_attended)} if version > 1 else {},
            functions={"small_key": small_key},
        ),
    )


SLICES = small(3)


def add_branch(office: Office, name: str = "第一支部", parent: int | None = None) -> int:
    with office.change(f"新建{name}"):
        sql = "INSERT INTO branch (name, parent_id) VALUES (?, ?)"
        return int(office.database.execute_sql(sql, (name, parent)).lastrowid)


def add_member(office: Office, name: str, **columns: Any) -> int:
    with office.change(f"新建党员{name}"):
        return insert(office, "member", name=name, **columns)


def insert(office: Office, table: str, **columns: Any) -> int:
    """One row, inside whatever change is open."""
    names = ", ".join(columns)
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return int(office.database.execute_sql(sql, tuple(columns.values())).lastrowid)


def update(office: Office, table: str, row_id: int, **columns: Any) -> None:
    with office.change(f"修改{table}"):
        sets = ", ".join(f"{name} = ?" for name in columns)
        office.database.execute_sql(f"UPDATE {table} SET {sets} WHERE id = ?", (*columns.values(), row_id))


def delete(office: Office, table: str, row_id: int) -> None:
    with office.change(f"删除{table}"):
        office.database.execute_sql(f"DELETE FROM {table} WHERE id = ?", (row_id,))


def dump(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the clerk has entered, and what is derived from it."""
    tables = [*office.shape.columns, "member_search"]
    return {table: office.database.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}


def populate(office: Office, members: int = 40) -> None:
    """An office with some life in it: imports, edits, a deletion, an undo; what the schema version has."""
    version = office.database.one("SELECT version FROM slice_version WHERE name = 'small'")
    first, second = add_branch(office), add_branch(office, "第二支部")
    with office.change("导入花名册", "import") as change:
        rows = [
            (f"党员{number}", f"41099919500101{number:04d}", (first, second)[number % 2]) for number in range(members)
        ]
        change.insert_rows("member", ("name", "id_number", "branch_id"), rows)
    update(office, "member", 1, phone="13900000001")
    update(office, "member", 2, name="张三", phone="13900000002")
    delete(office, "member", 3)
    update(office, "member", 4, name="写错了")
    office.undo()
    if version > 1:
        with office.change("支部大会"):
            meeting = insert(office, "meeting", title="支部大会", held="2016-12-01")
            for member in (1, 2, 4):
                insert(office, "attendance", meeting_id=meeting, member_id=member, hours=20)
    if version > 2:
        with office.change("开介绍信"):
            insert(office, "letter", number="410999-2016-0001", member_id=1)
    office.log_access("导出花名册", {"member": [1, 2, 4, 5]}, "核对信息")
    office.attachments.add(b"a picture", "照片.jpg")


def copy_folder(source: Path, target: Path) -> Path:
    """A copy of an office folder as it lies there, side files included."""
    import shutil

    return Path(shutil.copytree(source, target))
