"""Merging two edits of a long text by hand: what was before, both sides, and what is kept."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import Field, Kind
from desktop.core.i18n import _, ngettext
from desktop.core.kinds.rich import plain_text
from desktop.core.sync_status import SyncProblem
from desktop.views.theme import look

WIDTH, HEIGHT = 720, 520


class MergeDialog(QDialog):
    """Begins with both sides' changes; a plain text may be edited before it is kept."""

    def __init__(self, problem: SyncProblem, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._merged = str(problem.merged or "")
        self._is_rich = field.kind is Kind.RICH_TEXT
        self.setWindowTitle(_("Merge: {field}").format(field=_(field.label)))
        self.kept = self._text(_("What is kept"), self._merged)
        self.kept.setReadOnly(self._is_rich)
        self.told = QLabel(_told(problem.clashes or 0), self)
        self.told.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addLayout(self._sides(problem), 2)
        layout.addWidget(QLabel(_("What is kept"), self))
        layout.addWidget(self.kept, 3)
        layout.addWidget(self.told)
        layout.addWidget(self._buttons())
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    def _sides(self, problem: SyncProblem) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        sides = (
            (_("Before"), problem.base),
            (_("On the server"), problem.theirs),
            (_("Mine"), problem.mine),
        )
        for column, (name, value) in enumerate(sides):
            grid.addWidget(QLabel(name, self), 0, column)
            grid.addWidget(self._text(name, str(value or "")), 1, column)
        return grid

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(_("Keep this text"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        later = buttons.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setAutoDefault(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def value(self) -> str:
        """Return the text to keep, as a form has it."""
        return self._merged if self._is_rich else self.kept.toPlainText()

    def _text(self, name: str, value: str) -> QPlainTextEdit:
        made = QPlainTextEdit(plain_text(value) if self._is_rich else value, self)
        made.setReadOnly(True)
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        return made


def _told(count: int) -> str:
    if not count:
        return _("Both changed other lines; nothing is missing.")
    told = ngettext(
        "Both changed the same lines in {count} place: there both stand below each other.",
        "Both changed the same lines in {count} places: there both stand below each other.",
        count,
    )
    return told.format(count=count)
