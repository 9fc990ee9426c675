"""The line on a card that says why its form can only be read, or parts of it."""

from __future__ import annotations

from collections.abc import Container

from desktop.core.i18n import _
from desktop.core.pages import Card
from desktop.core.permissions import SHARING, Level
from desktop.views.records.notice_bar import NoticeBar

OWNER = "owner_id"


class RightsBar(NoticeBar):
    """Hidden while the person may save the record."""

    def show_card(self, card: Card) -> None:
        """Say what the person lacks, if anything."""
        if card.deleted or is_open(card):
            self.hide()
        else:
            self.say(why_locked(card))


def is_open(card: Card) -> bool:
    """Tell whether the person may change the record."""
    return card.may_save and card.level >= Level.EDIT


def locked_fields(card: Card) -> Container[str] | None:
    """Return the fields that the person may only read; None: all of them."""
    if not is_open(card):
        return None
    return SHARING if card.level < Level.SHARE else ()


def why_locked(card: Card) -> str:
    """Return why the record can only be read, and who can change that."""
    if not card.may_save:
        return _("You can only read this: none of your roles lets you change such records.")
    if owner := card.texts.get(OWNER):
        told = _("You can only read this record. {owner} can give you the right to change it.")
        return told.format(owner=owner)
    return _("You can only read this record: you lack the right to change it.")
