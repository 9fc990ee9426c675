"""How the window was left, as JSON with a version, in the profile's `ui.json`."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from desktop.core.filters import Json
from desktop.core.json_file import JsonKeeper, JsonObject, read_json
from desktop.core.paths import Profile
from desktop.core.quick_dataclass import dataclass
from desktop.core.settings import READING_PANES
from desktop.views.shell.targets import Target, target_from_json, target_to_json

FORMAT: Final = 1
Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(slots=True)
class WindowState:
    """Everything about the window that comes back at the next start."""

    box: Box | None = None
    maximised: bool = False
    navigation: bool = True  # the navigation pane is shown
    sizes: dict[str, list[int]] = field(default_factory=dict)  # of splitters, by name
    panes: dict[str, str] = field(default_factory=dict)  # reading pane, by module
    default_pane: str = "right"  # of the others; a setting, not kept here
    views: dict[str, JsonObject] = field(default_factory=dict)  # of screens, by page
    tabs: list[Target] = field(default_factory=list)  # open records
    main: Target | None = None  # the page in the first tab
    current: int = 0  # the tab in front
    folded: list[str] = field(default_factory=list)  # sections of the navigation
    favourites: list[Target] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)  # the person's order
    recents: JsonObject = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """Return the state as JSON."""
        return {
            "format": FORMAT,
            "box": list(self.box) if self.box else None,
            "maximised": self.maximised,
            "navigation": self.navigation,
            "sizes": {name: list(sizes) for name, sizes in self.sizes.items()},
            "panes": dict(self.panes),
            "views": dict(self.views),
            "tabs": [target_to_json(tab) for tab in self.tabs],
            "main": target_to_json(self.main) if self.main else None,
            "current": self.current,
            "folded": list(self.folded),
            "favourites": [target_to_json(target) for target in self.favourites],
            "modules": list(self.modules),
            "recents": self.recents,
        }


def state_from_json(data: JsonObject) -> WindowState:
    """Return the state that `to_json` wrote; what cannot be read takes its default."""
    state = WindowState()
    if data.get("format") != FORMAT:
        return state
    state.box = _box(data.get("box"))
    state.maximised = data.get("maximised") is True
    state.navigation = data.get("navigation") is not False
    state.sizes = {name: _numbers(sizes) for name, sizes in _object(data.get("sizes")).items()}
    state.panes = {
        module: pane
        for module, pane in _object(data.get("panes")).items()
        if isinstance(pane, str) and pane in READING_PANES
    }
    state.views = {page: _object(view) for page, view in _object(data.get("views")).items()}
    state.tabs = _targets(data.get("tabs"))
    state.main = target_from_json(data.get("main"))
    current = data.get("current")
    state.current = current if isinstance(current, int) else 0
    state.folded = _texts(data.get("folded"))
    state.favourites = _targets(data.get("favourites"))
    state.modules = _texts(data.get("modules"))
    state.recents = _object(data.get("recents"))
    return state


class StateKeeper:
    """Reads the state at the start, before there is a window, and writes it in a thread."""

    def __init__(self, profile: Profile) -> None:
        self._file = JsonKeeper(profile.ui)
        self.state = state_from_json(read_json(profile.ui))

    def save(self) -> None:
        """Write the state soon."""
        self._file.save(self.state.to_json())

    def close(self) -> None:
        """Write the state and wait until it is on the disk."""
        self.save()
        self._file.flush()


def _object(data: Json) -> JsonObject:
    return data if isinstance(data, dict) else {}


def _numbers(data: Json) -> list[int]:
    items = data if isinstance(data, list) else []
    return [item for item in items if isinstance(item, int)]


def _texts(data: Json) -> list[str]:
    items = data if isinstance(data, list) else []
    return [item for item in items if isinstance(item, str)]


def _box(data: Json) -> Box | None:
    match _numbers(data):
        case [left, top, width, height] if width > 0 and height > 0:
            return left, top, width, height
    return None


def _targets(data: Json) -> list[Target]:
    found = (target_from_json(item) for item in (data if isinstance(data, list) else []))
    return [target for target in found if target]
