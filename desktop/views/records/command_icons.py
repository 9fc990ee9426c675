"""Pictures of the commands that entities declare: the same deed looks the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_VERBS: Final[Mapping[str, str]] = {
    "anonymise": "user-x",
    "assign": "arrow-right-left",
    "begin": "play",
    "cancel": "ban",
    "consent": "shield-check",
    "convert": "circle-arrow-right",
    "drop": "circle-off",
    "give": "gift",
    "hand_over": "arrow-right-left",
    "hold": "check",
    "join": "merge",
    "make_real": "badge-check",
    "miss": "phone-missed",
    "place_addresses": "map-pinned",
    "plan_gift": "gift",
    "recycle": "rotate-ccw",
    "resume_care": "heart-handshake",
    "save_vcard": "contact",
    "stop_care": "heart-off",
    "to_account": "circle-arrow-right",
    "to_lead": "circle-arrow-right",
}


def command_icon(key: str) -> str:
    """Return the name of a command's picture; "" for one that has none."""
    return _VERBS.get(key.partition(".")[2], "")
