"""Printing: a look at the pages, a few choices, then paper or a PDF file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.clock import SystemClock, local_day
from desktop.core.errors import AppError
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.views.dialogs import choose_file_to_save
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.printing.letterhead import read_letterhead
from desktop.views.printing.output import make_pdf, write_file
from desktop.views.printing.page_view import Preview
from desktop.views.printing.pages import Pages
from desktop.views.printing.painting import painter_of
from desktop.views.printing.paper import Paper
from desktop.views.printing.print_options import PrintOptions
from desktop.views.printing.printable import HasChoices, LaysOut, Printable
from desktop.views.printing.sheet import Letterhead, Sheet
from desktop.views.printing.steps import lay_out
from desktop.views.theme import look

WIDTH, HEIGHT, SIDE = 880, 600, 240
ENDING: Final = ".pdf"
Work = Callable[[], Coroutine[Any, Any, None]]
_NOT_IN_NAMES: Final = str.maketrans('\\/:*?"<>|', "---------")


class PrintDialog(QDialog):
    """Show it with `show`; whatever goes on in it ends when it is closed."""

    def __init__(self, jobs: Jobs, printable: Printable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._printable = printable
        self._task: asyncio.Task[None] | None = None
        self._sheets: dict[bool, Sheet] = {}  # by the answer to the print's own question
        self._letterhead: Letterhead | None = None
        self._pages: Pages | None = None
        self._written: Path | None = None
        self._is_stale = False  # something changed while it was busy
        self._show_title()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.options = PrintOptions(
            printable.option,
            chosen=printable.is_chosen,
            landscape=printable.is_landscape,
            parent=self,
        )
        self._soon = QTimer(self, singleShot=True, interval=0)  # several choices, one preparing
        self.preview = Preview(self)
        self.words = QLabel(self)
        self.progress = QProgressBar(self)
        self.open_file = QPushButton(icon("external-link"), _("Open the file"), self)
        self.save_pdf = QPushButton(icon("file-down"), _("Save as PDF…"), self)
        self.print = QPushButton(_("Print…"), self)
        self._close = QPushButton(_("Close"), self)
        self._lay_out()
        self._connect()
        self.print.setDefault(True)
        self.preview.page.setFocus()
        self._show_state(busy=True)
        self._soon.start()

    def _show_title(self) -> None:
        self.setWindowTitle(_("Print: {what}").format(what=self._printable.title))

    def _connect(self) -> None:
        self._soon.timeout.connect(self._on_soon_timeout)
        if isinstance(self._printable, HasChoices):
            self.options.add(self._printable.choices(self._soon.start))
        self.options.changed.connect(self._soon.start)
        self.open_file.clicked.connect(self._on_open_file_clicked)
        self.save_pdf.clicked.connect(self._on_save_pdf_clicked)
        self.print.clicked.connect(self._on_print_clicked)
        self._close.clicked.connect(self.reject)
        self._jobs.changes.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.options, 1)
        side.addWidget(self.words)
        side.addWidget(self.open_file)
        side.addWidget(self.progress)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        self.options.setFixedWidth(look().px(SIDE))
        self.words.setFixedWidth(look().px(SIDE))
        self.words.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Progress"))
        middle.addLayout(side)
        middle.addWidget(self.preview, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.print, self.save_pdf, self._close):
            buttons.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(middle, 1)
        whole.addLayout(buttons)
        self.resize(look().px(WIDTH), look().px(HEIGHT))

    @property
    def is_busy(self) -> bool:
        """Whether pages are being made, printed or written."""
        is_working = self._task is not None and not self._task.done()
        return is_working or self._soon.isActive()

    # --- making pages
    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Read anew what is stale; what is on its way to paper or a file goes there first."""
        if self.isVisible() and self._printable.is_stale(changes):
            self._sheets.clear()
            self._is_stale = self.is_busy
            if not self._is_stale:
                self._soon.start()

    @Slot()
    def _on_soon_timeout(self) -> None:
        self._start(self._make_pages, _("Preparing the pages"))

    async def _make_pages(self) -> None:
        self._pages = None
        self.preview.page.show_words(_("Preparing the pages"))
        chosen = self.options.is_chosen
        if chosen not in self._sheets:
            try:
                self._sheets[chosen] = await self._printable.read(self._advance, chosen=chosen)
            finally:
                self._show_title()
        if self._letterhead is None:
            self._letterhead = await read_letterhead(self._jobs)
        sheet = self._sheets[chosen]
        paper = Paper(self.options.is_landscape)
        if isinstance(self._printable, LaysOut):
            pages = self._printable.pages(sheet, paper)
        else:
            pages = Pages(sheet, paper)
        await lay_out(pages, sheet.lines)
        self._pages = pages
        self.preview.page.show_pages(pages, self._shown_letterhead())

    def _shown_letterhead(self) -> Letterhead:
        shown = self._letterhead if self.options.has_letterhead else None
        return shown or Letterhead()

    # --- what comes out
    def save_to(self, path: Path) -> None:
        """Write the pages into a PDF file; an earlier file of that name is replaced."""
        if self._pages is not None:
            name = _("Saving “{name}”").format(name=path.name)
            self._start(partial(self._write, self._pages, path), name)

    async def _write(self, pages: Pages, path: Path) -> None:
        painter = painter_of(pages, self._shown_letterhead())
        count = len(pages.pages)
        content = await make_pdf(painter, count, pages.paper, pages.sheet.title, self._advance)
        await self._jobs.aside(write_file, path, content)
        self._written = path
        words = ngettext("{name}: {count} page.", "{name}: {count} pages.", count)
        number = format_number(count, language())
        self.words.setText(words.format(name=path.name, count=number))

    async def _ask_path(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = local_day(SystemClock().now()).isoformat()
        name = f"{self._printable.title.translate(_NOT_IN_NAMES)[:80]} {day}{ENDING}"
        start = str(Path(folder, name))
        chosen = await choose_file_to_save(self, _("Save as PDF…"), start, f"PDF (*{ENDING})")
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(ENDING))

    async def _ask_printer(self) -> None:
        if self._pages is None:
            return
        from desktop.views.printing.printer import ask_printer, print_pages

        printer = await ask_printer(self, self._pages.paper, self._pages.sheet.title)
        if printer is not None and self._pages is not None:
            painter = painter_of(self._pages, self._shown_letterhead())
            count = len(self._pages.pages)
            work = partial(print_pages, printer, painter, count, self._advance)
            self._start(partial(self._tell_printed, work), _("Printing"))

    async def _tell_printed(self, work: Callable[[], Coroutine[Any, Any, int]]) -> None:
        count = await work()
        words = ngettext("{count} page was printed.", "{count} pages were printed.", count)
        self.words.setText(words.format(count=format_number(count, language())))

    # --- one thing at a time
    def _start(self, work: Work, name: str) -> None:
        if self._task is not None:
            self._task.cancel()
        self._written = None
        self.words.setText(name)
        self._task = self._jobs.start(self._run(work), name=name)
        self._show_state(busy=True)

    async def _run(self, work: Work) -> None:
        before = self.words.text()
        try:
            await work()
        except AppError as error:
            self.words.setText(str(error))
            if self._pages is None:
                self.preview.page.show_words(str(error))
        else:
            if self.words.text() == before:
                self.words.setText("")
        self._show_state(busy=False)
        if self._is_stale:
            self._is_stale = False
            self._soon.start()

    def _advance(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _show_state(self, *, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.open_file.setVisible(self._written is not None)
        for button in (self.save_pdf, self.print):
            button.setEnabled(not busy and self._pages is not None)

    @Slot()
    def _on_save_pdf_clicked(self) -> None:
        self._jobs.start(self._ask_path(), name=_("Print"))

    @Slot()
    def _on_print_clicked(self) -> None:
        self._jobs.start(self._ask_printer(), name=_("Print"))

    @Slot()
    def _on_open_file_clicked(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    # Qt's names
    def done(self, result: int) -> None:
        """Stop what goes on, and go."""
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
        super().done(result)
