"""The command palette: everything in the program from one field, by keyboard alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.i18n import _
from desktop.core.pages import Hit
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.shell import palette_sources as sources
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.recents import Recents
from desktop.views.shell.screens import ScreenRegister
from desktop.views.theme import look
from desktop.views.widgets.result_list import Result, ResultView

TOPIC: Final = "palette"
HITS: Final = 8
WIDTH: Final = 640
MOST_LINES: Final = 14
RENEW_MS: Final = 30


class CommandPalette(QFrame):
    """A field over the window with what fits below it.

    Signals:
        target_chosen: a Target to go to.
        help_chosen: the name of a help page.
    """

    target_chosen = Signal(object)
    help_chosen = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        actions: ActionSet,
        register: ScreenRegister,
        recents: Recents,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._actions = actions
        self._register = register
        self._recents = recents
        self._came_from: QWidget | None = None
        self._hits: tuple[Hit, ...] = ()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.field = QLineEdit(self)
        self.field.setFrame(False)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.results = ResultView(self)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.chosen.connect(self._on_results_chosen)
        self._foot = QLabel(self)
        self._foot.setMargin(8)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(RENEW_MS)
        self._pause.timeout.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.field)
        layout.addWidget(self.results, 1)
        layout.addWidget(self._foot)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.field.setPlaceholderText(_("Find a command, a place or a record"))
        self.field.setAccessibleName(_("Command palette"))
        self.results.setAccessibleName(_("Commands and records"))
        modes = [f"{sign} {_(hint)}" for sign, hint in sources.MODE_HINTS.items()]
        self._foot.setText("   ".join([_("↑↓ choose · Enter run · Esc close"), *modes]))

    def toggle(self, text: str = "") -> None:
        """Open over what is in view; the same keys close it again."""
        if not self.isHidden():
            self.close_palette()
            return
        self._came_from = QApplication.focusWidget()
        self._hits = ()
        self.field.setFont(look().font("lead"))
        self.field.setTextMargins(12, 8, 12, 8)
        self._foot.setFont(look().font("note"))
        self.field.setText(text)
        self._show_lines()
        self.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        """Close, and give the keyboard back."""
        self._pause.stop()
        self._jobs.cards.cancel(TOPIC)
        had_keyboard = self.field.hasFocus()
        self.hide()
        if had_keyboard and self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(str)
    def _on_field_text_changed(self, text: str) -> None:
        mode, typed = sources.split_mode(text)
        if not typed or mode in (sources.COMMANDS, sources.HELP):
            self._pause.stop()
            self._hits = ()
        else:
            self._pause.start()
        self._show_lines()

    @Slot()
    def _ask(self) -> None:
        text = self.field.text()
        mode, typed = sources.split_mode(text)
        entities = sources.entities_of(mode)

        def ask(reads: Reads) -> tuple[str, tuple[Hit, ...]]:
            return text, tuple(reads.search(typed, HITS, entities))

        self._jobs.cards.submit(ask, self._on_found, topic=TOPIC)

    def _on_found(self, answer: tuple[str, tuple[Hit, ...]]) -> None:
        text, hits = answer
        if text == self.field.text() and not self.isHidden():
            self._hits = hits
            self._show_lines()

    def _show_lines(self) -> None:
        self.results.show_results(self._lines())
        self._place()

    def _lines(self) -> list[Result]:
        mode, typed = sources.split_mode(self.field.text())
        groups: list[tuple[str, list[Result]]] = []
        if mode in ("", sources.COMMANDS):
            found = sources.commands(typed, self._actions, self._recents)
            groups.append((_("Commands"), found))
        if mode == "":
            found = sources.places(typed, self._register, self._recents)
            groups.append((_("Go to"), found))
        if mode in ("", sources.PEOPLE, sources.DEEDS):
            lines = sources.hits(self._hits) if typed else sources.recent_records(self._recents)
            groups.insert(0 if mode or not typed else len(groups), (_("Records"), lines))
        if mode == sources.HELP or (mode == "" and typed):
            groups.append((_("Help"), sources.help_lines(typed)))
        lines = []
        for head, members in groups:
            if members:
                lines += [Result(head, is_head=True), *members]
        return lines or [Result(_("Nothing fits"), is_head=True)]

    def _place(self) -> None:
        window = self.window()
        width = min(look().px(WIDTH), window.width() - 32)
        height = self.field.sizeHint().height() + self._foot.sizeHint().height() + 4
        height += self.results.wanted_height(MOST_LINES)
        top = max(24, window.height() // 10)
        height = min(height, window.height() - top - 24)
        self.setGeometry((window.width() - width) // 2, top, width, height)

    @Slot(object)
    def _on_results_chosen(self, payload: object) -> None:
        self.close_palette()
        if isinstance(payload, sources.RunAction):
            self._recents.add_command(payload.key)
            self._actions.run(payload.key)
        elif isinstance(payload, sources.ShowHelp):
            self.help_chosen.emit(payload.page)
        else:
            self.target_chosen.emit(payload)

    # Qt's names
    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # it watches the field
        """Take the keys that move and choose; letters stay with the input method."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.hide()
        return False

    def _on_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results.choose()
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key == Qt.Key.Key_Tab:
            self.results.next_group()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
