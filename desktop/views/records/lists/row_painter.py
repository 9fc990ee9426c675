"""Paints rows of a list with their cells: one pass, no delegate, no question to the model's data.

Four milliseconds for a screen of 34 rows with 12 columns is what 60 frames a second leave to it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from desktop.core.fields import Field
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import language
from desktop.core.pages import GroupHead, Row
from desktop.views.fields.cells import CellStyle, cell_look
from desktop.views.icons import pixmap
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.records.lists.row_scene import RowScene, SceneColumn
from desktop.views.theme import look

PADDING: Final = 8
CHIP_PADDING: Final = 7
CHIP_GAP: Final = 4
CHIP_MARGIN: Final = 4  # above and below a chip in its row
MARK: Final = 14
FOLD_MARK: Final = 16
SKELETON: Final = 8
_TEXTS: Final = frozenset({CellStyle.TEXT, CellStyle.NUMBER, CellStyle.LINK})
CHIP_STYLES: Final = frozenset({CellStyle.BADGE, CellStyle.CHIPS})
NO_PEN: Final = QPen(Qt.PenStyle.NoPen)
NO_BRUSH: Final = QBrush(Qt.BrushStyle.NoBrush)


class RowPainter:
    """Draws records, heads of groups, and rows that are still being read."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew with the fonts of the present look."""
        now = look()
        self.plain = CellTexts(now.font())
        self.strong = CellTexts(now.font(weight=QFont.Weight.Medium))
        self.small = CellTexts(now.font("note", QFont.Weight.Medium))
        self.head = CellTexts(now.font(weight=QFont.Weight.DemiBold))

    def width_of(self, field: Field, head: str, texts: list[str]) -> int:
        """Return how wide a column must be for these texts."""
        style = cell_look(field).style
        measure = self.small if style in CHIP_STYLES else self.strong
        extra = 2 * CHIP_PADDING if style in CHIP_STYLES else 0
        widths = [measure.width(text.partition("\n")[0]) + extra for text in texts]
        return max([self.head.width(head) + MARK, *widths]) + 2 * PADDING + 2

    def paint_row(
        self, painter: QPainter, scene: RowScene, row: int, top: int, height: int
    ) -> None:
        """Draw whatever stands in `row`."""
        item = scene.model.item(row)
        now = look()
        is_chosen = row in scene.chosen
        ground = "base"
        if is_chosen and not scene.block:
            ground = "accent_soft"
        elif row == scene.hovered_row:
            ground = "hover"
        painter.fillRect(0, top, scene.width, height, now.colour(ground))
        if isinstance(item, GroupHead):
            self._paint_head(painter, scene, item, QRect(0, top, scene.width, height), row)
            return
        painter.fillRect(0, top + height - 1, scene.width, 1, now.colour("border"))
        if item is None:
            self._paint_skeleton(painter, scene, row, QRect(0, top, scene.width, height), ground)
        else:
            area = QRect(0, top, scene.width, height)
            self._paint_cells(painter, scene, item, row, area, ground=ground)
        if row == scene.current_row and scene.has_focus:
            self._paint_focus(painter, scene, top, height, is_chosen=is_chosen)

    def _paint_cells(
        self, painter: QPainter, scene: RowScene, record: Row, row: int, rect: QRect, *, ground: str
    ) -> None:
        now = look()
        is_chosen = row in scene.chosen
        is_gone = scene.model.is_gone(record)
        inks = [now.colour("disabled" if is_gone else role) for role in ("text", "on_accent_soft")]
        painter.setFont(self.plain.font)
        top, height = rect.top(), rect.height() - 1
        for column in scene.columns:
            is_marked = is_chosen and (not scene.block or column.logical in scene.block)
            if column.is_frozen:
                self._paint_frozen_ground(painter, column, rect, ground)
            if is_marked and scene.block:
                painter.fillRect(column.x, top, column.width, height, now.colour("accent_soft"))
            text = record.texts[column.logical]
            if not text:
                continue
            ink = inks[is_marked]
            painter.setPen(ink)
            cell = QRect(column.x + PADDING, top, column.width - 2 * PADDING, height)
            if column.look.style in _TEXTS:
                texts = self.strong if column.is_title else self.plain
                self._paint_text(painter, texts, text, cell, right=column.look.right)
            else:
                self._paint_special(painter, column, record, cell, ink, is_marked=is_marked)
        if is_gone:
            middle = top + height // 2
            painter.setPen(inks[is_chosen and not scene.block])
            painter.drawLine(PADDING, middle, scene.width - PADDING, middle)

    def _paint_frozen_ground(
        self, painter: QPainter, column: SceneColumn, row: QRect, ground: str
    ) -> None:
        """Cover the cells that pass below the column that stays."""
        cell = QRect(column.x, row.top(), column.width, row.height() - 1)
        painter.fillRect(cell, look().colour(ground))
        painter.fillRect(cell.right(), row.top(), 1, row.height(), look().colour("outline"))

    def _paint_text(
        self, painter: QPainter, texts: CellTexts, text: str, cell: QRect, *, right: bool
    ) -> None:
        shown = texts.cut(text, cell.width())
        x = cell.right() + 1 - texts.width(shown) if right else cell.x()
        if texts is self.plain:
            painter.drawText(x, texts.baseline(cell.y(), cell.height()), shown)
        else:
            painter.setFont(texts.font)
            painter.drawText(x, texts.baseline(cell.y(), cell.height()), shown)
            painter.setFont(self.plain.font)

    def _paint_special(
        self,
        painter: QPainter,
        column: SceneColumn,
        record: Row,
        cell: QRect,
        ink: QColor,
        *,
        is_marked: bool,
    ) -> None:
        style = column.look.style
        if style in CHIP_STYLES:
            self.paint_chips(painter, column, record, cell)
            return
        if style is CellStyle.SWATCH:
            self._paint_swatch(painter, column, record, cell, ink)
            return
        if style is CellStyle.CHECK and record.values[column.logical] is not True:
            return
        name = "check" if style is CellStyle.CHECK else "image"
        side = look().px(MARK)
        at = QPoint(cell.x(), cell.center().y() - side // 2)
        ratio = painter.device().devicePixelRatioF()
        colours = look().colours
        colour = colours.on_accent_soft if is_marked else colours.accent
        painter.drawPixmap(at, pixmap(name, side, colour, ratio))

    def _paint_swatch(
        self, painter: QPainter, column: SceneColumn, record: Row, cell: QRect, ink: QColor
    ) -> None:
        """Draw a spot of the colour that the value is, and its name behind."""
        side = look().px(MARK)
        painter.setPen(look().colour("outline"))
        painter.setBrush(QColor(str(record.values[column.logical])))
        painter.drawRect(cell.x(), cell.center().y() - side // 2, side, side)
        painter.setBrush(NO_BRUSH)
        painter.setPen(ink)
        behind = cell.adjusted(side + CHIP_GAP, 0, 0, 0)
        text = record.texts[column.logical]
        self._paint_text(painter, self.plain, text, behind, right=False)

    def paint_chips(self, painter: QPainter, column: SceneColumn, record: Row, cell: QRect) -> int:
        """Draw the badge or tags of a cell as far as they fit; return how far they reach."""
        text = record.texts[column.logical]
        is_badge = column.look.style is CellStyle.BADGE
        colour = column.look.colour(record.values[column.logical]) if is_badge else ""
        ground, ink = look().badge(colour)
        small = self.small
        height = min(cell.height() - 2 * CHIP_MARGIN, small.height + 4)
        top = cell.y() + (cell.height() - height) // 2
        x = cell.x()
        painter.setFont(small.font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part in [text] if is_badge else _names(text):
            room = cell.right() - x - 2 * CHIP_PADDING
            if room < small.height:
                break
            shown = small.cut(part, room)
            width = small.width(shown) + 2 * CHIP_PADDING
            painter.setPen(NO_PEN)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(x, top, width, height), height / 2, height / 2)
            painter.setPen(ink)
            painter.drawText(x + CHIP_PADDING, small.baseline(top, height), shown)
            x += width + CHIP_GAP
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self.plain.font)
        return x - cell.x()

    def chips_width(self, column: SceneColumn, record: Row) -> int:
        """Return how far the badge or tags of a cell would reach if all of them fit."""
        text = record.texts[column.logical]
        parts = [text] if column.look.style is CellStyle.BADGE else _names(text)
        return sum(self.small.width(part) + 2 * CHIP_PADDING + CHIP_GAP for part in parts)

    def _paint_head(
        self, painter: QPainter, scene: RowScene, head: GroupHead, rect: QRect, row: int
    ) -> None:
        now = look()
        is_here = row == scene.current_row and scene.has_focus
        painter.fillRect(rect, now.colour("hover" if row == scene.hovered_row else "alternate"))
        painter.fillRect(0, rect.bottom(), rect.width(), 1, now.colour("border"))
        side = now.px(FOLD_MARK)
        name = "chevron-down" if scene.model.layout.is_open(row) else "chevron-right"
        at = QPoint(PADDING, rect.center().y() - side // 2)
        painter.drawPixmap(at, pixmap(name, side, now.colours.muted, scene.ratio))
        x = PADDING + side + CHIP_GAP
        painter.setFont(self.head.font)
        painter.setPen(now.colour("text"))
        label = self.head.cut(head.label, rect.width() // 2)
        painter.drawText(x, self.head.baseline(rect.y(), rect.height()), label)
        x += self.head.width(label) + PADDING
        painter.setFont(self.small.font)
        painter.setPen(now.colour("muted"))
        count = format_number(head.count, language())
        painter.drawText(x, self.small.baseline(rect.y(), rect.height()), count)
        painter.setFont(self.plain.font)
        if is_here:
            self._ring(painter, rect.adjusted(1, 1, -1, -2), now.colour("accent"))

    def _paint_skeleton(
        self, painter: QPainter, scene: RowScene, row: int, rect: QRect, ground: str
    ) -> None:
        """Draw grey bars of irregular length: a row that comes in a moment."""
        bar = look().colour("hover")
        y = rect.top() + (rect.height() - SKELETON) // 2
        for column in scene.columns:
            if column.is_frozen:
                self._paint_frozen_ground(painter, column, rect, ground)
            share = 35 + (row * 31 + column.logical * 17) % 45
            width = (column.width - 2 * PADDING) * share // 100
            painter.fillRect(column.x + PADDING, y, width, SKELETON, bar)

    def _paint_focus(
        self, painter: QPainter, scene: RowScene, top: int, height: int, *, is_chosen: bool
    ) -> None:
        colours = look().colours
        is_lost = colours.accent == colours.accent_soft  # on a chosen row, in the contrast theme

        def line(*, is_marked: bool) -> QColor:
            return look().colour("on_accent_soft" if is_marked and is_lost else "accent")

        covered = sum(column.width for column in scene.columns if column.is_frozen)
        painter.fillRect(0, top, 3, height - 1, line(is_marked=is_chosen and not scene.block))
        for column in scene.columns:
            if column.logical == scene.current_column:
                cell = QRect(column.x, top, column.width, height - 1)
                if not column.is_frozen:
                    cell.setLeft(max(cell.left(), covered))
                is_marked = is_chosen and (not scene.block or column.logical in scene.block)
                self._ring(painter, cell.adjusted(1, 1, -1, -1), line(is_marked=is_marked))

    def _ring(self, painter: QPainter, rect: QRect, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(NO_BRUSH)
        painter.drawRect(rect)


def _names(text: str) -> list[str]:
    """Return the names in a cell of tags; one that holds a comma stands in quotation marks."""
    if '"' not in text:
        return text.split(", ")
    from desktop.core.word_lists import split_names  # rarely needed, and not for the first rows

    return split_names(text)
