"""The dialog in which a repeat rule is built, with what it means in words below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.core.clock import SystemClock, local_zone
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _
from desktop.core.recurrence.preview import Part, Preview, preview_pattern, preview_text
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import AnyRule
from desktop.core.recurrence.simple import (
    Kind,
    SimplePattern,
    find_pattern,
    pattern_rule,
)
from desktop.core.recurrence.stamps import When, to_stamp, to_when
from desktop.core.recurrence.writing import write_rule
from desktop.views.diary.editor.rule_end import RuleEnd
from desktop.views.diary.editor.rule_fields import RuleFields
from desktop.views.diary.editor.rule_summary import RuleSummary
from desktop.views.theme import look

WIDTH: Final = 520


class RuleDialog(QDialog):
    """Asks how an event repeats that begins at `start`, a day or a local moment.

    `preview` is what it says now: its rule, and when the event begins then. Without a `rule` it
    offers to repeat each week. `is_ended` tells that the person wants no repetition any more.
    """

    def __init__(self, start: When, rule: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Repeat"))
        self._start = start
        self._pattern: SimplePattern | None = None  # the last one, for who goes on by text
        self.is_ended = False
        self.preview = Preview("", start)
        self.fields = RuleFields(start, self)
        self.end = RuleEnd(start, self)
        self.days_problem, self.end_problem = self._problem_label(), self._problem_label()
        self.summary = RuleSummary(self)
        self._buttons = QDialogButtonBox(self)
        self._lay_out(can_end=bool(rule))
        self._show_rule(rule)
        self.fields.edited.connect(self._on_edited)
        self.end.edited.connect(self._on_edited)
        self._on_edited()

    def _lay_out(self, *, can_end: bool) -> None:
        accept = self._buttons.addButton(_("Repeat"), QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        if can_end:
            role = QDialogButtonBox.ButtonRole.ResetRole
            no_more = self._buttons.addButton(_("Do not repeat"), role)
            no_more.setAutoDefault(False)
            no_more.clicked.connect(self._on_no_more_clicked)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        form = self.fields.form
        form.addRow("", self.days_problem)
        form.addRow(_("Ends"), self.end)
        form.addRow("", self.end_problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.fields)
        layout.addWidget(self.summary, 1)
        layout.addWidget(self._buttons)
        self.resize(look().px(WIDTH), self.sizeHint().height())

    def _problem_label(self) -> QLabel:
        made = QLabel(self)
        made.setWordWrap(True)
        palette = made.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("danger"))
        made.setPalette(palette)
        return made

    def _show_rule(self, text: str) -> None:
        if not text:
            self.fields.show_pattern(
                SimplePattern(Kind.WEEKLY, weekdays=self.fields.weekdays.days())
            )
            return
        rule = _parsed(text)
        pattern = None if rule is None else find_pattern(rule, self._start)
        if rule is None or pattern is None or pattern.month_day < -1:
            self.fields.show_text(text)
            return
        self.fields.show_pattern(pattern)
        self.end.show_end(rule.until, rule.count)

    def _read(self) -> Preview:
        now = SystemClock().now().astimezone(local_zone()).replace(tzinfo=None, microsecond=0)
        after = to_when(to_stamp(now), self._start)
        pattern = self.fields.pattern()
        if pattern is None:
            return preview_text(self.fields.text.text(), self._start, after)
        if pattern.kind is Kind.WEEKLY and not pattern.weekdays:
            return Preview("", self._start, problem=_("Choose at least one day of the week."))
        if problem := self.end.problem():
            return Preview("", self._start, problem=problem, part=Part.END)
        self._pattern = self.end.ended(pattern)
        return preview_pattern(self._pattern, self._start, after)

    @Slot()
    def _on_edited(self) -> None:
        is_own = self.fields.chosen_kind() is None
        if is_own and not self.fields.text.text() and self._pattern is not None:
            self.fields.text.setText(write_rule(pattern_rule(self._pattern)))  # comes here again
            return
        self.preview = self._read()
        form = self.fields.form
        form.setRowVisible(self.end, not is_own)
        for label, is_here in (
            (self.end_problem, self.preview.part is Part.END and not is_own),
            (self.days_problem, self.preview.part is not Part.END or is_own),
        ):
            label.setText(self.preview.problem if is_here else "")
            form.setRowVisible(label, bool(label.text()))
        self.summary.show_preview(self.preview, self._start)
        self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    @Slot()
    def _on_accepted(self) -> None:
        if not self.preview.problem:
            self.accept()
        elif self.preview.part is Part.END:
            self.end.setFocus()
        else:
            self.fields.setFocus()

    @Slot()
    def _on_no_more_clicked(self) -> None:
        self.is_ended = True
        self.preview = Preview("", self._start)
        self.accept()


def _parsed(text: str) -> AnyRule | None:
    try:
        return parse_rule(text)
    except InvalidValueError:
        return None
