"""What a new person's login and first password may be, as a suggestion."""

from __future__ import annotations

import re
import secrets
from typing import Final

from desktop.core.words import fold

LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,59}")
_RESERVED: Final = re.compile(r"pg_.*|postgres|lienhe_.*|public|none")
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_GROUPS, _LONG = 3, 4


def is_login(text: str) -> bool:
    """Tell whether `text` can be a login at a centre."""
    return bool(LOGIN.fullmatch(text)) and not _RESERVED.fullmatch(text)


def suggested_login(full_name: str) -> str:
    """Return a login for a name: given name, full stop, family name, without marks.

    "Nguyễn Văn An" gives "an.nguyen"; a name of one word gives that word.
    """
    words = [re.sub(r"[^a-z0-9]", "", word) for word in fold(full_name).split()]
    words = [word for word in words if word]
    parts = words[-1:] + words[:1] if len(words) > 1 else words
    made = ".".join(parts)[:60]
    return made if is_login(made) else ""


def first_password() -> str:
    """Return a password that is hard to guess and easy to say on the telephone (59 bits)."""
    groups = (
        "".join(secrets.choice(_SIGNS) for _sign in range(_LONG)) for _group in range(_GROUPS)
    )
    return "-".join(groups)
