"""What makes bytes unreadable for others and readable again; see `desktop.store.sealing`."""

from __future__ import annotations

from typing import Protocol


class Seal(Protocol):
    """Encrypts small files of a profile whole."""

    def close(self, plain: bytes) -> bytes:
        """Return `plain` encrypted."""
        ...

    def open(self, sealed: bytes) -> bytes:
        """Return what `close` was given; raise ValueError if it is not of this seal."""
        ...
