"""The value of a term as conditions: operators, spans, several values, words of each kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import find_relative, parse_day
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_line.keywords import Keyword, find_keyword
from desktop.core.filter_line.problems import LineError
from desktop.core.filters import ME, Condition, Json, Op
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.places import PROVINCE, named_province
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import USERS, is_anniversary
from desktop.core.words import fold

Resolve = Callable[[str, str], str | None]  # entity and title to an id as text

ID_MARK: Final = "#"
_COMPARISONS: Final = {
    ">=": Op.AT_LEAST, "=>": Op.AT_LEAST, "≥": Op.AT_LEAST,
    "<=": Op.AT_MOST, "=<": Op.AT_MOST, "≤": Op.AT_MOST,
    "!=": Op.DIFFERS, "<>": Op.DIFFERS, "≠": Op.DIFFERS,
    ">": Op.MORE, "<": Op.LESS, "=": Op.EQUALS, "~": Op.CONTAINS,
}  # fmt: skip
_COMPARISON: Final = re.compile("|".join(map(re.escape, _COMPARISONS)))
_ATOM: Final = re.compile(r'"((?:[^"]|"")*)"?')
_COMMA: Final = re.compile(r'"(?:[^"]|"")*(?:"|$)|(?<=\d),(?=\d)|(,)')
_AND: Final = re.compile(r'"(?:[^"]|"")*(?:"|$)|(&)')
_DOTS: Final = re.compile(r'"(?:[^"]|"")*(?:"|$)|(\.\.)')
_TIME: Final = re.compile(r"\d:\d\d|\d\s*(?:h|g|gio)\b")
_ORDERED: Final = frozenset(
    {
        Kind.INTEGER,
        Kind.MONEY,
        Kind.PERCENT,
        Kind.DATE,
        Kind.MOMENT,
        Kind.DURATION,
        Kind.RATING,
    }
)
_LINKED: Final = frozenset({Kind.LINK, Kind.TAGS})
_OF_A_TITLE: Final = frozenset({Op.CONTAINS, Op.STARTS})
_CONTAINING: Final = frozenset({Kind.EMAILS, Kind.PHONES, Kind.ADDRESS})


def conditions_of(path: str, field: Field, text: str, resolve: Resolve) -> list[Condition]:
    """Return the conditions that a value means, of which one must hold.

    Raises:
        LineError: the text is no value of the field's; counts signs from the start of `text`.
    """
    found: list[Condition] = []
    for start, part in split_outside_quotes(_COMMA, text):
        stripped = part.strip()
        if stripped:
            place = start + len(part) - len(part.lstrip())
            try:
                found.append(_condition(path, field, stripped, resolve))
            except InvalidValueError as error:
                raise LineError(place, place + len(stripped), str(error)) from error
    if not found:
        raise LineError(0, len(text), _("A value is missing."))
    return _joined(path, field, found)


def split_outside_quotes(separator: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    """Return the parts of `text` between the separator's group 1, each with its place."""
    parts, start = [], 0
    for match in separator.finditer(text):
        if match.group(1):
            parts.append((start, text[start : match.start()]))
            start = match.end()
    return [*parts, (start, text[start:])]


def is_text(field: Field) -> bool:
    """Tell whether a bare value of the field is looked for inside it."""
    return Op.CONTAINS in kind_of(field).operators


def takes_any_of(field: Field) -> bool:
    """Tell whether several values of the field are one condition."""
    return Op.ANY_OF in kind_of(field).operators


@dataclass(frozen=True, slots=True)
class _Term:
    """One value of a field, as it was typed."""

    path: str
    field: Field
    text: str
    resolve: Resolve

    @property
    def operators(self) -> tuple[Op, ...]:
        return kind_of(self.field).operators

    def condition(self, op: Op, text: str) -> Condition:
        """Return the comparison with one value; raise InvalidValueError."""
        return Condition(
            self.path, _offered(self.field, op), _value(self.field, op, text, self.resolve)
        )


def _condition(path: str, field: Field, text: str, resolve: Resolve) -> Condition:
    term = _Term(path, field, text, resolve)
    for read in (_keyword, _period, _comparison, _span, _all_of, _beginning, _link):
        if found := read(term):
            return found
    return term.condition(Op.CONTAINS if is_text(field) else Op.EQUALS, text)


def _keyword(term: _Term) -> Condition | None:
    if value_kind(term.field) is Kind.FLAG:
        return None  # "none" is a way to say no
    if find_keyword(term.text, Keyword.NONE, Keyword.EMPTY):
        return Condition(term.path, Op.EMPTY)
    is_filled = find_keyword(term.text, Keyword.ANY, Keyword.FILLED)
    return Condition(term.path, Op.FILLED) if is_filled else None


def _period(term: _Term) -> Condition | None:
    if Op.DURING not in term.operators and not is_anniversary(term.field):
        return None
    token = find_relative(term.text)
    return Condition(term.path, Op.DURING, token) if token else None


def _comparison(term: _Term) -> Condition | None:
    marked = _COMPARISON.match(term.text)
    if not marked:
        return None
    return term.condition(_COMPARISONS[marked.group()], term.text[marked.end() :])


