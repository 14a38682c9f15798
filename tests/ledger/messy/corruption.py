"""Rosters as branches spoil them, with the truth known: seeded, so that the same number gives the same file.

A file holds some people of a pool; most rows are written in one of the usual ways, some are given one fault. Each fault says in which
row and field it stands, and what must be reported of it.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from desktop_app.support.id_number import check_digit

BRANCHES = ("第一党支部", "第二党支部", "第三党支部", "离退休党支部", "机关党支部")
FIELDS = ("name", "sex", "id_no", "birth_date", "joined_on", "mobile", "org")
HEADINGS = {
    "name": ("姓名", "党员姓名"), "sex": ("性别",), "id_no": ("身份证号", "公民身份号码", "身份证号码"),
    "birth_date": ("出生日期", "出生年月", "出生时间"), "joined_on": ("入党时间", "入党日期"),
    "mobile": ("手机", "联系电话", "手机号码"), "org": ("所在党支部", "支部", "所属支部"),
}  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅国建文志忠德云海山林"
_DAY_ZERO = date(1899, 12, 30)

Person = dict[str, Any]
Row = dict[str, Any]


def pool(seed: int, size: int) -> list[Person]:
    """People with their true values, as stored (org: the branch's short name); about one in twelve shares a name."""
    chance = random.Random(seed)
    found: dict[str, Person] = {}
    while len(found) < size:
        born = date.fromordinal(chance.randrange(date(1930, 1, 1).toordinal(), date(1990, 1, 1).toordinal()))
        sex = chance.choice("12")
        order = chance.randrange(5, 500) * 2 - (sex == "1")
        first = f"{chance.choice(('410999', '410998'))}{born:%Y%m%d}{order:03}"
        joined = date.fromordinal(born.toordinal() + chance.randrange(18 * 366 + 5, 25 * 365))
        found[first] = {
            "name": chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2)))),
            "sex": sex,
            "id_no": first + check_digit(first),
            "birth_date": born.isoformat(),
            "joined_on": joined.isoformat(),
            "mobile": f"1{chance.choice('3578')}{chance.randrange(10**9):09}",
            "org": chance.choice(BRANCHES),
        }
    return list(found.values())


# ---- the usual ways of writing: nothing is lost


def _dates(chance: random.Random, value: str) -> Any:
    year, month, day = (int(part) for part in value.split("-"))
    ways = (
        value,
        f"{year}.{month}.{day}",
        f"{year}年{month}月{day}日",
        f"{year}{month:02}{day:02}",
        f"{year}/{month:02}/{day:02}",
    )
    return chance.choice((*ways, date(year, month, day), f"{year}.{month:02}", f"{year}年{month}月"))


def _wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


