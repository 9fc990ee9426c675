"""The card that a click on an entry opens: what it is, and what is mostly done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.dates import format_day, format_day_long, to_lunar
from desktop.core.diary.entry import CalendarInfo, Entry
from desktop.core.diary.saying import clock_text, title_of
from desktop.core.diary.spans import span_of
from desktop.core.i18n import N_, _
from desktop.views.icons import icon, pixmap
from desktop.views.theme import look

WIDTH: Final = 340
STRIPE: Final = 5
ICON: Final = 14
OPEN: Final = "open"
DELETE: Final = "delete"
CUSTOMER: Final = "customer"
RECORD: Final = "record"
ANSWERS: Final = {
    "accepted": (N_("Accept"), "check"),
    "tentative": (N_("Perhaps"), "circle-question-mark"),
    "declined": (N_("Decline"), "x"),
}
_BUTTONS: Final = {
    OPEN: (N_("Open"), "square-pen"),
    CUSTOMER: (N_("To the customer"), "building-2"),
    RECORD: (N_("Whole record"), "square-arrow-out-up-right"),
    DELETE: (N_("Delete"), "trash-2"),
}


class EntryCard(QFrame):
    """Closes by itself when anything else is clicked, and after each of its buttons.

    Signals:
        asked: the Entry, and what is wanted: OPEN, DELETE, CUSTOMER, RECORD.
        answered: the Entry, and the answer to its invitation.
    """

    asked = Signal(object, str)
    answered = Signal(object, str)

    def __init__(self, entry: Entry, calendar: CalendarInfo | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title_of(entry))
        self._entry = entry
        self.buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16 + STRIPE, 14, 14, 12)
        layout.setSpacing(6)
        self._add_head(layout)
        self._add_facts(layout, calendar)
        layout.addSpacing(4)
        if entry.answer and not entry.only_busy:
            layout.addLayout(self._row(ANSWERS))
        if not entry.only_busy:
            layout.addLayout(self._row(_BUTTONS))
            self._offer()
        self.setFixedWidth(look().px(WIDTH))

    def open_beside(self, rect: QRect) -> None:
        """Open beside a place on the screen, wherever there is room."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = rect.right() + 6
        if left + self.width() > screen.right():
            left = rect.left() - self.width() - 6
        left = max(screen.left() + 4, min(left, screen.right() - self.width()))
        top = max(screen.top() + 4, min(rect.top(), screen.bottom() - self.height()))
        self.move(QPoint(left, top))
        self.show()

    def _add_head(self, layout: QVBoxLayout) -> None:
        title = QLabel(title_of(self._entry), self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setFont(look().font("lead", QFont.Weight.DemiBold))
        title.setWordWrap(True)
        layout.addWidget(title)
        when = QLabel(when_words(self._entry), self)
        when.setWordWrap(True)
        layout.addWidget(when)

    def _add_facts(self, layout: QVBoxLayout, calendar: CalendarInfo | None) -> None:
        entry = self._entry
        customer = entry.customer.title if entry.customer else ""
        facts = [("map-pin", entry.place), ("building-2", customer), ("users", entry.people)]
        if calendar is not None:
            facts.append(("calendar", calendar.name))
        facts.append(("repeat", _("Repeats") if entry.is_recurring else ""))
        facts.append(("lock", _("Private") if entry.is_private else ""))
        facts.append(("triangle-alert", _(_BROKEN) if entry.is_broken else ""))
        for picture, text in facts:
            if text:
                layout.addLayout(self._fact(picture, text))

    def _fact(self, picture: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = QLabel(self)
        side = look().px(ICON)
        mark.setPixmap(pixmap(picture, side, look().colours.muted, self.devicePixelRatioF()))
        words = QLabel(text, self)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        mark.setFixedSize(side, max(side, words.fontMetrics().height()))  # beside the first line
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        return row

    def _row(self, wanted: dict[str, tuple[str, str]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for key, (label, picture) in wanted.items():
            button = QToolButton(self)
            button.setObjectName(key)
            button.setText(_(label))
            button.setAccessibleName(_(label))
            button.setToolTip(_(label))
            button.setIcon(icon(picture, "danger" if key == DELETE else None))
            has_words = key in (OPEN, CUSTOMER) or key in ANSWERS
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            button.setToolButtonStyle(style if has_words else Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAutoRaise(key != OPEN)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._on_button_clicked)
            self.buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _offer(self) -> None:
        """Leave out what cannot be done with this entry."""
        entry = self._entry
        self.buttons[OPEN].setProperty("outlined", True)
        self.buttons[CUSTOMER].setVisible(entry.customer is not None)
        self.buttons[DELETE].setVisible(entry.may_edit)
        if entry.answer in self.buttons:
            self.buttons[entry.answer].setCheckable(True)
            self.buttons[entry.answer].setChecked(True)
        self.buttons[OPEN].setFocus()

    @Slot()
    def _on_button_clicked(self) -> None:
        key = self.sender().objectName()
        entry = self._entry
        self.close()
        if key in ANSWERS:
            self.answered.emit(entry, key)
        else:
            self.asked.emit(entry, key)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that the keyboard is on by Enter as well; Delete deletes."""
        button = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(button, QToolButton):
            button.click()
        elif event.key() == Qt.Key.Key_Delete and self._entry.may_edit:
            self.close()
            self.asked.emit(self._entry, DELETE)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and frame, and the stripe in the colour of the entry."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("raised"))
        colour = look().badge("" if self._entry.only_busy else self._entry.colour)[1]
        painter.fillRect(QRect(0, 0, STRIPE, self.height()), QColor(colour))
        painter.setPen(look().colour("outline"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


_BROKEN: Final = N_("Its rule cannot be followed: only its first time is shown.")


def when_words(entry: Entry) -> str:
    """Return when an entry is, with its weekday and the lunar day: "Thứ Hai, 23/11/2026, 9:00"."""
    span = span_of(entry)
    first, last = span.first_day, span.last_day
    lunar = to_lunar(first)
    day = format_day_long(first)
    if lunar is not None:
        day += " " + _("(lunar {day}/{month})").format(day=lunar.day, month=lunar.month)
    if entry.is_all_day:
        return day if first == last else f"{format_day_long(first)} – {format_day_long(last)}"
    if first == last:
        return f"{day}\n{clock_text(entry.start)} – {clock_text(entry.end)}"
    ends = f"{clock_text(entry.end)} {format_day(entry.end.date())}"
    return f"{clock_text(entry.start)} {day} – {ends}"
