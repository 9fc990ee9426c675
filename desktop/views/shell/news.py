"""What is new: told once after an update, and whenever somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop.core.version import VERSION

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

PAGE: Final = "news"


class News(QObject):
    """Shows the help page of what is new."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind("help.news", self.show, owner=window)

    def show(self) -> None:
        """Show the page."""
        self._window.help_asked.emit(PAGE)

    def tell_once(self) -> None:
        """Show the page if an older version was used before; a first start has nothing new."""
        settings = self._window.settings
        seen = settings.settings.news_seen
        if seen != VERSION:
            settings.change(news_seen=VERSION)
            if seen:
                self.show()
