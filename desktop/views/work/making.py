"""Makes the page of work from what the window has."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.views.shell.screens import ScreenContext
from desktop.views.shell.targets import LIST, RECORD, Target
from desktop.views.work.plan_deeds import PlanDeeds
from desktop.views.work.work_page import WorkPage
from desktop.views.work.work_tools import WorkTools

if TYPE_CHECKING:
    from desktop.views.records.form_editors import FormEditors
    from desktop.views.shell.main_window import MainWindow


def make_work(
    context: ScreenContext, editors: FormEditors, window: MainWindow, me: uuid.UUID | None
) -> QWidget:
    """Return the page of the person `me`."""

    def make_card(entity: str) -> QWidget:
        return window.register.make(Target(RECORD, entity), context)

    def make_list(entity: str) -> QWidget:
        return window.register.make(Target(LIST, entity), context)

    def import_into(entity: str) -> None:
        window.import_asked.emit(entity, "")

    deeds = PlanDeeds(context.jobs, editors.runner, window)
    page = WorkPage(
        WorkTools(
            context.jobs,
            context.actions,
            deeds,
            editors.context,
            editors.make,
            make_card,
            make_list,
            context.create,
            import_into,
            me,
            context.running,
        )
    )
    deeds.setParent(page)  # they end with it
    return page
