"""What long work is under way at a store: no two threads of the worker are to do the same."""

from __future__ import annotations

import threading


class Chores:
    """Known to all threads of one store.

    Attributes:
        loading: keys of entities whose indexes are made once their rows are here.
        filling: held by whoever makes search documents.
        wants_filling: set while somebody wants that who has not begun.
    """

    def __init__(self) -> None:
        self.loading: set[str] = set()
        self.filling = threading.Lock()
        self.wants_filling = threading.Event()
