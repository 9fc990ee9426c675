"""The steps of the first start."""

from __future__ import annotations

from enum import StrEnum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.views.backups.moved_file import MovedFile
from desktop.views.dialogs import begin_in_documents
from desktop.views.icons import icon
from desktop.views.protection.encryption_switch import EncryptionSwitch
from desktop.views.shell.settings_dialog import LOOK_ROWS, SettingsForm
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.theme import look
from desktop.views.widgets.picture_reader import PictureReader

LOGO: Final = 72
PICTURES: Final = "*.png *.jpg *.jpeg *.svg *.webp *.bmp"
TABLES: Final = "*.xlsx *.xls *.ods *.csv *.tsv"


class Mode(StrEnum):
    """How a person wants to work."""

    ALONE = auto()
    DEMO = auto()
    MOVED = auto()
    SERVER = auto()


MODE_LABELS: Final = {
    Mode.ALONE: (
        N_("Use it alone"),
        N_("Everything stays on this computer. You can join your company's server later."),
    ),
    Mode.DEMO: (
        N_("Try the demo company"),
        N_("Two thousand invented customers to look around with; your own profile stays empty."),
    ),
    Mode.MOVED: (
        N_("Bring everything from another computer"),
        N_(
            "Open the file that was saved there under “Backup and restore”, "
            "or a backup from the second folder."
        ),
    ),
    Mode.SERVER: (
        N_("Join the company's server"),
        N_("With the invitation file and the login that your administrator gave you."),
    ),
}


class LookPage(QWidget):
    """Language, theme, density: seen at once."""

    def __init__(self, keeper: SettingsKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = SettingsForm(keeper, LOOK_ROWS[:3], self, margin=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        layout.addStretch(1)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.form.focus_first()

    def is_answered(self) -> bool:
        """Tell that one can go on in any case."""
        return True


class PersonPage(QWidget):
    """Name, company and logo."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.logo: Path | None = None
        self._reader = PictureReader(self)
        self._reader.was_read.connect(self.show_logo)
        self.person = QLineEdit(self)
        self.company = QLineEdit(self)
        self._picture = QLabel(self)
        self._picture.setFixedSize(QSize(LOGO, LOGO))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose_clicked)
        self._labels = {name: QLabel(self) for name in ("person", "company", "logo")}
        self._labels["person"].setBuddy(self.person)
        self._labels["company"].setBuddy(self.company)
        row = QHBoxLayout()
        row.addWidget(self._picture)
        row.addWidget(self.choose)
        row.addStretch(1)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(12)
        layout.addRow(self._labels["person"], self.person)
        layout.addRow(self._labels["company"], self.company)
        layout.addRow(self._labels["logo"], row)
        self.retranslate()
        self.show_logo(None, QImage())

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._labels["person"].setText(_("Your name"))
        self._labels["company"].setText(_("Company"))
        self._labels["logo"].setText(_("Logo"))
        self.person.setAccessibleName(_("Your name"))
        self.company.setAccessibleName(_("Company"))
        self._picture.setAccessibleName(_("Logo"))
        self.choose.setText(_("Choose a picture…"))

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_answered(self) -> bool:
        """Tell that one can go on in any case."""
        return True

    @Slot(object, object)
    def show_logo(self, path: Path | None, drawn: QImage) -> None:
        """Show a picture as the logo; what cannot be read is no logo."""
        self.logo = None if drawn.isNull() else path
        none = icon("image", "muted").pixmap(32, 32)
        self._picture.setPixmap(QPixmap.fromImage(drawn) if self.logo else none)

    @Slot()
    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, _("Choose a picture"), "", f"{_('Pictures')} ({PICTURES})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_in_documents(dialog)
        dialog.fileSelected.connect(self._on_dialog_file_selected)
        dialog.open()

    @Slot(str)
    def _on_dialog_file_selected(self, path: str) -> None:
        self._reader.read(Path(path), LOGO)

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ModePage(QWidget):
    """Alone, with the demo company, with the data of another computer, or with a server.

    Signals:
        changed: another way was chosen, or another file.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.moved = MovedFile(self)
        self.moved.chosen.connect(self._on_moved_chosen)
        self._group = QButtonGroup(self)
        self.buttons: dict[Mode, QRadioButton] = {}
        self._details: dict[Mode, QLabel] = {}
        self.encrypts = EncryptionSwitch(self)
        self.encrypts.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        for mode in MODE_LABELS:
            button = self.buttons[mode] = QRadioButton(self)
            button.setFont(look().font("lead", 600))
            detail = self._details[mode] = QLabel(self)
            detail.setWordWrap(True)
            detail.setContentsMargins(19, 0, 0, 4)
            detail.setForegroundRole(detail.palette().ColorRole.PlaceholderText)
            self._group.addButton(button)
            layout.addWidget(button)
            layout.addWidget(detail)
            if mode is Mode.MOVED:
                layout.addWidget(self.moved)
            elif mode is Mode.ALONE:
                layout.addWidget(self.encrypts)
            button.toggled.connect(self.changed)
        layout.addStretch(1)
        self.buttons[Mode.ALONE].setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        for mode, (label, detail) in MODE_LABELS.items():
            self.buttons[mode].setText(_(label))
            self.buttons[mode].setAccessibleDescription(_(detail))
            self._details[mode].setText(_(detail))

    def is_answered(self) -> bool:
        """Tell whether one can go on: with a file, where one is needed."""
        return self.mode() is not Mode.MOVED or self.moved.file is not None

    @Slot()
    def _on_moved_chosen(self) -> None:
        self.buttons[Mode.MOVED].setChecked(True)
        self.changed.emit()

    def mode(self) -> Mode:
        """Return what is chosen."""
        return next(mode for mode, button in self.buttons.items() if button.isChecked())

    def focus_first(self) -> None:
        """Put the keyboard on what is chosen."""
        self.buttons[self.mode()].setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ImportPage(QWidget):
    """A file to begin with, or none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.file: Path | None = None
        self.choose = QPushButton(self)
        self.choose.setIcon(icon("file-spreadsheet"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose_clicked)
        self._chosen = QLabel(self)
        self._chosen.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._chosen)
        layout.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.choose.setText(_("Choose a file…"))
        if self.file:
            self._chosen.setText(_("{file} is read after the start.").format(file=self.file.name))
        else:
            self._chosen.setText(_("No file chosen. You can import later from the File menu."))

    def focus_first(self) -> None:
        """Put the keyboard on the button."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_answered(self) -> bool:
        """Tell that one can go on in any case."""
        return True

    @Slot()
    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, _("Choose a file"), "", f"{_('Tables')} ({TABLES})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_in_documents(dialog)
        dialog.fileSelected.connect(self._on_dialog_file_selected)
        dialog.open()

    @Slot(str)
    def _on_dialog_file_selected(self, path: str) -> None:
        self.file = Path(path)
        self.retranslate()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
