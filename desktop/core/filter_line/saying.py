"""A filter in plain words, as its chips say it: "Tỉnh/thành phố không phải là Hà Nội"."""

from __future__ import annotations

from typing import Final

from desktop.core.dates import format_day
from desktop.core.entities import Entity
from desktop.core.field_paths import find_field, path_label
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_line.keywords import Keyword
from desktop.core.filter_line.tidying import tidy
from desktop.core.filter_line.writing import TitleOf, day_of, know_no_title
from desktop.core.filter_words import questions
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.kinds.choices import option_labels
from desktop.core.periods import is_relative, months_of, relative_label
from desktop.core.relative_filters import USERS

_LINKED: Final = frozenset({Kind.LINK, Kind.TAGS})
_CHOSEN: Final = frozenset({*_LINKED, Kind.CHOICE, Kind.CHOICES, Kind.FLAG, Kind.COLOUR})
_BARE: Final = frozenset({Op.EMPTY, Op.FILLED})
_NAMING: Final = frozenset({Op.EQUALS, Op.ANY_OF})
_OTHERWISE: Final = {  # operators that no list of questions offers for the field
    Op.EQUALS: N_("is exactly"),
    Op.DIFFERS: N_("is not"),
    Op.CONTAINS: N_("contains"),
    Op.LACKS: N_("does not contain"),
    Op.STARTS: N_("begins with"),
    Op.NONE_OF: N_("is none of"),
    Op.ANY_OF: N_("is one of"),
    Op.ALL_OF: N_("has all of"),
}
_UNKNOWN: Final = "…"  # a title that is still being read


def say_filter(filter_: Filter, entity: Entity, title_of: TitleOf = know_no_title) -> str:
    """Return what a filter asks for, in the words of the person's language."""
    return _Speaker(entity, title_of).group(tidy(filter_, entity), is_whole=True)


class _Speaker:
    def __init__(self, entity: Entity, title_of: TitleOf) -> None:
        self._entity = entity
        self._title_of = title_of

    def group(self, group: Group, *, is_whole: bool = False) -> str:
        """Say a group; one inside another stands in brackets."""
        if not group.items:
            return _("No record at all") if group.negated else _("All records")
        between = f" {Keyword.OR.word} " if group.any_of else ", "
        inside = between.join(map(self._item, group.items))
        if group.negated:
            return _("not ({conditions})").format(conditions=inside)
        return inside if is_whole else f"({inside})"

    def _item(self, item: Condition | Group) -> str:
        return self.group(item) if isinstance(item, Group) else self._condition(item)

    def _condition(self, condition: Condition) -> str:
        field = find_field(self._entity, condition.field)
        label = path_label(self._entity, condition.field)
        words, op, value = self._words(field, condition)
        span = _whole_span(field, condition)
        if span:
            return f"{label}: {span}"
        names = op in _NAMING and value_kind(field) in _CHOSEN and condition.value != ME
        if names or op is Op.DURING:
            return f"{label}: {value}"
        return f"{label} {words} {value}".rstrip()

    def _words(self, field: Field, condition: Condition) -> tuple[str, Op, str]:
        """Return the operator in words, the operator, and the value in words."""
        op, value = condition.op, condition.value
        if op is Op.BETWEEN and isinstance(value, list):
            first, last = value
            if first is not None and last is not None:
                span = f"{self._value(field, op, first)} – {self._value(field, op, last)}"
                return self._operator(field, op), op, span
            op, value = (Op.AT_LEAST, first) if last is None else (Op.AT_MOST, last)
        words = self._operator(field, op)
        if op in _BARE:
            return words, op, ""
        several = value if isinstance(value, list) else [value]
        return words, op, ", ".join(self._value(field, op, one) for one in several)

    def _operator(self, field: Field, op: Op) -> str:
        found = (asked.label for asked in questions(field) if asked.op is op and not asked.fixed)
        return _(next(found, _OTHERWISE.get(op, "")))

    def _value(self, field: Field, op: Op, value: Json) -> str:
        kind, text = value_kind(field), str(value)
        if op is Op.DURING:
            return relative_label(text).lower() if is_relative(text) else text
        if kind in _LINKED and op is not Op.CONTAINS:
            if value == ME and field.target == USERS:
                return Keyword.ME.word
            return self._title_of(field.target, text) or _UNKNOWN
        if kind in {Kind.CHOICE, Kind.CHOICES}:
            return option_labels(field.options).get(text, text)
        return _plain_text(field, value)


def _plain_text(field: Field, value: Json) -> str:
    """Return a value as a cell shows it; a part of one (digits of a number) as it is."""
    day = day_of(field, value)
    if day is not None:
        return format_day(day)
    knowledge = kind_of(field)
    try:
        return knowledge.format(field, knowledge.from_json(value))
    except ValueError:
        return str(value)


def _whole_span(field: Field, condition: Condition) -> str:
    """Return the day, month, quarter or year that a condition lets through, or nothing."""
    value = condition.value
    if condition.op is not Op.BETWEEN or not isinstance(value, list):
        return ""
    first, last = (day_of(field, one) for one in value)
    if first is None or last is None:
        return ""
    if first == last:
        return format_day(first)
    if (first, last) == months_of(first, 1):
        return f"{first.month:02}/{first.year}"
    if (first, last) == months_of(first, 3):
        return _("Q{quarter}/{year}").format(quarter=(first.month + 2) // 3, year=first.year)
    return str(first.year) if (first, last) == months_of(first, 12) else ""
