"""The editor of a file: chosen or dropped, opened by its program, saved elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _
from desktop.core.kinds.files import digest_of, file_value, name_of
from desktop.views.fields.context import EditorContext
from desktop.views.fields.held_file import HeldFileEditor
from desktop.views.theme import look
from desktop.views.widgets.flow_layout import FlowLayout

SHOWN: Final = 160  # logical pixels of a name; whole in the tip
LIMIT: Final = 200 * 1024 * 1024


class FileEditor(HeldFileEditor):
    """One file of at most 200 MB; its name opens it."""

    dialog_title = N_("Choose a file")

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.open = self.button("paperclip", "")
        choose = self.button("upload", _("Choose a file…"))
        remove = self.button("trash-2", _("Remove"))
        remove.setText("")
        layout = FlowLayout(self, spacing=4)
        for button in (self.open, choose, remove):
            layout.addWidget(button)
        self.open.clicked.connect(self._on_open_clicked)
        self.begin(choose, remove)

    def take_file(self, path: str) -> None:
        """Take a file, if it can be read and is not too large."""
        if self.context.pictures is None:
            return
        name = safe_file_name(path)

        def take(digest: str) -> None:
            self.take(file_value(digest, name))

        self.context.pictures.keep_file(path, LIMIT, take, self.refuse)

    def arm(self) -> None:
        """Show the name too, if there is one."""
        super().arm()
        name = self.kind.format(self.field, self._value)
        room, cut = look().px(SHOWN), Qt.TextElideMode.ElideMiddle
        self.open.setText(self.open.fontMetrics().elidedText(name, cut, room))
        self.open.setToolTip(_("Open “{name}”").format(name=name))
        self.open.setAccessibleName(self.open.toolTip())
        self.open.setVisible(self._value is not None)
        self.open.setEnabled(self.context.open_file is not None)

    @Slot()
    def _on_open_clicked(self) -> None:
        if self._value is not None and self.context.open_file is not None:
            name = name_of(self._value) or self.kind.format(self.field, self._value)
            self.context.open_file(digest_of(self._value), name)
