"""The tab "Attached files" of a card."""

from __future__ import annotations

import uuid
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter, QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.deletion import TAKE
from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.fields import Kind
from desktop.core.file_names import may_open, safe_file_name
from desktop.core.file_states import FileState
from desktop.core.filters import Condition, Group, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.views.all_rows import read_rows
from desktop.views.dialogs import begin_in_documents, choose_file_to_save, show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.files.file_adding import add_files, add_picture
from desktop.views.records.files.file_copies import (
    AttachedFile,
    copy_for_others,
    file_of,
    save_all,
)
from desktop.views.records.files.file_fetching import ATTACHMENT, FileFetching
from desktop.views.records.files.file_list import FileList
from desktop.views.records.files.opening import open_file

if TYPE_CHECKING:
    import asyncio

_COLUMNS: Final = ("name", "blob", "size", "created_by", "created_at")


def owner_link(entity: Entity) -> str:
    """Return the link by which attached files name records of an entity; "" if they have none."""
    try:
        fields = get_entity(ATTACHMENT).fields
    except UnknownEntityError:
        return ""
    hanging = (f for f in fields if f.kind is Kind.LINK and f.on_delete == TAKE)
    return next((f.name for f in hanging if f.target == entity.key), "")


class FilesPane(QWidget):
    """Shows the files of one record and adds others.

    Signals:
        counted: how many there are.
    """

    counted = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._about: tuple[Entity, uuid.UUID] | None = None
        self._waiting: set[asyncio.Task[None]] = set()  # tasks that may bring files here
        self.fetching = FileFetching(jobs, self)
        self.list = FileList(self)
        self._empty = self._make_empty()
        self.attach = QPushButton(icon("paperclip"), _("Attach…"), self)
        self.open = QPushButton(icon("external-link"), _("Open"), self)
        self.save = QPushButton(icon("download"), _("Save a copy…"), self)
        self.delete = QPushButton(icon("trash-2"), _("Delete"), self)
        self.keep = QPushButton(icon("pin"), _("Keep on this computer"), self)
        self.keep.setCheckable(True)
        self.stop = QPushButton(icon("x"), _("Stop downloading"), self)
        buttons = QHBoxLayout()
        for button, slot in (
            (self.attach, self._on_attach_clicked),
            (self.open, self._on_open_asked),
            (self.save, self._on_save_clicked),
            (self.delete, self._on_delete_asked),
            (self.keep, self._on_keep_clicked),
            (self.stop, self._on_stop_clicked),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addWidget(self.list, 1)
        self._connect()
        self._offer()

    def _make_empty(self) -> QLabel:
        """Make what stands in the list while it holds nothing; files are dropped there, too."""
        made = QLabel(_("No files yet. Drop some here, paste, or press “Attach…”."), self)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setWordWrap(True)
        made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self.list.viewport()).addWidget(made)
        return made

    def show_record(self, entity: Entity, record_id: uuid.UUID) -> None:
        """Turn to a record."""
        self._about = (entity, record_id)
        self._read()

    def add_files(self, paths: Sequence[str]) -> None:
        """Attach files by their paths."""
        if self._about is not None and paths:
            self._jobs.start(
                add_files(self._jobs, self.fetching, self._about, paths), name=_("Attaching files")
            )

    def _connect(self) -> None:
        self.list.open_asked.connect(self._on_open_asked)
        self.list.delete_asked.connect(self._on_delete_asked)
        self.list.copy_wanted.connect(self._on_copy_wanted)
        self.list.renamed.connect(self._on_renamed)
        self.list.given.connect(self._on_given)
        self.list.picture_given.connect(self._on_picture_given)
        self.list.itemSelectionChanged.connect(self._offer)
        self._jobs.changes.changed.connect(self._on_changed)
        self.fetching.changed.connect(self._on_fetching_changed)

    @Slot()
    def _offer(self) -> None:
        chosen = self.list.chosen()
        self.open.setEnabled(len(chosen) == 1)
        self.save.setEnabled(bool(chosen))
        self.delete.setEnabled(bool(chosen))
        states = {self.fetching.state(file.blob) for file in chosen}
        self.keep.setVisible(self.fetching.is_joined)
        self.keep.setEnabled(bool(chosen))
        self.keep.setChecked(states == {FileState.PINNED})
        self.stop.setVisible(self.fetching.is_busy)

    def _read(self) -> None:
        if self._about is None:
            return
        about = entity, record_id = self._about
        own = Group((Condition(owner_link(entity), Op.EQUALS, str(record_id)),))
        query = ListQuery(ATTACHMENT, _COLUMNS, own, sort=Sort("name"))

        def ask(reads: Reads) -> tuple[object, Sequence[Row]]:
            return about, read_rows(reads, query).rows

        self._jobs.cards.submit(ask, self._on_read, topic=f"files {id(self)}")

    def _on_read(self, answer: tuple[object, Sequence[Row]]) -> None:
        about, rows = answer
        if about == self._about:
            files = [file_of(row) for row in rows]
            self.list.show_files(files)
            self._empty.setVisible(not files)
            self.counted.emit(len(files))
            self._offer()
            for file in files:
                self._show_state(file.blob)
            if files:
                self._jobs.start(self._look(files), name=_("Reading files"))

    async def _look(self, files: list[AttachedFile]) -> None:
        """Show where the files are."""
        await self.fetching.look(files)
        self.list.show_places(are_shown=self.fetching.is_joined)
        for file in files:
            self._show_state(file.blob)
        self._offer()

    def _show_state(self, digest: str) -> None:
        self.list.show_state(digest, self.fetching.state(digest), self.fetching.words(digest))

    async def _make_copies(self, files: list[AttachedFile]) -> None:
        blobs = await self.fetching.blobs()
        for file in files:
            is_here = self.fetching.state(file.blob).is_here
            if is_here and file.id not in self.list.copies:
                path = await self._jobs.aside(copy_for_others, blobs, file)
                self.list.copies[file.id] = path

    async def _save(self, files: list[AttachedFile]) -> None:
        if len(files) == 1:
            path = await choose_file_to_save(self, _("Save a copy…"), files[0].name, "")
            if path:
                await self.fetching.bring(files[0])
                await self._jobs.aside((await self.fetching.blobs()).copy_to, files[0].blob, path)
            return
        dialog = QFileDialog(self, _("Save files into this folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        begin_in_documents(dialog)
        if await show(dialog):
            folder = dialog.selectedFiles()[0]
            for file in files:
                await self.fetching.bring(file)
            await self._jobs.aside(save_all, await self.fetching.blobs(), files, folder)

    async def _delete(self, files: list[AttachedFile]) -> None:
        await self._jobs.command("attachment.delete", ids=[file.id for file in files])

    async def _rename(self, file: AttachedFile, name: str) -> None:
        edits = {"name": [file.name, safe_file_name(name)]}
        try:
            await self._jobs.command("attachment.save", id=file.id, values=edits)
        finally:
            self._read()

    @Slot()
    def _on_attach_clicked(self) -> None:
        self._jobs.start(self._choose(), name=_("Attaching files"))

    async def _choose(self) -> None:
        dialog = QFileDialog(self, _("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        begin_in_documents(dialog)
        if await show(dialog):
            self.add_files(dialog.selectedFiles())

    @Slot()
    def _on_open_asked(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) == 1:
            self._begin(self._open(chosen[0]), _("Opening a file"))

    async def _open(self, file: AttachedFile) -> None:
        if may_open(file.name):
            await self.fetching.bring(file)
        open_file(self._jobs, file.blob, file.name)

    @Slot()
    def _on_copy_wanted(self) -> None:
        self._jobs.start(self._make_copies(self.list.chosen()), name=_("Reading files"))

    @Slot()
    def _on_save_clicked(self) -> None:
        if self.list.chosen():
            self._begin(self._save(self.list.chosen()), _("Saving files"))

    @Slot()
    def _on_delete_asked(self) -> None:
        if self.list.chosen():
            self._jobs.start(self._delete(self.list.chosen()), name=_("Deleting"))

    @Slot()
    def _on_keep_clicked(self) -> None:
        chosen = self.list.chosen()
        work = self.fetching.keep(chosen, pinned=self.keep.isChecked())
        self._begin(work, _("Downloading files"))

    @Slot()
    def _on_stop_clicked(self) -> None:
        for task in tuple(self._waiting):
            task.cancel()

    @Slot(str)
    def _on_fetching_changed(self, digest: str) -> None:
        self._show_state(digest)
        self._offer()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Start what may have to bring a file here, so that it can be stopped."""
        task = self._jobs.start(work, name=name)
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    @Slot(object, str)
    def _on_renamed(self, file: AttachedFile, name: str) -> None:
        self._jobs.start(self._rename(file, name), name=_("Saving"))

    @Slot(object)
    def _on_given(self, paths: list[str]) -> None:
        self.add_files(paths)

    @Slot(object)
    def _on_picture_given(self, picture: QImage) -> None:
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if self._about is not None and QImageWriter(buffer, QByteArray(b"PNG")).write(picture):
            work = add_picture(self._jobs, self.fetching, self._about, bytes(content.data()))
            self._jobs.start(work, name=_("Attaching files"))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ATTACHMENT):
            self._read()
