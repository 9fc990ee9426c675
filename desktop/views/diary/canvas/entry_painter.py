"""Paints one entry: as a block among the hours, as a bar above them, as a chip of a month."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.core.diary.entry import Entry
from desktop.core.diary.saying import clock_text, title_of
from desktop.views.diary.canvas.inks import EntryInks, Inks
from desktop.views.icons import pixmap

STRIPE: Final = 4
PADDING: Final = 4
RADIUS: Final = 3
ICON: Final = 12
ROUND_FROM: Final = 20  # narrower ones have square corners, which are painted ten times as fast
NARROW: Final = 42  # narrower ones spare the room beside their words
LEAST_TEXT: Final = 12  # of room; with less there are no words
GHOST: Final = 0.8  # of an entry on its way
LEFT_BEHIND: Final = 0.35  # of it where it still is
_NO_PEN: Final = QPen(Qt.PenStyle.NoPen)


class EntryPainter:
    """Paints entries with one painter, in the inks of one look."""

    def __init__(self, painter: QPainter, inks: Inks) -> None:
        self._painter = painter
        self._inks = inks
        self._ratio = painter.deviceTransform().m11() or 1.0

    def block(
        self, entry: Entry, rect: QRect, *, is_chosen: bool = False, seen_from: int = -1
    ) -> None:
        """Paint an entry among the hours: as many lines as it has room for.

        Its words begin where it is seen, if what lies above `seen_from` is scrolled away.
        """
        inks = self._inks.of(entry)
        self.ground(rect, inks, is_chosen=is_chosen)
        height = self._inks.title.height
        beside = PADDING if rect.width() >= NARROW else 1
        room = rect.adjusted(STRIPE + beside, 1, -beside, -1)
        if seen_from > room.top():
            room.setTop(min(seen_from, room.bottom() - height))
        if room.width() < LEAST_TEXT:
            return
        room = self._icons(entry, room, inks, is_top=True)
        most = max(1, room.height() // height)
        if most == 1:
            text = f"{clock_text(entry.start)} {title_of(entry)}"
            if self._inks.title.width(text) > room.width():
                text = title_of(entry)  # its place says when
            room.setTop(max(rect.top(), seen_from) if rect.height() > height else rect.top())
            self._line(text, room, inks, is_centred=rect.height() < height)
            return
        lines = list(self._inks.wrap(title_of(entry), room.width(), most))
        top = room.top() + 1
        self._painter.setPen(inks.ink)
        for number, line in enumerate(lines):
            self._text(line, room, top + number * height, is_struck=inks.is_struck)
        self._notes(entry, room, top + len(lines) * height, most - len(lines))

    def _notes(self, entry: Entry, room: QRect, top: int, most: int) -> None:
        """Write time, place, customer and people below the title, as far as there is room."""
        customer = entry.customer.title if entry.customer else ""
        time = f"{clock_text(entry.start)}–{clock_text(entry.end)}"
        if self._inks.note.width(time) > room.width():
            time = clock_text(entry.start)
        notes = [text for text in (time, entry.place, customer, entry.people) if text]
        note = self._inks.note
        self._painter.setFont(note.font)
        for number, text in enumerate(notes[: max(0, most)]):
            at = top + number * note.height + note.ascent
            self._painter.drawText(room.left(), at, note.cut(text, room.width()))

    def bar(
        self,
        entry: Entry,
        rect: QRect,
        *,
        is_chosen: bool = False,
        begins_before: bool = False,
        ends_after: bool = False,
    ) -> None:
        """Paint an entry of whole days; arrows say that it goes on beyond what is shown."""
        inks = self._inks.of(entry)
        self.ground(rect, inks, is_chosen=is_chosen)
        room = rect.adjusted(STRIPE + PADDING, 0, -PADDING, 0)
        room = self._icons(entry, room, inks, is_top=False)
        if begins_before:
            room.setLeft(room.left() + self._mark("chevron-left", room.left() - 3, rect, inks) - 3)
        if ends_after:
            self._mark("chevron-right", room.right() - ICON + 2, rect, inks)
            room.setRight(room.right() - ICON)
        self._line(self._bar_text(entry), room, inks, is_centred=True)

    def _bar_text(self, entry: Entry) -> str:
        title = title_of(entry)
        if not entry.is_all_day:
            title = f"{clock_text(entry.start)} {title}"
        return f"{title} · {entry.place}" if entry.place else title

    def chip(self, entry: Entry, rect: QRect, *, is_chosen: bool = False) -> None:
        """Paint an entry of one day of a month: its time and title, a stripe of its colour."""
        inks = self._inks.of(entry)
        if is_chosen or entry.is_all_day or inks.hatch is not None:
            self.ground(rect, inks, is_chosen=is_chosen)
            self._painter.setPen(inks.ink)
        else:
            stripe = rect.adjusted(1, 2, 0, -2)
            stripe.setWidth(STRIPE - 1)
            self._painter.fillRect(stripe, inks.stripe)
            self._painter.setPen(self._inks.colour("muted" if inks.is_struck else "text"))
        room = rect.adjusted(STRIPE + PADDING - 1, 0, -2, 0)
        room = self._icons(entry, room, inks, is_top=False)
        time, left = self._inks.note, room.left()
        if not entry.is_all_day:
            text = clock_text(entry.start)
            self._painter.setFont(time.font)
            self._painter.drawText(left, time.baseline(rect.top(), rect.height()), text)
            left += time.width(text) + PADDING
        room.setLeft(left)
        self._line_in_pen(title_of(entry), room, is_struck=inks.is_struck)

    def ground(self, rect: QRect, inks: EntryInks, *, is_chosen: bool) -> None:
        """Paint ground, stripe, pattern and line."""
        painter = self._painter
        is_round = rect.width() >= ROUND_FROM
        line = self._inks.colour("accent") if is_chosen else inks.line
        if not is_round and line is None:
            painter.fillRect(rect, inks.ground)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(line, 2 if is_chosen else 1) if line else _NO_PEN)
            painter.setBrush(inks.ground)
            inset = 1.0 if is_chosen else 0.5 if line else 0.0
            shape = QRectF(rect).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(shape, RADIUS, RADIUS)
            if inks.hatch is not None:
                painter.setPen(_NO_PEN)
                painter.setBrush(inks.hatch)
                painter.drawRoundedRect(shape, RADIUS, RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        stripe = rect.adjusted(1, 2, 0, -2) if is_round else QRect(rect)
        stripe.setWidth(min(STRIPE - 1, max(1, rect.width() // 2)))
        painter.fillRect(stripe, inks.stripe)

    @contextmanager
    def faded(self, share: float) -> Iterator[None]:
        """Paint what shines through."""
        self._painter.setOpacity(share)
        yield
        self._painter.setOpacity(1.0)

    def ghost(self, entry: Entry, rect: QRect, *, is_bar: bool) -> None:
        """Paint an entry on its way."""
        with self.faded(GHOST):
            (self.bar if is_bar else self.block)(entry, rect, is_chosen=True)

    def _icons(self, entry: Entry, room: QRect, inks: EntryInks, *, is_top: bool) -> QRect:
        """Paint the small pictures at the right end; return the room that is left for text."""
        names = icons_of(entry)
        side = self._inks.px(ICON)
        left = QRect(room)
        if not names or room.width() < side * (len(names) + 4) or room.height() < side - 2:
            return left
        colour = inks.ink.name()
        for name in names:
            x = left.right() - side + 1
            y = room.top() + 2 if is_top else room.center().y() - side // 2 + 1
            self._painter.drawPixmap(QPoint(x, y), pixmap(name, side, colour, self._ratio))
            left.setRight(x - 2)
        return left

    def _mark(self, name: str, x: int, rect: QRect, inks: EntryInks) -> int:
        side = self._inks.px(ICON)
        drawn = pixmap(name, side, inks.ink.name(), self._ratio)
        self._painter.drawPixmap(QPoint(x, rect.center().y() - side // 2 + 1), drawn)
        return side

    def _line(self, text: str, room: QRect, inks: EntryInks, *, is_centred: bool) -> None:
        self._painter.setPen(inks.ink)
        if not is_centred:
            room = QRect(room.left(), room.top() + 1, room.width(), self._inks.title.height)
        self._line_in_pen(text, room, is_struck=inks.is_struck)

    def _line_in_pen(self, text: str, room: QRect, *, is_struck: bool) -> None:
        texts = self._inks.struck if is_struck else self._inks.title
        self._painter.setFont(texts.font)
        at = texts.baseline(room.top(), room.height())
        self._painter.drawText(room.left(), at, texts.cut(text, room.width()))

    def _text(self, text: str, room: QRect, top: int, *, is_struck: bool) -> None:
        texts = self._inks.struck if is_struck else self._inks.title
        self._painter.setFont(texts.font)
        self._painter.drawText(room.left(), top + texts.ascent, text)


def icons_of(entry: Entry) -> list[str]:
    """Return the pictures that an entry shows: broken, private, repeating, not answered."""
    names = ["triangle-alert"] if entry.is_broken else []
    if entry.is_private:
        names.append("lock")
    if entry.is_recurring:
        names.append("repeat-off" if entry.is_varied else "repeat")
    if entry.answer == "needs_action":
        names.append("circle-question-mark")
    elif entry.answer == "accepted":
        names.append("circle-check")
    return names
