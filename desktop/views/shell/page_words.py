"""What a page is called on its tab, and its picture."""

from __future__ import annotations

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.i18n import _
from desktop.views.icons import icon_exists
from desktop.views.shell.screens import ScreenRegister
from desktop.views.shell.targets import RECORD, Target


def picture_of(entity: Entity, icon: str) -> str:
    """Return the icon of a record: the one that was kept for it, if there still is such a one."""
    return icon if icon and icon_exists(icon) else entity.icon


def words_of(target: Target, register: ScreenRegister) -> tuple[str, str]:
    """Return the words and the icon for `target`."""
    if target.screen in register.hand_made:
        screen = register.hand_made[target.screen]
        return target.title or _(screen.label), screen.icon
    try:
        entity = get_entity(target.entity)
    except UnknownEntityError:
        return target.title, "file"
    if target.screen == RECORD:
        return target.title or _(entity.label), picture_of(entity, target.icon)
    if target.bin:
        return _("{list}: recycle bin").format(list=_(entity.plural)), "trash-2"
    return target.title or _(entity.plural), entity.icon
