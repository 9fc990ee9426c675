"""A new project from the plan of a template or of another project, with its dates shifted."""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.work.rows import PROJECT
from desktop.views.dialogs import show
from desktop.views.records.form_dialog import FormDialog
from desktop.views.work.work_tools import WorkTools

COMMAND: Final = "project.from_template"
_PLAN: Final = "plan"
_FROM: Final = N_("Template or project")


async def make_from_template(tools: WorkTools) -> uuid.UUID | None:
    """Ask for the plan, the name and the first day; return the new project's id."""
    facts = tools.deeds.runner.find(COMMAND)
    if facts is None:
        return None
    field = Field(_PLAN, _FROM, Kind.LINK, required=True, target=get_entity(PROJECT).key)
    title = _("New project from a template…").rstrip("…")
    dialog = FormDialog(
        title, (field, *facts.form), tools.make_editor, _("Create"), tools.deeds.window
    )
    if not await show(dialog):
        return None
    values: dict[str, Json] = dialog.values()
    chosen = values.pop(_PLAN)
    outcome = await tools.jobs.command(COMMAND, ids=[str(chosen)], **values)
    made = outcome.value
    return uuid.UUID(str(made[0])) if isinstance(made, list) and made else None
