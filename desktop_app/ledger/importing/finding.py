"""From what a cell says to the record it means: organisations by name, short name or path, members by name or number.

Nothing is guessed: what isn't exactly one is refused with what it may have meant. Organisations not there yet are planned
only where the clerk allowed it, and created when the plan is applied.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from desktop_app.ledger.search_index import table_of, text_of_reference
from desktop_app.people import tree
from desktop_app.people.chart import Chart
from desktop_app.people.fields import Member, Org, Reference
from desktop_app.people.versions import load_history
from desktop_app.people.words import OrgLevel
from desktop_app.storage.kind import plain_text
from desktop_app.storage.office import Office

_ALIASES = "import.orgs"
_STEP = re.compile(r"\s*[/\\>＞]\s*")
_PLAIN = re.compile("[!-~·\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002f7ff]*")
"""What stays as it is when names are compared, as most do."""
_ALL_PLAIN = re.compile("[!-~·\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002f7ff\n]*")
_LEVEL_BY_END = (
    ("小组", OrgLevel.GROUP),
    ("联合党支部", OrgLevel.JOINT_BRANCH),
    ("临时党支部", OrgLevel.TEMPORARY_BRANCH),
    ("支部", OrgLevel.BRANCH),
    ("总支", OrgLevel.GENERAL_BRANCH),
    ("委员会", OrgLevel.COMMITTEE),
    ("党委", OrgLevel.COMMITTEE),
)


Path = tuple[str, ...]
"""An organisation as a file names it, from above: (机关党总支, 第一党支部)."""


ByText = dict[str, set[int]]
"""Who is called so."""


class Finder(Protocol):
    """Finds the record a cell means; ValueError with a Chinese sentence when there isn't exactly one."""

    def find(self, typed: object) -> int: ...

    def means(self, typed: str, row_id: int) -> bool:
        """Whether that is how lists call this record, though others may be called so too."""
        ...


def plain_name(text: str) -> str:
    """A name as it is compared: half-width, no blanks."""
    if type(text) is str and _PLAIN.fullmatch(text):
        return text
    return "".join(unicodedata.normalize("NFKC", plain_text(text)).split())


def plain_names(texts: Sequence[str]) -> Sequence[str]:
    """Many at once: where none is to be changed, as among most, one look tells."""
    return texts if _ALL_PLAIN.fullmatch("\n".join(texts)) else list(map(plain_name, texts))


