"""Certificates: verified against the system's authorities, or one that a person pinned."""

from __future__ import annotations

import hashlib
import ssl
from typing import Final

_OLDEST: Final = ssl.TLSVersion.TLSv1_2


def verifying(extra: str = "") -> ssl.SSLContext:
    """Return what verifies chain and name; `extra` are authorities of a company, in PEM."""
    context = ssl.create_default_context()
    context.minimum_version = _OLDEST
    if extra:
        context.load_verify_locations(cadata=extra)
    return context


def pinning() -> ssl.SSLContext:
    """Return what verifies nothing: `fingerprint` is compared by who uses it, before any word."""
    context = ssl.create_default_context()
    context.minimum_version = _OLDEST
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fingerprint(sock: ssl.SSLSocket) -> str:
    """Return the SHA-256 of the other side's certificate, hexadecimal."""
    certificate = sock.getpeercert(binary_form=True)
    return hashlib.sha256(certificate).hexdigest() if certificate else ""
