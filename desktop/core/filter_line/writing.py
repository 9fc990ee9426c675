"""From a filter to the line that means it: the inverse of `parsing`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from desktop.core.dates import format_day
from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_line.keywords import Keyword
from desktop.core.filter_line.names import written_path
from desktop.core.filter_line.parsing import parse_line
from desktop.core.filter_line.tidying import OPPOSITES_BOTH_WAYS, tidy
from desktop.core.filter_line.values import ID_MARK, is_text, takes_any_of
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.kinds import kind_of
from desktop.core.kinds.choices import option_labels
from desktop.core.periods import find_relative, relative_label
from desktop.core.relative_filters import USERS

TitleOf = Callable[[str, str], str | None]  # entity and id as text to a title

_SIGNS: Final = {Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}
_NEGATIVE: Final = frozenset({Op.DIFFERS, Op.LACKS, Op.NONE_OF})
_WORDS: Final = {Op.EMPTY: Keyword.NONE, Op.FILLED: Keyword.ANY}
_PLAIN_WORD: Final = re.compile(r"[^\s\":,;|()]+")
_PLAIN_VALUE: Final = re.compile(r"[^\W_](?:[\w@/+\-]|[.,](?=\d))*|-\d[\d.,]*")
_LINKED: Final = frozenset({Kind.LINK, Kind.TAGS})


def know_no_title(_entity: str, _id: str) -> str | None:
    """Know no titles: links are written by their ids."""
    return None


def day_of(field: Field, value: Json) -> date | None:
    """Return the day that a condition on a day or a moment names as YYYY-MM-DD, or None."""
    if value_kind(field) not in {Kind.DATE, Kind.MOMENT} or not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def write_line(
    filter_: Filter, search: str, entity: Entity, title_of: TitleOf = know_no_title
) -> str:
    """Return a line that `parse_line` reads back as this filter, tidied, and this search.

    A title must be one by which the record is found again; None writes the id.

    Raises:
        ValueError: the filter asks for one of no values, which no words say.
    """
    group = tidy(filter_, entity)
    for is_careful in (False, True):
        writer = _Writer(entity, title_of, is_careful=is_careful)
        line = writer.line(group, search)
        found = parse_line(line, entity, writer.known_id)
        if found.filter == group and not found.problems:
            break
    return line


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


class _Writer:
    """Writes terms of one entity; a careful one quotes whatever could be read otherwise."""

    def __init__(self, entity: Entity, title_of: TitleOf, *, is_careful: bool) -> None:
        self._entity = entity
        self._title_of = title_of
        self._is_careful = is_careful
        self._ids: dict[tuple[str, str], str] = {}

    def known_id(self, entity: str, title: str) -> str | None:
        """Return the id of a title that was written."""
        return self._ids.get((entity, title))

    def line(self, group: Group, search: str) -> str:
        """Write words to search for, then terms."""
        words = [self._word(word) for word in search.replace('"', " ").split()]
        if group.any_of or group.negated:
            return " ".join([*words, self.item(group)])
        return " ".join([*words, *map(self.item, group.items)])

    def _word(self, word: str) -> str:
        is_plain = _PLAIN_WORD.fullmatch(word) and not Keyword.OR.is_written(word)
        return word if is_plain and not self._is_careful else _quoted(word)

    def item(self, item: Condition | Group) -> str:
        """Write a term or a bracket."""
        if isinstance(item, Condition):
            return self._condition(item)
        term = self._several_values(item)
        if term:
            return term
        if item.any_of:
            inside = f" {Keyword.OR.word} ".join(map(self._alternative, item.items))
        else:
            inside = " ".join(map(self.item, item.items))
        return f"{'-' if item.negated else ''}({inside})"

    def _alternative(self, item: Condition | Group) -> str:
        if isinstance(item, Group) and not item.any_of and not item.negated:
            return " ".join(map(self.item, item.items))
        return self.item(item)

    def _several_values(self, group: Group) -> str:
        """Write alternatives of one field as one term with commas; "" if they are not such."""
        conditions = [item for item in group.items if isinstance(item, Condition)]
        paths = {condition.field for condition in conditions}
        if not group.any_of or len(conditions) != len(group.items) or len(paths) != 1:
            return ""
        field = find_field(self._entity, conditions[0].field)
        if not all(_is_one_value(field, condition) for condition in conditions):
            return ""
        ops = {condition.op for condition in conditions}
        if takes_any_of(field) and ops in ({Op.EQUALS}, {Op.ANY_OF}):
            return ""  # that would be read as one condition
        values = ", ".join(self._value(field, condition) for condition in conditions)
        return self._term(conditions[0].field, values, negated=group.negated)

    def _condition(self, condition: Condition) -> str:
        op = condition.op
        if op in {Op.EMPTY, Op.FILLED}:
            word = (Keyword.EMPTY if op is Op.EMPTY else Keyword.FILLED).word
            return f"{word}: {self._name(condition.field)}"
        negated = op in _NEGATIVE
        if negated:
            condition = Condition(condition.field, OPPOSITES_BOTH_WAYS[op], condition.value)
        field = find_field(self._entity, condition.field)
        return self._term(condition.field, self._value(field, condition), negated=negated)

    def _name(self, path: str) -> str:
        return path if self._is_careful else written_path(self._entity, path)

    def _term(self, path: str, value: str, *, negated: bool) -> str:
        return f"{'-' if negated else ''}{self._name(path)}: {value}"

    def _value(self, field: Field, condition: Condition) -> str:
        op, value = condition.op, condition.value
        if op in _WORDS:
            return _WORDS[op].word
        if op is Op.DURING:
            return _period(str(value))
        if op is Op.STARTS:
            return self._safe(str(value)) + "*"
        if isinstance(value, list) and op is Op.BETWEEN:
            return "..".join("" if end is None else self._atom(field, op, end) for end in value)
        if isinstance(value, list):
            separator = " & " if op is Op.ALL_OF else ", "
            sign = _sign(field, Op.EQUALS) if op is Op.ANY_OF else ""
            return separator.join(sign + self._atom(field, op, one) for one in value)
        return _sign(field, op) + self._atom(field, op, value)

    def _atom(self, field: Field, op: Op, value: Json) -> str:
        kind = value_kind(field)
        if kind in _LINKED and op is not Op.CONTAINS:
            return self._link(field, str(value))
        if kind in {Kind.CHOICE, Kind.CHOICES}:
            label = option_labels(field.options).get(str(value), str(value))
            return self._safe(label, spaces=True)
        day = None if self._is_careful or op is Op.CONTAINS else day_of(field, value)
        if day is not None:
            return format_day(day)
        if is_text(field) or op is Op.CONTAINS or (kind is Kind.MOMENT and isinstance(value, str)):
            return self._safe(str(value))
        knowledge = kind_of(field)
        return self._safe(knowledge.edit_text(field, knowledge.from_json(value)))

    def _link(self, field: Field, record_id: str) -> str:
        if record_id == ME and field.target == USERS:
            return Keyword.ME.word
        title = self._title_of(field.target, record_id)
        known = self._ids.setdefault((field.target, title or ""), record_id)
        if title is None or known != record_id:
            return ID_MARK + record_id
        return self._safe(title)

    def _safe(self, text: str, *, spaces: bool = False) -> str:
        """Write a text with quotation marks where it would be read otherwise without."""
        words = text.split() if spaces else [text]
        is_plain = all(_PLAIN_VALUE.fullmatch(word) for word in words) and bool(words)
        if self._is_careful and not text[:1].isdigit():
            is_plain = False
        if any(keyword.is_written(text) for keyword in Keyword) or find_relative(text):
            is_plain = False
        return text if is_plain else _quoted(text)


def _sign(field: Field, op: Op) -> str:
    if op is Op.EQUALS and is_text(field):
        return "="
    if op is Op.CONTAINS and not is_text(field):
        return "~"
    return _SIGNS.get(op, "")


def _period(token: str) -> str:
    """Write a period in words, if those words mean it."""
    label = relative_label(token).lower()
    return label if find_relative(label) == token else token


def _is_one_value(field: Field, condition: Condition) -> bool:
    """Tell whether a condition can stand between commas."""
    if condition.op in _NEGATIVE or condition.op is Op.ALL_OF:
        return False
    if condition.op is Op.ANY_OF:
        return isinstance(condition.value, list) and len(condition.value) == 1
    return condition.op not in {Op.EMPTY, Op.FILLED} or value_kind(field) is not Kind.FLAG
