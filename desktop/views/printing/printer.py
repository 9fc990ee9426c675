"""The printers of the desktop; imported when somebody prints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop.views.dialogs import show
from desktop.views.printing.output import paint_all
from desktop.views.printing.pages import Paints
from desktop.views.printing.paper import Paper


async def ask_printer(parent: QWidget, paper: Paper, title: str) -> QPrinter | None:
    """Let the person choose printer, copies and pages; return None if he thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(paper.page_layout)
    printer.setFullPage(True)  # the margins are ours
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if await show(dialog) else None


async def print_pages(
    printer: QPrinter, painter: Paints, count: int, advance: Callable[[int, int], None]
) -> int:
    """Print all pages, or those chosen in the dialog; return how many; raise StorageError."""
    first, last = printer.fromPage(), printer.toPage()
    numbers = range(count)
    if first:
        numbers = range(max(1, first) - 1, min(count, last or count))
    await paint_all(printer, painter, numbers, printer.resolution(), advance)
    return len(numbers)
