"""With what all commands are tried: an entity of each sort, a profile that stays small."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final

from desktop.core.entities import iter_entities
from desktop.services.opening import OpenProfile, open_for_window

TESTS_IN_ONE: Final = 40  # profile
Lent = Generator[OpenProfile, None, None]


def one_of_each_sort() -> set[str]:
    """Return an entity of each sort: what all have is tried with those, not with a hundred."""
    sorts: dict[tuple[object, ...], str] = {}
    for one in iter_entities():
        bare = (one.dictionary, one.company, one.internal, one.private, one.module == "system")
        facts = (bool(one.ledger), bool(one.hides_by), bool(one.involves), bool(one.status))
        sorts.setdefault((*bare, *facts), one.key)
    return set(sorts.values())


def lend_profiles(make_folder: Callable[[], Path]) -> Lent:
    """Yield a profile for each test, a new one now and then: whole states are compared."""
    while True:
        found = open_for_window(make_folder(), "Nguyễn Văn An")
        try:
            for _test in range(TESTS_IN_ONE):
                yield found
        finally:
            found.close()
