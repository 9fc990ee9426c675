"""How modules, reaches and levels are called where rights are shown."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.core.permissions import Level, Reach

# Modules with records that somebody may be given rights on; others follow with their entities.
MODULES: Final = {
    "contacts": N_("Customers and activities"),
    "organisation": N_("People, units and roles"),
    "system": N_("Own fields, words and numbers"),
}
REACHES: Final = {
    Reach.OWN: N_("Own records"),
    Reach.UNIT: N_("Records of the own unit"),
    Reach.SUBTREE: N_("Records of the own unit and those below"),
    Reach.ALL: N_("All records"),
}
LEVELS: Final = {
    Level.VIEW: N_("View"),
    Level.EDIT: N_("Edit"),
    Level.DELETE: N_("Edit and delete"),
    Level.SHARE: N_("Everything, hand over too"),
}
