"""The repeat line of an event: usual rules at once, any other in a dialog, with their words."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSizePolicy, QWidget

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.recurrence.preview import Preview, preview_pattern, preview_text
from desktop.core.recurrence.simple import patterns_of_start
from desktop.core.recurrence.stamps import When
from desktop.views.diary.editor.rule_dialog import RuleDialog
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.theme import look

OTHER: Final = "other"  # what stands behind "Other…" in the box
_NARROW: Final = 160


class _Box(QComboBox):
    """A box that the wheel passes, and that is no wider than its place."""

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the form wants; the words of a rule may be long."""
        return QSize(look().px(_NARROW), super().minimumSizeHint().height())


class RuleEditor(FieldEditor):
    """A rule that is chosen, told in words, and built in a dialog.

    Signals:
        built: a Preview: the rule and when the event then begins.
        shown: it shows another value, whoever gave it.
    """

    built = Signal(object)
    shown = Signal()

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._rule = ""
        self._start: When | None = None
        self._preview: Preview | None = None
        self.dialog: RuleDialog | None = None
        self.box = _Box(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.name_for_readers(self.box)
        self.box.activated.connect(self._on_box_activated)
        self._fill()

    def set_start(self, start: When | None) -> None:
        """Know when the event begins: a day, or a local moment."""
        if start != self._start:
            self._start = start
            self._fill()

    def set_rule(self, rule: str) -> None:
        """Show another rule as if the person had chosen it."""
        if rule != self._rule:
            self._rule = rule
            self._fill()
            self.edited.emit()

    def value(self) -> Json:
        """Return the text of the rule, None without one."""
        return self._rule or None

    def set_value(self, value: Json) -> None:
        """Show a rule."""
        self._rule = str(self.kind.from_json(value) or "")
        self._fill()
        self.shown.emit()

    def problem(self) -> str:
        """Return why the rule has no sense with the start, or ""."""
        return "" if self._preview is None else self._preview.problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or choose again."""
        self.box.setEnabled(not readonly)

    def open_dialog(self) -> None:
        """Let the person build a rule."""
        start = self._start
        if start is None or self.dialog is not None:
            return
        self.dialog = RuleDialog(start, self._rule, self)
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()

    def _fill(self) -> None:
        self.box.clear()
        self.box.addItem(_("Does not repeat"), "")
        self._preview = None
        start = self._start
        if start is not None:
            for pattern in patterns_of_start(start):
                offered = preview_pattern(pattern, start, start)
                if not offered.problem:
                    self.box.addItem(offered.words, offered.rule)
            if self._rule:
                self._preview = preview_text(self._rule, start, start)
                self._show_rule(self._preview.words or self._rule)
        elif self._rule:
            self._show_rule(self._rule)
        self.box.addItem(_("Other…"), OTHER)
        self.box.setToolTip(self.box.currentText() if self._rule else "")

    def _show_rule(self, words: str) -> None:
        row = self.box.findData(self._rule)
        if row < 0:
            self.box.addItem(words, self._rule)
            row = self.box.count() - 1
        self.box.setCurrentIndex(row)

    @Slot()
    def _on_box_activated(self) -> None:
        chosen = str(self.box.currentData())
        if chosen == OTHER:
            self.box.setCurrentIndex(max(self.box.findData(self._rule), 0))
            self.open_dialog()
        elif chosen != self._rule:
            self.set_rule(chosen)
            self.finished.emit()

    @Slot(object)
    def _on_dialog_finished(self, result: object) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        if result == QDialog.DialogCode.Accepted:
            self.built.emit(dialog.preview)
            self.set_rule(dialog.preview.rule)
        dialog.deleteLater()
        self.window().activateWindow()
        self.focus_first()


def as_when(wall: datetime | None, *, is_all_day: bool) -> When | None:
    """Return what a series begins with: a day, or a local moment."""
    return wall.date() if wall is not None and is_all_day else wall
