"""The source article as a test (X7): every number of it comes out of the demo office's records, whoever was invented for it."""

import json

import pytest

from desktop_app import registry
from desktop_app.commands import main

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
def test_the_year_2016_has_the_article_s_numbers(seed, tmp_path, capsys):
    folder = tmp_path / "示范.office"
    registry.build_demo(folder, members=6703, seed=seed).close()
    assert main(["summary", "2016", "--json", "--office", str(folder)]) == 0
    told = {figure["code"]: figure["value"] for figure in json.loads(capsys.readouterr().out)["figures"]}
    assert {code: told.get(code) for code in ARTICLE} == ARTICLE
