"""A field kind of this ledger: an amount of anything, for the factors of a benefit."""

from typing import Any

from desktop_app.storage.numbers import Hours


class Quantity(Hours):
    """An amount with up to four decimals (3.5 工时, 0.0125 吨), stored in ten-thousandths."""

    scale = 10_000
    places = 4
    width = 10

    def show(self, value: Any) -> str:
        return super().show(value).rstrip("0").rstrip(".") if value else super().show(value)[:1]
