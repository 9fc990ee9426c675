"""Errors by what is to be done about them.

Three families: an `AppError` is told to the person as it is; a `RetryError` is tried again until a
deadline and then told; everything else is our own fault and becomes a crash report.
"""

from __future__ import annotations

from collections.abc import Mapping


class AppError(Exception):
    """Base of the errors whose text is a sentence for the person at the screen."""


class RuleBrokenError(AppError):
    """A business rule forbids the action in the record's present state."""


class InvalidValueError(AppError):
    """What was typed or imported is not a value of the field."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowedError(AppError):
    """The person lacks the permission for the action."""


class InputError(AppError):
    """A file or message from outside cannot be used; nothing was changed."""


class RecordGoneError(AppError):
    """The record was deleted for good, or never was here."""


class CancelledError(AppError):
    """The person cancelled; nothing more is done and nothing is half done."""


class ConflictError(AppError):
    """Somebody else changed the same fields since the form was opened.

    `fields` gives for each field name what the form started from, what the person wants, and what
    stands there now, each in JSON form.
    """

    def __init__(self, sentence: str, fields: Mapping[str, tuple[object, object, object]]) -> None:
        super().__init__(sentence)
        self.fields = dict(fields)


class RetryError(AppError):
    """What failed may succeed later by itself; nothing was lost."""


class BusyError(RetryError):
    """The database was held by somebody else until the deadline."""


class StorageError(AppError):
    """The disk is full, read-only or broken; what was typed is kept."""


class CorruptStoreError(StorageError):
    """The database file is damaged and must be restored from a backup."""
