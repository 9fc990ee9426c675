"""What a person chose to be told, and that notices were read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.errors import InputError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.notices.channels import CHANNELS, is_configured
from desktop.core.notices.reading import notice_key
from desktop.core.permissions import Visibility
from desktop.core.reminders.choices import EVERY_KIND, choice_id
from desktop.core.reminders.occasions import attention_id
from desktop.core.reminders.quiet_hours import quiet_from_json
from desktop.models.activities import Comment
from desktop.models.notices import Attention, Notice, NoticeChoice
from desktop.services.activities.comments import mark_read as mark_comments_read
from desktop.services.commands import command
from desktop.store.work import Work

_MENTIONED: Final = "mentioned"


@command("notice_choice.choose", label=N_("Choose what I am told"))
def choose(work: Work, kind: str, channels: Sequence[str]) -> None:
    """Be told of a kind by these channels, by none if there are none.

    Raises:
        InputError: nothing sends by one of them.
    """
    for channel in channels:
        if channel not in CHANNELS or not is_configured(channel):
            raise InputError(_("This channel is not configured."))
    _choice(work, kind).channels = list(channels)


@command("notice_choice.rest", label=N_("Set quiet hours"))
def rest(work: Work, quiet: Mapping[str, Json]) -> None:
    """Let nothing come to the front in these hours; see `core.reminders.quiet_hours`."""
    _choice(work, EVERY_KIND).quiet = quiet_from_json(quiet).to_json()


@command("notice.mark_read", label=N_("Mark notices as read"), undo=False)
def mark_read(work: Work, ids: Sequence[str]) -> int:
    """Note that the actor has read notices, and comments that they are about; return how many."""
    found = work.session.scalars(
        sa.select(Notice).where(Notice.id.in_([uuid.UUID(one) for one in ids]))
    ).all()
    for notice in found:
        attention = _attention(work, notice_key(notice.id))
        attention.seen_at = attention.seen_at or work.now
        if notice.kind == _MENTIONED:
            _read_comments(work, notice)
    return len(found)


def _read_comments(work: Work, notice: Notice) -> None:
    about = sa.select(Comment.id).where(
        Comment.record_type == notice.record_type,
        Comment.record_id == notice.record_id,
        Comment.deleted_at.is_(None),
    )
    ids = [str(one) for one in work.session.scalars(about)]
    if ids:
        mark_comments_read(work, ids=ids)


def _choice(work: Work, kind: str) -> NoticeChoice:
    me = work.actor.user_id
    found = work.session.get(NoticeChoice, choice_id(me, kind))
    if found is None:
        found = NoticeChoice(id=choice_id(me, kind), user_id=me, kind=kind)
        work.session.add(found)
    return found


def _attention(work: Work, key: str) -> Attention:
    record_id = attention_id(work.actor.user_id, key)
    found = work.session.get(Attention, record_id)
    if found is None:
        found = Attention(id=record_id, key=key, visibility=Visibility.PRIVATE)
        work.session.add(found)
    return found
