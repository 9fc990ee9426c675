"""What is made with its first use: no start waits for what nobody asks for."""

from __future__ import annotations

from collections.abc import Callable


class Late:
    """Stands for an object that is made when it is first asked for something; of one thread."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._made: object | None = None

    def __getattr__(self, name: str) -> object:
        """Return what the object has of that name."""
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)

    def interrupt(self) -> None:
        """Stop what the object does, if it was made already; any thread may call it."""
        self._do("interrupt")

    def close(self) -> None:
        """Close the object, if it was ever made."""
        self._do("close")

    def _do(self, name: str) -> None:
        act = getattr(self._made, name, None)
        if act is not None:
            act()
