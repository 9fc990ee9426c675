"""Menus of links: of the one that was clicked, and of all that selected tasks have."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction

from desktop.core.i18n import _
from desktop.core.work.rows import PlanLink
from desktop.views.jobs import Jobs
from desktop.views.widgets.roomy_menu import RoomyMenu
from desktop.views.work.gantt.chart_keys import ChartKeys
from desktop.views.work.gantt.linking import Linking
from desktop.views.work.gantt.plan_frame import PlanFrame


class LinkMenu(QObject):
    """Lets a link be edited or taken away, by mouse and by keys."""

    def __init__(self, frame: PlanFrame, linking: Linking, keys: ChartKeys, jobs: Jobs) -> None:
        super().__init__(frame)
        self._frame = frame
        self._linking = linking
        self._keys = keys
        self._jobs = jobs
        self._edits = False  # what the menu of several links is for
        keys.unlink_asked.connect(self._on_unlink_asked)
        keys.edit_asked.connect(self._on_edit_asked)
        frame.chart.link_opened.connect(self.edit)

    @Slot(object)
    def edit(self, link: PlanLink) -> None:
        """Ask how a link is to be."""
        self._jobs.start(self._linking.edit(link), name=_("Saving"))

    def open_at(self, at: QPoint) -> bool:
        """Offer what can be done with the clicked link; False if none was clicked."""
        if self._linking.chosen() is None:
            return False
        menu = RoomyMenu(self._frame)
        menu.addAction(_("Edit the link…")).triggered.connect(self._on_edit_triggered)
        menu.addAction(_("Remove the link")).triggered.connect(self._keys.unlink)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return True

    def _choose(self, *, edits: bool) -> None:
        """Offer the links of the selected tasks."""
        self._edits = edits
        links, table = self._linking.of_picked(), self._frame.table
        menu = RoomyMenu(self._frame)
        for named in links:
            menu.addAction(named.words).setData(named.link)
        if not links:
            menu.addAction(_("The selected tasks have no links.")).setEnabled(False)
        menu.triggered.connect(self._on_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        rect = table.visualRect(table.currentIndex())
        menu.popup(table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(40, 0)))

    @Slot()
    def _on_edit_triggered(self) -> None:
        link = self._linking.chosen()
        if link is not None:
            self.edit(link)

    @Slot()
    def _on_unlink_asked(self) -> None:
        self._choose(edits=False)

    @Slot()
    def _on_edit_asked(self) -> None:
        link = self._linking.chosen()
        if link is not None:
            self.edit(link)
        else:
            self._choose(edits=True)

    @Slot(object)
    def _on_triggered(self, action: QAction) -> None:
        if action.data() is None:
            return
        if self._edits:
            self.edit(action.data())
        else:
            self._linking.remove(action.data())
