"""The seals of an encrypted profile's small files, each with a key of its own."""

from __future__ import annotations

from typing import Final

from desktop.core.sealing import Seal

MANIFEST: Final = "manifest"
UI: Final = "ui"


def make_seal(key: bytes | None, purpose: str) -> Seal | None:
    """Return the seal for one kind of file; None where nothing is encrypted."""
    if key is None:
        return None
    from desktop.store.sealing import FileSeal  # only encrypted profiles need it

    return FileSeal(key, purpose)
