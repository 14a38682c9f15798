"""What a list is called follows its batch: corrected there, it is called anew before the change is committed."""

from collections.abc import Sequence

from peewee import Database

from desktop_app.people.events import among

ENDING = "问题清单"


def follow_the_batch(database: Database, lists: Sequence[int]) -> None:
    """Call those lists anew whose title ends with another batch. Whose list it is stays as it was called when it was made."""
    chosen, parameters = among(lists)
    database.execute_sql(
        "UPDATE problem_list SET title = ifnull((SELECT name FROM member m WHERE m.id = member_id),"
        " (SELECT short_name FROM party_org o WHERE o.id = org_id)) || ' ' || batch || ?"
        f" WHERE id IN {chosen} AND substr(title, -length(' ' || batch || ?)) <> ' ' || batch || ?",
        (ENDING, *parameters, ENDING, ENDING),
    )
