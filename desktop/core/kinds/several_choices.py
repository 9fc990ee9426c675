"""The kind of several choices: any number of values of a closed list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.filters import Op
from desktop.core.i18n import _
from desktop.core.kinds.base import FieldKind
from desktop.core.kinds.choices import option_labels, option_named
from desktop.core.kinds.cleaning import (
    cell_text,
    clean_line,
    refusal,
)
from desktop.core.kinds.text_lists import TextListKind
from desktop.core.patterns import Pattern

_SEPARATORS: Final = Pattern(r"[,;|\n]")
_BETWEEN: Final = ", "


class SeveralChoicesKind(TextListKind):
    """Values of a closed list in its order, each once; unknown ones stand last."""

    kind = Kind.CHOICES
    operators = (Op.ANY_OF, Op.ALL_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED)
    groupable = True
    width = 180

    def parse(self, field: Field, text: str) -> list[str] | None:
        """Return the values whose labels were typed, with commas, semicolons or one a line.

        A label that holds such a sign itself is taken whole where the whole text is one.
        """
        if not text.strip():
            return None
        whole = option_named(field.options, clean_line(text) or "")
        if whole is not None:
            return [whole]
        lines = (clean_line(part) for part in _SEPARATORS.split(text))
        return self._checked(field, [self._value(field, line) for line in lines if line])

    def from_cell(self, field: Field, cell: object) -> list[str] | None:
        """Return the values that a spreadsheet's cell names."""
        return None if cell is None else self.parse(field, cell_text(cell))

    def format(self, field: Field, value: list[str] | None) -> str:
        """Return the labels in the person's language; of an unknown value the value."""
        labels = option_labels(field.options)
        return _BETWEEN.join(labels.get(one, one) for one in value or ())

    def edit_text(self, field: Field, value: list[str] | None) -> str:
        """Return the values with commas."""
        return _BETWEEN.join(value or ())

    def normalise(self, field: Field, value: list[str] | None) -> list[str] | None:
        """Return the values in the order of the list, each once; None if there is none."""
        if not value:
            return None
        places = {option.value: place for place, option in enumerate(field.options)}
        cleaned = {line for one in value if (line := clean_line(one)) is not None}
        return sorted(cleaned, key=lambda one: (places.get(one, len(places)), one)) or None

    def check(self, field: Field, value: list[str] | None) -> None:
        """Raise InvalidValueError if one of the values is not in the list."""
        known = {option.value for option in field.options}
        for one in value or ():
            if one not in known:
                raise _unknown(field, one)

    def _value(self, field: Field, line: str) -> str:
        value = option_named(field.options, line)
        if value is None:
            raise _unknown(field, line)
        return value

    def _checked(self, field: Field, values: Iterable[str]) -> list[str] | None:
        made = self.normalise(field, list(values))
        self.check(field, made)
        return made


def _unknown(field: Field, text: str) -> Exception:
    return refusal(field, _("“{text}” is not one of the choices.").format(text=text))


KINDS: tuple[FieldKind[Any], ...] = (SeveralChoicesKind(),)
