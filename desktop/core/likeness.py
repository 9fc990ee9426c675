"""How likely two records of an entity mean the same: a score with its reasons.

What counts is declared: `Entity.duplicate_keys`, the same keys by which an import recognises
records. Each shared key leaves a part of the doubt, and the parts are multiplied; what two records
state differently (another tax code, another day of birth) takes half of the likeness away. A phone
number alone proves little: families share one, and companies have a switchboard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.core.company_names import split_company_name
from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.core.name_likeness import (
    letters_of,
    same_person_name,
    same_words,
    without_address,
)
from desktop.core.names import split_person_name
from desktop.core.pages import Hit
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold, split_words

WEAK: Final = 40  # percent; below, two records are not called alike
LIKELY: Final = 65
STRONG: Final = 85

# The doubt that is left when two records share a key of the kind.
_DOUBT_TAX_CODE: Final = 0.08
_DOUBT_CODE: Final = 0.15
_DOUBT_EMAIL: Final = 0.3
_DOUBT_EMAIL_OF_OTHERS: Final = 0.5  # under another name: a shared mailbox
_DOUBT_PHONE: Final = 0.55
_DOUBT_COMPANY: Final = 0.35  # the same name and legal form
_DOUBT_OWN_NAME: Final = 0.55  # the same own name, of another form or trade
_DOUBT_PERSON: Final = 0.6
_DOUBT_BESIDE: Final = 0.5  # a person's name, and the same company or day of birth
_CONTRADICTION: Final = 0.5
_PERSON_WORDS: Final = range(2, 6)

Words = tuple[str, ...]
Values = Mapping[str, Any]  # by field, as kinds hold them; texts and JSON forms do as well


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two records are, in percent, and the fields that speak for it."""

    score: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that may mean the same as another."""

    hit: Hit
    likeness: Likeness


def compared_fields(entity: Entity) -> tuple[str, ...]:
    """Return the fields that must be known to compare two records."""
    return tuple(dict.fromkeys([*entity.duplicate_keys, *beside_fields(entity)]))


def beside_fields(entity: Entity) -> tuple[str, ...]:
    """Return the fields that tell namesakes apart: what they belong to, when they were born."""
    found = [entity.parent] if entity.parent else []
    for field in entity.fields:
        is_birth = field.kind is Kind.DATE and field.personal
        if is_birth or (field.kind is Kind.TEXT and field.name == "company"):
            found.append(field.name)
    return tuple(found)


def compare(entity: Entity, left: Values, right: Values) -> Likeness:
    """Return how alike two records are by the duplicate keys of their entity."""
    return Comparison(entity).of(left, right)


class Comparison:
    """Compares records of one entity; what is declared is looked up once for all of them."""

    def __init__(self, entity: Entity) -> None:
        self._title = entity.field(entity.title)
        self._keys = [entity.field(key) for key in entity.duplicate_keys]
        self._beside = beside_fields(entity)
        self._once = [  # what a company or a person can have only one of
            field.name
            for field in entity.fields
            if field.kind is Kind.TAX_CODE or (field.kind is Kind.DATE and field.personal)
        ]

    def of(self, left: Values, right: Values) -> Likeness:
        """Return how alike two records are."""
        doubt = 1.0
        fields: list[str] = []
        for name, left_over in self._shared(left, right):
            doubt *= left_over
            fields.append(name)
        differing = sum(_differ(left.get(name), right.get(name)) for name in self._once)
        return Likeness(round((1 - doubt) * _CONTRADICTION**differing * 100), tuple(fields))

    def _shared(self, left: Values, right: Values) -> Iterator[tuple[str, float]]:
        """Yield the keys that both records share, with the doubt that each leaves."""
        title = self._title
        name_doubt = _name_doubt(title, left.get(title.name), right.get(title.name))
        for field in self._keys:
            if field.name == title.name:
                doubt = name_doubt
            else:
                held = left.get(field.name), right.get(field.name)
                doubt = _key_doubt(field, *held, is_namesake=name_doubt < 1)
            if doubt < 1:
                yield field.name, doubt
        if name_doubt < 1:
            for name in self._beside:
                if _is_same_beside(left.get(name), right.get(name)):
                    yield name, _DOUBT_BESIDE


def is_person_name(field: Field, name: str) -> bool:
    """Tell whether a name is that of a person, of whom there are many namesakes."""
    if field.kind is Kind.PERSON_NAME:
        return True
    parts = split_company_name(name)
    plain = without_address(name)
    return (
        not parts.is_company
        and not parts.trades
        and len(plain.split()) in _PERSON_WORDS
        and bool(split_person_name(plain).family)
    )


def _key_doubt(field: Field, left: object, right: object, *, is_namesake: bool) -> float:
    if left is None or right is None:
        return 1.0
    if field.kind in {Kind.TEXT, Kind.SEQUENCE}:
        return _DOUBT_CODE if _plain(left) == _plain(right) else 1.0
    lookups = kind_of(field).lookups
    if set(lookups(left)).isdisjoint(lookups(right)):
        return 1.0
    if field.kind is Kind.EMAILS and not is_namesake:
        return _DOUBT_EMAIL_OF_OTHERS
    return _DOUBTS.get(field.kind, _DOUBT_CODE)


_DOUBTS: Final = {
    Kind.TAX_CODE: _DOUBT_TAX_CODE,
    Kind.EMAILS: _DOUBT_EMAIL,
    Kind.PHONES: _DOUBT_PHONE,
}


def _name_doubt(field: Field, left: object, right: object) -> float:
    if not left or not right:
        return 1.0
    ours, theirs = str(left), str(right)
    if is_person_name(field, ours) or is_person_name(field, theirs):
        is_whole = len(without_address(ours).split()) > 1
        return _DOUBT_PERSON if is_whole and same_person_name(ours, theirs) else 1.0
    return _company_doubt(ours, theirs)


def _company_doubt(left: str, right: str) -> float:
    ours, theirs = split_company_name(left), split_company_name(right)
    if letters_of(" ".join(ours.own)) != letters_of(" ".join(theirs.own)):
        return 1.0
    if not _own_accents_fit(left, right, ours.own, theirs.own):
        return 1.0
    same_form = ours.form == theirs.form or not ours.form or not theirs.form
    same_trade = ours.trades == theirs.trades or not ours.trades or not theirs.trades
    is_said = ours.is_company or theirs.is_company
    if len(ours.own) == 1 and not (same_form and same_trade and is_said):
        return 1.0  # "Hoà Phát" tells more than "An"
    return _DOUBT_COMPANY if same_form and same_trade else _DOUBT_OWN_NAME


def _own_accents_fit(left: str, right: str, ours: Words, theirs: Words) -> bool:
    return same_words(_own_part(left, ours), _own_part(right, theirs))


def _own_part(name: str, own: Words) -> str:
    """Return the words of the own name as they are written in `name`."""
    wanted, found = list(own), []
    for word in reversed(split_words(name)):
        if wanted and fold(word) == wanted[-1]:
            wanted.pop()
            found.append(word)
    return " ".join(reversed(found))


def _differ(left: object, right: object) -> bool:
    return left is not None and right is not None and str(left) != str(right)


def _is_same_beside(left: object, right: object) -> bool:
    if left is None or right is None:
        return False
    ours, theirs = str(left), str(right)
    return ours == theirs or _company_doubt(ours, theirs) < 1


def _plain(value: object) -> str:
    return " ".join(str(value).split()).casefold()
