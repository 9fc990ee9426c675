"""Pictures of the commands that entities declare: the same deed looks the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_VERBS: Final[Mapping[str, str]] = {
    "accept": "check-check",
    "anonymise": "user-x",
    "assign": "arrow-right-left",
    "begin": "play",
    "cancel": "ban",
    "clear_baseline": "flag-off",
    "consent": "shield-check",
    "convert": "circle-arrow-right",
    "decline": "x",
    "drop": "circle-off",
    "finish": "circle-check",
    "from_template": "copy-plus",
    "give": "gift",
    "grade": "medal",
    "hand_back": "undo-2",
    "hand_over": "arrow-right-left",
    "hold": "check",
    "join": "merge",
    "make_real": "badge-check",
    "miss": "phone-missed",
    "move": "folder-input",
    "pause": "pause",
    "place_addresses": "map-pinned",
    "plan_gift": "gift",
    "plan_on": "calendar-plus",
    "recycle": "rotate-ccw",
    "reopen": "rotate-ccw",
    "report": "message-square-text",
    "resume_care": "heart-handshake",
    "save_template": "layout-template",
    "save_vcard": "contact",
    "set_baseline": "flag",
    "start": "play",
    "start_timer": "timer",
    "stop_care": "heart-off",
    "to_account": "circle-arrow-right",
    "to_lead": "circle-arrow-right",
    "wait": "hourglass",
    "watch": "eye",
}


def command_icon(key: str) -> str:
    """Return the name of a command's picture; "" for one that has none."""
    return _VERBS.get(key.partition(".")[2], "")
