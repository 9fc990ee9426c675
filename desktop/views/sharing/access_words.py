"""How rights on a record are told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.access import Reason, Why
from desktop.core.i18n import N_, _
from desktop.core.permissions import Level

KINDS: Final = {"user": "circle-user", "unit": "network", "role": "shield-check"}
LEVELS: Final = {
    Level.VIEW: N_("View"),
    Level.EDIT: N_("Edit"),
    Level.DELETE: N_("Edit and delete"),
    Level.SHARE: N_("Everything, hand over too"),
}
_REASONS: Final = {
    Why.OWNER: N_("in charge"),
    Why.SHARE: N_("shared"),
    Why.ROLE: N_("role {name}"),
    Why.SEEN: N_("shown to everybody"),
    Why.ABOVE: N_("by the record that it belongs to"),
}


def level_words(level: Level) -> str:
    """Return what somebody may do."""
    return _(LEVELS[level]) if level in LEVELS else ""


def reason_words(reason: Reason, person: uuid.UUID, names: Mapping[uuid.UUID, str]) -> str:
    """Return why somebody may do it: "shared with Kinh doanh", "role Kế toán"."""
    name = names.get(reason.by, "") if reason.by else ""
    if reason.why is Why.SHARE and reason.by != person and name:
        return _("shared with {name}").format(name=name)
    if reason.why is Why.SEEN and name:
        return _("shown to the unit {name}").format(name=name)
    return _(_REASONS[reason.why]).format(name=name)
