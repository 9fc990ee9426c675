"""Which screens are painted in which look, and when it is there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from tools.shots.takes import Take

NOW: Final = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)  # a Friday morning in Hanoi
ZONE: Final = "Asia/Ho_Chi_Minh"
OWNER: Final = "Nguyễn Văn An"
SIZE: Final = (1280, 800)

# The picture, and the scene of `tools.shots` that takes it.
LIGHT: Final = {
    "home": "home",
    "list-off": "list-off",
    "list-grouped": "list-grouped",
    "column-chooser": "column-chooser",
    "card-company": "card-company",
    "card-person": "card-person",
    "quick-create": "quick-create",
    "filter-builder": "filter-builder",
    "statistics-bars": "statistics",
    "settings-1": "settings",
}
DARK: Final = {"home": "home", "list-off": "list-off", "card-company": "card-company"}
TAKES: Final = {
    "vi-light": (Take("vi-light", size=SIZE, scenes=tuple(LIGHT.values())), tuple(LIGHT)),
    "vi-dark": (Take("vi-dark", theme="dark", size=SIZE, scenes=tuple(DARK.values())), tuple(DARK)),
}
