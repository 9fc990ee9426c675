"""Finding the key of an encrypted profile before its window is shown."""

from __future__ import annotations

from desktop.app.profile_data import ProfileData
from desktop.core.arguments import Arguments
from desktop.core.errors import AppError
from desktop.core.i18n import _
from desktop.core.ports import Keys
from desktop.core.protection import Opened, Protected, SafeError
from desktop.views.dialogs import show, tell
from desktop.views.jobs import Jobs
from desktop.views.shell.preparing import shown_while


async def unlock(data: ProfileData, arguments: Arguments, jobs: Jobs) -> bool:
    """Find the key of the profile and keep it in `data`; return False if the person gave up.

    A profile that is not encrypted needs none. Nothing is asked where nobody sits before the start.
    """
    if (data.profile.folder / "encrypting").exists():
        from desktop.store.encrypting import finish

        await shown_while(jobs.aside(finish, data.profile.folder))  # a start before was killed
    if not data.profile.key_file.exists():
        from desktop.store.profile_state import is_sealed

        if not await jobs.aside(is_sealed, data.profile.main):
            return True
    from desktop.services.keys import ProfileKeys

    opened = await find_key(
        ProfileKeys(data.profile.folder), jobs, asks=not arguments.is_unattended
    )
    if opened is None:
        return False
    data.key = opened.key
    return True


async def find_key(keys: Keys, jobs: Jobs, *, asks: bool = True) -> Opened | None:
    """Return the key: from the keyring, else as the person tells; None if he gives up.

    Whoever needed the recovery key chooses what opens the profile from now on.
    """
    reason, how = "", await jobs.aside(keys.protected)
    if how is Protected.BY_SAFE:
        try:
            return Opened(await shown_while(jobs.aside(keys.by_safe)))
        except SafeError as error:
            reason = str(error)
    opened = await ask_key(keys, jobs, how, reason) if asks else None
    if opened is not None and opened.is_recovered:
        await choose_opening(keys, jobs, opened.key)
    return opened


async def ask_key(keys: Keys, jobs: Jobs, how: Protected, reason: str = "") -> Opened | None:
    """Return the key that the person's password or recovery key gives; None if he gives up."""
    from desktop.views.protection.unlock_window import UnlockWindow
    from desktop.views.shell.app_mark import show_app_mark

    show_app_mark()
    window = UnlockWindow(jobs, keys, how, reason)
    return window.opened if await show(window) else None


async def choose_opening(keys: Keys, jobs: Jobs, key: bytes) -> None:
    """Let the person choose what opens the profile from now on, until that is written down.

    Whoever puts it off is asked for the recovery key at the next start again.
    """
    from desktop.views.protection.opening_dialog import OpeningDialog

    has_safe = await jobs.aside(keys.has_safe)
    while True:
        dialog = OpeningDialog(has_safe=has_safe)
        if not await show(dialog):
            return
        try:
            await shown_while(jobs.aside(keys.protect, key, dialog.password()))
        except AppError as error:
            await tell(None, str(error), _("Choose another way to open these data."))
        else:
            return
