"""Questions to the person at the screen, asked without a second event loop.

The classes of dialogs are imported with the first of them: no start shows one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, QStandardPaths

if TYPE_CHECKING:
    import asyncio

    from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget


class _Answer(QObject):
    """Turns the end of a dialog into the result of a future."""

    def __init__(self, dialog: QDialog, future: asyncio.Future[int]) -> None:
        super().__init__(dialog)
        self._future = future
        dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self, result: int) -> None:
        if not self._future.done():
            self._future.set_result(result)


async def show(dialog: QDialog) -> bool:
    """Open `dialog` over its parent, return whether it was accepted, and destroy it.

    `QDialog.exec` would start an event loop inside the running one, in which no coroutine of ours
    can go on.
    """
    import asyncio

    from PySide6.QtWidgets import QDialog
    from shiboken6 import isValid

    answered: asyncio.Future[int] = asyncio.get_event_loop().create_future()
    _Answer(dialog, answered)
    QDialog.open(dialog)  # some dialogs have another `open` of their own
    try:
        return await answered == QDialog.DialogCode.Accepted
    finally:
        if isValid(dialog):  # it may have gone with the window that it belongs to
            dialog.deleteLater()


async def confirm(
    parent: QWidget | None, question: str, detail: str = "", *, deed: str, is_harmless: bool = False
) -> bool:
    """Ask before something is done; its button is called by the deed, the other one cancels.

    Esc cancels, and so does Enter, unless what is done loses nothing.
    """
    from PySide6.QtWidgets import QMessageBox

    from desktop.views.message_box import ASKS, message_box

    box = message_box(ASKS, question, detail, parent)
    yes = box.addButton(QMessageBox.StandardButton.Yes)
    yes.setText(deed)
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(yes if is_harmless else no)
    box.setEscapeButton(no)
    await show(box)
    return box.clickedButton() is yes


async def tell(parent: QWidget | None, sentence: str, detail: str = "") -> None:
    """Tell something that the person must have read before going on."""
    from PySide6.QtWidgets import QMessageBox

    from desktop.views.message_box import TELLS, message_box

    box = message_box(TELLS, sentence, detail, parent)
    box.addButton(QMessageBox.StandardButton.Ok)
    await show(box)


def tell_and_quit(app: QApplication, sentence: str, detail: str = "") -> QMessageBox:
    """Tell why the program does not open, and end it with the dialog, which the caller keeps."""
    from PySide6.QtWidgets import QMessageBox

    from desktop.views.message_box import WARNS, message_box

    box = message_box(WARNS, sentence, detail)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.finished.connect(app.quit)
    box.open()
    return box


async def choose_file_to_open(parent: QWidget, title: str, kinds: str) -> str:
    """Return the path of the file chosen, or ""; `kinds` is Qt's filter text."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    begin_in_documents(dialog)
    return dialog.selectedFiles()[0] if await show(dialog) else ""


async def choose_file_to_save(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """Return the path to write to, or ""; asks before an existing file is replaced."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, name, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    begin_in_documents(dialog)
    return dialog.selectedFiles()[0] if await show(dialog) else ""


def begin_in_documents(dialog: QFileDialog) -> None:
    """Let a first question for a file begin where people keep theirs, not where we were started.

    Qt remembers by itself where the last one was.
    """
    if dialog.directory() == QDir.current():
        kept = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.setDirectory(kept if QDir(kept).exists() else QDir.homePath())
