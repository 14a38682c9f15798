"""The source article as a test (X7): every number of it comes out of the demo office's records, whoever was invented for it."""

import json
from contextlib import suppress

import pytest

from desktop_app import registry
from desktop_app.commands import main
from desktop_app.ledger.figures import measured_value
from desktop_app.support.spans import parse_span

ARTICLE = {
    "member.total": 6703,
    "lecturer.people": 5,
    "study.leader_classes": 23,
    "quiz.contestants": 56,
    "innovation.teams": 7,
    "innovation.leaders": 7,
    "innovation.members": 30,
    "innovation.projects": 68,
    "innovation.in_use": 39,
    "innovation.small_ideas": 108,
    "honour.benchmarks": 32,
    "honour.role_models": 13,
    "problem.org_lists": 251,
    "problem.member_lists": 427,
    "problem.major_closed": 33,
    "visit.crews": 52,
    "visit.households": 320,
    "visit.coverage": 100,
    "innovation.first_prizes": 1,
    "honour.pacesetters": 1,
    "event.visitors": 200,
    "study.essays": 240,
    "media.headlines": 3,
}


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.faults), pytest.param(3, marks=pytest.mark.faults)]
)
def test_the_year_2016_has_the_article_s_numbers(seed, demos, tmp_path, capsys):
    with demos.copy(tmp_path, 6703, seed=seed) as office:
        folder = str(office.folder)
    assert main(["summary", "2016", "--json", "--office", folder]) == 0
    told = {figure["code"]: figure["value"] for figure in json.loads(capsys.readouterr().out)["figures"]}
    assert {code: told.get(code) for code in ARTICLE} == ARTICLE


class _Back(Exception):
    """Takes a trial back."""


_TAKEN_BY = {
    "member.total": ["DELETE FROM membership_event WHERE member_id"],
    "quiz.contestants": [f"UPDATE quiz_entrant SET p{n}_id = NULL WHERE p{n}_id" for n in (1, 2, 3)],
    "visit.coverage": ["DELETE FROM visit WHERE household_id"],
}
"""Where others' records make the counted one: a person's events, a contestant's places, a home's visits."""


def _without(office, figure, table, ids):
    """The figure's value when these records were never written; nothing is kept of the trial."""
    value = None
    with suppress(_Back), office.change("试着拿走"):
        marks = ", ".join("?" * len(ids))
        for sql in _TAKEN_BY.get(figure.code, [f"DELETE FROM {table} WHERE id"]):
            office.database.execute_sql(f"{sql} IN ({marks})", ids)
        value = figure.value(office, YEAR, None)
        raise _Back
    return value


def _counted_groups(figure, rows):
    """The records that make one counted thing: a row, or all rows of one distinct value."""
    if figure.measure != "distinct":
        return [[record] for record in rows.ids]
    at = list(rows.headings).index(figure.measured)
    groups = {}
    for row, record in zip(rows.rows, rows.ids, strict=True):
        groups.setdefault(row[at], []).append(record)
    return list(groups.values())


YEAR = parse_span("2016")
FIGURES = {figure.code: figure for figure in registry.figures()}


@pytest.mark.parametrize("code", ARTICLE)
def test_taking_away_one_counted_record_lowers_its_figure_by_one(village, code):
    figure = FIGURES[code]
    rows = figure.rows(village, YEAR, None)
    value = figure.value(village, YEAR, None)
    assert value == measured_value(figure, rows) > 0
    groups = _counted_groups(figure, rows)
    for group in groups[:: max(1, len(groups) // 4)]:
        left = _without(village, figure, rows.table, tuple(dict.fromkeys(group)))
        if figure.measure == "ratio":
            assert 0 <= left < value, "one home not met, and it is no longer 不漏一户"
        elif figure.measure == "sum":
            assert left < value
        else:
            assert left == value - 1
