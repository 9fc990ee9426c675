"""What is told and chosen about the encryption of a profile; the port is `core.ports.Keys`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum, auto

from desktop.core.errors import AppError


class Protected(StrEnum):
    """How the data of a profile are kept, and what opens them."""

    NOT = auto()  # they are not encrypted
    BY_SAFE = auto()  # the key lies in the system's keyring
    BY_PASSWORD = auto()  # the key lies in a file, encrypted under a master password
    LOST = auto()  # they are encrypted, but what tells how to open them is gone or damaged


@dataclass(frozen=True, slots=True)
class Opened:
    """The key of a profile and how it was found; neither is ever shown in a log."""

    key: bytes = field(repr=False)
    password: str = field(default="", repr=False)  # which opened it
    is_recovered: bool = False  # by the recovery key: how it opens from now on must be chosen


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants for a new profile: its key, and a password if one is to be asked."""

    key: bytes = field(repr=False)
    password: str = field(default="", repr=False)  # "" = the system's keyring opens it


class WrongKeyError(AppError):
    """The password or recovery key does not open the data; another may."""


class SafeError(AppError):
    """The system's keyring does not give the key: locked, gone, or another's."""
