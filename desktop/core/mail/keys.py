"""What two copies of one message have in common: the key under which the company knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

_BYTES: Final = 16


def message_key(message_id: str) -> str:
    """Return the key of a message by its Message-ID, hexadecimal; "" where it has none.

    In each copy that a mail server hands out the Message-ID is the same (RFC 5322, 3.6.4).
    """
    bare = message_id.strip().strip("<>").strip()
    return hashlib.blake2b(bare.encode(), digest_size=_BYTES).hexdigest() if bare else ""


def thread_key(message_id: str, references: Sequence[str]) -> str:
    """Return the key of the conversation: that of its first message, as far as it is named."""
    return message_key(references[0] if references else message_id)
