"""The editor of the time zone in which an event takes place."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.core.clock import DEFAULT_ZONE, SystemClock, find_zone
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.recurrence.series import zone_of
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext

# Where Vietnamese companies have customers; any other name of the IANA database can be typed.
OFFERED: Final = (
    "Asia/Ho_Chi_Minh",
    "Asia/Bangkok",
    "Asia/Phnom_Penh",
    "Asia/Vientiane",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Jakarta",
    "Asia/Manila",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Taipei",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/Moscow",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/London",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
)
_HOUR: Final = 60


class ZoneEditor(FieldEditor):
    """A list of zones in which another name can be typed.

    Signals:
        shown: it shows another value, whoever gave it.
    """

    shown = Signal()

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.box = QComboBox(self)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItem(_("Local time everywhere"), "")
        for name in OFFERED:
            self.box.addItem(_name_with_offset(name), name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.name_for_readers(self.box)
        self.box.activated.connect(self._on_box_activated)
        self.box.editTextChanged.connect(self._on_text_changed)
        self._is_showing = False

    def name(self) -> str:
        """Return the zone that is meant, empty for local time everywhere."""
        text = self.box.currentText().strip()
        row = self.box.findText(text)
        return str(self.box.itemData(row)) if row >= 0 else text

    def zone(self) -> tzinfo:
        """Return the zone on whose wall times are read; that of the company while it is none."""
        try:
            return zone_of(self.name() or DEFAULT_ZONE)
        except InvalidValueError:
            return find_zone(DEFAULT_ZONE)

    def value(self) -> Json:
        """Return the name of the zone."""
        return self.name() or None

    def set_value(self, value: Json) -> None:
        """Show a zone."""
        name = str(self.kind.from_json(value) or "")
        self._is_showing = True
        row = self.box.findData(name)
        if row >= 0:
            self.box.setCurrentIndex(row)
        else:
            self.box.setEditText(name)
        self._is_showing = False
        self.shown.emit()

    def problem(self) -> str:
        """Return that there is no such zone, or ""."""
        if not self.name():
            return ""
        try:
            zone_of(self.name())
        except InvalidValueError as error:
            return str(error)
        return ""

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or choose again."""
        self.box.setEnabled(not readonly)

    @Slot()
    def _on_box_activated(self) -> None:
        self.edited.emit()
        self.finished.emit()

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._is_showing:
            self.edited.emit()


def _name_with_offset(name: str) -> str:
    try:
        now: datetime = SystemClock().now().astimezone(find_zone(name))
    except ValueError:
        return name
    minutes = round((now.utcoffset() or now - now).total_seconds() / _HOUR)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), _HOUR)
    return f"{name.replace('_', ' ')} (UTC{sign}{hours:02d}:{rest:02d})"
