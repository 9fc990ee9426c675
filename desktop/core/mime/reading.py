"""From raw bytes to a `Message`: the door of this package."""

from __future__ import annotations

from typing import Final

from desktop.core.mime.bodies import read_body
from desktop.core.mime.limits import LIMITS, Limits
from desktop.core.mime.lists import (
    ancestors,
    importance,
    is_automatic,
    list_id,
    message_ids,
    unsubscribing,
)
from desktop.core.mime.mailboxes import read_mailboxes
from desktop.core.mime.moments import read_moment
from desktop.core.mime.previews import preview_of
from desktop.core.mime.subjects import base_subject
from desktop.core.mime.values import Mailbox, Message
from desktop.core.mime.walking import walk

_FEW: Final = 10  # mailboxes of fields that hold one


def read_message(raw: bytes, limits: Limits = LIMITS) -> Message:
    """Return what a message says. Never raises because of what the bytes are.

    Args:
        raw: the message as a server gives it or a file holds it; with any line ends, also only
            its beginning. A part within it (message/rfc822) is read by `part.content()`.
        limits: how much is read; what was left out is told in `flaws`.
    """
    root, flaws = walk(raw, limits)
    headers = root.headers
    hidden = 0

    def people(name: str, most: int = _FEW) -> tuple[Mailbox, ...]:
        nonlocal hidden
        found, more = read_mailboxes(headers.first(name), most, headers.charset)
        hidden += more
        return found

    subject = headers.text("subject", limits.subject_chars)
    references, answered = ancestors(headers, limits.ancestors)
    ids = message_ids(headers.first("message-id"))
    body = read_body(root, limits)
    return Message(
        headers=headers,
        message_id=ids[0] if ids else "",
        references=references,
        in_reply_to=answered,
        date=read_moment(headers.first("date")),
        subject=subject,
        subject_base=base_subject(subject),
        from_=people("from"),
        sender=people("sender"),
        reply_to=people("reply-to"),
        to=people("to", limits.mailboxes),
        cc=people("cc", limits.mailboxes),
        bcc=people("bcc", limits.mailboxes),
        hidden_mailboxes=hidden,
        body=body,
        preview=preview_of(body.text),
        importance=importance(headers),
        list_id=list_id(headers),
        unsubscribe=unsubscribing(headers),
        receipt_to=people("disposition-notification-to"),
        is_automatic=is_automatic(headers),
        root=root,
        flaws=flaws,
    )
