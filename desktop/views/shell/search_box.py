"""The search box at the top: finds any record while one types, and remembers what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.shell.recents import Recents
from desktop.views.shell.targets import Target

if TYPE_CHECKING:
    from desktop.core.pages import Hit
    from desktop.core.ports import Reads
    from desktop.views.shell.search_popup import SearchPopup

TOPIC: Final = "search box"
HITS: Final = 12
ICON_SIZE: Final = 16
ICON_GAP: Final = 9
RENEW_MS: Final = 30  # keys typed within one frame make one question


class SearchBox(QLineEdit):
    """Asks the card reader at every key; Enter opens, Esc clears and gives the keyboard back.

    Signals:
        target_chosen: the Target that the person chose.
    """

    target_chosen = Signal(object)

    def __init__(self, jobs: Jobs, recents: Recents, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._recents = recents
        self._came_from: QWidget | None = None
        self._hits: tuple[Hit, ...] = ()
        self._answered = ""
        self._open_first = False
        self._entity = ""
        self._window = window
        self._popup: SearchPopup | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(RENEW_MS)
        self._pause.timeout.connect(self._ask)
        self._icon = icon("search", "muted")
        self.setTextMargins(ICON_SIZE + ICON_GAP, 0, 0, 0)
        self.textChanged.connect(self._on_text_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)
        self.retranslate()

    @property
    def popup(self) -> SearchPopup:
        """The results; made when they are first needed."""
        if self._popup is None:
            from desktop.views.shell.search_popup import SearchPopup

            self._popup = SearchPopup(self._window)
            self._popup.results.chosen.connect(self._on_results_chosen)
        return self._popup

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setPlaceholderText(_("Search everything"))
        self.setAccessibleName(_("Search everything"))

    def set_entity(self, entity: str) -> None:
        """Offer to look in the list of `entity`, which is in view."""
        self._entity = entity

    def start(self) -> None:
        """Take the keyboard; Esc gives it back to where it was."""
        self.selectAll()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QWidget, QWidget)
    def _on_app_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is self and old is not None:
            self._came_from = old

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if not self.hasFocus():
            return
        self._open_first = False
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._jobs.cards.cancel(TOPIC)
            self._hits, self._answered = (), ""
            self._show()

    @Slot()
    def _ask(self) -> None:
        text = self.text().strip()

        def ask(reads: Reads) -> tuple[str, tuple[Hit, ...]]:
            return text, tuple(reads.search(text, HITS))

        self._jobs.cards.submit(ask, self._on_found, topic=TOPIC)

    def _on_found(self, answer: tuple[str, tuple[Hit, ...]]) -> None:
        self._answered, self._hits = answer
        if self._answered != self.text().strip():
            return
        if self._open_first and self._hits:
            self._choose_first()
        elif self.hasFocus():
            self._show()

    def _show(self) -> None:
        from desktop.views.shell.search_popup import found_lines, recent_lines

        text = self.text().strip()
        lines = found_lines(text, self._hits, self._entity) if text else recent_lines(self._recents)
        self.popup.show_below(self, lines)

    def _choose_first(self) -> None:
        from desktop.views.shell.search_popup import target_of

        self._choose(target_of(self._hits[0].ref))

    @Slot(object)
    def _on_results_chosen(self, payload: object) -> None:
        if isinstance(payload, str):
            self.setText(payload)
        elif isinstance(payload, Target):
            self._choose(payload)

    def _choose(self, target: Target) -> None:
        self._recents.add_search(self.text())
        self._open_first = False
        self.popup.hide()
        self.clear()
        self.clearFocus()
        self.target_chosen.emit(target)

    def _leave(self) -> None:
        self.clear()
        self.popup.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def _confirm(self) -> None:
        text = self.text().strip()
        if text and self._answered != text:
            self._open_first = True
        elif not self.popup.results.choose() and text:
            self._open_first = bool(self._hits)

    # Qt's names
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the results, choose or leave; letters are typed."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.popup.isHidden():
                self._show()
            else:
                self.popup.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon as well: an action for it would take 2 ms of the start to make."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRect(ICON_GAP, (self.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE)
        self._icon.paint(painter, place)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what was used lately."""
        super().focusInEvent(event)
        self.setClearButtonEnabled(True)  # the button takes 3 ms to make: the start does without
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the results."""
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
