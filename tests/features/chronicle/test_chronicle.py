"""The chronicle: guests in the paper's own words, the year on paper, the figures of the article."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import registry
from desktop_app.features.chronicle import LEDGER, about
from desktop_app.features.chronicle.guests import Guests, guest_heads, in_words, read_guests
from desktop_app.features.chronicle.papers import write_chronicle
from desktop_app.ledger.query import LedgerQuery
from desktop_app.ledger.writes import NotAccepted, create
from desktop_app.people.files import attach
from desktop_app.people.links import End
from desktop_app.support.spans import parse_span

YEAR = parse_span("2016")


@pytest.mark.parametrize(
    ("told", "guests"),
    [
        ("200余名代表", Guests(200, True)),
        ("200多名代表", Guests(200, True)),
        ("约80人", Guests(80, True)),
        ("二百余名代表", Guests(200, True)),
        ("上百名职工", Guests(100, True)),
        ("一千二百三十人", Guests(1230, False)),
        ("十五人", Guests(15, False)),
        ("45人", Guests(45, False)),
        ("45", Guests(45, False)),
        ("采油二厂30人、物业公司15名", Guests(45, False)),
        ("1,200人", Guests(1200, False)),
        ("", None),
        ("各界来宾", None),
    ],
)
def test_the_papers_words_say_how_many_came(told, guests):
    assert read_guests(told) == guests


@given(st.text(max_size=30))
def test_any_words_are_read_without_a_slip(told):
    assert guest_heads(told) >= 0
    assert isinstance(in_words(told), str)


@given(st.integers(1, 99999), st.sampled_from(["余", "多", ""]))
def test_a_number_is_kept_and_its_mark_too(number, mark):
    assert read_guests(f"{number}{mark}名代表") == Guests(number, bool(mark))


def _figures(office):
    return {each.code: each for each in registry.figures() if each.code.startswith("event.")} | {"office": office}


def test_the_demo_office_had_about_200_visitors_in_2016(small_office):
    found = _figures(small_office)
    visitors = found["event.visitors"]
    assert visitors.value(small_office, YEAR, None) == 200
    rows = visitors.rows(small_office, YEAR, None)
    assert rows.rows[0][2:4] == ("200余名代表", "约")
    assert rows.rows[0][0] == "2016-05-26"
    assert found["event.count"].value(small_office, YEAR, None) >= 10
    with small_office.change("删"):
        small_office.database.execute_sql("DELETE FROM chronicle_event WHERE id = ?", (rows.ids[0],))
    assert visitors.value(small_office, YEAR, None) == 0


def _typed(**more):
    return {"title": "观摩", "kind": "观摩", "on": "2016-05-26", "guests": "200余名代表", **more}


def test_an_event_to_come_or_guests_without_a_number_are_refused(small_office):
    for typed, field in (
        (_typed(on="2017-01-05"), "on"),
        (_typed(until_on="2016-05-25"), "until_on"),
        (_typed(guests="各界来宾"), "guests"),
    ):
        with pytest.raises(NotAccepted) as refusal:
            create(small_office, LEDGER, typed)
        assert set(refusal.value.faults) == {field}


def test_the_list_keeps_the_wording_and_shows_the_number_beside_it(small_office):
    number = create(small_office, LEDGER, _typed(title="又一次观摩"))
    query = LedgerQuery(small_office, LEDGER)
    columns = [LEDGER.column("guests"), LEDGER.column("heads")]
    (slots,) = query.page([number], columns)
    assert slots[0] == "200余名代表"
    assert columns[1].compute(*slots[1], None) == "约200人"


def test_the_year_prints_with_its_words_and_photographs(small_office, tmp_path, photo):
    org = small_office.database.one("SELECT id FROM party_org WHERE parent_id IS NULL")
    number = create(small_office, LEDGER, _typed(title="名字很长" * 20, org=org, story="经过\n第二段"))
    with small_office.change("照片"):
        attach(small_office, End("chronicle_event", number), photo("2016:05:26 09:00:00"), "现场.jpg", "观摩现场")
    path = tmp_path / "大事记.pdf"
    write_chronicle(small_office, path, parse_span("2016-12"))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "200余名代表" in text.replace("\n", "").replace(" ", "")
    assert "观摩现场" in text
    assert text.count("5月26日") == 2
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, check=True).stdout.decode()
    assert len(images.splitlines()) == 3
    told = about(small_office, "party_org", org)
    assert told is not None and told.lines[0].id == number


def test_a_year_without_events_prints_too(office, tmp_path):
    write_chronicle(office, tmp_path / "空.pdf", parse_span("2016-12"))
    assert (tmp_path / "空.pdf").stat().st_size > 1000
