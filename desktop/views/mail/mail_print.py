"""A message on paper: who wrote to whom, the files, the text."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from desktop.core.changes import Changes
from desktop.core.dates import format_moment
from desktop.core.file_names import size_text
from desktop.core.i18n import _
from desktop.core.mail.values import Address, MailView
from desktop.views import fonts
from desktop.views.mail.body_view import GuardedDocument, text_as_html
from desktop.views.printing.pages import Pages, Paints
from desktop.views.printing.painting import PagePainter
from desktop.views.printing.paper import MARGIN, TWIPS, Paper
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Letterhead, Sheet
from desktop.views.tokens import THEMES

UNIT: Final = TWIPS // 96  # twips of a pixel of the 100 % design
TEXT: Final = 10.0  # points
QUIET: Final = THEMES["light"].muted


class MailPrint:
    """The message that is read when printing is asked for."""

    option = ""
    is_chosen = False
    is_landscape = False

    def __init__(self, view: MailView, pictures: Mapping[str, QImage]) -> None:
        self.title = view.row.subject or _("(no subject)")
        self._view = view
        self._pictures = pictures

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the head of the print; the message is here already."""
        note = f"{self._view.row.sender} · {format_moment(self._view.row.at)}"
        return Sheet(self.title, note, today(), (), (), has_header=False)

    def pages(self, sheet: Sheet, paper: Paper) -> Pages:
        """Return the pages."""
        return _MailPages(sheet, paper, self._document(paper))

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that a message stays as it came."""
        return False

    def _document(self, paper: Paper) -> GuardedDocument:
        view = self._view
        document = GuardedDocument()
        document.pictures = self._pictures
        document.setDocumentMargin(0)
        document.setDefaultFont(fonts.font(TEXT))
        lines = [_line(_("From:"), view.sender), _line(_("To:"), view.to), _line(_("Cc:"), view.cc)]
        names = [f"{file.name} ({size_text(file.size)})" for file in view.files if not file.cid]
        if names:
            lines.append(f"<b>{_('Files:')}</b> {html.escape(', '.join(names))}")
        head = "<br>".join(line for line in lines if line)
        body = view.html or text_as_html(view.text, QUIET)
        document.setHtml(f"<p>{head}</p><hr>{body}")
        document.setTextWidth(paper.width / UNIT)
        return document


class _MailPages(Pages):
    """The pages of a document: as much on each as there is room."""

    def __init__(self, sheet: Sheet, paper: Paper, document: GuardedDocument) -> None:
        super().__init__(sheet, paper)
        self.document = document
        self.tops: list[float] = []
        self.heights: list[float] = []
        done, whole = 0.0, document.size().height()
        while done < whole or not self.tops:
            room = (paper.bottom - paper.top(len(self.tops))) / UNIT
            self.tops.append(done)
            self.heights.append(self._until_line(done, room))
            done += self.heights[-1]
        self.pages = [[] for _top in self.tops]

    def _until_line(self, start: float, room: float) -> float:
        """Return how much stands on a page, so that no line is cut in two."""
        layout = self.document.documentLayout()
        block = self.document.begin()
        end = start + room
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() < end < rect.bottom():
                inner = block.layout()
                for number in range(inner.lineCount()):
                    line = inner.lineAt(number)
                    top = rect.top() + line.y()
                    if top < end < top + line.height() and top > start:
                        return top - start
            block = block.next()
        return room

    def own_painter(self, letterhead: Letterhead) -> Paints:
        """Return what paints these pages."""
        return _MailPagePainter(self, letterhead)


class _MailPagePainter(PagePainter):
    """Paints a part of the document between head and foot."""

    def __init__(self, pages: _MailPages, letterhead: Letterhead) -> None:
        super().__init__(pages, letterhead)
        self._mail = pages

    def paint_body(self, painter: QPainter, number: int) -> None:
        """Paint what stands on a page."""
        mail = self._mail
        top, height = mail.tops[number], mail.heights[number]
        painter.save()
        painter.translate(MARGIN, mail.paper.top(number))
        painter.scale(UNIT, UNIT)
        painter.translate(0, -top)
        size = QSizeF(mail.paper.width / UNIT, height)
        mail.document.drawContents(painter, QRectF(0, top, size.width(), size.height()))
        painter.restore()


def _line(label: str, people: tuple[Address, ...]) -> str:
    if not people:
        return ""
    names = ", ".join(f"{one.name} <{one.address}>" if one.name else one.address for one in people)
    return f"<b>{label}</b> {html.escape(names)}"
