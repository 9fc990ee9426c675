"""The register of scenes, in the order in which they are played."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from tools.shots.studio import Studio

Play = Callable[[Studio], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: its name, which is that of its pictures or their beginning, and what happens."""

    name: str
    play: Play


_SCENES: Final[list[Scene]] = []


def scene(name: str) -> Callable[[Play], Play]:
    """Declare a scene; it begins and ends on the page Today with nothing open."""

    def declare(play: Play) -> Play:
        _SCENES.append(Scene(name, play))
        return play

    return declare


def all_scenes() -> tuple[Scene, ...]:
    """Return every scene that was declared."""
    return tuple(_SCENES)
