"""A menu with a little room above its first and below its last entry."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

MARGINS: Final = (1, 5, 1, 5)


class RoomyMenu(QMenu):
    """Every menu of ours is one.

    The style could give the room to all menus when it polishes them. But a style that polishes in
    Python is shown every part of every widget, and for that PySide makes all its widget classes:
    8 ms of each start.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_room(self)


def give_room(menu: QMenu) -> None:
    """Give a menu that Qt made the same room."""
    menu.setContentsMargins(*MARGINS)
