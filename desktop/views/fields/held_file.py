"""What the editors of files and of pictures share: bytes that a value names, chosen or dropped."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.dialogs import begin_in_documents
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.icons import icon

EVERY_FILE: Final = ""


class HeldFileEditor(FieldEditor):
    """Holds the value, which is the hash of bytes in the profile and what else the kind tells."""

    dialog_title: str
    name_filter: str = EVERY_FILE

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: str | None = None
        self._problem = ""
        self._dialog: QFileDialog | None = None
        self._readonly = False

    def begin(self, choose: QToolButton, remove: QToolButton) -> None:
        """Listen to two buttons and to files that are dropped; show that there is none yet."""
        self.choose, self.remove = choose, remove
        self.setAcceptDrops(True)
        self.setFocusProxy(choose)
        choose.clicked.connect(self._on_choose_clicked)
        remove.clicked.connect(self._on_remove_clicked)
        self.show_value()

    def value(self) -> Json:
        """Return what names the bytes."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show what such a value names."""
        self._value, self._problem = self.kind.from_json(value), ""
        self.show_value()

    def problem(self) -> str:
        """Return why the last file was not taken, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person look only, or choose again."""
        self._readonly = readonly
        self.arm()

    def may_change(self) -> bool:
        """Tell whether another file may be chosen."""
        return not self._readonly and self.context.pictures is not None

    # --- of each editor
    def arm(self) -> None:
        """Show the buttons that do something."""
        self.choose.setVisible(self.may_change())
        self.remove.setVisible(self.may_change() and self._value is not None)

    def show_value(self) -> None:
        """Show what is held."""
        self.arm()

    def take_file(self, path: str) -> None:
        """Take a file; `take` or `refuse` follows."""
        raise NotImplementedError

    # --- for them
    def take(self, value: str) -> None:
        """Hold what the person chose."""
        if isValid(self):
            self._value, self._problem = value, ""
            self.show_value()
            self.edited.emit()
            self.finished.emit()

    def refuse(self, sentence: str) -> None:
        """Say why it is not taken."""
        if isValid(self):
            self._problem = sentence
            self.edited.emit()

    def button(self, icon_name: str, text: str) -> QToolButton:
        """Return a button of the editor."""
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setText(text)
        button.setToolTip(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name_for_readers(button, text)
        return button

    # --- inside
    @Slot()
    def _on_choose_clicked(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self, _(self.dialog_title))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            if self.name_filter:
                self._dialog.setNameFilter(self.name_filter)
            begin_in_documents(self._dialog)
            self._dialog.fileSelected.connect(self._on_dialog_selected)
        self._dialog.open()

    @Slot(str)
    def _on_dialog_selected(self, path: str) -> None:
        self.take_file(path)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._value, self._problem = None, ""
        self.show_value()
        self.focus_first()
        self.edited.emit()

    # --- Qt's names
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self.may_change() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])
            event.acceptProposedAction()
