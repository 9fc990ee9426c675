"""What can be done with a phone number wherever one is shown: call, copy, Zalo, log the call."""

from __future__ import annotations

from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.i18n import _
from desktop.core.phone_texts import format_phone
from desktop.core.phones import national_digits, parse_phone
from desktop.views.icons import icon
from desktop.views.outside import may_leave, open_outside
from desktop.views.widgets.roomy_menu import RoomyMenu

ZALO: Final = "https://zalo.me/{digits}"


@runtime_checkable
class LogsCalls(Protocol):
    """A screen on which a call can be logged."""

    def can_log_activity(self) -> bool:
        """Tell whether there is a record about which something can be logged now."""
        ...

    def log_call(self, number: str) -> None:
        """Begin to log a call with `number`."""
        ...


class PhoneMenu(RoomyMenu):
    """The menu of one number; logging is offered on a screen that can do it."""

    def __init__(self, number: str, source: QWidget) -> None:
        super().__init__(source)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer_number(self, number, source)


class _Number(QObject):
    """One number and what is done with it; lives as long as its menu."""

    def __init__(self, number: str, source: QWidget, menu: QMenu) -> None:
        super().__init__(menu)
        self.number = number
        self._source = source

    @property
    def dialled(self) -> str:
        """The address that a telephone program dials."""
        return f"tel:{''.join(sign for sign in self.number if sign in '+*#' or sign.isdigit())}"

    @property
    def zalo(self) -> str:
        """The page of the number's owner."""
        return ZALO.format(digits=national_digits(self.number))

    @Slot()
    def call(self) -> None:
        """Let the telephone program dial."""
        open_outside(self.dialled)

    @Slot()
    def copy(self) -> None:
        """Copy the number as people read it."""
        QGuiApplication.clipboard().setText(shown(self.number))

    @Slot()
    def chat(self) -> None:
        """Open Zalo."""
        open_outside(self.zalo)

    @Slot()
    def log(self) -> None:
        """Begin to log the call."""
        screen = logging_screen(self._source)
        if screen is not None:
            screen.log_call(self.number)


def offer_number(menu: QMenu, number: str, source: QWidget, before: QAction | None = None) -> None:
    """Add what can be done with a number to a menu, before an action of it or at the end."""
    one = _Number(number, source, menu)
    offers = [
        (_("Call {number}").format(number=shown(number)), "phone", one.call),
        (_("Copy the number"), "copy", one.copy),
    ]
    if parse_phone(number).is_valid:
        offers.append((_("Open in Zalo"), "message-circle", one.chat))
    if logging_screen(source) is not None:
        offers.append((_("Log a call"), "phone-call", one.log))
    made = []
    for text, symbol, slot in offers:
        action = QAction(icon(symbol), text.replace("&", "&&"), menu)
        action.triggered.connect(slot)
        made.append(action)
    made[0].setEnabled(may_leave(one.dialled))
    if before is None:
        menu.addActions(made)
    else:
        menu.insertActions(before, made)


def show_phone_menu(number: str, source: QWidget, at: QPoint) -> None:
    """Show the menu of a number at a global point."""
    PhoneMenu(number, source).popup(at)


def shown(number: str) -> str:
    """Return a number as people read it."""
    return format_phone(number) if parse_phone(number).is_valid else number


def logging_screen(widget: QWidget | None) -> LogsCalls | None:
    """Return the nearest part of the window around a widget on which calls can be logged."""
    while widget is not None:
        if isinstance(widget, LogsCalls):
            return widget if widget.can_log_activity() else None
        widget = widget.parentWidget()
    return None
