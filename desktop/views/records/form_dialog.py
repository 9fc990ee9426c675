"""Short forms in a dialog: quick creation of a record, and the questions of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.records.form_layout import Section
from desktop.views.records.record_form import MakeEditor, RecordForm
from desktop.views.theme import look

WIDTH, HEIGHT = 540, 640
SMALL: Final = 2  # so many fields stand below each other in a narrow dialog
SMALL_WIDTH: Final = 420
FOOT = 32  # room around the buttons


class FormDialog(QDialog):
    """Asks for the values of some fields; cannot be accepted while one is wrong.

    `note` is a sentence above them.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        make_editor: MakeEditor,
        accept: str,
        parent: QWidget | None = None,
        *,
        note: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = RecordForm((Section("", tuple(fields)),), make_editor, self)
        self._buttons = QDialogButtonBox(self)
        self._accept = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._accept.setDefault(True)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.activated.connect(self._on_accepted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(0)
        self._note = QLabel(note, self)
        self._note.setWordWrap(True)
        self._note.setContentsMargins(16, 16, 16, 0)
        self._note.setVisible(bool(note))
        layout.addWidget(self._note)
        layout.addWidget(self.form, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self._buttons)
        layout.addLayout(foot)
        self.resize(look().px(SMALL_WIDTH if len(fields) <= SMALL else WIDTH), look().px(HEIGHT))
        self.form.load({field.name: field.default for field in fields})
        self.form.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def values(self) -> dict[str, Json]:
        """Return the values given, by field name."""
        return {name: value for name, value in self.form.values().items() if value is not None}

    def start_with(self, values: Mapping[str, Json]) -> None:
        """Show values that are known already, and put the cursor into the first empty field."""
        self.form.apply(values)
        self.form.focus_first(empty=True)

    @Slot()
    def _on_accepted(self) -> None:
        if self.form.problems():
            self.form.show_problems()
        else:
            self.accept()

    @Slot()
    def _on_range_changed(self) -> None:
        """Grow with what a person adds: a second number, a remark below a field."""
        missing = self.form.verticalScrollBar().maximum()
        if missing > 0 and self.isVisible():
            room = max(look().px(HEIGHT) - self.height(), 0)
            self.resize(self.width(), self.height() + min(missing, room))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the fields need."""
        super().showEvent(event)
        foot = self._buttons.sizeHint().height() + FOOT
        note = 0 if self._note.isHidden() else self._note.heightForWidth(self.width())
        wanted = self.form.wanted_height() + note + look().px(foot)
        self.resize(self.width(), min(wanted, look().px(HEIGHT)))


class QuickCreateDialog(FormDialog):
    """Makes a record from at most seven fields; the whole form is one button away.

    `given` are fields whose values are known: a link among them, as to the customer on whose card
    the person is, is shown though it is none of the seven.
    """

    def __init__(
        self,
        entity: Entity,
        make_editor: MakeEditor,
        parent: QWidget | None = None,
        *,
        given: Iterable[str] = (),
    ) -> None:
        names = entity.quick_columns or (entity.title,)
        links = {field.name for field in entity.fields if field.kind is Kind.LINK}
        names = (*(name for name in given if name in links and name not in names), *names)
        title = _("New: {what}").format(what=_(entity.label))
        fields = [entity.field(name) for name in names]
        super().__init__(title, fields, make_editor, _("Save"), parent)
        self.entity = entity
        self.wants_whole_form = False
        self._whole = QPushButton(_("Whole form…"), self)
        self._whole.setAutoDefault(False)
        self._buttons.addButton(self._whole, QDialogButtonBox.ButtonRole.ResetRole)
        self._whole.clicked.connect(self._on_whole_clicked)

    def offer_whole_form(self, offered: bool) -> None:
        """Show or hide the way to the whole form."""
        self._whole.setVisible(offered)

    @Slot()
    def _on_whole_clicked(self) -> None:
        self.wants_whole_form = True
        self.accept()
