"""Where the program's own files are: icons, fonts, themes, translations, shipped data."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, as `resource_path("seed_data", "wards.tsv")`.

    The path is returned whether or not the file exists.
    """
    return _root().joinpath(*parts)


@lru_cache(maxsize=1)
def _root() -> Path:
    """Find `resources`: inside a frozen bundle, inside an installed package, or in the sources.

    Raises:
        FileNotFoundError: the installation is incomplete; nothing can be shown without them.
    """
    package = Path(__file__).resolve().parent.parent
    places = [package / "_resources", package.parent / "resources"]
    if bundle := getattr(sys, "_MEIPASS", None):
        places = [Path(bundle, "desktop", "_resources"), Path(bundle, "resources"), *places]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"No resources folder in {[str(place) for place in places]}")
