"""The mark of a demo profile: how far its company is made, and that it is none of real people."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.store.marks import read_mark, write_mark
from desktop.store.work import Store

_KEY: Final = "demo"


@dataclass(frozen=True, slots=True)
class DemoMark:
    """A profile that carries one can never be joined to a server."""

    made_on: date  # the day that the company's six years lead up to
    shown_on: date  # the day for which its plans were moved on to last
    done: int = 0  # steps
    of: int = 0  # 0: nobody knows yet

    @property
    def is_made(self) -> bool:
        """Tell whether the company is complete."""
        return self.done >= self.of > 0


def read_demo_mark(store: Store) -> DemoMark | None:
    """Return the profile's mark; None of an ordinary profile."""
    text = read_mark(store, _KEY)
    if text is None:
        return None
    data = json.loads(text)
    made_on, shown_on = (date.fromisoformat(data[name]) for name in ("made_on", "shown_on"))
    return DemoMark(made_on, shown_on, data["done"], data["of"])


def write_demo_mark(store: Store, mark: DemoMark) -> None:
    """Note how far the company is, inside the unit of work under way."""
    data = {
        "made_on": mark.made_on.isoformat(),
        "shown_on": mark.shown_on.isoformat(),
        "done": mark.done,
        "of": mark.of,
    }
    write_mark(store, _KEY, json.dumps(data))


def is_demo(store: Store) -> bool:
    """Tell whether the profile holds the demo company, be it half made."""
    return read_mark(store, _KEY) is not None
