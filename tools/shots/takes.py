"""Takes: in which language, look, size and scale which scenes are played."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop.core.i18n import LANGUAGES
from desktop.views.tokens import THEMES

EVERYTHING: Final[tuple[str, ...]] = ()
LARGE: Final = (1440, 900)
LEAST: Final = (1024, 640)
FULL: Final = (1920, 1080)
_ANY_LOOK: Final = re.compile(
    rf"({'|'.join(LANGUAGES)})-({'|'.join(THEMES)})-(\d+)x(\d+)(?:@(\d))?"
)


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
    "diary",
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
    Take("vi-contrast", theme="contrast", scenes=_SOME),
    Take("vi-full", size=FULL, scenes=_SOME),
    Take("vi-small", size=LEAST, scenes=_SOME),
    Take("vi-200", size=LEAST, scale=2, scenes=("home", "list-right", "card-company", "settings")),
    Take("en-light", language="en", scenes=_SOME),
)


# The picture in the README: wide enough for the card beside the list.
README: Final = Take("readme", size=(1520, 740), scenes=("list-right",))


def find_take(name: str) -> Take:
    """Return the take of that name, or one that looks as its name says; raise LookupError."""
    for take in (*TAKES, README):
        if take.name == name:
            return take
    look = _ANY_LOOK.fullmatch(name)
    if look is None:
        raise LookupError(f"There is no take {name}.")
    language, theme, width, height, scale = look.groups()
    return Take(name, language, theme, (int(width), int(height)), int(scale or 1))
