"""The schema's history; `HEAD` is what this program's database looks like.

The number is also the database's `user_version`, so that opening a current one needs no Alembic.
"""

from __future__ import annotations

from typing import Final

HEAD: Final = 5
