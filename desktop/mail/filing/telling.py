"""A message as the company may know it: who wrote, when and what, and no more than is shared."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence
from typing import Any, Final

from desktop.core.emails import email_key
from desktop.core.mail.keys import message_key, thread_key
from desktop.core.mail.values import Address, BodyState, MailView

_MOST_NAMED: Final = 50  # recipients


def told_of(
    view: MailView, own: Collection[str], files: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """Return what the command `mail_link.file` takes of a message.

    Args:
        view: the message.
        own: the addresses of the person's accounts, as `email_key` makes them.
        files: name, size and, where its bytes lie in the blob store, blob of each attachment.
    """
    is_own = any(email_key(one.address) in own for one in view.sender)
    return {
        "key": message_key(view.message_id),
        "thread": thread_key(view.message_id, view.references),
        "subject": view.row.subject,
        "sender": _line(view.sender[:1]),
        "recipients": _line((*view.to, *view.cc)[:_MOST_NAMED]),
        "sent_at": view.row.at.isoformat(),
        "direction": "outbound" if is_own else "inbound",
        "snippet": view.row.preview,
        "body": _body(view),
        "files": list(files),
    }


def is_whole(view: MailView) -> bool:
    """Tell whether the text of a message is on this computer, so that it can be shared whole."""
    return view.body is BodyState.HERE


def _body(view: MailView) -> str:
    if not is_whole(view):
        return ""
    return view.html or "<p>" + "<br>".join(map(html.escape, view.text.splitlines())) + "</p>"


def _line(people: Sequence[Address]) -> str:
    return "; ".join(
        f"{one.name} <{one.address}>" if one.name and one.name != one.address else one.address
        for one in people
    )
