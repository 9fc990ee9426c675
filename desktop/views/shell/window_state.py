"""How the windows were left, as JSON with a version, in the profile's `ui.json`.

The first window stands at the top, as there mostly is no other; further ones are in its `others`.
"""

from __future__ import annotations

from dataclasses import field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from desktop.core.filters import Json
from desktop.core.json_file import JsonKeeper, JsonObject, read_json
from desktop.core.paths import Profile
from desktop.core.quick_dataclass import dataclass
from desktop.core.settings import READING_PANES
from desktop.views.shell.targets import Target, target_from_json, target_to_json

if TYPE_CHECKING:
    from desktop.core.sealing import Seal

FORMAT: Final = 1
MOST: Final = 20  # windows that come back
Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(slots=True)
class WindowState:
    """Everything about a window that comes back at the next start."""

    card: bool = False  # it shows one record and nothing else
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
            "card": self.card,
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
    state.card = data.get("card") is True
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


class _StatesFile:
    """The states of all windows and the file that they are kept in."""

    def __init__(self, profile: Profile, seal: Seal | None) -> None:
        self.file = JsonKeeper(profile.ui, seal)
        data = read_json(profile.ui, seal)
        others = data.pop("others", None)
        self.states = [state_from_json(data)]
        items = others if isinstance(others, list) else []
        self.unread = [one for one in items if isinstance(one, dict)]
        self._is_over = False

    def empty(self) -> None:
        """Keep nothing from now on."""
        self._is_over = True
        self.file.save({})

    def save(self) -> None:
        if self._is_over:
            return
        # The first is the one that is there at once at the next start: never a mere card.
        ordered = sorted(self.states, key=attrgetter("card"))
        first, *others = [state.to_json() for state in ordered]
        self.file.save({**first, "others": [*others, *self.unread]})


class StateKeeper:
    """Reads the states at the start, before there is a window, and writes them in a thread.

    Each window has a keeper of its own; they share one file.
    """

    def __init__(
        self,
        kept_in: Profile | _StatesFile,
        seal: Seal | None = None,
        state: WindowState | None = None,
    ) -> None:
        """Read them; an encrypted profile has a `seal`: titles and searches are in them."""
        file = kept_in if isinstance(kept_in, _StatesFile) else _StatesFile(kept_in, seal)
        self._kept_in = file
        self.state = state or file.states[0]

    def others(self) -> list[StateKeeper]:
        """Return keepers for the further windows that were open; asked once, after the start."""
        unread, self._kept_in.unread = self._kept_in.unread[: MOST - 1], []
        return [self.beside(state_from_json(data)) for data in unread]

    def beside(self, state: WindowState) -> StateKeeper:
        """Return the keeper of a further window."""
        self._kept_in.states.append(state)
        return StateKeeper(self._kept_in, state=state)

    def copy(self, *, card: bool) -> WindowState:
        """Return how a further window begins: it looks like this one and has nothing open yet."""
        made = state_from_json(self.state.to_json())
        made.default_pane = self.state.default_pane
        made.main, made.tabs, made.current = None, [], 0
        made.box, made.maximised = None, False
        made.card, made.navigation = card, made.navigation and not card
        return made

    def forget(self) -> bool:
        """Let the window not come back, unless it is the last that is no card; tell whether."""
        states = self._kept_in.states
        is_last = not self.state.card and sum(not state.card for state in states) == 1
        if not is_last:
            self._kept_in.states = [state for state in states if state is not self.state]
        self.save()
        return not is_last

    def save(self) -> None:
        """Write the states soon."""
        self._kept_in.save()

    def empty(self) -> None:
        """Keep nothing of any window from now on: what they named is not here any more."""
        self._kept_in.empty()

    def close(self) -> None:
        """Write the states and wait until they are on the disk."""
        self.save()
        self._kept_in.file.flush()


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
