"""What is remembered of the page of mail: widths, favourites, and how each place is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from desktop.core.filters import Json
from desktop.core.json_file import JsonObject
from desktop.core.mail.places import MailPlace, MailSort, PlaceKind, QuickFilter
from desktop.core.mail.values import FolderRole
from desktop.core.quick_dataclass import dataclass

KEPT: Final = 300  # places whose look is remembered
RIGHT: Final = "right"


@dataclass(frozen=True, slots=True)
class PlaceState:
    """How one place is looked at."""

    is_table: bool = False
    conversations: bool = False
    sort: MailSort = MailSort.DATE
    descending: bool = True
    only: frozenset[QuickFilter] = frozenset()
    folded: frozenset[str] = frozenset()  # keys of groups

    def to_json(self) -> JsonObject:
        """Return what differs from the usual look."""
        data: JsonObject = {}
        for name in ("is_table", "conversations"):
            if getattr(self, name):
                data[name] = True
        if self.sort is not MailSort.DATE:
            data["sort"] = self.sort.value
        if not self.descending:
            data["ascending"] = True
        if self.only:
            data["only"] = [*sorted(one.value for one in self.only)]
        if self.folded:
            data["folded"] = [*sorted(self.folded)]
        return data


USUAL: Final = PlaceState()


@dataclass(frozen=True, slots=True)
class MailState:
    """Everything that is remembered of the page."""

    place: str = ""  # key of the place in view
    places: Mapping[str, PlaceState] = field(default_factory=dict)
    favourites: tuple[str, ...] = ()  # keys of places
    searches: tuple[str, ...] = ()  # conditions of search folders
    closed: frozenset[str] = frozenset()  # nodes of the tree that are folded
    pane: str = RIGHT
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    is_paper: bool = False  # mail is read on light ground in a dark theme too

    def of(self, place: MailPlace) -> PlaceState:
        """Return how a place is looked at."""
        return self.places.get(place.key, USUAL)

    def keeping(self, place: MailPlace, state: PlaceState) -> MailState:
        """Return the state with another look of one place."""
        kept = {key: one for key, one in self.places.items() if key != place.key}
        kept[place.key] = state
        return replace(self, places=dict(list(kept.items())[-KEPT:]))

    def toggled(self, place: MailPlace) -> MailState:
        """Return the state with a place among the favourites, or no more."""
        if place.key in self.favourites:
            return replace(
                self, favourites=tuple(one for one in self.favourites if one != place.key)
            )
        return replace(self, favourites=(*self.favourites, place.key))

    def to_json(self) -> JsonObject:
        """Return what the window keeps."""
        sizes: JsonObject = {name: list(found) for name, found in self.sizes.items()}
        places: JsonObject = {
            key: data for key, one in self.places.items() if (data := one.to_json())
        }
        return {
            "place": self.place,
            "places": places,
            "favourites": list(self.favourites),
            "searches": list(self.searches),
            "closed": [*sorted(self.closed)],
            "pane": self.pane,
            "sizes": sizes,
            "paper": self.is_paper,
        }


def state_from_json(data: Mapping[str, Json]) -> MailState:
    """Return the state that was kept; what does not fit any more is left out."""
    places, sizes, pane = data.get("places"), data.get("sizes"), data.get("pane")
    return MailState(
        place=str(data.get("place") or ""),
        places={
            key: _place_state(one)
            for key, one in (places.items() if isinstance(places, dict) else ())
            if isinstance(one, dict)
        },
        favourites=_texts(data.get("favourites")),
        searches=_texts(data.get("searches")),
        closed=frozenset(_texts(data.get("closed"))),
        pane=pane if pane in {"right", "bottom", "off"} else RIGHT,
        sizes={
            name: tuple(size for size in found if isinstance(size, int))
            for name, found in (sizes.items() if isinstance(sizes, dict) else ())
            if isinstance(found, list)
        },
        is_paper=bool(data.get("paper")),
    )


def place_from_key(key: str) -> MailPlace | None:
    """Return the place whose key was kept; None if it is none."""
    import uuid

    try:
        kind, rest = key.split("/", 1)
        inner, account, words = rest.split("/", 2)
        numbers = tuple(int(one) for one in inner.split(",") if one.isdigit())
        role = FolderRole(inner) if inner and not numbers else None
        owner = uuid.UUID(account) if account else None
        return MailPlace(PlaceKind(kind), numbers, role, owner, words)
    except ValueError:
        return None


def _place_state(data: Mapping[str, Json]) -> PlaceState:
    try:
        return PlaceState(
            bool(data.get("is_table")),
            bool(data.get("conversations")),
            MailSort(str(data.get("sort") or MailSort.DATE)),
            not data.get("ascending"),
            frozenset(QuickFilter(one) for one in _texts(data.get("only"))),
            frozenset(_texts(data.get("folded"))),
        )
    except ValueError:
        return USUAL


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
