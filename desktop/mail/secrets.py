"""Passwords and tokens of mail accounts.

They lie in the system's keyring. Where there is none they are sealed into the folder of an
encrypted profile; else they are known until the program ends and then asked for once more.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from pathlib import Path
from typing import Final

from desktop.core.protection import SafeError
from desktop.store import safe
from desktop.store.sealing import FileSeal, NotSealedError

INCOMING: Final = "incoming"
OUTGOING: Final = "outgoing"
OAUTH: Final = "oauth"
_FILE: Final = "secrets.sealed"
_lock: Final = threading.Lock()
_held: dict[str, str] = {}
log = logging.getLogger(__name__)


def entry(account: uuid.UUID, name: str) -> str:
    """Return under which name a secret is kept."""
    return f"mail/{account}/{name}"


class Secrets:
    """Those of one profile; any thread may ask."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._path = profile / "mail" / _FILE
        self._seal = None if key is None else FileSeal(key, "mail secrets")

    def find(self, account: uuid.UUID, name: str) -> str:
        """Return a secret; "" where none is known."""
        wanted = entry(account, name)
        with _lock:
            if wanted in _held:
                return _held[wanted]
            if wanted in (sealed := self._sealed()):
                return sealed[wanted]
        try:
            found = safe.find(wanted)
        except SafeError:
            return ""
        return found.decode("utf-8", "replace") if found else ""

    def keep(self, account: uuid.UUID, name: str, secret: str) -> bool:
        """Keep a secret; False: it is known until the program ends, as nothing here is safe."""
        wanted = entry(account, name)
        with _lock:
            _held[wanted] = secret
        try:
            safe.keep(wanted, secret.encode())
        except SafeError:
            return self._keep_sealed(wanted, secret)
        return True

    def forget(self, account: uuid.UUID) -> None:
        """Know nothing of an account any more."""
        for name in (INCOMING, OUTGOING, OAUTH):
            wanted = entry(account, name)
            with _lock:
                _held.pop(wanted, None)
                sealed = self._sealed()
                if sealed.pop(wanted, None) is not None:
                    self._write(sealed)
            safe.forget(wanted)

    def _keep_sealed(self, wanted: str, secret: str) -> bool:
        if self._seal is None:
            return False
        with _lock:
            self._write({**self._sealed(), wanted: secret})
        return True

    def _sealed(self) -> dict[str, str]:
        if self._seal is None or not self._path.exists():
            return {}
        try:
            found = json.loads(self._seal.open(self._path.read_bytes()))
        except (OSError, NotSealedError, ValueError):
            log.warning("the sealed secrets of mail cannot be read")
            return {}
        return {str(name): str(value) for name, value in found.items()}

    def _write(self, secrets: dict[str, str]) -> None:
        if self._seal is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_bytes(self._seal.close(json.dumps(secrets).encode()))
        part.replace(self._path)
