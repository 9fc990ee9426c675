"""Operators of filters in natural words, as each sort of field is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import ME, Op
from desktop.core.i18n import N_
from desktop.core.kinds import kind_of
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import USERS, is_anniversary

_TEXT: Final = {
    Op.CONTAINS: N_("contains"),
    Op.LACKS: N_("does not contain"),
    Op.EQUALS: N_("is exactly"),
    Op.DIFFERS: N_("is not"),
    Op.STARTS: N_("begins with"),
    Op.ANY_OF: N_("is one of"),
}
_NUMBER: Final = {
    Op.EQUALS: N_("equals"),
    Op.DIFFERS: N_("differs from"),
    Op.LESS: N_("is less than"),
    Op.AT_MOST: N_("is at most"),
    Op.MORE: N_("is more than"),
    Op.AT_LEAST: N_("is at least"),
    Op.BETWEEN: N_("is between"),
}
_TIME: Final = {
    Op.DURING: N_("is in the period"),
    Op.EQUALS: N_("is on"),
    Op.DIFFERS: N_("is not on"),
    Op.LESS: N_("is before"),
    Op.AT_MOST: N_("is on or before"),
    Op.MORE: N_("is after"),
    Op.AT_LEAST: N_("is on or after"),
    Op.BETWEEN: N_("is between"),
}
_CHOSEN: Final = {
    Op.EQUALS: N_("is"),
    Op.DIFFERS: N_("is not"),
    Op.ANY_OF: N_("is one of"),
    Op.NONE_OF: N_("is none of"),
    Op.ALL_OF: N_("has all of"),
}
_SEVERAL: Final = {
    Op.ANY_OF: N_("has one of"),
    Op.ALL_OF: N_("has all of"),
    Op.NONE_OF: N_("has none of"),
}
_ANY_FIELD: Final = {Op.EMPTY: N_("is empty"), Op.FILLED: N_("is filled")}
_WORDS: Final = {
    Kind.INTEGER: _NUMBER,
    Kind.DURATION: _NUMBER,
    Kind.RATING: _NUMBER,
    Kind.MONEY: _NUMBER,
    Kind.PERCENT: _NUMBER,
    Kind.DATE: _TIME,
    Kind.MOMENT: _TIME,
    Kind.FLAG: _CHOSEN,
    Kind.CHOICE: _CHOSEN,
    Kind.LINK: _CHOSEN,
    Kind.TAGS: _SEVERAL,
    Kind.CHOICES: _SEVERAL,
    Kind.COLOUR: _CHOSEN,
}
_IS_ME: Final = N_("is me")
_BIRTHDAY: Final = N_("falls into the period")


@dataclass(frozen=True, slots=True)
class Question:
    """An operator in words; with `fixed` its value needs no editor."""

    op: Op
    label: str  # English msgid
    fixed: str = ""


def questions(field: Field) -> Sequence[Question]:
    """Return what can be asked of a field, the most usual first."""
    words = _WORDS.get(value_kind(field), _TEXT) | _ANY_FIELD
    offered = kind_of(field).operators
    found = [Question(op, label) for op, label in words.items() if op in offered]
    if is_anniversary(field):
        found.insert(0, Question(Op.DURING, _BIRTHDAY))
    if field.target == USERS and field.kind is Kind.LINK:
        found.insert(0, Question(Op.EQUALS, _IS_ME, fixed=ME))
    return found
