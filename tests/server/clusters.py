"""Where the clusters of tests lie and how they run: as fast as what is thrown away may be."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # files there cost no disk; a company is a thousand of them
ROOM: Final = 3 * 1024**3  # bytes: what is free in a container by default is too little
SETTINGS: Final = {"fsync": "off", "full_page_writes": "off", "max_connections": "60"}


def cluster_folder() -> Path:
    """Make the folder of a cluster, in memory where there is room; who asks removes it."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix="lienhe-pg-", dir=MEMORY if is_roomy else None))