def _span(term: _Term) -> Condition | None:
    pieces = split_outside_quotes(_DOTS, term.text)
    if value_kind(term.field) not in _ORDERED or len(pieces) == 1:
        return None
    ends = (term.text[: pieces[1][0] - 2], term.text[pieces[1][0] :])
    pair: list[Json] = [
        _value(term.field, Op.BETWEEN, end, term.resolve) if end.strip() else None for end in ends
    ]
    return Condition(term.path, Op.BETWEEN, pair)


def _all_of(term: _Term) -> Condition | None:
    if Op.ALL_OF not in term.operators:
        return None
    titles = split_outside_quotes(_AND, term.text)
    ids: list[Json] = [_one_of_several(term, title) for _start, title in titles]
    return Condition(term.path, Op.ALL_OF if len(ids) > 1 else Op.ANY_OF, ids)


def _one_of_several(term: _Term, text: str) -> Json:
    """Return one value of a field that holds several: the id of a record, or an option."""
    if value_kind(term.field) in _LINKED:
        return _linked(term.field, text, term.resolve)
    plain = _option(term.field, unquote(text))
    (value,) = kind_of(term.field).parse(term.field, plain) or (None,)
    if value is None:
        raise InvalidValueError(_("A value is missing."))
    return str(value)


def _beginning(term: _Term) -> Condition | None:
    is_asked = Op.STARTS in term.operators or value_kind(term.field) is Kind.LINK
    return term.condition(Op.STARTS, term.text[:-1]) if is_asked and term.text[-1] == "*" else None


def _link(term: _Term) -> Condition | None:
    """Return the condition of a link: its record, or else what its record's title contains."""
    if value_kind(term.field) is not Kind.LINK:
        return None
    try:
        return term.condition(Op.EQUALS, term.text)
    except InvalidValueError:
        if term.text.startswith(ID_MARK):
            raise
        return term.condition(Op.CONTAINS, term.text)


def _joined(path: str, field: Field, found: list[Condition]) -> list[Condition]:
    """Return several plain values as one condition, where the kind has one for that."""
    if len(found) == 1 or not takes_any_of(field):
        return found
    if all(one.op is Op.EQUALS for one in found):
        return [Condition(path, Op.ANY_OF, [one.value for one in found])]
    if all(one.op is Op.ANY_OF and isinstance(one.value, list) for one in found):
        items = [item for one in found for item in one.value]  # type: ignore[union-attr]  # a list
        return [Condition(path, Op.ANY_OF, items)]
    return found


def _offered(field: Field, op: Op) -> Op:
    asks_title = value_kind(field) is Kind.LINK and op in _OF_A_TITLE
    if op not in kind_of(field).operators and not asks_title:
        sentence = _("“{field}” cannot be compared in this way.")
        raise InvalidValueError(sentence.format(field=_(field.label)))
    return op


def _value(field: Field, op: Op, text: str, resolve: Resolve) -> Json:
    """Return one value in JSON form; what is looked for inside a text is taken as it is."""
    plain = unquote(text)
    kind = value_kind(field)
    if not plain:
        raise InvalidValueError(_("A value is missing."))
    if kind in _CONTAINING or op in {Op.CONTAINS, Op.LACKS, Op.STARTS}:
        return unicodedata.normalize("NFC", plain)
    if kind in _LINKED:
        return _linked(field, text, resolve)
    if kind is Kind.MOMENT and not _TIME.search(fold(plain)):
        return parse_day(plain, local_day(SystemClock().now())).isoformat()
    if kind is Kind.CHOICE:
        plain = _option(field, plain)
    knowledge = kind_of(field)
    value = knowledge.to_json(knowledge.parse(field, plain))
    if value is None:
        raise InvalidValueError(_("A value is missing."))
    return value


def _option(field: Field, text: str) -> str:
    """Return the option whose label begins with `text` if just one does, else `text`."""
    folded = fold(text)
    exact = [o.value for o in field.options if folded in {fold(o.label), fold(_(o.label))}]
    begun = [
        o.value
        for o in field.options
        if any(fold(label).startswith(folded) for label in (o.label, _(o.label), o.value))
    ]
    found = exact[0] if exact else begun[0] if len(begun) == 1 else ""
    is_province = field.part_of != "" and field.name == field.part_of + PROVINCE
    return found or (named_province(text) if is_province else "") or text


def _linked(field: Field, text: str, resolve: Resolve) -> str:
    stripped = text.strip()
    plain = unquote(stripped)
    if field.target == USERS and Keyword.ME.is_written(stripped):
        return ME
    if stripped.startswith(ID_MARK):
        return str(kind_of(Field("", "", Kind.LINK)).parse(field, stripped[1:]))
    found = resolve(field.target, plain)
    if found is None:
        sentence = _("“{text}” was not found in “{field}”.")
        raise InvalidValueError(sentence.format(text=plain, field=_(field.label)))
    return found


def unquote(text: str) -> str:
    """Return a text without the quotation marks around it or within it."""
    return _ATOM.sub(_inner, text.strip())


def _inner(match: re.Match[str]) -> str:
    return match.group(1).replace('""', '"')
