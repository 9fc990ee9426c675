"""Faults of the database and the disk, told as sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from desktop.core.errors import (
    AppError,
    BusyError,
    CancelledError,
    CorruptStoreError,
    StorageError,
)
from desktop.core.i18n import N_, _
from desktop.store.engine import DriverError, driver

BUSY: Final = N_("The database is in use elsewhere. Nothing was lost; please try again.")
FULL: Final = N_("The disk is full. Please free some space; what you typed is kept.")
READ_ONLY: Final = N_("The profile folder cannot be written. What you typed is kept.")
BROKEN: Final = N_("The disk could not be read or written. What you typed is kept.")
DAMAGED: Final = N_("The database file is damaged.")
STOPPED: Final = N_("Stopped.")

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PRIMARY: Final = 0xFF  # the low byte of an extended result code is the primary one
_FAULTS: Final[dict[int, tuple[type[AppError], str]]] = {
    driver.SQLITE_BUSY: (BusyError, BUSY),
    driver.SQLITE_LOCKED: (BusyError, BUSY),
    driver.SQLITE_FULL: (StorageError, FULL),
    driver.SQLITE_READONLY: (StorageError, READ_ONLY),
    driver.SQLITE_PERM: (StorageError, READ_ONLY),
    driver.SQLITE_CANTOPEN: (StorageError, READ_ONLY),
    driver.SQLITE_IOERR: (StorageError, BROKEN),
    driver.SQLITE_CORRUPT: (CorruptStoreError, DAMAGED),
    driver.SQLITE_NOTADB: (CorruptStoreError, DAMAGED),
    driver.SQLITE_INTERRUPT: (CancelledError, STOPPED),
}


def is_busy(error: DriverError) -> bool:
    """Tell whether the driver failed because somebody else holds the database."""
    return _code(error) == driver.SQLITE_BUSY


def as_app_error(error: BaseException) -> AppError | None:
    """Return what to tell of a driver's error (or SQLAlchemy's around it); None if it is a bug."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, DriverError):
        known = _FAULTS.get(_code(original))
        return None if known is None else known[0](_(known[1]))
    if isinstance(original, PermissionError):
        return StorageError(_(READ_ONLY))
    if isinstance(original, UnicodeDecodeError):  # what the driver says of a damaged schema
        return CorruptStoreError(_(DAMAGED))
    if isinstance(original, OSError):
        return StorageError(_(FULL if original.errno in _NO_SPACE else BROKEN))
    return None


@contextmanager
def told() -> Iterator[None]:
    """Turn the faults of driver and disk raised inside into errors with a sentence."""
    try:
        yield
    except (DriverError, OSError, UnicodeDecodeError) as error:
        told_error = as_app_error(error)
        if told_error is None:
            raise
        raise told_error from error


def _code(error: DriverError) -> int:
    code = getattr(error, "sqlite_errorcode", 0)
    return code & _PRIMARY
