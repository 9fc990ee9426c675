"""Before records are deleted: what hangs on them, what goes along, what forbids it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _, ngettext
from desktop.views.dialogs import confirm, tell
from desktop.views.jobs import Jobs

if TYPE_CHECKING:
    from desktop.core.deletion import Hanging
    from desktop.core.ports import Reads

ASK_FROM: Final = 100  # from so many on it is asked whatever hangs on them
COUNTED: Final = 2_000  # of so many records what hangs on them is counted in a moment


async def may_delete(
    jobs: Jobs, window: QWidget, entity: str, ids: Sequence[str], count: int = 0
) -> bool:
    """Tell whether the person wants to delete `ids`, or `count` records if those are not known.

    A record on which nothing hangs goes without a question, as it can be brought back. What must
    not go is told, and nothing is asked.
    """
    from desktop.core.deletion import Hanging, counted

    found = Hanging()
    if ids and len(ids) <= COUNTED:
        found = await _hanging(jobs, entity, [uuid.UUID(one) for one in ids])
    if found.refusing:
        needed = _("It is still needed by: {records}.").format(records=counted(found.refusing))
        await tell(window, _("This cannot be deleted."), needed)
        return False
    total = count or len(ids)
    if not found.taken and total < ASK_FROM:
        return True
    detail = _detail(found, is_known=bool(ids))
    return await confirm(window, _question(total), detail, deed=_("Delete"))


async def _hanging(jobs: Jobs, entity: str, ids: list[uuid.UUID]) -> Hanging:
    def ask(reads: Reads) -> Hanging:
        return reads.hanging(entity, ids)

    return await jobs.read(ask)


def _question(count: int) -> str:
    from desktop.core.grouped_numbers import format_number

    question = ngettext("Delete {count} record?", "Delete {count} records?", count)
    return question.format(count=format_number(count))


def _detail(found: Hanging, *, is_known: bool) -> str:
    from desktop.core.deletion import counted

    lines = []
    if found.taken:
        lines.append(_("Goes along: {records}.").format(records=counted(found.taken)))
    elif not is_known:
        lines.append(_("What hangs on them goes along."))
    if found.detached:
        stays = _("Stays, and loses the link only when they are deleted for good: {records}.")
        lines.append(stays.format(records=counted(found.detached)))
    lines.append(_("They go into the recycle bin and can be brought back."))
    return "\n".join(lines)
