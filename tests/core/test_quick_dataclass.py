"""The quick dataclasses behave as the library's do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """Where something is."""

    x: int
    y: int = 0
    tags: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def moved(self, by: int) -> Point:
        return dataclasses.replace(self, x=self.x + by)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    x: int
    y: int = 0
    tags: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named(Point):
    name: str = ""


@dataclass(frozen=True, slots=True)
class Positive:
    amount: int

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError("not positive")


@dataclass(frozen=True, slots=True)
class Counted:
    kinds: ClassVar[int] = 3
    count: int = 1


Thing = TypeVar("Thing")


@dataclass(slots=True)
class Box(Generic[Thing]):
    thing: Thing
    marks: list[str] = dataclasses.field(default_factory=list)
    is_open: bool = False


texts = st.text(max_size=3)
values = st.tuples(st.integers(), st.integers(), st.dictionaries(texts, st.integers()))


@given(first=values, second=values)
def test_equality_and_text_are_those_of_the_library(first, second):
    ours, theirs = Point(*first), Standard(*first)
    assert (ours == Point(*second)) == (theirs == Standard(*second))
    assert repr(ours).replace("Point", "Standard") == repr(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)


def test_defaults_and_factories():
    assert (Point(1).y, Point(1).tags) == (0, {})
    assert Point(1).tags is not Point(1).tags
    with pytest.raises(TypeError):
        Point()
    with pytest.raises(TypeError):
        Point(1, z=3)


def test_a_field_without_a_default_may_not_follow_one_with():
    with pytest.raises(TypeError):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            x: int = 0
            y: int


def test_nothing_can_be_changed_or_added():
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.z = 2
    assert not hasattr(point, "__dict__")


def test_equal_values_of_another_class_are_not_equal():
    assert Point(1) != Standard(1)
    assert Named(1) != Point(1)


def test_equal_values_have_one_hash():
    assert hash(Counted(2)) == hash(Counted(2))
    assert len({Positive(1), Positive(1), Positive(2)}) == 2


def test_replace_and_fields_of_the_library_work():
    assert Point(1, 5).moved(2) == Point(3, 5)
    assert [field.name for field in dataclasses.fields(Named)] == ["x", "y", "tags", "name"]
    assert dataclasses.is_dataclass(Point)


def test_they_can_be_inherited():
    assert Named(1, name="a").moved(1) == Named(2, name="a")


def test_they_are_matched_by_position():
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_they_can_be_copied_and_sent_to_another_process():
    point = Named(1, 2, {"a": 1}, "b")
    assert copy.deepcopy(point) == point == pickle.loads(pickle.dumps(point))


def test_what_is_checked_after_making_is_checked():
    with pytest.raises(ValueError, match="not positive"):
        Positive(0)


def test_class_variables_are_no_fields():
    assert [field.name for field in dataclasses.fields(Counted)] == ["count"]
    assert Counted.kinds == 3


def test_the_words_about_a_class_are_kept():
    assert Point.__doc__ == "Where something is."
    assert Point.__qualname__ == "Point"


def test_other_dataclasses_are_the_librarys():
    @dataclass
    class Open:
        x: int = 0

    made = Open()
    made.x = 5
    assert made.x == 5


def test_without_slots_a_property_may_be_kept():
    @dataclass(frozen=True)
    class Circle:
        radius: int = 2

        @cached_property
        def area(self) -> int:
            return 3 * self.radius**2

    circle = Circle()
    assert (circle.area, Circle.radius) == (12, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        circle.radius = 3
    assert dataclasses.replace(circle, radius=1).area == 3


def test_objects_that_are_not_frozen_can_be_changed():
    box = Box("a")
    box.is_open = True
    box.marks.append("x")
    assert box == Box("a", ["x"], is_open=True) != Box("a")
    assert repr(box) == "Box(thing='a', marks=['x'], is_open=True)"
    assert copy.deepcopy(box) == box == pickle.loads(pickle.dumps(box))
    with pytest.raises(TypeError):
        hash(box)
    with pytest.raises(AttributeError):
        box.colour = "red"


def test_the_signature_is_known_before_the_first_object_is_made():
    @dataclass(frozen=True, slots=True)
    class Fresh:
        x: int
        y: int = 2

    class Own(Fresh):
        def __init__(self, z: int) -> None:
            super().__init__(z)

    assert [str(one) for one in inspect.signature(Fresh).parameters.values()] == ["x", "y=2"]
    assert list(inspect.signature(Own).parameters) == ["z"]
    assert (Own(5).x, Fresh(1).y) == (5, 2)
