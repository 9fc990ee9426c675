"""Whether a message is signed or encrypted: recognised, not verified (RFC 8551, 3156, 9580)."""

from __future__ import annotations

from typing import Final

from desktop.core.mime.signed_content import signed_content
from desktop.core.mime.values import (
    PGP_ENCRYPTED,
    PGP_SIGNED,
    SMIME_ENCRYPTED,
    SMIME_SIGNED,
    Part,
)

SMIME: Final = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
_ARMOUR_ENCRYPTED: Final = "-----BEGIN PGP MESSAGE-----"
_ARMOUR_SIGNED: Final = "-----BEGIN PGP SIGNED MESSAGE-----"
_WITHIN: Final = 2_000  # characters from the top in which armour begins


def protection_of(root: Part) -> str:
    """Return how the body or a part of it is protected; "" if it is not."""
    for part in root.every():
        protocol = part.parameters.get("protocol", "").lower()
        if part.content_type == "multipart/signed":
            return PGP_SIGNED if "pgp" in protocol else SMIME_SIGNED
        if part.content_type == "multipart/encrypted":
            return PGP_ENCRYPTED
        if part.content_type in SMIME:
            kind = part.parameters.get("smime-type", "").lower()
            is_signed = kind == "signed-data" or bool(not kind and signed_content(part.content()))
            return SMIME_SIGNED if is_signed else SMIME_ENCRYPTED
    return ""


def inline_protection(text: str) -> str:
    """Return how a text is protected that carries its armour in itself."""
    top = text[:_WITHIN]
    if _ARMOUR_ENCRYPTED in top:
        return PGP_ENCRYPTED
    return PGP_SIGNED if _ARMOUR_SIGNED in top else ""