def _usual(chance: random.Random, person: Person) -> Row:
    number, phone, name = person["id_no"], person["mobile"], person["name"]
    return {
        "name": chance.choice((name, name, name, f"{name[0]} {name[1:]}", f"{name[0]}　{name[1:]}")),
        "sex": chance.choice(("男", "1", 1, "男性") if person["sex"] == "1" else ("女", "2", 2, "女性")),
        "id_no": chance.choice((number, number, number, "'" + number, f"{number[:6]} {number[6:]}", _wide(number), number.lower())),
        "birth_date": _dates(chance, person["birth_date"]),
        "joined_on": _dates(chance, person["joined_on"]),
        "mobile": chance.choice((phone, phone, int(phone), f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", f"{phone[:3]} {phone[3:]}")),
        "org": chance.choice((person["org"], person["org"], "中共第八社区" + person["org"], person["org"] + " ")),
    }  # fmt: skip


# ---- faults: what is written instead, and by which words it must be reported (field, any of these words)


@dataclass(frozen=True)
class Fault:
    """A fault in a row (as Excel numbers it): its kind, the field, and words of which one must stand in what is said of the row;
    () where the field itself must be among the row's faults."""

    kind: str
    row: int
    field: str
    words: tuple[str, ...]


def _other_digit(chance: random.Random, text: str, at: int) -> str:
    return text[:at] + chance.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def _swapped(chance: random.Random, text: str) -> str:
    places = [at for at in range(14, 16) if text[at] != text[at + 1]] or [
        at for at in range(6, 16) if text[at] != text[at + 1]
    ]
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _serial(value: str) -> int:
    return (date.fromisoformat(value) - _DAY_ZERO).days


def _month_as_number(value: str) -> float:
    return float(f"{value[:4]}.{int(value[5:7])}")


Injure = Callable[[random.Random, Row, Person], tuple[str, tuple[str, ...]]]
_ID, _BIRTH, _PHONE = "id_no", "birth_date", "mobile"


def _set(row: Row, name: str, value: Any, *words: str) -> tuple[str, tuple[str, ...]]:
    row[name] = value
    return name, words


KINDS: dict[str, Injure] = {
    "id as a number": lambda _, row, p: _set(row, _ID, int(p[_ID][:15]) * 1000, "000"),
    "id in scientific notation": lambda c, row, p: _set(row, _ID, f"{p[_ID][0]}.{p[_ID][1:6]}E+17"),
    "id with a tail of 000": lambda _, row, p: _set(row, _ID, p[_ID][:15] + "000", "000"),
    "O for 0 in the id": lambda _, row, p: _set(row, _ID, p[_ID][:17].replace("0", "O") + p[_ID][17]),
    "id one digit short": lambda c, row, p: _set(row, _ID, p[_ID][: (at := c.randrange(17))] + p[_ID][at + 1 :]),
    "id one digit long": lambda c, row, p: _set(row, _ID, p[_ID] + c.choice("0123456789")),
    "two digits of the id swapped": lambda c, row, p: _set(row, _ID, _swapped(c, p[_ID]), "校验码", "证号"),
    "one digit of the id wrong": lambda c, row, p: _set(row, _ID, _other_digit(c, p[_ID], c.randrange(14, 17)), "校验码"),
    "another letter at the end of the id": lambda _, row, p: _set(row, _ID, p[_ID][:17] + "Y"),
    "masked id": lambda _, row, p: _set(row, _ID, p[_ID][:4] + "*" * 10 + p[_ID][14:], "打了码", "同名"),
    "a day that never was": lambda c, row, p: _set(row, _BIRTH, f"{p[_BIRTH][:4]}-02-30"),
    "a thirteenth month": lambda c, row, p: _set(row, "joined_on", f"{p['joined_on'][:4]}.13.1"),
    "another year of birth": lambda _, row, p: _set(row, _BIRTH, f"{int(p[_BIRTH][:4]) - 1}{p[_BIRTH][4:]}", "出生日期"),
    "birth as the days Excel counts": lambda _, row, p: _set(row, _BIRTH, _serial(p[_BIRTH]), "按证号读作", "序号"),
    "joining as the days Excel counts": lambda _, row, p: _set(row, "joined_on", _serial(p["joined_on"]), "按台账读作"),
    "birth 1958.1": lambda _, row, p: _set(row, _BIRTH, _month_as_number(p[_BIRTH]), "按证号读作", "月"),
    "a year of two digits": lambda _, row, p: _set(
        row, "joined_on", p["joined_on"][2:].replace("-", "."), "年份", "按证号"
    ),
    "words for a date": lambda c, row, p: _set(row, "joined_on", c.choice(("建国前", "农历八月", "解放初期")), "不是公历"),
    "the other sex": lambda _, row, p: _set(row, "sex", "女" if p["sex"] == "1" else "男", "性别"),
    "a word that is no sex": lambda c, row, p: _set(row, "sex", c.choice(("不详", "男女", "X"))),
    "phone short of a digit": lambda _, row, p: _set(row, _PHONE, p[_PHONE][:10]),
    "phone in scientific notation": lambda _, row, p: _set(row, _PHONE, f"1.{p[_PHONE][1:3]}E+10"),
    "two phones": lambda c, row, p: _set(row, _PHONE, f"{p[_PHONE]}/13{c.randrange(10**9):09}", "个号码"),
    "a branch nobody knows": lambda c, row, p: _set(row, "org", c.choice(("第十七党支部", "离退休支", "机关"))),
    "no branch": lambda _, row, p: _set(row, "org", None),
    "a remark behind the name": lambda c, row, p: _set(row, "name", p["name"] + c.choice(("（转出）", "(已故)", "【流动】")), "后面注有"),
    "a digit in the name": lambda _, row, p: _set(row, "name", p["name"] + "2"),
    "an error value": lambda c, row, p: _set(row, c.choice((_ID, _BIRTH, _PHONE)), "#N/A"),
    "joined as a child": lambda _, row, p: _set(row, "joined_on", f"{int(p[_BIRTH][:4]) + 10}-07-01", "不满"),
    "joined in the future": lambda _, row, p: _set(row, "joined_on", "2031-07-01", "晚于今天"),
    "shifted by one column": lambda _, row, p: ("", ()),
    "somebody else's number": lambda _, row, p: (_ID, ("同一人", "证号相同", "证号里的", "证号第")),
    "the same row again": lambda _, row, p: ("", ("同一人",)),
}  # fmt: skip
_THIS_YEAR = 16
_RULE_SINCE = 1945
"""The Party's rules before are not in the table of rules: nobody is said to have joined too young."""


@dataclass
class Spoiled:
    """A file: its lines as cells, the person behind each row (Excel's number), the faults, and the rows that are none."""

    path: Path
    lines: list[list[Any]] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    no_records: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class Spoiler:
    """Writes one file of `rows` people out of a pool. About one row in eight has a fault."""

    def __init__(self, seed: int, people: Sequence[Person], folder: Path, rows: int) -> None:
        self._chance = random.Random(seed)
        self._people = self._chance.sample(list(people), rows)
        self._kind = self._chance.choice(("xlsx", "xlsx", "xlsx", "xls", "csv"))
        self.file = Spoiled(folder / f"名册{seed}.{self._kind}")
        self._columns = list(FIELDS)
        self._chance.shuffle(self._columns)
        self._branch_as = self._chance.choice(("column", "column", "merged", "alone"))
        if self._branch_as == "merged" and self._kind == "csv":
            self._branch_as = "column"

    def make(self) -> Spoiled:
        """The file, written."""
        self._head()
        for branch in BRANCHES:
            self._of_branch(branch, [person for person in self._people if person["org"] == branch])
        self._foot()
        _WRITERS[self._kind](self.file)
        return self.file

    def _add(self, line: list[Any]) -> int:
        self.file.lines.append(line)
        return len(self.file.lines)

    def _head(self) -> None:
        for title in self._chance.sample(
            ("党员花名册", "填报单位：第八社区", "二〇一六年十二月"), self._chance.randrange(3)
        ):
            self._add([title])
        self._has_counter = self._chance.random() < 0.5
        if self._branch_as == "alone":
            self._columns.remove("org")
        self._headings = [self._chance.choice(HEADINGS[name]) for name in self._columns]
        self._add(["序号"] * self._has_counter + self._headings)

    def _of_branch(self, branch: str, people: Sequence[Person]) -> None:
        if self._branch_as == "alone":
            self.file.no_records.add(self._add([branch]))
        first = len(self.file.lines) + 1
        for person in people:
            self._person(person)
            if self._branch_as != "merged" and self._chance.random() < 0.01:
                self.file.no_records.add(self._add(["序号"] * self._has_counter + self._headings))
            if self._chance.random() < 0.01:
                self._add([])
        if self._branch_as == "merged" and len(self.file.lines) > first:
            at = self._columns.index("org") + self._has_counter
            self.file.lines[first - 1] += [None] * (at + 1 - len(self.file.lines[first - 1]))
            self.file.lines[first - 1][at] = branch
            self.file.merged.append((first, at + 1, len(self.file.lines), at + 1))

    def _person(self, person: Person) -> None:
        row = _usual(self._chance, person)
        kind = self._chance.choice(list(KINDS)) if self._chance.random() < 0.12 else ""
        if kind and not self._can_happen(kind, person):
            kind = ""
        if not kind:
            self._line(row, person)
        elif kind == "the same row again":
            for at in (self._line(dict(row), person), self._line(row, person)):
                self.file.faults.append(Fault(kind, at, "", ("同一人",)))
        else:
            self._injured(kind, row, person)

    def _can_happen(self, kind: str, person: Person) -> bool:
        """Whether it does any harm to this person's row: 61.3.5 can only be 1961, and 1958.3 only March."""
        number = person["id_no"]
        return {
            "id as a number": not number.endswith("X"),  # Excel leaves those alone
            "O for 0 in the id": "0" in number[:17],
            "birth 1958.1": person["birth_date"][5:7] in ("01", "10"),
            "a year of two digits": int(person["joined_on"][2:4]) <= _THIS_YEAR,
            "joined as a child": int(person["birth_date"][:4]) + 10 > _RULE_SINCE,
            "a branch nobody knows": self._branch_as == "column",
            "no branch": self._branch_as == "column",
            "shifted by one column": self._branch_as != "merged",  # a merged cell leaves no room for it
        }.get(kind, True)

    def _injured(self, kind: str, row: Row, person: Person) -> None:
        if kind == "somebody else's number":
            other = self._chance.choice([each for each in self._people if each is not person])
            row["id_no"] = other["id_no"]
        name, words = KINDS[kind](self._chance, row, person)
        at = self._line(row, person, shift=kind == "shifted by one column")
        self.file.faults.append(Fault(kind, at, name, words))

    def _line(self, row: Row, person: Person, *, shift: bool = False) -> int:
        if self._branch_as == "merged":
            row["org"] = None
        cells = [row[name] for name in self._columns]
        at = self._add([len(self.file.people) + 1] * self._has_counter + [None] * shift + cells)
        self.file.people[at] = person
        return at

    def _foot(self) -> None:
        for line in ([["合计", None, f"{len(self.file.people)}人"]], [["制表人：王芳", None, "2016年12月"]]):
            if self._chance.random() < 0.5:
                self.file.no_records.add(self._add(*line))


def _write_xlsx(file: Spoiled) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in file.lines:
        sheet.append(line)
    for top, left, bottom, right in file.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(file.path)


def _write_xls(file: Spoiled) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("党员")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    merged = {
        (top - 1, left - 1): (top - 1, bottom - 1, left - 1, right - 1) for top, left, bottom, right in file.merged
    }
    for at, line in enumerate(file.lines):
        for column, cell in enumerate(line):
            if (at, column) in merged:
                sheet.write_merge(*merged[at, column], cell)
            elif cell is not None:
                sheet.write(at, column, cell, *([day] if isinstance(cell, date) else []))
    book.save(str(file.path))


def _write_csv(file: Spoiled) -> None:
    def said(cell: Any) -> str:
        return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)

    text = "\r\n".join(",".join(map(said, line)) for line in file.lines)
    file.path.write_bytes(text.encode("gb18030"))


_WRITERS: dict[str, Callable[[Spoiled], None]] = {"xlsx": _write_xlsx, "xls": _write_xls, "csv": _write_csv}
