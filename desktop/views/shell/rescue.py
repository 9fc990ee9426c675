"""What is asked where the database is damaged: go back to the newest good copy?"""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.core.dates import format_moment
from desktop.core.i18n import _
from desktop.views.dialogs import confirm, tell


async def offer_backup(parent: QWidget | None, made_at: dt.datetime | None) -> bool:
    """Tell that the database is damaged and ask whether to use the copy made at `made_at`.

    Without a copy there is nothing to ask, and the answer is no.
    """
    damaged = _("The data file of this profile is damaged.")
    if made_at is None:
        detail = _("There is no good backup here. Copy the profile's folder to a safe place first.")
        await tell(parent, damaged, detail)
        return False
    detail = _(
        "The newest good backup was made on {when}. The damaged file is kept beside it, "
        "and what was typed and not saved is kept as well."
    ).format(when=format_moment(made_at))
    question = damaged + "\n" + _("Go back to the newest good backup?")
    return await confirm(parent, question, detail, deed=_("Go back to it"))
