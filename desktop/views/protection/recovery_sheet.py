"""The recovery key as a person sees it: groups with their numbers, to copy, save and print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QStandardPaths, Qt, Slot
from PySide6.QtGui import QFont, QFontDatabase, QPalette, QTextDocument
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.clock import SystemClock
from desktop.core.dates import format_moment
from desktop.core.i18n import _
from desktop.core.recovery_key import write_recovery_key
from desktop.views.dialogs import choose_file_to_save, show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.protection.clipboard_cleaner import ClipboardCleaner
from desktop.views.protection.small_text import remark
from desktop.views.theme import look

COLUMNS = 5


class RecoverySheet(QWidget):
    """Shows one key."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._text = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self.copy = QPushButton(icon("copy"), _("Copy"), self)
        self.save = QPushButton(icon("save"), _("Save as a file…"), self)
        self.print = QPushButton(icon("printer"), _("Print…"), self)
        self.told = remark("", self)
        self.told.hide()
        self.copy.clicked.connect(self._on_copy_clicked)
        self.save.clicked.connect(self._on_save_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.copy, self.save, self.print):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._grid)
        layout.addLayout(buttons)
        layout.addWidget(self.told)

    def show_key(self, key: bytes) -> None:
        """Show a key."""
        self._text = write_recovery_key(key)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(look().font("lead").pointSizeF())
        fixed.setWeight(QFont.Weight.DemiBold)
        for at, group in enumerate(self.groups()):
            number = QLabel(f"{at + 1}.", self)
            number.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label = QLabel(group, self)
            label.setFont(fixed)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row, column = divmod(at, COLUMNS)
            cell = QHBoxLayout()
            cell.setSpacing(6)
            cell.addWidget(number)
            cell.addWidget(label)
            cell.addStretch(1)
            self._grid.addLayout(cell, row, column)

    def groups(self) -> list[str]:
        """Return the groups in their order."""
        return self._text.split("-")

    def _page(self) -> str:
        lines = [
            _("Recovery key of Lienhe"),
            "",
            *(f"{at + 1:2}.  {group}" for at, group in enumerate(self.groups())),
            "",
            _("Made on {when}.").format(when=format_moment(SystemClock().now())),
            _("This key opens the encrypted data when the password or keyring does not."),
            _("Keep it where nobody else finds it, and not on this computer."),
        ]
        return "\n".join(lines) + "\n"

    async def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = str(Path(folder, _("Recovery key of Lienhe") + ".txt"))
        kinds = f"{_('Text file')} (*.txt)"
        chosen = await choose_file_to_save(self.window(), _("Save as a file…"), name, kinds)
        if chosen:
            await self._jobs.aside(_write, Path(chosen), self._page())
            sentence = _("Saved: {path}. Move it to a USB stick or into a safe.")
            self._tell(sentence.format(path=chosen))

    async def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_("Recovery key of Lienhe"))
        printer.setPageMargins(QMarginsF(20, 20, 20, 20))
        if await show(QPrintDialog(printer, self.window())):
            document = QTextDocument()
            document.setDefaultFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            document.setPlainText(self._page())
            document.print_(printer)

    @Slot()
    def _on_copy_clicked(self) -> None:
        ClipboardCleaner(self._text)
        self._tell(_("Copied. In two minutes it is taken off the clipboard again."))

    @Slot()
    def _on_save_clicked(self) -> None:
        self._jobs.start(self._save(), name=_("Saving the recovery key"))

    @Slot()
    def _on_print_clicked(self) -> None:
        self._jobs.start(self._print(), name=_("Printing"))

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()


def _write(path: Path, text: str) -> None:
    from desktop.views.printing.output import write_file

    write_file(path, text.encode())
