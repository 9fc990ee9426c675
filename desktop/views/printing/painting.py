"""Painting a page, alike on paper, in a PDF file and on the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.core.i18n import _
from desktop.views.printing.pages import Cells, Pages, Paints, Placed
from desktop.views.printing.paper import ABOVE, FIRST_HEAD, MARGIN, PADDING, Type, types
from desktop.views.printing.sheet import Letterhead
from desktop.views.tokens import THEMES

HAIR: Final = 8  # twips of a thin line
LOGO: Final = 760  # greatest height
GAP: Final = 160
INK: Final = THEMES["light"]  # paper is white, whatever the screen is


class PagePainter:
    """Paints the pages of a sheet.

    The painter must be scaled so that one unit is a twip.
    """

    def __init__(self, pages: Pages, letterhead: Letterhead) -> None:
        self._pages = pages
        self._letterhead = letterhead

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint a page (0 is the first)."""
        if number:
            self._paint_next_head(painter)
        else:
            self._paint_first_head(painter)
        self.paint_body(painter, number)
        self._paint_foot(painter, number)

    def paint_body(self, painter: QPainter, number: int) -> None:
        """Paint what stands between head and foot of a page."""
        if self._pages.header:
            self._paint_header(painter, self._pages.paper.top(number))
        for placed in self._pages.pages[number]:
            self._paint_placed(painter, placed)

    # --- head and foot
    def _paint_first_head(self, painter: QPainter) -> None:
        left = float(MARGIN)
        logo = self._letterhead.logo
        if logo is not None and not logo.isNull():
            high = min(LOGO, LOGO * 3 * logo.height() / max(1, logo.width()))
            wide = high * logo.width() / max(1, logo.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(left, MARGIN, wide, high), logo)
            left += wide + GAP
        small, title = types()["small"], types()["title"]
        top = float(MARGIN)
        if self._letterhead.company:
            self._text(painter, small, left, top, self._letterhead.company, INK.muted)
        top += small.height
        room = MARGIN + self._pages.paper.width - left
        words = title.metrics.elidedText(self._pages.sheet.title, Qt.TextElideMode.ElideRight, room)
        self._text(painter, title, left, top, words, INK.text)
        top += title.height
        self._text(painter, small, left, top, self._pages.sheet.note, INK.muted)
        self._right(painter, small, MARGIN, self._pages.sheet.day)
        if not self._pages.header:
            self._rule(painter, MARGIN + FIRST_HEAD - GAP / 2)

    def _paint_next_head(self, painter: QPainter) -> None:
        small = types()["small"]
        words = [self._letterhead.company, self._pages.sheet.title]
        text = " · ".join(word for word in words if word)
        room = self._pages.paper.width - GAP * 8
        cut = small.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._text(painter, small, MARGIN, MARGIN, cut, INK.muted)
        self._right(painter, small, MARGIN, self._pages.sheet.day)

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        small = types()["small"]
        count = len(self._pages.pages)
        words = _("Page {page} of {count}").format(page=number + 1, count=count)
        top = self._pages.paper.rect.height() - MARGIN - small.height
        self._right(painter, small, top, words)

    # --- the table
    def _paint_header(self, painter: QPainter, top: float) -> None:
        height = self._pages.header_height
        ground = QRectF(MARGIN, top, self._pages.paper.width, height)
        painter.fillRect(ground, QColor(INK.rail))
        self._paint_cells(painter, types()["label"], top, self._pages.header, heads=True)

    def _paint_placed(self, painter: QPainter, placed: Placed) -> None:
        if placed.is_heading:
            for row, line in enumerate(placed.cells[0]):
                top = placed.top + ABOVE + row * types()["text"].height
                self._text(painter, types()["label"], MARGIN + PADDING, top, line, INK.accent)
        else:
            self._paint_cells(painter, types()["text"], placed.top, placed.cells)
        self._rule(painter, placed.top + placed.height)

    def _paint_cells(
        self, painter: QPainter, kind: Type, top: float, cells: Cells, *, heads: bool = False
    ) -> None:
        left = float(MARGIN)
        height = types()["text"].height
        for column, width, lines in zip(
            self._pages.sheet.columns, self._pages.widths, cells, strict=True
        ):
            colour = INK.muted if column.is_label or heads else INK.text
            for row, line in enumerate(lines):
                x = left + PADDING
                if column.is_number:
                    x = left + width - PADDING - kind.width(line)
                self._text(painter, kind, x, top + ABOVE + row * height, line, colour)
            left += width

    # --- strokes
    def _rule(self, painter: QPainter, y: float) -> None:
        painter.setPen(QPen(QColor(INK.border), HAIR))
        right = MARGIN + self._pages.paper.width
        painter.drawLine(QPointF(MARGIN, y), QPointF(right, y))

    def _right(self, painter: QPainter, kind: Type, top: float, text: str) -> None:
        right = MARGIN + self._pages.paper.width
        self._text(painter, kind, right - kind.width(text), top, text, INK.muted)

    @staticmethod
    def _text(
        painter: QPainter, kind: Type, left: float, top: float, text: str, colour: str
    ) -> None:
        if text:
            painter.setFont(kind.font)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(left, top + kind.ascent), text)


def painter_of(pages: Pages, letterhead: Letterhead) -> Paints:
    """Return what paints pages: their own painter, else that of tables."""
    return pages.own_painter(letterhead) or PagePainter(pages, letterhead)
