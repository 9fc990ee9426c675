"""Reports about sent mail, what servers found out about senders, files in a winmail.dat."""

from __future__ import annotations

import struct

import pytest

from desktop.core.i18n import set_language
from desktop.core.mime import Message, read_message
from desktop.core.mime.authentication import authentication, servers_that_judged
from desktop.core.mime.report_words import explained_report
from desktop.core.mime.reports import COMPLAINED, DELAYED, FAILED, READ, read_report
from tests.mime_corpus import CORPUS

REPORTS = CORPUS / "rubymail" / "multipart_report_emails"


def read(text: str) -> Message:
    return read_message(text.encode())


STANDARD = """From: MAILER-DAEMON@mx.vn
Content-Type: multipart/report; report-type=delivery-status; boundary=a

--a

Your message was not delivered.
--a
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.vn
Original-Envelope-Id: 7f3a

Final-Recipient: rfc822; an@abc.vn
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

Final-Recipient: rfc822; binh@abc.vn
Action: delayed
Status: 4.2.2
--a
Content-Type: message/rfc822

Message-ID: <m1@abc.vn>
Subject: =?utf-8?q?B=C3=A1o_gi=C3=A1?=

x
--a--
"""


def test_a_standard_report_is_read_by_its_fields():
    report = read_report(read(STANDARD))
    assert report is not None
    assert (report.message_id, report.subject, report.envelope_id) == (
        "m1@abc.vn",
        "Báo giá",
        "7f3a",
    )
    assert [(one.recipient, one.action, one.status) for one in report.deliveries] == [
        ("an@abc.vn", FAILED, "5.1.1"),
        ("binh@abc.vn", DELAYED, "4.2.2"),
    ]
    assert [one.is_final for one in report.deliveries] == [True, False]


def test_a_report_is_explained_in_plain_words():
    report = read_report(read(STANDARD))
    assert report is not None
    set_language("vi")
    first, second = explained_report(report)
    assert first.startswith(
        "Không gửi được “Báo giá” đến an@abc.vn. Bên nhận không có hộp thư này."
    )
    assert "binh@abc.vn" in second


@pytest.mark.parametrize(
    ("name", "recipients", "action", "status"),
    [
        ("report_422.eml", ["fraser@oooooooo.com.au"], DELAYED, "4.2.2"),
        ("report_530.eml", ["edwin@zzzzzzz.com"], FAILED, "5.3.0"),
        ("multipart_report_multiple_status.eml", ["u@ci.com"], FAILED, "5.3.0"),
    ],
)
def test_reports_of_real_servers_are_read(name, recipients, action, status):
    report = read_report(read_message((REPORTS / name).read_bytes()))
    assert report is not None
    assert [one.recipient for one in report.deliveries] == recipients
    assert {(one.action, one.status) for one in report.deliveries} == {(action, status)}
    assert report.message_id


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("550 5.1.1 <an@abc.vn>: Recipient address rejected: User unknown", FAILED),
        ("<an@abc.vn>:\n452 4.2.2 Mailbox full", DELAYED),
        ("Không gửi được thư đến an@abc.vn: 554 từ chối", FAILED),
    ],
)
def test_a_letter_of_a_server_is_a_report_too(words, action):
    head = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.vn>\nTo: toi@x.vn\nSubject: Undelivered\n\n"
    )
    report = read_report(read(f"{head}{words}\n\nMessage-ID: <m1@x.vn>\nFrom: toi@x.vn"))
    assert report is not None
    (delivery,) = report.deliveries
    assert (delivery.recipient, delivery.action) == ("an@abc.vn", action)
    assert (report.message_id, report.is_standard) == ("m1@x.vn", False)


def test_a_letter_of_a_person_is_no_report():
    assert read_report(read("From: An <an@abc.vn>\nSubject: Undelivered goods\n\n550 cái")) is None


def test_a_receipt_says_who_opened_it():
    report = read_report(
        read(
            "From: an@abc.vn\nContent-Type: multipart/report; boundary=a\n\n--a\n"
            "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;an@abc.vn\n"
            "Original-Message-ID: <m1@x.vn>\nDisposition: manual-action/MDN-sent; displayed\n--a--"
        )
    )
    assert report is not None
    assert (report.deliveries[0].action, report.message_id) == (READ, "m1@x.vn")


def test_a_complaint_names_the_recipient():
    report = read_report(
        read(
            "From: fbl@x.vn\nContent-Type: multipart/report; boundary=a\n\n--a\n"
            "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n--a\n"
            "Content-Type: message/rfc822\n\nTo: An <an@abc.vn>\nMessage-ID: <m1@x.vn>\n\nx\n--a--"
        )
    )
    assert report is not None
    assert (report.deliveries[0].recipient, report.deliveries[0].action) == (
        "an@abc.vn",
        COMPLAINED,
    )


JUDGED = """Authentication-Results: mx.abc.vn 1; spf=pass smtp.mailfrom=x@vcb.vn;
 dkim=fail header.d=other.vn; dkim=pass (good) header.d=vcb.vn; dmarc=fail header.from=vcb.vn
Authentication-Results: evil.vn; dmarc=pass
Authentication-Results: mx.abc.vn; dmarc=pass
From: a@vcb.vn

"""


def test_the_topmost_result_of_the_own_server_is_believed_and_no_other():
    headers = read(JUDGED).headers
    found = authentication(headers, "MX.abc.vn")
    assert found is not None
    assert (found.spf, found.dkim, found.dmarc, found.domain) == ("pass", "pass", "fail", "vcb.vn")
    assert found.is_forged
    assert not found.is_genuine
    assert authentication(headers, "") is None
    assert authentication(headers, "other.vn") is None
    assert servers_that_judged(headers) == ["mx.abc.vn", "evil.vn"]


def attribute(kind: int, content: bytes, level: int = 2) -> bytes:
    return struct.pack("<BII", level, kind, len(content)) + content + b"\0\0"


def test_files_in_a_winmail_dat_are_files():
    name = "báo giá.pdf".encode("utf-16-le") + b"\0\0"
    padded = name + b"\0" * (-len(name) % 4)
    properties = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len(name)) + padded
    tnef = (
        b"\x78\x9f\x3e\x22\1\0"
        + attribute(0x00069002, b"\0" * 14)
        + attribute(0x00018010, b"BAOGIA~1.PDF\0")
        + attribute(0x0006800F, b"%PDF-1")
        + attribute(0x00069005, properties)
    )
    head = b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n"
    message = read_message(head + tnef)
    (file,) = message.body.attachments
    assert (file.number, file.name, file.content()) == ("1#1", "báo giá.pdf", b"%PDF-1")
    assert message.part("1#1") is file
    # A damaged one is shown as it came.
    (whole,) = read_message(head + tnef[:30]).body.attachments
    assert whole.name == "winmail.dat"
