"""Kinds that are numbers: whole numbers, money, percentages, yes or no."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _
from desktop.core.kinds.base import (
    ORDER_OPERATORS,
    ExportCell,
    FieldKind,
    Storage,
    Stored,
)
from desktop.core.kinds.cleaning import about, refusal
from desktop.core.money import (
    LARGEST,
    currency_decimals,
    currency_sign,
    from_scaled,
    to_scaled,
)

_GREATEST_INTEGER: Final = int(LARGEST)  # what typed numbers may be


class IntegerKind(FieldKind[int]):
    """A whole number of at most fifteen digits."""

    kind = Kind.INTEGER
    storage = Storage.INTEGER
    operators = ORDER_OPERATORS
    right = True
    width = 90

    def to_stored(self, value: int | None) -> Stored:
        """Return the number."""
        return value

    def from_stored(self, stored: Stored) -> int | None:
        """Return the number."""
        return None if stored is None else int(stored)

    def to_json(self, value: int | None) -> Json:
        """Return the number."""
        return value

    def from_json(self, data: Json) -> int | None:
        """Return the number; raise ValueError for anything else, a fraction too."""
        if data is None or (isinstance(data, int) and not isinstance(data, bool)):
            return data
        raise ValueError(f"not a whole number: {data!r}")

    def parse(self, field: Field, text: str) -> int | None:
        """Return the whole number; "1.200", "2 nghìn" and "1,2tr" are understood."""
        amount = _number(field, text)
        return None if amount is None else self._whole(field, amount)

    def from_cell(self, field: Field, cell: object) -> int | None:
        """Return the number of a cell."""
        if cell is None or isinstance(cell, str):
            return self.parse(field, cell or "")
        return self._whole(field, _cell_number(field, cell))

    def format(self, field: Field, value: int | None) -> str:
        """Return the number with a dot between thousands."""
        return "" if value is None else _grouped(value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the number with a dot between thousands."""
        return _grouped(stored) if isinstance(stored, int) else ""

    def check(self, field: Field, value: int | None) -> None:
        """Raise InvalidValueError if the number is too great."""
        if value is not None and abs(value) > _GREATEST_INTEGER:
            raise refusal(field, _("This number is too great."))

    def export(self, field: Field, value: int | None) -> ExportCell:
        """Return the number."""
        return value

    def _whole(self, field: Field, amount: Decimal) -> int:
        if amount != amount.to_integral_value():
            raise refusal(field, _("Only whole numbers are possible here."))
        value = int(amount)
        self.check(field, value)
        return value


