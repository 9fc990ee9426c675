"""The commands of a letter: send, attach, how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.core.mail.letters import Letter
from desktop.core.mail.values import Importance
from desktop.views.dialogs import begin_in_documents
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

_SEND: Final = ("Ctrl+Return", "Ctrl+Enter", "Alt+S")


class LetterTools(QWidget):
    """A row of buttons; none of them is pressed by Enter.

    Signals:
        send_asked: send; with True at a moment that is asked for.
        save_asked: keep the draft and close.
        drop_asked: throw the letter away.
        files_chosen: paths.
        template_asked: choose a text to begin with.
        plain_asked: write without looks, or with them.
        edited: importance or receipt are others.
    """

    send_asked = Signal(bool)
    save_asked = Signal()
    drop_asked = Signal()
    files_chosen = Signal(object)
    template_asked = Signal()
    plain_asked = Signal(bool)
    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._files: QFileDialog | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 4)
        self._row.setSpacing(4)
        self.send = self._button("send", _("Send"), self._on_send)
        self.send.setToolTip(_("Send (Ctrl+Enter)"))
        self.send.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.send.setMenu(
            self._menu((_("Send now"), self._on_send), (_("Send later…"), self._later))
        )
        self.attach = self._button("paperclip", _("Attach…"), self._on_attach)
        self.template = self._button("layout-template", _("Template…"), self._on_template)
        self.save = self._button("save", _("Save draft"), self._on_save)
        self.drop = self._button("trash-2", _("Throw the letter away"), self._on_drop)
        self._row.addStretch(1)
        self.options = self._button("sliders-horizontal", _("Options"), self._on_options)
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._high = self._choice(_("High importance"), self._on_high)
        self._low = self._choice(_("Low importance"), self._on_low)
        self._receipt = self._choice(_("Ask for a read receipt"), self._on_receipt)
        self._plain = self._choice(_("Plain text"), self._on_plain)
        menu = RoomyMenu(self)
        menu.addActions([self._high, self._low, self._receipt, self._plain])
        self.options.setMenu(menu)
        for keys in _SEND:
            sequence = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
            QShortcut(sequence, parent).activated.connect(self._on_send)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), parent).activated.connect(
            self.save_asked
        )

    def show_letter(self, letter: Letter) -> None:
        """Show how a letter goes."""
        self._high.setChecked(letter.importance is Importance.HIGH)
        self._low.setChecked(letter.importance is Importance.LOW)
        self._receipt.setChecked(letter.wants_receipt)
        self._plain.setChecked(letter.is_plain)
        self._show_importance()

    def importance(self) -> Importance:
        """Return how urgent it is."""
        if self._high.isChecked():
            return Importance.HIGH
        return Importance.LOW if self._low.isChecked() else Importance.NORMAL

    def wants_receipt(self) -> bool:
        """Tell whether the person wants to hear that it was read."""
        return self._receipt.isChecked()

    def _button(self, name: str, text: str, slot: Callable[[], object]) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAutoRaise(True)
        made.clicked.connect(slot)
        self._row.addWidget(made)
        return made

    def _menu(self, *entries: tuple[str, Callable[[], object]]) -> RoomyMenu:
        menu = RoomyMenu(self)
        for text, slot in entries:
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def _choice(self, text: str, slot: Callable[[], object]) -> QAction:
        made = QAction(text, self)
        made.setCheckable(True)
        made.triggered.connect(slot)
        return made

    @Slot()
    def _on_send(self) -> None:
        self.send_asked.emit(False)

    @Slot()
    def _later(self) -> None:
        self.send_asked.emit(True)

    @Slot()
    def _on_template(self) -> None:
        self.template_asked.emit()

    @Slot()
    def _on_save(self) -> None:
        self.save_asked.emit()

    @Slot()
    def _on_drop(self) -> None:
        self.drop_asked.emit()

    @Slot()
    def _on_receipt(self) -> None:
        self.edited.emit()

    @Slot()
    def _on_options(self) -> None:
        self.options.showMenu()

    @Slot()
    def _on_high(self) -> None:
        self._low.setChecked(False)
        self._show_importance()
        self.edited.emit()

    @Slot()
    def _on_low(self) -> None:
        self._high.setChecked(False)
        self._show_importance()
        self.edited.emit()

    def _show_importance(self) -> None:
        marks = {Importance.HIGH: "circle-alert", Importance.LOW: "arrow-down"}
        self.options.setIcon(icon(marks.get(self.importance(), "sliders-horizontal")))

    @Slot()
    def _on_plain(self) -> None:
        self.plain_asked.emit(self._plain.isChecked())

    @Slot()
    def _on_attach(self) -> None:
        if self._files is None:
            self._files = QFileDialog(self.window(), _("Attach…"))
            self._files.setFileMode(QFileDialog.FileMode.ExistingFiles)
            begin_in_documents(self._files)
            self._files.filesSelected.connect(self._on_files_selected)
        self._files.open()

    @Slot(list)
    def _on_files_selected(self, paths: list[str]) -> None:
        self.files_chosen.emit(tuple(paths))
