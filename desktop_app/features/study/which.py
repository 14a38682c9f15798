"""Which session it is: as dialogs, messages and what is raised from it name it."""

from desktop_app.storage.office import Office
from desktop_app.support.frozen import frozen


@frozen
class Which:
    """A session's organisation (id and short name), day (ISO) and title."""

    org: int
    org_name: str
    on: str
    title: str

    def __str__(self) -> str:
        return f"{self.org_name} {self.on} {self.title}"


def which(office: Office, session: int) -> Which:
    """The session of this id; ValueError where there is none."""
    (found,) = office.database.rows(
        "SELECT s.org_id, o.short_name, s.on_day, s.title FROM study_session s JOIN party_org o ON o.id = s.org_id"
        " WHERE s.id = ?",
        (session,),
    )
    return Which(*found)