class OrgFinder:
    """Finds organisations of today's tree. One to be created has a negative number until the plan is applied."""

    def __init__(self, office: Office, *, create: bool = False) -> None:
        self._chart: Chart = load_history(office.database).on(office.clock.today())
        self._create = create
        self._aliases: dict[str, int] = office.settings.get(_ALIASES, {})
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self.planned: list[Path] = []
        for org, _ in self._chart.order:
            for name in self._names_of(org):
                self._by_name[plain_name(name)].add(org)

    def _names_of(self, org: int) -> Iterable[str]:
        node = self._chart.nodes[org]
        yield from (node.name, node.short_name)
        line = [self._chart.nodes[each] for each in reversed(self._chart.chain(org))]
        for start in range(len(line) - 1):
            yield "/".join(each.short_name for each in line[start:])
            yield "/".join(each.name for each in line[start:])

    def find(self, typed: object) -> int:
        text = plain_text(typed)
        plain = "/".join(plain_name(step) for step in _STEP.split(text) if step)
        found = self._by_name.get(plain, set())
        if len(found) == 1:
            return next(iter(found))
        if plain in self._aliases and self._aliases[plain] in self._chart.nodes:
            return self._aliases[plain]
        if found:
            raise ValueError(f"有 {len(found)} 个“{text}”：{'、'.join(sorted(map(self.path, found)))}，请写明上级")
        return self._plan(tuple(step for step in _STEP.split(text) if step), text)

    def find_below(self, typed: str, org: int) -> int | None:
        """The organisation called so right under this one (a 党小组 of a branch), to be created where that is allowed."""
        plain = plain_name(typed)
        for child in self._chart.children(org) if org > 0 else ():
            node = self._chart.nodes[child]
            if plain in (plain_name(node.name), plain_name(node.short_name)):
                return child
        above = tuple(self.path(org).split("/")) if org > 0 else self.planned[-1 - org]
        try:
            return self._plan((*above, plain_text(typed)), plain_text(typed))
        except ValueError:
            return None

    def means(self, typed: str, row_id: int) -> bool:
        return row_id in self._by_name.get(plain_name(typed), ())

    def level(self, org: int) -> str:
        """The level of one that is there, or that a planned one will have."""
        return self._chart.nodes[org].level if org > 0 else str(level_of(self.planned[-1 - org][-1]))

    def path(self, org: int) -> str:
        """Where it stands, from below the top: 机关党总支/第一党支部."""
        line = [self._chart.nodes[each].short_name for each in reversed(self._chart.chain(org))]
        return "/".join(line[1:] or line)

    def suggestions(self, typed: object) -> list[str]:
        """Names of organisations that look like it; those that differ only by 第, 党 or 中共 leave out all others."""
        names = list({self._chart.nodes[org].short_name: None for org, _ in self._chart.order})
        bare = _bare(plain_name(str(typed)))
        return [name for name in names if _bare(name) == bare] or difflib.get_close_matches(
            bare, names, n=3, cutoff=0.5
        )

    def perhaps(self, typed: object, levels: Collection[str] = ()) -> list[int]:
        """Organisations of these levels (any, where empty) that it may mean: all that are called so, else those whose name is like it,
        the most alike first."""
        plain = "/".join(plain_name(step) for step in _STEP.split(plain_text(typed)) if step)
        names = [plain] if self._by_name.get(plain) else list(map(plain_name, self.suggestions(typed)))
        place = {org: at for at, (org, _) in enumerate(self._chart.order)}
        called = {
            org: None for name in names for org in sorted(place.keys() & self._by_name[name], key=place.__getitem__)
        }
        return [org for org in called if not levels or self._chart.nodes[org].level in levels]

    def everyone(self, levels: Collection[str] = ()) -> list[int]:
        """All organisations of these levels, in the tree's order."""
        return [org for org, _ in self._chart.order if not levels or self._chart.nodes[org].level in levels]

    def _plan(self, steps: Path, text: str) -> int:
        level = level_of(steps[-1])
        if not self._create or level is None or (level == OrgLevel.GROUP and len(steps) == 1):
            near = self.suggestions(text)
            raise ValueError(
                f"没有党组织“{text}”"
                + (f"，是不是：{'、'.join(near)}" if near else "；勾选“新建台账里没有的党组织”，或先在组织管理里建立")
            )
        if steps not in self.planned:
            self.planned.append(steps)
        return -1 - self.planned.index(steps)

    def create_planned(self, office: Office, wanted: Iterable[int]) -> dict[int, int]:
        """Inside an open change: set up the planned organisations among `wanted`; number in the plan → id."""
        made: dict[int, int] = {}
        known: dict[Path, int] = {}
        for number in sorted({org for org in wanted if org < 0}, reverse=True):
            made[number] = self._found(office, self.planned[-1 - number], known)
        return made

    def _found(self, office: Office, steps: Path, known: dict[Path, int]) -> int:
        if steps in known:
            return known[steps]
        there = self._by_name.get("/".join(map(plain_name, steps)), set())
        if len(there) == 1:
            return next(iter(there))
        above = self._found(office, steps[:-1], known) if len(steps) > 1 else self._top(office, known)
        name = steps[len(steps) - 1]
        known[steps] = tree.found(office, name, name, level_of(name) or OrgLevel.GENERAL_BRANCH, above)
        return known[steps]

    def _top(self, office: Office, known: dict[Path, int]) -> int:
        """The tree's top, set up in the office's name where there is no tree yet."""
        if () not in known:
            tops = self._chart.children(None)
            known[()] = tops[0] if tops else tree.found(office, office.name, office.name, OrgLevel.COMMITTEE, None)
        return known[()]


