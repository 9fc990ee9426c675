"""What could stand where the cursor is in a filter line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from desktop.core.dates import RELATIVE_TOKENS, relative_label
from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filter_line.keywords import Keyword
from desktop.core.filter_line.names import filtered_fields, short_label, written_path
from desktop.core.filter_line.tokens import Part, Scanner
from desktop.core.filters import Op
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import USERS, is_anniversary
from desktop.core.words import fold

Values = Callable[[Field, str], Sequence[str]]  # titles that begin with what was typed

MOST: Final = 12
_WORDS_OF_A_NAME: Final = 3
_LINKED: Final = frozenset({Kind.LINK, Kind.TAGS})


@dataclass(frozen=True, slots=True)
class Completion:
    """A text for the signs from `start` to `end` (excluded); `label` is how it is offered."""

    start: int
    end: int
    text: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the cursor stands in: a value of `field`, or a name if that is None."""

    field: Field | None
    typed: str
    start: int
    end: int

    @property
    def target(self) -> str:
        """The entity whose titles are wanted, "" if none are."""
        is_linked = self.field is not None and value_kind(self.field) in _LINKED
        return self.field.target if self.field is not None and is_linked else ""


def wanted_at(text: str, cursor: int, entity: Entity) -> Wanted:
    """Return what stands before the cursor."""
    before = text[:cursor]
    tokens = Scanner(before, entity).tokens
    names = [token for token in tokens if token.part not in {Part.WORD, Part.OR}]
    last = names[-1] if names else None
    if last is None or last.part is not Part.NAME or not last.text:
        typed = _last_word(before)
        return Wanted(None, typed, cursor - len(typed), cursor)
    start = last.end + 1
    start += max(before[start:].rfind(sign) for sign in (",", "&")) + 1
    typed = before[start:].lstrip(" <>=~!")
    field = find_field(entity, last.text)
    return Wanted(field, typed.lstrip('"'), cursor - len(typed), cursor)


def complete(text: str, cursor: int, entity: Entity, values: Values) -> list[Completion]:
    """Return what may stand at the cursor, the likeliest first.

    `values` gives the titles of linked records; a view that reads them in another thread asks
    `wanted_at` first and passes what it found.
    """
    wanted = wanted_at(text, cursor, entity)
    found: list[Completion] = []
    if wanted.field is not None:
        found += _values(wanted, wanted.field, values)
        word = _last_word(text[:cursor])
        if word != wanted.typed and word:
            found += _names(text, cursor, entity)
    else:
        found += _names(text, cursor, entity)
    return found[:MOST]


def _last_word(text: str) -> str:
    return (text[len(text.rstrip()) :] and "") or text.rpartition(" ")[2]


def _values(wanted: Wanted, field: Field, values: Values) -> Iterator[Completion]:
    typed = fold(wanted.typed).strip()
    for text, detail in _texts(field, wanted.typed, values):
        folded = fold(text)
        if folded.startswith(typed) or f" {typed}" in folded:
            written = text if text.replace(" ", "").isalnum() else f'"{text}"'
            yield Completion(wanted.start, wanted.end, f"{written} ", text, detail)


def _texts(field: Field, typed: str, values: Values) -> Iterator[tuple[str, str]]:
    """Yield the values of a field that are known without typing them, with what they are."""
    kind = value_kind(field)
    if kind in {Kind.CHOICE, Kind.CHOICES}:
        yield from ((_(option.label), "") for option in field.options)
    elif kind is Kind.COLOUR:
        yield from ((_(name), "") for name in colour_names())
    elif kind is Kind.FLAG:
        yield from ((kind_of(field).format(field, value).lower(), "") for value in (True, False))
    elif kind in _LINKED:
        if field.target == USERS:
            yield Keyword.ME.word, ""
        yield from ((title, "") for title in values(field, typed))
    if Op.DURING in kind_of(field).operators or is_anniversary(field):
        yield from ((relative_label(token).lower(), "") for token in RELATIVE_TOKENS)
    if kind is not Kind.FLAG and Op.EMPTY in kind_of(field).operators:
        yield Keyword.NONE.word, _("is empty")
        yield Keyword.ANY.word, _("is filled")


def colour_names() -> Iterable[str]:
    """Return the well-known colours (msgids)."""
    from desktop.core.kinds.colours import NAMED  # only where a colour is asked for

    return NAMED.values()


def _names(text: str, cursor: int, entity: Entity) -> Iterable[Completion]:
    """Return the fields that the last words begin, the longest beginning first."""
    found: dict[str, Completion] = {}
    words = text[:cursor].split(" ")
    for count in range(min(_WORDS_OF_A_NAME, len(words)), 0, -1):
        typed = " ".join(words[-count:])
        negated = typed.startswith("-")
        start = cursor - len(typed) + negated
        for field in _begun_by(entity, fold(typed.lstrip("-(")), is_alone=count == 1):
            start_here = start + len(typed) - len(typed.lstrip("-(")) - negated
            name = f"{written_path(entity, field.name)}: "
            completion = Completion(start_here, cursor, name, name.strip(), _(field.label))
            found.setdefault(field.name, completion)
    return found.values()


def _begun_by(entity: Entity, typed: str, *, is_alone: bool) -> Iterator[Field]:
    if not typed.strip() and not is_alone:
        return
    beginnings, insides = [], []
    for field in filtered_fields(entity):
        labels = {fold(short_label(field)), fold(_(field.label)), fold(field.label)}
        if any(label.startswith(typed) for label in labels):
            beginnings.append(field)
        elif typed and any(f" {typed}" in label for label in labels):
            insides.append(field)
    shown = [field for field in beginnings if field.name in entity.list_columns]
    yield from dict.fromkeys([*shown, *beginnings, *insides])
