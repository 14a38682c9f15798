"""Offices of a given size for the measures: the demo office, and larger ones made of it by copying its people with bare SQL."""

from pathlib import Path

from desktop_app import registry
from desktop_app.demo.build import build_demo
from desktop_app.storage.office import Office

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

    with build_demo(create, path, members=min(members, DEMO)) as office:
        if members > DEMO:
            _multiply(office, members)


def _multiply(office: Office, members: int) -> None:
    """Copy the roster until there are `members`; each copy has its own opening event."""
    columns = [row[1] for row in office.database.rows("PRAGMA table_info(member)") if row[1] != "id"]
    names = ", ".join(columns)
    with office.change("复制名册"):
        left = members - DEMO
        while left > 0:
            first = office.database.rows("SELECT max(id) FROM member")[0][0]
            office.database.execute_sql(
                f"INSERT INTO member ({names}) SELECT {names} FROM member"
                f" WHERE left_on IS NULL AND id <= (SELECT min(id) + 7500 FROM member) ORDER BY id LIMIT {min(left, DEMO)}"
            )
            office.database.execute_sql(
                "INSERT INTO membership_event (member_id, kind, on_day, to_org_id)"
                " SELECT id, '期初在册', '2014-12-31', org_id FROM member WHERE id > ?",
                (first,),
            )
            left -= DEMO
