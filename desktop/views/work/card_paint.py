"""Paints a task as a card: its title on two lines, who, until when, how far."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from desktop.core.i18n import _
from desktop.core.work.rows import PlanRow
from desktop.views.icons import pixmap
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.theme import look
from desktop.views.work.card_layout import CardColumn
from desktop.views.work.plan_words import PRESSING, hours_text, is_finished, short_day

PADDING: Final = 10
EDGE: Final = 3
RADIUS: Final = 6
MARK: Final = 14
FULL: Final = 100


class CardPainter:
    """Draws heads of columns and cards."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew with the fonts of the present look."""
        now = look()
        struck = QFont(now.font(weight=QFont.Weight.Medium))
        struck.setStrikeOut(True)
        self.title = CellTexts(now.font(weight=QFont.Weight.Medium))
        self.done = CellTexts(struck)
        self.small = CellTexts(now.font("note"))
        self.head = CellTexts(now.font(weight=QFont.Weight.DemiBold))

    def paint_head(self, painter: QPainter, column: CardColumn, rect: QRect) -> None:
        """Draw the head of a column: its title, how many, and what it sums up to."""
        now = look()
        painter.fillRect(rect, now.colour("window"))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if column.colour:
            ground, _ink = now.badge(column.colour)
            painter.fillRect(inner.left(), rect.bottom() - 2, inner.width(), 3, ground)
        if column.is_today:
            painter.fillRect(
                inner.left(), rect.bottom() - 2, inner.width(), 3, now.colour("accent")
            )
        count = str(len(column.cards))
        note = column.note or count
        width = self.small.width(note)
        painter.setFont(self.small.font)
        painter.setPen(now.colour("danger" if column.is_over else "muted"))
        baseline = self.small.baseline(rect.y(), rect.height())
        painter.drawText(inner.right() + 1 - width, baseline, note)
        painter.setFont(self.head.font)
        painter.setPen(now.colour("accent" if column.is_today else "text"))
        shown = self.head.cut(column.title, inner.width() - width - PADDING)
        painter.drawText(inner.x(), self.head.baseline(rect.y(), rect.height()), shown)

    def paint_new(self, painter: QPainter, rect: QRect, *, is_hovered: bool) -> None:
        """Draw the line where a card is added."""
        now = look()
        if is_hovered:
            self._round(painter, rect.adjusted(0, 3, 0, -1), "hover", None)
        side = now.px(MARK)
        at = QPoint(rect.x() + PADDING, rect.center().y() - side // 2 + 1)
        painter.drawPixmap(
            at, pixmap("plus", side, now.colours.muted, painter.device().devicePixelRatioF())
        )
        painter.setFont(self.small.font)
        painter.setPen(now.colour("muted"))
        x = at.x() + side + 6
        painter.drawText(x, self.small.baseline(rect.y() + 2, rect.height() - 2), _("New task"))

    def paint_card(
        self,
        painter: QPainter,
        row: PlanRow,
        rect: QRect,
        *,
        is_chosen: bool,
        is_current: bool,
        is_hovered: bool,
    ) -> None:
        """Draw a card."""
        now = look()
        ground = "accent_soft" if is_chosen else "hover" if is_hovered else "base"
        self._round(painter, rect, ground, "accent" if is_current else "border")
        edge = {"urgent": "danger", "high": "warning"}.get(row.priority)
        if edge:
            bar = QRect(rect.x() + 3, rect.y() + 8, EDGE, rect.height() - 16)
            painter.fillRect(bar, now.colour(edge))
        inner = rect.adjusted(PADDING + EDGE, 7, -PADDING, -8)
        texts = self.done if is_finished(row) else self.title
        ink = "on_accent_soft" if is_chosen else "muted" if is_finished(row) else "text"
        painter.setFont(texts.font)
        painter.setPen(now.colour(ink))
        for number, line in enumerate(two_lines(texts, row.title, inner.width())):
            y = inner.y() + number * texts.height
            painter.drawText(inner.x(), y + texts.ascent, line)
        self._paint_foot(painter, row, inner, is_chosen=is_chosen)

    def _paint_foot(
        self, painter: QPainter, row: PlanRow, inner: QRect, *, is_chosen: bool
    ) -> None:
        now = look()
        quiet = now.colour("on_accent_soft" if is_chosen else "muted")
        baseline = inner.bottom() - self.small.height + self.small.ascent + 1
        painter.setFont(self.small.font)
        right = inner.right() + 1
        due = short_day(row.due_at)
        if due:
            painter.setPen(now.colour("danger") if row.overdue else quiet)
            right -= self.small.width(due)
            painter.drawText(right, baseline, due)
            right -= PADDING
        left = hours_text(max(0, (row.effort or row.duration) - row.spent))
        if left and not is_finished(row):
            painter.setPen(quiet)
            right -= self.small.width(left)
            painter.drawText(right, baseline, left)
            right -= PADDING
        painter.setPen(quiet)
        who = self.small.cut(_called(row.people), max(0, right - inner.x()))
        painter.drawText(inner.x(), baseline, who)
        if row.percent and not is_finished(row):
            line = QRect(inner.x(), inner.bottom() + 4, inner.width(), 2)
            painter.fillRect(line, now.colour("grey"))
            line.setWidth(inner.width() * min(row.percent, FULL) // FULL)
            painter.fillRect(line, now.colour("accent"))

    def _round(self, painter: QPainter, rect: QRect, ground: str, line: str | None) -> None:
        now = look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 if line == "accent" else 1.0
        painter.setPen(QPen(now.colour(line), width) if line else Qt.PenStyle.NoPen)
        painter.setBrush(now.colour(ground))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _called(people: str) -> str:
    """Return how people are called: of a Vietnamese name the last two words."""
    return ", ".join(" ".join(name.split()[-2:]) for name in people.split(", "))


def two_lines(texts: CellTexts, text: str, width: int) -> list[str]:
    """Return a text on at most two lines, broken between words, with "…" where it is longer."""
    if texts.width(text) <= width:
        return [text]
    words = text.split(" ")
    first = ""
    while words and texts.width(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return [texts.cut(text, width)]
    return [first, texts.cut(" ".join(words), width)]


def spoken(row: PlanRow, column: CardColumn) -> str:
    """Return what a screen reader says of a card."""
    parts = [row.title, column.title, row.people, short_day(row.due_at)]
    if row.overdue:
        parts.append(_("overdue"))
    if row.priority in PRESSING:
        parts.append(_("urgent") if row.priority == "urgent" else _("important"))
    return ", ".join(filter(None, parts))
