"""Own fields and words in tests: forgotten after each, as entities are known to the process."""

from __future__ import annotations

from desktop.core.entities import iter_entities, replace_entity
from desktop.core.i18n import set_own_words


def forget_own_fields() -> None:
    """Let all entities be as the program declares them, called as it calls them."""
    from desktop.models.base import record_class

    for entity in list(iter_entities()):
        declared = entity.declared()
        if declared != entity:
            replace_entity(declared)
        record_class(entity.key).__entity__ = declared
    set_own_words({})
