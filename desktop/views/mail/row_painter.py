"""Paints messages as cards of three lines or as lines of a table, and the heads of groups."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from desktop.core.file_names import size_text
from desktop.core.i18n import _
from desktop.core.mail.places import OrderGroup
from desktop.core.mail.values import Importance, MailRow
from desktop.core.quick_dataclass import dataclass
from desktop.views.icons import pixmap
from desktop.views.mail.words import when_text
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.theme import look

CARD_HEIGHT: Final = 62
LEFT: Final = 22  # room of the bar of unread messages and of the arrow of a conversation
RIGHT: Final = 10
INDENT: Final = 18
ICON: Final = 14
GAP: Final = 6
_DEMI: Final = QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class Tag:
    """How a tag is shown."""

    name: str
    colour: str  # of tokens.BADGES


@dataclass(frozen=True, slots=True)
class RowLook:
    """What one row is painted with."""

    rect: QRect
    is_chosen: bool = False
    is_hovered: bool = False
    is_current: bool = False
    is_child: bool = False
    is_unfolded: bool = False
    shows_people: bool = False  # to whom, in the folder of what was sent


class MailRowPainter:
    """Paints one row after the other; the view says where."""

    def __init__(self) -> None:
        self.tags: Mapping[str, Tag] = {}  # by keyword
        self.forget()

    def forget(self) -> None:
        """Begin anew with the fonts of the present look."""
        now = look()
        self._plain = CellTexts(now.font("text"))
        self._bold = CellTexts(now.font("text", _DEMI))
        self._note = CellTexts(now.font("note"))
        self._head = CellTexts(now.font("note", _DEMI))

    # --- heads
    def paint_head(
        self, painter: QPainter, rect: QRect, label: str, group: OrderGroup, *, is_folded: bool
    ) -> None:
        """Paint the head of a group: an arrow, its words, how many there are."""
        now = look()
        painter.fillRect(rect, now.colour("alternate"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("border"))
        arrow = "chevron-right" if is_folded else "chevron-down"
        self._icon(painter, arrow, rect.left() + 4, rect, "muted")
        self._text(painter, self._head, rect.left() + LEFT, rect, label, "muted")
        x = rect.left() + LEFT + self._head.width(label) + GAP
        self._text(painter, self._note, x, rect, str(group.count), "muted")

    # --- cards
    def paint_card(self, painter: QPainter, row: MailRow, now: datetime, shown: RowLook) -> None:
        """Paint a message as a card: from whom and when, about what, how it begins."""
        rect = shown.rect
        self._ground(painter, row, shown)
        left = rect.left() + LEFT + (INDENT if shown.is_child else 0)
        right = rect.right() - RIGHT
        third = (rect.height() - 9) // 3
        upper = QRect(left, rect.top() + 4, right - left, third)
        middle = upper.translated(0, third)
        lower = middle.translated(0, third)
        self._paint_upper(painter, row, now, upper, shown)
        self._paint_subject(painter, row, middle, shown)
        words = self._note.cut(row.preview, lower.width())
        self._text(painter, self._note, lower.left(), lower, words, _ink("muted", shown))

    def _paint_upper(
        self, painter: QPainter, row: MailRow, now: datetime, rect: QRect, shown: RowLook
    ) -> None:
        when = when_text(row.at, now)
        right = rect.right() - self._note.width(when)
        ink = "accent" if not row.is_read else "muted"
        self._text(painter, self._note, right, rect, when, _ink(ink, shown))
        right = self._paint_marks(painter, row, right - GAP, rect, shown)
        self._paint_sender(painter, row, _until(rect, right), shown)

    def _paint_sender(self, painter: QPainter, row: MailRow, rect: QRect, shown: RowLook) -> None:
        texts = self._plain if row.is_read and not row.unread else self._bold
        count = f"  {row.count}" if row.count > 1 and not shown.is_child else ""
        room = rect.width() - self._note.width(count)
        name = texts.cut(_who(row, shown), room)
        self._text(painter, texts, rect.left(), rect, name, _ink("text", shown))
        x = rect.left() + texts.width(name)
        self._text(painter, self._note, x, rect, count, _ink("muted", shown))

    def _paint_subject(self, painter: QPainter, row: MailRow, rect: QRect, shown: RowLook) -> None:
        right = self._paint_chips(painter, row, rect, shown)
        texts = self._plain if row.is_read else self._bold
        ink = "text" if row.is_read else "accent"
        subject = texts.cut(row.subject or _("(no subject)"), right - rect.left())
        self._text(painter, texts, rect.left(), rect, subject, _ink(ink, shown))

    # --- lines of a table
    def paint_line(
        self,
        painter: QPainter,
        row: MailRow,
        now: datetime,
        shown: RowLook,
        columns: Mapping[str, tuple[int, int]],
    ) -> None:
        """Paint a message as a line; `columns` tells where each stands and how wide it is."""
        self._ground(painter, row, shown)
        rect = shown.rect
        for key, (x, width) in columns.items():
            cell = QRect(x + GAP, rect.top(), width - 2 * GAP, rect.height())
            if key == "sender":
                cell.setLeft(x + LEFT + (INDENT if shown.is_child else 0))
                self._paint_sender(painter, row, cell, shown)
            elif key == "subject":
                self._paint_line_subject(painter, row, cell, shown)
            else:
                words = _cell(key, row, now)
                quiet = self._note if key in {"size", "date"} else self._plain
                ink = _ink("muted", shown)
                self._text(painter, quiet, cell.left(), cell, quiet.cut(words, cell.width()), ink)

    def _paint_line_subject(
        self, painter: QPainter, row: MailRow, cell: QRect, shown: RowLook
    ) -> None:
        right = self._paint_marks(painter, row, cell.right(), cell, shown)
        cell.setRight(max(cell.left(), right))
        cell.setRight(max(cell.left(), self._paint_tags(painter, row, cell)))
        texts = self._plain if row.is_read else self._bold
        subject = texts.cut(row.subject or _("(no subject)"), cell.width())
        ink = "text" if row.is_read else "accent"
        self._text(painter, texts, cell.left(), cell, subject, _ink(ink, shown))
        x = cell.left() + texts.width(subject) + 2 * GAP
        if x < cell.right():
            words = self._note.cut(row.preview, cell.right() - x)
            self._text(painter, self._note, x, cell, words, _ink("muted", shown))

    # --- parts
    def _ground(self, painter: QPainter, row: MailRow, shown: RowLook) -> None:
        now, rect = look(), shown.rect
        ground = "accent_soft" if shown.is_chosen else "hover" if shown.is_hovered else "base"
        painter.fillRect(rect, now.colour(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("border"))
        if not row.is_read or (row.unread and not shown.is_child):
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, now.colour("accent"))
        if row.count > 1 and not shown.is_child:
            arrow = "chevron-down" if shown.is_unfolded else "chevron-right"
            upper = QRect(rect.left(), rect.top() + 4, LEFT, min(rect.height(), now.px(20)))
            self._icon(painter, arrow, rect.left() + 5, upper, _ink("muted", shown))
        if shown.is_current:
            painter.setPen(now.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _paint_marks(
        self, painter: QPainter, row: MailRow, right: int, rect: QRect, shown: RowLook
    ) -> int:
        """Paint the small pictures from the right on; return where the room left of them ends."""
        side = look().px(ICON)
        for name, ink in _marks(row):
            right -= side
            self._icon(painter, name, right, rect, ink if ink != "muted" else _ink(ink, shown))
            right -= 3
        return right - 3

    def _paint_chips(self, painter: QPainter, row: MailRow, rect: QRect, shown: RowLook) -> int:
        right = self._paint_tags(painter, row, rect)
        if row.customer is not None and row.customer.title:
            width = min(self._note.width(row.customer.title) + 12, rect.width() // 3)
            right -= width
            chip = QRect(right, rect.top() + 1, width, rect.height() - 2)
            self._chip(painter, chip, row.customer.title, "blue")
            right -= GAP
        return right

    def _paint_tags(self, painter: QPainter, row: MailRow, rect: QRect) -> int:
        right = rect.right()
        for keyword in row.tags[:3]:
            tag = self.tags.get(keyword.lower()) or Tag(keyword, "grey")
            width = min(self._note.width(tag.name) + 12, rect.width() // 4)
            right -= width
            height = min(rect.height() - 2, look().px(18))
            top = rect.top() + (rect.height() - height) // 2
            self._chip(painter, QRect(right, top, width, height), tag.name, tag.colour)
            right -= 4
        return right - 2

    def _chip(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        ground, ink = look().badge(colour)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(rect), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(ink)
        painter.setFont(self._note.font)
        words = self._note.cut(text, rect.width() - 10)
        painter.drawText(rect.left() + 6, self._note.baseline(rect.top(), rect.height()), words)

    def _icon(self, painter: QPainter, name: str, x: int, rect: QRect, ink: str) -> None:
        side = look().px(ICON)
        ratio = painter.device().devicePixelRatioF()
        drawn = pixmap(name, side, getattr(look().colours, ink), ratio)
        painter.drawPixmap(x, rect.top() + (rect.height() - side) // 2, drawn)

    @staticmethod
    def _text(
        painter: QPainter, texts: CellTexts, x: int, rect: QRect, words: str, ink: str
    ) -> None:
        if words:
            painter.setFont(texts.font)
            painter.setPen(look().colour(ink))
            painter.drawText(x, texts.baseline(rect.top(), rect.height()), words)


def _until(rect: QRect, right: int) -> QRect:
    return QRect(rect.left(), rect.top(), max(0, right - rect.left()), rect.height())


def _ink(role: str, shown: RowLook) -> str:
    return "on_accent_soft" if shown.is_chosen else role


def _who(row: MailRow, shown: RowLook) -> str:
    if shown.shows_people or row.is_draft:
        return row.people or _("(nobody)")
    return row.sender or row.sender_address or _("(unknown)")


def _cell(key: str, row: MailRow, now: datetime) -> str:
    if key == "customer":
        return row.customer.title if row.customer else ""
    if key == "date":
        return when_text(row.at, now)
    return size_text(row.size)


def _marks(row: MailRow) -> list[tuple[str, str]]:
    """Return the pictures of a message from the right to the left, each with its colour."""
    shown = (
        (bool(row.failed), "triangle-alert", "danger"),
        (row.is_flagged, "flag", "danger"),
        (row.is_pinned, "pin", "accent"),
        (row.snoozed_until is not None, "alarm-clock", "warning"),
        (row.files > 0, "paperclip", "muted"),
        (row.has_invitation, "calendar-days", "muted"),
        (row.importance is Importance.HIGH, "circle-alert", "danger"),
        (row.is_forwarded, "forward", "muted"),
        (row.is_answered and not row.is_forwarded, "reply", "muted"),
    )
    return [(name, ink) for is_on, name, ink in shown if is_on]
