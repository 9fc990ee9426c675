"""Scenes of encryption and of profiles."""

from __future__ import annotations

from pathlib import Path

from desktop.core.protection import Protected
from desktop.views.profiles.profiles_dialog import ProfilesDialog
from desktop.views.protection.encrypt_dialog import EncryptDialog
from desktop.views.protection.opening_dialog import OpeningDialog
from desktop.views.protection.protection_dialog import ProtectionDialog, RecoveryDialog
from desktop.views.protection.unlock_window import UnlockWindow
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

KEY = bytes(range(32))


class MemoryKeys:
    """Keys of a profile that there is not."""

    def __init__(self, how: Protected) -> None:
        self._how = how

    def protected(self) -> Protected:
        """Return what opens it."""
        return self._how

    def has_safe(self) -> bool:
        """Tell whether the system keeps keys."""
        return True

    def new_key(self) -> bytes:
        """Return a key."""
        return KEY

    def by_safe(self) -> bytes:
        """Return the key that the system keeps."""
        return KEY

    def by_password(self, password: str) -> bytes:
        """Return the key that a password opens."""
        return KEY

    def by_recovery(self, text: str) -> bytes:
        """Return the key that was written down."""
        return KEY

    def protect(self, key: bytes, password: str = "") -> None:
        """Protect nothing."""


@scene("encryption")
async def encryption(studio: Studio) -> None:
    for how in (Protected.NOT, Protected.BY_PASSWORD):
        shown = ProtectionDialog(studio.jobs, MemoryKeys(how), how, studio.window)
        shown.show()
        await studio.shoot(f"encryption-{how.value}")
        shown.close()
        shown.deleteLater()
    dialogs = {
        "encryption-begin": EncryptDialog(studio.jobs, KEY, studio.window, has_safe=True),
        "encryption-opening": OpeningDialog(studio.window, has_safe=True),
        "encryption-recovery": RecoveryDialog(studio.jobs, KEY, studio.window),
    }
    for name, dialog in dialogs.items():
        dialog.open()
        await studio.shoot(name)
        dialog.close()
        dialog.deleteLater()


@scene("unlock")
async def unlocking(studio: Studio) -> None:
    how = Protected.BY_PASSWORD
    window = UnlockWindow(studio.jobs, MemoryKeys(how), how, "", studio.window)
    window.show()
    await studio.shoot("unlock")
    window.other.click()
    await studio.shoot("unlock-recovery")
    window.close()
    window.deleteLater()


@scene("profiles")
async def profiles(studio: Studio) -> None:
    dialog = ProfilesDialog(studio.jobs, studio.settings.profile, _start, studio.window)
    dialog.open()
    dialog.name.setText("Công ty Sông Hương")
    await studio.shoot("profiles")
    dialog.close()
    dialog.deleteLater()


def _start(_folder: Path) -> None:
    """Start nothing."""
