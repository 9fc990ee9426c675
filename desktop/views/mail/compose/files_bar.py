"""The attachments of a letter as chips, with their sizes and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.mail.letters import LetterFile
from desktop.views.theme import look
from desktop.views.widgets.chip import Chip, ChipMark
from desktop.views.widgets.flow_layout import FlowLayout

_KILO: Final = 1024
_GROWTH: Final = 78 / 57  # what base64 makes of a file


class _FileChip(Chip):
    def __init__(self, file: LetterFile, parent: QWidget) -> None:
        super().__init__(f"{file.name}  ·  {size_text(file.size)}", ChipMark.REMOVES, parent)
        self.file = file


class FilesBar(QWidget):
    """Hidden while there is no attachment.

    Signals:
        edited: one was taken away.
        opened: a LetterFile that was clicked.
    """

    edited = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[_FileChip] = []
        self._limit = 0
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row, spacing=6)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 6)
        layout.setSpacing(4)
        layout.addWidget(self._row)
        layout.addWidget(self._note)
        self.hide()

    def files(self) -> tuple[LetterFile, ...]:
        """Return the attachments in their order."""
        return tuple(chip.file for chip in self._chips)

    def add(self, files: Iterable[LetterFile]) -> None:
        """Show more attachments."""
        for file in files:
            chip = _FileChip(file, self._row)
            chip.removed.connect(self._on_removed)
            chip.clicked.connect(self._on_clicked)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            chip.show()
        self._show_sum()

    def allow(self, limit: int) -> None:
        """Say how many bytes the server takes of a letter; 0: it did not say."""
        self._limit = limit
        self._show_sum()

    def _show_sum(self) -> None:
        total = sum(chip.file.size for chip in self._chips)
        self.setVisible(bool(self._chips))
        is_much = bool(self._limit) and total * _GROWTH > self._limit
        text = _("{count} attachments, {size}").format(
            count=len(self._chips), size=size_text(total)
        )
        if is_much:
            most = size_text(int(self._limit / _GROWTH))
            text += ". " + _("The server takes attachments of {size} at most.").format(size=most)
        self._note.setText(text)
        self._note.setVisible(is_much or len(self._chips) > 1)
        palette = self._note.palette()
        role = "danger" if is_much else "muted"
        palette.setColor(palette.ColorRole.WindowText, look().colour(role))
        self._note.setPalette(palette)

    @Slot()
    def _on_removed(self) -> None:
        chip = self.sender()
        if isinstance(chip, _FileChip) and chip in self._chips:
            self._chips.remove(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
            self._show_sum()
            self.edited.emit()

    @Slot()
    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, _FileChip):
            self.opened.emit(chip.file)


def size_text(size: int) -> str:
    """Return a size as people read it."""
    if size < _KILO:
        return _("{count} bytes").format(count=size)
    if size < _KILO * _KILO:
        return f"{size / _KILO:.0f} KB"
    return f"{size / _KILO / _KILO:.1f} MB".replace(".", ",")
