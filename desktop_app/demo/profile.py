"""One invented person: a record's fields as stored, believable for the year of birth and the branch, from a random source."""

import calendar
from datetime import date, timedelta
from random import Random
from typing import Any

from desktop_app.demo.names import Names
from desktop_app.people.eras import due_on, probation
from desktop_app.people.words import Category, Delivery, Employment, Frailty, Hardship, MemberKind
from desktop_app.support.id_number import check_digit

_AREA = "410999"
_FIRST_JOINING = 18
# Highest education by decade of birth: (share, code) cumulated left to right.
_EDUCATION: dict[int, tuple[tuple[float, str], ...]] = {
    1920: ((0.5, "81"), (0.85, "71"), (1.0, "61")),
    1930: ((0.32, "81"), (0.68, "71"), (0.82, "61"), (0.93, "41"), (1.0, "31")),
    1940: ((0.12, "81"), (0.52, "71"), (0.72, "61"), (0.88, "41"), (0.96, "31"), (1.0, "21")),
    1950: ((0.03, "81"), (0.4, "71"), (0.68, "61"), (0.8, "47"), (0.92, "31"), (0.97, "P3"), (1.0, "21")),
    1960: ((0.15, "71"), (0.4, "61"), (0.55, "47"), (0.8, "31"), (0.84, "P3"), (0.98, "21"), (1.0, "14")),
    1970: ((0.04, "71"), (0.16, "61"), (0.3, "47"), (0.58, "31"), (0.94, "21"), (0.96, "P5"), (1.0, "14")),
    1980: ((0.03, "61"), (0.12, "47"), (0.38, "31"), (0.92, "21"), (1.0, "14")),
    1990: ((0.04, "47"), (0.25, "31"), (0.9, "21"), (1.0, "14")),
}
_TITLES = (
    "助理工程师",
    "工程师",
    "高级工程师",
    "经济师",
    "会计师",
    "政工师",
    "主治医师",
    "小学高级教师",
    "技师",
    "高级技师",
)


