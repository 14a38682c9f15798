"""What holds for every registered figure, whoever offers it: its rows give it, screen, paper, workbook and JSON say the same."""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app import registry
from desktop_app.commands import main
from desktop_app.features.summary.chapters import BASICS, chapter_of
from desktop_app.features.summary.excel import AGREES, DIFFERS, write_excel
from desktop_app.features.summary.papers import write_pdf
from desktop_app.features.summary.reckoning import lines, whole
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

FIGURES = registry.figures()
CODES = [figure.code for figure in FIGURES]
MONTHS = [f"2016-{month:02d}" for month in range(1, 13)]


def differing(office, span, org=None):
    """Codes whose rows don't give their value."""
    told = [(figure, figure.value(office, span, org), figure.rows(office, span, org)) for figure in FIGURES]
    return [(figure.code, value) for figure, value, rows in told if whole(measured_value(figure, rows)) != whole(value)]


def test_no_two_figures_have_one_code_or_one_label_in_a_section():
    assert len(set(CODES)) == len(CODES)
    named = [(figure.section, figure.label) for figure in FIGURES]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("span", ["2016-12", "2016-05", "2016Q3", "2016", "2016-03-05..2016-04-11"])
def test_the_rows_give_the_figure(village, span):
    assert differing(village, parse_span(span)) == []


def test_the_rows_give_the_figure_of_one_organisation(village):
    orgs = [
        row[0] for row in village.database.rows("SELECT id FROM party_org WHERE level <> '党小组' ORDER BY id LIMIT 3")
    ]
    assert orgs and [differing(village, parse_span("2016Q4"), org) for org in orgs] == [[]] * len(orgs)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.integers(12, 60), st.integers(1, 10_000), st.sampled_from([*MONTHS, "2016Q2", "2016H1"]))
def test_the_rows_give_the_figure_in_any_office(members, seed, span):
    with (
        tempfile.TemporaryDirectory() as folder,
        registry.build_demo(Path(folder) / "任意.office", members=members, seed=seed) as office,
    ):
        assert differing(office, parse_span(span)) == []


@pytest.mark.parametrize(
    "figure", [f for f in FIGURES if f.kind == "flow" and f.measure in ("count", "sum")], ids=lambda f: f.code
)
def test_a_flow_adds_up_over_the_months(village, figure):
    months = [figure.value(village, parse_span(month), None) for month in MONTHS]
    assert round(sum(months), 6) == round(figure.value(village, parse_span("2016"), None), 6)
    assert round(sum(months[9:]), 6) == round(figure.value(village, parse_span("2016Q4"), None), 6)


def test_json_says_what_the_figure_says(village, capsys, tmp_path):
    told = {line.code: line.as_json() for line in lines(village, FIGURES, parse_span("2016-11"))}
    shutil.copytree(village.folder, tmp_path / "抄.office", ignore=shutil.ignore_patterns("*lock*"))
    assert main(["summary", "2016-11", "--json", "--office", str(tmp_path / "抄.office")]) == 0
    printed = {figure["code"]: figure for figure in json.loads(capsys.readouterr().out)["figures"]}
    assert printed == told


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("span", ["2016-12", "2016"])
def test_the_paper_says_what_the_figure_says(village, tmp_path, span):
    """Every line that isn't nought throughout, read back from the pages; 增减 stands in the comparison."""
    write_pdf(village, FIGURES, parse_span(span), tmp_path / "上报件.pdf")
    printed = [re.sub(r"\s+", " ", row).strip() for row in text_of(tmp_path / "上报件.pdf").splitlines()]
    missing = []
    for line in lines(village, FIGURES, parse_span(span)):
        if line.figure.section == "党员增减" or not (line.value or line.previous or line.last_year or line.cumulative):
            continue
        basics = chapter_of(line.figure.section) is BASICS
        start = f"{line.label} {line.value}" if basics else f"{line.label} {line.unit} {line.value} {line.cumulative} "
        # A label too long for its column is broken into lines; its numbers stand on one of them.
        numbers = start if len(line.label) < 16 else start.removeprefix(f"{line.label} ")
        if not any(row.startswith((start, numbers)) for row in printed):
            missing.append(start)
    assert missing == []


@pytest.fixture(scope="module")
def workbook(village, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "汇总.xlsx"
    write_excel(village, FIGURES, parse_span("2016"), path)
    return path


def rows_of(path, sheet):
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def test_the_workbook_says_what_the_figure_says(village, workbook):
    stored = {(row[0], row[1]): row[3:8] for row in rows_of(workbook, "汇总表")[3:]}
    for line in lines(village, FIGURES, parse_span("2016")):
        told = [line.value, line.cumulative, line.previous, line.change, line.last_year]
        assert stored[line.figure.section, line.label] == told, line.code


def recalculated(path, folder):
    book = openpyxl.load_workbook(path)
    book.save(folder / "算.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    kind = "xlsx:Calc MS Excel 2007 XML"
    order = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder / "out", folder / "算.xlsx"]
    subprocess.run(order, check=True, capture_output=True, timeout=240)
    return folder / "out" / "算.xlsx"


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_counts_every_figure_again_and_finds_what_was_falsified(workbook, tmp_path):
    checks = rows_of(recalculated(workbook, tmp_path), "校核")[3:]
    assert [row for row in checks if row[4] != AGREES] == []
    assert len(checks) == len(FIGURES)
    book = openpyxl.load_workbook(workbook)
    falsified = [_falsify(book, label, heading) for label, heading in FALSIFIED]
    assert all(falsified)
    book.save(workbook)
    verdicts = {row[1]: row[4] for row in rows_of(recalculated(workbook, tmp_path), "校核")[3:]}
    assert {label: verdicts[label] for label, _ in FALSIFIED} == {label: DIFFERS for label, _ in FALSIFIED}
    assert verdicts["党员总数"] == AGREES


FALSIFIED = [("走访职工家庭", "家庭户"), ("整改率", "已销号"), ("到会率", "实到"), ("发放宣传资料", "份数")]
"""One figure of each measure, and the column in which its rows are spoiled."""


def _falsify(book, label, heading):
    """Spoil what the figure is measured by, in every row that counts: a share moves only when enough of its rows do."""
    done = 0
    for sheet in book.worksheets:
        head = next((row for row in range(1, 4) if any(cell.value == heading for cell in sheet[row])), None)
        if head is None:
            continue
        at = next(cell.column for cell in sheet[head] if cell.value == heading)
        for row in sheet.iter_rows(min_row=head + 1):
            if any(cell.value == label for cell in row):
                row[at - 1].value = 0 if isinstance(row[at - 1].value, int) else "同一户"
                done += 1
    return done
