"""Mail of strangers is read whole: what others find in it is found, and some that they do not."""

from __future__ import annotations

import email
import email.policy
import json
import unicodedata
import warnings
from collections.abc import Iterator

import pytest

from desktop.core.file_names import safe_file_name
from desktop.core.mime import Message, read_message
from desktop.core.mime.html_text import html_to_text
from desktop.core.mime.quotes import split_quotes
from desktop.core.mime.reports import read_report
from desktop.core.mime.signatures import read_signature
from desktop.mail.html import safe_html
from tests.mime_corpus import MAIL, WITH_STRUCTURE, name_of

FORBIDDEN = {"\0", "\ufffe", "\uffff"}


def texts_of(message: Message) -> Iterator[str]:
    """Yield every text that a screen or the database may get."""
    yield from (message.subject, message.subject_base, message.preview, message.list_id)
    yield from (message.message_id, *message.references)
    for mailbox in (*message.from_, *message.to, *message.cc, *message.reply_to):
        yield from (mailbox.name, mailbox.address)
    yield from (message.body.text, message.body.html)
    for part in (*message.body.attachments, *message.body.inline):
        yield from (part.name, part.content_id)


@pytest.mark.parametrize("path", MAIL, ids=name_of)
def test_what_is_read_is_fit_to_be_shown_and_kept(path):
    message = read_message(path.read_bytes())
    for text in texts_of(message):
        assert unicodedata.is_normalized("NFC", text)
        assert not FORBIDDEN & set(text)
        text.encode()  # no lone surrogates
    for part in (*message.body.attachments, *message.body.inline):
        assert part.name == safe_file_name(part.name)
        assert message.part(part.number) is part
        part.content()
    pieces = split_quotes(message.body.text)
    assert "\n".join(piece.text for piece in pieces) == message.body.text
    read_report(message)
    if message.from_:
        read_signature(message.body.text, message.from_[0])


@pytest.mark.parametrize("path", MAIL, ids=name_of)
def test_the_end_of_lines_makes_no_difference(path):
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    if b"utf-16" in raw.lower():  # whose bytes of a line end are others
        return
    plain, dos = read_message(raw), read_message(raw.replace(b"\n", b"\r\n"))
    assert (plain.subject, plain.from_, plain.to) == (dos.subject, dos.from_, dos.to)
    assert plain.body.text.split() == dos.body.text.split()
    assert [part.name for part in plain.body.attachments] == [
        part.name for part in dos.body.attachments
    ]


def squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_what_the_standard_library_reads_is_read_alike():
    """Where it reads well: without U+FFFD, without broken letters, with a text at all."""
    compared = alike = 0
    for path in MAIL:
        raw = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                theirs = email.message_from_bytes(raw, policy=email.policy.default)
                subject = squeezed(str(theirs["subject"] or ""))
                body = theirs.get_body(("plain",))
                text = squeezed(body.get_content()) if body else ""
            except (LookupError, AttributeError, ValueError, TypeError):
                continue
        if not text or not subject or "\ufffd" in subject + text or not text.isprintable():
            continue
        ours = read_message(raw)
        compared += 1
        alike += squeezed(ours.subject) == subject and squeezed(ours.body.text).startswith(text)
    assert compared > 100
    assert alike / compared > 0.97


def addresses(fields: list[dict], name: str) -> list[str]:
    value = next((field["value"] for field in fields if field["name"] == name), None)
    listed = value.get("Address", {}) if isinstance(value, dict) else {}
    groups = [group["addresses"] for group in listed.get("Group", [])]
    every = [*listed.get("List", []), *(one for group in groups for one in group)]
    return [(one.get("address") or one.get("name") or "").lower() for one in every]


def test_what_another_reader_finds_is_found():
    """The share never falls: what differs today is broken mail that we read and they do not."""
    found = {"from": 0, "to": 0, "subject": 0, "text": 0}
    for path in WITH_STRUCTURE:
        theirs = json.loads(path.with_suffix(".json").read_text("utf-8"))
        ours = read_message(path.read_bytes())
        fields = theirs["parts"][0]["headers"]
        said = [field["value"] for field in fields if field["name"] == "subject"]
        subject = said[0].get("Text") if said and isinstance(said[0], dict) else ""
        bodies = [theirs["parts"][number]["body"] for number in theirs["text_body"]]
        text = squeezed(" ".join(body.get("Text", "") for body in bodies))
        found["from"] += [one.address.lower() for one in ours.from_] == addresses(fields, "from")
        found["to"] += [one.address.lower() for one in ours.to] == addresses(fields, "to")
        found["subject"] += squeezed(ours.subject) == squeezed(subject or "")
        found["text"] += squeezed(ours.body.text) == text
    assert len(WITH_STRUCTURE) == 107
    assert found["from"] >= 105
    assert found["to"] >= 105
    assert found["subject"] >= 102
    assert found["text"] >= 74


@pytest.mark.parametrize("path", MAIL, ids=name_of)
def test_its_html_can_be_shown(path):
    message = read_message(path.read_bytes())
    if not message.body.html:
        return
    shown = safe_html(message.body.html)
    words = set(html_to_text(shown.html).split())
    told = set(html_to_text(message.body.html).split())
    # What is not to be seen is left out; of the rest nothing gets lost.
    assert len(told - words) <= len(told) * 0.1