class Profiler:
    """Invents people one after the other; identity numbers never repeat within one profiler."""

    def __init__(self, random: Random, names: Names, today: date) -> None:
        self._random = random
        self._names = names
        self._today = today
        self._given: set[str] = set()

    def person(self, kind: str, *, joined: date | None = None) -> dict[str, Any]:
        """The fields of somebody of a working or a retired branch; `joined` makes a 预备党员 who has just been admitted."""
        random = self._random
        if kind == MemberKind.MIXED:
            kind = random.choices((MemberKind.RETIRED, MemberKind.WORKING), (4, 1))[0]
        sex = "2" if random.random() < (0.36 if kind == MemberKind.RETIRED else 0.41) else "1"
        born = self._birth(kind, joined)
        name, ethnicity = self._names.person(random, sex, born.year)
        values: dict[str, Any] = {
            "name": name,
            "sex": sex,
            "ethnicity": ethnicity,
            "id_no": self._id_number(born, sex),
            "birth_date": born.isoformat(),
            "edu_code": self._education(born.year),
            **self._membership(born, joined),
            **self._work(kind, born),
            **self._contact(),
            "native_place": self._names.native_place(random),
        }
        self._leave_gaps(values)
        if joined is None:
            self._special(values, kind, born)
        return values

    # What a life gives.

    def _birth(self, kind: str, joined: date | None) -> date:
        random, year = self._random, self._today.year
        if joined:
            age = random.randint(22, 45)
        elif kind == MemberKind.RETIRED:
            age = min(98, max(50, round(random.gauss(69.5, 8.8))))
        else:
            age = min(59, max(23, round(random.gauss(46, 7.5))))
        return _day_in(random, year - age)

    def _id_number(self, born: date, sex: str) -> str:
        while True:
            sequence = self._random.randrange(500) * 2 + (sex == "1")
            first_17 = f"{_AREA}{born:%Y%m%d}{sequence:03d}"
            number = first_17 + check_digit(first_17)
            if number not in self._given:
                self._given.add(number)
                return number

    def _education(self, year: int) -> str:
        steps = _EDUCATION[min(1990, max(1920, year // 10 * 10))]
        drawn = self._random.random()
        return next(code for upto, code in steps if drawn <= upto)

    def _membership(self, born: date, joined: date | None) -> dict[str, Any]:
        random = self._random
        if joined:
            return {"category": Category.PROBATIONARY, "joined_on": joined.isoformat()}
        earliest = date(born.year + _FIRST_JOINING, born.month, min(born.day, 28))
        youth = timedelta(days=round(365.25 * abs(random.gauss(7, 6))))
        on = min(earliest + youth, date(self._today.year - 2, 6, 30))
        shortest, _longest = probation(on.isoformat())
        if shortest == 0:
            full = on.isoformat()
        else:
            due = due_on(on.isoformat())
            full = due.isoformat() if due else _later(on, 12).isoformat()
        return {"category": Category.FULL, "joined_on": on.isoformat(), "full_on": full}

    def _work(self, kind: str, born: date) -> dict[str, Any]:
        random = self._random
        started = date(born.year + random.randint(17, 24), random.randint(1, 12), 1)
        employment = self._employment(kind, born)
        post = self._names.post(random, employment)
        values: dict[str, Any] = {
            "work_started_on": min(started, self._today).strftime("%Y-%m"),
            "employment": employment,
            "job_code": post.job_code,
            "unit_post": f"{post.unit}{post.post}",
        }
        if post.job_code == "015" or random.random() < 0.03:
            values["tech_title"] = random.choice(_TITLES)
        return values

    def _employment(self, kind: str, born: date) -> Employment:
        if kind != MemberKind.RETIRED:
            return Employment.WORKING
        if born.year < 1932 and self._random.random() < 0.25:
            return Employment.VETERAN_RETIRED
        return Employment.INNER_RETIRED if born.year > 1958 else Employment.RETIRED

    def _contact(self) -> dict[str, Any]:
        random = self._random
        values: dict[str, Any] = {"address": self._names.address(random), "dues_paid_to": self._dues()}
        # No mobile number begins with 11, so that it can't be anyone's.
        values["mobile"] = f"11{random.randrange(10**9):09d}"
        if random.random() < 0.2:
            values["tel"] = f"0393-48{random.randrange(100_000):05d}"
        return values

    def _dues(self) -> str:
        behind = self._random.choices((0, 1, 2, 3, 7), (80, 10, 5, 3, 2))[0]
        return _later(self._today.replace(day=1), -behind).strftime("%Y-%m")

    # What is missing or doubtful, as in life.

    def _leave_gaps(self, values: dict[str, Any]) -> None:
        random = self._random
        for field, share in (("mobile", 0.06), ("native_place", 0.12), ("address", 0.04), ("edu_code", 0.015)):
            if random.random() < share:
                values[field] = None
        old = values["joined_on"] < "1970"
        if old and random.random() < 0.3:
            values["joined_on"] = values["joined_on"][: random.choice((4, 7))]
            values["full_on"] = None
        drawn = random.random()
        if drawn < 0.004:
            values["birth_date"] = _later(
                date.fromisoformat(values["birth_date"]), random.choice((-1, 1, 12))
            ).isoformat()
            values["id_note"] = "出生日期以档案为准"
        elif drawn < 0.006:
            values["id_no"] = values["id_no"][:-1] + ("0" if values["id_no"][-1] != "0" else "1")
        elif drawn < 0.009:
            values["id_no"] = None

    def _special(self, values: dict[str, Any], kind: str, born: date) -> None:
        random, age = self._random, self._today.year - born.year
        if random.random() < (0.034 if kind == MemberKind.RETIRED else 0.018):
            values |= self._away()
        elif random.random() < 0.0022:
            values |= {
                "is_lost": True,
                "lost_since": f"201{random.randint(4, 6)}-0{random.randint(1, 6)}",
                "lost_code": "1",
            }
        if age >= 78 and random.random() < 0.55:
            values |= {"frail": self._frailty(age), "delivery": random.choice(tuple(Delivery)[:3])}
        if random.random() < 0.012:
            values["hardship"] = random.choice(tuple(Hardship))

    def _frailty(self, age: int) -> Frailty:
        weights = (6, 3, 0.6, 0.8) if age < 88 else (3, 4, 1.5, 2)
        return self._random.choices(tuple(Frailty), weights)[0]

    def _away(self) -> dict[str, Any]:
        random = self._random
        on = self._today - timedelta(days=random.randint(190, 2200))
        code, city, county = self._names.far_place(random)
        return {
            "is_mobile": True,
            "flow_on": on.strftime("%Y-%m"),
            "flow_reason": random.choice(("随子女居住", "异地养老", "外出务工", "照看孙辈")),
            "flow_prov": code,
            "flow_city": city,
            "flow_county": county,
            "last_contact_on": (self._today - timedelta(days=random.randint(3, 160))).isoformat(),
        }


def _day_in(random: Random, year: int) -> date:
    month = random.randint(1, 12)
    return date(year, month, random.randint(1, calendar.monthrange(year, month)[1]))


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
