"""Removes what programs left in the folder for temporary files that were killed.

A program that ends takes its own socket away; a killed one leaves it, and nobody would ever remove
it unless the same profile is opened again.
"""

from __future__ import annotations

import re
import socket
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

MOST: Final = 2_000  # in one go
YOUNGEST_SECONDS: Final = 60  # a younger one may just be coming to life
PATIENCE_SECONDS: Final = 0.2
NAME: Final = re.compile(r"lienhe-[0-9a-f]{16}")


def remove_dead_sockets(folder: Path) -> int:
    """Remove the sockets of our programs at which nobody listens; return how many."""
    kind = getattr(socket, "AF_UNIX", None)
    if kind is None:
        return 0
    found = 0
    oldest = time.time() - YOUNGEST_SECONDS
    with suppress(OSError):
        for path in sorted(folder.glob("lienhe-*"))[:MOST]:
            if NAME.fullmatch(path.name) and _is_dead(path, kind, oldest):
                with suppress(OSError):
                    path.unlink()
                    found += 1
    return found


def _is_dead(path: Path, kind: int, oldest: float) -> bool:
    try:
        facts = path.lstat()
        if not stat.S_ISSOCK(facts.st_mode) or facts.st_mtime > oldest:
            return False
        with socket.socket(kind, socket.SOCK_STREAM) as caller:
            caller.settimeout(PATIENCE_SECONDS)
            caller.connect(str(path))
    except ConnectionRefusedError:
        return True
    except OSError:
        return False  # gone, or not ours to ask
    return False
