"""The citizen's identity number, GB 11643-1999: cleaned, checked, its birth date and sex read, old and spoiled ones recognised.

6 area + 8 birth + 3 sequence + 1 check digit; the 17th digit is odd for men. The area code is not checked: areas were
renamed and merged for sixty years. A doubt never blocks storing (R7); what is done about one is the roster's business.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from operator import mul

from desktop_app.support import dates
from desktop_app.support.frozen import frozen

_NOISE = re.compile("[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad'’‘`\"“”.,，-]")
_CROSSES = str.maketrans("xХх×✕✖╳", "XXXXXXX")
_MASKED = re.compile(r"[*●•■□_?#]{2,}|[Xx×Хх]{3,}")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?[Ee]\+?(1[4-7])")
_WHOLE = re.compile(r"\d{17}[\dX]")
_CLEAN = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"\d{15}")
_LOOKALIKES = str.maketrans("OoQ〇○IlL|", "000001111")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SEXES = ("1", "2")
_CENTENARIAN = frozenset(("996", "997", "998", "999"))
EXCEL_DIGITS = 15


class Shape(StrEnum):
    """What a cell that should hold an identity number holds."""

    WHOLE = "18位"
    OLD = "15位"
    SPOILED = "失真"
    MASKED = "打码"
    WRONG = "不是证号"


@frozen
class Doubt:
    """One thing to ask about: a stable `code` and the sentence the clerk reads."""

    code: str
    chinese: str


@frozen
class Inspection:
    """What `inspect` found.

    `number` is the cleaned text ('' for a spoiled one: nothing false is stored); `known` the digits still certain of one
    that is or may be spoiled; `proposal` the 18-digit form of a 15-digit one; `birth` ISO and `sex` GB/T 2261.1 (1, 2),
    None where not to be had.
    """

    number: str
    shape: Shape
    doubts: tuple[Doubt, ...] = ()
    birth: str | None = None
    sex: str | None = None
    proposal: str | None = None
    known: str = ""

    @property
    def storable(self) -> bool:
        """Whether the number may be kept, with a reason if there are doubts; a spoiled, masked or wrong one may not."""
        return self.shape in (Shape.WHOLE, Shape.OLD)


class _Weighed(dict[str, int]):
    """What the digits of one piece of the number add to the sum: pieces are short and come again and again."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__()
        self._weights = _WEIGHTS[start:end]

    def __missing__(self, digits: str) -> int:
        found = self[digits] = sum(map(mul, self._weights, map(int, digits)))
        return found


_AREA, _YEAR, _DAY, _ORDER = _Weighed(0, 6), _Weighed(6, 10), _Weighed(10, 14), _Weighed(14, 17)


def check_digit(first_17: str) -> str:
    """The 18th character, 0–9 or X (ISO 7064 MOD 11-2). An import asks for thousands: a general library took a tenth of its time."""
    born = _YEAR[first_17[6:10]] + _DAY[first_17[10:14]]
    return _CHECK_DIGITS[(_AREA[first_17[:6]] + born + _ORDER[first_17[14:]]) % 11]


def normalise(typed: str) -> str:
    """Half-width, without blanks, invisible characters, apostrophes or dashes; any kind of cross as X."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", typed)).translate(_CROSSES)


def parse(typed: str) -> str:
    """A cleaned number of 18 or 15 characters; ValueError in Chinese for anything else. The check digit is `inspect`'s."""
    if _CLEAN.fullmatch(typed):
        return typed
    found = inspect(typed)
    if not found.storable:
        raise ValueError(found.doubts[0].chinese)
    return found.number


def is_sound(number: str, birth: str | None, sex: str | None) -> bool:
    """Whether `inspect` is sure to find no doubt in a whole number: most have none, and this tells at a glance. Beside a month of
    birth only where the day in the number is one of every month."""
    if not birth or not _CLEAN.fullmatch(number) or check_digit(number[:17]) != number[17] or number[15:] == "000":
        return False
    born = birth.replace("-", "")
    whole = len(born) == 8 or (len(born) == 6 and "01" <= number[12:14] <= "28")
    return whole and number.startswith(born, 6) and (sex not in _SEXES or sex == _sex_of(number[16]))


