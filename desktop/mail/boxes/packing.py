"""Texts and sources of messages, pressed (Zstandard, RFC 8878)."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any, Final

import zstandard

from desktop.core.errors import CorruptStoreError
from desktop.core.i18n import _
from desktop.store.faults import DAMAGED

_LEVEL: Final = 1  # the next ones take twice the time for a twentieth of the size
_LARGEST: Final = 256 * 1024 * 1024
_of_thread = threading.local()


def pack(plain: bytes) -> bytes:
    """Return `plain` pressed."""
    if not hasattr(_of_thread, "packer"):
        _of_thread.packer = zstandard.ZstdCompressor(level=_LEVEL)
    packed: bytes = _of_thread.packer.compress(plain)
    return packed


def unpack(packed: bytes) -> bytes:
    """Return what `pack` was given; raise CorruptStoreError."""
    if not hasattr(_of_thread, "unpacker"):
        _of_thread.unpacker = zstandard.ZstdDecompressor()
    try:
        plain: bytes = _of_thread.unpacker.decompress(bytes(packed), max_output_size=_LARGEST)
    except zstandard.ZstdError as error:
        raise CorruptStoreError(_(DAMAGED)) from error
    return plain


def pack_view(view: Mapping[str, object]) -> bytes:
    """Return what is shown of a message, pressed."""
    return pack(_AS_JSON(view).encode("utf-8", "replace"))


def unpack_view(packed: bytes) -> dict[str, Any]:
    """Return what `pack_view` was given; raise CorruptStoreError."""
    found: dict[str, Any] = json.loads(unpack(packed))
    return found


_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
