"""A person's password at the centre: in the system's keyring, or asked for at each start."""

from __future__ import annotations

from pathlib import Path

from desktop.core.protection import SafeError
from desktop.store import safe


def keep_password(profile: Path, password: str) -> bool:
    """Keep the password of a profile; False: there is no keyring, and it is asked for."""
    try:
        safe.keep(_entry(profile), password.encode())
    except SafeError:
        return False
    return True


def find_password(profile: Path) -> str:
    """Return the password of a profile; "" where it is not kept."""
    try:
        found = safe.find(_entry(profile))
    except SafeError:
        return ""
    return found.decode() if found else ""


def forget_password(profile: Path) -> None:
    """Keep it no more."""
    safe.forget(_entry(profile))


def _entry(profile: Path) -> str:
    return f"centre of {profile.resolve()}"