def inspect(typed: object, *, birth: str | None = None, sex: str | None = None) -> Inspection:
    """Look at what a cell or a form holds, against the birth date (partial, as stored) and sex code beside it.

    Numbers are told from text: Excel keeps 15 digits of a number, so a longer one has lost its tail for good
    (9.1 % of tails turned into 000 still pass the check digit: the cell's type tells more).
    """
    if isinstance(typed, (int, float)) and not isinstance(typed, bool):
        return _inspect_number(typed, birth, sex)
    if isinstance(typed, str) and _CLEAN.fullmatch(typed):
        return _inspect_whole(typed, birth, sex)
    text = unicodedata.normalize("NFKC", str(typed))
    if _MASKED.search(text):
        return _refused(normalise(text), Shape.MASKED, "masked", "证号打了码，不能用来填写或覆盖完整的证号")
    if scientific := _SCIENTIFIC.fullmatch(_NOISE_BUT_DOT.sub("", text)):
        return _spoiled(scientific[1] + (scientific[2] or ""), "scientific", "证号成了科学计数法，后面的位数已经丢失")
    number = normalise(text)
    if _WHOLE.fullmatch(number):
        return _inspect_whole(number, birth, sex)
    if _OLD.fullmatch(number):
        return _inspect_old(number, birth, sex)
    return _refused(number, Shape.WRONG, *_what_is_wrong(number))


_NEARLY_A_NUMBER = 10  # signs: from here on they could be told from others by what they are
_NOISE_BUT_DOT = re.compile("[\\s\u00a0\u200b-\u200f\u2060\ufeff'’‘`]")


def _inspect_number(value: int | float, birth: str | None, sex: str | None) -> Inspection:
    if isinstance(value, float) and not value.is_integer():
        return _refused(str(value), Shape.WRONG, "letter", f"“{value}”不是证号")
    digits = str(int(value))
    if len(digits) <= EXCEL_DIGITS:
        return inspect(digits, birth=birth, sex=sex)
    known = f"{Decimal(value):.14E}".split("E")[0].replace(".", "")
    if len(digits) != 18:
        return _refused(digits, Shape.WRONG, *_what_is_wrong(digits))
    return _spoiled(known, "number", "证号按数字存放，Excel 已丢掉末三位，只剩前 15 位可信")


def _spoiled(known: str, code: str, sentence: str) -> Inspection:
    return Inspection("", Shape.SPOILED, (Doubt(code, sentence + "，请核对原件"),), known=known[:EXCEL_DIGITS])


def _refused(number: str, shape: Shape, code: str, sentence: str) -> Inspection:
    return Inspection(number, shape, (Doubt(code, sentence),))


def _what_is_wrong(number: str) -> tuple[str, str]:
    if wrong := [(at, sign) for at, sign in enumerate(number, 1) if not (sign.isdigit() or sign == "X")]:
        return "letter", f"证号里只能有数字和末位的 X，这里{_where(number, wrong)}"
    if "X" in number[:-1] or (len(number) == 15 and "X" in number):
        return "letter", "证号里的 X 只能在第 18 位"
    return "length", f"证号应为 18 位（旧号 15 位），这里有 {len(number)} 位"


def _inspect_whole(number: str, birth: str | None, sex: str | None) -> Inspection:
    born, own_sex = _birth_of(number[6:14]), _sex_of(number[16])
    doubts = [Doubt("birth_impossible", f"证号里的出生日期 {number[6:14]} 不存在")] if born is None else []
    if check_digit(number[:17]) != number[17]:
        doubts.append(Doubt("check", f"校验码不对：末位应为 {check_digit(number[:17])}，现为 {number[17]}"))
    if number.endswith("000"):
        doubts.append(Doubt("tail_000", "末三位是 000，可能被 Excel 改写过"))
    doubts += _against_columns(born, own_sex, birth, sex)
    return Inspection(
        number, Shape.WHOLE, tuple(doubts), born, own_sex, known=number[:15] if number[15:] == "000" else ""
    )


def _inspect_old(number: str, birth: str | None, sex: str | None) -> Inspection:
    if number[12:] in _CENTENARIAN:
        own_sex = _sex_of(number[14])
        doubts = (Doubt("century", "15 位旧号末三位是 996–999，多属 1900 年以前出生的老人，请定世纪后再升 18 位"),)
        return Inspection(number, Shape.OLD, doubts + _against_columns(None, own_sex, birth, sex), None, own_sex)
    whole = from_15(number)
    seen = _inspect_whole(whole, birth, sex)
    doubts = (Doubt("old_15", f"是 15 位旧号，升 18 位应为 {whole}"), *(d for d in seen.doubts if d.code != "tail_000"))
    return Inspection(number, Shape.OLD, doubts, seen.birth, seen.sex, proposal=whole)


