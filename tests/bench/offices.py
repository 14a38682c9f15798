"""Offices of a given size for the measures: the demo office, and larger ones made of it by copying its people with bare SQL."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop_app import registry
from desktop_app.demo.build import build_demo
from desktop_app.storage.office import Office
from desktop_app.support.id_number import check_digit

DEMO = 6_703
MANY = 100_000
MILLION = 1_000_000


def folder_of(folder: Path, members: int, *, password: str | None = None) -> Path:
    """A closed office of about so many members on the roster (exactly, for the demo's own size), made once a run.

    It lies beside the line module's `folder`, so that all modules share it: nothing may be written in it for good.
    """
    path = folder.parent / f"{members}{'密' if password else ''}.office"
    if not path.exists():
        _build(path, members, password)
    return path


def office_of(folder: Path, members: int, *, password: str | None = None) -> Office:
    """The same, open."""
    return registry.open_office(folder_of(folder, members, password=password), password=password)


def _build(path: Path, members: int, password: str | None) -> None:
    def create(folder: Path, name: str, **options: object) -> tuple[Office, str | None]:
        return registry.create_office(folder, name, password=password, **options)  # type: ignore[arg-type]

    with build_demo(create, path, lives=registry.demos(), members=min(members, DEMO)) as office:
        if members > DEMO:
            _multiply(office, members)


def _multiply(office: Office, members: int) -> None:
    """Copy the roster until there are `members`; each copy has an ID number and an opening event of its own."""
    columns = [row[1] for row in office.database.rows("PRAGMA table_info(member)") if row[1] != "id"]
    names = ", ".join(columns)
    copied = ", ".join("other_number(id_no)" if name == "id_no" else name for name in columns)
    numbers = _Numbers(number for (number,) in office.database.rows("SELECT id_no FROM member WHERE id_no IS NOT NULL"))
    with office.change("复制名册"):
        office.database.connection().create_function("other_number", 1, numbers.other)
        left = members - DEMO
        while left > 0:
            first = office.database.rows("SELECT max(id) FROM member")[0][0]
            office.database.execute_sql(
                f"INSERT INTO member ({names}) SELECT {copied} FROM member"
                f" WHERE left_on IS NULL AND id <= (SELECT min(id) + 7500 FROM member) ORDER BY id LIMIT {min(left, DEMO)}"
            )
            office.database.execute_sql(
                "INSERT INTO membership_event (member_id, kind, on_day, to_org_id)"
                " SELECT id, '期初在册', '2016-12-31', org_id FROM member WHERE id > ?",
                (first,),
            )
            left -= DEMO


class _Numbers:
    """ID numbers that nobody has yet, of the same day and sex as another: an import takes two people of one number for a mistake."""

    def __init__(self, given: Iterable[str]) -> None:
        self._given = {number[:17] for number in given}
        self._next: dict[tuple[str, int], Iterator[int]] = {}

    def other(self, number: str | None) -> str | None:
        if number is None:
            return None
        day, odd = number[:14], int(number[16]) % 2
        for sequence in self._next.setdefault((day, odd), iter(range(odd, 1000, 2))):
            first_17 = f"{day}{sequence:03d}"
            if first_17 not in self._given:
                return first_17 + check_digit(first_17)
        return None
