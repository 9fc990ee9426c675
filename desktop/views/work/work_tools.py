"""What the page of work is given by the window that shows it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.filters import Json
from desktop.views.fields.context import EditorContext
from desktop.views.jobs import Jobs
from desktop.views.records.record_form import MakeEditor
from desktop.views.records.work_display import WorkDisplay
from desktop.views.shell.action_set import ActionSet

if TYPE_CHECKING:
    from desktop.views.work.plan_deeds import PlanDeeds


@dataclass(frozen=True)
class WorkTools:
    """Makes and does what the views of work need; `make_card` and `make_list` take an entity."""

    jobs: Jobs
    actions: ActionSet
    deeds: PlanDeeds
    context: EditorContext
    make_editor: MakeEditor
    make_card: Callable[[str], QWidget]
    make_list: Callable[[str], QWidget]
    create: Callable[[str, Mapping[str, Json]], None]
    import_into: Callable[[str], None]
    me: uuid.UUID | None = None
    running: WorkDisplay | None = None  # where long work is shown
