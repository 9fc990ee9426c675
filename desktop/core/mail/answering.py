"""Letters begun from a message: to its sender, to everybody, or to somebody else."""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.emails import email_key
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.mail.letters import Answering, Letter, LetterFile, Sender
from desktop.core.mail.values import Address, MailView
from desktop.core.mime.subjects import unmarked_subject

_REPLY, _FORWARD = "Re: ", "Fwd: "
_MOST_REFERENCES: Final = 60


def reply_to(
    view: MailView, senders: Sequence[Sender], *, everybody: bool, letter: uuid.UUID | None = None
) -> Letter:
    """Return the beginning of an answer to a message, to all who have it if `everybody`.

    None of the person's own addresses is written to, unless it was a letter of their own.
    """
    own = {email_key(one.address.address) for one in senders}
    is_own = any(email_key(one.address) in own for one in view.sender)
    answered = view.to if is_own else view.reply_to or view.sender
    to = _unlike(answered, set() if is_own else own) or tuple(answered)
    cc: tuple[Address, ...] = ()
    if everybody:
        taken = own | {email_key(one.address) for one in to}
        others = () if is_own else view.to
        to += _unlike(others, taken)
        taken |= {email_key(one.address) for one in to}
        cc = _unlike(view.cc, taken)
    return _begun(
        _sender_for(view, senders),
        Letter(
            letter or new_id(),
            to=to,
            cc=cc,
            subject=_REPLY + unmarked_subject(view.row.subject),
            html=f"<p></p>\n<p>{html.escape(wrote_line(view))}</p>\n{quoted_html(view)}",
            text=f"\n\n{wrote_line(view)}\n{quoted_text(view.text)}",
            in_reply_to=view.message_id,
            references=_references(view),
            answers=view.row.id,
            answering=Answering.REPLY,
        ),
    )


def forward(
    view: MailView,
    senders: Sequence[Sender],
    files: Sequence[LetterFile] = (),
    *,
    letter: uuid.UUID | None = None,
) -> Letter:
    """Return the beginning of a letter that sends a message on, with its attachments."""
    lines = forward_lines(view)
    head = "<br>".join(html.escape(one) for one in lines)
    return _begun(
        _sender_for(view, senders),
        Letter(
            letter or new_id(),
            subject=_FORWARD + unmarked_subject(view.row.subject),
            html=f"<p></p>\n<p>{head}</p>\n{_body_html(view)}",
            text="\n\n" + "\n".join(lines) + "\n\n" + view.text,
            files=tuple(files),
            references=_references(view),
            answers=view.row.id,
            answering=Answering.FORWARD,
        ),
    )


def forward_attached(view: MailView, senders: Sequence[Sender], message: LetterFile) -> Letter:
    """Return the beginning of a letter that has a whole message as its attachment."""
    return _begun(
        _sender_for(view, senders),
        Letter(
            new_id(),
            subject=_FORWARD + unmarked_subject(view.row.subject),
            files=(message,),
            answers=view.row.id,
            answering=Answering.FORWARD,
        ),
    )


def redirect(view: MailView, senders: Sequence[Sender], message: LetterFile) -> Letter:
    """Return the beginning of sending a message on just as it is, under its sender's name."""
    return _begun(
        _sender_for(view, senders),
        Letter(
            new_id(),
            subject=view.row.subject,
            text=view.text,
            html=view.html,
            redirected=message.digest,
            files=(message,),
            answers=view.row.id,
            answering=Answering.REDIRECT,
        ),
    )


def wrote_line(view: MailView) -> str:
    """Return who wrote what is quoted, and when."""
    moment = (view.sent_at or view.row.at).astimezone(local_zone())
    return _("On {day} at {time}, {name} wrote:").format(
        day=moment.strftime("%d/%m/%Y"), time=moment.strftime("%H:%M"), name=_named(view.sender)
    )


def forward_lines(view: MailView) -> list[str]:
    """Return the lines over a message that is sent on."""
    moment = (view.sent_at or view.row.at).astimezone(local_zone())
    lines = [
        _("---------- Forwarded message ----------"),
        _("From: {people}").format(people=_named(view.sender)),
        _("Sent: {moment}").format(moment=moment.strftime("%d/%m/%Y %H:%M")),
        _("To: {people}").format(people=_named(view.to)),
    ]
    if view.cc:
        lines.append(_("Cc: {people}").format(people=_named(view.cc)))
    return [*lines, _("Subject: {subject}").format(subject=view.row.subject)]


def quoted_text(text: str) -> str:
    """Return text with the mark of a quotation before each line."""
    lines = text.rstrip().splitlines()
    return "\n".join(f">{one}" if one.startswith(">") else f"> {one}".rstrip() for one in lines)


def quoted_html(view: MailView) -> str:
    """Return the text of a message as a quotation."""
    return f"<blockquote>\n{_body_html(view)}\n</blockquote>"


def inline_files(view: MailView) -> list[str]:
    """Return which parts of a message are pictures in its text."""
    return [one.part for one in view.files if one.cid and f"cid:{one.cid}" in view.html]


def _body_html(view: MailView) -> str:
    if view.html:
        return view.html
    lines = view.text.rstrip().splitlines()
    return "<p>" + "<br>".join(html.escape(one) for one in lines) + "</p>"


def _named(people: Iterable[Address]) -> str:
    return ", ".join(
        f"{one.name} <{one.address}>" if one.name and one.name != one.address else one.address
        for one in people
    )


def _unlike(people: Iterable[Address], taken: set[str]) -> tuple[Address, ...]:
    """Return each of the people once, without those whose addresses are `taken`."""
    made: dict[str, Address] = {}
    for one in people:
        key = email_key(one.address)
        if key and key not in taken:
            made.setdefault(key, one)
    return tuple(made.values())


def _references(view: MailView) -> tuple[str, ...]:
    known = [one for one in view.references if one != view.message_id]
    if view.message_id:
        known.append(view.message_id)
    return tuple(known[-_MOST_REFERENCES:])


def _sender_for(view: MailView, senders: Sequence[Sender]) -> Sender | None:
    """Return under which address to answer: the one that was written to, else its account's."""
    named = [email_key(one.address) for one in (*view.to, *view.cc, *view.sender)]
    of_account = [one for one in senders if one.account == view.row.account]
    for one in (*of_account, *senders):
        if email_key(one.address.address) in named:
            return one
    return next(iter((*of_account, *senders)), None)


def _begun(sender: Sender | None, letter: Letter) -> Letter:
    return letter if sender is None else written_by(letter, sender)


def written_by(letter: Letter, sender: Sender) -> Letter:
    """Return a letter under one of the person's addresses."""
    return replace(
        letter,
        account=sender.account,
        identity=sender.identity,
        sender=sender.address,
        reply_to=sender.reply_to,
    )