def _against_columns(born: str | None, own_sex: str | None, birth: str | None, sex: str | None) -> tuple[Doubt, ...]:
    doubts = []
    if birth and born and not born.startswith(birth):
        doubts.append(
            Doubt("birth_differs", f"证号里的出生日期 {born} 与填写的 {birth} 不一致（以档案为准的，可注明）")
        )
    if sex in ("1", "2") and own_sex and sex != own_sex:
        doubts.append(Doubt("sex_differs", "证号第 17 位表示的性别与填写的不一致"))
    return tuple(doubts)


def _birth_of(digits: str) -> str | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat() if digits >= "1850" else None
    except ValueError:
        return None


def _sex_of(digit: str) -> str:
    return "1" if int(digit) % 2 else "2"


def from_15(number: str, century: str | None = None) -> str:
    """The 18-digit form of a 15-digit number (century '18' or '19').

    Sequences 996–999 were kept for people already past a hundred, so theirs must be said: ValueError without it.
    """
    if not _OLD.fullmatch(number):
        raise ValueError("不是 15 位旧号")
    if century is None and number[12:] in _CENTENARIAN:
        raise ValueError("末三位是 996–999，请先确定是 18 还是 19 世纪出生")
    first_17 = number[:6] + (century or "19") + number[6:]
    return first_17 + check_digit(first_17)


def mended(typed: str, held: Iterable[str] = ()) -> str | None:
    """The whole number meant by one in which letters stand for the digits they look like (O for 0, l for 1), where the check
    digit confirms it or it is held by one of that name; None for all else. It is to be proposed, never taken by itself."""
    text = _NOISE.sub("", unicodedata.normalize("NFKC", typed))
    number = text[:17].translate(_LOOKALIKES) + text[17:].translate(_CROSSES)
    if _CLEAN.fullmatch(number) and number != normalise(typed):
        return number if check_digit(number[:17]) == number[17] or number in held else None
    return None


def _where(number: str, wrong: Sequence[tuple[int, str]]) -> str:
    """The signs that don't belong into a number, by their place; of what is no number at all, what it is."""
    if len(number) - len(wrong) < _NEARLY_A_NUMBER:
        return f"是“{number}”"
    return "，".join(f"第 {at} 位是“{sign}”" for at, sign in wrong)


def mask(number: str) -> str:
    """410***********1234: 3 + stars + 4; a shorter one shows nothing (domain.md §10). Words without a digit are no number."""
    if not any(map(str.isdigit, number)):
        return number
    if len(number) < _NEARLY_A_NUMBER:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


_WHOLE_IN_WORDS = re.compile(r"\d{17}[\dXx]|\d{15}")


def mask_in_words(sentence: str) -> str:
    """A sentence with every whole number in it masked."""
    return _WHOLE_IN_WORDS.sub(lambda found: mask(found[0]), sentence)


def matches(known: str, whole: str) -> bool:
    """Whether a whole number can be what a spoiled cell once held. Excel cuts a number to 15 digits and rounds what it shows
    of them; a number ending in X it leaves alone, so such a one never matches."""
    if not whole.isdigit() or len(whole) != 18 or not 1 <= len(known) <= EXCEL_DIGITS:
        return False
    kept = Decimal(whole[:EXCEL_DIGITS])
    unit = Decimal(10) ** (EXCEL_DIGITS - len(known))
    return str((kept / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP)) == known


def propose_whole(known: str, held: Iterable[str]) -> list[str]:
    """Of the whole numbers held elsewhere for this name, those the spoiled cell can have been. One: propose it; more: ask."""
    return [number for number in dict.fromkeys(held) if matches(known, number)]


def candidates(known: str, *, sex: str | None = None) -> Iterator[str]:
    """Every number with a right check digit that starts with 15 known digits; some 91, half of that with the sex known."""
    for tail in range(100):
        first_17 = f"{known}{tail:02d}"
        last = check_digit(first_17)
        if last != "X" and sex in (None, _sex_of(first_17[16])):
            yield first_17 + last


def birth_year(number: str) -> int | None:
    """The year of birth a stored number tells, None if it can't: it decides the century of a two-digit year."""
    born = inspect(number).birth
    return dates.first_day(born).year if born else None
