"""Acts on messages, waiting for the messages that they are done to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desktop.core.mail.ports import MailActs
from desktop.core.mail.values import Done


class Mark:
    """Marks as read or not, as flagged or not."""

    def __init__(
        self, *, read: bool | None = None, flagged: bool | None = None, due: date | None = None
    ) -> None:
        self._read, self._flagged, self._due = read, flagged, due

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.mark(ids, read=self._read, flagged=self._flagged, flag_due=self._due)


class Pin:
    """Pins to the top of lists, or lets go."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.pin(ids, self._on)


class Junk:
    """Moves into the junk folder, or back."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.junk(ids, self._on)


class PutTag:
    """Puts a tag on, or takes it off."""

    def __init__(self, keyword: str, *, on: bool) -> None:
        self._keyword, self._on = keyword, on

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.tag(ids, self._keyword, self._on)


class Snooze:
    """Hides until a moment."""

    def __init__(self, until: datetime | None) -> None:
        self._until = until

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.snooze(ids, self._until)


class Move:
    """Moves into a folder."""

    def __init__(self, folder: int) -> None:
        self._folder = folder

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.move(ids, self._folder)


class Copy:
    """Copies into a folder."""

    def __init__(self, folder: int) -> None:
        self._folder = folder

    def __call__(self, acts: MailActs, ids: Sequence[int]) -> Done:
        """Do it."""
        return acts.copy(ids, self._folder)


def archive(acts: MailActs, ids: Sequence[int]) -> Done:
    """Move into the archive."""
    return acts.archive(ids)


def delete(acts: MailActs, ids: Sequence[int]) -> Done:
    """Move into the trash."""
    return acts.delete(ids)


def purge(acts: MailActs, ids: Sequence[int]) -> Done:
    """Delete for ever."""
    return acts.delete(ids, for_ever=True)
