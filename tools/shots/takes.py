"""Takes: in which language, look, size and scale which scenes are played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EVERYTHING: Final[tuple[str, ...]] = ()
LARGE: Final = (1440, 900)
LEAST: Final = (1024, 640)


@dataclass(frozen=True, slots=True)
class Take:
    """One run of the camera; each is a process of its own, for Qt scales a process as a whole."""

    name: str
    language: str = "vi"
    theme: str = "light"
    size: tuple[int, int] = LARGE
    scale: int = 1
    scenes: tuple[str, ...] = EVERYTHING

    def has(self, scene: str) -> bool:
        """Tell whether a scene belongs to it."""
        return not self.scenes or scene in self.scenes


_SOME: Final = (
    "home",
    "list-right",
    "list-bottom",
    "list-off",
    "card-company",
    "card-new",
    "filter-builder",
    "quick-create",
    "settings",
    "import",
    "first-run",
    "palette",
    "statistics",
    "administration",
    "sharing",
    "problems",
)
TAKES: Final = (
    Take("vi-light"),
    Take("vi-dark", theme="dark"),
    Take("vi-small", size=LEAST, scenes=_SOME),
    Take("vi-200", size=LEAST, scale=2, scenes=("home", "list-right", "card-company", "settings")),
    Take("en-light", language="en", scenes=_SOME),
)


# The picture in the README: wide enough for the card beside the list.
README: Final = Take("readme", size=(1520, 740), scenes=("list-right",))


def find_take(name: str) -> Take:
    """Return the take of that name."""
    return next(take for take in (*TAKES, README) if take.name == name)
