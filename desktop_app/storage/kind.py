"""What every field kind has in common: its Chinese name, how it reads, shows, masks, aligns and sorts a value."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from peewee import Field

Align = Literal["left", "center", "right"]
Tone = Literal["good", "note", "warn", "bad"]
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")
_SAID = re.compile("[^\\s\u00a0\u3000\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_PLAIN = re.compile("[!-~\u4e00-\u9fff]*")
"""What `plain_text` leaves as it is, as most cells are."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Kind(Field):
    """What every field kind adds to a peewee field.

    `entry` names the editor the form uses; `excel` how a workbook holds the value; `sort` how SQL orders it
    (plain: as stored; pinyin: by pinyin of the text; name: by the stored key of a person's name; place: by the tree; number: by
    the number it begins with).
    `sensitive` values are masked in lists, prints and exports; `open_in_pane` ones are whole in the record pane.
    `usual` text (never any with stars) is read as it stands; it goes by `read`: a kind that reads otherwise has its own, or none.
    """

    align: Align = "left"
    entry: str = "text"
    excel: Literal["text", "number", "date"] = "text"
    sort: Literal["plain", "pinyin", "name", "place", "number"] = "plain"
    sensitive = False
    open_in_pane = False
    width = 10
    tones: Mapping[str, Tone] = {}
    operators: ClassVar[tuple[str, ...]] = ("是", "不是", "包含", "为空", "不为空")
    usual: ClassVar[re.Pattern[str] | None] = None

    if TYPE_CHECKING:
        # peewee's stubs list each field's own options; a kind takes its label first.
        def __new__(cls, *told: Any, **options: Any) -> Self: ...

    def __init__(self, label: str, *, required: bool = False, width: int | None = None, hint: str = "", **options: Any):
        super().__init__(null=not required, verbose_name=label, help_text=hint or None, **options)
        self.required = required
        if width is not None:
            self.width = width

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "read" in vars(cls) and "usual" not in vars(cls):
            cls.usual = None

    @property
    def label(self) -> str:
        """The field's Chinese name, told once."""
        return str(self.verbose_name)

    def parse(self, typed: object) -> Any:
        """The value to store (None for empty); ValueError with a Chinese sentence when it can't be one."""
        if typed is None or (isinstance(typed, str) and not _SAID.search(typed)):
            return None
        if self.usual and type(typed) is str and self.usual.fullmatch(typed):
            return typed
        return self.read(typed)

    def read(self, typed: object) -> Any:
        """Like `parse`, for what is not empty. Kinds override this one."""
        return typed

    def show(self, value: Any) -> str:
        """The value in words; '' for none."""
        return "" if value is None else str(value)

    def number(self, value: Any) -> Any:
        """The value as a workbook's number, where `excel` says that it is one."""
        return value

    def mask(self, value: Any) -> str:
        """The value as lists, prints and exports show it by default."""
        return self.show(value)


def plain_text(typed: object) -> str:
    """What a cell or a keyboard gives, as one clean line: NFC, no control or invisible characters, single blanks."""
    if type(typed) is str and _PLAIN.fullmatch(typed):
        return typed
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    text = unicodedata.normalize("NFC", str(typed))
    return _BLANKS.sub(" ", _INVISIBLE.sub("", _CONTROL.sub("", text))).strip()


def plain_lines(typed: object) -> str:
    """Text of several lines: NFC, one kind of line end, no control or invisible characters."""
    text = unicodedata.normalize("NFC", str(typed)).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _INVISIBLE.sub("", text)).strip()


def kind_of(field: Field) -> Kind:
    """The field as its kind; a record's field that is none is a programming error."""
    if not isinstance(field, Kind):
        raise TypeError(f"{field} is not one of the field kinds")
    return field
