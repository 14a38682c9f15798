"""What a home is called follows its address: corrected there, it is spelt and called anew before the change is committed."""

from collections.abc import Sequence

from peewee import Database

from desktop_app.features.visits import rules
from desktop_app.people.events import among


def follow_the_address(database: Database, homes: Sequence[int]) -> None:
    """Spell and call those homes anew whose parts say something else than their title."""
    chosen, parameters = among(homes)
    sql = f"SELECT id, title, estate, building, unit, door FROM household WHERE id IN {chosen}"
    for number, title, *parts in database.execute_sql(sql, parameters).fetchall():
        home = rules.home(*(part or "" for part in parts))
        if (title, *parts) != (home.told(), *home):
            database.execute_sql(
                "UPDATE household SET title = ?, estate = ?, building = ?, unit = ?, door = ? WHERE id = ?",
                (home.told(), *home, number),
            )
