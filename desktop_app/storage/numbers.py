"""Field kinds for numbers: counts, money, hours. What is typed is read exactly, and never larger than a report has room for."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import IntegerField

from desktop_app.storage.kind import Kind, plain_text

_COUNTED = re.compile(r"(\d+)\s*[人名个户份条次场件页]?")
"""A count, with its measure word or without."""
_DIGITS = 11
"""Digits before the point: a hundred thousand million is nobody's count, and the file holds no number without end."""


class Number(Kind, IntegerField):
    """A whole number, not negative."""

    align = "right"
    excel = "number"
    width = 7
    operators = ("是", "大于", "小于", "介于", "为空", "不为空")

    def read(self, typed: object) -> int:
        text = plain_text(typed).replace(",", "").replace("，", "")
        counted = _COUNTED.fullmatch(text)
        if not counted:
            raise ValueError(f"{self.label}要填整数，这里是“{typed}”")
        if len(counted[1].lstrip("0")) > _DIGITS:
            raise ValueError(f"{self.label}太大，最多 {_DIGITS} 位，这里是“{typed}”")
        return int(counted[1])


class _Scaled(Kind, IntegerField):
    """A decimal kept as an integer of its smallest unit, so that sums are exact."""

    align = "right"
    excel = "number"
    operators = ("是", "大于", "小于", "介于", "为空", "不为空")
    scale = 1
    places = 0
    signed = True

    def read(self, typed: object) -> int:
        text = plain_text(typed).replace(",", "").replace("，", "").removesuffix("元")
        try:
            units = Decimal(text) * self.scale
        except InvalidOperation:
            raise ValueError(f"{self.label}要填数字，这里是“{typed}”") from None
        if not units.is_finite() or units != units.to_integral_value():
            raise ValueError(f"{self.label}最多 {self.places} 位小数，这里是“{typed}”")
        if abs(units) >= self.scale * 10**_DIGITS:
            raise ValueError(f"{self.label}太大，小数点前最多 {_DIGITS} 位，这里是“{typed}”")
        if units < 0 and not self.signed:
            raise ValueError(f"{self.label}不能是负数，这里是“{typed}”")
        return int(units)

    def show(self, value: Any) -> str:
        return "" if value is None else f"{self.number(value):,.{self.places}f}"

    def number(self, value: int) -> Decimal:
        return Decimal(value) / self.scale


class Money(_Scaled):
    """元, stored in 分."""

    scale = 100
    places = 2
    width = 12


class Hours(_Scaled):
    """学时, stored in tenths of an hour."""

    scale = 10
    places = 1
    width = 7
    signed = False
