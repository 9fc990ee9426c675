"""Letters as bytes: read again by the library they are what was written."""

from __future__ import annotations

import email
import email.policy
import io
import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.mail.composing import bcc_line, compose, new_message_id, recipients
from desktop.core.mail.letters import Letter, LetterFile
from desktop.core.mail.redirecting import compose_redirected
from desktop.core.mail.values import Address, Importance

NOW = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
LAN = Address("Nguyễn Thị Ánh Tuyết", "tuyet@congty.vn")
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=90
)


def letter(**values) -> Letter:
    given = {"sender": LAN, "to": (Address("Trần Bình", "binh@khach.vn"),), "text": "Chào\n.\n"}
    made = Letter(uuid.uuid4(), **{**given, **values})
    return replace(made, message_id=new_message_id(made))


def raw(one: Letter, files: dict[str, bytes] | None = None) -> bytes:
    held = files or {}
    return b"".join(compose(one, NOW, lambda file: io.BytesIO(held[file.digest])))


def read(content: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


@given(words)
def test_any_subject_comes_back_with_single_spaces(subject):
    content = raw(letter(subject=subject))
    found = email.message_from_bytes(content)["Subject"]
    import unicodedata

    expected = " ".join(unicodedata.normalize("NFC", subject).split())
    assert " ".join(str(make_header(decode_header(found))).split()) == expected


@given(words.filter(str.strip))
def test_no_name_can_break_a_header_or_bring_in_an_address(name):
    one = letter(to=(Address(name, "binh@khach.vn"),), subject="x")
    head = raw(one).partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert names[:4] == [b"Date", b"From", b"To", b"Subject"]
    assert head.count(b"@khach.vn>") <= 1 or "@khach.vn" in name
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))


@given(st.text(max_size=400))
def test_any_text_passes_every_server_and_comes_back(text):
    content = raw(letter(text=text, html=f"<p>{len(text)}</p>"))
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert not re.search(rb"[^\r]\n", content)
    assert content.isascii()
    plain = read(content).get_body(("plain",)).get_content()
    assert plain.split() == "\n".join(text.splitlines()).split()


def test_a_whole_letter_comes_back_as_it_was_written():
    pdf = LetterFile("Hợp đồng số 12 (bản cuối) năm 2026 — đã ký.pdf", "application/pdf", 3, "p")
    image = LetterFile("a.png", "image/png", 3, "i", "anh@letter")
    mail = LetterFile("thư.eml", "message/rfc822", 3, "m")
    ical = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Họp\r\nEND:VCALENDAR\r\n"
    one = letter(
        cc=(Address('Lê "B", X', "b@d.vn"),),
        bcc=(Address("", "sep@congty.vn"),),
        subject="Báo giá",
        html='<p>Chào <img src="cid:anh@letter"></p>',
        files=(pdf, image, mail),
        calendar=ical,
        importance=Importance.HIGH,
        wants_receipt=True,
        in_reply_to="<1@x>",
        references=("<0@x>", "<1@x>"),
    )
    held = {"p": bytes(range(256)) * 700, "i": b"png", "m": "Subject: x\n\nthân thư\n".encode()}
    content = raw(one, held)
    found = read(content)
    assert (found["Cc"], found["References"]) == ('"Lê \\"B\\", X" <b@d.vn>', "<0@x> <1@x>")
    assert found["Message-ID"] == one.message_id
    assert found["X-Priority"] == "1"
    assert found["Disposition-Notification-To"].endswith("<tuyet@congty.vn>")
    kinds = [part.get_content_type() for part in found.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
        "text/html", "image/png", "text/calendar", "application/pdf", "message/rfc822",
        "text/plain", "application/ics",
    ]  # fmt: skip
    parts = {part.get_filename(): part for part in found.walk() if part.get_filename()}
    assert parts[pdf.name].get_content() == held["p"]
    assert not any(part.defects for part in found.walk())
    calendar = next(part for part in found.walk() if part.get_content_type() == "text/calendar")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_content().replace("\r\n", "\n") == ical.replace("\r\n", "\n")


def test_hidden_recipients_are_in_the_filed_copy_alone():
    one = letter(bcc=(Address("Sếp", "sep@congty.vn"),))
    assert b"sep@" not in raw(one)
    assert b"<sep@congty.vn>" in bcc_line(one)
    assert recipients(one) == ("binh@khach.vn", "sep@congty.vn")


def test_domains_in_vietnamese_are_written_as_the_dns_knows_them():
    one = letter(to=(Address("", "an@công-ty.vn"),))
    assert b"To: an@xn--" in raw(one)


def test_names_of_mailboxes_in_vietnamese_make_the_header_utf8():
    one = letter(to=(Address("", "đặng@khach.vn"),))
    assert "To: đặng@khach.vn\r\n".encode() in raw(one)


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_what_is_sent_on_as_it_is_keeps_its_bytes_and_loses_its_hidden_recipients(ending):
    lines = (b"From: a@b.vn", b"Bcc: c@d.vn,", b" e@f.vn", b"Subject: x", b"", b"Bcc: text", b"")
    original = io.BytesIO(ending.join(lines))
    one = letter()
    content = b"".join(compose_redirected(one, NOW, original, resent_id="<2@x>"))
    assert content.endswith(b"From: a@b.vn\r\nSubject: x\r\n\r\nBcc: text\r\n")
    assert b"Resent-To:" in content
    assert b"c@d.vn" not in content
    assert b"e@f.vn" not in content
