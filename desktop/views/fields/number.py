"""Editors of numbers: read from the right, with what they count behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.money import currency_sign
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor, with_currency


class IntegerEditor(LineEditor):
    """A whole number; "2 nghìn" is understood."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class DurationEditor(IntegerEditor):
    """A length of time; "1 giờ 30", "1h30" and "90" are understood."""


class PercentEditor(IntegerEditor):
    """A percentage."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.add_note().setText("%")


class MoneyEditor(IntegerEditor):
    """An amount with its currency behind it; "1,2 tỷ" and "300tr" are understood."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._currency = self.add_note()
        self.refresh()

    def read_field(self) -> Field:
        """Return the field with the currency that stands beside it now."""
        if not self.field.currency_field or self.context.currency_of is None:
            return self.field
        return with_currency(self.field, self.context.currency_of(self.field.currency_field))

    def set_value(self, value: Json) -> None:
        """Show `value` with the currency of the moment."""
        self.refresh()
        super().set_value(value)

    def refresh(self) -> None:
        """Show the currency that stands beside the amount now."""
        self._currency.setText(currency_sign(self.read_field().currency))
