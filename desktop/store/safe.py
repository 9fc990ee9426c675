"""The system's keyring: Credential Manager, Keychain, Secret Service, KWallet.

A keyring may ask the person to unlock it and so take as long as that takes; each call has a
deadline and belongs into a thread. Keyrings that keep passwords in plain files are none for us.
"""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable
from typing import Final, TypeVar

from desktop.core.i18n import N_, _
from desktop.core.protection import SafeError

SERVICE: Final = "Lienhe"
SECONDS: Final = 90.0
_LOWEST_PRIORITY: Final = 1.0  # the library's own border between safe and makeshift
NO_ANSWER: Final = N_("The system's keyring does not answer.")
LOCKED: Final = N_("The system's keyring is locked or refuses to give the key.")
T = TypeVar("T")
log = logging.getLogger(__name__)


def is_there() -> bool:
    """Tell whether this system has a keyring that is worth its name."""
    try:
        return _within(_has_backend)
    except SafeError:
        return False


def keep(entry: str, key: bytes) -> None:
    """Put a key into the keyring, and read it again.

    Raises:
        SafeError: it refused.
    """
    _within(lambda: _put(entry, key))


def find(entry: str) -> bytes | None:
    """Return the key of that entry, or None if there is none.

    Raises:
        SafeError: the keyring is locked, or there is none.
    """
    return _within(lambda: _get(entry))


def forget(entry: str) -> None:
    """Take the key of that entry out of the keyring, if it is there and that is allowed."""
    try:
        _within(lambda: _drop(entry))
    except SafeError:
        log.warning("an entry of the keyring could not be removed")


def _has_backend() -> bool:
    import keyring  # slow to import, and only encrypted profiles need it

    return float(getattr(keyring.get_keyring(), "priority", 0)) >= _LOWEST_PRIORITY


def _put(entry: str, key: bytes) -> None:
    import keyring

    _require_backend()
    keyring.set_password(SERVICE, entry, base64.b64encode(key).decode("ascii"))
    if _get(entry) != key:
        raise SafeError(_(LOCKED))


def _get(entry: str) -> bytes | None:
    import keyring

    _require_backend()
    text = keyring.get_password(SERVICE, entry)
    try:
        return None if text is None else base64.b64decode(text, validate=True)
    except ValueError:
        return b""  # somebody else wrote it: a wrong key


def _drop(entry: str) -> None:
    import keyring

    if keyring.get_password(SERVICE, entry) is not None:
        keyring.delete_password(SERVICE, entry)


def _require_backend() -> None:
    if not _has_backend():
        raise SafeError(_("This computer has no keyring that could give the key."))


def _within(work: Callable[[], T]) -> T:
    """Return what `work` returns; raise SafeError at the deadline or where the keyring fails."""
    found: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 - backends raise what their systems raise
            failed.append(error)

    thread = threading.Thread(target=run, name="keyring", daemon=True)
    thread.start()
    thread.join(SECONDS)
    if found:
        return found[0]
    if failed and isinstance(failed[0], SafeError):
        raise failed[0]
    if failed:
        log.warning("the keyring failed: %s", type(failed[0]).__name__)  # its words may quote
        raise SafeError(_(LOCKED)) from None
    raise SafeError(_(NO_ANSWER))
