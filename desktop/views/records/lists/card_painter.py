"""Paints records of a list as cards of two lines: who it is, and what else is known."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from desktop.core.pages import GroupHead, Row
from desktop.views.fields.cells import CellStyle
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.records.lists.row_painter import CHIP_STYLES, NO_PEN, RowPainter
from desktop.views.records.lists.row_scene import RowScene, SceneColumn
from desktop.views.theme import look
from desktop.views.tokens import BADGES

CARD_HEIGHT: Final = 62
DISC: Final = 36
GAP: Final = 12
_BETWEEN: Final = "  ·  "
_NOT_SHOWN: Final = frozenset({CellStyle.CHECK, CellStyle.PICTURE})


class CardPainter:
    """Draws records as cards; heads and rows to come as `RowPainter` does."""

    def __init__(self, rows: RowPainter) -> None:
        self._rows = rows
        self.forget()

    def forget(self) -> None:
        """Begin anew with the fonts of the present look."""
        now = look()
        self._title = CellTexts(now.font("lead", QFont.Weight.DemiBold))
        self._line = CellTexts(now.font())
        self._letters = CellTexts(now.font("lead", QFont.Weight.DemiBold))

    def paint_row(
        self, painter: QPainter, scene: RowScene, row: int, top: int, height: int
    ) -> None:
        """Draw whatever stands in `row`."""
        item = scene.model.item(row)
        if item is None or isinstance(item, GroupHead):
            self._rows.paint_row(painter, scene, row, top, height)
            return
        now = look()
        is_chosen = row in scene.chosen
        ground = "accent_soft" if is_chosen else "hover" if row == scene.hovered_row else "base"
        painter.fillRect(0, top, scene.width, height, now.colour(ground))
        painter.fillRect(0, top + height - 1, scene.width, 1, now.colour("border"))
        inner = QRect(GAP, top + 8, scene.width - 2 * GAP, height - 17)
        self._paint_disc(painter, scene, item, inner)
        inner.setLeft(inner.left() + now.px(DISC) + GAP)
        self._paint_lines(painter, scene, item, inner, is_chosen=is_chosen)
        if row == scene.current_row and scene.has_focus:
            painter.fillRect(0, top, 3, height - 1, now.colour("accent"))

    def _paint_lines(
        self, painter: QPainter, scene: RowScene, record: Row, inner: QRect, *, is_chosen: bool
    ) -> None:
        now = look()
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        chips = [
            column
            for column in scene.columns
            if column.look.style in CHIP_STYLES and record.texts[column.logical]
        ]
        wanted = sum(self._rows.chips_width(column, record) for column in chips)
        room = max(inner.width() // 2, inner.width() - wanted - GAP * len(chips))
        title = self._title.cut(_title_of(scene, record), room)
        x = self._title.width(title) + GAP
        for column in chips:
            cell = upper.adjusted(x, -3, 0, 3)
            x += self._rows.paint_chips(painter, column, record, cell) + GAP
        painter.setFont(self._title.font)
        painter.setPen(now.colour("on_accent_soft" if is_chosen else "text"))
        painter.drawText(upper.left(), self._title.baseline(upper.top(), half), title)
        painter.setFont(self._line.font)
        if not is_chosen:
            painter.setPen(now.colour("muted"))
        details = self._line.cut(_details_of(scene, record), inner.width())
        painter.drawText(inner.left(), self._line.baseline(inner.top() + half, half), details)

    def _paint_disc(self, painter: QPainter, scene: RowScene, record: Row, inner: QRect) -> None:
        """Draw the initials in a disc whose colour belongs to the record."""
        now = look()
        side = now.px(DISC)
        disc = QRectF(inner.left(), inner.center().y() - side / 2 + 0.5, side, side)
        ground, ink = now.badge(BADGES[record.id.int % len(BADGES)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(NO_PEN)
        painter.setBrush(ground)
        painter.drawEllipse(disc)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(ink)
        painter.setFont(self._letters.font)
        initials = initials_of(_title_of(scene, record))
        painter.drawText(disc.toRect(), Qt.AlignmentFlag.AlignCenter, initials)


def initials_of(title: str) -> str:
    """Return the first letters of the last two words, as Vietnamese names are called."""
    words = [word for word in title.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[-2:]).upper()


def _title_of(scene: RowScene, record: Row) -> str:
    for column in scene.columns:
        if column.is_title:
            return record.texts[column.logical]
    return record.texts[0] if record.texts else ""


def _details_of(scene: RowScene, record: Row) -> str:
    skipped = CHIP_STYLES | _NOT_SHOWN
    has_title = any(column.is_title for column in scene.columns)
    columns: list[SceneColumn] = [
        column
        for place, column in enumerate(scene.columns)
        if column.look.style not in skipped and not column.is_title and (has_title or place)
    ]
    texts = ((column, record.texts[column.logical]) for column in columns)
    return _BETWEEN.join(f"{c.label}: {text}" if c.label else text for c, text in texts if text)
