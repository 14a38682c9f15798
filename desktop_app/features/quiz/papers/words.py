"""The words on a certificate: the office's own, else the usual ones. {contest} and {award} stand for what is told."""

from desktop_app.storage.office import Office

WORDS = "quiz.certificate"
USUAL = "在{contest}中荣获{award}，特发此状，以资鼓励。"


def certificate_words(office: Office) -> str:
    """The sentence as it is printed, before contest and award are put in."""
    return office.settings.get(WORDS, "") or USUAL
