"""The menus of the diary: of an entry, and of empty time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.diary.entry import Entry
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.views.diary.calendar_list import swatch
from desktop.views.diary.entry_card import ANSWERS, CUSTOMER, RECORD
from desktop.views.icons import icon
from desktop.views.shell.action_set import ActionSet
from desktop.views.widgets.roomy_menu import RoomyMenu

LINE: Final = "-"
ENTRY_KEYS: Final = (
    "record.open",
    RECORD,
    CUSTOMER,
    LINE,
    "edit.cut",
    "edit.copy",
    "record.duplicate",
    LINE,
    "answer",
    "category_id",
    "show_as",
    "diary.private",
    LINE,
    "diary.hold",
    "cancel",
    LINE,
    "record.share",
    "diary.share_own",
    LINE,
    "record.delete",
)
RANGE_KEYS: Final = (
    "record.new",
    "edit.paste",
    LINE,
    "diary.today",
    "diary.go_to_date",
    LINE,
    "diary.share_own",
    "diary.settings",
)
SHOWN_AS: Final = {
    "busy": N_("Busy"),
    "tentative": N_("Not certain"),
    "away": N_("Away"),
    "free": N_("Free"),
}
_DATA_ONLY: Final = frozenset({RECORD, CUSTOMER, "cancel"})


@dataclass(frozen=True, slots=True)
class Category:
    """A category of events: its id, name and colour."""

    id: uuid.UUID
    name: str
    colour: str


class Choice(QAction):
    """An entry of a menu that stands for a value."""

    def __init__(self, words: str, key: str, value: Json, parent: QMenu) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self.key = key
        self.value = value


class DiaryMenu(RoomyMenu):
    """Opened by `popup`; deletes itself.

    Signals:
        chosen: the Entry, the field or deed, and its value.
    """

    chosen = Signal(object, str, object)

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._shown: list[str] = []
        self._entry: Entry | None = None
        self.aboutToHide.connect(self._on_about_to_hide)
        self.triggered.connect(self._on_triggered)

    def show_entry(self, entry: Entry, categories: Sequence[Category]) -> None:
        """Offer what can be done with an entry."""
        self._entry = entry
        for key in ENTRY_KEYS:
            if key == LINE:
                self.addSeparator()
            elif key in _DATA_ONLY:
                self._add_deed(entry, key)
            elif key in ("answer", "category_id", "show_as"):
                self._add_choice(entry, key, categories)
            else:
                self._add_actions([key])

    def show_range(self) -> None:
        """Offer what can be done at an empty time."""
        for key in RANGE_KEYS:
            if key == LINE:
                self.addSeparator()
            else:
                self._add_actions([key])

    def _add_actions(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self._actions and self._actions.is_reachable(key):
                self._shown.append(key)
                self.addAction(self._actions.update_action(key))

    def _add_deed(self, entry: Entry, key: str) -> None:
        if key == CUSTOMER and entry.customer is not None:
            words = _("To the customer {name}").format(name=entry.customer.title)
            self._add(self, words, "building-2", CUSTOMER, None)
        elif key == RECORD and not entry.only_busy:
            self._add(self, _("Whole record"), "picture-in-picture", RECORD, None)
        elif key == "cancel" and entry.may_edit and entry.status == "planned":
            words = _("Mark as cancelled")
            self._add(self, words, "calendar-x", "status", "cancelled")

    def _add_choice(self, entry: Entry, key: str, categories: Sequence[Category]) -> None:
        if key == "answer":
            if entry.answer:
                below = self._below(_("Answer"), "user-check")
                for value, (label, picture) in ANSWERS.items():
                    one = self._add(below, _(label), picture, key, value)
                    _tick(one, is_on=entry.answer == value)
        elif entry.may_edit and key == "category_id":
            below = self._below(_("Category"), "palette")
            for category in categories:
                one = self._add(below, category.name, "", key, str(category.id))
                one.setIcon(swatch(category.colour))
            below.addSeparator()
            self._add(below, _("No category"), "", key, None)
        elif entry.may_edit:
            below = self._below(_("Show as"), "eye")
            for value, label in SHOWN_AS.items():
                one = self._add(below, _(label), "", key, value)
                _tick(one, is_on=(entry.show_as or "busy") == value)

    def _below(self, words: str, picture: str) -> QMenu:
        below = RoomyMenu(self)
        below.setTitle(words)
        below.setIcon(icon(picture))
        self.addMenu(below)
        return below

    def _add(self, menu: QMenu, words: str, picture: str, key: str, value: Json) -> Choice:
        action = Choice(words, key, value, menu)
        action.setIcon(icon(picture))
        menu.addAction(action)
        return action

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        if self._entry is not None and isinstance(action, Choice):
            self.chosen.emit(self._entry, action.key, action.value)

    @Slot()
    def _on_about_to_hide(self) -> None:
        self._actions.settle(self._shown)


def _tick(action: QAction, *, is_on: bool) -> None:
    action.setCheckable(True)
    action.setChecked(is_on)
