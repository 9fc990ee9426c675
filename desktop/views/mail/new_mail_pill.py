"""The pill over the list that says how many messages came above, and leads there."""

from __future__ import annotations

from PySide6.QtCore import Slot

from desktop.core.i18n import ngettext
from desktop.views.mail.list_view import MailList
from desktop.views.widgets.pill import Pill


class NewMailPill(Pill):
    """Shown while messages that came above were not looked at."""

    def __init__(self, view: MailList) -> None:
        super().__init__(view)
        self.clicked.connect(view.scrollToTop)
        view.came_above.connect(self.add)
        view.scrolled_to_top.connect(self.forget)

    @Slot(object)
    def add(self, count: int) -> None:
        """Tell of so many more messages above."""
        self._count += count
        words = ngettext("{count} new message ↑", "{count} new messages ↑", self._count)
        self.say(words.format(count=self._count))
