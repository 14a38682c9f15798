"""The papers of a project: what they say, and that the 成果 sheet stays one A4 page."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from desktop_app.features.innovation import PROJECTS
from desktop_app.people.files import attach
from desktop_app.people.links import End
from desktop_app.support.errors import OfficeError
from tests.paper import reading

PAPERS = {paper.key: paper for paper in PROJECTS.offers.record_papers}


def project(office, name="手扶旋耕机"):
    return office.database.one("SELECT id FROM project WHERE name = ?", (name,))


def pages(path):
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def photo(colour):
    content = BytesIO()
    Image.new("RGB", (800, 600), colour).save(content, "JPEG")
    return content.getvalue()


def test_the_application_and_the_acceptance_tell_the_project(small_office, tmp_path):
    number = project(small_office)
    PAPERS["application"].write(small_office, tmp_path / "申报.pdf", [number])
    (told,) = pages(tmp_path / "申报.pdf")
    words = {word.text for word in reading.words(tmp_path / "申报.pdf")}
    assert {"单位初审", "评审立项", "意见"} <= words, "no single character on a line of its own"
    code, leader = small_office.database.rows(
        "SELECT p.code, m.name FROM project p JOIN member m ON m.id = p.leader_id WHERE p.id = ?", (number,)
    )[0]
    assert {"立项申报表" in told, code in told, leader in told, "同意立项。" in told} == {True}
    PAPERS["acceptance"].write(small_office, tmp_path / "验收.pdf", [number])
    (told,) = pages(tmp_path / "验收.pdf")
    assert "达到预定目标" in told and "元" in told


def test_a_result_fits_one_page_with_photographs_however_long_its_text(small_office, tmp_path):
    number = project(small_office)
    with small_office.change("照片和长文"):
        for at, colour in enumerate(("red", "green", "blue", "white")):
            attach(small_office, End("project", number), photo(colour), f"现场{at}.jpg", f"现场{at}")
        small_office.database.execute_sql(
            "UPDATE project SET plan = ? WHERE id = ?", ("改装样机，反复试验。" * 900, number)
        )
    PAPERS["result"].write(small_office, tmp_path / "成果.pdf", [number])
    reader = PdfReader(tmp_path / "成果.pdf")
    assert len(reader.pages) == 1 and len(reader.pages[0].images) == 4
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert "（以下从略，全文见台账）" in pages(tmp_path / "成果.pdf")[0]


def test_an_ordinary_result_is_told_whole_with_its_award(small_office, tmp_path):
    PAPERS["result"].write(small_office, tmp_path / "成果.pdf", [project(small_office)])
    (told,) = pages(tmp_path / "成果.pdf")
    assert "油田级挖潜增效类一等奖" in told and "从略" not in told


def test_a_long_application_goes_on_over_the_page(small_office, tmp_path):
    number = project(small_office)
    with small_office.change("长文"):
        small_office.database.execute_sql(
            "UPDATE project SET plan = ? WHERE id = ?", ("改装样机，反复试验。" * 300, number)
        )
    PAPERS["application"].write(small_office, tmp_path / "申报.pdf", [number, project(small_office, "自制喷药车")])
    told = pages(tmp_path / "申报.pdf")
    assert len(told) > 2 and "（续）" in "".join(told)
    assert "".join(told[:-1]).count("反") == 300


def test_a_project_that_is_gone_is_said_in_words(small_office, tmp_path):
    with pytest.raises(OfficeError, match="已经被删除"):
        PAPERS["result"].write(small_office, tmp_path / "成果.pdf", [99999])