def _bare(name: str) -> str:
    return re.sub("中共|第|党|组织", "", name)


def level_of(name: str) -> OrgLevel | None:
    """The level an organisation's name tells, None for what is no organisation's name."""
    return next((level for end, level in _LEVEL_BY_END if name.endswith(end)), None)


def remember_org_name(office: Office, typed: str, org: int) -> None:
    """From now on this way of writing means this organisation."""
    plain = "/".join(plain_name(step) for step in _STEP.split(typed) if step)
    office.settings.put(_ALIASES, {**office.settings.get(_ALIASES, {}), plain: org})


class RecordFinder:
    """Finds records of another ledger by what stands for them in lists; members also by their identity number."""

    def __init__(self, office: Office, field: Reference, known: dict[str, ByText] | None = None) -> None:
        shown = text_of_reference(field)
        columns = [shown, field.rel_model.id_no] if isinstance(field, Member) else [shown]
        where = " WHERE left_on IS NULL" if isinstance(field, Member) else ""
        every = " UNION ALL ".join(
            f'SELECT "{column.column_name}", id FROM "{table_of(field.rel_model)}"{where}' for column in columns
        )
        known = {} if known is None else known
        if every not in known:
            known[every] = _by_text(office.database.rows(every))
        self._label = field.label
        self._by_text = known[every]
        self._called_so = f"SELECT {shown.column_name} FROM {table_of(field.rel_model)} WHERE id = ?"
        self._database = office.database
        self._by_number: set[int] = set()

    def find(self, typed: object) -> int:
        text = plain_text(typed)
        found = self._by_text.get(plain_name(text), set())
        if len(found) == 1:
            if text[:1].isdigit():
                self._by_number |= found
            return next(iter(found))
        if found:
            raise ValueError(f"{self._label}有 {len(found)} 位“{text}”，请改写证号")
        raise ValueError(f"{self._label}里没有“{text}”")

    def called(self, typed: str) -> int:
        """How many are called so."""
        return len(self._by_text.get(plain_name(typed), ()))

    def means(self, typed: str, row_id: int) -> bool:
        return row_id in self._by_text.get(plain_name(typed), ()) or plain_name(typed) == self._name(row_id)

    def called_alike(self, held: int | None, found: int | None) -> bool:
        """Whether lists call both the same, so that a list can't mean the one rather than the other; a number can."""
        if held is None or found is None or found in self._by_number:
            return False
        return self._name(held) == self._name(found) != ""

    def _name(self, row_id: int) -> str:
        return plain_name(self._database.one(self._called_so, (row_id,)) or "")


def _by_text(rows: Iterable[tuple[str, int]]) -> ByText:
    found: ByText = defaultdict(set)
    told = [row for row in rows if row[0]]
    for plain, (_, row_id) in zip(plain_names([text for text, _ in told]), told, strict=True):
        found[plain].add(row_id)
    return found


class _Levelled:
    """Finds organisations of certain levels only: nobody's branch is a 总支."""

    def __init__(self, orgs: OrgFinder, field: Org) -> None:
        self._orgs = orgs
        self._field = field

    def find(self, typed: object) -> int:
        org = self._orgs.find(typed)
        level = self._orgs.level(org)
        if level not in self._field.levels:
            raise ValueError(f"“{plain_text(typed)}”是{level}，不能作{self._field.label}")
        return org

    def means(self, typed: str, row_id: int) -> bool:
        return self._orgs.means(typed, row_id)


def finder_for(office: Office, field: Reference, orgs: OrgFinder, known: dict[str, ByText] | None = None) -> Finder:
    """What finds the records that this field points at. `known` keeps what was read for the next field that points there."""
    if isinstance(field, Org):
        return _Levelled(orgs, field) if field.levels else orgs
    return RecordFinder(office, field, known)
