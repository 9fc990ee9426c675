"""Acts on folders, with what they need."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.mail.ports import MailActs
from desktop.core.mail.values import Done


class OnFolder:
    """Does something with one folder, by the name of the act."""

    def __init__(self, verb: str, folder: int) -> None:
        self._verb, self._folder = verb, folder

    def __call__(self, acts: MailActs) -> Done:
        """Do it."""
        if self._verb == "read_all":
            return acts.read_all(self._folder)
        if self._verb == "empty_folder":
            return acts.empty_folder(self._folder)
        return acts.delete_folder(self._folder)


class MoveFolder:
    """Hangs a folder below another."""

    def __init__(self, folder: int, parent: int | None) -> None:
        self._folder, self._parent = folder, parent

    def __call__(self, acts: MailActs) -> Done:
        """Do it."""
        return acts.move_folder(self._folder, self._parent)


class Named:
    """Hands a name to an act."""

    def __init__(self, act: Callable[[MailActs, str], Done], name: str) -> None:
        self._act, self._given = act, name

    def __call__(self, acts: MailActs) -> Done:
        """Do it."""
        return self._act(acts, self._given)
