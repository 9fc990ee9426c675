"""The editor of a file: chosen or dropped, opened by its program, saved elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QToolButton, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.file_names import safe_file_name
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds.files import digest_of, file_value, name_of
from desktop.views.dialogs import begin_in_documents
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.icons import icon
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

SHOWN: Final = 160  # logical pixels of a name; whole in the tip
LIMIT: Final = 200 * 1024 * 1024


class FileEditor(FieldEditor):
    """One file of at most 200 MB; its name opens it."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._value: str | None = None
        self._problem = ""
        self._dialog: QFileDialog | None = None
        self._readonly = False
        self.open = self._button("paperclip", "")
        self.choose = self._button("upload", _("Choose a file…"))
        self.remove = self._button("trash-2", _("Remove"))
        self.remove.setText("")
        layout = FlowLayout(self, spacing=4)
        for button in (self.open, self.choose, self.remove):
            layout.addWidget(button)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.choose)
        self.open.clicked.connect(self._on_open_clicked)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self._arm()

    def value(self) -> Json:
        """Return the hash of the file and its name."""
        return self._value

    def set_value(self, value: Json) -> None:
        """Show the name of a file."""
        self._value, self._problem = self.kind.from_json(value), ""
        self._arm()

    def problem(self) -> str:
        """Return why the last file was not taken, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person open only, or choose again."""
        self._readonly = readonly
        self._arm()

    def take_file(self, path: str) -> None:
        """Take a file, if it can be read and is not too large."""
        if self.context.pictures is None:
            return
        name = safe_file_name(path)

        def take(digest: str) -> None:
            self._take(file_value(digest, name))

        self.context.pictures.keep_file(path, LIMIT, take, self._refuse)

    def _button(self, icon_name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setText(text)
        button.setToolTip(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name_for_readers(button, text)
        return button

    def _arm(self) -> None:
        name = self.kind.format(self.field, self._value)
        room, cut = look().px(SHOWN), Qt.TextElideMode.ElideMiddle
        self.open.setText(self.open.fontMetrics().elidedText(name, cut, room))
        self.open.setToolTip(_("Open “{name}”").format(name=name))
        self.open.setAccessibleName(self.open.toolTip())
        self.open.setVisible(self._value is not None)
        self.open.setEnabled(self.context.open_file is not None)
        may_change = not self._readonly and self.context.pictures is not None
        self.choose.setVisible(may_change)
        self.remove.setVisible(may_change and self._value is not None)

    def _take(self, value: str) -> None:
        if isValid(self):
            self._value, self._problem = value, ""
            self._arm()
            self.edited.emit()
            self.finished.emit()

    def _refuse(self, sentence: str) -> None:
        if isValid(self):
            self._problem = sentence
            self.edited.emit()

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._value is not None and self.context.open_file is not None:
            name = name_of(self._value) or self.kind.format(self.field, self._value)
            self.context.open_file(digest_of(self._value), name)

    @Slot()
    def _on_choose_clicked(self) -> None:
        if self._dialog is None:
            self._dialog = QFileDialog(self, _("Choose a file"))
            self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            begin_in_documents(self._dialog)
            begin_in_documents(self._dialog)
            self._dialog.fileSelected.connect(self._on_dialog_selected)
        self._dialog.open()

    @Slot(str)
    def _on_dialog_selected(self, path: str) -> None:
        self.take_file(path)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self._value, self._problem = None, ""
        self._arm()
        self.focus_first()
        self.edited.emit()

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if not self.choose.isHidden() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.take_file(files[0])
            event.acceptProposedAction()
