"""Saving the file by which a person's program finds the server."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.dialogs import choose_file_to_save
from desktop.views.jobs import Jobs


async def save_invitation(jobs: Jobs, login: str, parent: QWidget) -> None:
    """Ask where to, and write an invitation for a login; it holds no secret."""
    kinds = f"{_('Invitations')} (*.lienhe)"
    title = _("Save the invitation")
    path = await choose_file_to_save(parent, title, f"{login}.lienhe", kinds)
    if path:
        await jobs.ask("admin.invite", {"path": path, "login": login})