class AmountKind(FieldKind[Decimal]):
    """A decimal number of four places, scaled by 10^4 in the database."""

    storage = Storage.AMOUNT
    operators = ORDER_OPERATORS
    right = True
    width = 130

    def to_stored(self, value: Decimal | None) -> Stored:
        """Return the number scaled by 10^4, rounded half away from zero."""
        return None if value is None else to_scaled(value)

    def from_stored(self, stored: Stored) -> Decimal | None:
        """Return the number."""
        return None if stored is None else from_scaled(int(stored))

    def to_json(self, value: Decimal | None) -> Json:
        """Return the number as plain text: "1200000", "7.5"."""
        return None if value is None else plain_number(value)

    def from_json(self, data: Json) -> Decimal | None:
        """Return the number of its text (or of a whole number); raise ValueError."""
        if data is None:
            return None
        if isinstance(data, str) or (isinstance(data, int) and not isinstance(data, bool)):
            return _decimal(str(data))
        raise ValueError(f"not an amount: {data!r}")

    def parse(self, field: Field, text: str) -> Decimal | None:
        """Return the number; "1,2 tỷ", "300tr" and "1.200.000 ₫" are understood."""
        return self._saved(field, _number(field, text))

    def from_cell(self, field: Field, cell: object) -> Decimal | None:
        """Return the number of a cell."""
        if cell is None or isinstance(cell, str):
            return self.parse(field, cell or "")
        return self._saved(field, _cell_number(field, cell))

    def format(self, field: Field, value: Decimal | None) -> str:
        """Return the number with a dot between thousands and a comma before decimals."""
        return "" if value is None else format_number(value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the number with a dot between thousands and a comma before decimals."""
        return _scaled_text(stored) if isinstance(stored, int) else ""

    def edit_text(self, field: Field, value: Decimal | None) -> str:
        """Return the number without any sign behind it."""
        return "" if value is None else format_number(value)

    def normalise(self, field: Field, value: Decimal | None) -> Decimal | None:
        """Return the number with at most four decimals, rounded half away from zero."""
        if value is None or not value.is_finite() or abs(value) > LARGEST:
            return value
        return from_scaled(to_scaled(value))

    def check(self, field: Field, value: Decimal | None) -> None:
        """Raise InvalidValueError if the number is too great."""
        if value is not None and (not value.is_finite() or abs(value) > LARGEST):
            raise refusal(field, _("This number is too great."))

    def export(self, field: Field, value: Decimal | None) -> ExportCell:
        """Return the number."""
        return None if value is None else Decimal(plain_number(value))

    def _saved(self, field: Field, value: Decimal | None) -> Decimal | None:
        saved = self.normalise(field, value)
        self.check(field, saved)
        return saved


class MoneyKind(AmountKind):
    """An amount of money, in the field's currency or in that of the field beside it."""

    kind = Kind.MONEY

    def format(self, field: Field, value: Decimal | None) -> str:
        """Return the number and, unless another field says it, the currency."""
        if value is None:
            return ""
        if field.currency_field:
            return format_number(value)
        return _money_text(to_scaled(value), field.currency)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the number and, unless another field says it, the currency."""
        if not isinstance(stored, int):
            return ""
        if field.currency_field:
            return _scaled_text(stored)
        return _money_text(stored, field.currency)


class PercentKind(AmountKind):
    """A percentage: 8 means 8 %."""

    kind = Kind.PERCENT
    width = 90

    def parse(self, field: Field, text: str) -> Decimal | None:
        """Return the number, with or without the sign %."""
        return super().parse(field, text.strip().removesuffix("%"))

    def format(self, field: Field, value: Decimal | None) -> str:
        """Return the number and the sign %."""
        return "" if value is None else f"{format_number(value)}\u00a0%"

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the number and the sign %."""
        return f"{_scaled_text(stored)}\u00a0%" if isinstance(stored, int) else ""


def plain_number(value: Decimal) -> str:
    """Return the shortest plain spelling of a number: "1200000", "0.5", never "1.2E+6" or "-0"."""
    return format(value.normalize(), "f") if value else "0"


def _number(field: Field, text: str) -> Decimal | None:
    """Return what a person typed; nothing for nothing."""
    from desktop.core.typed_numbers import parse_amount  # only where one is typed

    if not text.strip():
        return None
    with about(field):
        return parse_amount(text, currency=field.currency)


def _cell_number(field: Field, cell: object) -> Decimal:
    try:
        return _decimal(str(int(cell) if isinstance(cell, bool) else cell))
    except ValueError as error:
        raise refusal(field, _("This is not a number.")) from error


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error
    if not value.is_finite():
        raise ValueError(f"not a number: {text!r}")
    return value


@lru_cache(maxsize=8192)
def _grouped(value: int) -> str:
    return format_number(value)


@lru_cache(maxsize=8192)
def _scaled_text(scaled: int) -> str:
    return format_number(from_scaled(scaled))


@lru_cache(maxsize=8192)
def _money_text(scaled: int, currency: str) -> str:
    amount, places = from_scaled(scaled), currency_decimals(currency)
    is_whole = amount == round(amount, places)
    number = format_number(amount, decimals=places if is_whole else None)
    return f"{number}\u00a0{currency_sign(currency)}"


KINDS: tuple[FieldKind[Any], ...] = (IntegerKind(), MoneyKind(), PercentKind())
