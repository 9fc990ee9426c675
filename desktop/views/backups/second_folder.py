"""The second folder of backups: which it is, and whether it is there."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.backups import Shelf
from desktop.core.i18n import _
from desktop.views.dialogs import begin_in_documents
from desktop.views.icons import icon


class SecondFolder(QWidget):
    """One line: the folder, and the buttons that choose another or none.

    Signals:
        chosen: the path of a folder, or "".
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.choose = QPushButton(icon("folder-open"), _("Choose a folder…"), self)
        self.none = QPushButton(_("No second folder"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        for button in (self.none, self.choose):
            button.setAutoDefault(False)
            layout.addWidget(button)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.none.clicked.connect(self._on_none_clicked)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show the folder."""
        self._folder = shelf.second_folder
        self.none.setVisible(bool(self._folder))
        if not self._folder:
            sentence = _(
                "Backups lie on the same disk as the data. Choose a second folder, "
                "on a USB stick or a network share: each backup is copied there too."
            )
        elif shelf.is_second_there:
            sentence = _("Each backup is copied to {folder} too.").format(folder=self._folder)
        else:
            sentence = _("The second folder is not there now: {folder}").format(folder=self._folder)
        self.text.setText(sentence)

    @Slot()
    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, _("Second folder for backups"), self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        begin_in_documents(dialog)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_none_clicked(self) -> None:
        self.chosen.emit("")
