"""What is done with calendars: made, named, coloured, shared, hidden, deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.core.diary.entry import CalendarInfo
from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.permissions import Level
from desktop.views.diary.calendar_list import MINE, group_of, swatch
from desktop.views.diary.entry_menu import Choice
from desktop.views.diary.files.offers import CalendarFiles
from desktop.views.icons import icon
from desktop.views.widgets.roomy_menu import RoomyMenu

if TYPE_CHECKING:
    from desktop.views.diary.diary_page import DiaryPage

CALENDAR: Final = "calendar"
COLOUR: Final = "colour"


class CalendarDeeds(QObject):
    """The menu of the list of calendars, and of the groups of them, on one page."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._subject: CalendarInfo | None = None
        self._files = CalendarFiles(page)
        calendars = page.side.calendars
        calendars.ticked.connect(self._on_ticked)
        calendars.renamed.connect(self._on_renamed)
        calendars.menu_asked.connect(self._on_menu_asked)
        page.context.actions.bind("diary.new_calendar", self.begin, owner=page)
        page.context.actions.bind(
            "diary.share_own", self.share_own, enabled=self.has_own, owner=page
        )

    # --- deeds
    def begin(self) -> None:
        """Ask for a new calendar."""
        self._page.context.create(CALENDAR, {})

    def has_own(self) -> bool:
        """Tell whether there is a calendar of one's own."""
        return self._own() is not None

    def share_own(self) -> None:
        """Ask with whom the own calendar is shared."""
        if (own := self._own()) is not None:
            self.share(own)

    def share(self, info: CalendarInfo) -> None:
        """Ask with whom a calendar is shared."""
        from desktop.views.sharing.share_dialog import ShareDialog

        page = self._page
        dialog = ShareDialog(page.jobs, CALENDAR, [info.id], info.name, page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _own(self) -> CalendarInfo | None:
        known = self._page.around.calendars
        own = [one for one in known if group_of(one, self._page.me) == MINE]
        return next((one for one in own if one.is_default), own[0] if own else None)

    def _command(self, verb: str, **arguments: object) -> None:
        work = self._run(f"{CALENDAR}.{verb}", arguments)
        self._page.jobs.start(work, name=_("Saving"))

    async def _run(self, key: str, arguments: dict[str, object]) -> None:
        await self._page.jobs.command(key, **arguments)

    def _change(self, info: CalendarInfo, **values: object) -> None:
        self._command("change", ids=[str(info.id)], values=values)

    def _make_default(self, info: CalendarInfo) -> None:
        """Mark a calendar as the one where new events go, and none of the other own ones."""
        self._command("make_default", ids=[str(info.id)])

    # --- the menu of a calendar
    @Slot(object, object)
    def _on_menu_asked(self, info: CalendarInfo | None, at: QPoint) -> None:
        menu = RoomyMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._on_triggered)
        self._subject = info
        _add(menu, _("New calendar…"), "calendar-plus-2", "new")
        if info is not None:
            menu.addSeparator()
            self._offer(menu, info)
        menu.popup(at)

    def _offer(self, menu: QMenu, info: CalendarInfo) -> None:
        _add(menu, _("Show only this one"), "eye", "only")
        if info.level >= Level.EDIT:
            menu.addSeparator()
            _add(menu, _("Rename…"), "pencil", "rename")
            below = RoomyMenu(menu)
            below.setTitle(_("Colour"))
            below.setIcon(icon("palette"))
            menu.addMenu(below)
            for option in get_entity(CALENDAR).field(COLOUR).options:
                one = Choice(_(option.label), COLOUR, option.value, below)
                one.setIcon(swatch(option.value))
                below.addAction(one)
            _add(menu, _("Details…"), "square-pen", "details")
        is_mine = group_of(info, self._page.me) == MINE
        if is_mine and not info.is_default:
            _add(menu, _("New appointments go here"), "star", "default")
        if info.level >= Level.SHARE:
            _add(menu, _("Share…"), "share-2", "share")
        _add(menu, _("Write to a file…"), "file-output", "write")
        if info.level >= Level.DELETE and not info.is_default:
            menu.addSeparator()
            _add(menu, _("Delete"), "trash-2", "delete")

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        info = self._subject
        if not isinstance(action, Choice):
            return
        if action.key == "new":
            self.begin()
        elif info is None:
            return
        elif action.key == COLOUR:
            self._change(info, colour=action.value)
        elif action.key == "default":
            self._make_default(info)
        else:
            deeds = {
                "only": self._show_only,
                "rename": self._rename,
                "details": self._show_details,
                "share": self.share,
                "write": self._write,
                "delete": self._delete,
            }
            deeds[action.key](info)

    def _show_only(self, info: CalendarInfo) -> None:
        page = self._page
        page.change_state(page.state.showing(page.around.calendars, frozenset({info.id})))

    def _rename(self, info: CalendarInfo) -> None:
        self._page.side.calendars.rename(info.id)

    def _show_details(self, info: CalendarInfo) -> None:
        self._page.record_opened.emit(CALENDAR, info.id)

    def _write(self, info: CalendarInfo) -> None:
        self._files.write([info])

    def _delete(self, info: CalendarInfo) -> None:
        self._page.editors.runner.delete(CALENDAR, [str(info.id)])

    @Slot(object, object)
    def _on_ticked(self, calendar: uuid.UUID, is_on: bool) -> None:
        page = self._page
        page.change_state(page.state.turned(calendar, on=is_on))

    @Slot(object, object)
    def _on_renamed(self, calendar: uuid.UUID, name: str) -> None:
        self._command("change", ids=[str(calendar)], values={"name": name})


def _add(menu: QMenu, words: str, picture: str, key: str) -> None:
    action = Choice(words, key, None, menu)
    action.setIcon(icon(picture))
    menu.addAction(action)
