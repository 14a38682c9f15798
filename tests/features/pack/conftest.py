"""A pack of the last days of 2016, made once in its outer edition; files of every kind with a whole number in them."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop_app import registry
from desktop_app.features.pack.catalogue import catalogue
from desktop_app.features.pack.making import Order, make_pack
from desktop_app.support.spans import parse_span

MONTH, LISTS = parse_span("2016-12-28..2016-12-31"), parse_span("2016-05-10..2016-05-10")
WHOLE_ID, PHONE = "410999195001011234", "13800001234"


def make(office, target, **order):
    return make_pack(office, catalogue(office, registry.LEDGERS), Order(**{"span": MONTH, **order}), target)


def pdf_with(text):
    out = BytesIO()
    page = Canvas(out)
    page.drawString(72, 700, "nothing here")
    page.showPage()
    page.drawString(72, 700, text)
    page.showPage()
    page.save()
    return out.getvalue()


def xlsx_with(text):
    out, book = BytesIO(), openpyxl.Workbook()
    book.active.title = "名单"
    book.active.append(["姓名", "证号"])
    book.active.append(["甲", text])
    book.save(out)
    return out.getvalue()


def docx_with(text):
    """The number split over two runs, as a word processor likes to."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        runs = f"<w:r><w:t>{text[:7]}</w:t></w:r><w:r><w:t>{text[7:]}</w:t></w:r>"
        packed.writestr("word/document.xml", f"<w:document><w:p>证号{runs}</w:p></w:document>")
    return out.getvalue()


def zip_with(text):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("里面/说明.txt", text)
    return out.getvalue()


MAKERS = {
    "附件.pdf": pdf_with,
    "附件.xlsx": xlsx_with,
    "附件.docx": docx_with,
    "附件.zip": zip_with,
    "附件.txt": lambda text: f"他的号码是{text}。".encode("gb18030"),
    "附件.csv": lambda text: f"姓名,证号\n甲,{text}\n".encode("utf-8-sig"),
}


@pytest.fixture(scope="module")
def made(_demo_folder, tmp_path_factory):
    """The folder of the outer edition of those days; look, don't touch."""
    import shutil

    home = tmp_path_factory.mktemp("包")
    with registry.open_office(shutil.copytree(_demo_folder, home / _demo_folder.name)) as office:
        return make(office, home / "资料包").folder
