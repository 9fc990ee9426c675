"""Pages on their way out: into a PDF file, or to a printer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from desktop.core.errors import StorageError
from desktop.core.i18n import _
from desktop.views.printing.pages import Paints
from desktop.views.printing.paper import TWIPS, Paper
from desktop.views.printing.steps import in_steps

Advance = Callable[[int, int], None]


async def make_pdf(
    painter: Paints, count: int, paper: Paper, title: str, advance: Advance
) -> bytes:
    """Return the pages as a PDF file, whose fonts are embedded and whose text can be searched."""
    from desktop.core.version import VERSION

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(paper.page_layout)
    writer.setResolution(TWIPS)
    writer.setTitle(title)
    writer.setCreator(f"Lienhe {VERSION}")
    await paint_all(writer, painter, range(count), TWIPS, advance)
    return bytes(buffer.data().data())


async def paint_all(
    device: QPagedPaintDevice, pages: Paints, numbers: range, dots: float, advance: Advance
) -> None:
    """Paint pages on a device of `dots` per inch, in steps; raise StorageError if it refuses."""
    painter = QPainter()
    if not painter.begin(device):
        raise StorageError(_("The printer does not answer. Nothing was printed."))
    try:
        async for step, number in in_steps(numbers):
            if step and not device.newPage():
                raise StorageError(_("The printer takes no more pages. Printing was stopped."))
            painter.save()
            painter.scale(dots / TWIPS, dots / TWIPS)
            pages.paint(painter, number)
            painter.restore()
            advance(step + 1, len(numbers))
    finally:
        painter.end()


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise StorageError. Runs in a thread."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        words = _(
            "“{name}” cannot be written. It may be open in another program, or the disk full."
        )
        raise StorageError(words.format(name=path.name)) from error
