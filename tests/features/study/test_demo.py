"""What a newcomer finds in the demo office's study tab: pictures and scans among the sessions, and dossiers that lead to them."""

from io import BytesIO

from PIL import Image

from desktop_app import registry
from desktop_app.people.files import files_of
from desktop_app.people.links import End, links_of


def test_a_few_classes_show_a_picture_and_their_sign_in_sheet(small_office):
    sessions = [
        session
        for (session,) in small_office.database.rows(
            "SELECT DISTINCT x_id FROM record_file WHERE x_table = 'study_session' ORDER BY 1"
        )
    ]
    assert len(sessions) == 4
    shas = set()
    for session in sessions:
        photo, scan = files_of(small_office, End("study_session", session))
        assert photo.is_photo and scan.is_photo and not photo.missing and not scan.missing
        for file in (photo, scan):
            with Image.open(BytesIO(small_office.attachments.read(file.sha256))) as picture:
                assert picture.size > (600, 400) and file.size < 60_000
            shas.add(file.sha256)
    assert len(shas) == 8, "no picture stands for two events"


def test_a_dossiers_minutes_lead_to_their_session_and_some_are_scanned(small_office):
    items = small_office.database.rows(
        "SELECT i.id, s.title FROM dossier_item i JOIN link l ON (l.from_table, l.from_id) = ('dossier_item', i.id)"
        " JOIN study_session s ON s.id = l.to_id WHERE l.to_table = 'study_session'"
    )
    assert items and all(
        title in small_office.database.one("SELECT title FROM dossier_item WHERE id = ?", (item,))
        for item, title in items
    )
    assert [tie.role for tie in links_of(small_office, End("dossier_item", items[0][0]))] == ["归档"]
    scanned = [item for item, _ in items if files_of(small_office, End("dossier_item", item))]
    assert len(scanned) == min(4, len(items))


def test_sessions_without_anything_attached_are_listed(small_office):
    from desktop_app.ledger.query import Asked, LedgerQuery

    ledger = registry.ledger("study")
    view = next(each for each in ledger.views if each.name == "缺佐证")
    everything = small_office.database.one("SELECT count(*) FROM study_session")
    assert LedgerQuery(small_office, ledger, Asked(view=view)).count() == everything - 4
