"""What is done with the attachments of the message being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop.core.file_names import may_open, safe_file_name
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import MailFile, MailView, PartState
from desktop.views.dialogs import begin_in_documents, choose_file_to_save, show
from desktop.views.icons import icon
from desktop.views.mail.files_row import is_picture, is_text
from desktop.views.mail.part_copies import copy_part, copy_path, save_parts, write
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.views.mail.mail_page import MailPage


class FileDeeds(QObject):
    """Opens, shows and saves attachments; what is on the server alone is fetched first."""

    def __init__(self, page: MailPage) -> None:
        super().__init__(page)
        self._page = page
        self._files: list[MailFile] = []
        self._menu: RoomyMenu | None = None
        row = page.pane.files
        row.opened.connect(self.open_file)
        row.looked_at.connect(self.look_at)
        row.menu_asked.connect(self._on_files_menu_asked)
        row.copy_wanted.connect(self._on_copy_wanted)

    @property
    def view(self) -> MailView | None:
        """The message being read."""
        return self._page.pane.view

    def open_file(self, file: MailFile) -> None:
        """Open an attachment in the program that is for such files."""
        if not may_open(file.name) or file.is_risky:
            sentence = _("Such a file would be run, not shown. Save it if you trust it.")
            self._page.jobs.failed.emit(sentence)
        elif self.view is not None:
            self._page.jobs.start(self._open_file(self.view.row.id, file), name=_("Opening a file"))

    async def _open_file(self, message: int, file: MailFile) -> None:
        await self._fetched(message, file)
        path = await self._page.jobs.read_mail(_Copying(message, file))
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._page.jobs.failed.emit(_("No program is there for such files. Save it instead."))

    def look_at(self, file: MailFile) -> None:
        """Show a picture or a text here; anything else in its program."""
        if self.view is None:
            return
        if is_picture(file) or is_text(file):
            self._page.jobs.start(self._look_at(self.view.row.id, file), name=_("Opening a file"))
        else:
            self.open_file(file)

    async def _look_at(self, message: int, file: MailFile) -> None:
        from desktop.views.mail.file_preview import FilePreview

        await self._fetched(message, file)

        def ask(reads: MailReads) -> bytes:
            return reads.part(message, file.part)

        preview = FilePreview(file, await self._page.jobs.read_mail(ask), self._page)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.show()

    def save_files(self, files: Sequence[MailFile]) -> None:
        """Ask where to, and write attachments there."""
        if self.view is not None and files:
            work = self._save_files(self.view.row.id, list(files))
            self._page.jobs.start(work, name=_("Saving"))

    async def _save_files(self, message: int, files: list[MailFile]) -> None:
        for file in files:
            await self._fetched(message, file)
        if len(files) == 1:
            name = safe_file_name(files[0].name)
            path = await choose_file_to_save(self._page, _("Save the file"), name, "")
            if not path:
                return

            def ask(reads: MailReads) -> str:
                return write(path, reads.part(message, files[0].part))

            await self._page.jobs.read_mail(ask)
            return
        dialog = QFileDialog(self._page, _("Save all files in a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        begin_in_documents(dialog)
        if await show(dialog):
            folder = dialog.selectedFiles()[0]

            def save(reads: MailReads) -> list[str]:
                return save_parts(reads, message, files, folder)

            await self._page.jobs.read_mail(save)

    async def _fetched(self, message: int, file: MailFile) -> None:
        """Let an attachment come from the server if it is not here."""
        view = self.view
        if file.state is PartState.REMOTE and view is not None:
            asked: dict[str, Json] = {
                "account": str(view.row.account),
                "message": str(message),
                "part": file.part,
            }
            await self._page.jobs.ask("mail.fetch", asked)

    def _on_copy_wanted(self, file: MailFile) -> None:
        if self.view is not None:
            asked = _Copying(self.view.row.id, file)
            self._page.jobs.mail.submit(asked, urgent=True, asker=self)

    def _on_files_menu_asked(self, files: list[MailFile], at: QPoint) -> None:
        self._files = files
        menu = RoomyMenu(self._page)
        entries = [
            ("eye", _("Look at it"), self._on_look_triggered),
            ("external-link", _("Open in its program"), self._on_open_triggered),
            ("download", _("Save…"), self._on_save_triggered),
            ("folder-down", _("Save all files…"), self._on_save_all_triggered),
        ]
        for picture, label, slot in entries:
            action = QAction(icon(picture), label, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        self._menu = menu
        menu.popup(at)

    def _on_look_triggered(self) -> None:
        for file in self._files[:1]:
            self.look_at(file)

    def _on_open_triggered(self) -> None:
        for file in self._files:
            self.open_file(file)

    def _on_save_triggered(self) -> None:
        self.save_files(self._files)

    def _on_save_all_triggered(self) -> None:
        self.save_files(self._page.pane.files.files())


class _Copying:
    """Writes the copy of an attachment, in the reader's thread."""

    def __init__(self, message: int, file: MailFile) -> None:
        self._message, self._file = message, file
        self._path = copy_path(message, file)

    def __call__(self, reads: MailReads) -> str:
        return copy_part(reads, self._message, self._file, self._path)
