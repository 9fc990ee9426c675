"""Small lines for a span of time and a moment that say at once what they understood."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock, local_zone, to_micros
from desktop.core.dates import format_day_long
from desktop.core.errors import InvalidValueError
from desktop.core.typed_minutes import parse_minutes
from desktop.core.typed_moments import parse_moment
from desktop.views.fields.edit_line import EditLine
from desktop.views.theme import look


class TypedLine(EditLine):
    """A short line whose text means something else; what it means is told beside it.

    Signals:
        understood: something was typed; ask `problem` and `meaning`.
    """

    understood = Signal()

    def __init__(self, name: str, example: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(f"{name}: {example}")
        self.setAccessibleName(name)
        self.setToolTip(f"{name}: {example}")
        self.setFixedWidth(look().px(width))
        self.setClearButtonEnabled(True)
        self._name = name
        self._value: int | None = None
        self._problem = ""
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> int | None:
        """Return what was typed, None of nothing."""
        return self._value

    def problem(self) -> str:
        """Return why what is typed means nothing, or ""."""
        return self._problem

    def meaning(self) -> str:
        """Return in words what was understood, "" of nothing."""
        raise NotImplementedError

    def read(self, text: str) -> int | None:
        """Return the value of a text; raise InvalidValueError."""
        raise NotImplementedError

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        try:
            self._value, self._problem = self.read(text), ""
        except InvalidValueError as error:
            self._value, self._problem = None, str(error)
        self.understood.emit()


class MinutesLine(TypedLine):
    """A span of time in minutes."""

    def read(self, text: str) -> int | None:
        """Return the minutes."""
        return parse_minutes(text)

    def meaning(self) -> str:
        """Say nothing: "15p" is plain."""
        return ""


class MomentLine(TypedLine):
    """A moment in microseconds."""

    def read(self, text: str) -> int | None:
        """Return the moment."""
        return to_micros(parse_moment(text, SystemClock().now())) if text.strip() else None

    def meaning(self) -> str:
        """Return the day and time in words."""
        if self._value is None:
            return ""
        local = dt.datetime.fromtimestamp(self._value / 1e6, local_zone())
        return f"{self._name}: {format_day_long(local.date())} {local:%H:%M}"
