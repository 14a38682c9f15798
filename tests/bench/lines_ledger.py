"""Lists, search, sort, import and bulk writes (performance.md, lines 4, 5, 9, 10 and 14), below the window."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app import registry
from desktop_app.ledger.query import LedgerQuery
from desktop_app.storage.office import Office
from tests.bench import in_office
from tests.bench.apart import apart
from tests.bench.harness import Line, Measured
from tests.bench.lines_workbook import read_theirs, with_children
from tests.bench.offices import DEMO, MANY, folder_of, office_of

ROSTER = registry.ledger("roster")
_TYPED = ("z", "zj", "zjg", "张", "李建", "1234")
_PASSWORD = "correct horse battery"


def lines(folder: Path) -> Iterator[Line]:
    """Each office is open only while its lines run: one office at a time is the rule of the program."""
    for members in (DEMO, MANY):
        with office_of(folder, members) as office:
            yield from _against_bare_sql(office, f"{members:,}")
    with registry.open_office(in_office.copied(folder_of(folder, DEMO), folder / "copy.office")) as office:
        yield _bulk_write(office)
    yield from _out_and_in(folder)
    yield _encrypted(folder)


def _against_bare_sql(office: Office, size: str) -> Iterator[Line]:
    query = LedgerQuery(office, ROSTER)
    connection = office.database.connection()

    def bare_sort() -> None:
        connection.execute(
            "SELECT m.id FROM search s JOIN member m ON m.id = s.row_id WHERE s.table_name = 'member'"
            " AND m.left_on IS NULL ORDER BY s.pinyin, m.id"
        ).fetchall()

    yield Line(f"sort by name, {size} (5)", lambda: query.asking(order=(("name", False),)).ids(), bare_sort, 1.5)
    listed = list(query.ids())[:64]
    sql, parameters = _statement(query, listed)

    def bare_page() -> None:
        for _ in range(200):
            connection.execute(sql, parameters).fetchall()

    def pages() -> None:
        for _ in range(200):
            query.page(listed)

    yield Line(f"list page of 64 rows x200, {size} (10)", pages, bare_page, 1.2)

    def bare_search() -> None:
        for typed in _TYPED:
            connection.execute(
                "SELECT row_id FROM search s JOIN member m ON m.id = s.row_id WHERE s.table_name = 'member'"
                " AND s.text LIKE ? AND m.left_on IS NULL ORDER BY s.pinyin LIMIT 300",
                (f"%{typed}%",),
            ).fetchall()

    def search() -> None:
        for typed in _TYPED:
            query.asking(words=typed, order=(("name", False),)).ids(300)

    yield Line(f"search as typed, six words, {size} (4)", search, bare_search, 1.5)


def _statement(query: LedgerQuery, listed: list[int]) -> tuple[str, tuple]:
    """The very statement that a page is read with, and its parameters."""
    asked: list[tuple[str, tuple]] = []
    database = query.office.database
    run = database.execute_sql

    def noting(sql: str, parameters: tuple = ()) -> object:
        asked.append((sql, parameters))
        return run(sql, parameters)

    database.execute_sql = noting  # type: ignore[method-assign]
    try:
        query.page(listed)
    finally:
        del database.execute_sql
    (only,) = asked
    return only


def _bulk_write(office: Office) -> Line:
    """7,000 people entered through the door against the bare driver with the same triggers."""
    columns = [row[1] for row in office.database.rows("PRAGMA table_info(member)") if row[1] != "id"]
    rows = office.database.rows(f"SELECT {', '.join(columns)} FROM member ORDER BY id LIMIT 7000")

    class TakenBack(Exception):
        """So that the next pair finds the same office."""

    def through_the_door() -> None:
        try:
            with office.change("测量") as change:
                change.insert_rows("member", columns, rows)
                raise TakenBack
        except TakenBack:
            pass

    def bare() -> None:
        connection = office.database.connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE current_change SET change = 1")
        marks = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO member ({', '.join(columns)}) VALUES ({marks})", rows)
        connection.execute("ROLLBACK")

    return Line("7,000 members through the door, history included (10)", through_the_door, bare, 3.0)


def _out_and_in(folder: Path) -> Iterator[Line]:
    """A whole roster out to a workbook, and that workbook into an empty office; openpyxl would take minutes at 100,000."""
    few, many = folder / "6703.xlsx", folder / "100000.xlsx"
    out = apart("tests.bench.in_office:export_whole", folder_of(folder, DEMO), few)
    much = apart("tests.bench.in_office:export_whole", folder_of(folder, MANY), many)
    yield Line("roster out, 100,000 against 6,703: 14.9 times the rows (8)", much, out, 15.5)
    come = apart("tests.bench.in_office:take_in", few, of="own")
    yield Line("roster in: read, check, commit, against bare reading (9)", come, lambda: _read_by_openpyxl(few), 0.4)
    yield Line(
        "roster in, 100,000 against 6,703 (9)", apart("tests.bench.in_office:take_in", many, of="own"), come, 15.5
    )


def _read_by_openpyxl(roster: Path) -> Measured:
    return with_children(lambda: read_theirs(roster))


def _encrypted(folder: Path) -> Line:
    """The same listing in an encrypted and a plain office, both open already."""
    target = "tests.bench.in_office:look_through"
    hidden = folder_of(folder, DEMO, password=_PASSWORD)
    ours = apart(target, hidden, _PASSWORD, of="own")
    plain = apart(target, folder_of(folder, DEMO), None, of="own")
    return Line("encrypted against plain, 6,703 looked through ten times (14)", ours, plain, 1.2)
