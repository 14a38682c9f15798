"""`@frozen` keeps every promise of Python's own frozen dataclass."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from functools import cached_property

import pytest

from desktop_app.support.frozen import frozen


@frozen
class Ours:
    """As below."""

    name: str
    count: int = 0
    tags: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="s", repr=False)
    words: dict[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def doubled(self) -> int:
        return 2 * self.count


@dataclass(frozen=True)
class Pythons:
    """As above."""

    name: str
    count: int = 0
    tags: list[str] = field(default_factory=list, compare=False)
    secret: str = field(default="s", repr=False)
    words: dict[str, str] = field(default_factory=dict, hash=False)


@frozen
class Known:
    """Tells of itself in its own way."""

    name: str

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("no name")

    def __repr__(self) -> str:
        return f"<{self.name}>"


@pytest.mark.parametrize("kind", [Ours, Pythons])
def test_it_is_equal_hashed_and_shown_by_its_fields(kind):
    one, same, other = kind("甲", 1, ["x"]), kind("甲", 1), kind("甲", 2)
    assert one == same and hash(one) == hash(same) and len({one, same, other}) == 2
    assert one != kind("甲", 1, words={"a": "b"}) and hash(one) == hash(kind("甲", 1, words={"a": "b"}))
    assert one != other and one != kind("甲", 1, secret="t") and one != ("甲", 1, "s")
    assert repr(one) == f"{kind.__name__}(name='甲', count=1, tags=['x'], words={{}})"
    assert kind("甲").tags is not kind("甲").tags


def test_another_class_of_the_same_fields_is_never_equal():
    assert Ours("甲", 1) != Pythons("甲", 1)


@pytest.mark.parametrize("kind", [Ours, Pythons])
def test_nothing_in_it_can_be_set_added_or_taken_away(kind):
    made = kind("甲")
    for name in ("name", "count", "nothing"):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, "乙")
    with pytest.raises(FrozenInstanceError):
        del made.name
    assert made == kind("甲")


def test_it_is_replaced_copied_pickled_and_spread_as_any_dataclass():
    made = Ours("甲", 1, ["x"])
    assert replace(made, count=3) == Ours("甲", 3) and made.count == 1
    assert asdict(made) == {"name": "甲", "count": 1, "tags": ["x"], "secret": "s", "words": {}}
    assert copy.deepcopy(made) == made and pickle.loads(pickle.dumps(made)) == made
    assert [each.name for each in fields(Ours)] == [each.name for each in fields(Pythons)]
    assert Ours(name="甲", count=4).doubled == 8


def test_what_a_class_says_of_itself_stays():
    assert repr(Known("甲")) == "<甲>" and Known("甲") == Known("甲")
    with pytest.raises(ValueError, match="no name"):
        Known("")
    with pytest.raises(TypeError):
        Known()  # type: ignore[call-arg]
