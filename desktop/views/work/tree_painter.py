"""Paints lines of a tree of tasks: one pass over the rows in view, no delegate."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.core.fields import Option
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PROJECT, PlanRow
from desktop.views.icons import pixmap
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.theme import look
from desktop.views.work.plan_columns import TITLE, PlanColumn
from desktop.views.work.plan_tree import Line
from desktop.views.work.plan_words import PRESSING, is_finished, priority_of, status_of

PADDING: Final = 8
INDENT: Final = 20
MARK: Final = 16
GAP: Final = 6
CHIP_PADDING: Final = 7
BAR: Final = 5  # height of the bar of progress
FULL: Final = 100
_PROJECT_ICONS: Final = {"campaign": "megaphone"}


class Part(Enum):
    """What of a title's cell lies under the pointer."""

    FOLD = auto()
    CHECK = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class TreeScene:
    """What a painter must know of the table around the rows."""

    columns: tuple[tuple[int, int, PlanColumn], ...]  # left, width
    width: int
    chosen: Collection[int]
    current: tuple[int, int]  # row and logical column
    hovered: int
    has_focus: bool
    ratio: float


def fold_rect(cell: QRect, depth: int) -> QRect:
    """Return where the arrow of a line stands in the cell of its title."""
    side = look().px(MARK)
    left = cell.left() + GAP + depth * look().px(INDENT)
    return QRect(left, cell.center().y() - side // 2, side, side)


def check_rect(cell: QRect, depth: int) -> QRect:
    """Return where the box that is ticked stands, or the picture of a project."""
    fold = fold_rect(cell, depth)
    return fold.translated(fold.width() + 3, 0)


def title_rect(cell: QRect, depth: int) -> QRect:
    """Return where the words of a title stand."""
    check = check_rect(cell, depth)
    return cell.adjusted(check.right() + GAP + 1 - cell.left(), 0, -PADDING, 0)


def part_at(cell: QRect, line: Line, x: int) -> Part:
    """Return what lies at `x` in the cell of a title."""
    if line.row.has_children and x <= fold_rect(cell, line.depth).right() + 2:
        return Part.FOLD
    check = check_rect(cell, line.depth)
    if line.row.kind != PROJECT and check.left() - 2 <= x <= check.right() + 2:
        return Part.CHECK
    return Part.TITLE


class TreePainter:
    """Draws lines."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew with the fonts of the present look."""
        now = look()
        struck = QFont(now.font())
        struck.setStrikeOut(True)
        self.plain = CellTexts(now.font())
        self.strong = CellTexts(now.font(weight=QFont.Weight.DemiBold))
        self.done = CellTexts(struck)
        self.small = CellTexts(now.font("note", QFont.Weight.Medium))

    def paint_line(
        self, painter: QPainter, scene: TreeScene, place: int, line: Line, rect: QRect
    ) -> None:
        """Draw one line."""
        now = look()
        is_chosen = place in scene.chosen
        ground = "accent_soft" if is_chosen else "hover" if place == scene.hovered else "base"
        painter.fillRect(rect, now.colour(ground))
        painter.fillRect(0, rect.bottom(), scene.width, 1, now.colour("border"))
        for logical, (left, width, column) in enumerate(scene.columns):
            cell = QRect(left, rect.top(), width, rect.height() - 1)
            if column.key == TITLE:
                self._paint_title(painter, scene, line, cell, is_chosen=is_chosen)
            elif column.key == "percent":
                self._paint_percent(painter, line.row, cell, is_chosen=is_chosen)
            elif column.is_chip:
                self._paint_chip(painter, line.row, column, cell)
            else:
                self._paint_plain(painter, line.row, column, cell, is_chosen=is_chosen)
            if scene.has_focus and scene.current == (place, logical):
                painter.setPen(QPen(now.colour("accent"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(cell.adjusted(1, 1, -1, -1))
        if place == scene.current[0] and scene.has_focus:
            painter.fillRect(0, rect.top(), 3, rect.height() - 1, now.colour("accent"))

    # --- cells
    def _paint_title(
        self, painter: QPainter, scene: TreeScene, line: Line, cell: QRect, *, is_chosen: bool
    ) -> None:
        row, now = line.row, look()
        if row.has_children:
            name = "chevron-down" if line.is_open else "chevron-right"
            self._icon(painter, scene, name, "muted", fold_rect(cell, line.depth))
        name, role = _picture(row)
        self._icon(painter, scene, name, role, check_rect(cell, line.depth))
        texts = self.plain
        if is_finished(row):
            texts = self.done
        elif row.kind == PROJECT or row.has_children:
            texts = self.strong
        place = title_rect(cell, line.depth)
        marks = _marks(row)
        room = place.width() - len(marks) * (now.px(MARK) + 3)
        shown = texts.cut(row.title, max(room, 0))
        painter.setFont(texts.font)
        painter.setPen(self._ink(row, is_chosen=is_chosen))
        painter.drawText(place.x(), texts.baseline(place.y(), place.height()), shown)
        x = place.x() + texts.width(shown) + GAP
        side = now.px(MARK) - 3
        for name, role in marks:
            spot = QRect(x, place.center().y() - side // 2, side, side)
            self._icon(painter, scene, name, role, spot)
            x += side + 3

    def _paint_percent(
        self, painter: QPainter, row: PlanRow, cell: QRect, *, is_chosen: bool
    ) -> None:
        inner = cell.adjusted(PADDING, 0, -PADDING, 0)
        text = f"{row.percent} %"
        room = self.small.width("100 %") + GAP
        bar = QRect(inner.left(), inner.center().y() - BAR // 2, inner.width() - room, BAR)
        if bar.width() > BAR:
            painter.fillRect(bar, look().colour("pressed" if is_chosen else "grey"))
            done = QRect(bar)
            done.setWidth(bar.width() * min(max(row.percent, 0), FULL) // FULL)
            painter.fillRect(done, look().colour("success" if row.percent >= FULL else "accent"))
        painter.setFont(self.small.font)
        painter.setPen(look().colour("on_accent_soft" if is_chosen else "muted"))
        x = inner.right() + 1 - self.small.width(text)
        painter.drawText(x, self.small.baseline(cell.y(), cell.height()), text)

    def _paint_chip(self, painter: QPainter, row: PlanRow, column: PlanColumn, cell: QRect) -> None:
        option = status_of(row) if column.key == "status" else priority_of(row)
        text = column.text(row)
        if not text or (column.key == "priority" and row.priority in {"", "normal"}):
            return
        paint_chip(painter, self.small, text, option, cell.adjusted(PADDING, 0, -PADDING, 0))

    def _paint_plain(
        self, painter: QPainter, row: PlanRow, column: PlanColumn, cell: QRect, *, is_chosen: bool
    ) -> None:
        text = column.text(row)
        if not text:
            return
        inner = cell.adjusted(PADDING, 0, -PADDING, 0)
        is_late = column.key == "due_at" and row.overdue and not row.has_children
        texts = self.strong if is_late else self.plain
        shown = texts.cut(text, inner.width())
        x = inner.right() + 1 - texts.width(shown) if column.is_right else inner.x()
        painter.setFont(texts.font)
        painter.setPen(look().colour("danger") if is_late else self._ink(row, is_chosen=is_chosen))
        painter.drawText(x, texts.baseline(cell.y(), cell.height()), shown)

    def _ink(self, row: PlanRow, *, is_chosen: bool) -> QColor:
        if is_chosen:
            return look().colour("on_accent_soft")
        return look().colour("muted" if is_finished(row) else "text")

    def _icon(self, painter: QPainter, scene: TreeScene, name: str, role: str, rect: QRect) -> None:
        colour = getattr(look().colours, role)
        painter.drawPixmap(
            QPoint(rect.x(), rect.y()), pixmap(name, rect.width(), colour, scene.ratio)
        )


def paint_chip(painter: QPainter, texts: CellTexts, text: str, option: Option, cell: QRect) -> int:
    """Draw a badge at the left of a cell as far as it fits; return how wide it is."""
    ground, ink = look().badge(option.colour)
    height = min(cell.height() - 4, texts.height + 4)
    top = cell.y() + (cell.height() - height) // 2
    shown = texts.cut(text, cell.width() - 2 * CHIP_PADDING)
    width = texts.width(shown) + 2 * CHIP_PADDING
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(cell.x(), top, width, height), height / 2, height / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(ink)
    painter.setFont(texts.font)
    painter.drawText(cell.x() + CHIP_PADDING, texts.baseline(top, height), shown)
    return width


def _picture(row: PlanRow) -> tuple[str, str]:
    """Return the icon that stands before a title, and its colour."""
    if row.kind == PROJECT:
        return "folder-kanban", "accent"
    if row.status == "done":
        return "square-check", "success"
    if row.status == "cancelled":
        return "square-x", "muted"
    if row.is_milestone:
        return "diamond", "warning"
    return "square", "muted"


def _marks(row: PlanRow) -> list[tuple[str, str]]:
    """Return the small icons behind a title."""
    marks = []
    if row.priority in PRESSING and not is_finished(row):
        marks.append(("flag", "danger" if row.priority == "urgent" else "warning"))
    if row.has_children and row.overdue:
        marks.append(("alarm-clock", "danger"))  # something below it is
    if row.acceptance == "waiting":
        marks.append(("hourglass", "warning"))
    elif row.acceptance == "declined":
        marks.append(("circle-slash", "danger"))
    if not row.may_edit:
        marks.append(("lock", "muted"))
    return marks
