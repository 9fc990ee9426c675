"""Printing what is in view: the list, or the card that the keyboard is in."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.entities import Entity
from desktop.core.pages import ListQuery

if TYPE_CHECKING:
    from desktop.views.printing.printable import Printable
    from desktop.views.records.lists.table_selection import Selection
    from desktop.views.shell.main_window import MainWindow


@runtime_checkable
class PrintsList(Protocol):
    """A list that can be printed as it is on the screen."""

    entity: Entity

    def query(self) -> ListQuery:
        """Return what it asks for, with its columns."""
        ...

    def selection(self) -> Selection:
        """Return what is selected."""
        ...


@runtime_checkable
class PrintsCard(Protocol):
    """A card of one record; None while the record is new."""

    entity: Entity
    record_id: uuid.UUID | None


@runtime_checkable
class PrintsItself(Protocol):
    """A page that says what is printed of it."""

    def printable(self) -> Printable | None:
        """Return what is printed, None if nothing is just now."""
        ...


class PrintAction(QObject):
    """Carries out the action `file.print`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind("file.print", self.print, enabled=self.can_print, owner=window)

    def can_print(self) -> bool:
        """Tell whether there is something in view that may be printed."""
        return self._own() is not None or self._subject() is not None

    def print(self) -> None:
        """Show the pages, from where they are printed or kept as a file."""
        from desktop.views.printing.print_dialog import PrintDialog

        own, subject = self._own(), self._subject()
        if own is not None:
            PrintDialog(self._window.jobs, own, self._window).show()
        elif subject is not None:
            PrintDialog(self._window.jobs, self._printable(subject), self._window).show()

    def _own(self) -> Printable | None:
        """Return what a page prints in its own way, unless the keyboard is in a card beside it."""
        page: object = self._window.workspace.current_page()
        if not isinstance(page, PrintsItself):
            return None
        focused = self._window.focusWidget()
        cards = [one for one in self._window.workspace.screens() if isinstance(one, PrintsCard)]
        return None if any(_holds(card, focused) for card in cards) else page.printable()

    def _printable(self, subject: PrintsList | PrintsCard) -> Printable:
        from desktop.views.printing.printable import CardPrint, ListPrint

        jobs = self._window.jobs
        if isinstance(subject, PrintsList):
            narrowing = getattr(subject, "narrowing", None)
            words = narrowing() if callable(narrowing) else ""
            return ListPrint(jobs, subject.query(), subject.selection(), words)
        if subject.record_id is None:
            raise ValueError("a new record has no card to print")
        return CardPrint(jobs, subject.entity, subject.record_id)

    def _subject(self) -> PrintsList | PrintsCard | None:
        """Return the screen in view that the keyboard is in, else the first; internal ones never.

        The pane beside a list shows a card: with the keyboard in the list it is the list that is
        meant.
        """
        focused = self._window.focusWidget()
        screens = self._window.workspace.screens()
        for screen in sorted(screens, key=lambda one: not _holds(one, focused)):
            found = _as_subject(screen)
            if found is not None and not found.entity.internal:
                return found
        return None


def _as_subject(screen: QWidget) -> PrintsList | PrintsCard | None:
    if isinstance(screen, PrintsList):
        return screen
    if isinstance(screen, PrintsCard) and screen.record_id is not None:
        return screen
    return None


def _holds(screen: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (screen is focused or screen.isAncestorOf(focused))
