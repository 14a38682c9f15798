"""The drafted paragraphs say the figures and nothing else."""

import re

from desktop_app import registry
from desktop_app.features.roster import LEDGER
from desktop_app.features.summary.narrative import Narrative
from desktop_app.features.summary.reckoning import lines
from desktop_app.features.summary.sentences import SENTENCES
from desktop_app.support.spans import parse_span

FIGURES = LEDGER.offers.figures()


def drafted(small, span):
    return {
        draft.chapter.key: draft.paragraphs
        for draft in Narrative(lines(small.office, FIGURES, span), span, "中心党委").drafts()
    }


def test_december_is_told_in_its_numbers(small):
    told = drafted(small, parse_span("2016-12"))
    assert list(told) == ["basics"]
    basics = told["basics"]
    assert basics[0] == (
        "截至2016年12月31日，中心党委共有党员10名，其中正式党员9名、预备党员1名。设有党组织6个，其中党委1个、党总支2个、党支部3个。"
    )
    assert basics[1] == (
        "上月末党员总数9名。本月增加党员3名，其中发展党员1名、转入组织关系2名；减少党员2名，其中出党1名、死亡1名。"
        "净增1名，期末实有党员10名，应有数与实有数相符。"
    )
    assert basics[2] == "2016年1月至12月累计增加3名、减少3名。"
    assert basics[3].startswith("女党员4名，占40.0%；少数民族党员2名，占20.0%；")
    assert basics[4] == "现有流动党员1名、年老体弱党员1名、困难党员1名。"


def test_a_month_without_movement_says_so(small):
    told = drafted(small, parse_span("2016-11"))
    assert "本月没有增减。期末实有党员9名" in told["basics"][1]


def test_an_empty_office_has_nothing_more_to_say(office):
    span = parse_span("2016-12")
    (only,) = Narrative(lines(office, FIGURES, span), span, "本党委").drafts()
    assert only.paragraphs[0] == "截至2016年12月31日，本党委共有党员0名。"


def test_what_nobody_offers_is_not_told(small):
    span = parse_span("2016-12")
    told = lines(small.office, [figure for figure in FIGURES if figure.code == "member.total"], span)
    (only,) = Narrative(told, span, "中心党委").drafts()
    assert only.paragraphs == ("截至2016年12月31日，中心党委共有党员10名。",)


def test_a_draft_says_which_numbers_it_was_made_of(small):
    span = parse_span("2016-12")
    drafts = Narrative(lines(small.office, FIGURES, span), span, "中心党委").drafts()
    assert drafts[0].numbers["member.total"] == 10 and drafts[0].numbers["sex.female"] == 4


def test_every_clause_names_figures_that_are_offered():
    """A clause of a code that nobody offers would never be read;"""
    known = {figure.code for figure in registry.figures()}
    codes = {
        code
        for chapter in SENTENCES.values()
        for paragraph in chapter
        for sentence in paragraph
        for clause in sentence.clauses
        for code in re.findall(r"\{([a-z_.]+)\}", clause)
    }
    assert sorted(codes - known) == []
