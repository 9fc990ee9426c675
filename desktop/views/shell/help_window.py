"""The help: pages in Markdown with contents, search, and links from page to page."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.shell.help_pages import HelpPage, find_page, help_pages, search_pages
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView
from desktop.views.widgets.round_text import round_corners


class HelpWindow(QDialog):
    """Contents and search at the left, the page at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page: HelpPage | None = None
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.contents = ResultView(self)
        self.contents.chosen.connect(self._on_contents_chosen)
        self.page = QTextBrowser(self)
        round_corners(self.page)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._on_page_anchor_clicked)
        self.page.document().setDocumentMargin(24)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.contents, 1)
        splitter = QSplitter(self)
        splitter.setHandleWidth(9)
        splitter.addWidget(side)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([look().px(240), look().px(640)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(splitter)
        self.resize(look().px(920), look().px(680))
        look().changed.connect(self._on_look_changed)
        self.retranslate()

    def show_page(self, name: str = "") -> None:
        """Show a page by its name, or the first."""
        pages = help_pages()
        page = find_page(name) or (pages[0] if pages else None)
        if page is None:
            return
        self._page = page
        self.page.setMarkdown(page.text)
        self.page.setAccessibleName(page.title)
        for row, line in enumerate(self.contents.results):
            if line.payload == page.name:
                self.contents.setCurrentIndex(self.contents.model().index(row, 0))

    def retranslate(self) -> None:
        """Write texts and page in the language in use."""
        self.setWindowTitle(_("Help"))
        self.field.setPlaceholderText(_("Search the help"))
        self.field.setAccessibleName(_("Search the help"))
        self.contents.setAccessibleName(_("Contents"))
        self._show_contents(help_pages())
        self.show_page(self._page.name if self._page else "")

    def _show_contents(self, pages: Iterable[HelpPage]) -> None:
        lines = [Result(page.title, icon="file-text", payload=page.name) for page in pages]
        self.contents.show_results(lines or [Result(_("Nothing found"), is_head=True)])

    @Slot(str)
    def _on_field_text_changed(self, text: str) -> None:
        found = search_pages(text)
        self._show_contents(found)
        if text.strip() and found:
            self.show_page(found[0].name)

    @Slot(object)
    def _on_contents_chosen(self, name: object) -> None:
        self.show_page(str(name))

    @Slot(QUrl)
    def _on_page_anchor_clicked(self, url: QUrl) -> None:
        if not url.scheme():
            self.show_page(url.path().removesuffix(".md"))

    @Slot()
    def _on_look_changed(self) -> None:
        if self._page:
            self.page.setMarkdown(self._page.text)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked page with Enter, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.contents.choose()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.field.hasFocus():
            self.contents.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
