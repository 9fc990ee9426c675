"""Opens a file of a record in the program that is for such files."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core.file_names import may_open
from desktop.core.i18n import _
from desktop.core.ports import Blobs
from desktop.views.jobs import Jobs, Writing
from desktop.views.records.files.file_copies import AttachedFile, copy_for_others


def open_file(jobs: Jobs, digest: str, name: str) -> None:
    """Show a copy of a file, unless the system would run it; what cannot be done is told."""
    if may_open(name):
        jobs.start(
            _open(jobs, AttachedFile("", name, digest, None, "", "")), name=_("Opening a file")
        )
    else:
        sentence = _("Such a file would be run, not shown. Save it if you trust it.")
        jobs.failed.emit(sentence)


async def _open(jobs: Jobs, file: AttachedFile) -> None:
    blobs = await jobs.in_store(_blobs)
    missing = await jobs.aside(blobs.missing, [file.blob])
    if missing and jobs.worker is not None:
        await jobs.ask("sync.bring", {"digest": file.blob})
    path = await jobs.aside(copy_for_others, blobs, file)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        jobs.failed.emit(_("No program is there for such files. Save it instead."))


def _blobs(writing: Writing) -> Blobs:
    return writing.blobs
