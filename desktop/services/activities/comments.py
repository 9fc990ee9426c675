"""Comments to colleagues on any record; only who wrote one changes or deletes it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError, RecordGoneError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.activities import Comment
from desktop.models.base import Record, record_class
from desktop.models.organisation import AppUser
from desktop.services.activities.texts import subject_of
from desktop.services.authors import require_author
from desktop.services.commands import command
from desktop.store.work import Work

TEXT: Final = Field("text", N_("Comment"), Kind.LONG_TEXT, required=True)
_LONGEST: Final = 20_000  # letters; what is longer is a document
_CUSTOMER: Final = "account"


@command("comment.post", label=N_("Post the comment"), form=(TEXT,))
def post_comment(work: Work, record_type: str, record_id: str, text: str) -> str:
    """Comment on the record `record_id` of the entity `record_type`; return the comment's id.

    Whoever is named with an @ and the full name gets notice of it.

    Raises:
        InvalidValueError: nothing is said, or very much.
        RecordGoneError: the record was deleted for good.
    """
    entity = get_entity(record_type)
    about = work.session.get(record_class(record_type), uuid.UUID(record_id))
    if about is None:
        raise RecordGoneError(_("The record was deleted for good."))
    comment = Comment(
        record_type=record_type, record_id=record_id, account_id=_customer_of(entity, about)
    )
    _write(work, comment, text)
    work.session.add(comment)
    work.session.flush()
    return str(comment.id)


@command("comment.rewrite", label=N_("Change the comment"), form=(TEXT,))
def rewrite_comment(work: Work, id: str, text: str) -> None:  # noqa: A002 - the field's name
    """Say it otherwise.

    Raises:
        NotAllowedError: somebody else wrote it.
        InvalidValueError: nothing is said, or very much.
    """
    comment = work.session.get_one(Comment, uuid.UUID(id))
    require_author(work, [comment])
    _write(work, comment, text)


@command("comment.mark_read", label=N_("Mark as read"))
def mark_read(work: Work, ids: Sequence[str] = ()) -> int:
    """Note that the actor has read comments that name them, all of them without `ids`.

    Returns how many were unread.
    """
    me = str(work.actor.user_id)
    naming = sa.select(Comment).where(Comment.deleted_at.is_(None), Comment.mentions.is_not(None))
    if ids:
        naming = naming.where(Comment.id.in_([uuid.UUID(one) for one in ids]))
    unread = [
        one
        for one in work.session.scalars(naming)
        if me in (one.mentions or ()) and me not in (one.read_by or ())
    ]
    for comment in unread:
        comment.read_by = [*(comment.read_by or ()), me]
    return len(unread)


def _write(work: Work, comment: Comment, text: str) -> None:
    body = text.strip()
    if not body:
        raise InvalidValueError(_("Write something first."), field="text")
    if len(body) > _LONGEST:
        raise InvalidValueError(_("This is too long for a comment."), field="text")
    comment.title, comment.body = subject_of(body), body
    comment.mentions = mentioned(work, body) or None


def mentioned(work: Work, text: str) -> list[str]:
    """Return the ids of the colleagues whose full names stand behind an @ in a text."""
    if "@" not in text:
        return []
    living = sa.select(AppUser.id, AppUser.full_name).where(AppUser.deleted_at.is_(None))
    users = work.session.execute(living).all()
    return [str(user) for user, name in users if name and _names(text, name)]


def _names(text: str, name: str) -> bool:
    """Tell whether "@name" stands in the text as whole words: An is not Anh."""
    return re.search(rf"@{re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _customer_of(entity: Entity, record: Record) -> uuid.UUID | None:
    """Return the customer on whose timeline a comment on the record stands."""
    if entity.key == _CUSTOMER:
        return record.id
    links = [f.name for f in entity.fields if f.kind is Kind.LINK and f.target == _CUSTOMER]
    name = entity.timeline if entity.timeline in links else next(iter(links), "")
    found = getattr(record, name) if name else None
    return found if isinstance(found, uuid.UUID) else None
